//! The published checklist of the standard, in one language.

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
