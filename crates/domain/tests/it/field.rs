//! A visit's ordinary life, and what the field corrects.

use crate::story::*;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Answer, VisitEvent, VisitKind};

#[test]
fn from_a_wish_to_a_summary() {
    let mut story = Story::agreed();
    assert_eq!(story.visit().state, State::Confirmed);
    story.tell(WORKER, VisitEvent::SetOut { at: Time(590 * 60), arrival: Some(Time(600 * 60)) });
    assert_eq!(story.visit().state, State::EnRoute);
    story.tell(WORKER, arrived(599));
    story.tell(WORKER, started(601));
    story.tell(
        WORKER,
        VisitEvent::Checked {
            standard: "1.0.0".into(),
            item: "door.greeting".into(),
            answer: Answer::Yes,
            why: "".into(),
        },
    );
    story.tell(WORKER, finished(640));
    let visit = story.visit();
    assert_eq!(visit.state, State::Completed);
    assert_eq!(visit.facts.arrived, Some(Time(599 * 60)));
    assert_eq!(&*visit.facts.summary, "done");
    assert_eq!(&*visit.standard, "1.0.0");
    assert!(visit.conflicts.is_empty() && visit.void.is_empty() && !visit.out_of_plan);
}

#[test]
fn a_mistaken_tap_is_taken_back_by_who_made_it_alone() {
    let mut story = Story::agreed();
    let tap = story.tell(WORKER, arrived(500));
    story.knows_all(COLLEAGUE);
    story.tell(COLLEAGUE, VisitEvent::Corrected { fact: tap });
    assert_eq!(story.visit().state, State::Arrived, "somebody else's correction changes nothing");
    story.tell(WORKER, VisitEvent::Corrected { fact: tap });
    let visit = story.visit();
    assert_eq!(visit.state, State::Confirmed);
    assert_eq!(visit.facts.arrived, None);
    assert!(visit.void.contains(&tap));
}

#[test]
fn of_the_times_a_late_worker_names_the_latest_counts() {
    let late = |at: i64, arrival: i64| VisitEvent::Late { at: Time(at * 60), arrival: Time(arrival * 60) };
    let mut story = Story::agreed();
    story.tell(WORKER, late(590, 620));
    let later = story.tell(WORKER, late(615, 650));
    let visit = story.visit();
    assert_eq!((visit.state, visit.facts.arrival_estimate), (State::Late, Some(Time(650 * 60))));
    assert!(visit.void.is_empty() && visit.conflicts.is_empty());
    story.tell(WORKER, VisitEvent::Corrected { fact: later });
    assert_eq!(story.visit().facts.arrival_estimate, Some(Time(620 * 60)), "as she had said before");
    story.tell(WORKER, arrived(640));
    let refused = story.tell(WORKER, late(641, 700));
    assert!(story.visit().void.contains(&refused), "who is there is not on her way");
}

#[test]
fn a_finish_taken_back_opens_the_visit_again() {
    let mut story = Story::agreed();
    story.tell(WORKER, arrived(600));
    story.tell(WORKER, started(601));
    let tap = story.tell(WORKER, finished(602));
    story.tell(WORKER, VisitEvent::Corrected { fact: tap });
    assert_eq!(story.visit().state, State::InProgress);
    story.tell(WORKER, finished(640));
    assert_eq!(story.visit().facts.ended, Some(Time(640 * 60)));
}

#[test]
fn who_had_seen_the_end_cannot_reopen_it() {
    let mut story = Story::agreed();
    story.tell(OFFICE, cancelled(false));
    story.knows_all(WORKER);
    let late = story.tell(WORKER, arrived(600));
    let visit = story.visit();
    assert_eq!(visit.state, State::Cancelled);
    assert!(visit.void.contains(&late) && !visit.out_of_plan);
}

#[test]
fn two_workers_arrive_one_after_the_other() {
    let mut story = Story::agreed();
    story.tell(WORKER, arrived(600));
    story.tell(COLLEAGUE, arrived(605));
    let visit = story.visit();
    assert_eq!(visit.state, State::Arrived);
    assert_eq!(visit.facts.who_arrived, vec![worker(RASA), worker(JONAS)]);
    assert_eq!(visit.facts.arrived, Some(Time(600 * 60)), "the first of those who came");
    assert!(visit.conflicts.is_empty());
}

#[test]
fn nothing_by_half_an_hour_after_and_then_the_tablet_speaks() {
    let mut story = Story::agreed();
    story.tell(SYSTEM, VisitEvent::Overdue);
    assert_eq!(story.visit().state, State::Overdue);
    story.tell(WORKER, arrived(600));
    assert_eq!(story.visit().state, State::Arrived, "she was there all the time, without signal");
}

#[test]
fn an_unannounced_visit_turns_back_to_scheduled() {
    let mut story = Story::default();
    story.tell(OFFICE, requested(VisitKind::Unannounced));
    story.knows_all(OFFICE);
    story.tell(OFFICE, VisitEvent::Scheduled(plan(600, RASA)));
    story.knows_all(WORKER);
    story.tell(WORKER, VisitEvent::SetOut { at: Time(0), arrival: None });
    story.tell(WORKER, VisitEvent::TurnedBack { at: Time(60) });
    let visit = story.visit();
    assert_eq!((visit.state, visit.facts.set_out), (State::Scheduled, None));
}

#[test]
fn the_service_moves_and_agrees_anew() {
    let mut story = Story::agreed();
    story.tell(WORKER, must_move());
    assert_eq!(story.visit().state, State::RescheduleNeeded);
    story.tell(WORKER, agreed(700, RASA));
    let visit = story.visit();
    let standing = visit.plan.unwrap();
    assert_eq!((visit.state, standing.plan.start), (State::Confirmed, Time(700 * 60)));
    assert_eq!(visit.first_agreed, Some(Time(600 * 60)), "punctuality is also measured against the first");
    assert_eq!(standing.version, 2);
    assert!(!standing.held, "a worker's own agreement waits for the office");
    story.tell(SYSTEM, VisitEvent::PlanHeld { plan: standing.id });
    assert!(story.visit().plan.unwrap().held);
}
