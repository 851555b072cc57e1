//! Every start at which a visit could be, with its cost and the best workers for it. Which of them a client is
//! offered is `offer`'s matter; holding one is the log's. Never moves a promise that stands.

use crate::calendar::Calendar;
use crate::gap::{Edge, Gap, Home};
use crate::travel::Travel;
use crate::walk::Walk;
use crate::window::Window;
use crate::worker::Worker;
use chrono::{NaiveDate, Weekday};
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::worker::Hours;

/// A stretch of the week that suits the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoodTime {
    /// On which day.
    pub weekday: Weekday,
    /// From when to when.
    pub hours: Hours,
}

/// How many workers must come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Crew {
    /// One.
    #[default]
    One,
    /// Two different ones; one of them at least speaks the client's language.
    Two,
}

/// The visit that a time is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Where, when known.
    pub place: Option<Place>,
    /// How long, in minutes; with 0 nothing is found.
    pub minutes: u16,
    /// The language to be spoken. `None`: whoever comes will do, as when a worker looks in her own day.
    pub language: Option<Language>,
    /// How many workers must come.
    pub crew: Crew,
    /// Who usually comes.
    pub usual: Option<ActorId>,
    /// When it suits the client; empty means at any time.
    pub good: &'a [GoodTime],
    /// Nothing before this: now and the notice that the client is due.
    pub earliest: Time,
    /// Over how many days on which the office is open, the day of `earliest` the first.
    pub days: u16,
}

/// What makes a start dear. Ten units are a minute of driving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// A minute more on the road than without this visit.
    pub travel_minute: u16,
    /// A day, working or not, that the client waits.
    pub day_waited: u16,
    /// Somebody else than the usual worker comes.
    pub other_worker: u16,
    /// The visit is not wholly within a good time, when there are any.
    pub outside_good: u16,
    /// A minute of a rest too short for another visit.
    pub useless_minute: u16,
    /// From so many minutes on a rest is of use.
    pub useful_minutes: u16,
    /// A minute lacking between arrival and the promised time, here or at the next visit.
    pub thin_minute: u16,
    /// So many minutes should lie between arrival and the promised time.
    pub buffer_minutes: u16,
}

impl Default for Weights {
    /// A day's waiting is worth a quarter of an hour on the road, the usual worker 20 minutes, a good time an
    /// hour: to be set again when the measures of a municipality are known.
    fn default() -> Self {
        Self {
            travel_minute: 10,
            day_waited: 150,
            other_worker: 200,
            outside_good: 600,
            useless_minute: 2,
            useful_minutes: 45,
            thin_minute: 10,
            buffer_minutes: 10,
        }
    }
}

/// A start at which the visit could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// When it would begin.
    pub start: Time,
    /// The local day.
    pub date: NaiveDate,
    /// Whether it begins at noon or later.
    pub afternoon: bool,
    /// Whether it is wholly within a good time, or any time is good.
    pub convenient: bool,
    /// What it costs by [`Weights`]; of a crew of two, both workers'.
    pub cost: u64,
    /// Who would come; at a visit of two the one who speaks the language.
    pub first: ActorId,
    /// At a visit of two who comes along; else who could come instead at the next best cost.
    pub second: Option<ActorId>,
}

/// A search for slots: in whose days, for what, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a, T> {
    /// The municipality's days.
    pub calendar: &'a Calendar,
    /// The ways.
    pub travel: &'a T,
    /// What makes a start dear.
    pub weights: Weights,
    /// In whose days. On a tablet its own worker's, and colleagues' busy times for a visit of two.
    pub workers: &'a [Worker],
    /// For what.
    pub wish: Wish<'a>,
}

impl<T: Travel> Search<'_, T> {
    /// Every possible start, the earliest first. Of equal workers the one who stands first in `workers` is
    /// taken, so that the same question has the same answer.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        self.days().flat_map(|day| day.slots).collect()
    }

    /// The starts of one day after the other, so that who has seen enough can stop.
    pub(crate) fn days(&self) -> Walk<'_, T> {
        Walk::new(self)
    }

    pub(crate) fn home(&self, worker: &Worker) -> Home {
        let (base, here) = (worker.base, self.wish.place);
        Home { base, out: self.travel.leg(base, here), back: self.travel.leg(here, base) }
    }

    /// The room between two edges, when the visit and its ways fit.
    pub(crate) fn gap(&self, window: Window, home: &Home, left: Edge, right: Edge) -> Option<Gap> {
        let (here, minutes) = (self.wish.place, i64::from(self.wish.minutes));
        let (from, to) = (window.work.from.max(self.wish.earliest), right.at.min(window.work.to));
        // Most gaps are too short anyway: see it before asking for ways.
        let fits = |start: Time| start.plus_minutes(minutes) <= to;
        if !fits(left.at.max(from)) {
            return None;
        }
        let to_here = if left.taken { self.travel.leg(left.place, here) } else { home.out };
        let arrival = window.arrive(left.at, to_here.minutes);
        let earliest = arrival.max(from);
        if !fits(earliest) {
            return None;
        }
        let onward = if right.taken { self.travel.leg(here, right.place) } else { home.back };
        let departure = window.depart(right.at, onward.minutes);
        let latest = departure.min(window.work.to).plus_minutes(-minutes);
        if earliest > latest {
            return None;
        }
        let direct = self.travel.leg(left.place, right.place);
        let with = u32::from(to_here.minutes) + u32::from(onward.minutes);
        let extra_minutes = with.saturating_sub(u32::from(direct.minutes));
        Some(Gap { window, earliest, latest, arrival, departure, to_here, onward, extra_minutes })
    }
}

#[cfg(test)]
mod tests;
