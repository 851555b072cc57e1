//! The room between two promises of one worker's day, and how a visit lies in it. Does not know what anything
//! costs.

use crate::calendar::LocalDay;
use crate::travel::Leg;
use crate::window::{Span, Window, whole_minutes};
use crate::worker::Taken;
use vizitas_domain::client::Place;
use vizitas_domain::time::Time;

/// Visits begin on the quarter hour. Every time zone in use today is a whole number of quarters from UTC, so
/// the quarters of the wall clock are those of UTC, on the days when clocks change too.
pub(crate) const QUARTER_MINUTES: u32 = 15;

const QUARTER_SECS: i64 = QUARTER_MINUTES as i64 * 60;

/// Where a worker's days begin and end, with the ways to and from the visit that is looked for: they are the
/// same on all days, so they are asked for once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home {
    pub(crate) base: Option<Place>,
    pub(crate) out: Leg,
    pub(crate) back: Leg,
}

/// Where and when a gap begins or ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// Where she is then.
    pub(crate) place: Option<Place>,
    /// Free from then, or due then.
    pub(crate) at: Time,
    /// Whether a taken time stands there, rather than the day's beginning or end.
    pub(crate) taken: bool,
}

impl Edge {
    /// Behind what was taken last, if that reaches into the day; else the beginning of the day's work.
    pub(crate) fn left(last: Option<&Taken>, day: &LocalDay, window: &Window, home: &Home) -> Self {
        match last {
            Some(last) if last.end() > day.start => Self { place: last.place, at: last.end(), taken: true },
            _ => Self { place: home.base, at: window.work.from, taken: false },
        }
    }

    /// Before what is taken next on the day; else the end of the day's work.
    pub(crate) fn right(next: Option<&Taken>, window: &Window, home: &Home) -> Self {
        match next {
            Some(next) => Self { place: next.place, at: next.start, taken: true },
            None => Self { place: home.base, at: window.work.to, taken: false },
        }
    }
}

/// Of two taken times the one that keeps her longer; of equals the second.
pub(crate) fn later<'a>(one: Option<&'a Taken>, other: &'a Taken) -> Option<&'a Taken> {
    Some(one.filter(|one| one.end() > other.end()).unwrap_or(other))
}

/// A gap into which the visit fits with its ways.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    /// The day's work.
    pub(crate) window: Window,
    /// The visit's first possible start.
    pub(crate) earliest: Time,
    /// The visit's last possible start.
    pub(crate) latest: Time,
    /// When she can be there.
    pub(crate) arrival: Time,
    /// When she must go on.
    pub(crate) departure: Time,
    /// The way there.
    pub(crate) to_here: Leg,
    /// The way on.
    pub(crate) onward: Leg,
    /// Minutes on the road that there would not be without the visit.
    pub(crate) extra_minutes: u32,
}

impl Gap {
    /// How a visit lies in it.
    pub(crate) fn fit(&self, visit: Span) -> Fit {
        let rest_to = self.latest.plus_minutes(visit.to.minutes_since(visit.from));
        Fit {
            buffer_before: minutes_between(self.arrival, visit.from),
            buffer_after: minutes_between(visit.to, self.departure),
            idle_before: self.window.idle_minutes(self.earliest, visit.from),
            idle_after: self.window.idle_minutes(visit.to, rest_to),
        }
    }

    /// Whether a visit lies in it and cuts no pause.
    pub(crate) fn holds(&self, visit: Span) -> bool {
        let cut = self.window.lunch.is_some_and(|lunch| lunch.overlaps(visit));
        self.earliest <= visit.from && visit.from <= self.latest && !cut
    }

    /// The quarters at which a visit of so many minutes can begin, before lunch and after it.
    pub(crate) fn runs(&self, minutes: u16) -> [Option<Run>; 2] {
        let Some(lunch) = self.window.lunch else {
            return [self.run(self.earliest, self.latest, minutes), None];
        };
        let before = lunch.from.plus_minutes(-i64::from(minutes)).min(self.latest);
        let after = lunch.to.max(self.earliest);
        [self.run(self.earliest, before, minutes), self.run(after, self.latest, minutes)]
    }

    fn run(&self, from: Time, to: Time, minutes: u16) -> Option<Run> {
        let first_quarter = quarter_from(from);
        let steps = u32::try_from(to.0.div_euclid(QUARTER_SECS) - first_quarter).ok()?;
        Some(Run { first_quarter, steps, fit: self.fit(visit_at(first_quarter, minutes)) })
    }
}

/// Starts on one side of lunch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// Counted from 1970.
    pub(crate) first_quarter: i64,
    /// How many quarters follow the first.
    pub(crate) steps: u32,
    /// How a visit at the first start lies in the gap.
    pub(crate) fit: Fit,
}

/// How a visit lies in its gap, in minutes. From start to start what lies before grows by a quarter and what lies
/// behind shrinks by one, so that nothing is worked out anew.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fit {
    /// Between her arrival and the visit.
    pub(crate) buffer_before: u32,
    /// Between the visit and when she must go on.
    pub(crate) buffer_after: u32,
    /// Free before the visit, lunch not counted.
    pub(crate) idle_before: u32,
    /// Free after it, lunch not counted.
    pub(crate) idle_after: u32,
}

/// The first quarter that begins at a moment or later, counted from 1970.
pub(crate) fn quarter_from(time: Time) -> i64 {
    time.0.div_euclid(QUARTER_SECS) + i64::from(time.0.rem_euclid(QUARTER_SECS) > 0)
}

/// A visit that begins at a quarter.
pub(crate) fn visit_at(quarter: i64, minutes: u16) -> Span {
    let from = Time(quarter.saturating_mul(QUARTER_SECS));
    Span { from, to: from.plus_minutes(i64::from(minutes)) }
}

/// Whole minutes; none when `to` comes first.
fn minutes_between(from: Time, to: Time) -> u32 {
    whole_minutes(to.0.saturating_sub(from.0))
}
