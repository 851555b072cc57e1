//! What makes guessing slow: after some tries the next one must wait, in the database, so that neither a restart nor a
//! second node forgets. A try is counted before it is judged, so that many at once are no way around. It never learns
//! whether a login exists.
//!
//! Three things are counted: a login at one address, with the low bound; the login from anywhere, high enough and lapsing
//! fast enough that one address alone cannot keep its owner out elsewhere; and the address, behind which a whole office may
//! sit: what somebody mistyped who then got in counts nothing against it.

use crate::error::Error;
use crate::log::{Tries, Write};
use crate::municipality::Municipality;
use ring::hmac;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// What is counted, and how it is forgiven.
#[derive(Clone, Copy, Debug)]
struct Rule {
    /// Tries that cost nothing.
    free: u32,
    /// One try lapses in so many seconds, whatever is tried meanwhile.
    lapse_s: i64,
}

/// A login at an address.
const HERE: Rule = Rule { free: 5, lapse_s: 3600 };
/// A login from anywhere. One address gets four tries an hour through [`HERE`]: fewer than lapse.
const ANYWHERE: Rule = Rule { free: 30, lapse_s: 600 };
/// An address.
const OFFICE: Rule = Rule { free: 40, lapse_s: 600 };
/// In the order of [`Subjects`].
const RULES: [Rule; 3] = [HERE, ANYWHERE, OFFICE];
/// Beyond the free ones, how long until the next, in seconds; the last one stays.
const WAITS_S: [i64; 4] = [30, 60, 300, 900];
/// More than these beyond the free ones are not counted: they would wait no longer, and lapse no sooner.
const MOST_OVER: u32 = 4;

/// Whose tries are counted, as keyed hashes: a login at an address, the login, the address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subjects([Hash; 3]);

impl Subjects {
    /// The login's hash.
    pub(super) fn login(&self) -> &[u8; 32] {
        let Self([_, login, _]) = self;
        &login.0
    }
}

impl Municipality {
    pub(super) fn subjects(&self, login: &str, address: &str) -> Subjects {
        let keyed = |what: &str, name: &str| {
            let tag = hmac::sign(&self.identity.ledger, format!("throttle v1\n{what}\n{name}").as_bytes());
            Hash(tag.as_ref().try_into().unwrap_or_default())
        };
        let here = keyed("login at address", &format!("{login}\n{address}"));
        Subjects([here, keyed("login", login), keyed("address", address)])
    }

    /// Counts a try, unless it comes too early: then the seconds to wait.
    pub(super) fn try_once(&self, subjects: Subjects) -> Result<Option<u32>, Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let mut counted = Vec::new();
            let mut longest = 0;
            for (subject, rule) in subjects.0.into_iter().zip(RULES) {
                let stored = log.read().tries(&subject)?;
                let known = remembered(stored, now, rule);
                let left = known.last.0 + wait(known.tries, rule) - now.0;
                if left > 0 && stored.last > now {
                    // The wait begins now, and not anew with each try.
                    log.put_tries(&subject, known)?;
                }
                longest = longest.max(left);
                counted.push((subject, counted_once(known, now, rule)));
            }
            if longest > 0 {
                return Ok(Some(u32::try_from(longest).unwrap_or(u32::MAX)));
            }
            counted.iter().try_for_each(|(subject, tries)| log.put_tries(subject, *tries))?;
            Ok(None)
        })
    }
}

/// Takes a try back that was no guess. Once a login's owner is in, all of the login are forgotten, and what the owner
/// mistyped at this address is taken from the address, too.
pub(super) fn went_well(log: &mut dyn Write, subjects: Subjects, is_in: bool) -> Result<(), Error> {
    let mut known = [Tries::default(); 3];
    for (subject, known) in subjects.0.iter().zip(&mut known) {
        *known = log.read().tries(subject)?;
    }
    let left = forgiven(known, is_in);
    subjects.0.iter().zip(left).try_for_each(|(subject, tries)| log.put_tries(subject, tries))
}

/// What is left of tries after one that was no guess.
fn forgiven([here, anywhere, office]: [Tries; 3], is_in: bool) -> [Tries; 3] {
    let less = |tries: Tries, by: u32| Tries { tries: tries.tries.saturating_sub(by), ..tries };
    if is_in {
        return [less(here, u32::MAX), less(anywhere, u32::MAX), less(office, here.tries.max(1))];
    }
    [less(here, 1), less(anywhere, 1), less(office, 1)]
}

/// What is known of a subject's tries at a moment: one lapses in each `lapse_s`, counted from the first of them, so that
/// further tries do not put it off. Moments that are still to come were before the clock was set back: all tries go on
/// counting, as if they were made now, so that nobody waits longer than the rule says and nothing is forgiven. A clock set on
/// forgives as the time would: whoever guesses does not hold the server's clock.
fn remembered(tries: Tries, now: Time, rule: Rule) -> Tries {
    let (last, since) = (tries.last.min(now), tries.since.min(now));
    let lapsed = now.0.saturating_sub(since.0) / rule.lapse_s;
    let left = i64::from(tries.tries) - lapsed;
    match u32::try_from(left) {
        Ok(left) if left > 0 => {
            Tries { tries: left, last, since: Time(since.0.saturating_add(lapsed * rule.lapse_s)) }
        }
        _ => Tries::default(),
    }
}

