//! What left the inbox: by whom and how, though nobody of the office had a hand in it; and how it is taken back.

use super::{items, only, push, task};
use crate::desk::Desk;
use crate::office::Office;
use crate::tablet::Tablet;
use axum::http::StatusCode;
use serde_json::{Value, json};
use vizitas_domain::client::Channel;
use vizitas_domain::event::Body;
use vizitas_domain::id::VisitId;
use vizitas_domain::state::State;
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
use vizitas_server::staff::StaffRole;
use vizitas_server::{Consent, Move};

async fn settled(desk: &Desk) -> Vec<Value> {
    desk.get("inbox/settled").await.ok()["items"].as_array().unwrap().clone()
}

/// The outcome of what had this key.
async fn outcome(desk: &Desk, key: &Value) -> Value {
    let all = settled(desk).await;
    let found = all.iter().find(|one| one["keys"].as_array().unwrap().contains(key));
    found.unwrap_or_else(|| panic!("{key} is not among {all:?}")).clone()
}

fn visit_of(tablet: &Tablet, number: &str) -> VisitId {
    *tablet.client(tablet.find(number).unwrap()).visits.keys().next().unwrap()
}

fn word() -> Agreement {
    Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: Time(1) }
}

#[tokio::test]
async fn what_the_field_settles_says_so() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let visit = visit_of(&rasa, "K-1");
    let raised = task(TaskCause::MissedCall, visit, 5);
    let must = VisitEvent::MustMove { cause: Cause::Traffic, note: "".into() };
    push(&mut rasa, "K-1", vec![Body::TaskRaised(raised.clone()), Body::Visit(visit, must)]).await;
    let before = items(&desk).await;
    assert_eq!(before.len(), 2, "{before:?}");

    let start = Time(super::MONDAY.plus_minutes(5 * 24 * 60).0);
    let plan = Plan { start, minutes: 30, workers: vec![rasa.me.actor], place: "".into() };
    let agreed = VisitEvent::Agreed { plan, agreement: word() };
    let done = Body::TaskDone {
        task: raised.id,
        outcome: TaskOutcome::Done,
        words: "perskambinta".into(),
        at: super::MONDAY,
    };
    push(&mut rasa, "K-1", vec![done, Body::Visit(visit, agreed)]).await;
    assert!(items(&desk).await.is_empty());
    let ended = outcome(&desk, &json!(format!("task:{}", raised.id))).await;
    assert_eq!(
        (&ended["by"]["name"], &ended["role"], &ended["how"]),
        (
            &json!("Rasa Bitinienė"),
            &json!("worker"),
            &json!({ "kind": "ended", "outcome": "done", "words": "perskambinta", "also": [] })
        )
    );
    let led = outcome(&desk, &json!(format!("visit:{visit}"))).await;
    assert_eq!(
        (&led["matter"]["state"], &led["how"]["state"]),
        (&json!("rescheduleNeeded"), &json!("confirmed"))
    );
    assert_eq!((led["how"]["start"].as_i64(), &led["by"]["name"]), (Some(start.0), &json!("Rasa Bitinienė")));
    // By the next working day but one it is history.
    office.municipality.judge_plans().unwrap();
    office.later(4 * 24 * 60);
    let desk = Desk::with(&office, StaffRole::Head, "", None).await;
    office.municipality.move_visit(office.municipality.office(), &to(visit, start.plus_minutes(60))).unwrap();
    assert!(settled(&desk).await.iter().all(|one| one["keys"] != ended["keys"]));
    serving.stop().await;
}

fn to(visit: VisitId, start: Time) -> Move {
    Move { visit, start, consent: Consent::Client(Channel::Phone), cause: Cause::Overrun, worker: None }
}

