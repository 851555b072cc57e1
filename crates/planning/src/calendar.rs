//! Days and hours of one municipality: its time zone, when its office works, which days it is closed. Turns a
//! wall clock into moments and back, on the days when clocks change too. Knows nothing of visits or travel.

use crate::holiday::Holiday;
use crate::window::{Span, Window};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use vizitas_domain::time::Time;
use vizitas_domain::worker::DayHours;
use vizitas_domain::worker::Hours;

/// Minutes of a day whose clocks do not change.
const DAY_MINUTES: u16 = 24 * 60;

/// So many days on an opening is looked for: no office of ours is closed for longer.
const LOOK_AHEAD_DAYS: usize = 31;

/// Moments beyond the years 1900–2200 are read as those ends: no plan reaches there, and dates cannot overflow.
const READABLE_SECS: (i64, i64) = (-2_208_988_800, 7_258_118_400);

/// When the office works. Each municipality sets its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeHours {
    /// Monday to Sunday; `None` is a day off.
    pub days: [Option<Hours>; 7],
    /// The pause that no visit and no way may cut, on every working day.
    pub lunch: Option<Hours>,
    /// Minutes by which the day before a public holiday ends earlier.
    pub shorter_before_holiday: u16,
    /// Whether public holidays are days off.
    pub closed_on_holidays: bool,
    /// Further days off, in any order: a move of the office, a day exchanged by the government.
    pub closed: Vec<NaiveDate>,
}

impl OfficeHours {
    /// Hours of the municipality of Alytus: Monday to Thursday 8:00–17:00, Friday 8:00–15:45, lunch
    /// 12:00–12:45; an hour less before a holiday (Labour Code, article 112).
    #[must_use]
    pub fn alytus() -> Self {
        let long = Some(Hours { from: 8 * 60, to: 17 * 60 });
        let friday = Some(Hours { from: 8 * 60, to: 15 * 60 + 45 });
        Self {
            days: [long, long, long, long, friday, None, None],
            lunch: Some(Hours { from: 12 * 60, to: 12 * 60 + 45 }),
            shorter_before_holiday: 60,
            closed_on_holidays: true,
            closed: Vec::new(),
        }
    }

    /// The office's hours on a weekday, before holidays are looked at.
    #[must_use]
    pub fn on(&self, weekday: Weekday) -> Option<Hours> {
        self.days.get(weekday.num_days_from_monday() as usize).copied().flatten()
    }

    /// Hours of the ordinary day: the earliest opening and the latest closing of the week.
    fn ordinary(&self) -> Option<Hours> {
        let open = || self.days.iter().flatten();
        Some(Hours { from: open().map(|day| day.from).min()?, to: open().map(|day| day.to).max()? })
    }
}

/// A wall-clock time read as moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// It exists once, as nearly always.
    Once(Time),
    /// Clocks went back and it exists twice.
    Twice(Time, Time),
    /// Clocks went forward over it; this is the moment that a clock nobody had changed would have shown so.
    Skipped(Time),
}

impl Resolved {
    /// The one moment that plans mean, as RFC 5545 §3.3.5 has it: the first of two; over a skipped hour the
    /// moment by the offset before the change.
    #[must_use]
    pub fn moment(self) -> Time {
        match self {
            Self::Once(time) | Self::Twice(time, _) | Self::Skipped(time) => time,
        }
    }
}

/// A local day as moments: 23, 24 or 25 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalDay {
    /// Which day.
    pub date: NaiveDate,
    /// Its first moment.
    pub start: Time,
    /// The first moment of the day after.
    pub end: Time,
    zone: Tz,
}

impl LocalDay {
    /// The moment when the wall clock shows `minute` minutes after midnight (0..=1440), by the rule of
    /// [`Resolved::moment`].
    #[must_use]
    pub fn at(&self, minute: u16) -> Time {
        // Nearly every day is even, and a slot search asks twice a worker and day.
        if self.end.0 - self.start.0 == i64::from(DAY_MINUTES) * 60 {
            self.start.plus_minutes(i64::from(minute))
        } else {
            self.resolve(minute).moment()
        }
    }

    /// All that a wall-clock time of this day can mean; `minute` is 0..=1440, what is more is midnight.
    #[must_use]
    pub fn resolve(&self, minute: u16) -> Resolved {
        if minute >= DAY_MINUTES {
            return Resolved::Once(self.end);
        }
        let clock = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0);
        resolve(self.zone, self.date.and_time(clock.unwrap_or_default()))
    }

    fn new(zone: Tz, date: NaiveDate) -> Self {
        let midnight = |day: NaiveDate| resolve(zone, day.and_time(NaiveTime::MIN)).moment();
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        Self { date, start: midnight(date), end: midnight(next), zone }
    }
}

fn resolve(zone: Tz, local: chrono::NaiveDateTime) -> Resolved {
    use chrono::LocalResult;
    match zone.from_local_datetime(&local) {
        LocalResult::Single(time) => Resolved::Once(Time(time.timestamp())),
        LocalResult::Ambiguous(first, second) => {
            Resolved::Twice(Time(first.timestamp()), Time(second.timestamp()))
        }
        LocalResult::None => {
            // Half a day earlier the old offset surely holds: no zone changes twice within a day.
            let before = local.and_utc().timestamp() - 12 * 3600;
            Resolved::Skipped(Time(local.and_utc().timestamp() - offset_secs(zone, before)))
        }
    }
}

fn offset_secs(zone: Tz, utc_secs: i64) -> i64 {
    let utc = readable(Time(utc_secs)).naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

fn readable(time: Time) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(time.0.clamp(READABLE_SECS.0, READABLE_SECS.1), 0).unwrap_or_default()
}

