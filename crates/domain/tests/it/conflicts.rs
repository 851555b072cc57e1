//! What happened at the same time: the conflict table, row by row, with the settling tap.

use crate::story::*;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::{Body, Seen};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::EventId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, VisitEvent};

fn only_clash(visit: &Visit) -> (Clash, EventId) {
    match visit.conflicts.as_slice() {
        [conflict] => (conflict.clash, conflict.stands),
        other => panic!("one conflict expected, found {other:?}"),
    }
}

fn settle(story: &mut Story, who: Who, keep: EventId) {
    let conflict = story.visit().conflicts[0].events.clone();
    story.write(who, Body::Settled { conflict, keep });
}

#[test]
fn facts_stand_against_a_move() {
    let mut story = Story::agreed();
    let moved = story.tell(OFFICE, must_move());
    let again = story.tell(OFFICE, agreed(900, JONAS));
    let fact = story.tell(WORKER, arrived(600));
    story.tell(WORKER, started(601));
    story.tell(WORKER, finished(640));
    let visit = story.visit();
    assert_eq!(visit.state, State::Completed);
    assert_eq!(visit.plan.as_ref().unwrap().plan.start, Time(600 * 60), "the plan she came by");
    assert!(visit.out_of_plan && visit.void.contains(&moved) && visit.void.contains(&again));
    assert_eq!(only_clash(&visit), (Clash::OutOfPlan, fact));
}

#[test]
fn facts_stand_against_missed_and_cancelled() {
    for closing in [VisitEvent::Missed { reason: "".into() }, cancelled(true), cancelled(false)] {
        let mut story = Story::agreed();
        if matches!(closing, VisitEvent::Missed { .. }) {
            story.tell(SYSTEM, VisitEvent::Overdue);
        }
        story.tell(OFFICE, closing.clone());
        story.tell(WORKER, started(600));
        let visit = story.visit();
        assert_eq!(visit.state, State::InProgress, "{closing:?}");
        assert!(visit.out_of_plan);
    }
}

#[test]
fn of_two_moves_the_agreed_one_stands_whichever_came_first() {
    for worker_first in [true, false] {
        let mut story = Story::agreed();
        let agreement = |story: &mut Story| {
            story.tell(
                WORKER,
                VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement: Agreement::default() },
            );
            story.tell(WORKER, agreed(800, RASA))
        };
        let kept = if worker_first {
            let kept = agreement(&mut story);
            story.tell(OFFICE, must_move());
            kept
        } else {
            story.tell(OFFICE, must_move());
            agreement(&mut story)
        };
        let visit = story.visit();
        assert_eq!(visit.state, State::Confirmed, "worker first: {worker_first}");
        assert_eq!(visit.plan.as_ref().unwrap().id, kept);
        assert_eq!(only_clash(&visit), (Clash::TwoPlans, kept));
    }
}

#[test]
fn of_two_agreements_the_earlier_stands_and_one_tap_settles_it() {
    let mut story = Story::agreed();
    story.tell(OFFICE, must_move());
    for who in [WORKER, COLLEAGUE] {
        story.knows_all(who);
    }
    let first = story.tell(WORKER, agreed(800, RASA));
    let second = story.tell(COLLEAGUE, agreed(900, JONAS));
    assert_eq!(only_clash(&story.visit()), (Clash::TwoPlans, first));
    story.knows_all(WORKER);
    settle(&mut story, WORKER, second);
    let visit = story.visit();
    let standing = visit.plan.unwrap();
    assert_eq!((visit.state, standing.plan.start), (State::Confirmed, Time(900 * 60)));
    assert_ne!(standing.id, second, "a settled conflict is a new plan, told by its own name");
    assert!(visit.conflicts[0].settled.is_some());
}

fn unsettle(story: &mut Story, who: Who, settled: EventId) -> EventId {
    story.write(who, Body::SettlementWithdrawn { settled, visit: Some(VISIT) })
}

/// Two agreed other times at once; the first stands.
fn two_times() -> (Story, EventId, EventId) {
    let mut story = Story::agreed();
    story.tell(OFFICE, must_move());
    for who in [WORKER, COLLEAGUE] {
        story.knows_all(who);
    }
    let first = story.tell(WORKER, agreed(800, RASA));
    let second = story.tell(COLLEAGUE, agreed(900, JONAS));
    for who in [WORKER, OFFICE] {
        story.knows_all(who);
    }
    (story, first, second)
}

