//! The fold of a worker's stream: who she is, the time she keeps for herself, and when she is taken.

use crate::event::{Body, Event};
use crate::id::BlockId;
use crate::worker::{Block, Busy, Profile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A worker as her stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerState {
    /// Her profile, once the office has written it.
    pub profile: Option<Profile>,
    /// The time she keeps for herself.
    pub blocks: BTreeMap<BlockId, Block>,
    /// When she is taken, as the server says, in order.
    pub busy: Vec<Busy>,
}

/// Folds a worker's stream. `events` are in log order, one's own pending ones last.
#[must_use]
pub fn fold(events: &[Event]) -> WorkerState {
    let mut state = WorkerState::default();
    for event in events {
        match &event.body {
            Body::WorkerSet(profile) => state.profile = Some(profile.clone()),
            Body::TimeBlocked(block) => {
                state.blocks.insert(block.id, block.clone());
            }
            Body::TimeFreed(block) => {
                state.blocks.remove(block);
            }
            Body::BusySet { from, to, taken } => {
                state.busy.retain(|busy| busy.start < *from || busy.start >= *to);
                state.busy.extend(taken.iter().copied());
                state.busy.sort_unstable();
            }
            _ => {}
        }
    }
    state
}
