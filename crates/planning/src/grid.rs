//! The quarters of a day that is searched, and who is best at each. Does not know gaps or ways.

use crate::calendar::{LocalDay, Opening};
use vizitas_domain::time::Time;

/// A day that is searched.
#[derive(Debug)]
pub(crate) struct SearchDay {
    pub(crate) local: LocalDay,
    pub(crate) opening: Opening,
    pub(crate) noon: Time,
    /// The day's first quarter, counted from 1970.
    pub(crate) first_quarter: i64,
    /// How many days the client waits for it, working or not.
    pub(crate) waited: u64,
}

/// Bits of a [`Taker`] that hold the worker's number: sixteen million workers.
const NUMBER_BITS: u32 = 24;

/// A worker at a start, cost before her number in one word: cheaper is less, of equals the one who stands
/// first, and a comparison is one instruction in the search's innermost loop. Costs have 40 bits: minutes and
/// weights of 16 bits cannot fill them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taker(u64);

impl Taker {
    pub(crate) const NOBODY: Self = Self(u64::MAX);

    pub(crate) fn new(cost: u64, number: usize) -> Self {
        Self(cost << NUMBER_BITS | number as u64)
    }

    pub(crate) fn dearer(self, by: u64) -> Self {
        Self(self.0 + (by << NUMBER_BITS))
    }

    /// Her number among the workers; nobody's is beyond all.
    pub(crate) fn number(self) -> usize {
        (self.0 & ((1 << NUMBER_BITS) - 1)) as usize
    }

    pub(crate) fn cost(self) -> Option<u64> {
        (self != Self::NOBODY).then_some(self.0 >> NUMBER_BITS)
    }
}

/// One possible start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// Whether it suits the client.
    pub(crate) convenient: bool,
    /// What it costs whoever comes.
    pub(crate) penalty: u64,
    /// The two best of those who can lead the visit. A worker has one gap at a start, so they differ.
    pub(crate) leads: [Taker; 2],
    /// The best of the others.
    pub(crate) helper: Taker,
}

impl Cell {
    /// A start for which nobody is known yet.
    pub(crate) fn new(convenient: bool, penalty: u64) -> Self {
        Self { convenient, penalty, leads: [Taker::NOBODY; 2], helper: Taker::NOBODY }
    }

    /// Keeps a worker if she is among the best.
    pub(crate) fn offer(&mut self, taker: Taker, leads: bool) {
        let [best, next] = self.leads;
        if !leads {
            self.helper = self.helper.min(taker);
        } else if taker < best {
            self.leads = [taker, best];
        } else if taker < next {
            self.leads = [best, taker];
        }
    }
}
