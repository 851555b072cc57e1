//! The inbox: what the field and the office left for somebody's hand, and that nothing leaves it without an outcome.

mod held;
mod settled;

use crate::desk::Desk;
use crate::office::Office;
use crate::tablet::Tablet;
use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::id::{TaskId, VisitId};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
use vizitas_server::staff::StaffRole;
use vizitas_server::{Consent, Move};

/// Monday, 23 November 2026, 8:00 at Alytus, as the office's clock has it at first.
const MONDAY: Time = Time((crate::office::MONDAY_MS / 1000).cast_signed());

async fn items(desk: &Desk) -> Vec<Value> {
    desk.get("inbox").await.ok()["items"].as_array().unwrap().clone()
}

/// The one thing that waits.
async fn only(desk: &Desk) -> Value {
    let items = items(desk).await;
    assert_eq!(items.len(), 1, "{items:?}");
    items.into_iter().next().unwrap()
}

async fn push(tablet: &mut Tablet, number: &str, bodies: Vec<Body>) {
    let stream = tablet.find(number).unwrap();
    let made: Vec<_> = bodies.into_iter().map(|body| tablet.make(stream, body)).collect();
    tablet.push(&made, vec![]).await;
}

#[tokio::test]
async fn a_task_stays_until_it_has_an_outcome() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    assert!(items(&desk).await.is_empty());
    let task = Task {
        id: TaskId(Uuid::now_v7()),
        cause: TaskCause::MissedCall,
        visit: None,
        about: None,
        owner: None,
        due: Time(9),
        words: "skambino duktė".into(),
        at: Time(5),
    };
    push(&mut rasa, "K-1", vec![Body::TaskRaised(task.clone())]).await;
    let item = only(&desk).await;
    assert_eq!((item["what"]["cause"].as_str(), item["since"].as_i64()), (Some("missed_call"), Some(5)));
    assert!(item["what"]["owner"].is_null());

    let path = |act: &str| format!("tasks/{}/{act}", task.id);
    desk.post(&path("take"), json!({ "mine": true })).await.ok();
    assert!(only(&desk).await["what"]["owner"]["name"].is_string());
    desk.post(&path("take"), json!({ "mine": false })).await.ok();
    assert!(only(&desk).await["what"]["owner"].is_null());
    let done = json!({ "outcome": "done", "words": "paskambinta" });
    desk.post(&path("end"), done.clone()).await.ok();
    // Whoever did not hear the answer says the same again; whoever says something else was slower.
    desk.post(&path("end"), done).await.ok();
    let slower = desk.post(&path("end"), json!({ "outcome": "not_needed" })).await;
    assert_eq!((slower.status, slower.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    assert!(items(&desk).await.is_empty());
    let late = desk.post(&path("take"), json!({ "mine": true })).await;
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    desk.post(&path("reopen"), json!({})).await.ok();
    let twice = desk.post(&path("reopen"), json!({})).await;
    assert_eq!((twice.status, twice.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    assert_eq!(only(&desk).await["key"], format!("task:{}", task.id));
    let unknown = desk.post(&format!("tasks/{}/end", Uuid::now_v7()), json!({ "outcome": "done" })).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_conflict_shows_both_sides_and_is_settled_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let client = rasa.client(rasa.find("K-1").unwrap());
    let (visit, standing) = client.visits.iter().next().unwrap();
    let start = standing.plan.as_ref().unwrap().plan.start;
    let wish = Move {
        visit: *visit,
        start: start.plus_minutes(60),
        consent: Consent::Client(Channel::Phone),
        cause: Cause::Overrun,
        worker: None,
    };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    let plan =
        Plan { start: start.plus_minutes(120), minutes: 30, workers: vec![rasa.me.actor], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: Time(1) };
    let moved = VisitEvent::Agreed { plan, agreement };
    let must = VisitEvent::MustMove { cause: Cause::Traffic, note: "".into() };
    push(&mut rasa, "K-1", vec![Body::Visit(*visit, must), Body::Visit(*visit, moved)]).await;

    let conflicts: Vec<Value> =
        items(&desk).await.into_iter().filter(|item| item["what"]["kind"] == "conflict").collect();
    let two_times = |item: &&Value| {
        let sides = item["what"]["sides"].as_array().unwrap();
        sides.len() == 2 && sides.iter().all(|side| side["value"]["kind"] == "plan")
    };
    let item = conflicts.iter().find(two_times).unwrap_or_else(|| panic!("{conflicts:?}"));
    let sides = item["what"]["sides"].as_array().unwrap();
    let other = sides.iter().find(|side| side["stands"] == false).unwrap();
    let path = format!("clients/{}/settle", item["client"]["id"].as_str().unwrap());
    let choice = json!({ "events": item["what"]["events"], "keep": other["event"] });
    desk.post(&path, choice.clone()).await.ok();
    assert!(items(&desk).await.iter().all(|left| left["key"] != item["key"]));
    let again = desk.post(&path, choice).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    rasa.pull().await;
    let visit = &rasa.client(rasa.find("K-1").unwrap()).visits[visit];
    let stands = visit.plan.as_ref().unwrap().plan.start.0;
    assert_eq!(other["value"]["start"].as_i64(), Some(stands));
}

#[tokio::test]
async fn nobody_opened_waits_until_somebody_says_what_came_of_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let visit = *rasa.client(rasa.find("K-1").unwrap()).visits.keys().next().unwrap();
    let shut = VisitEvent::NoAccess { at: Time(7), card_left: true, called: true };
    push(&mut rasa, "K-1", vec![Body::Visit(visit, shut)]).await;
    let item = only(&desk).await;
    assert_eq!((&item["what"]["kind"], &item["visit"]["state"]), (&json!("stuck"), &json!("noAccess")));
    let path = format!("visits/{}/close", visit.0);
    let silent = desk.post(&path, json!({ "words": " " })).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(items(&desk).await.len(), 1);
    desk.post(&path, json!({ "words": "išvykusi pas dukterį, grįš gruodį" })).await.ok();
    assert!(items(&desk).await.is_empty());
}

#[tokio::test]
async fn that_we_did_not_come_is_an_outcome() {
    let office = Office::open();
    office.later(160);
    office.municipality.watch_clock().unwrap();
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let item = only(&desk).await;
    assert_eq!(item["visit"]["state"], "overdue");
    let path = format!("visits/{}/close", item["visit"]["id"].as_str().unwrap());
    desk.post(&path, json!({ "words": "darbuotoja susirgo, klientė žino" })).await.ok();
    assert!(items(&desk).await.is_empty(), "the same visit does not wait once more for what was said of it");
}

fn task(cause: TaskCause, visit: VisitId, at: i64) -> Task {
    Task {
        id: TaskId(Uuid::now_v7()),
        cause,
        visit: Some(visit),
        about: None,
        owner: None,
        due: Time(at + 60),
        words: "".into(),
        at: Time(at),
    }
}

#[tokio::test]
async fn what_one_call_settles_is_one_row() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let visit = *rasa.client(rasa.find("K-1").unwrap()).visits.keys().next().unwrap();
    let (failed, word) = (task(TaskCause::MessageFailed, visit, 5), task(TaskCause::NeedsWord, visit, 50));
    let raised = [&failed, &word].map(|task| Body::TaskRaised(task.clone())).to_vec();
    push(&mut rasa, "K-1", raised).await;
    let item = only(&desk).await;
    assert_eq!(
        (item["key"].as_str(), item["since"].as_i64()),
        (Some(&*format!("task:{}", word.id)), Some(5))
    );
    let path = |act: &str| format!("tasks/{}/{act}", word.id);
    desk.post(&path("take"), json!({ "mine": true })).await.ok();
    desk.post(&path("end"), json!({ "outcome": "done", "words": "sutarta" })).await.ok();
    assert!(items(&desk).await.is_empty());
    rasa.pull().await;
    let tasks = rasa.client(rasa.find("K-1").unwrap()).tasks;
    assert!(tasks.values().all(|task| task.task.owner.is_some() && task.end.is_some()), "{tasks:?}");
    desk.post(&path("reopen"), json!({})).await.ok();
    assert_eq!(only(&desk).await["key"], item["key"]);
    rasa.pull().await;
    let tasks = rasa.client(rasa.find("K-1").unwrap()).tasks;
    assert!(tasks.values().all(|task| task.end.is_none()), "{tasks:?}");
}

#[tokio::test]
async fn two_promises_for_one_time_are_a_call_though_nothing_is_written_to_anybody() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let ona = rasa.client(rasa.find("K-1").unwrap()).visits.into_values().next().unwrap();
    let petras = *rasa.client(rasa.find("K-2").unwrap()).visits.keys().next().unwrap();
    let start = ona.plan.unwrap().plan.start;
    let plan = Plan { start, minutes: 30, workers: vec![rasa.me.actor], place: "".into() };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: Time(1) };
    let must = VisitEvent::MustMove { cause: Cause::Overrun, note: "".into() };
    let agreed = VisitEvent::Agreed { plan, agreement };
    push(&mut rasa, "K-2", vec![Body::Visit(petras, must), Body::Visit(petras, agreed)]).await;
    office.municipality.judge_plans().unwrap();
    office.municipality.derive_messages().unwrap();
    office.municipality.send_messages().unwrap();
    let item = only(&desk).await;
    assert_eq!((&item["what"]["cause"], &item["visit"]["id"]), (&json!("double_booked"), &json!(petras.0)));
    assert!(item["what"]["due"].as_i64().unwrap() <= start.0, "before the time");
}