#[test]
fn a_settlement_that_is_taken_back_leaves_the_conflict_as_it_was() {
    let (mut story, first, second) = two_times();
    let before = story.visit();
    for keep in [second, first] {
        settle(&mut story, OFFICE, keep);
        let chosen = story.visit().conflicts[0].settled.unwrap();
        unsettle(&mut story, OFFICE, chosen);
        let after = story.visit();
        assert_eq!((&after.conflicts, &after.plan), (&before.conflicts, &before.plan), "kept {keep:?}");
        assert_eq!((after.state, &after.void), (before.state, &before.void));
    }
    settle(&mut story, OFFICE, second);
    assert_eq!(story.visit().plan.unwrap().plan.start, Time(900 * 60), "it can be settled again");
}

#[test]
fn what_was_chosen_instead_is_taken_back_as_a_whole_and_what_is_in_force_alone() {
    let (mut story, first, second) = two_times();
    settle(&mut story, OFFICE, second);
    let old = story.visit().conflicts[0].settled.unwrap();
    settle(&mut story, OFFICE, first);
    let late = unsettle(&mut story, WORKER, old);
    let visit = story.visit();
    assert!(visit.conflicts[0].settled.is_some() && visit.void.contains(&late), "a later choice is in force");
    unsettle(&mut story, OFFICE, visit.conflicts[0].settled.unwrap());
    let conflict = story.visit().conflicts[0].clone();
    assert_eq!((conflict.stands, conflict.settled), (first, None), "what stood before anybody chose");
    assert_eq!(story.visit().plan.unwrap().plan.start, Time(800 * 60));
}

#[test]
fn a_coordinators_settlement_beats_a_workers() {
    for coordinator_first in [true, false] {
        let mut story = Story::agreed();
        story.tell(OFFICE, must_move());
        for who in [WORKER, COLLEAGUE] {
            story.knows_all(who);
        }
        let first = story.tell(WORKER, agreed(800, RASA));
        let second = story.tell(COLLEAGUE, agreed(900, JONAS));
        story.knows_all(WORKER);
        story.knows_all(OFFICE);
        let settlements = [(OFFICE, second), (WORKER, first)];
        let order: Vec<_> =
            if coordinator_first { settlements.to_vec() } else { settlements.into_iter().rev().collect() };
        for (who, keep) in order {
            settle(&mut story, who, keep);
        }
        let start = story.visit().plan.unwrap().plan.start;
        assert_eq!(start, Time(900 * 60), "coordinator first: {coordinator_first}");
    }
}

#[test]
fn what_was_agreed_offline_outweighs_an_offer_though_both_moved_it_first() {
    for worker_first in [true, false] {
        let mut story = Story::agreed();
        let offered = VisitEvent::Offered { slots: vec![plan(700, RASA)], until: Time(0) };
        let office = [must_move(), offered];
        let worker = [must_move(), agreed(800, RASA)];
        let (first, second) = if worker_first {
            ((WORKER, worker), (OFFICE, office))
        } else {
            ((OFFICE, office), (WORKER, worker))
        };
        for (who, acts) in [first, second] {
            for act in acts {
                story.tell(who, act);
            }
        }
        let visit = story.visit();
        assert_eq!(visit.state, State::Confirmed, "worker first: {worker_first}");
        assert_eq!(visit.plan.unwrap().plan.start, Time(800 * 60), "worker first: {worker_first}");
    }
}

#[test]
fn the_clients_cancellation_stands_against_a_move_in_either_order() {
    for client_first in [true, false] {
        let mut story = Story::agreed();
        let acts = [(PERSON, cancelled(true)), (OFFICE, must_move())];
        let order: Vec<_> = if client_first { acts.to_vec() } else { acts.into_iter().rev().collect() };
        for (who, act) in order {
            story.tell(who, act);
        }
        let visit = story.visit();
        assert_eq!(visit.state, State::Cancelled, "client first: {client_first}");
        assert_eq!(only_clash(&visit).0, Clash::ClientCancelled);
    }
}

