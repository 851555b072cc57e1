//! What the audit tells in the console beside its search: who saw a client, what was on a tablet, whether the chain holds, and
//! what was tried and was wrong.

use crate::desk::Desk;
use crate::office::Office;
use crate::tablet::{Keys, Tablet, post};
use axum::http::StatusCode;
use serde_json::{Value, json};
use vizitas_server::Approval;
use vizitas_server::staff::StaffRole;
use vizitas_sync::code::EnrolCode;
use vizitas_sync::wire::{EnrolAnswer, Message, ProblemCode, PullAnswer, PullRequest};

fn deeds(office: &Office, deed: &str) -> Vec<(String, bool)> {
    let all = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    let these = all.into_iter().filter(|record| record.deed == deed);
    these.map(|record| (record.reason, record.about.is_some())).collect()
}

#[tokio::test]
async fn who_saw_a_client_and_what_was_on_a_tablet_are_told_to_officer_and_administrator() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    jonas.pull().await;
    let rasa = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let coordinator = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let zose = office.municipality.agenda("2026-11-23".parse().unwrap(), Some("D02")).unwrap()[0].stream;
    assert_eq!(rasa.get(&format!("clients/{zose}")).await.code(), "opening_needed");
    rasa.open(zose, "Pavaduoju Joną").await;
    rasa.get(&format!("clients/{zose}")).await.ok();
    let saw = officer.get("audit/who-saw/K-3").await.ok();
    assert_eq!(
        (&saw["client"], &saw["name"], &saw["number"]),
        (&json!(zose), &json!("Zosė Drebulė"), &json!("K-3"))
    );
    let looks: Vec<(Value, Value, Value)> = saw["looks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| (look["name"].clone(), look["refused"].clone(), look["reason"].clone()))
        .collect();
    // The newest first; which route was refused is not for here.
    let expected =
        [(json!("d01"), json!(false), json!("Pavaduoju Joną")), (json!("d01"), json!(true), json!(""))];
    assert_eq!(looks, expected);
    assert_eq!(saw["held"][0]["name"], "Jonas Klevas");
    // An administrator sees no client: by id alone, and no name.
    assert_eq!(chief.get("audit/who-saw/K-3").await.status, StatusCode::NOT_FOUND);
    let saw = chief.get(&format!("audit/who-saw/{zose}")).await.ok();
    assert_eq!(
        (&saw["name"], &saw["number"], saw["looks"].as_array().unwrap().len()),
        (&json!(null), &json!(null), 2)
    );
    assert_eq!(
        chief.get(&format!("audit/who-saw/{}", uuid::Uuid::now_v7())).await.status,
        StatusCode::NOT_FOUND
    );
    // Who took all that is held is told from who looked.
    let asks = json!({ "reason": "Prašo pati" });
    officer.post(&format!("clients/{zose}/dossier"), asks).await.ok();
    let saw = officer.get(&format!("audit/who-saw/{zose}")).await.ok();
    let taken = |look: &Value| look["exported"] == true;
    let looks = saw["looks"].as_array().unwrap();
    assert_eq!((&looks[0]["name"], &looks[0]["exported"]), (&json!("officer"), &json!(true)), "{saw}");
    assert_eq!(looks.iter().filter(|look| taken(look)).count(), 1, "{saw}");
    // What was on the tablet.
    let tablets = officer.get("audit/tablets").await.ok();
    assert_eq!(
        (&tablets[0]["tablet"], &tablets[0]["name"]),
        (&json!(jonas.me.installation), &json!("Jonas Klevas"))
    );
    let path = format!("audit/tablets/{}", jonas.me.installation);
    let held = officer.get(&path).await.ok();
    assert_eq!(
        (&held["clients"][0]["name"], &held["clients"][0]["number"]),
        (&json!("Zosė Drebulė"), &json!("K-3"))
    );
    let held = chief.get(&path).await.ok();
    assert_eq!((&held["clients"][0]["client"], &held["clients"][0]["name"]), (&json!(zose), &json!(null)));
    for asked in ["audit/who-saw/K-3", "audit/tablets", &path, "audit/chain"] {
        assert_eq!(coordinator.get(asked).await.code(), "not_allowed", "{asked}");
    }
    // That it was asked stands in the audit, and that the list of the erased was looked at.
    officer.get("erasures").await.ok();
    let counted = ["asked who saw", "asked what a tablet held", "looked at erasures"]
        .map(|deed| deeds(&office, deed).len());
    assert_eq!(counted, [3, 2, 1]);
    serving.stop().await;
}

