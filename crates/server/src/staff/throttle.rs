//! What makes guessing slow: after some tries the next one must wait, for a login and for an address apart, in the
//! database, so that neither a restart nor a second node forgets. A try is counted before it is judged, so that many at
//! once are no way around. It never learns whether a login exists.

use crate::error::Error;
use crate::log::{Tries, Write};
use crate::municipality::Municipality;
use ring::hmac;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// Tries that cost nothing: of a login; of an address, behind which a whole office may sit.
const FREE: [u32; 2] = [5, 25];
/// Then, how long until the next, in seconds; the last one stays.
const WAITS_S: [i64; 4] = [30, 60, 300, 900];
/// After so long without a try all is forgotten, in seconds.
const FORGOTTEN_S: i64 = 24 * 3600;

/// Whose tries are counted: a login and an address, as keyed hashes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subjects([Hash; 2]);

impl Subjects {
    /// The login's hash.
    pub(super) fn login(&self) -> &[u8; 32] {
        let Self([login, _]) = self;
        &login.0
    }
}

impl Municipality {
    pub(super) fn subjects(&self, login: &str, address: &str) -> Subjects {
        let keyed = |what: &str, name: &str| {
            let tag = hmac::sign(&self.identity.ledger, format!("throttle v1\n{what}\n{name}").as_bytes());
            Hash(tag.as_ref().try_into().unwrap_or_default())
        };
        Subjects([keyed("login", login), keyed("address", address)])
    }

    /// Counts a try, unless it comes too early: then the seconds to wait.
    pub(super) fn try_once(&self, subjects: Subjects) -> Result<Option<u32>, Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let mut counted = Vec::new();
            for (subject, free) in subjects.0.into_iter().zip(FREE) {
                let stored = log.read().tries(&subject)?;
                let known = remembered(stored, now);
                let left = known.last.0 + wait(known.tries, free) - now.0;
                if left > 0 {
                    if stored.last > now {
                        // The wait begins now, and not anew with each try.
                        log.put_tries(&subject, known)?;
                    }
                    return Ok(Some(u32::try_from(left).unwrap_or(u32::MAX)));
                }
                counted.push((subject, Tries { tries: known.tries.saturating_add(1), last: now }));
            }
            counted.iter().try_for_each(|(subject, tries)| log.put_tries(subject, *tries))?;
            Ok(None)
        })
    }
}

/// Takes a try back that was no guess. Of a login all are forgotten once its owner is in.
pub(super) fn went_well(log: &mut dyn Write, subjects: Subjects, is_in: bool) -> Result<(), Error> {
    let [login, address] = subjects.0;
    for (subject, forget) in [(login, is_in), (address, false)] {
        let known = log.read().tries(&subject)?;
        let tries = if forget { 0 } else { known.tries.saturating_sub(1) };
        log.put_tries(&subject, Tries { tries, ..known })?;
    }
    Ok(())
}

/// What is known of a subject's tries at a moment. A last one that is still to come was made before the clock was set back:
/// all tries go on counting, as if the last were made now, so that nobody waits longer than the rule says. A clock set on by a
/// day forgets them, as a day does: whoever guesses does not hold the server's clock.
fn remembered(tries: Tries, now: Time) -> Tries {
    if now.0.saturating_sub(tries.last.0) > FORGOTTEN_S {
        return Tries::default();
    }
    Tries { last: tries.last.min(now), ..tries }
}

/// Seconds from the last try to the next, after so many.
fn wait(tries: u32, free: u32) -> i64 {
    let Some(over) = tries.checked_sub(free) else { return 0 };
    let last = WAITS_S.len() - 1;
    WAITS_S.get(usize::try_from(over).unwrap_or(last).min(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_are_forgotten_after_a_day() {
        let waits: Vec<i64> = (0..11).map(|tries| wait(tries, 5)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 300, 900, 900, 900]);
        let tries = Tries { tries: 9, last: Time(0) };
        assert_eq!(remembered(tries, Time(FORGOTTEN_S)), tries);
        assert_eq!(remembered(tries, Time(FORGOTTEN_S + 1)), Tries::default());
    }

    #[test]
    fn tries_from_before_the_clock_was_set_back_count_as_made_now() {
        let cases = [
            // last, now: the last one that counts
            (100, 100, 100),
            (100, 130, 100),
            (101, 100, 100),
            (100 + 30 * FORGOTTEN_S, 100, 100),
            (i64::MAX, -5, -5),
        ];
        for (last, now, counts) in cases {
            let tries = Tries { tries: 9, last: Time(last) };
            assert_eq!(remembered(tries, Time(now)), Tries { tries: 9, last: Time(counts) }, "{last} {now}");
        }
    }
}
