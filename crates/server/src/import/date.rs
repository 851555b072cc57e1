//! Dates as offices write them, each with the time of day when it follows in the same cell.
//!
//! Year first is always understood; day first only where it cannot be a month. It never completes a missing or two-digit year.

use chrono::{NaiveDate, NaiveTime};

use super::clock;
use vizitas_domain::typed::fold;

/// A date, and the time that followed it in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
}

/// Stems of the months' Lithuanian names (they serve every case), then the English ones.
const MONTHS: [(&str, u32); 24] = [
    ("saus", 1),
    ("vasar", 2),
    ("kov", 3),
    ("baland", 4),
    ("geguz", 5),
    ("birz", 6),
    ("liep", 7),
    ("rugpj", 8),
    ("rugs", 9),
    ("spal", 10),
    ("lapkr", 11),
    ("gruod", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Reads a cell that begins with a date; `None` when there is no such day or anything in the cell is not understood.
pub(super) fn parse(cell: &str) -> Option<Moment> {
    let (parts, rest) = date_parts(cell.trim())?;
    let date = day(&parts)?;
    let rest = rest.trim_start_matches(['T', 't', ',', ' ', '.', ';']);
    let time = if rest.is_empty() { None } else { Some(clock::time(rest)?) };
    Some(Moment { date, time })
}

/// One of a date's three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    value: u32,
    digits: usize,
    /// The sign after it that may be read either way round: `/`.
    slash: bool,
}

/// The first three numbers (a month's name counts as one) and what follows them; or one run of eight digits.
fn date_parts(cell: &str) -> Option<(Vec<Part>, &str)> {
    let mut parts: Vec<Part> = Vec::with_capacity(3);
    let mut rest = cell;
    while parts.len() < 3 {
        rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(if digits > 0 { digits } else { end })?;
        if digits == 8 && parts.is_empty() {
            return Some((compact(token)?, after));
        }
        if digits > 0 {
            parts.push(Part { value: token.parse().ok()?, digits, slash: after.starts_with('/') });
        } else if let Some(value) = month_word(token) {
            parts.push(Part { value, digits: 0, slash: false });
        } else if !is_unit(token) {
            return None;
        }
        rest = after.trim_start_matches(' ');
        rest = rest.strip_prefix(['.', '-', '/', ',']).unwrap_or(rest);
    }
    // `23 d.`, `2026 m.` at the end: the unit belongs to the date, not to the time.
    let unit = rest.trim_start();
    let word = unit.find(|c: char| !c.is_alphabetic()).unwrap_or(unit.len());
    let (token, after) = unit.split_at_checked(word)?;
    let rest = if !token.is_empty() && is_unit(token) { after } else { rest };
    Some((parts, rest))
}

/// `20261123`.
fn compact(token: &str) -> Option<Vec<Part>> {
    let part = |from: usize, to: usize| {
        let text = token.get(from..to)?;
        Some(Part { value: text.parse().ok()?, digits: to - from, slash: false })
    };
    Some(vec![part(0, 4)?, part(4, 6)?, part(6, 8)?])
}

fn is_unit(word: &str) -> bool {
    matches!(fold(word).as_str(), "m" | "metai" | "metu" | "men" | "menesis" | "menesio" | "d" | "diena")
}

fn month_word(word: &str) -> Option<u32> {
    let folded = fold(word);
    // `m.` and `mėn.` are no months, though `mar` is: a stem must be whole.
    MONTHS.iter().find(|(stem, _)| folded.starts_with(stem)).map(|&(_, month)| month)
}

/// The day the three parts name.
fn day(parts: &[Part]) -> Option<NaiveDate> {
    let &[first, second, third] = parts else { return None };
    let (year, month, day) = if first.digits == 4 {
        (first, second, third)
    } else if third.digits == 4 {
        // With slashes 03/04 may be March or April: taken only when the other reading is impossible or the same.
        let ambiguous = first.slash && second.slash && first.value <= 12 && first.value != second.value;
        if ambiguous {
            return None;
        }
        (third, second, first)
    } else {
        return None;
    };
    if month.digits > 2 || day.digits == 0 || day.digits > 2 || !(1900..=2100).contains(&year.value) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year.value).ok()?, month.value, day.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_spelling_is_read() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for typed in [
            "2026.11.23",
            "2026-11-23",
            "2026/11/23",
            "2026 11 23",
            "2026. 11. 23.",
            "2026 m. 11 mėn. 23 d.",
            "2026 m. lapkričio 23 d.",
            "2026 m. lapkričio mėn. 23 d.",
            "2026 M. LAPKRIČIO 23 D.",
            "2026 m. lapkritis 23",
            "2026m.11mėn.23d.",
            "23.11.2026",
            "23-11-2026",
            "23/11/2026",
            "20261123",
            "23 November 2026",
            "2026-Nov-23",
        ] {
            assert_eq!(parse(typed), Some(Moment { date: expected, time: None }), "{typed}");
        }
    }

    #[test]
    fn a_time_may_follow() {
        let expected = NaiveTime::from_hms_opt(8, 30, 0);
        for typed in [
            "2026-11-23 08:30",
            "2026-11-23T08:30:00",
            "2026.11.23 8.30",
            "2026 m. 11 mėn. 23 d. 8 val. 30 min.",
            "2026 m. lapkričio 23 d., 8:30",
            "23.11.2026 8:30:00",
        ] {
            assert_eq!(parse(typed).unwrap().time, expected, "{typed}");
        }
    }

    #[test]
    fn months_are_known_in_every_usual_case() {
        let names = [
            "sausio",
            "vasario",
            "kovo",
            "balandžio",
            "gegužės",
            "birželio",
            "liepos",
            "rugpjūčio",
            "rugsėjo",
            "spalio",
            "lapkričio",
            "gruodžio",
        ];
        for (month, name) in (1..).zip(names) {
            assert_eq!(
                parse(&format!("2027 m. {name} 5 d.")).unwrap().date,
                NaiveDate::from_ymd_opt(2027, month, 5).unwrap()
            );
        }
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_refused() {
        for typed in [
            "",
            "2026-02-30",
            "2026-13-01",
            "26-11-23",
            "03/04/2026",
            "11/23/2026",
            "2026-11",
            "rytoj",
            "2026-11-23 ryte",
            "2026-11-23 31:70",
            "99999999",
            "2026-11-23-24",
            "1-1-99999",
            "2026 m. 11 mėn.",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
