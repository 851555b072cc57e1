//! What workers' tablets have taken of the plan, what they have not, and the call that it takes; over HTTPS, with the clock in
//! hand.

use crate::desk::Desk;
use crate::office::{Office, Serving, back_up};
use crate::planning::{monday, visit};
use crate::tablet::Tablet;
use serde_json::{Value, json};
use std::sync::Arc;
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::id::VisitId;
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::visit::{Cause, VisitEvent};
use vizitas_domain::worker::BlockKind;
use vizitas_server::staff::StaffRole;
use vizitas_server::{Consent, Move, Municipality, restore};
use vizitas_sync::wire::{Prover, PullAnswer};

/// Pulls, and asks once more from what came: by that the server knows that it was taken.
async fn take(tablet: &mut Tablet) {
    tablet.pull().await;
    tablet.pull().await;
}

async fn coordinator(office: &Office) -> Desk {
    Desk::with(office, StaffRole::Coordinator, "", None).await
}

/// A line of who has seen what, by the worker's surname.
async fn seen(desk: &Desk, surname: &str) -> Value {
    let view = desk.get("workers/seen").await.ok();
    let workers = view["workers"].as_array().unwrap();
    workers.iter().find(|one| one["name"].as_str().unwrap().ends_with(surname)).unwrap().clone()
}

async fn cancel(desk: &Desk, visit: VisitId) {
    let board = desk.get("board?from=2026-11-23&days=2").await.ok();
    let found =
        board["visits"].as_array().unwrap().iter().find(|one| one["id"] == visit.to_string()).unwrap();
    let why = json!({ "plan": found["plan"], "note": "ligoninėje" });
    desk.post(&format!("visits/{visit}/cancel"), why).await.ok();
}

fn move_to(
    office: &Office,
    visit: VisitId,
    (hour, minute): (i64, i64),
    consent: Consent,
    worker: Option<&str>,
) {
    let (start, worker) = (monday(hour, minute), worker.map(str::to_owned));
    let wish = Move { visit, start, consent, cause: Cause::System, worker };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
}

/// The calls that wait, as the inbox shows them.
async fn calls(desk: &Desk) -> Vec<Value> {
    let items = desk.get("inbox").await.ok()["items"].as_array().unwrap().clone();
    items.into_iter().filter(|item| item["what"]["cause"] == "not_seen").collect()
}

fn head(office: &Arc<Municipality>) -> u64 {
    office.log().read(|log| Ok(log.head()?.position)).unwrap()
}

/// The tasks about what a tablet has not seen, as a tablet that holds the client has them.
fn tasks(tablet: &Tablet, number: &str) -> Vec<StandingTask> {
    let state = tablet.client(tablet.find(number).unwrap());
    state.tasks.into_values().filter(|task| task.task.cause == TaskCause::NotSeen).collect()
}

#[tokio::test]
async fn a_cancellation_that_the_tablet_has_not_taken_is_one_call_until_it_has() {
    let office = Office::open();
    let serving = office.serve().await;
    let desk = coordinator(&office).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let never = seen(&desk, "Bitinienė").await;
    assert_eq!((&never["tablets"], &never["seen"], &never["unseen"]), (&json!(1), &Value::Null, &json!([])));
    take(&mut rasa).await;
    let fresh = seen(&desk, "Bitinienė").await;
    assert_eq!((&fresh["seen"], &fresh["phone"]), (&json!(monday(8, 0).0), &json!("0 600 00001")));
    let nobody = seen(&desk, "Klevas").await;
    assert_eq!((&nobody["tablets"], &nobody["seen"]), (&json!(0), &Value::Null));

    // Ona's, tomorrow at nine.
    let (_, ona, _) = visit(&office, "K-1");
    cancel(&desk, ona).await;
    let behind = seen(&desk, "Bitinienė").await;
    let [unseen] = &behind["unseen"].as_array().unwrap()[..] else { panic!("{behind}") };
    assert_eq!((&unseen["change"], &unseen["name"]), (&json!("cancelled"), &json!("Ona Ąžuolienė")));
    assert_eq!((&unseen["was"], &unseen["is"]), (&json!(monday(24 + 9, 0).0), &Value::Null));
    assert_eq!(unseen["since"], monday(8, 0).0);

    office.later(14);
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await, [] as [Value; 0]);
    office.later(1);
    office.municipality.watch_clock().unwrap();
    let raised = head(&office.municipality);
    office.municipality.watch_clock().unwrap();
    assert_eq!(head(&office.municipality), raised, "said once");
    let [call] = &calls(&desk).await[..] else { panic!() };
    let whom = &call["what"]["call"];
    assert_eq!((&whom["name"], &whom["phone"]), (&json!("Rasa Bitinienė"), &json!("0 600 00001")));
    assert_eq!((&whom["change"], &whom["was"]), (&json!("cancelled"), &json!(monday(24 + 9, 0).0)));
    assert_eq!(call["client"]["name"], "Ona Ąžuolienė");

    // Asked for, it is not known to be taken; asked from, it is.
    rasa.at_ms += 15 * 60_000;
    rasa.pull().await;
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await.len(), 1);
    rasa.pull().await;
    assert_eq!(seen(&desk, "Bitinienė").await["unseen"], json!([]));
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await, [] as [Value; 0]);
    rasa.pull().await;
    let [ended] = &tasks(&rasa, "K-1")[..] else { panic!() };
    assert_eq!(ended.end.as_ref().unwrap().outcome, TaskOutcome::NotNeeded);
    serving.stop().await;
}

