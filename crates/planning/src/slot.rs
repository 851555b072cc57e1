//! Every start at which a visit could be, with its cost and the best workers for it. Which of them a client is
//! offered is `offer`'s matter; holding one is the log's. Never moves a promise that stands.

use crate::calendar::{Calendar, LocalDay};
use crate::gap::{Edge, Gap, later};
use crate::grid::{Cell, SearchDay, Taker};
use crate::travel::Travel;
use crate::window::{Span, Window};
use crate::worker::{Taken, Worker};
use chrono::{Datelike, NaiveDate, Weekday};
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::worker::Hours;

/// Visits begin on the quarter hour. Every time zone in use today is a whole number of quarters from UTC, so
/// the quarters of the wall clock are those of UTC, on the days when clocks change too.
pub const QUARTER_SECS: i64 = 15 * 60;

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
    pub travel_minute: u32,
    /// A day, working or not, that the client waits.
    pub day_waited: u32,
    /// Somebody else than the usual worker comes.
    pub other_worker: u32,
    /// The visit is not wholly within a good time, when there are any.
    pub outside_good: u32,
    /// A minute of a rest too short for another visit.
    pub useless_minute: u32,
    /// From so many minutes on a rest is of use.
    pub useful_minutes: u32,
    /// A minute lacking between arrival and the promised time, here or at the next visit.
    pub thin_minute: u32,
    /// So many minutes should lie between arrival and the promised time.
    pub buffer_minutes: u32,
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
    pub cost: u32,
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
        for (number, worker) in (0u32..).zip(self.workers) {
            let speaks = self.wish.language.is_none_or(|language| worker.speaks(language));
            if speaks || self.wish.crew == Crew::Two {
                let usual = self.wish.usual.is_none_or(|usual| usual == worker.id);
                let cost = if usual { 0 } else { self.weights.other_worker };
                self.walk(worker, Taker { cost, number }, speaks, &days, &mut cells);
            }
        }
        let mut slots = Vec::new();
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
        for (waited, date) in (0u32..).zip(first.iter_days()).take(LONGEST_LOOK_DAYS) {
            if days.len() == usize::from(self.wish.days) {
                break;
            }
            let Some(opening) = self.calendar.opening(date) else { continue };
            let local = self.calendar.day(date);
            let first_quarter = quarter_from(local.start);
            let from = cells.len();
            let (good, lunch) = (self.good_spans(&local), opening.lunch(&local));
            for quarter in first_quarter..quarter_from(local.end) {
                cells.push(self.cell(quarter, waited, &good, lunch));
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

    fn cell(&self, quarter: i64, waited: u32, good: &[Span], lunch: Option<Span>) -> Cell {
        let visit = self.visit_at(quarter);
        let convenient = self.wish.good.is_empty()
            || good.iter().any(|good| good.from <= visit.from && visit.to <= good.to);
        let waiting = waited.saturating_mul(self.weights.day_waited);
        let inconvenience = if convenient { 0 } else { self.weights.outside_good };
        Cell {
            open: visit.from >= self.wish.earliest && !lunch.is_some_and(|lunch| lunch.overlaps(visit)),
            convenient,
            penalty: waiting.saturating_add(inconvenience),
            speakers: [Taker::NOBODY; 2],
            helper: Taker::NOBODY,
        }
    }

    fn visit_at(&self, quarter: i64) -> Span {
        let from = Time(quarter.saturating_mul(QUARTER_SECS));
        Span { from, to: from.plus_minutes(i64::from(self.wish.minutes)) }
    }

    /// Goes through one worker's days and gaps in order.
    fn walk(&self, worker: &Worker, taker: Taker, speaks: bool, days: &[SearchDay], cells: &mut [Cell]) {
        let mut taken = worker.taken().iter().peekable();
        let mut last: Option<&Taken> = None;
        for day in days {
            while let Some(before) = taken.next_if(|taken| taken.start < day.local.start) {
                last = later(last, before);
            }
            let Some(window) = day.opening.window(&day.local, worker.hours) else { continue };
            let cells = cells.get_mut(day.cells.clone()).unwrap_or_default();
            let mut fill = |last: Option<&Taken>, next: Option<&Taken>| {
                let left = Edge::left(last, &day.local, &window, worker.base);
                let Some(gap) = self.gap(window, left, Edge::right(next, &window, worker.base)) else {
                    return;
                };
                let quarters = quarter_from(gap.earliest)..=gap.latest.0.div_euclid(QUARTER_SECS);
                let travel = gap.extra_minutes.saturating_mul(self.weights.travel_minute);
                let skip = usize::try_from(quarters.start() - day.first_quarter).unwrap_or(usize::MAX);
                for (cell, quarter) in cells.iter_mut().skip(skip).zip(quarters).filter(|(cell, _)| cell.open)
                {
                    let fit = self.fit_cost(&gap, self.visit_at(quarter));
                    let cost = taker.cost.saturating_add(travel).saturating_add(fit);
                    cell.offer(Taker { cost, ..taker }, speaks);
                }
            };
            while let Some(next) = taken.next_if(|taken| taken.start < day.local.end) {
                fill(last, Some(next));
                last = later(last, next);
            }
            fill(last, None);
        }
    }

    /// The room between two edges, when the visit and its ways fit.
    pub(crate) fn gap(&self, window: Window, left: Edge, right: Edge) -> Option<Gap> {
        let minutes = i64::from(self.wish.minutes);
        // Most gaps are too short anyway: see it before asking for ways.
        let from = left.at.max(window.work.from).max(self.wish.earliest);
        if from.plus_minutes(minutes) > right.at.min(window.work.to) {
            return None;
        }
        let to_here = self.travel.leg(left.place, self.wish.place);
        let onward = self.travel.leg(self.wish.place, right.place);
        let arrival = window.arrive(left.at, to_here.minutes);
        let departure = window.depart(right.at, onward.minutes);
        let earliest = arrival.max(from);
        let latest = departure.min(window.work.to).plus_minutes(-minutes);
        if earliest > latest {
            return None;
        }
        let direct = self.travel.leg(left.place, right.place);
        let with = u32::from(to_here.minutes) + u32::from(onward.minutes);
        let extra_minutes = with.saturating_sub(u32::from(direct.minutes));
        Some(Gap { window, earliest, latest, arrival, departure, to_here, onward, extra_minutes })
    }

    /// What it costs that a visit lies just here in its gap.
    fn fit_cost(&self, gap: &Gap, visit: Span) -> u32 {
        let weights = &self.weights;
        let useless = |minutes: u32| if minutes < weights.useful_minutes { minutes } else { 0 };
        let rest_from = gap.latest.plus_minutes(i64::from(self.wish.minutes));
        let useless = useless(gap.window.idle_minutes(gap.earliest, visit.from))
            .saturating_add(useless(gap.window.idle_minutes(visit.to, rest_from)));
        let lacking = |buffer: u32| weights.buffer_minutes.saturating_sub(buffer);
        let lacking = lacking(gap.buffer_before(visit)).saturating_add(lacking(gap.buffer_after(visit)));
        let useless = useless.saturating_mul(weights.useless_minute);
        useless.saturating_add(lacking.saturating_mul(weights.thin_minute))
    }

    fn slot(&self, day: &SearchDay, cell: &Cell, quarter: i64) -> Option<Slot> {
        let [best, next] = cell.speakers;
        let (second, cost) = match self.wish.crew {
            Crew::One => (next, best.somebody()?.cost),
            Crew::Two => {
                let second = next.min(cell.helper);
                (second, best.somebody()?.cost.saturating_add(second.somebody()?.cost))
            }
        };
        let start = self.visit_at(quarter).from;
        Some(Slot {
            start,
            date: day.local.date,
            afternoon: start >= day.noon,
            convenient: cell.convenient,
            cost: cost.saturating_add(cell.penalty),
            first: self.worker(best)?,
            second: self.worker(second),
        })
    }

    fn worker(&self, taker: Taker) -> Option<ActorId> {
        self.workers.get(taker.number as usize).map(|worker| worker.id)
    }
}

/// The first quarter that begins at a moment or later, counted from 1970.
fn quarter_from(time: Time) -> i64 {
    time.0.div_euclid(QUARTER_SECS) + i64::from(time.0.rem_euclid(QUARTER_SECS) > 0)
}

#[cfg(test)]
mod tests;
