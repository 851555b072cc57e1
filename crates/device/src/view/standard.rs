//! The published checklist of the standard, in one language; a visit's answers to it as a file.

use super::Step;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One sentence of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/standard.ts")]
pub struct StandardItem {
    /// Its FHIR `linkId`, the same in every language.
    pub item: String,
    /// The step to which it belongs.
    pub step: Step,
    /// The sentence.
    pub text: String,
}

/// A version of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/standard.ts")]
pub struct StandardView {
    /// The version, `"1.0.0"`.
    pub version: String,
    /// BCP 47 language of the sentences.
    pub language: String,
    /// Its sentences, in order.
    pub items: Vec<StandardItem>,
}

/// Asks for a version of the checklist.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/standard.ts")]
pub struct StandardArgs {
    /// The version, as a visit names it.
    pub version: String,
    /// BCP 47 language; where it is missing the device answers in Lithuanian.
    pub language: String,
}

/// Asks for a visit's answers as a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/standard.ts")]
pub struct ChecklistArgs {
    /// Which visit.
    pub visit: String,
    /// BCP 47 language of its sentences; where it is missing the device answers in Lithuanian.
    pub language: String,
}

/// A visit's answers to the checklist, ready to be written. It stays below the window.
#[derive(Clone, PartialEq, Eq)]
pub struct ChecklistFile {
    /// The file's name: nothing personal.
    pub name: String,
    /// FHIR R4 QuestionnaireResponse, JSON.
    pub text: String,
}

impl std::fmt::Debug for ChecklistFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.text.len())
    }
}

/// Where a file was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/standard.ts")]
pub struct SavedFile {
    /// The folder's own name, as the tablet's files show it.
    pub folder: String,
    /// The file's name.
    pub name: String,
}