/// With one more.
fn counted_once(known: Tries, now: Time, rule: Rule) -> Tries {
    let since = if known.tries == 0 { now } else { known.since };
    Tries { tries: (known.tries + 1).min(rule.free + MOST_OVER), last: now, since }
}

/// Seconds from the last try to the next, after so many.
fn wait(tries: u32, rule: Rule) -> i64 {
    let Some(over) = tries.checked_sub(rule.free) else { return 0 };
    let last = WAITS_S.len() - 1;
    WAITS_S.get(usize::try_from(over).unwrap_or(last).min(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_S: i64 = 24 * 3600;

    /// Counters of one login at one address, as the database keeps them.
    #[derive(Clone, Copy, Default)]
    struct Kept([Tries; 3]);

    impl Kept {
        /// A try at a moment; false when it has to wait.
        fn try_at(&mut self, now: i64) -> bool {
            let known: Vec<Tries> =
                self.0.iter().zip(RULES).map(|(tries, rule)| remembered(*tries, Time(now), rule)).collect();
            if known.iter().zip(RULES).any(|(known, rule)| known.last.0 + wait(known.tries, rule) > now) {
                return false;
            }
            for ((kept, known), rule) in self.0.iter_mut().zip(known).zip(RULES) {
                *kept = counted_once(known, Time(now), rule);
            }
            true
        }
    }

    #[test]
    fn waits_grow_and_a_try_lapses_each_hour() {
        let waits: Vec<i64> = (0..11).map(|tries| wait(tries, HERE)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 300, 900, 900, 900]);
        let tries = Tries { tries: 3, last: Time(5_000), since: Time(1_000) };
        for (now, left, since) in
            [(5_000, 2, 4_600), (8_199, 2, 4_600), (8_200, 1, 8_200), (11_799, 1, 8_200), (11_800, 0, 0)]
        {
            let known = remembered(tries, Time(now), HERE);
            assert_eq!((known.tries, known.since), (left, Time(since)), "{now}");
        }
    }

    #[test]
    fn an_office_of_sixty_never_waits_for_its_address() {
        let mut office = Tries::default();
        for day in 0..5 {
            for person in 0..60_i64 {
                let mut now = day * DAY_S + 8 * 3600 + person * 20;
                let mut kept = Kept([Tries::default(), Tries::default(), office]);
                // Every second one mistypes once or twice and is in; every tenth gives up after three and asks for a
                // new password; all sign in again at noon.
                let (wrong, gets_in) = match person % 10 {
                    0 => (3, false),
                    odd if odd % 2 == 1 => (1 + person % 3 / 2, true),
                    _ => (0, true),
                };
                for _ in 0..wrong {
                    assert!(kept.try_at(now), "day {day}, person {person}");
                    now += 4;
                }
                if gets_in {
                    assert!(kept.try_at(now), "day {day}, person {person}");
                    kept.0 = forgiven(kept.0, true);
                }
                office = kept.0[2];
            }
        }
    }

    #[test]
    fn whoever_guesses_waits_and_gets_a_hundred_a_day() {
        // One login after another at one address, and one login at one address, as fast as they may.
        for spray in [true, false] {
            let mut kept = Kept::default();
            let mut tried = 0;
            for now in 0..DAY_S {
                if spray {
                    kept.0 = [Tries::default(), Tries::default(), kept.0[2]];
                }
                tried += i64::from(kept.try_at(now));
            }
            let free = i64::from(if spray { OFFICE.free } else { HERE.free });
            // While the waits grow, what lapsed is used up once more.
            let most = if spray { free + DAY_S / OFFICE.lapse_s } else { free + DAY_S / 900 + 4 };
            assert!(tried > free && tried <= most + 4, "{spray}: {tried}");
        }
    }

    #[test]
    fn who_guesses_at_one_address_keeps_nobody_out_elsewhere() {
        let mut guesser = Kept::default();
        for now in 0..5 * DAY_S {
            guesser.try_at(now);
            let [_, anywhere, _] = guesser.0;
            let mut owner = Kept([Tries::default(), anywhere, Tries::default()]);
            assert!(now % 600 != 0 || owner.try_at(now), "{now}");
        }
    }

    #[test]
    fn many_addresses_together_wait_for_a_login() {
        let mut anywhere = Tries::default();
        let held = (0..40).filter(|now| {
            let mut another = Kept([Tries::default(), anywhere, Tries::default()]);
            let tried = another.try_at(*now);
            anywhere = another.0[1];
            !tried
        });
        assert_eq!(held.count(), 10);
    }

    #[test]
    fn tries_from_before_the_clock_was_set_back_count_as_made_now() {
        let cases = [
            // last, now: the last one that counts
            (100, 100, 100),
            (100, 130, 100),
            (101, 100, 100),
            (100 + 30 * DAY_S, 100, 100),
            (i64::MAX, -5, -5),
        ];
        for (last, now, counts) in cases {
            let tries = Tries { tries: 9, last: Time(last), since: Time(last) };
            let known = Tries { tries: 9, last: Time(counts), since: Time(counts) };
            assert_eq!(remembered(tries, Time(now), HERE), known, "{last} {now}");
        }
    }
}
