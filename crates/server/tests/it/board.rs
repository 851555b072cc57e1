//! The board at the console: what stands where, who sees whose name, and moves looked at, made and taken back.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, VISITS};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;

const MONDAY: &str = "board?from=2026-11-23&days=1";

async fn coordinator(office: &Office) -> Desk {
    Desk::with(office, StaffRole::Coordinator, "", None).await
}

/// The visit at a time of the board's first day.
fn at<'a>(board: &'a Value, time: &str) -> &'a Value {
    let visits = board["visits"].as_array().unwrap();
    visits.iter().find(|visit| visit["time"] == time).unwrap_or_else(|| panic!("nothing at {time}: {board}"))
}

fn worker<'a>(board: &'a Value, name: &str) -> &'a Value {
    let workers = board["workers"].as_array().unwrap();
    workers.iter().find(|worker| worker["name"] == name).unwrap()
}

fn path(visit: &Value, what: &str) -> String {
    format!("visits/{}/{what}", visit["id"].as_str().unwrap())
}

/// Where a visit would go: the same day, at a time, with these workers.
fn to(time: &str, workers: &[&Value]) -> Value {
    let ids: Vec<&Value> = workers.iter().map(|worker| &worker["id"]).collect();
    json!({ "day": "2026-11-23", "time": time, "workers": ids })
}

fn decided(target: &Value, plan: &Value, how: &str) -> Value {
    let mut wish = target.clone();
    wish["plan"] = plan.clone();
    wish["how"] = how.into();
    wish["cause"] = "client".into();
    wish["channel"] = "phone".into();
    wish
}

#[tokio::test]
async fn a_day_shows_who_works_when_and_where_each_visit_stands() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    assert_eq!(board["now"]["day"], "2026-11-23");
    let rasa = worker(&board, "Rasa Bitinienė");
    let off = |from: &str, to: &str, kind: &str| json!({ "day": "2026-11-23", "from": from, "to": to, "kind": kind });
    let expected =
        json!([off("0:00", "8:00", "hours"), off("17:00", "24:00", "hours"), off("12:00", "12:45", "rest")]);
    assert_eq!((&rasa["unit"], &rasa["off"]), (&json!("Poskyris"), &expected));
    let petras = at(&board, "10:00");
    assert_eq!(
        (&petras["name"], &petras["address"], &petras["state"], &petras["minutes"]),
        (&json!("Petras Beržas"), &json!("Naujoji g. 2"), &json!("confirmed"), &json!(30))
    );
    assert_eq!((&petras["workers"], &petras["told"]), (&json!([rasa["id"]]), &json!("none")));
    let check = at(&board, "11:00");
    assert_eq!(
        (&check["unannounced"], &check["state"], &check["agreed"]),
        (&json!(true), &json!("scheduled"), &Value::Null)
    );
    // A week holds Tuesday's too; a day that is none, or a year, is refused.
    let week = desk.get("board?from=2026-11-23&days=7").await.ok();
    assert_eq!((board["visits"].as_array().unwrap().len(), week["visits"].as_array().unwrap().len()), (2, 3));
    for wrong in ["board?from=vakar&days=1", "board?from=2026-11-23&days=0", "board?from=2026-11-23&days=366"]
    {
        assert_eq!(desk.get(wrong).await.code(), "malformed", "{wrong}");
    }
}

