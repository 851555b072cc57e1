//! A day mended whose worker cannot come: who takes her visits, at which time, and which need a new time. Proposes
//! alone; moves no other promise, and what needs the client's word says so.

use crate::calendar::{Calendar, LocalDay};
use crate::gap::later;
use crate::offer::{Caution, Offer, Reason};
use crate::room::Room;
use crate::slot::{Crew, Search, Weights, Wish};
use crate::suits::DaySuits;
use crate::travel::Travel;
use crate::window::{Span, Window};
use crate::worker::{Taken, Worker};
use std::cmp::Reverse;
use vizitas_domain::id::{ActorId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;

/// By how many minutes a visit may be moved, stage after stage: what one stage cannot place the next one tries.
const STAGES: [&[i64]; 4] = [&[0], &[-15, 15], &[-30, 30], &[-60, -45, 45, 60]];

/// What its worker cannot keep.
#[derive(Clone, Copy, Debug)]
pub struct Stranded<'a> {
    /// Of which visit.
    pub visit: VisitId,
    /// When it should begin.
    pub start: Time,
    /// Whether that is promised. A time that was only offered or proposed binds nobody: new ones are offered at once.
    pub promised: bool,
    /// Who else comes to a visit of two. She stays, and comes along when it moves.
    pub partner: Option<ActorId>,
    /// The visit as a search for a new time sees it.
    pub wish: Wish<'a>,
}

/// A day to mend.
#[derive(Clone, Copy, Debug)]
pub struct Repair<'a, T> {
    /// The municipality's days.
    pub calendar: &'a Calendar,
    /// The ways.
    pub travel: &'a T,
    /// What makes a time dear.
    pub weights: Weights,
    /// Everybody with what is taken: promises that stand, and her absence for whoever is absent. The stranded visits
    /// stand in nobody's days: the partners' days get them from here.
    pub workers: &'a [Worker],
    /// What cannot be kept.
    pub stranded: &'a [Stranded<'a>],
    /// Nobody sets out before this.
    pub now: Time,
}

/// What becomes of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays at its time, with another worker.
    Stays {
        /// With whom.
        with: ActorId,
    },
    /// It moves a little, with another worker.
    Moves {
        /// With whom.
        with: ActorId,
        /// When it would begin.
        start: Time,
        /// By how many minutes; earlier is less than nothing.
        minutes: i64,
        /// Whether the client must agree first.
        needs_word: bool,
    },
    /// It needs a new time; of a visit that nobody is told of these are the times there are.
    Offers(Vec<Offer>),
    /// Nobody can come within the days that were looked at.
    Nobody,
}

/// One visit of a mended day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Which one.
    pub visit: VisitId,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What speaks for the worker who takes it; offers say it themselves.
    pub why: Vec<Reason>,
    /// What to mind about it.
    pub mind: Vec<Caution>,
}

impl<T: Travel> Repair<'_, T> {
    /// Mends the day: at each stage the visit is placed first that would lose most by waiting (regret-2), those in
    /// haste before all; at the same time a visit is passed on if another can be kept by that. What no stage places is
    /// offered new times, none of them to two clients. The answers stand in the order of the stranded visits.
    #[must_use]
    pub fn mend(&self) -> Vec<Mended> {
        let mut plan = Plan::new(self);
        for offsets in STAGES {
            plan.stage(offsets);
            if offsets == [0] {
                plan.pass_on();
            }
        }
        plan.mended()
    }
}

/// How far the mending has come.
struct Plan<'a, T> {
    repair: &'a Repair<'a, T>,
    days: Vec<Day<'a>>,
    cases: Vec<Case<'a, T>>,
}

/// A day on which something is stranded.
struct Day<'a> {
    local: LocalDay,
    courses: Vec<Course<'a>>,
}

/// One worker's course of a day.
struct Course<'a> {
    worker: &'a Worker,
    /// `None` is a day off.
    window: Option<Window>,
    /// Of what began before the day, what keeps her longest.
    before: Option<&'a Taken>,
    /// What begins on it.
    today: &'a [Taken],
    /// What the mending gave her, by case.
    added: Vec<(usize, Taken)>,
}

/// A stranded visit.
struct Case<'a, T> {
    stranded: &'a Stranded<'a>,
    search: Search<'a, T>,
    /// Its day among the days, and what of it suits the client.
    day: usize,
    suits: DaySuits,
    /// Whether its new worker must be able to lead it.
    must_lead: bool,
    /// Who else comes, among the workers.
    partner: Option<usize>,
    /// With whom, and by how many minutes moved.
    placed: Option<(usize, i64)>,
}

