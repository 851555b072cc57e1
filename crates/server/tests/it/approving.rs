//! A tablet that came by a code and waits: no door opens for it, a second person approves it or refuses.

use crate::desk::{Desk, now};
use crate::office::{Office, Serving};
use crate::tablet::{Tablet, client, note};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::StreamId;
use vizitas_server::Approval;
use vizitas_server::http::{ENROL, EVENTS, PROOF_HEADER, tablet_routes};
use vizitas_server::log::{StaffRow, Write};
use vizitas_server::staff::StaffRole;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::keys::{DataKey, StreamKey};
use vizitas_sync::wire::{
    Message, Problem, ProblemCode, Proof, Prover, PullAnswer, PushAnswer, PushOutcome, PushRequest, Verdict,
};

/// A tablet of a worker's that has used its code and waits.
async fn waiting(office: &Office, serving: &Serving, worker: &str) -> Tablet {
    let code = office.municipality.enrolment_code(&office.data, worker, Approval::Asked).unwrap();
    Tablet::enrol_with(serving, &code).await
}

/// The problem that a route answers a request of this tablet's with.
async fn problem(tablet: &Tablet, route: &str, prover: Prover, body: &[u8]) -> (StatusCode, Problem) {
    let key = if prover == Prover::Unlocked { &tablet.keys.signing } else { &tablet.keys.transport };
    let proof = Proof::make(tablet.me.installation, prover, tablet.at_ms, route, body, key);
    let url = format!("{}/{route}", tablet.url);
    let request = match route {
        EVENTS => tablet.http.get(url),
        _ => tablet.http.post(url).body(body.to_vec()),
    };
    let request = request.header(PROOF_HEADER, URL_SAFE_NO_PAD.encode(proof.encode()));
    let answer = request.send().await.unwrap();
    let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
    assert!(!status.is_success(), "{route} answers");
    (status, Problem::decode(&answer.bytes().await.unwrap()).unwrap())
}

/// The tablets as somebody of the office sees them.
async fn listed(desk: &Desk) -> Vec<Value> {
    desk.get("tablets").await.ok().as_array().unwrap().clone()
}

