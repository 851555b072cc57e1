//! What the clock alone brings about, with the clock in hand.

use crate::office::{CLIENTS, Office, VISITS, WORKERS};
use crate::planning::{monday, visit};
use crate::tablet::Tablet;
use chrono::NaiveDate;
use std::sync::Arc;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
use vizitas_server::books::Mode;
use vizitas_server::http::{Presence, Served};
use vizitas_server::import::{File, parse};
use vizitas_server::{Consent, Move, Municipality};

fn state(municipality: &Municipality, day: u32, client: &str) -> State {
    let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let lines = municipality.agenda(date, None).unwrap();
    lines.iter().find(|line| line.client == client).unwrap().state
}

fn head(office: &Office) -> u64 {
    office.municipality.log().read(|log| Ok(log.head()?.position)).unwrap()
}

fn offer(office: &Office, visit: VisitId, start: Time) {
    let wish = Move { visit, start, consent: Consent::Office, cause: Cause::System, worker: None };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
}

fn holder(office: &Office, worker: ActorId, start: Time) -> Option<VisitId> {
    let cell = start.0 / 300;
    let claims = office.municipality.log().read(|log| log.claims(worker, cell, cell + 1)).unwrap();
    claims.first().map(|claim| claim.visit)
}

#[test]
fn half_an_hour_after_its_time_a_visit_is_overdue_once_and_after_a_restart_too() {
    let office = Office::open();
    office.later(2 * 60 + 29);
    office.municipality.watch_clock().unwrap();
    assert_eq!(state(&office.municipality, 23, "K-2"), State::Confirmed);
    office.later(1);
    office.municipality.watch_clock().unwrap();
    assert_eq!(state(&office.municipality, 23, "K-2"), State::Overdue);
    assert_eq!(state(&office.municipality, 23, "K-3"), State::Scheduled);
    let said = head(&office);
    office.municipality.watch_clock().unwrap();
    assert_eq!(head(&office), said);
    // The server is down when the next one falls due.
    office.later(60);
    let (_folder, data, clock) = office.close();
    let again = Municipality::open(&data, "alytus", clock).unwrap();
    again.watch_clock().unwrap();
    assert_eq!((state(&again, 23, "K-3"), state(&again, 24, "K-1")), (State::Overdue, State::Confirmed));
}

#[test]
fn what_the_books_bring_in_late_is_not_waited_for() {
    let office = Office::empty();
    office.later(5 * 60);
    let files = [
        ("d.csv", crate::office::WORKERS),
        ("k.csv", crate::office::CLIENTS),
        ("v.csv", crate::office::VISITS),
    ];
    office.import(&files, vizitas_server::books::Mode::Apply);
    office.municipality.watch_clock().unwrap();
    assert_eq!(state(&office.municipality, 23, "K-2"), State::Confirmed);
}

#[tokio::test]
async fn every_municipality_is_watched_by_the_server() {
    let office = Office::open();
    let kaunas = Municipality::create(&office.data, "kaunas", "Kaunas", office.clock()).unwrap();
    let files = [("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)];
    let files = files.map(|(name, text)| File { name: name.into(), bytes: text.as_bytes().into() });
    kaunas.import(parse(&files, &kaunas.known_to_import().unwrap()), Mode::Apply).unwrap();
    office.later(3 * 60);
    let both = [Arc::clone(&office.municipality), kaunas];
    let served = Served::new(Presence::of(&office.data).unwrap(), both.clone());
    let watching = tokio::spawn(served.clone().watch_clocks());
    for municipality in &both {
        while state(municipality, 23, "K-2") != State::Overdue {
            tokio::task::yield_now().await;
        }
    }
    served.stop();
    watching.await.unwrap();
}

#[test]
fn an_offer_holds_its_time_until_it_lapses() {
    let office = Office::open();
    let (_, petras, rasa) = visit(&office, "K-2");
    let wednesday = monday(14 + 48, 0);
    offer(&office, petras, wednesday);
    assert_eq!(state_of(&office, petras), State::Offered);
    assert_eq!(holder(&office, rasa, wednesday), Some(petras));
    assert_eq!(holder(&office, rasa, monday(10, 0)), None, "the service gave the old time up");
    office.later(3 * 24 * 60);
    office.municipality.watch_clock().unwrap();
    assert_eq!(state_of(&office, petras), State::Unanswered);
    assert_eq!(holder(&office, rasa, wednesday), None);
}

fn state_of(office: &Office, visit: VisitId) -> State {
    let days = [23, 24, 25].map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
    let lines = days.into_iter().flat_map(|day| office.municipality.agenda(day, None).unwrap());
    lines.into_iter().find(|line| line.visit == visit).unwrap().state
}

fn of(tablet: &Tablet, number: &str) -> Visit {
    tablet.client(tablet.find(number).unwrap()).visits.into_values().next().unwrap()
}

#[tokio::test]
async fn what_is_agreed_first_has_a_time_that_is_only_offered() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let (_, petras, actor) = visit(&office, "K-2");
    let wednesday = monday(14 + 48, 0);
    offer(&office, petras, wednesday);
    // At Ona's door nobody knows of the offer.
    let ona = of(&rasa, "K-1");
    let plan = Plan { start: wednesday, minutes: 60, workers: vec![actor], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: monday(9, 0) };
    let must = VisitEvent::MustMove { cause: Cause::Overrun, note: "".into() };
    let agreed = VisitEvent::Agreed { plan, agreement };
    let stream = rasa.find("K-1").unwrap();
    let made = [must, agreed].map(|event| rasa.make(stream, Body::Visit(ona.id, event)));
    rasa.push(&made, vec![]).await;
    office.municipality.judge_plans().unwrap();
    rasa.pull().await;
    let ona = of(&rasa, "K-1");
    assert!(ona.state == State::Confirmed && ona.plan.unwrap().held && ona.double_booked.is_none());
    assert_eq!(holder(&office, actor, wednesday), Some(ona.id));
    serving.stop().await;
}

#[tokio::test]
async fn whoever_is_late_and_later_still_is_waited_for_until_the_time_she_named_last() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let (stream, petras, _) = visit(&office, "K-2");
    for (at, arrival) in [(monday(9, 50), monday(10, 20)), (monday(10, 15), monday(11, 0))] {
        let made = [rasa.make(stream, Body::Visit(petras, VisitEvent::Late { at, arrival }))];
        rasa.push(&made, vec![]).await;
    }
    for (minutes, expected) in [(3 * 60 + 29, State::Late), (1, State::Overdue)] {
        office.later(minutes);
        office.municipality.watch_clock().unwrap();
        assert_eq!(state_of(&office, petras), expected);
    }
    serving.stop().await;
}

#[tokio::test]
async fn a_visit_that_should_have_ended_raises_one_task() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let (stream, petras, _) = visit(&office, "K-2");
    let started = VisitEvent::Started { at: monday(10, 5), alone_because: "".into() };
    let made = [rasa.make(stream, Body::Visit(petras, started))];
    rasa.push(&made, vec![]).await;
    let silent = |tablet: &Tablet| {
        let tasks = tablet.client(stream).tasks.into_values();
        tasks.filter(|task| task.task.cause == TaskCause::Silent && task.task.visit == Some(petras)).count()
    };
    for (minutes, tasks) in [(2 * 60 + 64, 0), (1, 1), (60, 1)] {
        office.later(minutes);
        office.municipality.watch_clock().unwrap();
        rasa.pull().await;
        assert_eq!(silent(&rasa), tasks);
    }
    serving.stop().await;
}