/// A way to place a visit with a worker; the cheaper is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Insertion {
    cost: u64,
    minutes: i64,
}

impl<'a, T: Travel> Plan<'a, T> {
    fn new(repair: &'a Repair<'a, T>) -> Self {
        let mut plan = Self { repair, days: Vec::new(), cases: Vec::new() };
        plan.cases = repair.stranded.iter().map(|stranded| plan.case(stranded)).collect();
        for number in 0..plan.cases.len() {
            plan.come_along(number, 0);
        }
        plan
    }

    fn case(&mut self, stranded: &'a Stranded<'a>) -> Case<'a, T> {
        let Repair { calendar, travel, weights, workers, now, .. } = *self.repair;
        let (date, _) = calendar.local(stranded.start);
        let day = self.days.iter().position(|day| day.local.date == date).unwrap_or_else(|| {
            let local = calendar.day(date);
            let opening = calendar.opening(date);
            let course = |worker: &'a Worker| {
                let window = opening.and_then(|opening| worker.window(opening, &local));
                Course::new(worker, &local, window)
            };
            self.days.push(Day { local, courses: workers.iter().map(course).collect() });
            self.days.len() - 1
        });
        let wish = Wish { earliest: now, ..stranded.wish };
        let search = Search { calendar, travel, weights, workers, wish };
        let partner = workers.iter().position(|worker| Some(worker.id) == stranded.partner);
        let suits = search.suits(&calendar.day(date));
        let leads = partner.and_then(|partner| workers.get(partner)).is_some_and(|it| search.can_lead(it));
        Case { stranded, search, day, suits, must_lead: !leads, partner, placed: None }
    }

    /// Places whatever can be placed at one of the offsets.
    fn stage(&mut self, offsets: &[i64]) {
        let mut rows: Vec<_> = (0..self.cases.len()).map(|number| self.row(number, offsets)).collect();
        while let Some((next, choice)) = self.hardest(&rows) {
            self.place(next, choice);
            let along = self.cases.get(next).and_then(|case| case.partner);
            let changed = [Some(choice.worker), along.filter(|_| choice.insertion.minutes != 0)];
            let changed: Vec<usize> = changed.into_iter().flatten().collect();
            for (number, row) in rows.iter_mut().enumerate() {
                let partner = self.cases.get(number).and_then(|case| case.partner);
                if number == next || partner.is_some_and(|partner| changed.contains(&partner)) {
                    *row = self.row(number, offsets);
                    continue;
                }
                for worker in &changed {
                    let Some(cell) = row.get_mut(*worker) else { continue };
                    *cell = self.best(number, *worker, offsets);
                }
            }
        }
    }

    /// How well each worker can take a visit at one of the offsets; nothing when it is not to be placed there.
    fn row(&self, number: usize, offsets: &[i64]) -> Vec<Option<Insertion>> {
        let placeable = self.cases.get(number).is_some_and(Case::can_be_placed);
        let who = if placeable { 0..self.repair.workers.len() } else { 0..0 };
        who.map(|worker| self.best(number, worker, offsets)).collect()
    }

    /// The visit to place next: of those in most haste the one that loses most when its best worker is gone.
    fn hardest(&self, rows: &[Vec<Option<Insertion>>]) -> Option<(usize, Choice)> {
        let choices = self.cases.iter().zip(rows).enumerate().filter_map(|(number, (case, row))| {
            let choice = Choice::among(row)?;
            Some(((case.stranded.wish.priority, choice.regret, Reverse((choice.insertion, number))), choice))
        });
        choices.max_by_key(|(key, _)| *key).map(|((_, _, Reverse((_, number))), choice)| (number, choice))
    }

    fn place(&mut self, number: usize, choice: Choice) {
        let Some(case) = self.cases.get_mut(number) else { return };
        case.placed = Some((choice.worker, choice.insertion.minutes));
        let taken = case.taken(choice.insertion.minutes);
        let course = self.days.get_mut(case.day).and_then(|day| day.courses.get_mut(choice.worker));
        course.into_iter().for_each(|course| course.added.push((number, taken)));
        self.come_along(number, choice.insertion.minutes);
    }

    /// Gives a visit, moved by so many minutes, to whoever else comes to it, instead of what of it she had.
    fn come_along(&mut self, number: usize, minutes: i64) {
        let Some(case) = self.cases.get(number).filter(|case| case.stranded.promised) else { return };
        let (Some(partner), taken) = (case.partner, case.taken(minutes)) else { return };
        let course = self.days.get_mut(case.day).and_then(|day| day.courses.get_mut(partner));
        let Some(course) = course else { return };
        course.added.retain(|(of, _)| *of != number);
        course.added.push((number, taken));
    }

    /// Whether the one who else comes to a visit can come when it is moved; where it stands she does. Of a stranger
    /// nothing is known.
    fn comes_along(&self, number: usize, minutes: i64) -> bool {
        let Some(case) = self.cases.get(number) else { return false };
        if minutes == 0 || case.stranded.partner.is_none() {
            return true;
        }
        let (Some(partner), Some(day)) = (case.partner, self.days.get(case.day)) else { return false };
        let room = day
            .courses
            .get(partner)
            .and_then(|it| it.room(case, &day.local, case.visit(minutes), Some(number)));
        room.is_some_and(|room| self.in_time(&room, case.visit(minutes)))
    }

    /// Whether whoever sets out now is there by then.
    fn in_time(&self, room: &Room, visit: Span) -> bool {
        self.repair.now.plus_minutes(i64::from(room.gap.to_here.minutes)) <= visit.from
    }

    /// The cheapest of the offsets at which a worker can take a visit.
    fn best(&self, number: usize, worker: usize, offsets: &[i64]) -> Option<Insertion> {
        let case = self.cases.get(number)?;
        let day = self.days.get(case.day)?;
        let course = day.courses.get(worker)?;
        if case.partner == Some(worker) || (case.must_lead && !case.search.can_lead(course.worker)) {
            return None;
        }
        let at = |minutes: &i64| {
            let visit = case.visit(*minutes);
            let room = course.room(case, &day.local, visit, None)?;
            let can_be = self.in_time(&room, visit) && self.comes_along(number, *minutes);
            can_be.then(|| Insertion { cost: case.cost(course.worker.id, visit, &room), minutes: *minutes })
        };
        offsets.iter().filter_map(at).min()
    }

    fn mended(&self) -> Vec<Mended> {
        let placed = self.cases.iter().enumerate().map(|(number, case)| self.placed(number, case));
        let mut mended: Vec<_> = placed.collect();
        let mut rest: Vec<_> = self.cases.iter().zip(&mut mended).filter_map(open).collect();
        if rest.is_empty() {
            return mended;
        }
        rest.sort_by_key(|(case, _)| (Reverse(case.stranded.wish.priority), case.stranded.start));
        let mut workers = self.workers();
        for (case, outcome) in rest {
            *outcome = case.outcome(self.repair, &mut workers);
        }
        mended
    }

    /// A placed visit with what speaks for it, now that all others are placed; of one that is not, nothing yet.
    fn placed(&self, number: usize, case: &Case<'a, T>) -> Mended {
        let visit = case.stranded.visit;
        let nobody = Mended { visit, outcome: Outcome::Nobody, why: Vec::new(), mind: Vec::new() };
        let Some((worker, minutes)) = case.placed else { return nobody };
        let Some(day) = self.days.get(case.day) else { return nobody };
        let Some(course) = day.courses.get(worker) else { return nobody };
        let (with, span) = (course.worker.id, case.visit(minutes));
        let room = course.room(case, &day.local, span, Some(number));
        let needs_word = case.stranded.wish.kind == VisitKind::Agreed;
        let outcome = match minutes {
            0 => Outcome::Stays { with },
            _ => Outcome::Moves { with, start: span.from, minutes, needs_word },
        };
        let why = case.search.reasons(course.worker, &day.local, span, room.as_ref());
        let mind = case.search.cautions(course.worker, &day.local, span, room.as_ref());
        Mended { visit, outcome, why, mind }
    }

    /// Everybody with what the mending gave her.
    fn workers(&self) -> Vec<Worker> {
        let mut workers = self.repair.workers.to_vec();
        for day in &self.days {
            for (worker, course) in workers.iter_mut().zip(&day.courses) {
                course.added.iter().for_each(|(_, taken)| worker.take(*taken));
            }
        }
        workers
    }
}

