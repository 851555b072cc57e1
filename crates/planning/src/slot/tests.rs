//! The search against an exhaustive one that follows the words of the rule minute by minute, and nothing of the
//! code: no gaps, no grid, no shortcuts.

use super::*;
use crate::calendar::{OfficeHours, Own};
use crate::given::DayHours;
use crate::travel::{Leg, StraightLine};
use crate::worker::Taken;
use chrono::Datelike as _;
use proptest::prelude::*;
use uuid::Uuid;
use vizitas_domain::client::Grade;
use vizitas_domain::text::Text;
use vizitas_domain::worker::Hours;

const SKILL: &str = "psichologė";

fn id(number: u128) -> ActorId {
    ActorId(Uuid::from_u128(number))
}

fn minutes(leg: Leg) -> i64 {
    i64::from(leg.minutes) * 60
}

/// Seconds of `[from, to)` that lie in a pause.
fn paused(pause: Option<(i64, i64)>, from: i64, to: i64) -> i64 {
    pause.map_or(0, |(begins, ends)| (to.min(ends) - from.max(begins)).max(0))
}

/// The first arrival of somebody free from `free`: minute by minute until a whole way lies outside the pause.
fn arrival(pause: Option<(i64, i64)>, free: i64, way: i64) -> i64 {
    let out = (0..).map(|minute| free + minute * 60).find(|out| {
        paused(pause, *out, out + way) == 0
            && !pause.is_some_and(|(begins, ends)| begins < *out && *out < ends)
    });
    match pause {
        // Whoever is free within the pause sets out when it ends, on the second.
        Some((begins, ends)) if free < ends && out.unwrap() > begins && out.unwrap() >= ends => ends + way,
        _ => out.unwrap() + way,
    }
}

fn departure(pause: Option<(i64, i64)>, due: i64, way: i64) -> i64 {
    let mirrored = pause.map(|(begins, ends)| (-ends, -begins));
    -arrival(mirrored, -due, way)
}

/// What the visit costs a worker at a start, or `None` when she cannot.
fn cost<T: Travel>(search: &Search<'_, T>, worker: &Worker, start: i64) -> Option<u64> {
    let (wish, weights) = (&search.wish, &search.weights);
    let end = start + i64::from(wish.minutes) * 60;
    let (date, _) = search.calendar.local(Time(start));
    let day = search.calendar.day(date);
    let ordinary = search.calendar.opening(date)?.shift(Own { hours: worker.hours, week: &[] });
    let written =
        worker.week.iter().find(|hours| u32::from(hours.weekday) == date.weekday().num_days_from_monday());
    let (from, to, rest) = match (worker.week.is_empty(), written) {
        (true, _) => ordinary.map(|shift| (shift.hours.from, shift.hours.to, shift.pause)),
        (false, None) => None,
        (false, Some(own)) => {
            // Holidays' eves are an hour shorter at the office of these cases.
            let eve = crate::holiday::Holiday::on(date.succ_opt().unwrap()).is_some();
            let to = own.to.saturating_sub(if eve { 60 } else { 0 });
            let rest = Hours { from: own.break_from, to: own.break_to };
            (own.from < to).then_some((own.from, to, (rest.from < rest.to).then_some(rest)))
        }
    }?;
    let (from, to) = (day.at(from).0, day.at(to).0);
    // Clocks that go forward can swallow hours whole.
    let pause = rest.map(|rest| (day.at(rest.from).0, day.at(rest.to).0)).filter(|(from, to)| from < to);
    let clear = |taken: &Taken| taken.end().0 <= start || end <= taken.start.0;
    if from >= to
        || start < from
        || end > to
        || paused(pause, start, end) > 0
        || !worker.taken().iter().all(clear)
    {
        return None;
    }
    let before = worker.taken().iter().filter(|t| t.end().0 <= start && t.end() > day.start);
    let before = before.max_by_key(|taken| taken.end());
    let after = worker.taken().iter().find(|t| t.start.0 >= end && t.start < day.end);
    let (left, free) = before.map_or((worker.base, from), |taken| (taken.place, taken.end().0));
    let (right, due) = after.map_or((worker.base, to), |taken| (taken.place, taken.start.0));
    let there = search.travel.leg(left, wish.place);
    let on = search.travel.leg(wish.place, right);
    let (arrives, leaves) = (arrival(pause, free, minutes(there)), departure(pause, due, minutes(on)));
    if arrives > start || leaves < end {
        return None;
    }
    let direct = minutes(search.travel.leg(left, right));
    let extra = ((minutes(there) + minutes(on) - direct).max(0) / 60) as u64;
    let idle = |a: i64, b: i64| ((b - a - paused(pause, a, b)) / 60) as u64;
    let useless = |rest: u64| if rest < u64::from(weights.useful_minutes) { rest } else { 0 };
    let lacking = |secs: i64| u64::from(weights.buffer_minutes).saturating_sub((secs / 60) as u64);
    let strange = match (wish.usual == Some(worker.id), wish.known.contains(&worker.id)) {
        (true, _) => 0,
        (false, true) => weights.known_worker,
        (false, false) if wish.usual.is_none() && wish.known.is_empty() => 0,
        (false, false) => weights.other_worker,
    };
    Some(
        extra * u64::from(weights.travel_minute)
            + u64::from(strange)
            + u64::from(weights.useless_minute)
                * (useless(idle(arrives.max(from).max(wish.earliest.0), start))
                    + useless(idle(end, leaves.min(to))))
            + u64::from(weights.thin_minute) * (lacking(start - arrives) + lacking(leaves - end)),
    )
}

