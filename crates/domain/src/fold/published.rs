//! The fold of the published stream: what the municipality gives every worker to work by.

use crate::event::{Body, Event};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedState {
    /// The version of the standard in force: the one published last.
    pub standard: Text,
    /// FHIR R4 Questionnaires as JSON, by version and language. Old versions stay for old visits.
    pub questionnaires: BTreeMap<(Text, Text), Text>,
}

/// Folds the published stream. `events` are in log order.
#[must_use]
pub fn fold(events: &[Event]) -> PublishedState {
    let mut state = PublishedState::default();
    for event in events {
        if let Body::StandardPublished { version, language, questionnaire } = &event.body {
            state.standard.clone_from(version);
            state.questionnaires.insert((version.clone(), language.clone()), questionnaire.clone());
        }
    }
    state
}
