//! How much of one tablet may lie aside undecided: bounded, so that no tablet fills the server's disk with what has no
//! place. Beyond it the tablet is asked to come again later, and keeps what it has; a person's decision makes room.

use crate::error::Error;
use crate::log::{HeldSize, Installation, Read};
use crate::municipality::Municipality;
use vizitas_domain::id::StreamId;

/// How much is taken in.
#[derive(Clone, Copy, Debug)]
struct Quota {
    events: u64,
    bytes: u64,
}

/// Of a tablet that works. A month without signal is some 1,500 events of 1 to 4 KiB, and of these nearly all have a place.
const WORKING: Quota = Quota { events: 20_000, bytes: 64 << 20 };
/// Of one whose rights were taken: all that it hands in lies aside, so it is that month with room to spare.
const REVOKED: Quota = Quota { events: 4_000, bytes: 16 << 20 };
/// Seconds in which it is written down once.
const DAY_S: i64 = 24 * 3600;

impl Quota {
    fn of(tablet: &Installation) -> Self {
        if tablet.revoked.is_some() { REVOKED } else { WORKING }
    }

    fn is_full(self, held: HeldSize) -> bool {
        held.events >= self.events || held.bytes >= self.bytes
    }
}

/// Whether so much of a tablet lies aside that it hands in nothing more until somebody decides.
pub(crate) fn is_full(log: &dyn Read, tablet: &Installation) -> Result<bool, Error> {
    Ok(Quota::of(tablet).is_full(log.undecided_size(tablet.installation)?))
}

impl Municipality {
    /// Writes down that a tablet had to be asked to come again because too much of it lies aside, once a day.
    pub(crate) fn told_full(&self, tablet: &Installation) -> Result<(), Error> {
        let now = self.clock.now();
        let day = now.0.div_euclid(DAY_S).to_be_bytes();
        let named: [&[u8]; 3] = [b"tablet full v1", tablet.installation.0.as_bytes(), &day];
        self.audit_once(&named, now, tablet.actor, "tablet full", Some(StreamId::from(tablet.actor)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tablet_is_full_by_events_or_by_bytes_and_a_revoked_one_sooner() {
        for (quota, events, bytes, full) in [
            (WORKING, 0, 0, false),
            (WORKING, 19_999, (64 << 20) - 1, false),
            (WORKING, 20_000, 0, true),
            (WORKING, 1, 64 << 20, true),
            // A month without signal, each event of it without a place.
            (WORKING, 1_500, 1_500 * 4096, false),
            (REVOKED, 1_500, 1_500 * 4096, false),
            (REVOKED, 4_000, 0, true),
            (REVOKED, 1, 16 << 20, true),
        ] {
            assert_eq!(quota.is_full(HeldSize { events, bytes }), full, "{quota:?} {events} {bytes}");
        }
    }
}
