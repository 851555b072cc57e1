//! The search against an exhaustive one: every worker at every minute of every day.

use super::*;
use crate::calendar::OfficeHours;
use crate::cases::{TRAVEL, a_case, id};
use crate::oracle::{able, cost};
use crate::worker::Taken;
use chrono::Datelike as _;
use proptest::prelude::*;

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
            let mut leads: Vec<_> =
                can.iter().copied().filter(|(_, n)| able(search, &search.workers[*n])).collect();
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
