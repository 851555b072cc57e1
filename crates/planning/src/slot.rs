//! Every start at which a visit could be, with its cost and the best workers for it. Which of them a client is
//! offered is `offer`'s matter; holding one is the log's. Never moves a promise that stands.

use crate::calendar::{Calendar, LocalDay};
use crate::gap::{Edge, Gap, Home, QUARTER_MINUTES, Run, later, quarter_from, visit_at};
use crate::grid::{Cell, SearchDay, Taker};
use crate::travel::Travel;
use crate::window::{Span, Window};
use crate::worker::{Taken, Worker};
use chrono::{Datelike, NaiveDate, Weekday};
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::worker::Hours;

/// How far ahead days are looked for, so that an office that never opens ends the search.
const LONGEST_LOOK_DAYS: usize = 400;

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
        if self.wish.minutes == 0 {
            return Vec::new();
        }
        let (days, mut cells) = self.grid();
        for (number, worker) in self.workers.iter().enumerate() {
            let speaks = self.wish.language.is_none_or(|language| worker.speaks(language));
            if speaks || self.wish.crew == Crew::Two {
                let usual = self.wish.usual.is_none_or(|usual| usual == worker.id);
                let cost = if usual { 0 } else { u64::from(self.weights.other_worker) };
                self.walk(worker, Taker::new(cost, number), speaks, &days, &mut cells);
            }
        }
        let mut slots = Vec::with_capacity(cells.len());
        for day in &days {
            let quarters = day.first_quarter..;
            for (cell, quarter) in cells.get(day.cells.clone()).unwrap_or_default().iter().zip(quarters) {
                slots.extend(self.slot(day, cell, quarter));
            }
        }
        slots
    }

    /// The days to look at and a cell for each of their quarters.
    fn grid(&self) -> (Vec<SearchDay>, Vec<Cell>) {
        let (first, _) = self.calendar.local(self.wish.earliest);
        let (mut days, mut cells) = (Vec::with_capacity(usize::from(self.wish.days)), Vec::new());
        for (waited, date) in (0u64..).zip(first.iter_days()).take(LONGEST_LOOK_DAYS) {
            if days.len() == usize::from(self.wish.days) {
                break;
            }
            let Some(opening) = self.calendar.opening(date) else { continue };
            let local = self.calendar.day(date);
            let first_quarter = quarter_from(local.start);
            let from = cells.len();
            let good = self.good_spans(&local);
            for quarter in first_quarter..quarter_from(local.end) {
                cells.push(self.cell(quarter, waited, &good));
            }
            let (noon, cells) = (local.at(12 * 60), from..cells.len());
            days.push(SearchDay { local, opening, noon, first_quarter, cells });
        }
        (days, cells)
    }

    fn good_spans(&self, day: &LocalDay) -> Vec<Span> {
        let today = self.wish.good.iter().filter(|good| good.weekday == day.date.weekday());
        today.map(|good| Span { from: day.at(good.hours.from), to: day.at(good.hours.to) }).collect()
    }

    fn cell(&self, quarter: i64, waited: u64, good: &[Span]) -> Cell {
        let visit = visit_at(quarter, self.wish.minutes);
        let convenient = self.wish.good.is_empty()
            || good.iter().any(|good| good.from <= visit.from && visit.to <= good.to);
        let waiting = waited * u64::from(self.weights.day_waited);
        let inconvenience = if convenient { 0 } else { u64::from(self.weights.outside_good) };
        Cell {
            convenient,
            penalty: waiting + inconvenience,
            speakers: [Taker::NOBODY; 2],
            helper: Taker::NOBODY,
        }
    }

    /// Goes through one worker's days and gaps in order.
    fn walk(&self, worker: &Worker, taker: Taker, speaks: bool, days: &[SearchDay], cells: &mut [Cell]) {
        let mut taken = worker.taken().iter().peekable();
        let (mut last, home) = (None, self.home(worker));
        for day in days {
            while let Some(before) = taken.next_if(|taken| taken.start < day.local.start) {
                last = later(last, before);
            }
            let Some(window) = day.opening.window(&day.local, worker.hours) else { continue };
            let cells = cells.get_mut(day.cells.clone()).unwrap_or_default();
            let mut fill = |last: Option<&Taken>, next: Option<&Taken>| {
                let left = Edge::left(last, &day.local, &window, &home);
                let right = Edge::right(next, &window, &home);
                let Some(gap) = self.gap(window, &home, left, right) else { return };
                let travel = u64::from(gap.extra_minutes) * u64::from(self.weights.travel_minute);
                let fixed = taker.dearer(travel);
                for run in gap.runs(self.wish.minutes).into_iter().flatten() {
                    let skip = usize::try_from(run.first_quarter - day.first_quarter).unwrap_or(usize::MAX);
                    for (cell, step) in cells.iter_mut().skip(skip).zip(0..=run.steps) {
                        cell.offer(fixed.dearer(self.fit_cost(&run, step)), speaks);
                    }
                }
            };
            while let Some(next) = taken.next_if(|taken| taken.start < day.local.end) {
                fill(last, Some(next));
                last = later(last, next);
            }
            fill(last, None);
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

    /// What it costs that the visit lies just here in its gap.
    fn fit_cost(&self, run: &Run, step: u32) -> u64 {
        let weights = &self.weights;
        let shift = step * QUARTER_MINUTES;
        let useful = u32::from(weights.useful_minutes);
        let useless = |minutes: u32| if minutes < useful { minutes } else { 0 };
        let useless = useless(run.idle_before + shift) + useless(run.idle_after.saturating_sub(shift));
        let lacking = |minutes: u32| u32::from(weights.buffer_minutes).saturating_sub(minutes);
        let lacking = lacking(run.buffer_before + shift) + lacking(run.buffer_after.saturating_sub(shift));
        u64::from(useless) * u64::from(weights.useless_minute)
            + u64::from(lacking) * u64::from(weights.thin_minute)
    }

    fn slot(&self, day: &SearchDay, cell: &Cell, quarter: i64) -> Option<Slot> {
        let [best, next] = cell.speakers;
        let (second, cost) = match self.wish.crew {
            Crew::One => (next, best.cost()?),
            Crew::Two => {
                let second = next.min(cell.helper);
                (second, best.cost()? + second.cost()?)
            }
        };
        let start = visit_at(quarter, self.wish.minutes).from;
        Some(Slot {
            start,
            date: day.local.date,
            afternoon: start >= day.noon,
            convenient: cell.convenient,
            cost: cost + cell.penalty,
            first: self.worker(best)?,
            second: self.worker(second),
        })
    }

    fn worker(&self, taker: Taker) -> Option<ActorId> {
        self.workers.get(taker.number()).map(|worker| worker.id)
    }
}

#[cfg(test)]
mod tests;