/// All slots by trying every minute of every day and, for two, every pair.
fn exhaustive<T: Travel>(search: &Search<'_, T>) -> Vec<(Time, u64, ActorId, Option<ActorId>)> {
    let wish = &search.wish;
    let (today, _) = search.calendar.local(wish.earliest);
    let open = today.iter_days().filter(|date| search.calendar.opening(*date).is_some());
    let mut found = Vec::new();
    for date in open.take(usize::from(wish.days)) {
        let day = search.calendar.day(date);
        for start in (day.start.0..day.end.0).filter(|secs| secs % 60 == 0) {
            let (_, minute) = search.calendar.local(Time(start));
            if minute % 15 != 0 || start < wish.earliest.0 {
                continue;
            }
            let end = Time(start).plus_minutes(i64::from(wish.minutes));
            let of_today = |suit: &&Suit| u32::from(suit.weekday) == date.weekday().num_days_from_monday();
            let good = wish.suits.iter().filter(|suit| suit.good);
            let within = |suit: &Suit| day.at(suit.from).0 <= start && end <= day.at(suit.to);
            let touches = |suit: &Suit| day.at(suit.from) < end && start < day.at(suit.to).0;
            let fits = good.clone().next().is_none() || good.clone().filter(of_today).any(within);
            let mut bad = wish.suits.iter().filter(|suit| !suit.good).filter(of_today);
            let asked = wish.kind == VisitKind::Agreed;
            let convenient = !asked || (fits && !bad.any(touches));
            let waited = u64::try_from((date - today).num_days()).unwrap();
            let haste = [1, search.weights.soon_times, search.weights.urgent_times][wish.priority as usize];
            let common = waited * u64::from(search.weights.day_waited) * u64::from(haste)
                + if convenient { 0 } else { u64::from(search.weights.unsuitable) };
            let can: Vec<_> = (0..search.workers.len())
                .filter_map(|n| Some((cost(search, &search.workers[n], start)?, n)))
                .collect();
            let able = |n: usize| {
                let (languages, skills) = (&search.workers[n].languages, &search.workers[n].skills);
                let lt = languages.is_empty().then_some(Language::Lt);
                let speaks = |wanted| languages.contains(&wanted) || lt == Some(wanted);
                wish.language.is_none_or(speaks)
                    && (wish.skill.is_empty() || skills.contains(&Text::from(wish.skill)))
            };
            let mut leads: Vec<_> = can.iter().copied().filter(|(_, n)| able(*n)).collect();
            leads.sort_unstable();
            let best = match wish.crew {
                Crew::One => leads.first().map(|lead| (lead.0, lead.1, leads.get(1).map(|next| next.1))),
                Crew::Two => leads.first().and_then(|lead| {
                    let others = can.iter().filter(|other| other.1 != lead.1);
                    others.min().map(|other| (lead.0 + other.0, lead.1, Some(other.1)))
                }),
            };
            if let Some((cost, first, second)) = best {
                let who = |n: usize| search.workers[n].id;
                found.push((Time(start), cost + common, who(first), second.map(who)));
            }
        }
    }
    found
}

