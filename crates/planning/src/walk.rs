//! A search's way through the days: the grid of a day is filled from every worker's gaps, read off, and used again for
//! the next day. Does not know which starts are offered.

use crate::gap::{Edge, Home, later, quarter_from, visit_at};
use crate::grid::{Cell, SearchDay, Taker};
use crate::slot::{Crew, Search, Slot};
use crate::travel::Travel;
use crate::worker::{Taken, Worker};
use chrono::NaiveDate;
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
    leads: bool,
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
        let suits = self.search.suits(&day.local);
        let waiting = weights.waiting(day.waited, wish.priority);
        self.cells.clear();
        self.cells.extend((day.first_quarter..quarter_from(day.local.end)).map(|quarter| {
            let convenient = suits.convenient(visit_at(quarter, wish.minutes));
            let unsuitable = if convenient { 0 } else { u64::from(weights.unsuitable) };
            Cell::new(convenient, waiting + unsuitable)
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
        let later_cost = self.search.weights.waiting(day.waited + 1, self.search.wish.priority);
        Some(DaySlots { later_cost, slots })
    }
}

impl<'a> Walker<'a> {
    /// Goes through one day's gaps in order and offers her at each start that fits.
    fn day<T: Travel>(&mut self, search: &Search<'_, T>, day: &SearchDay, cells: &mut [Cell]) {
        while self.step(day.local.start).is_some() {}
        let Some(window) = self.worker.window(day.opening, &day.local) else { return };
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
                        cell.offer(fixed.dearer(search.weights.fit(&run.fit, step)), self.leads);
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
    let each = search.workers.iter().enumerate().map(|(number, worker)| {
        let (taker, home) = (Taker::new(search.strange(worker.id), number), search.home(worker));
        Walker { worker, taker, leads: search.can_lead(worker), home, last: None, ahead: worker.taken() }
    });
    each.filter(|walker| walker.leads || search.wish.crew == Crew::Two).collect()
}

/// What a cell of the filled grid says, if anybody can come.
fn slot<T>(search: &Search<'_, T>, day: &SearchDay, cell: &Cell, quarter: i64) -> Option<Slot> {
    let [best, next] = cell.leads;
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