#[test]
fn the_offices_cancellation_gives_way_to_what_was_agreed() {
    let mut story = Story::agreed();
    story.tell(OFFICE, cancelled(false));
    story
        .tell(WORKER, VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement: Agreement::default() });
    let kept = story.tell(WORKER, agreed(800, RASA));
    let visit = story.visit();
    assert_eq!((visit.state, only_clash(&visit)), (State::Confirmed, (Clash::OfficeCancelled, kept)));
}

#[test]
fn let_in_beats_not_let_in() {
    for shut_first in [true, false] {
        let mut story = Story::agreed();
        let shut = VisitEvent::NoAccess { at: Time(0), card_left: true, called: true };
        let acts = [(COLLEAGUE, shut), (WORKER, started(601))];
        let order: Vec<_> = if shut_first { acts.to_vec() } else { acts.into_iter().rev().collect() };
        for (who, act) in order {
            story.tell(who, act);
        }
        let visit = story.visit();
        assert_eq!(visit.state, State::InProgress, "shut first: {shut_first}");
        assert_eq!(only_clash(&visit).0, Clash::NotLetIn);
    }
}

#[test]
fn of_two_ends_the_earlier_counts_and_both_are_kept() {
    let mut story = Story::agreed();
    let first = story.tell(WORKER, finished(640));
    let second = story.tell(COLLEAGUE, finished(650));
    let visit = story.visit();
    assert_eq!(visit.facts.ended, Some(Time(640 * 60)));
    assert_eq!(only_clash(&visit), (Clash::TwoEnds, first));
    assert!(visit.void.contains(&second));
}

#[test]
fn an_answer_counts_while_time_and_place_are_the_same() {
    let mut story = Story::default();
    story.tell(OFFICE, requested(vizitas_domain::visit::VisitKind::Agreed));
    story.knows_all(OFFICE);
    let proposed = story.tell(OFFICE, VisitEvent::Proposed(plan(600, RASA)));
    story.knows_all(PERSON);
    story.knows_all(OFFICE);
    story.tell(SYSTEM, VisitEvent::Lapsed { offer: proposed });
    story.knows_all(OFFICE);
    story.tell(OFFICE, VisitEvent::Proposed(plan(600, JONAS)));
    story.tell(PERSON, VisitEvent::Accepted { plan: proposed, agreement: Agreement::default() });
    assert_eq!(story.visit().state, State::Confirmed, "another worker at the same time is the same promise");
}

#[test]
fn an_answer_to_another_time_is_kept_and_asked_anew() {
    let mut story = Story::agreed();
    let old = story.visit().plan.unwrap().id;
    story.tell(OFFICE, must_move());
    story.knows_all(OFFICE);
    let new = story.tell(OFFICE, agreed(900, RASA));
    let answer = VisitEvent::MoveAsked { plan: Some(old), wish: "".into(), agreement: Agreement::default() };
    let answer = story.tell(PERSON, answer);
    let visit = story.visit();
    assert_eq!(visit.state, State::Confirmed);
    assert_eq!(only_clash(&visit), (Clash::StaleAnswer, new));
    assert!(visit.void.contains(&answer));
}

#[test]
fn a_restore_forgets_what_was_seen_beyond_it() {
    let mut story = Story::agreed();
    story.tell(OFFICE, must_move());
    // The worker saw position 9 of epoch 1, of which only 2 were kept: she cannot have seen today's third.
    story.epochs.begin(2, 2);
    let mut fact = story.events.last().unwrap().clone();
    fact.id = EventId(uuid::Uuid::from_u128(42));
    fact.position = Some(4);
    fact.installation.0 = uuid::Uuid::from_u128(43);
    fact.seen = Seen { epoch: 1, position: 9 };
    fact.role = vizitas_domain::event::Role::Worker;
    fact.body = Body::Visit(VISIT, arrived(600));
    story.events.push(fact);
    assert!(story.visit().out_of_plan);
}

#[test]
fn a_newer_apps_event_is_kept_and_said() {
    let mut story = Story::agreed();
    story.write(OFFICE, Body::Unknown { kind: 9_999, version: 1, visit: Some(VISIT) });
    assert!(story.visit().update_needed);
    assert!(!story.state().update_needed, "only the visit it touches");
    story.write(OFFICE, Body::Unknown { kind: 9_999, version: 1, visit: None });
    assert!(story.state().update_needed);
}
