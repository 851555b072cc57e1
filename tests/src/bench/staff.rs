//! Workers with full days that have gaps, and the visits that are looked for: what the planning is measured on.

use vizitas_domain::client::Suit;
use vizitas_domain::client::{Grade, Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Priority, VisitKind};
use vizitas_planning::slot::{Crew, Wish};
use vizitas_planning::worker::{Taken, Worker};
use vizitas_sync::testing::seeded::Seeded;

/// Monday 23 November 2026, 8:00 in Vilnius.
pub(crate) const MONDAY: Time = Time(1_795_413_600);

/// Days on which the workers have visits.
pub(crate) const DAYS: i64 = 44;

/// What one worker in four can do.
const SKILL: &str = "mediacija";

/// Mornings but Mondays', of a client who is asked.
const SUITS: [Suit; 6] = [
    Suit { weekday: 0, from: 0, to: 720, good: false },
    Suit { weekday: 0, from: 480, to: 720, good: true },
    Suit { weekday: 1, from: 480, to: 720, good: true },
    Suit { weekday: 2, from: 480, to: 720, good: true },
    Suit { weekday: 3, from: 480, to: 720, good: true },
    Suit { weekday: 4, from: 480, to: 720, good: true },
];

pub(crate) fn place(source: &Seeded) -> Place {
    let near = |most: u64| i32::try_from(source.below(most)).unwrap_or_default();
    Place { lat_e6: 54_390_000 + near(40_000), lon_e6: 24_020_000 + near(60_000), grade: Grade::House }
}

pub(crate) fn workers(source: &Seeded, count: usize) -> Vec<Worker> {
    let base = place(source);
    (0..count).map(|_| worker(source, base)).collect()
}

fn worker(source: &Seeded, base: Place) -> Worker {
    let mut taken = Vec::new();
    for day in 0..DAYS {
        let mut minute = i64::try_from(source.below(60)).unwrap_or_default();
        while minute < 8 * 60 {
            let minutes = *source.pick(&[30, 45, 60, 60, 90]);
            let start = MONDAY.plus_minutes(day * 1_440 + minute / 15 * 15);
            taken.push(Taken { start, minutes, place: Some(place(source)) });
            minute += i64::from(minutes) + 15 + i64::try_from(source.below(75)).unwrap_or_default();
        }
    }
    let mut worker = Worker::new(source.id(ActorId), taken);
    worker.languages =
        if source.below(3) == 0 { vec![Language::Lt, Language::Ru] } else { vec![Language::Lt] };
    worker.skills = if source.below(4) == 0 { vec![SKILL.into()] } else { Vec::new() };
    worker.base = Some(base);
    worker
}

/// A visit that a time is looked for.
pub(crate) fn wish<'a>(source: &Seeded, workers: &[Worker], known: &'a [ActorId], days: u16) -> Wish<'a> {
    Wish {
        place: Some(place(source)),
        minutes: *source.pick(&[30, 45, 60, 90]),
        language: Some(*source.pick(&[Language::Lt, Language::Lt, Language::Lt, Language::Ru])),
        skill: if source.below(4) == 0 { SKILL } else { "" },
        kind: VisitKind::Agreed,
        priority: Priority::Normal,
        crew: Crew::One,
        usual: Some(source.pick(workers).id),
        known,
        suits: if source.below(2) == 0 { &[] } else { &SUITS },
        earliest: MONDAY,
        days,
    }
}