async fn deeds(desk: &Desk) -> Vec<String> {
    let audit = desk.get("audit").await.ok();
    let lines = audit["lines"].as_array().unwrap().iter();
    lines.map(|line| line["deed"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_route_but_the_one_it_came_by_is_shut_for_a_tablet_that_waits() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = waiting(&office, &serving, "D01").await;
    assert_eq!(tablet_routes().filter(|route| *route == ENROL).count(), 1);
    assert!(tablet_routes().count() >= 8);
    for route in tablet_routes().filter(|route| *route != ENROL) {
        for prover in [Prover::Unlocked, Prover::Transport] {
            let (status, said) = problem(&rasa, route, prover, &[]).await;
            assert_eq!((status, said.code), (StatusCode::FORBIDDEN, ProblemCode::NotApproved), "{route}");
            assert_eq!(said.retry_after_s, 0, "an app of before tries again within a minute");
        }
    }
    // What it asks for in earnest changes nothing.
    let (_, said) = problem(&rasa, "pull", Prover::Unlocked, &rasa.pull_request(500).encode()).await;
    assert_eq!(said.code, ProblemCode::NotApproved);
    serving.stop().await;
}

#[tokio::test]
async fn nobody_carries_what_a_waiting_tablet_made() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = waiting(&office, &serving, "D01").await;
    let jonas = Tablet::enrol(&office, &serving, "D02").await;
    let key = StreamKey {
        stream: StreamId(uuid::Uuid::now_v7()),
        generation: 1,
        key: DataKey::from_bytes([7; 32]),
    };
    let made = rasa.make_under(&key, Role::Worker, note("svetima ranka"));
    let run = PushRequest::Run {
        events: vec![made.event.clone()],
        newest: made.signature,
        offers: vec![],
        gap: false,
    };
    let answer = jonas.ask::<PushAnswer>("push", &run).await;
    assert_eq!(answer.unwrap_err(), ProblemCode::NotApproved);
    serving.stop().await;
}

#[tokio::test]
async fn it_waits_works_from_its_approval_on_and_what_it_wrote_arrives() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = waiting(&office, &serving, "D01").await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let mut all = listed(&desk).await;
    let shown = all.remove(0);
    let check = CheckNumber::of(&rasa.keys.signing.verifying(), &rasa.keys.opener.recipient().unwrap());
    assert_eq!(shown["waiting"]["check"], check.to_string(), "both sides show the same");
    assert_eq!((&shown["waiting"]["gave"], &shown["approved"]), (&json!(false), &json!(false)));
    assert_eq!(desk.get("tablets/waiting").await.ok(), json!([shown]));
    // Met at the door before anybody looked.
    let stream = StreamId(uuid::Uuid::now_v7());
    let key = StreamKey { stream, generation: 1, key: DataKey::from_bytes([7; 32]) };
    let registered =
        Body::ClientRegistered { number: None, fields: vec![Field::Surname("Čepulienė".into())] };
    let made = rasa.make_under(&key, Role::Worker, registered);
    let run = PushRequest::Run {
        events: vec![made.event.clone()],
        newest: made.signature,
        offers: vec![rasa.offer(&key)],
        gap: false,
    };
    assert_eq!(rasa.ask::<PushAnswer>("push", &run).await.unwrap_err(), ProblemCode::NotApproved);
    let path = format!("tablets/{}/approve", rasa.me.installation);
    assert_eq!(desk.post(&path, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.post(&path, json!({})).await.status, StatusCode::NO_CONTENT, "twice is once");
    let PushOutcome::Judged(verdicts) = rasa.send(&run).await else { panic!("not judged") };
    assert!(matches!(verdicts[..], [Verdict::At(_)]), "{verdicts:?}");
    rasa.pull().await;
    assert!(rasa.find("K-1").is_some(), "her people have come");
    assert_eq!(desk.get("tablets/waiting").await.ok(), json!([]));
    assert_eq!(listed(&desk).await[0]["waiting"], Value::Null);
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let deeds = deeds(&chief).await;
    assert_eq!(deeds.iter().filter(|deed| *deed == "tablet_approved").count(), 1, "{deeds:?}");
    serving.stop().await;
}

#[tokio::test]
async fn it_is_refused_and_told_so() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = waiting(&office, &serving, "D01").await;
    let desk = Desk::with(&office, StaffRole::Head, "", None).await;
    let path = format!("tablets/{}", rasa.me.installation);
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    // Of one whose rights were taken, work that waits is welcome; of one that never had any, nothing is.
    for route in tablet_routes().filter(|route| *route != ENROL) {
        let (_, said) = problem(&rasa, route, Prover::Unlocked, &[]).await;
        assert_eq!(said.code, ProblemCode::Revoked, "{route}");
    }
    let late = desk.post(&format!("{path}/approve"), json!({})).await;
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "moved"));
    let shown = listed(&desk).await.remove(0);
    assert_eq!((&shown["waiting"], &shown["approved"]), (&Value::Null, &json!(false)));
    assert!(shown["revoked"].is_i64());
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let deeds = deeds(&chief).await;
    assert!(deeds.contains(&"tablet_refused".to_owned()) && !deeds.contains(&"tablet_revoked".to_owned()));
    serving.stop().await;
}

