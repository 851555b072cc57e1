//! What a look says, against the oracle and case by case.

use super::*;
use crate::calendar::{Calendar, OfficeHours};
use crate::cases::{TRAVEL, a_case, id};
use crate::oracle::{able, cost};
use crate::slot::{Crew, Weights, Wish};
use proptest::prelude::*;
use vizitas_domain::client::Suit;
use vizitas_domain::client::{Grade, Place};
use vizitas_domain::visit::Priority;
use vizitas_domain::visit::VisitKind;

proptest! {
    #[test]
    fn nothing_stands_against_what_a_search_could_offer_and_something_against_all_else(
        case in a_case(3), at in 0i64..4 * 1440, secs in prop_oneof![Just(0i64), 0i64..60],
    ) {
        let search = case.search();
        let start = Time(case.earliest.0 + at * 60 + secs);
        for worker in &case.workers {
            let found = search.look(worker, start);
            let can = cost(&search, worker, start.0).is_some() && able(&search, worker);
            prop_assert_eq!(found.against.is_empty(), can, "{:?}", found.against);
        }
    }
}

fn at(north_e6: i32) -> Option<Place> {
    Some(Place { lat_e6: 54_390_000 + north_e6, lon_e6: 24_040_000, grade: Grade::House })
}

#[test]
fn a_look_says_what_stands_against_it() {
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let monday = calendar.day("2026-11-23".parse().unwrap());
    let clock = |hour: u16, minute: u16| monday.at(hour * 60 + minute);
    let taken = |hour: u16, place| Taken { start: clock(hour, 0), minutes: 60, place };
    // A kilometre is seven minutes.
    let (morning, afternoon) = (taken(9, at(8_993)), taken(14, at(0)));
    let mut worker = Worker::new(id(1), vec![morning, afternoon]);
    worker.base = at(0);
    let suits = [Suit { weekday: 0, from: 600, to: 660, good: false }];
    let wish = Wish {
        place: at(0),
        minutes: 60,
        language: Some(Language::Ru),
        skill: "psichologė",
        kind: VisitKind::Agreed,
        priority: Priority::Normal,
        crew: Crew::One,
        usual: None,
        known: &[id(1)],
        suits: &suits,
        earliest: clock(8, 0),
        days: 1,
    };
    let look = |start| {
        let weights = Weights::default();
        Search { calendar: &calendar, travel: &TRAVEL, weights, workers: &[], wish }.look(&worker, start)
    };
    let unable = [Breach::Language(Language::Ru), Breach::Skill];
    let cases = [
        (clock(10, 0), vec![Breach::WayThere { from: Some(morning), minutes: 7 }]),
        (clock(10, 7), vec![]),
        (
            clock(8, 0),
            vec![
                Breach::WayThere { from: None, minutes: 1 },
                Breach::WayOn { to: Some(morning), minutes: 7 },
            ],
        ),
        (clock(9, 30), vec![Breach::Overlaps(morning)]),
        (clock(12, 15), vec![Breach::CutsBreak]),
        (clock(13, 0), vec![Breach::WayOn { to: Some(afternoon), minutes: 1 }]),
        (clock(16, 30), vec![Breach::OutsideHours]),
        (clock(7, 30), vec![Breach::TooSoon, Breach::OutsideHours]),
        (Time(clock(10, 7).0 - 86_400), vec![Breach::TooSoon, Breach::DayOff]),
    ];
    for (start, against) in cases {
        let expected: Vec<_> = against.into_iter().chain(unable).collect();
        assert_eq!(look(start).against, expected, "{start:?}");
    }
    let found = look(clock(10, 7));
    assert_eq!(found.why, [Reason::KnowsClient, Reason::NearPrevious { minutes: 7 }]);
    assert_eq!(found.mind, [Caution::InBadTime, Caution::ThinBuffer { minutes: 0 }]);
}
