//! A worker is ill at eight: her visits of the day are placed anew. Pure computation.

use super::figure::{Figure, Samples};
use super::staff::{self, MONDAY};
use std::fmt;
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

#[must_use]
pub(crate) fn measure(seed: u64, samples: usize) -> Vec<Figure> {
    let names = [(60, "repair_60", "repair_60_kept"), (10, "repair_10", "repair_10_kept")];
    names.into_iter().flat_map(|(count, took, kept)| of(count, (took, kept), seed, samples)).collect()
}

fn of(count: usize, names: (&'static str, &'static str), seed: u64, samples: usize) -> [Figure; 2] {
    let source = Seeded::new(seed);
    let workers = staff::workers(&source, count);
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let travel = StraightLine::default();
    let (mut floor, mut took, mut tally) = (Samples::default(), Samples::default(), Tally::default());
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            floor.begin();
            took.begin();
            tally = Tally::default();
        }
        let known = [source.pick(&workers).id];
        let (without, lost) = ill(&source, &workers);
        let stranded: Vec<Stranded<'_>> =
            lost.iter().map(|taken| promise(&source, taken, &workers, &known)).collect();
        let repair = Repair {
            calendar: &calendar,
            travel: &travel,
            weights: Weights::default(),
            workers: &without,
            stranded: &stranded,
            now: MONDAY,
        };
        floor.time(|| black_box(free_then(&without, &lost)));
        tally.add(&took.time(|| black_box(repair.mend())));
    }
    let figure = Figure::new(names.0, took.ms(50) * 1_000.0, "µs").above(floor.ms(50) * 1_000.0);
    let kept = Figure::new(names.1, tally.share(tally.stay), "%");
    [figure.beside(took.spread()), kept.beside(tally.to_string())]
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

fn promise<'a>(source: &Seeded, taken: &Taken, workers: &[Worker], known: &'a [ActorId]) -> Stranded<'a> {
    let Taken { start, minutes, place } = *taken;
    let wish = Wish { minutes, place, ..staff::wish(source, workers, known, DAYS) };
    Stranded { visit: source.id(VisitId), start, partner: None, wish }
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
