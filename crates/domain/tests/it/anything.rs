//! Whatever comes in whatever order: the fold never fails, loses nothing and always agrees with itself.

use crate::story::*;
use proptest::prelude::*;
use uuid::Uuid;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Seen};
use vizitas_domain::fold::client::fold;
use vizitas_domain::fold::part::Part;
use vizitas_domain::id::{EventId, VisitId};
use vizitas_domain::state::Act;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, VisitEvent, VisitKind};

fn any_id() -> impl Strategy<Value = EventId> {
    (1..30u128).prop_map(|n| EventId(Uuid::from_u128(900_000 + n)))
}

fn any_act() -> impl Strategy<Value = VisitEvent> {
    let word = Agreement::default();
    prop_oneof![
        any::<bool>().prop_map(|un| requested(if un { VisitKind::Unannounced } else { VisitKind::Agreed })),
        (500..520i64).prop_map(|m| agreed(m, RASA)),
        (500..520i64).prop_map(|m| VisitEvent::Offered {
            slots: vec![plan(m, RASA), plan(m + 60, JONAS)],
            until: Time(0)
        }),
        (500..520i64).prop_map(|m| VisitEvent::Proposed(plan(m, JONAS))),
        (500..520i64).prop_map(|m| VisitEvent::Scheduled(plan(m, JONAS))),
        (any_id(), 0..4u8).prop_map(move |(offer, slot)| VisitEvent::Picked { offer, slot, agreement: word }),
        any_id().prop_map(move |plan| VisitEvent::Accepted { plan, agreement: word }),
        proptest::option::of(any_id()).prop_map(move |plan| VisitEvent::MoveAsked {
            plan,
            wish: "".into(),
            agreement: word
        }),
        any_id().prop_map(move |plan| VisitEvent::Declined { plan, agreement: word }),
        Just(VisitEvent::KeptOld { agreement: word }),
        any_id().prop_map(|answer| VisitEvent::AnswerWithdrawn { answer }),
        any_id().prop_map(move |plan| VisitEvent::Acknowledged { plan, agreement: word }),
        (0..6u8).prop_map(|score| VisitEvent::Rated { score, comment: "".into(), at: Time(1) }),
        any_id().prop_map(|offer| VisitEvent::Lapsed { offer }),
        Just(must_move()),
        Just(VisitEvent::Covered { workers: vec![worker(JONAS)] }),
        any::<bool>().prop_map(cancelled),
        Just(VisitEvent::Overdue),
        Just(VisitEvent::Missed { reason: "".into() }),
        any_id().prop_map(|plan| VisitEvent::PlanHeld { plan }),
        any_id().prop_map(|plan| VisitEvent::DoubleBooked { plan, with: VISIT }),
        Just(VisitEvent::SetOut { at: Time(1), arrival: None }),
        Just(VisitEvent::Late { at: Time(1), arrival: Time(2) }),
        Just(VisitEvent::TurnedBack { at: Time(1) }),
        (500..520i64).prop_map(arrived),
        (500..520i64).prop_map(started),
        Just(VisitEvent::NoAccess { at: Time(1), card_left: true, called: false }),
        (500..520i64).prop_map(finished),
        any_id().prop_map(|fact| VisitEvent::Corrected { fact }),
    ]
}

fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        8 => any_act().prop_map(|act| Body::Visit(VISIT, act)),
        1 => "[0-9]{1,2}".prop_map(|number| Body::FieldsSet(vec![Field::Phone(number.as_str().into())])),
        1 => (proptest::collection::vec(any_id(), 1..4), any_id()).prop_map(|(mut conflict, keep)| {
            conflict.sort_unstable();
            Body::Settled { conflict, keep }
        }),
        1 => (any_id(), any::<bool>()).prop_map(|(settled, visit)| {
            Body::SettlementWithdrawn { settled, visit: visit.then_some(VISIT) }
        }),
        1 => Just(Body::Unknown { kind: 60_000, version: 3, visit: Some(VISIT) }),
    ]
}