/// The rule of the three offers, by its words, over all slots of all days.
fn best_of_all(slots: &[Slot], urgent: bool) -> Vec<(Time, ActorId)> {
    let half = |slot: &Slot| (slot.date, slot.afternoon);
    let best = |of| {
        let in_half = slots.iter().filter(|slot| half(slot) == of);
        in_half.min_by_key(|slot| (!slot.convenient, slot.cost, slot.start)).unwrap()
    };
    let halves: std::collections::BTreeSet<_> = slots.iter().map(half).collect();
    let convenient = slots.iter().find(|slot| slot.convenient && !urgent);
    let Some(first) = convenient.or(slots.first()).map(half) else {
        return Vec::new();
    };
    let mut others: Vec<_> = halves.into_iter().filter(|half| *half != first).map(best).collect();
    others.sort_by_key(|slot| (slot.cost, slot.start));
    let first = if urgent { &slots[0] } else { best(first) };
    let mut three: Vec<_> = std::iter::once(first).chain(others.into_iter().take(2)).collect();
    three.sort_by_key(|slot| (!urgent && !slot.convenient, slot.start));
    three.iter().map(|slot| (slot.start, slot.first)).collect()
}

/// Winter, the day clocks go forward, the day they go back, Easter, the days before Christmas.
const FIRST_DAYS: [&str; 5] = ["2026-11-23", "2026-03-28", "2026-10-24", "2026-04-03", "2026-12-22"];

