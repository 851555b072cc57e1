//! An office's book as it comes to be: one visit after another is promised at a time that the planning itself offers, until
//! each day has so many. What a worker has promised she can keep: ways, hours and pauses fit.

use super::staff::{MONDAY, place};
use std::fmt;
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Priority, VisitKind};
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_planning::slot::{Crew, Search, Weights, Wish};
use vizitas_planning::travel::{StraightLine, Travel};
use vizitas_planning::worker::{Taken, Worker};
use vizitas_sync::testing::seeded::Seeded;

/// Minutes that a worker of the office of Alytus works from Monday to Thursday, the pause not counted.
const WORKED: i64 = 9 * 60 - 45;
/// The next two weeks, but for their Fridays and weekends: a repair looks for new times there.
const DAYS: [i64; 8] = [0, 1, 2, 3, 7, 8, 9, 10];
/// Minutes after eight between which the office of Alytus pauses.
const PAUSE: std::ops::Range<i64> = 240..285;
/// So many minutes at most a day that is left in one piece has left.
const FREE: i64 = 120;
/// So many clients one after another who find no time: the day is full.
const IN_VAIN: usize = 20;
const SKILL: &str = "mediacija";

/// A promise, and what its client needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promise {
    pub(crate) worker: ActorId,
    pub(crate) taken: Taken,
    pub(crate) language: Language,
    pub(crate) skill: &'static str,
}

/// Everybody with what is promised.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) workers: Vec<Worker>,
    pub(crate) promises: Vec<Promise>,
}

impl Book {
    /// Of so many workers, with so many visits a day for sixty of them; fewer where nobody has time for more.
    pub(crate) fn fill(source: &Seeded, count: usize, visits_of_60: usize) -> Self {
        let base = place(source);
        let workers = (0..count).map(|_| worker(source, base)).collect();
        let mut book = Self { workers, promises: Vec::new() };
        for day in DAYS {
            let morning = MONDAY.plus_minutes(day * 1_440);
            let (mut in_vain, mut left) = (0, visits_of_60 * count / 60);
            while in_vain < IN_VAIN && left > 0 {
                (in_vain, left) =
                    if book.promise(source, morning) { (0, left - 1) } else { (in_vain + 1, left) };
            }
        }
        book
    }

    /// Of so many workers whose visits follow one another, and what is left of the day is in one piece, where chance put it.
    pub(crate) fn in_one_piece(source: &Seeded, count: usize) -> Self {
        let base = place(source);
        let mut book =
            Self { workers: (0..count).map(|_| worker(source, base)).collect(), promises: Vec::new() };
        for worker in &mut book.workers {
            for day in DAYS {
                for taken in one_piece(source, base, MONDAY.plus_minutes(day * 1_440)) {
                    worker.take(taken);
                    // The client needs what she can.
                    let language = *worker.languages.last().unwrap_or(&Language::Lt);
                    let language = if source.below(3) == 0 { language } else { Language::Lt };
                    let skill = if worker.can(SKILL) && source.below(3) == 0 { SKILL } else { "" };
                    book.promises.push(Promise { worker: worker.id, taken, language, skill });
                }
            }
        }
        book
    }

    /// A client picks one of the times that are offered on a day; false when there is none.
    fn promise(&mut self, source: &Seeded, morning: Time) -> bool {
        // One client in ten speaks Russian, one in ten needs a skill.
        let language = if source.below(10) == 0 { Language::Ru } else { Language::Lt };
        let skill = if source.below(10) == 0 { SKILL } else { "" };
        let wish = Wish {
            place: Some(place(source)),
            minutes: *source.pick(&[30, 45, 45, 60]),
            language: Some(language),
            skill,
            kind: VisitKind::Agreed,
            priority: Priority::Normal,
            crew: Crew::One,
            usual: Some(source.pick(&self.workers).id),
            known: &[],
            suits: &[],
            earliest: morning,
            days: 1,
        };
        let (calendar, travel) = (Calendar::lithuanian(OfficeHours::alytus()), StraightLine::default());
        let search = Search {
            calendar: &calendar,
            travel: &travel,
            weights: Weights::default(),
            workers: &self.workers,
            wish,
        };
        let offers = search.offers();
        let Some(offer) = (!offers.is_empty()).then(|| source.pick(&offers)) else { return false };
        let Some(id) = offer.workers.first().copied() else { return false };
        let taken = Taken { start: offer.start, minutes: offer.minutes, place: wish.place };
        self.workers.iter_mut().filter(|worker| worker.id == id).for_each(|worker| worker.take(taken));
        self.promises.push(Promise { worker: id, taken, language, skill });
        true
    }

    /// How full the first day is.
    pub(crate) fn load(&self) -> Load {
        let count = self.workers.len().max(1) as f64;
        let visits = self.workers.iter().map(|worker| today(worker, MONDAY).count()).sum::<usize>();
        let busy = self.workers.iter().map(|worker| busy(worker, MONDAY)).sum::<i64>();
        Load { visits: visits as f64 / count, percent: busy as f64 * 100.0 / (WORKED as f64 * count) }
    }
}

/// How full a day is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Visits a worker.
    visits: f64,
    /// How much of everybody's hours, the pause not counted, visits and ways take.
    percent: f64,
}

impl fmt::Display for Load {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:.1} visits a worker, {:.1} % of her hours with their ways", self.visits, self.percent)
    }
}

