//! Times of day and lengths of time as offices write them, and what a wall clock in Vilnius means.
//!
//! Local times that a changeover skips or repeats are told apart here, never guessed silently.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Vilnius;

use vizitas_domain::typed::fold;

/// Longest visit believed, in minutes: more is a slip of the keyboard.
const LONGEST_VISIT_MINUTES: u32 = 12 * 60;

/// What a wall-clock time in Vilnius means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instant {
    /// One instant.
    Once(DateTime<Utc>),
    /// In the hour repeated in October: the first of the two.
    Twice(DateTime<Utc>),
    /// In the hour skipped in March.
    Never,
}

/// The instant at which a clock in Vilnius shows this.
pub(super) fn instant(date: NaiveDate, time: NaiveTime) -> Instant {
    match date.and_time(time).and_local_timezone(Vilnius) {
        chrono::LocalResult::Single(at) => Instant::Once(at.to_utc()),
        chrono::LocalResult::Ambiguous(first, _) => Instant::Twice(first.to_utc()),
        chrono::LocalResult::None => Instant::Never,
    }
}

/// `8:30`, `08.30`, `8:30:00`, `8 val. 30 min.`, `8h30`, `2:30 PM`.
pub(super) fn time(cell: &str) -> Option<NaiveTime> {
    let lower = cell.trim().to_lowercase();
    let (text, afternoon) = half_of_day(&lower);
    let units = numbers(text)?;
    let spelled = |index: usize, allowed: &[&str]| {
        units.get(index).is_some_and(|(_, unit)| allowed.contains(&unit.as_str()))
    };
    let hours_then = [":", ".", "val", "h"];
    let (hour, minute, second) = match units.as_slice() {
        [(hour, _)] if spelled(0, &["val", "h"]) => (*hour, 0, 0),
        [(hour, _)] if afternoon.is_some() && spelled(0, &[""]) => (*hour, 0, 0),
        [(hour, _), (minute, _)] if spelled(0, &hours_then) && spelled(1, &["", "min"]) => {
            (*hour, *minute, 0)
        }
        [(hour, _), (minute, _), (second, _)]
            if spelled(0, &hours_then) && spelled(1, &[":", ".", "min"]) && spelled(2, &["", "s", "sek"]) =>
        {
            (*hour, *minute, *second)
        }
        _ => return None,
    };
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after_noon) => hour % 12 + if after_noon { 12 } else { 0 },
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Cuts off `am` or `pm`; true for the afternoon.
fn half_of_day(text: &str) -> (&str, Option<bool>) {
    for (mark, afternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
        if let Some(rest) = text.strip_suffix(mark) {
            return (rest.trim_end(), Some(afternoon));
        }
    }
    (text, None)
}

/// Numbers of at most four digits, each with the sign or the unit that follows it.
fn numbers(text: &str) -> Option<Vec<(u32, String)>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(digits)?;
        if !(1..=4).contains(&digits) {
            return None;
        }
        let next = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (between, following) = after.split_at_checked(next)?;
        let unit = match between.trim() {
            ":" => ":".to_owned(),
            "." if !following.is_empty() => ".".to_owned(),
            "," if !following.is_empty() => ",".to_owned(),
            "" if !following.is_empty() => return None,
            word => {
                let folded = fold(word);
                if folded.is_empty() && !matches!(word, "" | ".") {
                    return None;
                }
                folded
            }
        };
        found.push((number.parse().ok()?, unit));
        rest = following;
    }
    Some(found)
}

/// What a bare number means in a column of lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// The column says minutes, or nothing.
    Minutes,
    /// The column says hours.
    Hours,
}

/// A visit's length in minutes: `45`, `45 min.`, `1 val. 30 min.`, `1:30`, `1,5` in a column of hours.
pub(super) fn minutes(cell: &str, unit: Unit) -> Option<u16> {
    let lower = cell.trim().to_lowercase();
    let units = numbers(&lower)?;
    let words: Vec<(u32, &str)> = units.iter().map(|(number, unit)| (*number, unit.as_str())).collect();
    let total = match (words.as_slice(), unit) {
        ([(minutes, "min" | "minutes" | "minuciu" | "minutes.")], _) | ([(minutes, "")], Unit::Minutes) => {
            *minutes
        }
        ([(hours, "val" | "valandos" | "valanda" | "h")], _) | ([(hours, "")], Unit::Hours) => {
            hours.checked_mul(60)?
        }
        (
            [
                (hours, "val" | "valanda" | "valandos" | "h" | ":"),
                (minutes, "" | "min" | "minutes" | "minuciu"),
            ],
            _,
        ) if *minutes < 60 => hours.checked_mul(60)?.checked_add(*minutes)?,
        ([(hours, "," | "."), (part, "" | "val" | "h")], Unit::Hours) => {
            decimal_hours(*hours, *part, &lower)?
        }
        ([(hours, "," | "."), (part, "val" | "h")], Unit::Minutes) => decimal_hours(*hours, *part, &lower)?,
        ([(minutes, "," | "."), (0, "")], Unit::Minutes) => *minutes,
        _ => return None,
    };
    let fits = (1..=LONGEST_VISIT_MINUTES).contains(&total);
    fits.then(|| u16::try_from(total).ok())?
}

