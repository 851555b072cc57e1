//! Looking for a time on the phone: sixty workers, ten days, full days with gaps. Pure computation.

use super::figure::{Figure, Goal, Samples};
use std::hint::black_box;
use vizitas_domain::client::{Grade, Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitKind;
use vizitas_planning::calendar::{Calendar, OfficeHours};
use vizitas_planning::given::Priority;
use vizitas_planning::slot::{Crew, Search, Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::{Taken, Worker};
use vizitas_sync::testing::seeded::Seeded;

const WORKERS: usize = 60;
const DAYS: u16 = 10;
/// Monday 23 November 2026, 8:00 in Vilnius.
const MONDAY: i64 = 1_795_413_600;

fn place(source: &Seeded) -> Place {
    let near = |most: u64| i32::try_from(source.below(most)).unwrap_or_default();
    Place { lat_e6: 54_390_000 + near(40_000), lon_e6: 24_020_000 + near(60_000), grade: Grade::House }
}

fn worker(source: &Seeded, base: Place) -> Worker {
    let mut taken = Vec::new();
    for day in 0..14 {
        let mut minute = i64::try_from(source.below(60)).unwrap_or_default();
        while minute < 8 * 60 {
            let minutes = *source.pick(&[30, 45, 60, 60, 90]);
            let start = Time(MONDAY + day * 86_400).plus_minutes(minute / 15 * 15);
            taken.push(Taken { start, minutes, place: Some(place(source)) });
            minute += i64::from(minutes) + 15 + i64::try_from(source.below(75)).unwrap_or_default();
        }
    }
    let languages = if source.below(3) == 0 { vec![Language::Lt, Language::Ru] } else { vec![Language::Lt] };
    let mut worker = Worker::new(source.id(ActorId), taken);
    (worker.languages, worker.base) = (languages, Some(base));
    worker
}

/// The three offers out of all slots.
#[must_use]
pub(crate) fn measure(seed: u64, samples: usize) -> Figure {
    let source = Seeded::new(seed);
    let base = place(&source);
    let workers: Vec<Worker> = (0..WORKERS).map(|_| worker(&source, base)).collect();
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let travel = StraightLine::default();
    let (mut taken, mut whole, mut offers) = (Samples::default(), Samples::default(), 0);
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            taken.begin();
            whole.begin();
        }
        let wish = Wish {
            place: Some(place(&source)),
            minutes: *source.pick(&[30, 45, 60, 90]),
            language: Some(Language::Lt),
            skill: "",
            kind: VisitKind::Agreed,
            priority: Priority::Normal,
            crew: Crew::One,
            usual: workers.get(number % WORKERS).map(|worker| worker.id),
            known: &[],
            suits: &[],
            earliest: Time(MONDAY),
            days: DAYS,
        };
        let search = Search {
            calendar: &calendar,
            travel: &travel,
            weights: Weights::default(),
            workers: &workers,
            wish,
        };
        offers += taken.time(|| black_box(search.offers())).len();
        whole.time(|| black_box(search.slots()));
    }
    let each = workers.iter().map(|worker| worker.taken().len()).sum::<usize>() / WORKERS / 14;
    Figure::new("slots_60x10", taken.ms(50) * 1_000.0, "µs").reaching(Goal::AtMost(200.0)).beside(format!(
        "{}; whole: {}; about {each} visits a day and worker; {offers} offers in all",
        taken.spread(),
        whole.spread()
    ))
}
