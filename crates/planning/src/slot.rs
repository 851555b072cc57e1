//! Every start at which a visit could be, with its cost and the best workers for it. Which of them a client is
//! offered is `offer`'s matter; holding one is the log's. Never moves a promise that stands.

use crate::calendar::{Calendar, LocalDay};
use crate::gap::{Edge, Fit, Gap, Home, QUARTER_MINUTES};
use crate::suits::DaySuits;
use crate::travel::Travel;
use crate::walk::Walk;
use crate::window::Window;
use crate::worker::Worker;
use chrono::NaiveDate;
use vizitas_domain::client::Suit;
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Priority;
use vizitas_domain::visit::VisitKind;

/// How many workers must come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Crew {
    /// One.
    #[default]
    One,
    /// Two different ones; who leads speaks the client's language and has the skill, who comes along need not.
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
    /// What whoever comes must be qualified for; empty is nothing.
    pub skill: &'a str,
    /// Whether the client is told. For an unannounced visit nothing is offered, and what suits the client is not asked.
    pub kind: VisitKind,
    /// How much it is in haste.
    pub priority: Priority,
    /// How many workers must come.
    pub crew: Crew,
    /// Who usually comes.
    pub usual: Option<ActorId>,
    /// Who else has visited the client before.
    pub known: &'a [ActorId],
    /// What suits the client and what does not; without good times any that is not bad will do.
    pub suits: &'a [Suit],
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
    /// How many times as dear a day is when the visit should be soon.
    pub soon_times: u16,
    /// And when it is urgent.
    pub urgent_times: u16,
    /// Somebody comes whom the client does not know, though there is who is known.
    pub other_worker: u16,
    /// Not the usual worker, but one whom the client knows.
    pub known_worker: u16,
    /// The visit is not wholly within a good time, when there are any, or touches a bad one.
    pub unsuitable: u16,
    /// A minute by which a promised time is moved, where a promise cannot be kept.
    pub moved_minute: u16,
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
            soon_times: 3,
            urgent_times: 10,
            other_worker: 200,
            known_worker: 100,
            unsuitable: 600,
            moved_minute: 10,
            useless_minute: 2,
            useful_minutes: 45,
            thin_minute: 10,
            buffer_minutes: 10,
        }
    }
}

impl Weights {
    /// What so many days' waiting costs.
    pub(crate) fn waiting(&self, days: u64, priority: Priority) -> u64 {
        let times = match priority {
            Priority::Normal => 1,
            Priority::Soon => self.soon_times,
            Priority::Urgent => self.urgent_times,
        };
        days * u64::from(self.day_waited) * u64::from(times)
    }

    /// What it costs that a visit lies just here in its gap, so many quarters behind where the fit was taken.
    pub(crate) fn fit(&self, fit: &Fit, step: u32) -> u64 {
        let shift = step * QUARTER_MINUTES;
        let useful = u32::from(self.useful_minutes);
        let useless = |minutes: u32| if minutes < useful { minutes } else { 0 };
        let useless = useless(fit.idle_before + shift) + useless(fit.idle_after.saturating_sub(shift));
        let lacking = |minutes: u32| u32::from(self.buffer_minutes).saturating_sub(minutes);
        let lacking = lacking(fit.buffer_before + shift) + lacking(fit.buffer_after.saturating_sub(shift));
        u64::from(useless) * u64::from(self.useless_minute) + u64::from(lacking) * u64::from(self.thin_minute)
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
    /// Whether it suits the client.
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

    /// Whether a worker can lead the visit: speaks the language and has the skill.
    pub(crate) fn can_lead(&self, worker: &Worker) -> bool {
        self.wish.language.is_none_or(|language| worker.speaks(language)) && worker.can(self.wish.skill)
    }

    /// What it costs that the client knows a worker less well than another.
    pub(crate) fn strange(&self, worker: ActorId) -> u64 {
        let Wish { usual, known, .. } = self.wish;
        if usual == Some(worker) || (usual.is_none() && known.is_empty()) {
            0
        } else if known.contains(&worker) {
            u64::from(self.weights.known_worker)
        } else {
            u64::from(self.weights.other_worker)
        }
    }

    /// What suits the client on a day. Whoever is not told is not asked.
    pub(crate) fn suits(&self, day: &LocalDay) -> DaySuits {
        match self.wish.kind {
            VisitKind::Agreed => DaySuits::on(day, self.wish.suits),
            VisitKind::Unannounced => DaySuits::default(),
        }
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