/// `1,5` → 90, `0.75` → 45; only whole minutes.
fn decimal_hours(hours: u32, part: u32, text: &str) -> Option<u32> {
    let places = text.split([',', '.']).nth(1)?.chars().take_while(char::is_ascii_digit).count();
    let scale = 10_u32.checked_pow(u32::try_from(places).ok()?)?;
    let sixtieths = part.checked_mul(60)?;
    (sixtieths % scale == 0).then_some(())?;
    hours.checked_mul(60)?.checked_add(sixtieths / scale)
}

/// Working hours: `8:00-17:00`, `8.00–17.00`, `nuo 8:00 iki 17:00`.
pub(super) fn span(cell: &str) -> Option<(NaiveTime, NaiveTime)> {
    let lower = cell.to_lowercase();
    let text = lower.trim().trim_start_matches("nuo ").replace(" iki ", "-").replace(['–', '—', '‑'], "-");
    let (from, to) = text.split_once('-')?;
    let (from, to) = (time(from)?, time(to)?);
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn times_of_day() {
        for typed in [
            "8:30",
            "08:30",
            "08.30",
            "8.30",
            "8:30:00",
            "8 val. 30 min.",
            "8val.30min.",
            "8h30",
            "8 val. 30",
            "8:30 AM",
            " 08 : 30 ",
        ] {
            assert_eq!(time(typed), Some(at(8, 30)), "{typed}");
        }
        assert_eq!(time("2:30 PM"), Some(at(14, 30)));
        assert_eq!(time("12:05 a.m."), Some(at(0, 5)));
        assert_eq!(time("8 val."), Some(at(8, 0)));
        for typed in [
            "",
            "31:70",
            "24:00",
            "8",
            "830",
            "8,30",
            "ryte",
            "8:",
            ":30",
            "8:30:",
            "8:30 ryte",
            "-8:30",
            "13:00 pm",
            "8-30",
        ] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }

    #[test]
    fn lengths() {
        for (typed, unit, expected) in [
            ("45", Unit::Minutes, Some(45)),
            ("45 min.", Unit::Minutes, Some(45)),
            ("45,0", Unit::Minutes, Some(45)),
            ("1 val. 30 min.", Unit::Minutes, Some(90)),
            ("1:30", Unit::Minutes, Some(90)),
            ("2 val.", Unit::Minutes, Some(120)),
            ("1,5 val.", Unit::Minutes, Some(90)),
            ("0,75", Unit::Hours, Some(45)),
            ("1.5", Unit::Hours, Some(90)),
            ("1", Unit::Hours, Some(60)),
            ("0,33", Unit::Hours, None),
            ("0", Unit::Minutes, None),
            ("1,5", Unit::Minutes, None),
            ("9000", Unit::Minutes, None),
            ("-30", Unit::Minutes, None),
            ("pusvalandis", Unit::Minutes, None),
            ("", Unit::Minutes, None),
        ] {
            assert_eq!(minutes(typed, unit), expected, "{typed}");
        }
    }

    #[test]
    fn working_hours() {
        for typed in ["8:00-17:00", "8.00–17.00", "08:00 — 17:00", "nuo 8 val. iki 17 val."] {
            assert_eq!(span(typed), Some((at(8, 0), at(17, 0))), "{typed}");
        }
        assert_eq!(span("17:00-8:00"), None);
        assert_eq!(span("I–V 8:00–17:00"), None);
    }

    #[test]
    fn changeover_days() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let utc = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        // Europe/Vilnius 2026: forward on 29 March at 3:00, back on 25 October at 4:00.
        assert_eq!(instant(day(2026, 3, 29), at(2, 59)), Instant::Once(utc("2026-03-29T00:59:00Z")));
        assert_eq!(instant(day(2026, 3, 29), at(3, 0)), Instant::Never);
        assert_eq!(instant(day(2026, 3, 29), at(3, 59)), Instant::Never);
        assert_eq!(instant(day(2026, 3, 29), at(4, 0)), Instant::Once(utc("2026-03-29T01:00:00Z")));
        assert_eq!(instant(day(2026, 10, 25), at(2, 59)), Instant::Once(utc("2026-10-24T23:59:00Z")));
        assert_eq!(instant(day(2026, 10, 25), at(3, 30)), Instant::Twice(utc("2026-10-25T00:30:00Z")));
        assert_eq!(instant(day(2026, 10, 25), at(4, 0)), Instant::Once(utc("2026-10-25T02:00:00Z")));
    }
}
