//! Work of a tablet that has no place: shown with why, decided on, placed when it may be, and never dropped.

use super::{items, only, push};
use crate::desk::Desk;
use crate::office::Office;
use crate::tablet::{Tablet, note};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::{Code, ProblemCode, PushAnswer, PushOutcome, PushRequest, Verdict};

async fn settled(desk: &Desk) -> Vec<Value> {
    desk.get("inbox/settled").await.ok()["items"].as_array().unwrap().clone()
}

fn path(item: &Value) -> String {
    format!("tablets/{}/held", item["what"]["tablet"].as_str().unwrap())
}

fn wish(item: &Value, act: &str) -> Value {
    json!({ "hashes": item["what"]["hashes"], "act": act })
}

/// Rasa's tablet writes two notes about a client who is not hers.
async fn two_notes(office: &Office, rasa: &mut Tablet, jonas: &mut Tablet) {
    rasa.pull().await;
    jonas.pull().await;
    let zose = jonas.find("K-3").unwrap();
    // She knows the key: he lent her his tablet once.
    rasa.data_keys.insert(zose, jonas.data_keys[&zose].clone());
    for words in ["viena", "kita"] {
        let made = rasa.make(zose, note(words));
        assert_eq!(rasa.hand_in(&made).await, Verdict::Refused(Code::NOT_ALLOWED));
    }
    assert_eq!(office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap().len(), 2);
}

#[tokio::test]
async fn what_has_no_place_is_shown_with_why_and_decided_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    two_notes(&office, &mut rasa, &mut jonas).await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let item = only(&desk).await;
    let what = &item["what"];
    assert_eq!(
        (&what["kind"], &what["why"], &what["thing"], &item["client"]["name"], &what["worker"]["name"]),
        (
            &json!("held"),
            &json!("not_allowed"),
            &json!("note"),
            &json!("Zosė Drebulė"),
            &json!("Rasa Bitinienė")
        )
    );
    assert_eq!((what["hashes"].as_array().unwrap().len(), &what["may_be_placed"]), (2, &json!(true)));

    // Nothing has changed: it still has no place.
    let tried = desk.post(&path(&item), wish(&item, "place")).await.ok();
    assert_eq!(tried, json!({ "done": 0, "left": 2 }));
    let done = desk.post(&path(&item), wish(&item, "keep")).await.ok();
    assert_eq!(done, json!({ "done": 2, "left": 0 }));
    assert!(items(&desk).await.is_empty());
    let slower = desk.post(&path(&item), wish(&item, "let_go")).await;
    assert_eq!((slower.status, slower.code()), (StatusCode::CONFLICT, "settled_meanwhile"));

    let outcome = settled(&desk).await.remove(0);
    assert_eq!((&outcome["how"]["kind"], &outcome["matter"]["count"]), (&json!("kept"), &json!(2)));
    assert!(outcome["keys"].as_array().unwrap().contains(&item["key"]));
    // Seen is not dropped, whatever the tablet does; and a mistake is taken back.
    assert_eq!(office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap().len(), 2);
    let back = json!({ "hashes": outcome["back"]["hashes"], "act": "take_up" });
    desk.post(&path(&item), back).await.ok();
    assert_eq!(only(&desk).await["key"], item["key"]);
    let audit = Desk::with(&office, StaffRole::Officer, "", None).await;
    let lines = audit.get("audit").await.ok()["lines"].as_array().unwrap().clone();
    let deeds: Vec<&str> = lines.iter().filter_map(|line| line["deed"].as_str()).collect();
    for (deed, times) in [("held_work_kept", 2), ("held_work_taken_up_again", 2)] {
        assert_eq!(deeds.iter().filter(|known| **known == deed).count(), times, "{deeds:?}");
    }
    let silent = |line: &Value| !line["reason"].as_str().unwrap_or_default().contains("viena");
    assert!(lines.iter().all(silent), "the audit says no word of a client's");
    serving.stop().await;
}

#[tokio::test]
async fn what_may_be_written_by_now_is_placed_by_the_rule_of_rights() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    two_notes(&office, &mut rasa, &mut jonas).await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let item = only(&desk).await;
    office.municipality.assign(office.municipality.office(), "K-3", "D01").unwrap();
    let placed = desk.post(&path(&item), wish(&item, "place")).await.ok();
    assert_eq!(placed, json!({ "done": 2, "left": 0 }));
    assert!(items(&desk).await.iter().all(|left| left["what"]["kind"] != "held"));
    let outcomes = settled(&desk).await;
    let placed: Vec<&Value> = outcomes.iter().filter(|one| one["how"]["kind"] == "placed").collect();
    assert_eq!((placed.len(), &placed[0]["matter"]["thing"]), (1, &json!("note")));
    jonas.pull().await;
    rasa.pull().await;
    assert_eq!(rasa.client(rasa.find("K-3").unwrap()).notes.len(), 2);
    serving.stop().await;
}

#[tokio::test]
async fn a_unit_decides_about_its_own_tablets_alone() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    two_notes(&office, &mut rasa, &mut jonas).await;
    let desk = Desk::with(&office, StaffRole::Officer, "", None).await;
    let item = only(&desk).await;
    assert_eq!(desk.post(&path(&item), wish(&item, "keep")).await.status, StatusCode::FORBIDDEN);
    let elsewhere = Desk::with(&office, StaffRole::Coordinator, "Kitas skyrius", None).await;
    assert!(items(&elsewhere).await.is_empty());
    assert_eq!(elsewhere.post(&path(&item), wish(&item, "keep")).await.status, StatusCode::FORBIDDEN);
    let wrong = json!({ "hashes": ["ne maiša"], "act": "keep" });
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    assert_eq!(head.post(&path(&item), wrong).await.status, StatusCode::BAD_REQUEST);
    push(&mut rasa, "K-1", vec![note("sava")]).await;
    assert_eq!(only(&head).await["key"], item["key"], "what follows on the chain is taken in");
    serving.stop().await;
}

#[tokio::test]
async fn a_tablet_hands_in_no_more_than_somebody_can_decide_on_and_loses_nothing() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let revoked = desk.delete(&format!("tablets/{}", rasa.me.installation)).await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT);
    let ona = rasa.find("K-1").unwrap();
    let made: Vec<_> = (0..4_001).map(|_| rasa.make(ona, note("x"))).collect();
    let parked = Verdict::Parked(Code::QUARANTINED);
    for batch in [&made[..2_000], &made[2_000..4_000]] {
        let PushOutcome::Judged(verdicts) = rasa.push(batch, vec![]).await else { panic!("judged") };
        assert!(verdicts.iter().all(|verdict| *verdict == parked));
    }
    let last = PushRequest::Run {
        events: vec![made[4_000].event.clone()],
        newest: made[4_000].signature,
        offers: vec![],
        gap: false,
    };
    for _ in 0..2 {
        assert_eq!(rasa.ask::<PushAnswer>("push", &last).await.err(), Some(ProblemCode::Busy), "later");
    }
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    assert_eq!(records.iter().filter(|record| record.deed == "tablet full").count(), 1);
    // The office sees it, decides, and there is room.
    let item = only(&desk).await;
    assert_eq!((&item["what"]["why"], &item["what"]["full"]), (&json!("revoked"), &json!(true)));
    desk.post(&path(&item), wish(&item, "keep")).await.ok();
    assert_eq!(only(&desk).await["what"]["full"], false);
    assert_eq!(rasa.hand_in(&made[4_000]).await, parked);
}
