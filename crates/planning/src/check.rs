//! One worker at one time, chosen by a person: what stands against it and what speaks for it. Forbids nothing: whoever
//! moves a visit sees it and decides.

use crate::calendar::LocalDay;
use crate::gap::{Edge, later};
use crate::offer::{Caution, Reason};
use crate::slot::Search;
use crate::travel::Travel;
use crate::window::{Span, Window, whole_minutes};
use crate::worker::{Taken, Worker};
use vizitas_domain::client::Language;
use vizitas_domain::time::Time;

/// What stands against a worker at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// It lies before the earliest time that is asked for.
    TooSoon,
    /// She does not work on that day.
    DayOff,
    /// It lies outside her hours.
    OutsideHours,
    /// It cuts her break.
    CutsBreak,
    /// It overlaps what is taken.
    Overlaps(Taken),
    /// She cannot be there in time.
    WayThere {
        /// From where: what is taken just before, or the beginning of her day.
        from: Option<Taken>,
        /// How many minutes are lacking.
        minutes: u32,
    },
    /// She cannot go on in time.
    WayOn {
        /// To where: what is taken next, or the end of her day.
        to: Option<Taken>,
        /// How many minutes are lacking.
        minutes: u32,
    },
    /// She does not speak the client's language.
    Language(Language),
    /// She lacks the skill that the visit needs.
    Skill,
}

/// One worker at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What stands against it; nothing, if a search could have offered it.
    pub against: Vec<Breach>,
    /// What speaks for it.
    pub why: Vec<Reason>,
    /// What to mind.
    pub mind: Vec<Caution>,
}

impl<T: Travel> Search<'_, T> {
    /// Looks at a worker at a time, whether it is on the quarter hour or not.
    #[must_use]
    pub fn look(&self, worker: &Worker, start: Time) -> Look {
        let visit = Span { from: start, to: start.plus_minutes(i64::from(self.wish.minutes)) };
        let (date, _) = self.calendar.local(start);
        let day = self.calendar.day(date);
        let opening = self.calendar.opening(date);
        let window = opening.and_then(|opening| worker.window(opening, &day));
        let room = window.and_then(|window| self.room(worker, (&day, window), worker.taken().iter(), visit));
        let mut against = Vec::new();
        if start < self.wish.earliest {
            against.push(Breach::TooSoon);
        }
        match window {
            Some(window) => {
                self.against_hours(&window, visit, &mut against);
                self.against_ways(worker, &day, &window, visit, &mut against);
            }
            None => {
                against.push(Breach::DayOff);
                against.extend(overlapped(worker, visit));
            }
        }
        if let Some(language) = self.wish.language.filter(|language| !worker.speaks(*language)) {
            against.push(Breach::Language(language));
        }
        if !worker.can(self.wish.skill) {
            against.push(Breach::Skill);
        }
        Look {
            against,
            why: self.reasons(worker, &day, visit, room.as_ref()),
            mind: self.cautions(worker, &day, visit, room.as_ref()),
        }
    }

    fn against_hours(&self, window: &Window, visit: Span, against: &mut Vec<Breach>) {
        if visit.from < window.work.from || window.work.to < visit.to {
            against.push(Breach::OutsideHours);
        }
        if window.lunch.is_some_and(|lunch| lunch.overlaps(visit)) {
            against.push(Breach::CutsBreak);
        }
    }

    /// What it overlaps; and when nothing, whether the ways before and after it are too long.
    fn against_ways(
        &self,
        worker: &Worker,
        day: &LocalDay,
        window: &Window,
        visit: Span,
        against: &mut Vec<Breach>,
    ) {
        against.extend(overlapped(worker, visit));
        let before = worker.taken().iter().filter(|taken| taken.end() <= visit.from);
        let last = before.fold(None, later).filter(|last| last.end() > day.start);
        let next = worker.taken().iter().find(|taken| visit.to <= taken.start && taken.start < day.end);
        let home = self.home(worker);
        let left = Edge::left(last, day, window, &home);
        let right = Edge::right(next, window, &home);
        let there = self.travel.leg(left.place, self.wish.place).minutes;
        let on = self.travel.leg(self.wish.place, right.place).minutes;
        // What lies outside her hours is said already.
        let arrival = window.arrive(left.at, there);
        if arrival > visit.from && left.at <= visit.from {
            against.push(Breach::WayThere { from: last.copied(), minutes: lacking(visit.from, arrival) });
        }
        let departure = window.depart(right.at, on);
        if departure < visit.to && visit.to <= right.at {
            against.push(Breach::WayOn { to: next.copied(), minutes: lacking(departure, visit.to) });
        }
    }
}

fn overlapped(worker: &Worker, visit: Span) -> impl Iterator<Item = Breach> {
    let over = move |taken: &&Taken| taken.start < visit.to && visit.from < taken.end();
    worker.taken().iter().filter(over).copied().map(Breach::Overlaps)
}

/// Minutes from a moment to a later one, a begun one counted whole.
fn lacking(from: Time, to: Time) -> u32 {
    whole_minutes(to.0.saturating_sub(from.0).saturating_add(59))
}

#[cfg(test)]
mod tests;
