//! Offers and their reasons, table by table.

use super::*;
use crate::calendar::{Calendar, OfficeHours};
use crate::slot::{GoodTime, Weights, Wish};
use crate::travel::StraightLine;
use chrono::Weekday;
use uuid::Uuid;
use vizitas_domain::client::{Grade, Place};
use vizitas_domain::worker::Hours;

fn at(north_e6: i32) -> Option<Place> {
    Some(Place { lat_e6: 54_390_000 + north_e6, lon_e6: 24_040_000, grade: Grade::House })
}

fn id(number: u128) -> ActorId {
    ActorId(Uuid::from_u128(number))
}

fn calendar() -> Calendar {
    Calendar::lithuanian(OfficeHours::alytus())
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn clock(date: NaiveDate, hour: u16, minute: u16) -> Time {
    calendar().day(date).at(hour * 60 + minute)
}

fn taken(date: NaiveDate, hour: u16, minutes: u16, place: Option<Place>) -> Taken {
    Taken { start: clock(date, hour, 0), minutes, place }
}

/// A visit of an hour at the far end of the street, wanted on Monday the 23rd at 9:00.
fn wish() -> Wish<'static> {
    Wish {
        place: at(20_000),
        minutes: 60,
        language: None,
        crew: Crew::One,
        usual: None,
        good: &[],
        earliest: clock(day(23), 9, 0),
        days: 5,
    }
}

fn offers(workers: &[Worker], wish: Wish<'_>) -> Vec<Offer> {
    let (calendar, travel, weights) = (calendar(), StraightLine::default(), Weights::default());
    Search { calendar: &calendar, travel: &travel, weights, workers, wish }.offers()
}

fn worker(number: u128, languages: &[Language], taken: Vec<Taken>) -> Worker {
    Worker::new(id(number), languages.to_vec(), None, at(0), taken)
}

#[test]
fn three_halves_of_days_the_soonest_first() {
    let found = offers(&[worker(1, &[], Vec::new())], wish());
    let halves: Vec<_> = found.iter().map(|offer| (offer.date, offer.afternoon)).collect();
    assert_eq!(halves, [(day(23), false), (day(23), true), (day(24), false)]);
    assert_eq!(found[0].why, [Reason::SoonestFree]);
    assert_eq!(found[1].why, []);
    assert!(found.iter().all(|offer| offer.workers == [id(1)] && offer.substitute.is_none()));
}

#[test]
fn an_offer_says_why() {
    let near = at(20_900);
    let full_morning = vec![taken(day(23), 8, 120, near), taken(day(23), 12, 60, near)];
    let mine = worker(1, &[Language::Lt, Language::Ru], full_morning);
    let good = [GoodTime { weekday: Weekday::Mon, hours: Hours { from: 600, to: 690 } }];
    let wish = Wish { language: Some(Language::Ru), usual: Some(id(1)), good: &good, ..wish() };
    let found = offers(std::slice::from_ref(&mine), wish);
    assert_eq!(found[0].start, clock(day(23), 10, 15));
    let why = [
        Reason::SoonestFree,
        Reason::FitsGoodTime,
        Reason::UsualWorker,
        Reason::SpeaksLanguage(Language::Ru),
        Reason::NearPrevious { minutes: 4 },
        Reason::NearNext { minutes: 4 },
    ];
    assert_eq!(found[0].why, why);
    assert_eq!(found[0].mind, []);
    assert_eq!(found[1].mind, [Caution::OutsideGoodTime]);
}

#[test]
fn an_offer_says_what_to_mind() {
    let other = Worker::new(id(2), Vec::new(), None, None, vec![taken(day(23), 8, 90, None)]);
    let found = offers(&[other], Wish { usual: Some(id(1)), ..wish() });
    assert!(found[0].mind.contains(&Caution::OtherWorker));
    assert!(found[0].mind.contains(&Caution::TravelEstimated));

    // From 10:00 to 11:15 an hour fits at one start, on the minute.
    let near = at(20_900);
    let busy =
        vec![taken(day(23), 8, 131, near), taken(day(23), 11, 360, near), taken(day(24), 8, 540, near)];
    let mut tight = busy.clone();
    tight[1].start = clock(day(23), 11, 25);
    tight[1].minutes = 335;
    let found = offers(&[worker(1, &[], tight)], Wish { days: 2, ..wish() });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].start, clock(day(23), 10, 15));
    assert_eq!(found[0].mind, [Caution::ThinBuffer { minutes: 0 }]);
    assert_eq!(offers(&[worker(1, &[], busy)], Wish { days: 2, ..wish() }), []);
}

