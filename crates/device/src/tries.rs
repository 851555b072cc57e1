//! Wrong tries of a PIN: some are free, then each waits longer, and after the last there is nothing left to try. A try counts
//! before it is made, so that cutting the power in the middle of it wins nobody another; the waiting is measured by the
//! tablet's running time, so that neither its clock nor a restart shortens it. It must never open or destroy anything itself.

use crate::uptime::Uptime;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// So many tries wait for nothing.
const FREE: u8 = 5;
/// How long each one after them waits, in seconds; the last of these holds for the rest.
const WAITS: [u64; 4] = [30, 60, 5 * 60, 15 * 60];
/// With this one the PIN is at its end.
const LAST: u8 = 10;
/// From so many left on, it is said how many.
const TOLD: u8 = 5;

/// The wrong tries since the PIN was last right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    wrong: u8,
    last: Option<Uptime>,
    /// How many there ever were on this tablet, those before the PIN was right too: the office is told.
    #[serde(default)]
    ever: u32,
}

impl Tries {
    /// These and one more, made now.
    #[must_use]
    pub(crate) fn and_one(&self, now: Uptime) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last: Some(now), ever: self.ever.saturating_add(1) }
    }

    /// None wrong any more, the PIN being right or another; how many there ever were stays known.
    #[must_use]
    pub(crate) fn over(&self) -> Self {
        Self { ever: self.ever, ..Self::default() }
    }

    /// How many there ever were.
    #[must_use]
    pub(crate) fn ever(&self) -> u32 {
        self.ever
    }

    /// How many may still be made.
    #[must_use]
    pub(crate) fn left(&self) -> u8 {
        LAST.saturating_sub(self.wrong)
    }

    /// How many may still be made, once it is time to say so.
    #[must_use]
    pub(crate) fn told(&self) -> Option<u8> {
        Some(self.left()).filter(|left| *left <= TOLD)
    }

    /// How long it is until the next may be made.
    #[must_use]
    pub(crate) fn wait(&self, now: &Uptime) -> Duration {
        let Some(over) = self.wrong.checked_sub(FREE) else { return Duration::ZERO };
        let seconds = WAITS.get(usize::from(over)).or(WAITS.last()).copied().unwrap_or(0);
        let passed = self.last.as_ref().map_or(Duration::ZERO, |last| now.since(last));
        Duration::from_secs(seconds).saturating_sub(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_free_and_each_after_them_waits_longer() {
        let up = |seconds| Uptime::of("a", seconds);
        let (mut tries, mut waits) = (Tries::default(), Vec::new());
        while tries.left() > 0 {
            waits.push((tries.wait(&up(1000)).as_secs(), tries.told()));
            tries = tries.and_one(up(1000));
        }
        let free = [(0, None); 5];
        let rest = [(30, Some(5)), (60, Some(4)), (300, Some(3)), (900, Some(2)), (900, Some(1))];
        assert_eq!(waits, free.into_iter().chain(rest).collect::<Vec<_>>());
    }

    #[test]
    fn neither_a_restart_nor_a_clock_shortens_the_wait() {
        let mut tries = Tries::default();
        for _ in 0..7 {
            tries = tries.and_one(Uptime::of("a", 1000));
        }
        let wait = |start, seconds| tries.wait(&Uptime::of(start, seconds)).as_secs();
        assert_eq!([wait("a", 1000), wait("a", 1299), wait("a", 1300)], [300, 1, 0]);
        assert_eq!([wait("b", 10), wait("b", 300), wait("a", 10)], [290, 0, 300]);
    }
}
