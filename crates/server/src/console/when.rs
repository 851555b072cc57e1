//! Days and times as the console shows and sends them: the municipality's own wall clock.

use super::problem::Problem;
use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vizitas_domain::time::Time;
use vizitas_planning::calendar::Calendar;

/// A local day and wall time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Moment {
    /// `2026-11-23`
    pub(crate) day: String,
    /// `9:35`
    pub(crate) time: String,
}

impl Moment {
    pub(crate) fn of(calendar: &Calendar, at: Time) -> Self {
        let (date, minute) = calendar.local(at);
        Self { day: date.to_string(), time: clock(minute) }
    }
}

/// `9:35`, from the minutes after midnight.
pub(crate) fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// A day as it is sent.
pub(crate) fn day(text: &str) -> Result<NaiveDate, Problem> {
    text.parse().map_err(|_| Problem::malformed())
}

/// A local day and time as they are sent. A time that clocks skip or show twice is read as plans read it.
pub(crate) fn moment(calendar: &Calendar, day_text: &str, time: &str) -> Result<Time, Problem> {
    let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").map_err(|_| Problem::malformed())?;
    let minute = u16::try_from(time.num_seconds_from_midnight() / 60).map_err(|_| Problem::malformed())?;
    Ok(calendar.day(day(day_text)?).at(minute))
}