/// Visits one behind the other until so much of the day is left, which lies between two of them.
fn one_piece(source: &Seeded, base: Place, morning: Time) -> Vec<Taken> {
    let mut stops: Vec<(Place, u16)> = Vec::new();
    let mut left = i64::MAX;
    while left > FREE {
        stops.push((place(source), *source.pick(&[30, 45, 45, 60])));
        left = laid(&stops, base, morning, None).1;
    }
    let before = usize::try_from(source.below(stops.len() as u64 + 1)).unwrap_or_default();
    let fits = |free: &i64| laid(&stops, base, morning, Some((before, *free))).1 >= 0;
    let free = (0..=left.max(0) / 15).rev().map(|quarters| quarters * 15).find(fits).unwrap_or_default();
    laid(&stops, base, morning, Some((before, free))).0
}

/// The visits at the first quarters at which she can be there, some minutes later from one of them on; and how many minutes
/// are left when she is back.
fn laid(stops: &[(Place, u16)], base: Place, morning: Time, free: Option<(usize, i64)>) -> (Vec<Taken>, i64) {
    let travel = StraightLine::default();
    let way = |from, to| i64::from(travel.leg(Some(from), Some(to)).minutes);
    let (mut here, mut now, mut visits) = (base, 0, Vec::new());
    for (number, (place, minutes)) in (0..).zip(stops) {
        now += free.filter(|(before, _)| *before == number).map_or(0, |(_, free)| free);
        // A way or a visit that would cut the pause comes after it.
        let there = |now: i64| (now + way(here, *place) + 14) / 15 * 15;
        let through = now < PAUSE.end && there(now) + i64::from(*minutes) > PAUSE.start;
        let start = if through { there(PAUSE.end) } else { there(now) };
        let from = morning.plus_minutes(start);
        visits.push(Taken { start: from, minutes: *minutes, place: Some(*place) });
        (here, now) = (*place, start + i64::from(*minutes));
    }
    let back = way(here, base);
    let home = if now < PAUSE.end && now + back > PAUSE.start { PAUSE.end + back } else { now + back };
    (visits, 9 * 60 - home)
}

fn today(worker: &Worker, morning: Time) -> impl Iterator<Item = &Taken> {
    let evening = morning.plus_minutes(16 * 60);
    worker.taken().iter().filter(move |taken| morning <= taken.start && taken.start < evening)
}

fn busy(worker: &Worker, morning: Time) -> i64 {
    let visits: Vec<&Taken> = today(worker, morning).collect();
    let places = visits.iter().map(|taken| taken.place);
    let stops: Vec<Option<Place>> = [worker.base].into_iter().chain(places).chain([worker.base]).collect();
    let ways = if visits.is_empty() { &[] } else { stops.as_slice() };
    let travel = StraightLine::default();
    let leg = |way: &[Option<Place>]| match way {
        [from, to] => i64::from(travel.leg(*from, *to).minutes),
        _ => 0,
    };
    visits.iter().map(|taken| i64::from(taken.minutes)).sum::<i64>() + ways.windows(2).map(leg).sum::<i64>()
}

/// One worker in three speaks Russian, one in four has the skill.
fn worker(source: &Seeded, base: Place) -> Worker {
    let mut worker = Worker::new(source.id(ActorId), Vec::new());
    worker.languages =
        if source.below(3) == 0 { vec![Language::Lt, Language::Ru] } else { vec![Language::Lt] };
    worker.skills = if source.below(4) == 0 { vec![SKILL.into()] } else { Vec::new() };
    worker.base = Some(base);
    worker
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_promised_can_be_kept_and_the_day_is_as_full_as_it_says() {
        let filled = Book::fill(&Seeded::new(7), 10, 353);
        let Load { visits, percent } = filled.load();
        assert!((50.0..80.0).contains(&percent) && (5.5..6.0).contains(&visits), "{visits} {percent}");
        all_can_be_kept(&filled);
        let piece = Book::in_one_piece(&Seeded::new(7), 10);
        let Load { visits, percent } = piece.load();
        assert!((60.0..85.0).contains(&percent) && (5.0..8.0).contains(&visits), "{visits} {percent}");
        all_can_be_kept(&piece);
    }

    fn all_can_be_kept(book: &Book) {
        let calendar = Calendar::lithuanian(OfficeHours::alytus());
        for promise in &book.promises {
            let without = |worker: &Worker| {
                let rest = worker.taken().iter().filter(|taken| **taken != promise.taken).copied().collect();
                let mut free = Worker::new(worker.id, rest);
                (free.languages, free.skills) = (worker.languages.clone(), worker.skills.clone());
                free.base = worker.base;
                free
            };
            let workers: Vec<Worker> =
                book.workers.iter().filter(|worker| worker.id == promise.worker).map(without).collect();
            let wish = Wish {
                place: promise.taken.place,
                minutes: promise.taken.minutes,
                language: Some(promise.language),
                skill: promise.skill,
                kind: VisitKind::Agreed,
                priority: Priority::Normal,
                crew: Crew::One,
                usual: None,
                known: &[],
                suits: &[],
                earliest: MONDAY,
                days: 1,
            };
            let search = Search {
                calendar: &calendar,
                travel: &StraightLine::default(),
                weights: Weights::default(),
                workers: &workers,
                wish,
            };
            assert!(search.look(&workers[0], promise.taken.start).against.is_empty());
        }
    }
}
