//! A search's way through the days: the grid of a day is filled from every worker's gaps, read off, and used again for
//! the next day. Does not know which starts are offered.

use crate::calendar::LocalDay;
use crate::gap::{Edge, Home, QUARTER_MINUTES, Run, later, quarter_from, visit_at};
use crate::grid::{Cell, SearchDay, Taker};
use crate::slot::{Crew, Search, Slot};
use crate::travel::Travel;
use crate::window::Span;
use crate::worker::{Taken, Worker};
use chrono::{Datelike, NaiveDate};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

/// How far ahead days are looked for, so that an office that never opens ends the search.
const LONGEST_LOOK_DAYS: u64 = 400;

/// Gives the days on which the office is open, one after the other.
pub(crate) struct Walk<'a, T> {
    search: &'a Search<'a, T>,
    walkers: Vec<Walker<'a>>,
    /// The next day to look at, if there is one, and how many days after the first it is.
    date: Option<NaiveDate>,
    waited: u64,
    days_left: u16,
    cells: Vec<Cell>,
}

/// A day's starts.
pub(crate) struct DaySlots {
    /// No start on any later day costs less.
    pub(crate) later_cost: u64,
    /// The earliest first.
    pub(crate) slots: Vec<Slot>,
}

/// A worker and how far into her taken times the walk has come.
struct Walker<'a> {
    worker: &'a Worker,
    taker: Taker,
    speaks: bool,
    home: Home,
    /// Of what lies behind, what keeps her longest.
    last: Option<&'a Taken>,
    ahead: &'a [Taken],
}

impl<'a, T: Travel> Walk<'a, T> {
    pub(crate) fn new(search: &'a Search<'a, T>) -> Self {
        let (first, _) = search.calendar.local(search.wish.earliest);
        let walkers = if search.wish.minutes == 0 { Vec::new() } else { walkers(search) };
        Self { search, walkers, date: Some(first), waited: 0, days_left: search.wish.days, cells: Vec::new() }
    }

    /// The next day on which the office is open.
    fn open_day(&mut self) -> Option<SearchDay> {
        while self.days_left > 0 && self.waited < LONGEST_LOOK_DAYS {
            let (date, waited) = (self.date?, self.waited);
            (self.date, self.waited) = (date.succ_opt(), waited + 1);
            if let Some(opening) = self.search.calendar.opening(date) {
                self.days_left -= 1;
                let local = self.search.calendar.day(date);
                let first_quarter = quarter_from(local.start);
                return Some(SearchDay { local, opening, noon: local.at(12 * 60), first_quarter, waited });
            }
        }
        None
    }

    /// A cell for each of the day's quarters, nobody in it yet.
    fn lay_out(&mut self, day: &SearchDay) {
        let (wish, weights) = (&self.search.wish, &self.search.weights);
        let good = good_spans(self.search, &day.local);
        let waiting = day.waited * u64::from(weights.day_waited);
        self.cells.clear();
        self.cells.extend((day.first_quarter..quarter_from(day.local.end)).map(|quarter| {
            let visit = visit_at(quarter, wish.minutes);
            let convenient = wish.good.is_empty()
                || good.iter().any(|good| good.from <= visit.from && visit.to <= good.to);
            let inconvenience = if convenient { 0 } else { u64::from(weights.outside_good) };
            Cell::new(convenient, waiting + inconvenience)
        }));
    }
}

impl<T: Travel> Iterator for Walk<'_, T> {
    type Item = DaySlots;

    fn next(&mut self) -> Option<DaySlots> {
        let day = self.open_day()?;
        self.lay_out(&day);
        for walker in &mut self.walkers {
            walker.day(self.search, &day, &mut self.cells);
        }
        let cells = self.cells.iter().zip(day.first_quarter..);
        let slots = cells.filter_map(|(cell, quarter)| slot(self.search, &day, cell, quarter)).collect();
        Some(DaySlots { later_cost: (day.waited + 1) * u64::from(self.search.weights.day_waited), slots })
    }
}