/// One municipality's days.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: Tz,
    office: OfficeHours,
    ordinary: Option<Hours>,
}

impl Calendar {
    /// A calendar in a time zone; Lithuania's is [`Calendar::lithuanian`].
    #[must_use]
    pub fn new(zone: Tz, office: OfficeHours) -> Self {
        let ordinary = office.ordinary();
        Self { zone, office, ordinary }
    }

    /// A calendar in Europe/Vilnius.
    #[must_use]
    pub fn lithuanian(office: OfficeHours) -> Self {
        Self::new(Tz::Europe__Vilnius, office)
    }

    /// The day and the minute after midnight that the wall clock shows at a moment.
    #[must_use]
    pub fn local(&self, time: Time) -> (NaiveDate, u16) {
        let local = readable(time).with_timezone(&self.zone).naive_local();
        let minute = local.hour() * 60 + local.minute();
        (local.date(), u16::try_from(minute).unwrap_or_default())
    }

    /// A local day as moments.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> LocalDay {
        LocalDay::new(self.zone, date)
    }

    /// How the office is open on a day: `None` on days off, holidays and extra closed days.
    #[must_use]
    pub fn opening(&self, date: NaiveDate) -> Option<Opening> {
        let (office, ordinary) = (self.office.on(date.weekday())?, self.ordinary?);
        if self.office.closed.contains(&date) || (self.office.closed_on_holidays && is_holiday(date)) {
            return None;
        }
        let eve = date.succ_opt().is_some_and(is_holiday);
        Some(Opening {
            weekday: date.weekday(),
            ordinary,
            later: office.from.saturating_sub(ordinary.from),
            earlier: ordinary.to.saturating_sub(office.to),
            shorter: if eve { self.office.shorter_before_holiday } else { 0 },
            lunch: self.office.lunch,
        })
    }
}

impl Calendar {
    /// The moment itself while the office is open, else the first moment at which it opens again. Lunch is no closing: this
    /// is for what waits for a person of the office, not for a visit. Of an office that stays closed for longer than
    /// a month, the moment itself.
    #[must_use]
    pub fn next_open(&self, at: Time) -> Time {
        let opens = |date: NaiveDate| {
            let hours = self.opening(date)?.shift(Own::default())?.hours;
            let day = self.day(date);
            let (from, to) = (day.at(hours.from), day.at(hours.to));
            (at < to).then_some(from.max(at))
        };
        self.local(at).0.iter_days().take(LOOK_AHEAD_DAYS).find_map(opens).unwrap_or(at)
    }
}

/// How one working day differs from the office's ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    weekday: Weekday,
    ordinary: Hours,
    later: u16,
    earlier: u16,
    shorter: u16,
    lunch: Option<Hours>,
}

impl Opening {
    /// How a worker works on this day; `None` is her day off. A week of her own holds as it is written, and what
    /// it does not name is off. Else her own hours are those of an ordinary day: by as much as the office opens
    /// later or closes earlier than it ordinarily does, she does too. Without either the office's count. Before
    /// a holiday everybody's day ends earlier.
    #[must_use]
    pub fn shift(&self, own: Own<'_>) -> Option<Shift> {
        let (hours, pause) = if own.week.is_empty() {
            let own = own.hours.unwrap_or(self.ordinary);
            let from = own.from.saturating_add(self.later);
            (Hours { from, to: own.to.saturating_sub(self.earlier) }, self.lunch)
        } else {
            let weekday = self.weekday.num_days_from_monday();
            let today = own.week.iter().find(|day| u32::from(day.weekday) == weekday)?;
            let pause = Hours { from: today.break_from, to: today.break_to };
            (Hours { from: today.from, to: today.to }, (pause.from < pause.to).then_some(pause))
        };
        let hours = Hours { to: hours.to.saturating_sub(self.shorter), ..hours };
        (hours.from < hours.to && hours.to <= DAY_MINUTES).then_some(Shift { hours, pause })
    }

    /// The same as moments, on the day this opening was asked for.
    pub(crate) fn window(&self, day: &LocalDay, own: Own<'_>) -> Option<Window> {
        let Shift { hours, pause } = self.shift(own)?;
        Some(Window { work: span(day, hours)?, lunch: pause.and_then(|pause| span(day, pause)) })
    }
}

/// When somebody works, as far as it is written for herself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own<'a> {
    /// Hours of an ordinary day; `None` means the office's.
    pub hours: Option<Hours>,
    /// Hours and breaks by weekday; empty means that `hours` and the office's pause hold.
    pub week: &'a [DayHours],
}

/// One worker's working time on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// From when to when.
    pub hours: Hours,
    /// The pause that no visit and no way may cut.
    pub pause: Option<Hours>,
}

/// Hours of a day as moments, unless a skipped hour swallows them.
fn span(day: &LocalDay, hours: Hours) -> Option<Span> {
    let span = Span { from: day.at(hours.from), to: day.at(hours.to) };
    (span.from < span.to).then_some(span)
}

fn is_holiday(date: NaiveDate) -> bool {
    Holiday::on(date).is_some()
}

/// Monday to Sunday of the week a day is in.
#[must_use]
pub fn week_of(date: NaiveDate) -> [NaiveDate; 7] {
    let monday = date.week(Weekday::Mon).checked_first_day().unwrap_or(date);
    std::array::from_fn(|day| monday.checked_add_days(Days::new(day as u64)).unwrap_or(monday))
}

#[cfg(test)]
mod tests;
