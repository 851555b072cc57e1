//! A worker is ill at eight: her visits of the day are placed anew. Pure computation, on three kinds of days: those that the
//! search for a time is measured on, those whose rest is in one piece, and those of a book that an office has filled.

use super::book::Book;
use super::bound::most_kept;
use super::figure::{Figure, Samples};
use super::staff::{self, MONDAY};
use std::fmt::{self, Write as _};
use std::hint::black_box;
use vizitas_domain::id::{ActorId, VisitId};
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_planning::repair::{Mended, Outcome, Repair, Stranded};
use vizitas_planning::slot::{Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::{Taken, Worker};
use vizitas_sync::testing::seeded::Seeded;

/// Days on which new times are looked for.
const DAYS: u16 = 10;

/// Visits of the sixty workers of a day in the book, as many as a prototype was tried on; and fuller and emptier days.
const VISITS: usize = 353;
const OTHER_VISITS: [usize; 4] = [300, 330, 380, 410];

#[must_use]
pub(crate) fn measure(seed: u64, samples: usize) -> Vec<Figure> {
    let kinds = [
        (Days::Dense, 60, ["repair_60", "repair_60_kept"]),
        (Days::Dense, 10, ["repair_10", "repair_10_kept"]),
        (Days::OnePiece, 60, ["repair_60_piece", "repair_60_piece_kept"]),
        (Days::OnePiece, 10, ["repair_10_piece", "repair_10_piece_kept"]),
        (Days::Book(VISITS), 60, ["repair_60_book", "repair_60_book_kept"]),
        (Days::Book(VISITS), 10, ["repair_10_book", "repair_10_book_kept"]),
    ];
    kinds.into_iter().flat_map(|(days, count, names)| figures(days, count, names, (seed, samples))).collect()
}

fn figures(days: Days, count: usize, names: [&'static str; 2], (seed, samples): (u64, usize)) -> [Figure; 2] {
    let measured = Measured::of(days, count, seed, samples);
    let Measured { book, floor, took, tally } = &measured;
    let mut beside = tally.to_string();
    if days != Days::Dense {
        let _ = write!(beside, "; {}", book.load());
    }
    if let Days::Book(_) = days {
        for visits in OTHER_VISITS {
            let other = Measured::of(Days::Book(visits), count, seed, samples.div_ceil(5));
            let kept = other.tally.share(other.tally.stay);
            let _ = write!(beside, "; {kept:.1} % kept with {}", other.book.load());
        }
    }
    let [took_name, kept_name] = names;
    let figure = Figure::new(took_name, took.ms(50) * 1_000.0, "µs").above(floor.ms(50) * 1_000.0);
    let kept = Figure::new(kept_name, tally.share(tally.stay), "%").above(tally.share(tally.could));
    [figure.beside(took.spread()), kept.beside(beside)]
}

/// What the days are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// Visits an hour apart from one another, whether anybody can get there or not.
    Dense,
    /// Visits one behind the other, and the rest of the day in one piece.
    OnePiece,
    /// What an office has promised one after another: so many visits for sixty workers.
    Book(usize),
}

/// How the mending of many days went.
struct Measured {
    book: Book,
    floor: Samples,
    took: Samples,
    tally: Tally,
}

impl Measured {
    fn of(days: Days, count: usize, seed: u64, samples: usize) -> Self {
        let source = Seeded::new(seed);
        let book = match days {
            Days::Dense => Book { workers: staff::workers(&source, count), promises: Vec::new() },
            Days::OnePiece => Book::in_one_piece(&source, count),
            Days::Book(visits) => Book::fill(&source, count, visits),
        };
        let (floor, took) = (Samples::default(), Samples::default());
        let mut measured = Self { book, floor, took, tally: Tally::default() };
        for number in 0..samples + samples / 10 {
            if number == samples / 10 {
                measured.floor.begin();
                measured.took.begin();
                measured.tally = Tally::default();
            }
            measured.mend_one(&source);
        }
        measured
    }

    fn mend_one(&mut self, source: &Seeded) {
        let calendar = Calendar::lithuanian(OfficeHours::alytus());
        let known = [source.pick(&self.book.workers).id];
        let (without, lost) = ill(source, &self.book.workers);
        let stranded: Vec<Stranded<'_>> =
            lost.iter().map(|taken| promise(source, taken, &self.book, &known)).collect();
        let repair = Repair {
            calendar: &calendar,
            travel: &StraightLine::default(),
            weights: Weights::default(),
            workers: &without,
            stranded: &stranded,
            now: MONDAY,
        };
        self.floor.time(|| black_box(free_then(&without, &lost)));
        let mended = self.took.time(|| black_box(repair.mend()));
        self.tally.add(&mended);
        let kept = mended.iter().filter(|visit| matches!(visit.outcome, Outcome::Stays { .. })).count();
        // A visit can make room for another: with it she drives before the pause and not after it.
        self.tally.could += most_kept(&repair).max(kept);
    }
}

/// Everybody, one of them ill until tomorrow; and her visits of today.
fn ill(source: &Seeded, workers: &[Worker]) -> (Vec<Worker>, Vec<Taken>) {
    let who = source.pick(workers).id;
    let tonight = MONDAY.plus_minutes(16 * 60);
    let (mut without, mut lost) = (workers.to_vec(), Vec::new());
    for worker in without.iter_mut().filter(|worker| worker.id == who) {
        let (today, mut rest): (Vec<_>, Vec<_>) =
            worker.taken().iter().copied().partition(|taken| taken.start < tonight);
        rest.push(Taken { start: MONDAY, minutes: 16 * 60, place: None });
        let mut ill = Worker::new(who, rest);
        (ill.languages, ill.skills) = (worker.languages.clone(), worker.skills.clone());
        ill.base = worker.base;
        (*worker, lost) = (ill, today);
    }
    (without, lost)
}

/// A promise of the book with what its client needs; on dense days chance says what that is.
fn promise<'a>(source: &Seeded, taken: &Taken, book: &Book, known: &'a [ActorId]) -> Stranded<'a> {
    let Taken { start, minutes, place } = *taken;
    let mut wish = Wish { minutes, place, ..staff::wish(source, &book.workers, known, DAYS) };
    if let Some(promise) = book.promises.iter().find(|promise| promise.taken == *taken) {
        (wish.language, wish.skill) = (Some(promise.language), promise.skill);
        wish.usual = Some(promise.worker);
    }
    Stranded { visit: source.id(VisitId), start, promised: true, partner: None, wish }
}

