//! Whether somebody's access rests: who was neither at the console nor in contact with a tablet for so long is warned, then
//! suspended. It says what follows from moments alone, and knows nobody.

use crate::time::Time;

/// Seconds of a day.
const DAY_S: i64 = 24 * 3600;
/// Days from the warning to the suspension, at least: whoever reads the list has time to ask.
pub const WARN_DAYS: u32 = 14;

/// How access stands after a while without use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// It is in use.
    InUse,
    /// It comes to its end, if nothing is heard.
    Ending {
        /// Since when that has been said.
        told: Time,
        /// When.
        ends: Time,
    },
    /// It has come to its end.
    Over,
}

/// How access stands that was used last at `last`, when it may lie unused for `days`. `warned`: since when it has been said
/// that it ends. Without a warning of [`WARN_DAYS`] it never ends, so that nobody is surprised by a server that stood still.
#[must_use]
pub fn idle(last: Time, warned: Option<Time>, now: Time, days: u32) -> Idle {
    let plus = |at: Time, days: u32| Time(at.0.saturating_add(i64::from(days) * DAY_S));
    let warn_from = plus(last, days.saturating_sub(WARN_DAYS));
    if now < warn_from {
        return Idle::InUse;
    }
    // A warning from before the last use says nothing of this time.
    let told = warned.filter(|at| *at >= warn_from).unwrap_or(now);
    let ends = plus(last, days).max(plus(told, WARN_DAYS));
    if now < ends { Idle::Ending { told, ends } } else { Idle::Over }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_ends_after_its_time_and_never_without_a_warning() {
        let day = |day: i64| Time(day * DAY_S);
        let ending = |told, ends| Idle::Ending { told: day(told), ends: day(ends) };
        let cases = [
            // Used today, and up to the warning.
            (10, None, 10, Idle::InUse),
            (10, None, 85, Idle::InUse),
            // The clock was set back.
            (10, None, 5, Idle::InUse),
            (10, None, 86, ending(86, 100)),
            (10, Some(86), 99, ending(86, 100)),
            (10, Some(86), 100, Idle::Over),
            // The server stood still: it warns first.
            (10, None, 400, ending(400, 414)),
            (10, Some(400), 413, ending(400, 414)),
            (10, Some(400), 414, Idle::Over),
            // Used after the warning: what was said then counts no more.
            (90, Some(86), 100, Idle::InUse),
            (90, Some(86), 180, ending(180, 194)),
        ];
        for (last, warned, now, expected) in cases {
            let found = idle(day(last), warned.map(day), day(now), 90);
            assert_eq!(found, expected, "{last} {warned:?} {now}");
        }
        assert_eq!(idle(Time(i64::MAX), None, Time(0), 90), Idle::InUse);
        // Shorter than the warning: it is warned at once.
        assert_eq!(idle(day(10), None, day(10), 3), ending(10, 24));
    }
}