#[tokio::test]
async fn a_unit_sees_its_own_inbox_alone() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let visit = *rasa.client(rasa.find("K-1").unwrap()).visits.keys().next().unwrap();
    let shut = VisitEvent::NoAccess { at: Time(7), card_left: false, called: false };
    push(&mut rasa, "K-1", vec![Body::Visit(visit, shut)]).await;
    let elsewhere = Desk::with(&office, StaffRole::Coordinator, "Kitas skyrius", None).await;
    assert!(items(&elsewhere).await.is_empty());
    let all = Desk::with(&office, StaffRole::Officer, "", None).await;
    assert_eq!(items(&all).await.len(), 1);
}

#[tokio::test]
async fn a_unit_settles_nothing_of_anothers() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let visit = *rasa.client(rasa.find("K-1").unwrap()).visits.keys().next().unwrap();
    let raised = task(TaskCause::MissedCall, visit, 5);
    push(&mut rasa, "K-1", vec![Body::TaskRaised(raised.clone())]).await;
    let elsewhere = Desk::with(&office, StaffRole::Coordinator, "Kitas skyrius", None).await;
    let acts = [
        (format!("tasks/{}/take", raised.id), json!({ "mine": true })),
        (format!("tasks/{}/end", raised.id), json!({ "outcome": "done" })),
        (format!("tasks/{}/reopen", raised.id), json!({})),
        (format!("tablets/{}/held", rasa.me.installation), json!({ "hashes": [], "act": "let_go" })),
    ];
    for (path, body) in acts {
        let answer = elsewhere.post(&path, body).await;
        let code = if path.starts_with("tasks/") { "opening_needed" } else { "not_allowed" };
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, code), "{path}");
    }
    let revoked = elsewhere.delete(&format!("tablets/{}", rasa.me.installation)).await;
    assert_eq!((revoked.status, revoked.code()), (StatusCode::FORBIDDEN, "not_allowed"));
    assert!(elsewhere.get("tablets").await.ok().as_array().unwrap().is_empty());
    let here = Desk::with(&office, StaffRole::Head, "", None).await;
    assert!(only(&here).await["what"]["owner"].is_null());
}
