//! Chance's towns for the tests: workers with their days, a wish, an office that works through the days on which clocks
//! change.

use crate::calendar::{Calendar, OfficeHours};
use crate::slot::{Crew, Search, Weights, Wish};
use crate::travel::StraightLine;
use crate::worker::{Taken, Worker};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;
use vizitas_domain::client::Suit;
use vizitas_domain::client::{Grade, Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Priority;
use vizitas_domain::visit::VisitKind;
use vizitas_domain::worker::DayHours;
use vizitas_domain::worker::Hours;

pub(crate) const SKILL: &str = "psichologė";

pub(crate) fn id(number: u128) -> ActorId {
    ActorId(Uuid::from_u128(number))
}

/// Winter, the day clocks go forward, the day they go back, Easter, the days before Christmas.
const FIRST_DAYS: [&str; 5] = ["2026-11-23", "2026-03-28", "2026-10-24", "2026-04-03", "2026-12-22"];

pub(crate) fn places() -> impl Strategy<Value = Option<Place>> {
    let grade =
        prop_oneof![Just(Grade::House), Just(Grade::Street), Just(Grade::Postcode), Just(Grade::Town)];
    proptest::option::weighted(
        0.8,
        (0i32..6, 0i32..6, grade).prop_map(|(north, east, grade)| Place {
            lat_e6: 54_390_000 + north * 9_000,
            lon_e6: 24_040_000 + east * 15_000,
            grade,
        }),
    )
}

fn some_hours() -> impl Strategy<Value = Option<Hours>> {
    // Early hours reach into the night when clocks change.
    proptest::option::of(
        (0u16..40, 1u16..60)
            .prop_map(|(from, len)| Hours { from: from * 15, to: (from * 15 + len * 15).min(1440) }),
    )
}

#[derive(Clone, Debug)]
pub(crate) struct Someone {
    languages: Vec<Language>,
    skilled: bool,
    hours: Option<Hours>,
    week: Vec<DayHours>,
    /// Minutes after the first midnight at which she is gone.
    until: Option<i64>,
    base: Option<Place>,
    taken: Vec<(i64, u16, Option<Place>)>,
}

prop_compose! {
    pub(crate) fn a_worker(over_days: usize)(
        languages in proptest::collection::vec(prop_oneof![Just(Language::Lt), Just(Language::Ru)], 0..2),
        skilled: bool,
        hours in some_hours(),
        week in proptest::option::weighted(0.4, proptest::collection::vec((0u8..7, 0u16..40, 1u16..60, 0u16..90, 0u16..8), 1..6)),
        until in proptest::option::weighted(0.2, 0..over_days as i64 * 1440),
        base in places(),
        taken in proptest::collection::vec((0..over_days as i64 * 1440, 0u16..240, places()), 0..8 * over_days / 3),
    ) -> Someone {
        let week = week.unwrap_or_default().into_iter().map(|(weekday, from, len, rest, rests)| DayHours {
            weekday,
            from: from * 15,
            to: (from * 15 + len * 15).min(1440),
            break_from: rest * 15,
            break_to: (rest * 15 + rests * 15).min(1440),
        });
        Someone { languages, skilled, hours, week: week.collect(), until, base, taken }
    }
}

prop_compose! {
    /// Workers whose taken times lie in so many days.
    pub(crate) fn a_case(over_days: usize)(
        first in 0..FIRST_DAYS.len(),
        workers in proptest::collection::vec(a_worker(over_days), 1..4),
        place in places(),
        minutes in prop_oneof![Just(15u16), Just(45), Just(60), Just(90), 1u16..200],
        language in proptest::option::of(prop_oneof![Just(Language::Lt), Just(Language::Ru)]),
        (two, skilled, unannounced) in (any::<bool>(), proptest::bool::weighted(0.3), proptest::bool::weighted(0.2)),
        priority in prop_oneof![Just(Priority::Normal), Just(Priority::Soon), Just(Priority::Urgent)],
        (usual, known) in (proptest::option::of(0u128..3), proptest::collection::vec(0u128..3, 0..2)),
        suits in proptest::collection::vec((0u8..7, 0u16..20, 1u16..24, any::<bool>()), 0..4),
        earliest in 0i64..20 * 60,
        days in 0u16..4,
        lunch: bool,
        day_waited in prop_oneof![Just(0u16), Just(20), Just(150), Just(1_000)],
    ) -> Case {
        let start = FIRST_DAYS[first].parse::<NaiveDate>().unwrap();
        let mut office = OfficeHours::alytus();
        // Both changeover days are Sundays: the office of these cases works through.
        office.days = [Some(Hours { from: 0, to: 1440 }); 7];
        office.days[4] = Some(Hours { from: 60, to: 1380 });
        office.lunch = office.lunch.filter(|_| lunch);
        let calendar = Calendar::lithuanian(office);
        let midnight = calendar.day(start).start;
        let workers = (0u128..).zip(workers).map(|(n, someone)| {
            let taken = someone.taken.into_iter().map(|(at, minutes, place)| {
                Taken { start: midnight.plus_minutes(at), minutes, place }
            });
            let mut worker = Worker::new(id(n), taken.collect());
            worker.languages = someone.languages;
            worker.skills = someone.skilled.then(|| SKILL.into()).into_iter().collect();
            (worker.hours, worker.week, worker.base) = (someone.hours, someone.week, someone.base);
            worker.until = someone.until.map(|minutes| midnight.plus_minutes(minutes));
            worker
        }).collect();
        let suits = suits.into_iter().map(|(weekday, from, len, good)| {
            Suit { weekday, from: from * 60, to: (from + len).min(24) * 60, good }
        }).collect();
        let kind = if unannounced { VisitKind::Unannounced } else { VisitKind::Agreed };
        Case {
            calendar, workers, place, minutes, language, kind, priority,
            skill: if skilled { SKILL } else { "" },
            crew: if two { Crew::Two } else { Crew::One },
            usual: usual.map(id), known: known.into_iter().map(id).collect(), suits, earliest: midnight.plus_minutes(earliest), days, day_waited,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) calendar: Calendar,
    pub(crate) workers: Vec<Worker>,
    pub(crate) place: Option<Place>,
    pub(crate) minutes: u16,
    pub(crate) language: Option<Language>,
    pub(crate) skill: &'static str,
    pub(crate) kind: VisitKind,
    pub(crate) priority: Priority,
    pub(crate) crew: Crew,
    pub(crate) usual: Option<ActorId>,
    pub(crate) known: Vec<ActorId>,
    pub(crate) suits: Vec<Suit>,
    pub(crate) earliest: Time,
    pub(crate) days: u16,
    pub(crate) day_waited: u16,
}

pub(crate) const TRAVEL: StraightLine = StraightLine {
    detour: 1.35,
    speed_kmh: 25.0,
    parking_minutes: 3,
    same_house_minutes: 1,
    unknown_minutes: 15,
    postcode_minutes: 8,
};

impl Case {
    pub(crate) fn search(&self) -> Search<'_, StraightLine> {
        Search {
            calendar: &self.calendar,
            travel: &TRAVEL,
            weights: Weights { day_waited: self.day_waited, ..Weights::default() },
            workers: &self.workers,
            wish: Wish {
                place: self.place,
                minutes: self.minutes,
                language: self.language,
                skill: self.skill,
                kind: self.kind,
                priority: self.priority,
                crew: self.crew,
                usual: self.usual,
                known: &self.known,
                suits: &self.suits,
                earliest: self.earliest,
                days: self.days,
            },
        }
    }
}