/// A case that no stage placed, with its place among the answers.
fn open<'c, 'm, 'a, T>(
    (case, mended): (&'c Case<'a, T>, &'m mut Mended),
) -> Option<(&'c Case<'a, T>, &'m mut Outcome)> {
    case.placed.is_none().then_some((case, &mut mended.outcome))
}

impl<'a> Course<'a> {
    fn new(worker: &'a Worker, day: &LocalDay, window: Option<Window>) -> Self {
        let (past, rest) = worker.taken().split_at(worker.taken().partition_point(|it| it.start < day.start));
        let (today, _) = rest.split_at(rest.partition_point(|taken| taken.start < day.end));
        Self { worker, window, before: past.iter().fold(None, later), today, added: Vec::new() }
    }

    /// The room of a visit in it; what the mending added for the case `except` is not counted.
    fn room<T: Travel>(
        &self,
        case: &Case<'_, T>,
        day: &LocalDay,
        visit: Span,
        except: Option<usize>,
    ) -> Option<Room> {
        let window = self.window?;
        if visit.from < window.work.from || window.work.to < visit.to {
            return None;
        }
        let added = self.added.iter().filter(|(case, _)| Some(*case) != except).map(|(_, taken)| taken);
        let taken = self.before.into_iter().chain(self.today).chain(added);
        case.search.room(self.worker, (day, window), taken, visit)
    }
}