fn places() -> impl Strategy<Value = Option<Place>> {
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
struct Someone {
    languages: Vec<Language>,
    skilled: bool,
    hours: Option<Hours>,
    week: Vec<DayHours>,
    base: Option<Place>,
    taken: Vec<(i64, u16, Option<Place>)>,
}

prop_compose! {
    fn a_worker(over_days: usize)(
        languages in proptest::collection::vec(prop_oneof![Just(Language::Lt), Just(Language::Ru)], 0..2),
        skilled: bool,
        hours in some_hours(),
        week in proptest::option::weighted(0.4, proptest::collection::vec((0u8..7, 0u16..40, 1u16..60, 0u16..90, 0u16..8), 1..6)),
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
        Someone { languages, skilled, hours, week: week.collect(), base, taken }
    }
}

prop_compose! {
    /// Workers whose taken times lie in so many days.
    fn a_case(over_days: usize)(
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
struct Case {
    calendar: Calendar,
    workers: Vec<Worker>,
    place: Option<Place>,
    minutes: u16,
    language: Option<Language>,
    skill: &'static str,
    kind: VisitKind,
    priority: Priority,
    crew: Crew,
    usual: Option<ActorId>,
    known: Vec<ActorId>,
    suits: Vec<Suit>,
    earliest: Time,
    days: u16,
    day_waited: u16,
}

const TRAVEL: StraightLine = StraightLine {
    detour: 1.35,
    speed_kmh: 25.0,
    parking_minutes: 3,
    same_house_minutes: 1,
    unknown_minutes: 15,
    postcode_minutes: 8,
};

impl Case {
    fn search(&self) -> Search<'_, StraightLine> {
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

proptest! {
    #[test]
    fn slots_equal_an_exhaustive_search(case in a_case(3)) {
        let search = case.search();
        let found: Vec<_> = search.slots().iter().map(|s| (s.start, s.cost, s.first, s.second)).collect();
        prop_assert_eq!(found, exhaustive(&search));
    }

    #[test]
    fn no_slot_touches_a_promise_or_its_way(case in a_case(3)) {
        let search = case.search();
        for slot in search.slots() {
            let end = slot.start.plus_minutes(i64::from(case.minutes));
            prop_assert!(slot.start >= case.earliest);
            prop_assert!(slot.second != Some(slot.first));
            let crew = match case.crew { Crew::One => None, Crew::Two => slot.second };
            for worker in case.workers.iter().filter(|w| w.id == slot.first || Some(w.id) == crew) {
                let day = case.calendar.day(slot.date);
                let before = worker.taken().iter().filter(|t| t.start < slot.start);
                if let Some(last) = before.max_by_key(|t| t.end()).filter(|t| t.end() > day.start) {
                    let way = TRAVEL.leg(last.place, case.place).minutes;
                    prop_assert!(last.end().plus_minutes(i64::from(way)) <= slot.start);
                }
                let mut after = worker.taken().iter().filter(|t| t.start >= slot.start && t.start < day.end);
                if let Some(next) = after.next() {
                    let way = TRAVEL.leg(case.place, next.place).minutes;
                    prop_assert!(end.plus_minutes(i64::from(way)) <= next.start);
                }
            }
        }
    }

    #[test]
    fn days_that_are_not_looked_at_would_change_no_offer(mut case in a_case(12), days in 4u16..15) {
        case.days = days;
        let search = case.search();
        let offered: Vec<_> = search.offers().iter().map(|offer| (offer.start, offer.workers[0])).collect();
        let unannounced = case.kind == VisitKind::Unannounced;
        let best = if unannounced { Vec::new() } else { best_of_all(&search.slots(), case.priority == Priority::Urgent) };
        prop_assert_eq!(offered, best);
    }

    #[test]
    fn offers_are_slots_of_different_halves_the_quickest_convenient_first(mut case in a_case(3)) {
        case.kind = VisitKind::Agreed;
        let search = case.search();
        let slots = search.slots();
        let offers = search.offers();
        let halves: std::collections::BTreeSet<_> = slots.iter().map(|s| (s.date, s.afternoon)).collect();
        prop_assert_eq!(offers.len(), halves.len().min(3));
        let offered: std::collections::BTreeSet<_> = offers.iter().map(|o| (o.date, o.afternoon)).collect();
        prop_assert_eq!(offered.len(), offers.len());
        for offer in &offers {
            let slot = slots.iter().find(|slot| slot.start == offer.start).unwrap();
            prop_assert_eq!(slot.first, offer.workers[0]);
            prop_assert_eq!(offer.workers.len(), if case.crew == Crew::Two { 2 } else { 1 });
        }
        let urgent = case.priority == Priority::Urgent;
        let quickest = slots.iter().find(|slot| urgent || slot.convenient);
        if let (Some(quickest), Some(first)) = (quickest, offers.first()) {
            prop_assert!(!urgent || quickest.start == first.start);
            prop_assert_eq!((quickest.date, quickest.afternoon), (first.date, first.afternoon));
        }
    }
}

#[test]
fn extreme_times_are_survived() {
    let calendar = Calendar::lithuanian(OfficeHours::alytus());
    let taken = [i64::MIN, i64::MIN + 1, 0, i64::MAX - 1, i64::MAX].map(|secs| Taken {
        start: Time(secs),
        minutes: u16::MAX,
        place: None,
    });
    let workers = [Worker::new(id(1), taken.to_vec())];
    for earliest in [i64::MIN, 0, i64::MAX] {
        for minutes in [0, 60, u16::MAX] {
            let wish = Wish {
                place: None,
                minutes,
                language: None,
                skill: "",
                kind: VisitKind::Agreed,
                priority: Priority::Normal,
                crew: Crew::One,
                usual: None,
                known: &[],
                suits: &[],
                earliest: Time(earliest),
                days: u16::MAX,
            };
            let weights = Weights::default();
            let search = Search { calendar: &calendar, travel: &TRAVEL, weights, workers: &workers, wish };
            assert!(search.slots().iter().all(|slot| slot.start >= Time(earliest)));
        }
    }
}
