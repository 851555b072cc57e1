//! When a message may reach a home, and which days come before a visit. Pure: the days are planning's.

use super::settings::Span;
use chrono::{Datelike, Days, NaiveDate};
use vizitas_domain::time::Time;
use vizitas_planning::calendar::{Calendar, OfficeHours};

/// Longest look ahead or back: a week with one open day has one in every seven.
const DAYS: u64 = 14;
/// Wall-clock minutes at which people like to be asked.
const REMINDED_AT: u16 = 10 * 60;
const ASKED_AT: u16 = 9 * 60;
const CALLED_AT: u16 = 12 * 60;

/// When homes may be written to.
pub(crate) struct Hours {
    week: [Option<Span>; 7],
    calendar: Calendar,
}

/// When the client is asked, and the office told that nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    /// The reminder: two days before, or the last open day before that and before the question.
    pub(crate) reminder: Time,
    /// The question: on the last working day before.
    pub(crate) question: Time,
    /// A person calls: at noon of that day.
    pub(crate) call: Time,
}

impl Hours {
    pub(crate) fn new(week: [Option<Span>; 7]) -> Self {
        Self { week, calendar: Calendar::lithuanian(OfficeHours::alytus()) }
    }

    fn span(&self, day: NaiveDate) -> Option<Span> {
        self.week.get(day.weekday().num_days_from_monday() as usize).copied().flatten()
    }

    /// The first moment from `time` on at which a message may come.
    pub(crate) fn opening(&self, time: Time) -> Time {
        let (today, minute) = self.calendar.local(time);
        for day in (0..DAYS).filter_map(|days| today.checked_add_days(Days::new(days))) {
            let Some(span) = self.span(day) else { continue };
            if day > today || minute < span.from {
                return self.calendar.day(day).at(span.from);
            }
            if minute < span.to {
                return time;
            }
        }
        time
    }

    /// The days before a visit.
    pub(crate) fn before(&self, start: Time) -> Before {
        let (visit, _) = self.calendar.local(start);
        let asked =
            back(day_before(visit), |day| self.calendar.opening(day).is_some() && self.span(day).is_some());
        let two_before = day_before(day_before(visit));
        let reminded = back(two_before.min(day_before(asked)), |day| self.span(day).is_some());
        let at = |day, wish: u16| {
            let fits = |span: Span| wish.clamp(span.from, span.to.saturating_sub(1));
            self.calendar.day(day).at(self.span(day).map_or(wish, fits))
        };
        Before {
            reminder: at(reminded, REMINDED_AT),
            question: at(asked, ASKED_AT),
            call: self.calendar.day(asked).at(CALLED_AT),
        }
    }
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The last day up to `from` that fits.
fn back(from: NaiveDate, fits: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut days = (0..DAYS).filter_map(|days| from.checked_sub_days(Days::new(days)));
    days.find(|day| fits(*day)).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::super::settings::MessageSettings;
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::Europe::Vilnius;

    fn at(text: &str) -> Time {
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Time(Vilnius.from_local_datetime(&local).unwrap().timestamp())
    }

    #[test]
    fn a_message_waits_for_the_hours() {
        let mut week = MessageSettings::default().hours;
        let hours = Hours::new(week);
        let check = |time, expected| assert_eq!(hours.opening(at(time)), at(expected), "{time}");
        check("2026-11-23 12:00", "2026-11-23 12:00");
        check("2026-11-23 07:59", "2026-11-23 08:00");
        check("2026-11-23 20:00", "2026-11-24 08:00");
        check("2026-11-27 23:10", "2026-11-28 10:00");
        week[5] = None;
        week[6] = None;
        assert_eq!(Hours::new(week).opening(at("2026-11-27 20:30")), at("2026-11-30 08:00"));
    }

    #[test]
    fn the_days_before_a_visit() {
        let hours = Hours::new(MessageSettings::default().hours);
        let check = |visit, reminder, question, call| {
            let expected = Before { reminder: at(reminder), question: at(question), call: at(call) };
            assert_eq!(hours.before(at(visit)), expected, "{visit}");
        };
        // A Thursday.
        check("2026-11-26 09:30", "2026-11-24 10:00", "2026-11-25 09:00", "2026-11-25 12:00");
        // A Monday: whoever is to call works on Friday.
        check("2026-11-30 09:30", "2026-11-26 10:00", "2026-11-27 09:00", "2026-11-27 12:00");
        // A Tuesday: two days before is Sunday.
        check("2026-12-01 09:30", "2026-11-29 10:00", "2026-11-30 09:00", "2026-11-30 12:00");
        // After Christmas, a Monday: the office is closed from Thursday on.
        check("2026-12-28 09:30", "2026-12-22 10:00", "2026-12-23 09:00", "2026-12-23 12:00");
    }

    #[test]
    fn the_clocks_may_change_between() {
        let hours = Hours::new(MessageSettings::default().hours);
        let sunday_evening = at("2026-03-28 20:00");
        assert_eq!(hours.opening(sunday_evening), at("2026-03-29 10:00"));
        assert_eq!(hours.opening(sunday_evening).0 - sunday_evening.0, 13 * 3600);
    }
}
