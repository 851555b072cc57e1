//! Looking for a time on the phone: full days with gaps. Pure computation.

use super::figure::{Figure, Goal, Samples};
use super::staff::{self, MONDAY};
use std::hint::black_box;
use vizitas_domain::client::Language;
use vizitas_domain::time::Time;
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_planning::slot::{Search, Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::Worker;
use vizitas_sync::testing::seeded::Seeded;

const WORKERS: usize = 60;
const DAYS: u16 = 10;

/// The three offers out of all slots, for whoever asks for nothing but a time.
#[must_use]
pub(crate) fn offers(seed: u64, samples: usize) -> Figure {
    let source = Seeded::new(seed);
    let workers = staff::workers(&source, WORKERS);
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let travel = StraightLine::default();
    let (mut taken, mut whole, mut offers) = (Samples::default(), Samples::default(), 0);
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            taken.begin();
            whole.begin();
        }
        let plain = staff::wish(&source, &workers, &[], DAYS);
        let wish = Wish { language: Some(Language::Lt), skill: "", suits: &[], ..plain };
        let weights = Weights::default();
        let search = Search { calendar: &calendar, travel: &travel, weights, workers: &workers, wish };
        offers += taken.time(|| black_box(search.offers())).len();
        whole.time(|| black_box(search.slots()));
    }
    Figure::new("slots_60x10", taken.ms(50) * 1_000.0, "µs").reaching(Goal::AtMost(200.0)).beside(format!(
        "{}; whole: {}; about {} visits a day and worker; {offers} offers in all",
        taken.spread(),
        whole.spread(),
        visits_a_day(&workers)
    ))
}

/// Every time there is, by how many workers and days are looked at, with all that can be asked for.
#[must_use]
pub(crate) fn by_size(seed: u64, samples: usize) -> [Figure; 3] {
    [
        every_time("slots_10x10_p50", (10, 10), seed, samples),
        every_time("slots_60x10_p50", (60, 10), seed, samples).reaching(Goal::AtMost(200.0)),
        every_time("slots_60x30_p50", (60, 30), seed, samples),
    ]
}

fn every_time(name: &'static str, (count, days): (usize, u16), seed: u64, samples: usize) -> Figure {
    let source = Seeded::new(seed);
    let workers = staff::workers(&source, count);
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let travel = StraightLine::default();
    // Ten office days are fourteen of the calendar.
    let until = MONDAY.plus_minutes(i64::from(days) * 7 / 5 * 1_440);
    let (mut floor, mut whole, mut first) = (Samples::default(), Samples::default(), Samples::default());
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            floor.begin();
            whole.begin();
            first.begin();
        }
        let known = [source.pick(&workers).id];
        let wish = staff::wish(&source, &workers, &known, days);
        let weights = Weights::default();
        let search = Search { calendar: &calendar, travel: &travel, weights, workers: &workers, wish };
        floor.time(|| black_box(long_gaps(&workers, wish.minutes, until)));
        whole.time(|| black_box(search.times()));
        first.time(|| black_box(search.offers()));
    }
    let spread = format!(
        "{}; offers: {}; about {} visits a day and worker",
        whole.spread(),
        first.spread(),
        visits_a_day(&workers)
    );
    Figure::new(name, whole.ms(50) * 1_000.0, "µs").above(floor.ms(50) * 1_000.0).beside(spread)
}

/// How many gaps are long enough, the ways left out.
fn long_gaps(workers: &[Worker], minutes: u16, until: Time) -> usize {
    let long = |worker: &Worker| {
        let ahead = worker.taken().iter().take_while(|taken| taken.start < until);
        let gaps = ahead.clone().zip(ahead.skip(1));
        gaps.filter(|(one, next)| one.end().plus_minutes(i64::from(minutes)) <= next.start).count()
    };
    workers.iter().map(long).sum()
}

fn visits_a_day(workers: &[Worker]) -> usize {
    let days = usize::try_from(staff::DAYS).unwrap_or(1);
    workers.iter().map(|worker| worker.taken().len()).sum::<usize>() / workers.len() / days
}
