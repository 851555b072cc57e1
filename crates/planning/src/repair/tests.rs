//! A mended day against the oracle, and stage by stage.

use super::*;
use crate::calendar::OfficeHours;
use crate::cases::{Case as Town, SKILL, TRAVEL, a_case, id, places};
use crate::oracle::{able, cost};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;
use vizitas_domain::client::Suit;
use vizitas_domain::client::{Grade, Language, Place};
use vizitas_domain::visit::Priority;

fn at(north_e6: i32) -> Option<Place> {
    Some(Place { lat_e6: 54_390_000 + north_e6, lon_e6: 24_040_000, grade: Grade::House })
}

fn visit(number: u128) -> VisitId {
    VisitId(Uuid::from_u128(number))
}

/// Monday 23 November 2026.
fn clock(hour: u16, minute: u16) -> Time {
    Calendar::lithuanian(OfficeHours::alytus()).day("2026-11-23".parse().unwrap()).at(hour * 60 + minute)
}

fn taken(hour: u16, minute: u16, minutes: u16) -> Taken {
    Taken { start: clock(hour, minute), minutes, place: at(0) }
}

fn wish() -> Wish<'static> {
    Wish {
        place: at(0),
        minutes: 60,
        language: None,
        skill: "",
        kind: VisitKind::Agreed,
        priority: Priority::Normal,
        crew: Crew::One,
        usual: None,
        known: &[],
        suits: &[],
        earliest: clock(9, 0),
        days: 2,
    }
}

fn stranded(number: u128, start: Time) -> Stranded<'static> {
    Stranded { visit: visit(number), start, promised: true, partner: None, wish: wish() }
}

fn worker(number: u128, taken: Vec<Taken>) -> Worker {
    let mut worker = Worker::new(id(number), taken);
    worker.base = at(0);
    worker
}