impl<T: Travel> Case<'_, T> {
    /// The visit, moved by so many minutes.
    fn visit(&self, minutes: i64) -> Span {
        let from = self.stranded.start.plus_minutes(minutes);
        Span { from, to: from.plus_minutes(i64::from(self.stranded.wish.minutes)) }
    }

    /// The time it takes, moved by so many minutes.
    fn taken(&self, minutes: i64) -> Taken {
        let wish = &self.stranded.wish;
        Taken { start: self.visit(minutes).from, minutes: wish.minutes, place: wish.place }
    }

    /// Whether one more worker is what it lacks.
    fn can_be_placed(&self) -> bool {
        let one_lacks = self.stranded.partner.is_some() || self.stranded.wish.crew == Crew::One;
        one_lacks && self.stranded.promised && self.placed.is_none()
    }

    fn cost(&self, worker: ActorId, visit: Span, room: &Room) -> u64 {
        let weights = &self.search.weights;
        let moved = visit.from.minutes_since(self.stranded.start).unsigned_abs();
        // To the time that stands the client has agreed, whether it suits or not.
        let unsuitable = moved > 0 && !self.suits.convenient(visit);
        u64::from(room.gap.extra_minutes) * u64::from(weights.travel_minute)
            + moved * u64::from(weights.moved_minute)
            + if unsuitable { u64::from(weights.unsuitable) } else { 0 }
            + weights.fit(&room.gap.fit(visit), 0)
            + self.search.strange(worker)
    }

    /// New times among what is left of everybody's days; what is offered to one client is not offered to the next.
    fn outcome(&self, repair: &Repair<'_, T>, workers: &mut [Worker]) -> Outcome {
        let wish = self.stranded.wish;
        let Repair { calendar, travel, weights, .. } = *repair;
        let search = Search { calendar, travel, weights, workers, wish };
        let times = match wish.kind {
            VisitKind::Agreed => search.offers(),
            VisitKind::Unannounced => search.times(),
        };
        if times.is_empty() {
            return Outcome::Nobody;
        }
        for offer in times.iter().filter(|_| wish.kind == VisitKind::Agreed) {
            let taken = Taken { start: offer.start, minutes: offer.minutes, place: wish.place };
            let offered = workers.iter_mut().filter(|worker| offer.workers.contains(&worker.id));
            offered.for_each(|worker| worker.take(taken));
        }
        Outcome::Offers(times)
    }
}

/// The best worker for a visit, and what is lost when she is gone.
#[derive(Clone, Copy, Debug)]
struct Choice {
    worker: usize,
    insertion: Insertion,
    regret: u64,
}

impl Choice {
    fn among(row: &[Option<Insertion>]) -> Option<Self> {
        let mut best: Option<(Insertion, usize)> = None;
        let mut next = None;
        for (worker, insertion) in row.iter().enumerate() {
            let Some(insertion) = *insertion else { continue };
            if best.is_none_or(|(held, _)| insertion < held) {
                next = best.map(|(held, _)| held.cost);
                best = Some((insertion, worker));
            } else {
                next = Some(next.map_or(insertion.cost, |next| insertion.cost.min(next)));
            }
        }
        let (insertion, worker) = best?;
        // Whoever has no other comes before all who have.
        let regret = next.map_or(u64::MAX, |next| next - insertion.cost);
        Some(Self { worker, insertion, regret })
    }
}

mod pass_on;
#[cfg(test)]
mod tests;
