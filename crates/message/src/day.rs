//! Moments as people in Lithuania say them, in four languages: `antradienį, lapkričio 24 d., 10:45`. The wall
//! clock is Europe/Vilnius, on the two days a year when clocks change too.

use crate::language::Language;
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};
use chrono_tz::Europe::Vilnius;
use vizitas_domain::time::Time;

/// Weekdays from Monday, with what precedes them: on which day.
const ON: [[&str; 7]; 4] = [
    ["pirmadienį", "antradienį", "trečiadienį", "ketvirtadienį", "penktadienį", "šeštadienį", "sekmadienį"],
    ["on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday"],
    ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"],
    ["w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę"],
];

/// Until which day.
const UNTIL: [[&str; 7]; 4] = [
    [
        "iki pirmadienio",
        "iki antradienio",
        "iki trečiadienio",
        "iki ketvirtadienio",
        "iki penktadienio",
        "iki šeštadienio",
        "iki sekmadienio",
    ],
    ["by Monday", "by Tuesday", "by Wednesday", "by Thursday", "by Friday", "by Saturday", "by Sunday"],
    [
        "до понедельника",
        "до вторника",
        "до среды",
        "до четверга",
        "до пятницы",
        "до субботы",
        "до воскресенья",
    ],
    ["do poniedziałku", "do wtorku", "do środy", "do czwartku", "do piątku", "do soboty", "do niedzieli"],
];

/// Months in the genitive, as a date has them.
const MONTHS: [[&str; 12]; 4] = [
    [
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
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
];

/// On which day, at what time: `antradienį, lapkričio 24 d., 10:45`.
#[must_use]
pub fn when(language: Language, time: Time) -> String {
    let at = match language {
        Language::Lt => "",
        Language::En => "at ",
        Language::Ru => "в ",
        Language::Pl => "o godz. ",
    };
    format!("{}, {at}{}", day(language, time), clock(time))
}

/// On which day: `antradienį, lapkričio 24 d.`
#[must_use]
pub fn day(language: Language, time: Time) -> String {
    dated(&ON, language, time)
}

/// By when: `iki antradienio, lapkričio 24 d., 12:00`.
#[must_use]
pub(crate) fn until(language: Language, time: Time) -> String {
    let at = if language == Language::Pl { "godz. " } else { "" };
    format!("{}, {at}{}", dated(&UNTIL, language, time), clock(time))
}

/// What the clock shows: `10:45`, `9:05`.
#[must_use]
pub fn clock(time: Time) -> String {
    let local = local(time);
    format!("{}:{:02}", local.hour(), local.minute())
}

fn dated(weekdays: &[[&'static str; 7]; 4], language: Language, time: Time) -> String {
    let date = local(time).date();
    let row = row(language);
    let pick = |names: Option<&'static str>| names.unwrap_or_default();
    let weekday = date.weekday().num_days_from_monday() as usize;
    let weekday = pick(weekdays.get(row).and_then(|names| names.get(weekday)).copied());
    let month = pick(MONTHS.get(row).and_then(|names| names.get(date.month0() as usize)).copied());
    match language {
        Language::Lt => format!("{weekday}, {month} {} d.", date.day()),
        Language::En | Language::Ru | Language::Pl => format!("{weekday}, {} {month}", date.day()),
    }
}

/// Where a language stands in the tables.
fn row(language: Language) -> usize {
    match language {
        Language::Lt => 0,
        Language::En => 1,
        Language::Ru => 2,
        Language::Pl => 3,
    }
}

/// What the wall clock in Lithuania shows.
fn local(time: Time) -> NaiveDateTime {
    utc(time).with_timezone(&Vilnius).naive_local()
}

/// A moment as a date. Moments beyond the years 1900–2200 are read as those ends: no plan reaches there, and
/// dates cannot overflow.
pub(crate) fn utc(time: Time) -> DateTime<Utc> {
    const READABLE_SECS: (i64, i64) = (-2_208_988_800, 7_258_118_400);
    DateTime::from_timestamp(time.0.clamp(READABLE_SECS.0, READABLE_SECS.1), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    /// A moment by its UTC clock.
    fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Time {
        let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        Time(date.and_hms_opt(hour, minute, 0).unwrap().and_utc().timestamp())
    }

    #[test]
    fn each_language_says_it_its_own_way() {
        let time = at(2026, 11, 24, 8, 45);
        let said = Language::ALL.map(|language| when(language, time));
        assert_eq!(
            said,
            [
                "antradienį, lapkričio 24 d., 10:45",
                "on Tuesday, 24 November, at 10:45",
                "во вторник, 24 ноября, в 10:45",
                "we wtorek, 24 listopada, o godz. 10:45",
            ]
        );
        let by = Language::ALL.map(|language| until(language, time));
        assert_eq!(
            by,
            [
                "iki antradienio, lapkričio 24 d., 10:45",
                "by Tuesday, 24 November, 10:45",
                "до вторника, 24 ноября, 10:45",
                "do wtorku, 24 listopada, godz. 10:45",
            ]
        );
    }

    #[test]
    fn the_wall_clock_is_that_of_vilnius_on_both_days_when_clocks_change() {
        // Sunday 29 March 2026, 3:00 becomes 4:00; Sunday 25 October 2026, 4:00 becomes 3:00 (EU directive 2000/84).
        let spring = [(0, 59, "2:59"), (1, 0, "4:00"), (7, 15, "10:15")];
        for (hour, minute, expected) in spring {
            assert_eq!(clock(at(2026, 3, 29, hour, minute)), expected);
        }
        let autumn = [(0, 30, "3:30"), (1, 30, "3:30"), (2, 0, "4:00"), (8, 15, "10:15")];
        for (hour, minute, expected) in autumn {
            assert_eq!(clock(at(2026, 10, 25, hour, minute)), expected);
        }
        // The local day begins when it does in Lithuania: three hours before UTC in summer, two in winter.
        assert_eq!(day(Language::Lt, at(2026, 3, 28, 21, 59)), "šeštadienį, kovo 28 d.");
        assert_eq!(day(Language::Lt, at(2026, 3, 28, 22, 0)), "sekmadienį, kovo 29 d.");
        assert_eq!(day(Language::Lt, at(2026, 10, 24, 21, 0)), "sekmadienį, spalio 25 d.");
        assert_eq!(day(Language::Lt, at(2026, 10, 25, 22, 0)), "pirmadienį, spalio 26 d.");
    }

    #[test]
    fn every_day_of_a_year_has_words() {
        for day_number in 0..366 {
            let time = Time(at(2026, 1, 1, 10, 0).0 + day_number * 86_400);
            for language in Language::ALL {
                for said in [when(language, time), until(language, time)] {
                    assert!(!said.starts_with(',') && !said.contains("  "), "{said}");
                    assert!(said.split(' ').all(|word| !word.is_empty()), "{said}");
                }
            }
        }
    }

    #[test]
    fn a_moment_beyond_the_calendar_is_said_somehow() {
        for time in [Time(i64::MIN), Time(i64::MAX), Time(-1), Time(8_210_266_876_799)] {
            assert!(!when(Language::Lt, time).is_empty());
        }
    }
}