fn mend(workers: &[Worker], stranded: &[Stranded<'_>]) -> Vec<Mended> {
    let (calendar, weights) = (Calendar::lithuanian(OfficeHours::alytus()), Weights::default());
    Repair { calendar: &calendar, travel: &TRAVEL, weights, workers, stranded, now: clock(8, 0) }.mend()
}

fn outcomes(workers: &[Worker], stranded: &[Stranded<'_>]) -> Vec<Outcome> {
    mend(workers, stranded).into_iter().map(|mended| mended.outcome).collect()
}

fn moved(with: u128, start: Time, minutes: i64) -> Outcome {
    Outcome::Moves { with: id(with), start, minutes, needs_word: true }
}

#[test]
fn it_stays_at_its_time_with_who_knows_the_client_and_says_why() {
    let workers = [worker(1, vec![taken(9, 0, 60)]), worker(2, vec![taken(9, 0, 60)])];
    let known = [id(2)];
    let one =
        Stranded { wish: Wish { usual: Some(id(9)), known: &known, ..wish() }, ..stranded(1, clock(10, 15)) };
    let found = mend(&workers, &[one]);
    assert_eq!(found[0].outcome, Outcome::Stays { with: id(2) });
    assert_eq!(found[0].why, [Reason::KnowsClient, Reason::NearPrevious { minutes: 1 }]);
    assert_eq!(found[0].mind, [Caution::OtherWorker]);
}

#[test]
fn what_cannot_stay_moves_as_little_as_can_be_and_then_needs_a_new_time() {
    // One worker, free from `from` on: the promise at 10:00 moves to when she can be there.
    let until = |hour: u16, minute| vec![taken(8, 0, (hour - 8) * 60 + minute)];
    let cases = [
        (until(9, 50), Outcome::Stays { with: id(1) }),
        (until(10, 0), moved(1, clock(10, 15), 15)),
        (until(10, 20), moved(1, clock(10, 30), 30)),
        (until(10, 40), moved(1, clock(10, 45), 45)),
        (until(10, 59), moved(1, clock(11, 0), 60)),
    ];
    for (busy, outcome) in cases {
        assert_eq!(outcomes(&[worker(1, busy)], &[stranded(1, clock(10, 0))]), [outcome]);
    }
    let later = outcomes(&[worker(1, until(11, 30))], &[stranded(1, clock(10, 0))]);
    let [Outcome::Offers(offers)] = later.as_slice() else { panic!("{later:?}") };
    assert_eq!(offers[0].start, clock(13, 15));
    let away = vec![Taken { start: clock(0, 0), minutes: 3 * 1440, place: None }];
    assert_eq!(outcomes(&[worker(1, away)], &[stranded(1, clock(10, 0))]), [Outcome::Nobody]);
}

#[test]
fn an_earlier_time_is_as_good_as_a_later_one_unless_it_does_not_suit() {
    let busy = || worker(1, vec![taken(8, 0, 45), taken(11, 0, 330)]);
    let at_ten = Stranded { wish: Wish { minutes: 75, ..wish() }, ..stranded(1, clock(9, 45)) };
    assert_eq!(outcomes(&[busy()], &[at_ten]), [moved(1, clock(9, 30), -15)]);
    let bad = [Suit { weekday: 0, from: 570, to: 585, good: false }];
    let suits = |suits| Stranded { wish: Wish { suits, ..at_ten.wish }, ..at_ten };
    // To be there in bad time is better than not at all.
    assert_eq!(outcomes(&[busy()], &[suits(&bad)]), [moved(1, clock(9, 30), -15)]);
}

#[test]
fn who_has_no_other_worker_comes_first() {
    // Either can go to the first visit, the first one for less; to the second only the first one can.
    let mut speaks = worker(1, Vec::new());
    speaks.languages = vec![Language::Lt, Language::Ru];
    let mut far = worker(2, Vec::new());
    far.base = at(20_000);
    let second =
        Stranded { wish: Wish { language: Some(Language::Ru), ..wish() }, ..stranded(2, clock(10, 0)) };
    let found = outcomes(&[speaks, far], &[stranded(1, clock(10, 0)), second]);
    assert_eq!(found, [Outcome::Stays { with: id(2) }, Outcome::Stays { with: id(1) }]);
}

#[test]
fn a_visit_is_passed_on_when_another_can_be_kept_by_that() {
    // Three promises for one time. The third loses most without the first worker, and takes her; of the two who need
    // Russian one would be left. The third worker speaks none, lives far out, and can take the third visit.
    let speaks = |number, north| {
        let mut worker = worker(number, Vec::new());
        (worker.languages, worker.base) = (vec![Language::Lt, Language::Ru], at(north));
        worker
    };
    let mut far = worker(3, Vec::new());
    far.base = at(60_000);
    let workers = [speaks(1, 0), speaks(2, 40_000), far];
    let russian = Wish { place: at(20_000), language: Some(Language::Ru), ..wish() };
    let plain = Wish { language: Some(Language::Lt), ..wish() };
    let of = |number, wish| Stranded { wish, ..stranded(number, clock(10, 0)) };
    let found = outcomes(&workers, &[of(1, russian), of(2, russian), of(3, plain)]);
    let by = |number| Outcome::Stays { with: id(number) };
    assert!(found[..2] == [by(1), by(2)] || found[..2] == [by(2), by(1)], "{found:?}");
    assert_eq!(found[2], by(3));
}

#[test]
fn at_a_visit_of_two_the_other_stays_and_speaks_for_both() {
    let mut partner = worker(1, Vec::new());
    partner.languages = vec![Language::Ru];
    let wish = Wish { crew: Crew::Two, language: Some(Language::Ru), ..wish() };
    let two = Stranded { partner: Some(id(1)), wish, ..stranded(1, clock(10, 0)) };
    let workers = [partner, worker(2, Vec::new())];
    assert_eq!(outcomes(&workers, &[two]), [Outcome::Stays { with: id(2) }]);
    // Two who do not speak the language are not enough.
    let mute = [worker(1, Vec::new()), worker(2, Vec::new())];
    assert_eq!(outcomes(&mute, &[two]), [Outcome::Nobody]);
    // Nobody else is free then: half an hour later both are.
    let busy = [workers[0].clone(), worker(2, vec![taken(8, 0, 150)])];
    assert_eq!(outcomes(&busy, &[two]), [moved(2, clock(10, 45), 45)]);
    // Not so when the one who stays is promised elsewhere by then: both need a new time.
    let mut promised = workers[0].clone();
    promised.take(taken(11, 30, 30));
    let later = outcomes(&[promised, busy[1].clone()], &[two]);
    let [Outcome::Offers(offers)] = later.as_slice() else { panic!("{later:?}") };
    assert!(offers.iter().all(|offer| offer.workers == [id(1), id(2)]));
}

#[test]
fn who_comes_along_to_a_moved_visit_has_its_old_time_for_another() {
    // The first worker comes to the visit of two, and alone speaks what another visit needs.
    let mut first = worker(1, vec![taken(10, 50, 360)]);
    first.languages = vec![Language::Lt, Language::Ru];
    let second = worker(2, vec![taken(10, 5, 400)]);
    let two = Stranded {
        partner: Some(id(1)),
        wish: Wish { crew: Crew::Two, minutes: 30, priority: Priority::Urgent, ..wish() },
        ..stranded(1, clock(10, 15))
    };
    let speaks = Wish { language: Some(Language::Ru), minutes: 30, ..wish() };
    let one = Stranded { wish: speaks, ..stranded(2, clock(11, 15)) };
    let found = outcomes(&[first, second], &[two, one]);
    assert_eq!(found, [moved(2, clock(9, 30), -45), moved(1, clock(10, 15), -60)]);
}

#[test]
fn what_was_only_offered_is_offered_anew() {
    let offered = Stranded { promised: false, ..stranded(1, clock(10, 0)) };
    let found = outcomes(&[worker(1, Vec::new())], &[offered]);
    let [Outcome::Offers(offers)] = found.as_slice() else { panic!("{found:?}") };
    assert!(!offers.is_empty());
}

#[test]
fn an_unannounced_visit_moves_without_a_word() {
    let check = |minute| Stranded {
        wish: Wish { kind: VisitKind::Unannounced, ..wish() },
        ..stranded(1, clock(10, minute))
    };
    let busy = || [worker(1, vec![taken(8, 0, 120)])];
    let word = Outcome::Moves { with: id(1), start: clock(10, 15), minutes: 15, needs_word: false };
    assert_eq!(outcomes(&busy(), &[check(0)]), [word]);
    let found = outcomes(&[worker(1, vec![taken(8, 0, 300)])], &[check(0)]);
    let [Outcome::Offers(times)] = found.as_slice() else { panic!("{found:?}") };
    assert!(times.len() > 1 && times.iter().all(|time| time.mind.is_empty()));
}

#[test]
fn nobody_is_sent_where_she_cannot_be_by_now() {
    let mut far = worker(1, Vec::new());
    far.base = at(20_000);
    // Eleven minutes from her base: at 9:05 it is too late to be there at 9:15.
    let (calendar, weights) = (Calendar::lithuanian(OfficeHours::alytus()), Weights::default());
    let (workers, visits) = ([far], [stranded(1, clock(9, 15))]);
    for (minute, minutes) in [(4, 0), (5, 15), (20, 30)] {
        let now = clock(9, minute);
        let repair = Repair {
            calendar: &calendar,
            travel: &TRAVEL,
            weights,
            workers: &workers,
            stranded: &visits,
            now,
        };
        let outcome = match minutes {
            0 => Outcome::Stays { with: id(1) },
            _ => moved(1, visits[0].start.plus_minutes(minutes), minutes),
        };
        assert_eq!(repair.mend()[0].outcome, outcome, "{minute}");
    }
}

prop_compose! {
    /// Visits whose worker is absent, some with a partner among the others.
    fn some_stranded()(
        each in proptest::collection::vec((
            (0i64..3 * 96, 0i64..15, 15u16..120, places(), any::<bool>()),
            proptest::option::weighted(0.2, 0usize..3),
            proptest::option::of(prop_oneof![Just(Language::Lt), Just(Language::Ru)]),
            (proptest::bool::weighted(0.2), proptest::bool::weighted(0.2)),
        ), 1..6),
    ) -> Vec<Lost> {
        each.into_iter().map(|((quarter, minute, minutes, place, even), partner, language, (skilled, unannounced))| Lost {
            at: quarter * 15 + if even { 0 } else { minute },
            minutes, place, partner, language,
            skill: if skilled { SKILL } else { "" },
            kind: if unannounced { VisitKind::Unannounced } else { VisitKind::Agreed },
        }).collect()
    }
}

#[derive(Clone, Copy, Debug)]
struct Lost {
    at: i64,
    minutes: u16,
    place: Option<Place>,
    partner: Option<usize>,
    language: Option<Language>,
    skill: &'static str,
    kind: VisitKind,
}

impl Lost {
    fn start(&self, town: &Town) -> Time {
        town.calendar.day(town.calendar.local(town.earliest).0).start.plus_minutes(self.at)
    }

    /// Who comes along.
    fn partner(&self, town: &Town) -> Option<ActorId> {
        Some(town.workers.get(self.partner? % town.workers.len())?.id)
    }

    fn stranded<'a>(&self, number: usize, partner: Option<ActorId>, town: &'a Town) -> Stranded<'a> {
        let crew = if partner.is_some() { Crew::Two } else { Crew::One };
        let Lost { place, minutes, language, skill, kind, .. } = *self;
        let wish = Wish { place, minutes, language, skill, kind, crew, ..town.search().wish };
        Stranded { visit: visit(number as u128), start: self.start(town), promised: true, partner, wish }
    }
}