#[tokio::test]
async fn a_settlement_is_taken_back_by_choosing_the_other_side() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let visit = visit_of(&rasa, "K-1");
    let standing = rasa.client(rasa.find("K-1").unwrap()).visits[&visit].plan.clone().unwrap();
    let start = standing.plan.start;
    office.municipality.move_visit(office.municipality.office(), &to(visit, start.plus_minutes(60))).unwrap();
    let plan =
        Plan { start: start.plus_minutes(120), minutes: 30, workers: vec![rasa.me.actor], place: "".into() };
    let must = VisitEvent::MustMove { cause: Cause::Traffic, note: "".into() };
    let agreed = VisitEvent::Agreed { plan, agreement: word() };
    push(&mut rasa, "K-1", vec![Body::Visit(visit, must), Body::Visit(visit, agreed)]).await;
    let times = |item: &&Value| {
        let sides = item["what"]["sides"].as_array();
        sides.is_some_and(|sides| sides.iter().all(|side| side["value"]["kind"] == "plan"))
    };
    let waiting = items(&desk).await;
    let item = waiting.iter().find(times).unwrap_or_else(|| panic!("{waiting:?}"));
    let sides = item["what"]["sides"].as_array().unwrap();
    let side = |stands: bool| sides.iter().find(|side| side["stands"] == stands).unwrap()["event"].clone();
    let path = format!("clients/{}/settle", item["client"]["id"].as_str().unwrap());
    let events = &item["what"]["events"];
    let done = desk.post(&path, json!({ "events": events, "keep": side(false) })).await.ok();
    let stands = |rasa: &Tablet| {
        let visit = rasa.client(rasa.find("K-1").unwrap()).visits[&visit].clone();
        visit.plan.unwrap().id.0
    };
    rasa.pull().await;
    let chosen = stands(&rasa);
    let said = outcome(&desk, &item["key"]).await;
    assert_eq!((&said["how"]["kind"], &said["back"]["settled"]), (&json!("chosen"), &done["settled"]));

    let back = json!({ "events": events, "keep": side(true), "instead": done["settled"] });
    let other = desk.post(&path, back.clone()).await.ok();
    assert_ne!(other["settled"], done["settled"]);
    rasa.pull().await;
    assert_ne!(stands(&rasa), chosen, "what held before holds again");
    let slower = desk.post(&path, back).await;
    assert_eq!((slower.status, slower.code()), (StatusCode::CONFLICT, "settled_meanwhile"));

    // Taken back, it waits again as it did before anybody chose.
    let path = path.replace("/settle", "/unsettle");
    let stale = desk.post(&path, json!({ "settled": done["settled"] })).await;
    assert_eq!((stale.status, stale.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    let back = desk.post(&path, json!({ "settled": other["settled"] })).await;
    assert_eq!(back.status, StatusCode::NO_CONTENT);
    let waits = items(&desk).await.into_iter().find(|one| one["key"] == item["key"]).unwrap();
    assert_eq!(waits["what"]["sides"], item["what"]["sides"]);
    let said = settled(&desk).await;
    assert!(!said.iter().any(|one| one["keys"].as_array().unwrap().contains(&item["key"])), "{said:?}");
    rasa.pull().await;
    let conflicts = rasa.client(rasa.find("K-1").unwrap()).visits[&visit].conflicts.clone();
    assert!(conflicts.iter().any(|conflict| conflict.settled.is_none()), "the tablet knows: {conflicts:?}");
    serving.stop().await;
}

#[tokio::test]
async fn that_nothing_follows_is_taken_back_and_that_we_did_not_come_is_not() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let visit = visit_of(&rasa, "K-1");
    let shut = VisitEvent::NoAccess { at: super::MONDAY, card_left: true, called: true };
    push(&mut rasa, "K-1", vec![Body::Visit(visit, shut)]).await;
    let path = format!("visits/{visit}/close");
    let closed = desk.post(&path, json!({ "words": "išvykusi" })).await.ok();
    assert!(items(&desk).await.is_empty());
    let slower = desk.post(&path, json!({ "words": "išvykusi" })).await;
    assert_eq!((slower.status, slower.code()), (StatusCode::CONFLICT, "settled_meanwhile"));
    let said = outcome(&desk, &json!(format!("visit:{visit}"))).await;
    assert_eq!(said["how"], json!({ "kind": "no_more", "words": "išvykusi" }));
    assert_eq!(said["back"], json!({ "kind": "reopen", "task": closed["task"] }));

    desk.post(&format!("tasks/{}/reopen", closed["task"].as_str().unwrap()), json!({})).await.ok();
    assert_eq!(only(&desk).await["key"], format!("visit:{visit}"), "one row, as before");
    let again = desk.post(&path, json!({ "words": "grįžo" })).await.ok();
    assert_eq!(again["task"], closed["task"], "the same task says so");
    assert!(items(&desk).await.is_empty());

    office.later(160);
    office.municipality.watch_clock().unwrap();
    let desk = Desk::with(&office, StaffRole::Head, "", None).await;
    let item = only(&desk).await;
    let path = format!("visits/{}/close", item["visit"]["id"].as_str().unwrap());
    let missed = desk.post(&path, json!({ "words": "darbuotoja susirgo" })).await.ok();
    assert!(missed["task"].is_null());
    let said = outcome(&desk, &item["key"]).await;
    assert_eq!((&said["how"]["kind"], &said["back"]["kind"]), (&json!("missed"), &json!("never")));
    serving.stop().await;
}

