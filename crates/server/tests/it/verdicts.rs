//! What the server says of times, and the administrator's move beside a tablet's.

use crate::office::Office;
use crate::tablet::Tablet;
use chrono::NaiveDate;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
use vizitas_server::{Consent, Move};
use vizitas_sync::wire::{PushOutcome, Verdict};

fn agree(tablet: &Tablet, start: Time, minutes: u16) -> VisitEvent {
    let plan = Plan { start, minutes, workers: vec![tablet.me.actor], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: Time(1) };
    VisitEvent::Agreed { plan, agreement }
}

fn must_move() -> VisitEvent {
    VisitEvent::MustMove { cause: Cause::Overrun, note: "".into() }
}

async fn moved(tablet: &mut Tablet, number: &str, start: Time) {
    let stream = tablet.find(number).unwrap();
    let visit = *tablet.client(stream).visits.keys().next().unwrap();
    let agreed = agree(tablet, start, 30);
    let made = [must_move(), agreed].map(|event| tablet.make(stream, Body::Visit(visit, event)));
    let PushOutcome::Judged(verdicts) = tablet.push(&made, vec![]).await else { panic!() };
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::At(_))), "{verdicts:?}");
    tablet.pull().await;
}

#[tokio::test]
async fn a_free_time_is_held_and_a_taken_one_is_double_booked() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let tuesday_nine = rasa.client(rasa.find("K-1").unwrap()).visits.values().next().unwrap().plan.clone();
    let taken = tuesday_nine.unwrap().plan.start;
    let petras = rasa.find("K-2").unwrap();
    moved(&mut rasa, "K-2", taken.plus_minutes(120)).await;
    let visit = rasa.client(petras).visits.into_values().next().unwrap();
    assert!(visit.state == State::Confirmed && visit.plan.unwrap().held);
    moved(&mut rasa, "K-2", taken.plus_minutes(30)).await;
    let state = rasa.client(petras);
    let visit = state.visits.values().next().unwrap();
    assert_eq!(visit.state, State::RescheduleNeeded);
    let ona = rasa.client(rasa.find("K-1").unwrap());
    assert_eq!(visit.double_booked, ona.visits.keys().next().copied());
    // The time it held before is free again.
    moved(&mut rasa, "K-1", taken.plus_minutes(120)).await;
    let ona = rasa.client(rasa.find("K-1").unwrap());
    assert!(ona.visits.values().next().unwrap().plan.as_ref().unwrap().held);
    serving.stop().await;
}

#[tokio::test]
async fn a_move_from_the_command_line_is_an_ordinary_event() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let line = office.municipality.agenda(day, Some("D01")).unwrap().remove(0);
    assert_eq!((line.client.as_str(), line.state, line.minutes), ("K-1", State::Confirmed, 60));
    assert_eq!(line.start.to_string(), "09:00:00");
    let start = Time(1_795_509_900);
    let consent = Consent::Client(Channel::Phone);
    let wish = Move { visit: line.visit, start, consent, cause: Cause::Client, worker: None };
    office.municipality.move_visit(&wish).unwrap();
    let line = office.municipality.agenda(day, None).unwrap().remove(0);
    assert_eq!(line.start.to_string(), "10:45:00");
    rasa.pull().await;
    let visit = rasa.client(line.stream).visits.into_values().next().unwrap();
    let plan = visit.plan.unwrap();
    assert_eq!((plan.plan.start, plan.held, visit.state), (start, true, State::Confirmed));
    // Somebody else comes: she is given the case with it.
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    let wish = Move { cause: Cause::Ill, worker: Some("D02".into()), ..wish };
    office.municipality.move_visit(&wish).unwrap();
    jonas.pull().await;
    assert!(jonas.find("K-1").is_some());
    serving.stop().await;
}

#[tokio::test]
async fn two_moves_at_once_leave_one_plan_and_a_conflict() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let visit = *rasa.client(ona).visits.keys().next().unwrap();
    // Without signal she agrees one time at the door; the office meanwhile offers another.
    let at_the_door = Time(1_795_509_900).plus_minutes(24 * 60);
    let agreed = agree(&rasa, at_the_door, 60);
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Door, at: Time(1) };
    let asked = VisitEvent::MoveAsked { plan: None, wish: "".into(), agreement };
    let made = [asked, agreed].map(|event| rasa.make(ona, Body::Visit(visit, event)));
    let wish =
        Move { visit, start: Time(1_795_509_900), consent: Consent::Office, cause: Cause::Ill, worker: None };
    office.municipality.move_visit(&wish).unwrap();
    rasa.push(&made, vec![]).await;
    rasa.pull().await;
    let visit = rasa.client(ona).visits.into_values().next().unwrap();
    let plan = visit.plan.unwrap();
    assert_eq!((plan.plan.start, visit.state), (at_the_door, State::Confirmed));
    assert!(!visit.conflicts.is_empty());
    serving.stop().await;
}
