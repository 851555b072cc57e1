//! The checklist of the respectful visit, out of the published FHIR R4 Questionnaire.

use crate::device::Device;
use crate::error::DeviceError;
use crate::view::{StandardArgs, StandardItem, StandardView, Step};
use serde::Deserialize;
use vizitas_domain::fold::visit::Visit;

/// The part of a FHIR R4 Questionnaire that is shown: groups by stage, each with its sentences.
#[derive(Deserialize)]
struct Questionnaire {
    item: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(rename = "linkId")]
    link_id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    item: Vec<Item>,
}

impl Device {
    /// A published checklist, in the language asked for or else in Lithuanian.
    ///
    /// # Errors
    /// `NotFound` when that version has not come.
    pub fn standard(&self, args: &StandardArgs) -> Result<StandardView, DeviceError> {
        let replica = self.replica()?;
        let published = match replica.questionnaire(&args.version, &args.language)? {
            Some(found) => Some(found),
            None => replica.questionnaire(&args.version, "lt")?,
        };
        let published = published.ok_or(DeviceError::NotFound)?;
        let read: Questionnaire = serde_json::from_str(&published.json).map_err(|_| DeviceError::NotFound)?;
        let items = read.item.into_iter().flat_map(|group| {
            let step = step(&group.link_id);
            let sentences = group.item.into_iter();
            sentences.filter_map(move |item| {
                Some(StandardItem { item: item.link_id, step: step?, text: item.text })
            })
        });
        Ok(StandardView { version: published.version, language: published.language, items: items.collect() })
    }

    /// The version a visit is done under: the one it began with, else the one in force.
    pub(crate) fn standard_of(&self, visit: &Visit) -> Result<String, DeviceError> {
        if !visit.standard.is_empty() {
            return Ok(visit.standard.to_string());
        }
        let in_force = self.replica()?.standard_in_force("lt")?;
        in_force.map(|standard| standard.version).ok_or(DeviceError::NotFound)
    }
}

/// The step a group of sentences belongs to, by its link id; a group of a later standard is passed over.
fn step(group: &str) -> Option<Step> {
    match group {
        "before" => Some(Step::Before),
        "door" => Some(Step::Door),
        "during" => Some(Step::During),
        "close" => Some(Step::Close),
        _ => None,
    }
}
