//! The day in order, table by table.

use super::*;
use crate::calendar::OfficeHours;
use crate::travel::StraightLine;
use proptest::prelude::*;
use uuid::Uuid;
use vizitas_domain::client::Grade;

/// Six minutes by car from one of these to the next.
fn at(number: i32) -> Option<Place> {
    let north = number * 8_000;
    Some(Place { lat_e6: 54_390_000 + north, lon_e6: 24_040_000, grade: Grade::House })
}

const WAY: i64 = 6;

fn calendar() -> Calendar {
    Calendar::lithuanian(OfficeHours::alytus())
}

/// A Monday in winter, or another day of that month.
fn monday(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn clock(text: &str) -> Time {
    let (hour, minute) = text.split_once(':').unwrap();
    calendar().day(monday(23)).at(hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap())
}

fn visit(number: u128, start: &str, minutes: u16, place: i32) -> Visit {
    Visit {
        id: VisitId(Uuid::from_u128(number)),
        start: clock(start),
        minutes,
        place: at(place),
        agreed: true,
    }
}

fn block(number: u128, start: Time, minutes: u16) -> Block {
    Block {
        id: BlockId(Uuid::from_u128(number)),
        start,
        minutes,
        reason: "".into(),
        kind: Default::default(),
    }
}

fn lay_out(date: NaiveDate, visits: &[Visit], blocks: &[Block]) -> Day {
    let sketch = Sketch { date, own: Own::default(), base: at(0), visits, blocks };
    let travel = StraightLine::default();
    assert_eq!(i64::from(travel.leg(at(0), at(1)).minutes), WAY);
    Day::lay_out(&calendar(), &travel, &sketch)
}

/// A day in short: `8:54 way 6`, `9:00 visit 60`, one a line.
fn spelled(day: &Day) -> Vec<String> {
    let line = |item: &Item| {
        let (_, minute) = calendar().local(item.start());
        let kind = match item {
            Item::Travel { estimated: false, .. } => "way",
            Item::Travel { estimated: true, .. } => "guessed way",
            Item::Visit { late_minutes: 0, .. } => "visit",
            Item::Visit { .. } => "late visit",
            Item::Block { .. } => "block",
            Item::Lunch { .. } => "lunch",
            Item::Gap { .. } => "free",
        };
        format!("{}:{:02} {kind} {}", minute / 60, minute % 60, item.minutes())
    };
    day.items.iter().map(line).collect()
}

#[test]
fn an_ordinary_day_stands_in_order() {
    let visits = [visit(2, "13:00", 45, 2), visit(1, "9:00", 60, 1)];
    let day = lay_out(monday(23), &visits, &[block(7, clock("15:00"), 60)]);
    assert_eq!(
        spelled(&day),
        [
            "8:00 free 54",
            "8:54 way 6",
            "9:00 visit 60",
            "10:00 free 120",
            "12:00 lunch 45",
            "12:45 free 9",
            "12:54 way 6",
            "13:00 visit 45",
            "13:45 free 75",
            "15:00 block 60",
            "16:00 free 60",
        ]
    );
    assert_eq!(day.warnings, []);
    assert_eq!(day.work, Some((clock("8:00"), clock("17:00"))));
}

#[test]
fn a_way_goes_around_lunch_when_it_can() {
    // At 12:48 she must be there: setting out at 12:42 would cut lunch, so she goes before it.
    let day = lay_out(monday(23), &[visit(1, "11:00", 30, 1), visit(2, "12:48", 30, 2)], &[]);
    let expected = ["10:54 way 6", "11:00 visit 30", "11:30 free 24", "11:54 way 6", "12:00 lunch 45"];
    assert_eq!(spelled(&day)[1..6], expected);
    // With no time before lunch the way cuts it rather than the promise.
    let day = lay_out(monday(23), &[visit(1, "11:00", 58, 1), visit(2, "12:48", 30, 2)], &[]);
    assert_eq!(
        spelled(&day)[2..7],
        ["11:00 visit 58", "11:58 free 2", "12:00 lunch 42", "12:42 way 6", "12:48 visit 30"]
    );
    assert_eq!(day.warnings, []);
}

#[test]
fn what_cannot_be_kept_is_said() {
    let ids = |number| VisitId(Uuid::from_u128(number));
    // Lateness runs on: 4 minutes late at the second, 10 at the third.
    let tight = [visit(1, "9:00", 60, 1), visit(2, "10:02", 60, 2), visit(3, "11:02", 30, 3)];
    let day = lay_out(monday(23), &tight, &[]);
    assert_eq!(
        day.warnings,
        [Warning::Late { visit: ids(2), minutes: 4 }, Warning::Late { visit: ids(3), minutes: 10 }]
    );
    assert_eq!(spelled(&day)[3..5], ["10:00 way 6", "10:02 late visit 60"]);

    let both = [visit(1, "9:00", 60, 1), visit(2, "9:30", 60, 2)];
    let day = lay_out(monday(23), &both, &[block(7, clock("10:15"), 60), block(8, clock("10:30"), 60)]);
    assert_eq!(
        day.warnings,
        [
            Warning::Overlap { first: Entry::Visit(ids(1)), second: Entry::Visit(ids(2)) },
            Warning::Overlap {
                first: Entry::Visit(ids(2)),
                second: Entry::Block(BlockId(Uuid::from_u128(7)))
            },
        ]
    );

    let day = lay_out(monday(23), &[visit(1, "11:30", 60, 1), visit(2, "16:30", 60, 2)], &[]);
    assert_eq!(day.warnings, [Warning::OutsideHours { visit: ids(2) }, Warning::LunchLost { minutes: 15 }]);
}

#[test]
fn days_off_and_other_days() {
    let sunday = monday(22);
    assert_eq!(lay_out(sunday, &[visit(1, "9:00", 60, 1)], &[]).items, []);
    let on_sunday = Visit { start: clock("9:00").plus_minutes(-24 * 60), ..visit(1, "9:00", 60, 1) };
    let day = lay_out(sunday, &[on_sunday], &[]);
    assert_eq!(spelled(&day), ["8:54 way 6", "9:00 visit 60"]);
    assert_eq!((day.work, day.warnings.len()), (None, 1));

    // Leave from Sunday noon until Tuesday noon fills Monday whole.
    let leave = block(7, clock("12:00").plus_minutes(-24 * 60), 48 * 60);
    let day = lay_out(monday(23), &[], std::slice::from_ref(&leave));
    assert_eq!(spelled(&day), ["0:00 block 1440"]);
    assert_eq!(day.warnings, [Warning::LunchLost { minutes: 0 }]);
    let day = lay_out(monday(24), &[], &[leave]);
    assert_eq!(spelled(&day)[..2], ["0:00 block 720", "12:00 lunch 45"]);
}

#[test]
fn an_unknown_place_says_that_the_way_is_a_guess() {
    let nowhere = Visit { place: None, ..visit(1, "9:00", 60, 1) };
    let day = lay_out(monday(23), &[nowhere, visit(2, "11:00", 60, 2)], &[]);
    let spelled = spelled(&day);
    assert_eq!((spelled[1].as_str(), spelled[4].as_str()), ("8:45 guessed way 15", "10:45 guessed way 15"));
}

proptest! {
    #[test]
    fn any_promises_make_a_day(
        visits in proptest::collection::vec((-60i64..1500, 0u16..200, 0i32..6), 0..8),
        blocks in proptest::collection::vec((-3000i64..1500, 0u16..3000), 0..3),
    ) {
        let start = calendar().day(monday(23)).start;
        let visits: Vec<_> = (0u128..).zip(visits).map(|(n, (minute, minutes, place))| Visit {
            start: start.plus_minutes(minute), minutes, ..visit(n, "9:00", 0, place)
        }).collect();
        let blocks: Vec<_> = (0u128..).zip(blocks)
            .map(|(n, (minute, minutes))| block(n, start.plus_minutes(minute), minutes)).collect();
        let day = lay_out(monday(23), &visits, &blocks);
        prop_assert!(day.items.is_sorted_by_key(Item::start));
        // Free time lies over nothing else, and with the rest it fills the working hours.
        let free = |item: &Item| matches!(item, Item::Gap { .. } | Item::Lunch { .. });
        for minute in 8 * 60..17 * 60 {
            let here = Span { from: start.plus_minutes(minute), to: start.plus_minutes(minute + 1) };
            let there: Vec<_> = day.items.iter().filter(|item| item.span().overlaps(here)).collect();
            prop_assert!(!there.is_empty());
            prop_assert!(there.len() == 1 || !there.iter().any(|item| free(item)));
        }
        // Nobody is called late or overlapping whose promise can be kept, and nobody is passed over.
        let shown = day.items.iter().filter(|item| matches!(item, Item::Visit { .. })).count();
        let due = visits.iter().filter(|v| calendar().local(v.start).0 == monday(23)).count();
        prop_assert_eq!(shown, due);
    }
}
