//! Office hours, holidays and the days on which clocks change.

use super::*;
use proptest::prelude::*;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn alytus() -> Calendar {
    Calendar::lithuanian(OfficeHours::alytus())
}

fn utc(text: &str) -> Time {
    Time(DateTime::parse_from_rfc3339(text).unwrap().timestamp())
}

fn hours(text: &str) -> Hours {
    let minute = |clock: &str| {
        let (hour, minute) = clock.split_once(':').unwrap();
        hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
    };
    let (from, to) = text.split_once('-').unwrap();
    Hours { from: minute(from), to: minute(to) }
}

#[test]
fn hours_follow_the_week_the_holidays_and_the_worker() {
    let cases = [
        ("Monday", date(2026, 11, 23), None, Some("8:00-17:00")),
        ("Friday", date(2026, 11, 27), None, Some("8:00-15:45")),
        ("Saturday", date(2026, 11, 28), None, None),
        ("own hours", date(2026, 11, 23), Some("7:30-16:30"), Some("7:30-16:30")),
        ("own Friday is as much shorter", date(2026, 11, 27), Some("7:30-16:30"), Some("7:30-15:15")),
        ("Vėlinės", date(2026, 11, 2), None, None),
        ("Christmas Eve", date(2026, 12, 24), None, None),
        ("before Christmas Eve", date(2026, 12, 23), None, Some("8:00-16:00")),
        ("before Midsummer, own", date(2026, 6, 23), Some("7:30-16:30"), Some("7:30-15:30")),
        ("Easter Monday", date(2026, 4, 6), None, None),
        ("Good Friday is worked", date(2026, 4, 3), None, Some("8:00-15:45")),
        ("half a day, used up", date(2026, 11, 27), Some("8:00-9:00"), None),
        ("no hours at all", date(2026, 11, 23), Some("9:00-9:00"), None),
        ("beyond midnight", date(2026, 11, 23), Some("9:00-25:00"), None),
    ];
    for (name, day, own, expected) in cases {
        let found =
            alytus().opening(day).and_then(|opening| opening.shift(Own { hours: own.map(hours), week: &[] }));
        let found = found.map(|shift| shift.hours);
        assert_eq!(found, expected.map(hours), "{name}");
    }
}

#[test]
fn a_week_of_her_own_holds_as_it_is_written() {
    let on = |weekday, from, to, break_from, break_to| DayHours { weekday, from, to, break_from, break_to };
    // Monday afternoons, Wednesdays with a late break, Saturdays when the office is closed anyway.
    let week = [on(0, 720, 1080, 0, 0), on(2, 480, 1020, 780, 810), on(5, 480, 720, 0, 0)];
    let shift = |day| alytus().opening(day)?.shift(Own { hours: Some(hours("7:30-16:30")), week: &week });
    let monday = Shift { hours: hours("12:00-18:00"), pause: None };
    let wednesday = Shift { hours: hours("8:00-17:00"), pause: Some(hours("13:00-13:30")) };
    assert_eq!(shift(date(2026, 11, 23)), Some(monday));
    assert_eq!(shift(date(2026, 11, 24)), None);
    assert_eq!(shift(date(2026, 11, 25)), Some(wednesday));
    assert_eq!(shift(date(2026, 11, 28)), None);
    // The day before Christmas Eve is an hour shorter for her, too.
    assert_eq!(shift(date(2026, 12, 23)), Some(Shift { hours: hours("8:00-16:00"), ..wednesday }));
    let ordinary = alytus().opening(date(2026, 11, 25)).and_then(|opening| opening.shift(Own::default()));
    assert_eq!(ordinary.and_then(|shift| shift.pause), Some(hours("12:00-12:45")));
}

#[test]
fn a_municipality_sets_its_own_days() {
    let mut office = OfficeHours::alytus();
    office.days[5] = Some(hours("9:00-13:00"));
    office.closed.push(date(2026, 11, 23));
    office.closed_on_holidays = false;
    office.shorter_before_holiday = 0;
    let calendar = Calendar::lithuanian(office);
    let on =
        |day, own| calendar.opening(day).and_then(|opening| opening.shift(Own { hours: own, week: &[] }));
    let on = |day, own| on(day, own).map(|shift| shift.hours);
    assert_eq!(on(date(2026, 11, 28), None), Some(hours("9:00-13:00")));
    assert_eq!(on(date(2026, 11, 28), Some(hours("7:30-16:30"))), Some(hours("8:30-12:30")));
    assert_eq!(on(date(2026, 11, 23), None), None);
    assert_eq!(on(date(2026, 12, 24), None), Some(hours("8:00-17:00")));

    let never = OfficeHours { days: [None; 7], ..OfficeHours::alytus() };
    assert_eq!(Calendar::lithuanian(never).opening(date(2026, 11, 23)), None);
}