/// A log by five people, each event having seen some prefix of it.
fn any_log() -> impl Strategy<Value = Vec<Event>> {
    let who = prop_oneof![Just(WORKER), Just(COLLEAGUE), Just(OFFICE), Just(SYSTEM), Just(PERSON)];
    proptest::collection::vec((who, any_body(), 0.0..1.0f64), 1..28).prop_map(|steps| {
        let mut story = Story::default();
        for (who, body, share) in steps {
            let head = story.head();
            story.write(who, body);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let seen = (head as f64 * share) as u64;
            if let Some(event) = story.events.last_mut() {
                event.seen = Seen { epoch: 1, position: seen };
            }
        }
        story.events
    })
}

proptest! {
    #[test]
    fn folding_never_fails_and_folding_again_is_equal(log in any_log()) {
        let epochs = vizitas_domain::concurrency::Epochs::default();
        let once = fold(&log, &epochs);
        prop_assert_eq!(&once, &fold(&log, &epochs));
        for length in 0..log.len() {
            let _ = fold(&log[..length], &epochs);
        }
    }

    /// A part of the state follows from the part's own events and the settlements, whatever else the stream tells.
    #[test]
    fn a_part_follows_from_its_own_events(mut log in any_log(), elsewhere in proptest::collection::vec(any::<bool>(), 28)) {
        let other = VisitId(Uuid::from_u128(77));
        for (event, elsewhere) in log.iter_mut().zip(elsewhere) {
            if let Body::Visit(visit, _) = &mut event.body
                && elsewhere
            {
                *visit = other;
            }
        }
        let epochs = vizitas_domain::concurrency::Epochs::default();
        let whole = fold(&log, &epochs);
        let own = |part: Part| {
            let needed = |event: &&Event| Part::of(&event.body).is_some_and(|of| part.needs(of));
            let own: Vec<Event> = log.iter().filter(needed).cloned().collect();
            fold(&own, &epochs)
        };
        for visit in [VISIT, other] {
            let alone = own(Part::Visit(visit));
            prop_assert_eq!(alone.visits.get(&visit), whole.visits.get(&visit));
        }
        let person = own(Part::Person);
        prop_assert_eq!(person.card, whole.card);
        prop_assert_eq!(person.contacts, whole.contacts);
        prop_assert_eq!(person.conflicts, whole.conflicts);
        prop_assert_eq!(person.update_needed, whole.update_needed);
        prop_assert_eq!(own(Part::Note).notes, whole.notes);
    }

    /// A fact of the field that was possible when its maker did it, and that nobody took back, is never lost
    /// to any plan made meanwhile.
    #[test]
    fn what_was_done_stands(log in any_log()) {
        let mut story = Story::agreed();
        let base = story.head();
        for event in &log {
            let Body::Visit(_, act) = &event.body else { continue };
            // Only the office and the client act meanwhile, knowing nothing of the field.
            let in_field = Act::of(act).is_none_or(Act::is_fact);
            if !in_field && !matches!(act, VisitEvent::PlanHeld { .. }) {
                story.write(OFFICE, Body::Visit(VISIT, act.clone()));
            }
        }
        let fact = story.tell(WORKER, started(601));
        if let Some(event) = story.events.last_mut() {
            event.seen.position = base;
        }
        let visit = story.visit();
        prop_assert!(!visit.void.contains(&fact));
        prop_assert_eq!(visit.state, vizitas_domain::state::State::InProgress);
    }

    /// Every event either stands, is void, or was no more than a remark: none disappears.
    #[test]
    fn whatever_conflicts_is_kept_by_name(log in any_log()) {
        let state = fold(&log, &vizitas_domain::concurrency::Epochs::default());
        for visit in state.visits.values() {
            for conflict in &visit.conflicts {
                prop_assert!(conflict.events.len() >= 2);
                prop_assert!(conflict.events.contains(&conflict.stands));
                for id in &conflict.events {
                    prop_assert!(log.iter().any(|event| event.id == *id));
                }
            }
            for id in &visit.void {
                prop_assert!(log.iter().any(|event| event.id == *id));
            }
        }
    }
}