#[tokio::test]
async fn a_visit_that_is_near_is_not_waited_for_and_one_that_is_over_is_not_called_about() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut desk = coordinator(&office).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    take(&mut rasa).await;
    // Petras's at ten, half an hour long.
    let (_, petras, _) = visit(&office, "K-2");
    office.later(30);
    desk.stay(&office).await;
    cancel(&desk, petras).await;
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await.len(), 0, "a tablet with signal has a minute");
    for (minutes, waiting) in [(1, 1), (30, 1), (80, 1), (10, 0), (60, 0)] {
        office.later(minutes);
        desk.stay(&office).await;
        office.municipality.watch_clock().unwrap();
        assert_eq!(calls(&desk).await.len(), waiting, "after {minutes} more minutes");
    }
    serving.stop().await;
}

#[tokio::test]
async fn whoever_goes_in_vain_is_called_and_whoever_is_new_is_not() {
    let office = Office::open();
    let serving = office.serve().await;
    let desk = coordinator(&office).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    take(&mut rasa).await;
    take(&mut jonas).await;
    let (_, petras, _) = visit(&office, "K-2");
    let (_, zose, _) = visit(&office, "K-3");
    move_to(&office, petras, (10, 0), Consent::Kept, Some("D02"));
    move_to(&office, zose, (14, 0), Consent::Office, None);
    let changes = async |surname: &str| -> Vec<Value> {
        let line = seen(&desk, surname).await;
        line["unseen"].as_array().unwrap().iter().map(|one| one["change"].clone()).collect()
    };
    assert_eq!(changes("Bitinienė").await, ["away"]);
    assert_eq!(changes("Klevas").await, ["new", "moved"]);
    office.later(15);
    office.municipality.watch_clock().unwrap();
    let said: Vec<_> = calls(&desk)
        .await
        .iter()
        .map(|call| (call["what"]["call"]["name"].clone(), call["what"]["call"]["change"].clone()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.contains(&(json!("Rasa Bitinienė"), json!("away"))), "{said:?}");
    assert!(said.contains(&(json!("Jonas Klevas"), json!("moved"))), "{said:?}");
    // She was told: the same change is not said again, and taken back it is nothing to tell. Another one is another call.
    let of_rasa =
        |calls: Vec<Value>| calls.into_iter().find(|call| call["client"]["name"] == "Petras Beržas");
    let task = of_rasa(calls(&desk).await).unwrap()["what"]["task"].as_str().unwrap().to_owned();
    desk.post(&format!("tasks/{task}/end"), json!({ "outcome": "done", "words": "paskambinta" })).await.ok();
    office.municipality.watch_clock().unwrap();
    assert!(of_rasa(calls(&desk).await).is_none());
    move_to(&office, petras, (10, 0), Consent::Kept, Some("D01"));
    assert_eq!(changes("Bitinienė").await, [] as [Value; 0]);
    move_to(&office, petras, (10, 0), Consent::Kept, Some("D02"));
    office.municipality.watch_clock().unwrap();
    assert!(of_rasa(calls(&desk).await).is_some_and(|call| call["what"]["task"] != *task));
    serving.stop().await;
}

#[tokio::test]
async fn what_she_did_herself_needs_no_call_nor_what_she_is_away_from() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut desk = coordinator(&office).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    take(&mut rasa).await;
    take(&mut jonas).await;
    let (stream, petras, of_rasa) = visit(&office, "K-2");
    let cancelled = VisitEvent::Cancelled { by_client: true, reason: "".into() };
    let made = [rasa.make(stream, Body::Visit(petras, cancelled))];
    rasa.push(&made, vec![]).await;
    assert_eq!(seen(&desk, "Bitinienė").await["unseen"], json!([]));
    // Jonas is ill, and his visit is given to Rasa: nobody calls a sick man about it.
    let (_, zose, of_jonas) = visit(&office, "K-3");
    let by = office.municipality.office();
    let today = (monday(8, 0), monday(17, 0));
    office.municipality.block_time(by, of_jonas, today, BlockKind::Ill, &"".into()).unwrap();
    move_to(&office, zose, (11, 0), Consent::Kept, Some("D01"));
    assert_eq!(seen(&desk, "Klevas").await["unseen"][0]["change"], "away");
    office.later(60);
    desk.stay(&office).await;
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await, [] as [Value; 0]);
    assert_ne!(of_rasa, of_jonas);
    serving.stop().await;
}