#[tokio::test]
async fn who_gave_the_code_approves_only_where_nobody_else_could() {
    let office = Office::open();
    let serving = office.serve().await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let worker = office.municipality.worker("D01").unwrap();
    let come = async || {
        let given = chief.post(&format!("workers/{worker}/tablets"), json!({})).await.ok();
        let code = given["code"].as_str().unwrap().parse().unwrap();
        Tablet::enrol_with(&serving, &code).await.me.installation
    };
    let approve = async |desk: &Desk, tablet: &vizitas_domain::id::InstallationId| {
        desk.post(&format!("tablets/{tablet}/approve"), json!({})).await
    };
    // She is alone: nobody else may, and the audit says what she did.
    let first = come().await;
    let shown = listed(&chief).await.remove(0);
    assert_eq!((&shown["waiting"]["gave"], &shown["waiting"]["others"]), (&json!(true), &json!([])));
    assert_eq!(approve(&chief, &first).await.status, StatusCode::NO_CONTENT);
    assert_eq!(deeds(&chief).await[0], "tablet_approved_with_own_code");
    // A worker, an officer, and a coordinator of another unit are no others.
    Desk::with(&office, StaffRole::Officer, "", None).await;
    Desk::with(&office, StaffRole::Worker, "", Some("D02")).await;
    let elsewhere = Desk::with(&office, StaffRole::Coordinator, "Kitas skyrius", None).await;
    let second = come().await;
    assert_eq!(approve(&elsewhere, &second).await.code(), "not_allowed");
    assert_eq!(elsewhere.delete(&format!("tablets/{second}")).await.code(), "not_allowed");
    assert_eq!(approve(&chief, &second).await.status, StatusCode::NO_CONTENT);
    // A head is: from now on it takes two.
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    let third = come().await;
    let shown = chief.get("tablets/waiting").await.ok();
    assert_eq!(shown[0]["waiting"]["others"].as_array().unwrap().len(), 1);
    let own = approve(&chief, &third).await;
    assert_eq!((own.status, own.code()), (StatusCode::UNPROCESSABLE_ENTITY, "own_code"));
    assert_eq!(approve(&head, &third).await.status, StatusCode::NO_CONTENT);
    assert_eq!(deeds(&chief).await[0], "tablet_approved");
    // Who gave it may always send it away.
    let fourth = come().await;
    // She who leaves later is the second until then, and nobody afterwards.
    for (minutes, others) in [(1, 1), (0, 0)] {
        let disabled = Some(now(&office).plus_minutes(minutes));
        let leaves = move |log: &mut dyn Write| {
            let row = log.read().staff_named("head")?.expect("the head");
            log.put_staff(&StaffRow { disabled, ..row })
        };
        office.municipality.log().write(leaves).unwrap();
        let shown = chief.get("tablets/waiting").await.ok();
        assert_eq!(shown[0]["waiting"]["others"].as_array().unwrap().len(), others, "{minutes}");
    }
    assert_eq!(chief.delete(&format!("tablets/{fourth}")).await.status, StatusCode::NO_CONTENT);
    serving.stop().await;
}

#[tokio::test]
async fn a_screen_of_the_office_is_woken_when_a_tablet_comes_and_when_it_is_decided_on() {
    let office = Office::open();
    let serving = office.serve().await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let api = format!("https://localhost:{}/m/alytus/api", serving.address.port());
    let cookie = format!("__Secure-vizitas_session={}", desk.cookie.as_deref().unwrap());
    let listen = http.get(format!("{api}/events")).header("cookie", &cookie);
    let mut stream = listen.send().await.unwrap();
    let first = stream.chunk().await.unwrap().unwrap();
    let rasa = waiting(&office, &serving, "D01").await;
    assert_eq!(stream.chunk().await.unwrap().unwrap(), first, "the same position, said anew");
    let approve = http.post(format!("{api}/tablets/{}/approve", rasa.me.installation));
    let approve = approve.header("cookie", &cookie).header("vizitas-console", "1");
    assert!(approve.send().await.unwrap().status().is_success());
    assert_eq!(stream.chunk().await.unwrap().unwrap(), first);
    serving.stop().await;
}

#[tokio::test]
async fn a_code_of_the_command_line_may_carry_the_approval() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.ask::<PullAnswer>("pull", &rasa.pull_request(1)).await.unwrap();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let deeds = deeds(&chief).await;
    assert!(deeds.contains(&"enrolment_code_given_with_approval".to_owned()), "{deeds:?}");
    serving.stop().await;
}

#[tokio::test]
async fn a_tablet_that_waits_counts_as_none() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = waiting(&office, &serving, "D01").await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let tablets = async || {
        let workers = desk.get("workers").await.ok();
        let seen = desk.get("workers/seen").await.ok();
        let of = |list: &Value| {
            list.as_array().unwrap().iter().find(|one| one["worker"] == json!(rasa.me.actor.0)).unwrap()["tablets"]
                .clone()
        };
        (of(&workers), of(&seen["workers"]))
    };
    assert_eq!(tablets().await, (json!(0), json!(0)));
    desk.post(&format!("tablets/{}/approve", rasa.me.installation), json!({})).await;
    assert_eq!(tablets().await, (json!(1), json!(1)));
    serving.stop().await;
}