#[tokio::test]
async fn who_plans_a_unit_sees_its_workers_and_no_name_of_another_units_client() {
    let office = Office::empty();
    let workers = crate::office::WORKERS
        .replace("Klevas;Socialinis darbuotojas;Poskyris", "Klevas;Socialinis darbuotojas;Skyrius");
    // Jonas visits a client of Rasa's.
    let visits = VISITS.replace("10:00;30;K-2;D01", "10:00;30;K-2;D02");
    office.import(&[("d.csv", &workers), ("k.csv", CLIENTS), ("v.csv", &visits)], Mode::Apply);
    let desk = Desk::with(&office, StaffRole::Coordinator, "Skyrius", None).await;
    let board = desk.get(MONDAY).await.ok();
    assert_eq!(board["workers"].as_array().unwrap().len(), 1);
    assert_eq!(at(&board, "11:00")["name"], "Zosė Drebulė");
    assert_eq!((&at(&board, "10:00")["name"], &at(&board, "10:00")["address"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_move_is_looked_at_made_and_taken_back() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    let (petras, jonas) = (at(&board, "10:00"), worker(&board, "Jonas Klevas"));
    // Jonas has the check at eleven, and the way there is too long.
    let close = to("10:40", &[jonas]);
    let looked = desk.post(&path(petras, "check-move"), close.clone()).await.ok();
    assert_eq!(looked["plan"], petras["plan"]);
    assert_eq!(looked["ways"], json!(["agreed", "offer"]));
    assert_eq!(
        (&looked["broken"][0]["what"], &looked["broken"][0]["name"]),
        (&json!("overlap"), &json!("Zosė Drebulė"))
    );
    assert_eq!(
        looked["tells"][0],
        json!({ "whom": "client", "name": "Petras Beržas", "channel": "sms", "word": true })
    );
    // It forbids nothing; what is made stands on the board.
    let half_past_one = to("13:30", &[jonas]);
    let wish = decided(&half_past_one, &petras["plan"], "agreed");
    let done = desk.post(&path(petras, "move"), wish.clone()).await.ok();
    let moved = desk.get(MONDAY).await.ok();
    let there = at(&moved, "13:30");
    assert_eq!(
        (&there["id"], &there["workers"], &there["state"]),
        (&petras["id"], &json!([jonas["id"]]), &json!("confirmed"))
    );
    assert_eq!(there["agreed"]["channel"], "phone");
    // Whoever looked before does not move it again.
    let late = desk.post(&path(petras, "move"), wish).await;
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "moved"));
    desk.post(&path(petras, "undo"), json!({ "undo": done["undo"] })).await.ok();
    let back = desk.get(MONDAY).await.ok();
    let here = at(&back, "10:00");
    assert_eq!(
        (&here["workers"], &here["state"], &here["agreed"]),
        (&petras["workers"], &json!("confirmed"), &petras["agreed"])
    );
    // Once.
    assert_eq!(desk.post(&path(petras, "undo"), json!({ "undo": done["undo"] })).await.code(), "moved");
}

#[tokio::test]
async fn an_offer_stands_where_it_is_offered_and_goes_back() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    let (petras, rasa) = (at(&board, "10:00"), worker(&board, "Rasa Bitinienė"));
    let wish = decided(&to("14:00", &[rasa]), &petras["plan"], "offer");
    let done = desk.post(&path(petras, "move"), wish).await.ok();
    let offered = desk.get(MONDAY).await.ok();
    let there = at(&offered, "14:00");
    assert_eq!((&there["state"], &there["agreed"]), (&json!("offered"), &Value::Null));
    assert_ne!(there["plan"], petras["plan"]);
    desk.post(&path(petras, "undo"), json!({ "undo": done["undo"] })).await.ok();
    assert_eq!(at(&desk.get(MONDAY).await.ok(), "10:00")["state"], "confirmed");
}

#[tokio::test]
async fn another_worker_at_the_same_time_leaves_the_agreement() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    let (petras, jonas) = (at(&board, "10:00"), worker(&board, "Jonas Klevas"));
    let same = to("10:00", &[jonas]);
    assert_eq!(desk.post(&path(petras, "check-move"), same.clone()).await.ok()["ways"][0], "cover");
    let done = desk.post(&path(petras, "move"), decided(&same, &petras["plan"], "cover")).await.ok();
    let covered = desk.get(MONDAY).await.ok();
    assert_eq!(
        (&at(&covered, "10:00")["workers"], &at(&covered, "10:00")["agreed"]),
        (&json!([jonas["id"]]), &petras["agreed"])
    );
    desk.post(&path(petras, "undo"), json!({ "undo": done["undo"] })).await.ok();
    let board = desk.get(MONDAY).await.ok();
    assert_eq!(at(&board, "10:00")["workers"], petras["workers"]);
    // A time that is not the agreed one cannot be kept.
    let elsewhere = decided(&to("10:15", &[jonas]), &at(&board, "10:00")["plan"], "cover");
    assert_eq!(desk.post(&path(petras, "move"), elsewhere).await.code(), "cannot_move");
}

#[tokio::test]
async fn an_unannounced_visit_is_moved_without_a_word_to_anybody() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    let (check, jonas) = (at(&board, "11:00"), worker(&board, "Jonas Klevas"));
    let looked = desk.post(&path(check, "check-move"), to("14:00", &[jonas])).await.ok();
    assert_eq!(looked["ways"], json!(["schedule"]));
    assert!(looked["tells"].as_array().unwrap().iter().all(|telling| telling["whom"] == "worker"));
    let done = desk
        .post(&path(check, "move"), decided(&to("14:00", &[jonas]), &check["plan"], "schedule"))
        .await
        .ok();
    assert_eq!(at(&desk.get(MONDAY).await.ok(), "14:00")["state"], "scheduled");
    desk.post(&path(check, "undo"), json!({ "undo": done["undo"] })).await.ok();
    assert_eq!(at(&desk.get(MONDAY).await.ok(), "11:00")["state"], "scheduled");
}

#[tokio::test]
async fn a_visit_is_called_off_once_with_its_reason() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let board = desk.get(MONDAY).await.ok();
    let petras = at(&board, "10:00");
    let why = json!({ "plan": petras["plan"], "note": "Išvyko pas dukrą" });
    desk.post(&path(petras, "cancel"), why.clone()).await.ok();
    let after = desk.get(MONDAY).await.ok();
    assert_eq!(at(&after, "10:00")["state"], "cancelled");
    assert_eq!(desk.post(&path(petras, "cancel"), why).await.code(), "cannot_move");
    let jonas = worker(&after, "Jonas Klevas");
    assert_eq!(desk.post(&path(petras, "check-move"), to("14:00", &[jonas])).await.ok()["ways"], json!([]));
}