#[tokio::test]
async fn either_tablet_is_enough_a_locked_one_shows_nothing_and_a_revoked_one_counts_no_more() {
    let office = Office::open();
    let serving = office.serve().await;
    let desk = coordinator(&office).await;
    let mut old = Tablet::enrol(&office, &serving, "D01").await;
    let mut new = Tablet::enrol(&office, &serving, "D01").await;
    take(&mut old).await;
    take(&mut new).await;
    let (_, ona, _) = visit(&office, "K-1");
    cancel(&desk, ona).await;
    let unseen = async || seen(&desk, "Bitinienė").await["unseen"].as_array().unwrap().len();
    assert_eq!(unseen().await, 1);
    // Locked, it takes the log; nobody can look at it.
    let before = new.cursor;
    for _ in 0..2 {
        let request = new.pull_request(500);
        let answer: PullAnswer = new.ask_as(Prover::Transport, "pull", &request).await.unwrap();
        new.cursor = answer.pulled.unwrap().scanned;
    }
    assert_eq!(unseen().await, 1);
    new.cursor = before;
    take(&mut new).await;
    assert_eq!(unseen().await, 0);
    // The one that took it is lost: by the other one she would go.
    assert!(desk.delete(&format!("tablets/{}", new.me.installation)).await.status.is_success());
    let line = seen(&desk, "Bitinienė").await;
    assert_eq!((&line["tablets"], line["unseen"].as_array().unwrap().len()), (&json!(1), 1));
    assert!(desk.delete(&format!("tablets/{}", old.me.installation)).await.status.is_success());
    let line = seen(&desk, "Bitinienė").await;
    assert_eq!((&line["tablets"], &line["seen"]), (&json!(0), &Value::Null));
    // She has none any more: what came after the last she had in hand is called about.
    let (_, petras, _) = visit(&office, "K-2");
    cancel(&desk, petras).await;
    office.later(15);
    office.municipality.watch_clock().unwrap();
    let called = calls(&desk).await;
    assert_eq!(called.len(), 1, "{called:?}");
    assert_eq!(called[0]["client"]["name"], "Petras Beržas");
    // Her clients are others' now: she has left, and nobody calls her any more.
    for client in ["K-1", "K-2"] {
        office.municipality.assign(office.municipality.office(), client, "D02").unwrap();
    }
    assert_eq!(unseen().await, 0);
    office.municipality.watch_clock().unwrap();
    assert_eq!(calls(&desk).await, [] as [Value; 0]);
    serving.stop().await;
}

#[tokio::test]
async fn sightings_outlive_a_restart_and_go_back_with_the_log() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    take(&mut rasa).await;
    let (_, ona, _) = visit(&office, "K-1");
    let file = office.folder.path().join("alytus.backup");
    let desk = coordinator(&office).await;
    cancel(&desk, ona).await;
    back_up(&office.municipality, &file);
    take(&mut rasa).await;
    serving.stop().await;
    drop(desk);
    let later = office.clock();
    office.later(20);
    let (_folder, data, _) = office.close();

    // What was taken is known to the server that comes back.
    let again = Municipality::open(&data, "alytus", later.clone()).unwrap();
    let before = head(&again);
    again.watch_clock().unwrap();
    assert_eq!(head(&again), before, "nothing to say: it was taken");
    drop(again);
    // By the backup it was not; the tablet says so as soon as it has asked the restored log from where both agree.
    let restored = restore(&data, "alytus", &file, later).unwrap();
    let before = head(&restored);
    restored.watch_clock().unwrap();
    assert_eq!(head(&restored), before + 1, "a call");
    restored.watch_clock().unwrap();
    assert_eq!(head(&restored), before + 1, "said once");
    let serving = Serving::of(&data, Arc::clone(&restored)).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());
    rasa.at_ms += 20 * 60_000;
    take(&mut rasa).await;
    let [waiting] = &tasks(&rasa, "K-1")[..] else { panic!() };
    assert!(waiting.end.is_none());
    restored.watch_clock().unwrap();
    rasa.pull().await;
    let [ended] = &tasks(&rasa, "K-1")[..] else { panic!() };
    assert_eq!(ended.end.as_ref().unwrap().outcome, TaskOutcome::NotNeeded);
    serving.stop().await;
}

#[tokio::test]
async fn everybody_sees_of_it_what_is_within_reach() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    take(&mut rasa).await;
    take(&mut jonas).await;
    let (_, petras, _) = visit(&office, "K-2");
    move_to(&office, petras, (10, 0), Consent::Kept, Some("D02"));
    let names = |view: &Value| -> Vec<String> {
        let workers = view["workers"].as_array().unwrap().iter();
        workers.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let own = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let view = own.get("workers/seen").await.ok();
    assert_eq!(names(&view), ["Rasa Bitinienė"]);
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let view = officer.get("workers/seen").await.ok();
    assert_eq!(names(&view), ["Rasa Bitinienė", "Jonas Klevas"]);
    let administrator = Desk::with(&office, StaffRole::Administrator, "", None).await;
    assert_eq!(administrator.get("workers/seen").await.code(), "not_allowed");
    let tablets = administrator.get("tablets").await.ok();
    let seen: Vec<_> = tablets.as_array().unwrap().iter().map(|one| one["seen"].clone()).collect();
    assert_eq!(seen, [json!(monday(8, 0).0), json!(monday(8, 0).0)]);
    serving.stop().await;
}
