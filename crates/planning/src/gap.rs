//! The room between two promises of one worker's day, and how a visit lies in it. Does not know what anything
//! costs.

use crate::calendar::LocalDay;
use crate::travel::Leg;
use crate::window::{Span, Window};
use crate::worker::Taken;
use vizitas_domain::client::Place;
use vizitas_domain::time::Time;

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
    pub(crate) fn left(last: Option<&Taken>, day: &LocalDay, window: &Window, base: Option<Place>) -> Self {
        match last {
            Some(last) if last.end() > day.start => Self { place: last.place, at: last.end(), taken: true },
            _ => Self { place: base, at: window.work.from, taken: false },
        }
    }

    /// Before what is taken next on the day; else the end of the day's work.
    pub(crate) fn right(next: Option<&Taken>, window: &Window, base: Option<Place>) -> Self {
        match next {
            Some(next) => Self { place: next.place, at: next.start, taken: true },
            None => Self { place: base, at: window.work.to, taken: false },
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
    /// Minutes between her arrival and the visit's beginning.
    pub(crate) fn buffer_before(&self, visit: Span) -> u32 {
        minutes_between(self.arrival, visit.from)
    }

    /// Minutes between the visit's end and when she must go on.
    pub(crate) fn buffer_after(&self, visit: Span) -> u32 {
        minutes_between(visit.to, self.departure)
    }
}

fn minutes_between(from: Time, to: Time) -> u32 {
    u32::try_from(to.minutes_since(from)).unwrap_or(0)
}