#[test]
fn only_whoever_speaks_the_language_comes() {
    let workers =
        [worker(1, &[Language::Lt], Vec::new()), worker(2, &[Language::Lt, Language::Sign], Vec::new())];
    let sign = Wish { language: Some(Language::Sign), usual: Some(id(1)), ..wish() };
    let found = offers(&workers, sign);
    assert!(found.iter().all(|offer| offer.workers == [id(2)] && offer.substitute.is_none()));
    // Of two one is enough: she leads and the usual worker comes along.
    let found = offers(&workers, Wish { crew: Crew::Two, ..sign });
    assert!(found.iter().all(|offer| offer.workers == [id(2), id(1)]));
    assert_eq!(offers(&workers[..1], sign), []);
    assert_eq!(offers(&workers[1..], Wish { crew: Crew::Two, ..sign }), []);
}

#[test]
fn the_usual_worker_comes_unless_she_is_far_dearer() {
    let workers = [worker(2, &[], Vec::new()), worker(1, &[], Vec::new())];
    let usual = Wish { usual: Some(id(1)), ..wish() };
    let found = offers(&workers, usual);
    assert_eq!((found[0].workers.as_slice(), found[0].substitute), ([id(1)].as_slice(), Some(id(2))));
    assert_eq!(found[0].why, [Reason::SoonestFree, Reason::UsualWorker]);
}

#[test]
fn good_times_come_first_and_others_still_come() {
    // Thursday afternoon suits; nothing else of the week does.
    let good = [GoodTime { weekday: Weekday::Thu, hours: Hours { from: 780, to: 1020 } }];
    let found = offers(&[worker(1, &[], Vec::new())], Wish { good: &good, ..wish() });
    let halves: Vec<_> = found.iter().map(|offer| (offer.date, offer.afternoon)).collect();
    assert_eq!(halves, [(day(26), true), (day(23), false), (day(23), true)]);
    assert_eq!(found[0].why, [Reason::SoonestFree, Reason::FitsGoodTime]);
    assert_eq!(found[1].mind, [Caution::OutsideGoodTime]);
}

#[test]
fn holidays_weekends_and_leave_are_passed_over() {
    // The 2nd of November is Vėlinės, the days before it are a weekend; on Tuesday she is on leave.
    let friday_end = clock(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap(), 15, 0);
    let leave = Taken { start: clock(day(3), 0, 0), minutes: 1440, place: None };
    let found = offers(&[worker(1, &[], vec![leave])], Wish { earliest: friday_end, days: 3, ..wish() });
    assert!(found.iter().all(|offer| offer.date == day(4)));
    assert_eq!(found.len(), 2);
}

#[test]
fn the_usual_worker_is_waited_for_as_long_as_it_costs_less() {
    // She is away on Monday and Tuesday; another one comes at 200 more.
    let away = [23, 24].map(|date| taken(day(date), 0, 24 * 60 - 1, None));
    let workers = [worker(1, &[], away.to_vec()), worker(2, &[], Vec::new())];
    for (day_waited, third) in [(199, (25, 1)), (201, (24, 2))] {
        let (calendar, travel) = (calendar(), StraightLine::default());
        let weights = Weights { day_waited, ..Weights::default() };
        let wish = Wish { place: at(0), usual: Some(id(1)), ..wish() };
        let search = Search { calendar: &calendar, travel: &travel, weights, workers: &workers, wish };
        let offers = search.offers();
        let found: Vec<_> = offers.iter().map(|offer| (offer.date, offer.workers[0])).collect();
        assert_eq!(found, [(day(23), id(2)), (day(23), id(2)), (day(third.0), id(third.1))], "{day_waited}");
    }
}