/// How many are free at each of the times, the ways left out.
fn free_then(workers: &[Worker], lost: &[Taken]) -> usize {
    let free = |worker: &&Worker, time: &Taken| {
        let mut today = worker.taken().iter().take_while(|taken| taken.start < time.end());
        today.all(|taken| taken.end() <= time.start)
    };
    lost.iter().map(|time| workers.iter().filter(|worker| free(worker, time)).count()).sum()
}

/// What became of the visits.
#[derive(Debug, Default)]
struct Tally {
    stay: usize,
    move_a_little: usize,
    need_a_time: usize,
    /// How many could have stayed at most.
    could: usize,
}

impl Tally {
    fn add(&mut self, mended: &[Mended]) {
        for visit in mended {
            match visit.outcome {
                Outcome::Stays { .. } => self.stay += 1,
                Outcome::Moves { .. } => self.move_a_little += 1,
                Outcome::Offers(_) | Outcome::Nobody => self.need_a_time += 1,
            }
        }
    }

    /// Per cent of all.
    fn share(&self, part: usize) -> f64 {
        let all = self.stay + self.move_a_little + self.need_a_time;
        part as f64 * 100.0 / all.max(1) as f64
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [moved, new] = [self.move_a_little, self.need_a_time].map(|part| self.share(part));
        write!(to, "{moved:.1} % more within an hour; {new:.1} % need a new time")
    }
}