proptest! {
    #[test]
    fn a_repair_never_moves_a_pinned_promise_and_every_visit_has_one_outcome(
        town in a_case(3), lost in some_stranded(),
    ) {
        let partners: Vec<_> = lost.iter().map(|lost| lost.partner(&town)).collect();
        let stranded: Vec<_> = lost.iter().zip(partners).enumerate()
            .map(|(number, (lost, partner))| lost.stranded(number, partner, &town)).collect();
        let (calendar, weights, now) = (&town.calendar, Weights::default(), town.earliest);
        let workers = town.workers.as_slice();
        let repair = Repair { calendar, travel: &TRAVEL, weights, workers, stranded: &stranded, now };
        let mended = repair.mend();

        let told: Vec<_> = mended.iter().map(|mended| mended.visit).collect();
        prop_assert_eq!(told, stranded.iter().map(|stranded| stranded.visit).collect::<Vec<_>>());
        // Everybody's days as they would be, and of each what stands but for one visit.
        let mut given: BTreeMap<ActorId, Vec<(usize, Taken)>> = BTreeMap::new();
        let mut along: BTreeMap<ActorId, Vec<(usize, Taken)>> = BTreeMap::new();
        for (number, (mended, stranded)) in mended.iter().zip(&stranded).enumerate() {
            let (minutes, place) = (stranded.wish.minutes, stranded.wish.place);
            if let Some(partner) = stranded.partner {
                let start = match mended.outcome {
                    Outcome::Moves { start, .. } => start,
                    _ => stranded.start,
                };
                along.entry(partner).or_default().push((number, Taken { start, minutes, place }));
            }
            let (with, start) = match mended.outcome {
                Outcome::Stays { with } => (with, stranded.start),
                Outcome::Moves { with, start, minutes, needs_word } => {
                    prop_assert_eq!(start.minutes_since(stranded.start), minutes);
                    prop_assert!([15, 30, 45, 60].contains(&minutes.abs()));
                    prop_assert_eq!(needs_word, stranded.wish.kind == VisitKind::Agreed);
                    (with, start)
                }
                _ => continue,
            };
            prop_assert!(Some(with) != stranded.partner && start >= now);
            given.entry(with).or_default().push((number, Taken { start, minutes, place }));
        }
        let day_of = |who: ActorId, except: Option<usize>| {
            let mut worker = workers.iter().find(|worker| worker.id == who).unwrap().clone();
            let own = given.get(&who).into_iter().chain(along.get(&who)).flatten().filter(|(number, _)| Some(*number) != except);
            own.for_each(|(_, taken)| worker.take(*taken));
            worker
        };
        for (who, visits) in &given {
            for (number, taken) in visits {
                let wish = stranded[*number].wish;
                let search = Search { calendar, travel: &TRAVEL, weights, workers, wish };
                let worker = day_of(*who, Some(*number));
                // Among pins and the other visits given to her: no overlap, the ways fit, within her hours.
                prop_assert!(cost(&search, &worker, taken.start.0).is_some());
                let partner = workers.iter().find(|worker| Some(worker.id) == stranded[*number].partner);
                prop_assert!(able(&search, &worker) || partner.is_some_and(|partner| able(&search, partner)));
            }
        }
        // Who comes along to a moved visit is free for it, too.
        for (number, (mended, stranded)) in mended.iter().zip(&stranded).enumerate() {
            let (Outcome::Moves { start, .. }, Some(partner)) = (&mended.outcome, stranded.partner) else { continue };
            let search = Search { calendar, travel: &TRAVEL, weights, workers, wish: stranded.wish };
            prop_assert!(cost(&search, &day_of(partner, Some(number)), start.0).is_some());
        }
        let mut offered: Vec<(VisitId, ActorId, Taken)> = Vec::new();
        for (mended, stranded) in mended.iter().zip(&stranded) {
            let Outcome::Offers(offers) = &mended.outcome else { continue };
            let search = Search { calendar, travel: &TRAVEL, weights, workers, wish: stranded.wish };
            for offer in offers {
                prop_assert!(offer.workers.iter().any(|who| able(&search, &day_of(*who, None))));
                for who in &offer.workers {
                    prop_assert!(cost(&search, &day_of(*who, None), offer.start.0).is_some());
                    if stranded.wish.kind == VisitKind::Agreed {
                        let (start, minutes, place) = (offer.start, offer.minutes, stranded.wish.place);
                        offered.push((mended.visit, *who, Taken { start, minutes, place }));
                    }
                }
            }
        }
        // No two clients are offered the same time of one worker.
        for (visit, who, one) in &offered {
            let clash = |(of, other, two): &(VisitId, ActorId, Taken)| {
                of != visit && other == who && one.start < two.end() && two.start < one.end()
            };
            prop_assert!(!offered.iter().any(clash));
        }
    }
}
