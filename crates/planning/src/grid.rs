//! The quarters of the days that are searched, and who is best at each. Does not know gaps or ways.

use crate::calendar::{LocalDay, Opening};
use std::ops::Range;
use vizitas_domain::time::Time;

/// A day that is searched.
#[derive(Debug)]
pub(crate) struct SearchDay {
    pub(crate) local: LocalDay,
    pub(crate) opening: Opening,
    pub(crate) noon: Time,
    /// The day's first quarter, counted from 1970.
    pub(crate) first_quarter: i64,
    /// Its quarters among all cells.
    pub(crate) cells: Range<usize>,
}

/// A worker at a start: cheaper is less, of equals the one who stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taker {
    pub(crate) cost: u32,
    /// Her number among the workers.
    pub(crate) number: u32,
}

impl Taker {
    pub(crate) const NOBODY: Self = Self { cost: u32::MAX, number: u32::MAX };

    pub(crate) fn somebody(self) -> Option<Self> {
        (self != Self::NOBODY).then_some(self)
    }
}

/// One possible start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// Whether the visit may begin here at all.
    pub(crate) open: bool,
    /// Whether it suits the client.
    pub(crate) convenient: bool,
    /// What it costs whoever comes.
    pub(crate) penalty: u32,
    /// The two best of those who speak the client's language. A worker has one gap at a start, so they differ.
    pub(crate) speakers: [Taker; 2],
    /// The best of the others.
    pub(crate) helper: Taker,
}

impl Cell {
    /// Keeps a worker if she is among the best.
    pub(crate) fn offer(&mut self, taker: Taker, speaks: bool) {
        let [best, next] = self.speakers;
        if !speaks {
            self.helper = self.helper.min(taker);
        } else if taker < best {
            self.speakers = [taker, best];
        } else if taker < next {
            self.speakers = [best, taker];
        }
    }
}
