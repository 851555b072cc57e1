//! Offers and their reasons, table by table.

use super::*;
use crate::calendar::{Calendar, OfficeHours};
use crate::slot::{Weights, Wish};
use crate::travel::StraightLine;
use crate::worker::{Taken, Worker};
use uuid::Uuid;
use vizitas_domain::client::Suit;
use vizitas_domain::client::{Grade, Place};
use vizitas_domain::worker::DayHours;

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
        skill: "",
        kind: VisitKind::Agreed,
        priority: Priority::Normal,
        crew: Crew::One,
        usual: None,
        known: &[],
        suits: &[],
        earliest: clock(day(23), 9, 0),
        days: 5,
    }
}

fn offers(workers: &[Worker], wish: Wish<'_>) -> Vec<Offer> {
    let (calendar, travel, weights) = (calendar(), StraightLine::default(), Weights::default());
    Search { calendar: &calendar, travel: &travel, weights, workers, wish }.offers()
}

fn worker(number: u128, languages: &[Language], taken: Vec<Taken>) -> Worker {
    let mut worker = Worker::new(id(number), taken);
    (worker.languages, worker.base) = (languages.to_vec(), at(0));
    worker
}

fn suit(weekday: u8, from: u16, to: u16, good: bool) -> Suit {
    Suit { weekday, from, to, good }
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
    let suits = [suit(0, 600, 690, true)];
    let wish = Wish { language: Some(Language::Ru), usual: Some(id(1)), suits: &suits, ..wish() };
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
    let other = Worker::new(id(2), vec![taken(day(23), 8, 90, None)]);
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
    let suits = [suit(3, 780, 1020, true)];
    let found = offers(&[worker(1, &[], Vec::new())], Wish { suits: &suits, ..wish() });
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

#[test]
fn a_bad_time_is_avoided_and_said() {
    // Nothing before Tuesday noon suits; the rest of the week does.
    let bad = [suit(0, 0, 1440, false), suit(1, 0, 720, false)];
    let found = offers(&[worker(1, &[], Vec::new())], Wish { suits: &bad, ..wish() });
    let halves: Vec<_> = found.iter().map(|offer| (offer.date, offer.afternoon)).collect();
    assert_eq!(halves, [(day(24), true), (day(25), false), (day(25), true)]);
    assert_eq!(found[0].why, [Reason::SoonestFree]);
    let found = offers(&[worker(1, &[], Vec::new())], Wish { suits: &bad, days: 2, ..wish() });
    assert_eq!(found[1].mind, [Caution::InBadTime]);
}

#[test]
fn whoever_comes_has_the_skill() {
    let mut skilled = worker(2, &[], Vec::new());
    skilled.skills = vec!["gestų kalba".into(), "psichologė".into()];
    let workers = [worker(1, &[], Vec::new()), skilled];
    let wish =
        Wish { skill: "psichologė", usual: Some(id(1)), known: &[ActorId(Uuid::from_u128(2))], ..wish() };
    let found = offers(&workers, wish);
    assert!(found.iter().all(|offer| offer.workers == [id(2)] && offer.substitute.is_none()));
    assert_eq!(found[0].why, [Reason::SoonestFree, Reason::KnowsClient, Reason::HasSkill]);
    assert_eq!(found[0].mind, [Caution::OtherWorker]);
    let found = offers(&workers, Wish { crew: Crew::Two, ..wish });
    assert!(found.iter().all(|offer| offer.workers == [id(2), id(1)]));
    assert_eq!(offers(&workers, Wish { skill: "teisininkė", ..wish }), []);
}

#[test]
fn her_own_break_is_kept_and_the_offices_is_not_hers() {
    let mut own = worker(1, &[], Vec::new());
    own.week = vec![DayHours { weekday: 2, from: 690, to: 900, break_from: 780, break_to: 810 }];
    let wish = Wish { minutes: 90, place: at(0), ..wish() };
    let found = offers(&[own], wish);
    // Wednesday from 11:30 to 13:00 and from 13:30 to 15:00; she lives where the visit is, a minute away.
    assert_eq!(found, []);
    let mut own = worker(1, &[], Vec::new());
    own.week = vec![DayHours { weekday: 2, from: 675, to: 915, break_from: 780, break_to: 810 }];
    let starts: Vec<_> =
        offers(&[own], Wish { minutes: 75, ..wish }).iter().map(|offer| offer.start).collect();
    assert_eq!(starts, [clock(day(25), 11, 30), clock(day(25), 13, 45)]);
}

#[test]
fn what_is_urgent_comes_soonest_even_where_it_does_not_suit() {
    let suits = [suit(3, 780, 1020, true)];
    let workers = [worker(1, &[], Vec::new())];
    let first = |priority| offers(&workers, Wish { suits: &suits, priority, ..wish() })[0].clone();
    assert_eq!(first(Priority::Normal).start, clock(day(26), 13, 0));
    assert_eq!(first(Priority::Soon).date, day(26));
    let urgent = first(Priority::Urgent);
    assert_eq!(
        (urgent.start, urgent.mind.as_slice()),
        (clock(day(23), 9, 0), [Caution::OutsideGoodTime].as_slice())
    );
    assert_eq!(urgent.why, [Reason::SoonestFree]);
}

#[test]
fn waiting_weighs_more_where_it_is_in_haste() {
    // The usual worker is away for a week: another one comes sooner for whoever cannot wait.
    let away: Vec<Taken> = (23..28).map(|date| taken(day(date), 0, 24 * 60 - 1, None)).collect();
    let workers = [worker(1, &[], away), worker(2, &[], Vec::new())];
    let weights = Weights { day_waited: 10, ..Weights::default() };
    let (calendar, travel) = (calendar(), StraightLine::default());
    let third = |priority| {
        let wish = Wish { usual: Some(id(1)), priority, place: at(0), days: 10, ..wish() };
        let search = Search { calendar: &calendar, travel: &travel, weights, workers: &workers, wish };
        search.offers()[2].workers[0]
    };
    assert_eq!((third(Priority::Normal), third(Priority::Urgent)), (id(1), id(2)));
}

#[test]
fn a_visit_that_nobody_is_told_of_is_never_offered_but_has_its_times() {
    let suits = [suit(3, 780, 1020, true), suit(0, 0, 1440, false)];
    let wish = Wish { kind: VisitKind::Unannounced, suits: &suits, days: 3, ..wish() };
    let (calendar, travel, weights) = (calendar(), StraightLine::default(), Weights::default());
    let workers = [worker(1, &[], Vec::new())];
    let search = Search { calendar: &calendar, travel: &travel, weights, workers: &workers, wish };
    assert_eq!(search.offers(), []);
    let halves: Vec<_> = search.times().iter().map(|time| (time.date, time.afternoon)).collect();
    let days = [23, 24, 25].map(day);
    assert_eq!(halves, days.iter().flat_map(|day| [(*day, false), (*day, true)]).collect::<Vec<_>>());
    assert!(search.times().iter().all(|time| time.mind.is_empty()));
}
