//! The fold: a stream's events, in the order of the log with one's own pending ones last, become its state.
//!
//! A fold is a function of that stream's events alone. It reads no clock and no other stream; whatever needs
//! them is decided by the server and comes as an event. Folding never fails: what cannot be understood is
//! kept and said.

pub mod client;
mod fields;
pub mod part;
pub mod published;
pub mod visit;
pub mod worker;

use crate::concurrency::Clash;
use crate::id::EventId;
use serde::{Deserialize, Serialize};

/// Two or more events that cannot all hold. Both are kept; one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The events in conflict, sorted: together they name it.
    pub events: Vec<EventId>,
    /// What kind of thing happened twice.
    pub clash: Clash,
    /// The one that holds now.
    pub stands: EventId,
    /// The settlement in force, once a person has chosen.
    pub settled: Option<EventId>,
}

impl Conflict {
    /// A conflict between `stands` and `void`, not yet settled.
    #[must_use]
    pub fn new(clash: Clash, stands: EventId, void: &[EventId]) -> Self {
        let mut events = void.to_vec();
        events.push(stands);
        events.sort_unstable();
        events.dedup();
        Self { events, clash, stands, settled: None }
    }
}