#[test]
fn clocks_go_forward_over_an_hour() {
    let day = alytus().day(date(2026, 3, 29));
    assert_eq!((day.start, day.end), (utc("2026-03-28T22:00:00Z"), utc("2026-03-29T21:00:00Z")));
    assert_eq!(day.resolve(2 * 60 + 59), Resolved::Once(utc("2026-03-29T00:59:00Z")));
    // 3:30 by the winter clock is what the summer clock calls 4:30.
    assert_eq!(day.resolve(3 * 60 + 30), Resolved::Skipped(utc("2026-03-29T01:30:00Z")));
    assert_eq!(day.resolve(4 * 60), Resolved::Once(utc("2026-03-29T01:00:00Z")));
    assert_eq!(day.at(9 * 60), utc("2026-03-29T06:00:00Z"));
    assert_eq!(day.at(24 * 60), day.end);
}

#[test]
fn clocks_go_back_over_an_hour() {
    let day = alytus().day(date(2026, 10, 25));
    assert_eq!((day.start, day.end), (utc("2026-10-24T21:00:00Z"), utc("2026-10-25T22:00:00Z")));
    let (first, second) = (utc("2026-10-25T00:30:00Z"), utc("2026-10-25T01:30:00Z"));
    assert_eq!(day.resolve(3 * 60 + 30), Resolved::Twice(first, second));
    assert_eq!(day.at(3 * 60 + 30), first);
    assert_eq!((alytus().local(first), alytus().local(second)), ((day.date, 210), (day.date, 210)));
    assert_eq!(day.at(9 * 60), utc("2026-10-25T07:00:00Z"));
}

#[test]
fn midnight_may_be_skipped_too() {
    // In Beirut clocks go forward at midnight: the day begins at one.
    let calendar = Calendar::new(Tz::Asia__Beirut, OfficeHours::alytus());
    let day = calendar.day(date(2026, 3, 29));
    assert_eq!(day.start, utc("2026-03-28T22:00:00Z"));
    assert_eq!(calendar.local(day.start), (day.date, 60));
    assert_eq!(calendar.day(date(2026, 3, 28)).end, day.start);
}

#[test]
fn the_week_begins_on_monday_across_years() {
    let week = week_of(date(2027, 1, 1));
    assert_eq!((week[0], week[4], week[6]), (date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 3)));
    assert_eq!(week_of(week[0]), week);
    assert_eq!(week_of(week[6]), week);
}

proptest! {
    #[test]
    fn any_moment_can_be_read(secs: i64) {
        let (day, minute) = alytus().local(Time(secs));
        prop_assert!(minute < 1440);
        let _ = alytus().day(day);
        let _ = week_of(day);
    }

    #[test]
    fn moments_and_clocks_agree(secs in 1_600_000_000i64..2_000_000_000) {
        let time = Time(secs - secs.rem_euclid(60));
        let (date, minute) = alytus().local(time);
        let day = alytus().day(date);
        prop_assert!(day.start <= time && time < day.end);
        let read = match day.resolve(minute) {
            Resolved::Once(once) => once == time,
            Resolved::Twice(first, second) => first == time || second == time,
            Resolved::Skipped(_) => false,
        };
        prop_assert!(read);
        prop_assert_eq!(day.end, alytus().day(date.succ_opt().unwrap()).start);
    }
}

#[test]
fn the_office_opens_again_at_its_next_hour() {
    let cases = [
        ("open", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"),
        ("over lunch", "2026-11-23T10:20:00Z", "2026-11-23T10:20:00Z"),
        ("before it opens", "2026-11-23T04:00:00Z", "2026-11-23T06:00:00Z"),
        ("at the very end of Monday", "2026-11-23T15:00:00Z", "2026-11-24T06:00:00Z"),
        ("on Friday after a quarter to four", "2026-11-27T13:45:00Z", "2026-11-30T06:00:00Z"),
        ("before Christmas", "2026-12-23T14:30:00Z", "2026-12-28T06:00:00Z"),
    ];
    for (name, at, expected) in cases {
        assert_eq!(alytus().next_open(utc(at)), utc(expected), "{name}");
    }
    let closed = Calendar::lithuanian(OfficeHours { days: [None; 7], ..OfficeHours::alytus() });
    assert_eq!(closed.next_open(utc("2026-11-23T08:00:00Z")), utc("2026-11-23T08:00:00Z"));
}
