//! How long what lies on a tablet may be read without a contact with the server: some days from the last one, and never less
//! than to the end of the next working day, so that nobody stands before a shut tablet whom only a weekend kept away. It reads
//! no clock: how much time has passed since is found out by whoever asks.

use crate::calendar::{Calendar, Own};
use std::ops::RangeInclusive;
use vizitas_domain::time::Time;

/// What a municipality may choose, in days.
pub const DAYS: RangeInclusive<u8> = 1..=14;
/// What holds when nothing was chosen.
pub const DEFAULT_DAYS: u8 = 7;
/// It is said so long before, in seconds.
const WARNED_S: i64 = 24 * 60 * 60;
/// So many days on a working day is looked for: no office of ours is closed for longer.
const LOOK_AHEAD_DAYS: usize = 31;

/// How a lease stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds for a day and longer.
    Open,
    /// It holds, and ends within a day.
    EndsSoon,
    /// It is over.
    Shut,
}

/// When a lease of so many days ends that begins with a contact.
#[must_use]
pub fn until(calendar: &Calendar, contact: Time, days: u8) -> Time {
    let days = days.clamp(*DAYS.start(), *DAYS.end());
    let counted = contact.plus_minutes(i64::from(days) * 24 * 60);
    next_working_day_ends(calendar, contact).map_or(counted, |end| end.max(counted))
}

/// How one stands at a moment, by the same clock as its end.
#[must_use]
pub fn standing(until: Time, now: Time) -> Standing {
    if now >= until {
        Standing::Shut
    } else if now.0.saturating_add(WARNED_S) >= until.0 {
        Standing::EndsSoon
    } else {
        Standing::Open
    }
}

/// When the office closes on the first working day behind the one of this moment.
fn next_working_day_ends(calendar: &Calendar, at: Time) -> Option<Time> {
    let mut days = calendar.local(at).0.iter_days().skip(1).take(LOOK_AHEAD_DAYS);
    days.find_map(|date| {
        let hours = calendar.opening(date)?.shift(Own::default())?.hours;
        Some(calendar.day(date).at(hours.to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::OfficeHours;
    use chrono::NaiveDateTime;

    fn vilnius() -> Calendar {
        Calendar::lithuanian(OfficeHours::alytus())
    }

    /// A moment as the wall clock shows it.
    fn at(text: &str) -> Time {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let minute = (local.and_utc().timestamp() / 60).rem_euclid(24 * 60);
        vilnius().day(local.date()).at(u16::try_from(minute).unwrap())
    }

    #[test]
    fn it_lasts_its_days_and_to_the_end_of_the_next_working_day() {
        let cases = [
            // Monday at ten: to the next Monday at ten.
            ("2026-11-23 10:00", 7, "2026-11-30 10:00"),
            ("2026-11-23 10:00", 1, "2026-11-24 17:00"),
            // A day of nothing is a day; a month is a fortnight.
            ("2026-11-23 10:00", 0, "2026-11-24 17:00"),
            ("2026-11-23 10:00", 31, "2026-12-07 10:00"),
            // Thursday: Friday ends earlier. Friday and Saturday: Monday.
            ("2026-11-26 10:00", 1, "2026-11-27 15:45"),
            ("2026-11-27 10:00", 1, "2026-11-30 17:00"),
            ("2026-11-28 23:00", 2, "2026-11-30 23:00"),
            // Christmas Eve and two holidays, a weekend; the 23rd is shorter by an hour.
            ("2026-12-22 09:00", 1, "2026-12-23 16:00"),
            ("2026-12-23 09:00", 1, "2026-12-28 17:00"),
            // Seven days over the change of clocks are seven times 24 hours.
            ("2026-10-22 10:00", 7, "2026-10-29 09:00"),
        ];
        for (contact, days, expected) in cases {
            assert_eq!(until(&vilnius(), at(contact), days), at(expected), "{contact} {days}");
        }
    }

    #[test]
    fn an_office_that_is_never_open_changes_nothing() {
        let never = Calendar::lithuanian(OfficeHours { days: [None; 7], ..OfficeHours::alytus() });
        assert_eq!(until(&never, at("2026-11-27 10:00"), 1), at("2026-11-28 10:00"));
    }

    #[test]
    fn it_is_said_a_day_before_and_shut_at_its_end() {
        let end = at("2026-11-30 10:00");
        for (now, expected) in [
            ("2026-11-23 10:00", Standing::Open),
            ("2026-11-29 09:59", Standing::Open),
            ("2026-11-29 10:00", Standing::EndsSoon),
            ("2026-11-30 09:59", Standing::EndsSoon),
            ("2026-11-30 10:00", Standing::Shut),
            ("2027-01-01 10:00", Standing::Shut),
        ] {
            assert_eq!(standing(end, at(now)), expected, "{now}");
        }
    }
}
