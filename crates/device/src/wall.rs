//! Wall-clock words between device and window: days as `2026-11-23`, times as `9:35`, in the municipality's
//! time zone. The one place where a moment becomes text and back.

use crate::error::DeviceError;
use crate::view::Moment;
use chrono::{NaiveDate, NaiveTime, Timelike};
use vizitas_domain::time::Time;
use vizitas_planning::calendar::{Calendar, Resolved};

/// The day, as the window gets it.
#[must_use]
pub(crate) fn day_text(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A moment's day and time.
#[must_use]
pub(crate) fn moment(calendar: &Calendar, time: Time) -> Moment {
    let (date, minute) = calendar.local(time);
    Moment { day: day_text(date), time: clock_text(minute) }
}

/// A moment's time alone.
#[must_use]
pub(crate) fn clock(calendar: &Calendar, time: Time) -> String {
    clock_text(calendar.local(time).1)
}

fn clock_text(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// The day a text names.
///
/// # Errors
/// `Invalid` naming the field.
pub(crate) fn read_day(text: &str, field: &'static str) -> Result<NaiveDate, DeviceError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| DeviceError::Invalid(field))
}

/// The moment that a day and a time mean; of an hour that exists twice, the first.
///
/// # Errors
/// `Invalid` when either does not read, or clocks skip that time on that day.
pub(crate) fn read_moment(calendar: &Calendar, day: &str, time: &str) -> Result<Time, DeviceError> {
    let date = read_day(day, "day")?;
    let clock = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| DeviceError::Invalid("time"))?;
    let minute =
        u16::try_from(clock.hour() * 60 + clock.minute()).map_err(|_| DeviceError::Invalid("time"))?;
    match calendar.day(date).resolve(minute) {
        Resolved::Once(time) | Resolved::Twice(time, _) => Ok(time),
        Resolved::Skipped(_) => Err(DeviceError::Invalid("time")),
    }
}

/// The last moment of a day: what "by the end of the day" means.
///
/// # Errors
/// `Invalid` when the day does not read.
pub(crate) fn read_end_of_day(calendar: &Calendar, day: &str) -> Result<Time, DeviceError> {
    let day = calendar.day(read_day(day, "day")?);
    Ok(Time(day.end.0.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_planning::calendar::OfficeHours;

    #[test]
    fn there_and_back_and_over_the_changes_of_clocks() {
        let calendar = Calendar::lithuanian(OfficeHours::alytus());
        for (day, time) in [("2026-11-23", "9:35"), ("2026-07-01", "0:00"), ("2026-10-25", "3:30")] {
            let read = read_moment(&calendar, day, time).unwrap();
            assert_eq!(moment(&calendar, read), Moment { day: day.into(), time: time.into() });
        }
        assert!(read_moment(&calendar, "2026-03-29", "3:30").is_err(), "clocks skip it");
        for (day, time) in [("2026-13-01", "9:00"), ("2026-11-23", "25:00"), ("", "")] {
            assert!(read_moment(&calendar, day, time).is_err(), "{day} {time}");
        }
        let end = read_end_of_day(&calendar, "2026-11-23").unwrap();
        assert_eq!(clock(&calendar, end), "23:59");
    }
}