impl<'a> Walker<'a> {
    /// Goes through one day's gaps in order and offers her at each start that fits.
    fn day<T: Travel>(&mut self, search: &Search<'_, T>, day: &SearchDay, cells: &mut [Cell]) {
        while self.step(day.local.start).is_some() {}
        let Some(window) = day.opening.window(&day.local, self.worker.hours) else { return };
        loop {
            let left = Edge::left(self.last, &day.local, &window, &self.home);
            let next = self.step(day.local.end);
            let right = Edge::right(next, &window, &self.home);
            if let Some(gap) = search.gap(window, &self.home, left, right) {
                let travel = u64::from(gap.extra_minutes) * u64::from(search.weights.travel_minute);
                let fixed = self.taker.dearer(travel);
                for run in gap.runs(search.wish.minutes).into_iter().flatten() {
                    let skip = usize::try_from(run.first_quarter - day.first_quarter).unwrap_or(usize::MAX);
                    for (cell, step) in cells.iter_mut().skip(skip).zip(0..=run.steps) {
                        cell.offer(fixed.dearer(fit_cost(search, &run, step)), self.speaks);
                    }
                }
            }
            if next.is_none() {
                return;
            }
        }
    }

    /// Puts her next taken time behind, if it begins before `until`.
    fn step(&mut self, until: Time) -> Option<&'a Taken> {
        let (next, ahead) = self.ahead.split_first()?;
        if next.start >= until {
            return None;
        }
        (self.last, self.ahead) = (later(self.last, next), ahead);
        Some(next)
    }
}

/// Whoever could come, in the order in which the search names them.
fn walkers<'a, T: Travel>(search: &'a Search<'a, T>) -> Vec<Walker<'a>> {
    let wish = &search.wish;
    let each = search.workers.iter().enumerate().map(|(number, worker)| {
        let usual = wish.usual.is_none_or(|usual| usual == worker.id);
        let cost = if usual { 0 } else { u64::from(search.weights.other_worker) };
        let speaks = wish.language.is_none_or(|language| worker.speaks(language));
        let (taker, home) = (Taker::new(cost, number), search.home(worker));
        Walker { worker, taker, speaks, home, last: None, ahead: worker.taken() }
    });
    each.filter(|walker| walker.speaks || wish.crew == Crew::Two).collect()
}

fn good_spans<T>(search: &Search<'_, T>, day: &LocalDay) -> Vec<Span> {
    let today = search.wish.good.iter().filter(|good| good.weekday == day.date.weekday());
    today.map(|good| Span { from: day.at(good.hours.from), to: day.at(good.hours.to) }).collect()
}

/// What it costs that the visit lies just here in its gap.
fn fit_cost<T>(search: &Search<'_, T>, run: &Run, step: u32) -> u64 {
    let weights = &search.weights;
    let shift = step * QUARTER_MINUTES;
    let useful = u32::from(weights.useful_minutes);
    let useless = |minutes: u32| if minutes < useful { minutes } else { 0 };
    let useless = useless(run.idle_before + shift) + useless(run.idle_after.saturating_sub(shift));
    let lacking = |minutes: u32| u32::from(weights.buffer_minutes).saturating_sub(minutes);
    let lacking = lacking(run.buffer_before + shift) + lacking(run.buffer_after.saturating_sub(shift));
    u64::from(useless) * u64::from(weights.useless_minute)
        + u64::from(lacking) * u64::from(weights.thin_minute)
}

/// What a cell of the filled grid says, if anybody can come.
fn slot<T>(search: &Search<'_, T>, day: &SearchDay, cell: &Cell, quarter: i64) -> Option<Slot> {
    let [best, next] = cell.speakers;
    let (second, cost) = match search.wish.crew {
        Crew::One => (next, best.cost()?),
        Crew::Two => {
            let second = next.min(cell.helper);
            (second, best.cost()? + second.cost()?)
        }
    };
    let who =
        |taker: Taker| -> Option<ActorId> { search.workers.get(taker.number()).map(|worker| worker.id) };
    let start = visit_at(quarter, search.wish.minutes).from;
    Some(Slot {
        start,
        date: day.local.date,
        afternoon: start >= day.noon,
        convenient: cell.convenient,
        cost: cost + cell.penalty,
        first: who(best)?,
        second: who(second),
    })
}
