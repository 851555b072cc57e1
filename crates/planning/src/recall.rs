//! When a call that nobody answered may be made again. It offers times; who calls, and whether, is not its to say.

use crate::calendar::Calendar;
use vizitas_domain::calling::AGAIN_MINUTES;
use vizitas_domain::time::Time;

/// When people are at home after lunch, in minutes after midnight.
const AFTERNOON: u16 = 14 * 60;
/// So long after the office opens nobody is woken any more, in minutes.
const MORNING_MINUTES: i64 = 60;

/// Times to call again, the soonest first: in an hour, after lunch, in the morning; within the office's hours. The first is
/// what holds when nobody chooses.
#[must_use]
pub fn times(calendar: &Calendar, now: Time) -> Vec<Time> {
    let today = calendar.day(calendar.local(now).0);
    let soon = calendar.next_open(now.plus_minutes(AGAIN_MINUTES));
    let after_lunch = today.at(AFTERNOON);
    let morning = calendar.next_open(today.end).plus_minutes(MORNING_MINUTES);
    let mut times = vec![soon];
    if after_lunch > soon && calendar.next_open(after_lunch) == after_lunch {
        times.push(after_lunch);
    }
    if morning > soon {
        times.push(morning);
    }
    times
}