#[tokio::test]
async fn the_state_of_the_chain_is_told_and_it_is_walked_on_demand() {
    let office = Office::open();
    let serving = office.serve().await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    // The server signs once as it begins.
    office.municipality.watch_clock().unwrap();
    let fresh = chief.get("audit/chain").await.ok();
    assert!(fresh["records"].as_u64().unwrap() > 0 && fresh["key"].as_str().unwrap().len() == 16, "{fresh}");
    office.later(61);
    office.municipality.watch_clock().unwrap();
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    jonas.at_ms = office.clock().ms();
    let asking = PullRequest { audit: Some(0), ..jonas.pull_request(500) };
    let told: PullAnswer = jonas.ask("pull", &asking).await.unwrap();
    let end = told.audit.expect("a signed end");
    let asking = PullRequest { audit: Some(end.head.records), witness: vec![end], ..jonas.pull_request(500) };
    let _: PullAnswer = jonas.ask("pull", &asking).await.unwrap();
    let mut chief = chief;
    chief.stay(&office).await;
    let state = chief.get("audit/chain").await.ok();
    assert!(state["signed"].is_u64() && state["signed_at"].is_i64(), "{state}");
    assert_eq!(state["checkpoints"].as_u64(), fresh["checkpoints"].as_u64().map(|before| before + 1));
    assert_eq!(
        (&state["witnesses"][0]["name"], &state["witnesses"][0]["fits"]),
        (&json!("Jonas Klevas"), &json!(true))
    );
    let found = chief.post("audit/chain/verify", json!({})).await.ok();
    assert_eq!((&found["found"], &found["witnesses"]), (&json!("holds"), &json!(1)));
    assert!(found["records"].as_u64() >= found["covered"].as_u64());
    assert_eq!(deeds(&office, "verified the audit").len(), 1);
    serving.stop().await;
}

#[tokio::test]
async fn codes_that_let_nobody_in_are_written_down_by_their_kind_and_fill_no_disk() {
    let office = Office::open();
    let serving = office.serve().await;
    let code = office.municipality.enrolment_code(&office.data, "D01", Approval::Asked).unwrap();
    let other = office.municipality.enrolment_code(&office.data, "D02", Approval::Asked).unwrap();
    let url = format!("https://localhost:{}/m/alytus/enrol", serving.address.port());
    let http = crate::tablet::client(&serving.certificate, &[&rustls::version::TLS13]);
    let tries = async |code: &EnrolCode, lookup: Option<[u8; 8]>| {
        let mut request = Keys::new().request(code);
        request.lookup = lookup.unwrap_or(request.lookup);
        post::<EnrolAnswer>(&http, url.clone(), None, request.encode()).await.err()
    };
    // Nobody's; another code's secret; and both again and again within a minute.
    for _ in 0..3 {
        assert_eq!(tries(&code, Some([9; 8])).await, Some(ProblemCode::Code));
        assert_eq!(tries(&code, Some(other.secret.lookup())).await, Some(ProblemCode::Code));
    }
    assert_eq!(tries(&code, None).await, None, "the right one");
    assert_eq!(tries(&code, None).await, Some(ProblemCode::Code), "by another tablet");
    office.later(24 * 60);
    assert_eq!(tries(&other, None).await, Some(ProblemCode::Code));
    let told = |deed| deeds(&office, deed);
    assert_eq!(told("enrolment code unknown"), [(String::new(), false)]);
    assert_eq!(told("enrolment code wrong"), [(String::new(), true)]);
    assert_eq!(told("enrolment code used again"), [(String::new(), true)]);
    assert_eq!(told("enrolment code expired"), [(String::new(), true)]);
    office.later(1);
    assert_eq!(tries(&code, Some([9; 8])).await, Some(ProblemCode::Code));
    assert_eq!(told("enrolment code unknown").len(), 2, "once a minute");
    serving.stop().await;
}

#[tokio::test]
async fn wrong_pins_that_a_tablet_tells_of_are_written_down_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let tells = async |wrong: Option<u32>| {
        let request = PullRequest { wrong_tries: wrong, ..rasa.pull_request(10) };
        rasa.ask::<PullAnswer>("pull", &request).await.unwrap();
        deeds(&office, "wrong pin tries").into_iter().map(|(count, _)| count).collect::<Vec<_>>()
    };
    assert_eq!(tells(None).await, [""; 0]);
    assert_eq!(tells(Some(0)).await, [""; 0]);
    assert_eq!(tells(Some(3)).await, ["3"]);
    assert_eq!(tells(Some(3)).await, ["3"]);
    assert_eq!(tells(Some(5)).await, ["3", "2"]);
    // Put back to an older state: what it tells of later counts from there.
    assert_eq!(tells(Some(1)).await, ["3", "2"]);
    assert_eq!(tells(Some(2)).await, ["3", "2", "1"]);
    serving.stop().await;
}