#[tokio::test]
async fn a_call_about_two_promises_ends_by_itself_when_they_clash_no_more() {
    for how in ["moved", "cancelled", "done"] {
        let office = Office::open();
        let serving = office.serve().await;
        let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
        rasa.pull().await;
        let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
        let (ona, petras) = (visit_of(&rasa, "K-1"), visit_of(&rasa, "K-2"));
        let standing = rasa.client(rasa.find("K-1").unwrap()).visits[&ona].plan.clone().unwrap();
        let start = standing.plan.start;
        let server = &office.municipality;
        server.move_visit(server.office(), &to(petras, start)).unwrap();
        server.derive_messages().unwrap();
        server.send_messages().unwrap();
        let item = only(&desk).await;
        assert_eq!(item["what"]["cause"], "double_booked", "{how}");
        server.watch_clock().unwrap();
        assert_eq!(items(&desk).await.len(), 1, "{how}: they clash still");
        match how {
            "moved" => {
                server.move_visit(server.office(), &to(petras, start.plus_minutes(120))).map(drop).unwrap()
            }
            "cancelled" => {
                let board = desk.get("board?from=2026-11-23&days=2").await.ok();
                let all = board["visits"].as_array().unwrap().clone();
                let found = all.iter().find(|one| one["id"] == petras.to_string()).unwrap();
                let asked = json!({ "plan": found["plan"], "note": "ligoninėje" });
                desk.post(&format!("visits/{petras}/cancel"), asked).await.ok();
            }
            _ => {
                rasa.pull().await;
                let came = VisitEvent::Arrived { at: start };
                push(&mut rasa, "K-2", vec![Body::Visit(petras, came)]).await;
                server.watch_clock().unwrap();
            }
        }
        let left = items(&desk).await;
        assert!(!left.iter().any(|one| one["key"] == item["key"]), "{how}: {left:?}");
        let said = outcome(&desk, &item["key"]).await;
        assert_eq!(
            (&said["how"]["outcome"], &said["role"]),
            (&json!("not_needed"), &json!("system")),
            "{how}"
        );
        serving.stop().await;
    }
}

#[tokio::test]
async fn a_time_that_is_free_again_settles_two_promises_by_itself() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let (ona, petras) = (visit_of(&rasa, "K-1"), visit_of(&rasa, "K-2"));
    let standing = rasa.client(rasa.find("K-1").unwrap()).visits[&ona].plan.clone().unwrap();
    let start = standing.plan.start;
    // The office itself promises a time that is another's.
    office.municipality.move_visit(office.municipality.office(), &to(petras, start)).unwrap();
    office.municipality.derive_messages().unwrap();
    office.municipality.send_messages().unwrap();
    let item = only(&desk).await;
    assert_eq!((&item["what"]["cause"], &item["visit"]["id"]), (&json!("double_booked"), &json!(petras.0)));
    let of = |rasa: &Tablet, number: &str, visit: VisitId| {
        rasa.client(rasa.find(number).unwrap()).visits[&visit].clone()
    };
    rasa.pull().await;
    let doubled = of(&rasa, "K-2", petras);
    assert_eq!((doubled.state, doubled.double_booked), (State::RescheduleNeeded, Some(ona)));
    assert_eq!(of(&rasa, "K-1", ona).state, State::Confirmed, "the first has the time");

    office.municipality.move_visit(office.municipality.office(), &to(ona, start.plus_minutes(180))).unwrap();
    assert!(items(&desk).await.is_empty());
    rasa.pull().await;
    let free = of(&rasa, "K-2", petras);
    assert_eq!((free.state, free.double_booked, free.move_cause), (State::Confirmed, None, None));
    let plan = free.plan.unwrap();
    assert!(plan.held && plan.plan.start == start && plan.agreement.is_some());
    let said = outcome(&desk, &item["key"]).await;
    assert_eq!((&said["how"]["outcome"], &said["role"]), (&json!("not_needed"), &json!("system")));
    // The time is hers now: whoever comes later is second.
    office.municipality.move_visit(office.municipality.office(), &to(ona, start)).unwrap();
    rasa.pull().await;
    assert_eq!(of(&rasa, "K-1", ona).double_booked, Some(petras));
    serving.stop().await;
}

#[tokio::test]
async fn what_a_second_person_said_of_a_task_stands_beside_the_first() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let asked = task(TaskCause::MissedCall, visit_of(&rasa, "K-1"), 5);
    push(&mut rasa, "K-1", vec![Body::TaskRaised(asked.clone())]).await;
    let key = only(&desk).await["key"].clone();
    let first = json!({ "outcome": "not_needed", "words": "pats atėjo" });
    desk.post(&format!("tasks/{}/end", asked.id), first).await.ok();
    let hers =
        Body::TaskDone { task: asked.id, outcome: TaskOutcome::Done, words: "sutarėme".into(), at: Time(9) };
    push(&mut rasa, "K-1", vec![hers]).await;
    let how = outcome(&desk, &key).await["how"].clone();
    assert_eq!((&how["outcome"], &how["words"]), (&json!("not_needed"), &json!("pats atėjo")));
    let also = how["also"].as_array().unwrap();
    assert_eq!(also.len(), 1);
    assert_eq!((&also[0]["outcome"], &also[0]["words"]), (&json!("done"), &json!("sutarėme")));
    assert_eq!(also[0]["by"]["name"], "Rasa Bitinienė");
    serving.stop().await;
}
