//! The administrator's pages: people, tablets, books, the audit; and how far a worker and a coordinator see.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, WORKERS};
use crate::tablet::Tablet;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::{ProblemCode, PullAnswer};

fn one<'a>(list: &'a Value, name: &str, value: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|item| item[name] == value).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn people_come_change_and_go() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let new = json!({ "login": "Ruta", "name": "Rūta Kalnienė", "role": "coordinator", "unit": "Poskyris", "worker": null });
    let set_up = chief.post("staff", new.clone()).await.ok();
    assert_eq!(chief.post("staff", new).await.code(), "exists");
    assert_eq!(one(&chief.get("staff").await.ok(), "login", "ruta")["standing"], "invited");
    let mut ruta = Desk::of(&office);
    ruta.set_up(&office, "ruta", set_up["code"].as_str().unwrap()).await;
    let actor = set_up["actor"].as_str().unwrap();
    let view = chief.get("staff").await.ok();
    assert_eq!(
        (&one(&view, "login", "ruta")["standing"], &one(&view, "login", "ruta")["sessions"]),
        (&json!("active"), &json!(1))
    );
    // Another role is another session; an administrator ends any.
    let edit = |role, disabled| json!({ "name": "Rūta", "role": role, "unit": "", "disabled": disabled });
    let path = format!("staff/{actor}");
    assert_eq!(
        chief.ask(Method::PUT, &path, Some(edit("officer", false))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(ruta.get("me").await.status, StatusCode::UNAUTHORIZED);
    let code = chief.post(&format!("{path}/reset"), json!({})).await.ok();
    ruta.set_up(&office, "ruta", code["code"].as_str().unwrap()).await;
    assert_eq!(ruta.get("me").await.ok()["role"], "officer");
    let sessions = chief.get(&format!("{path}/sessions")).await.ok();
    let session = sessions[0]["session"].as_str().unwrap();
    assert_eq!(chief.delete(&format!("{path}/sessions/{session}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ruta.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        chief.ask(Method::PUT, &path, Some(edit("officer", true))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(one(&chief.get("staff").await.ok(), "login", "ruta")["standing"], "disabled");
    let typed = json!({ "login": "ruta", "password": crate::desk::PASSWORD });
    assert_eq!(Desk::of(&office).post("session", typed).await.code(), "wrong");
    // Somebody has to remain who can let others in.
    let me = chief.get("me").await.ok();
    let own = format!("staff/{}", me["actor"].as_str().unwrap());
    assert_eq!(chief.ask(Method::PUT, &own, Some(edit("officer", false))).await.code(), "last_administrator");
    assert_eq!(chief.get("me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_tablet_is_given_and_taken() {
    let office = Office::open();
    let serving = office.serve().await;
    let chief = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let worker = office.municipality.worker("D01").unwrap();
    let code = chief.post(&format!("workers/{worker}/tablets"), json!({})).await.ok();
    assert!(
        code["qr"]["path"].as_str().unwrap().starts_with('M') && code["qr"]["size"].as_u64().unwrap() > 20
    );
    let mut rasa = Tablet::enrol_with(&serving, &code["code"].as_str().unwrap().parse().unwrap()).await;
    let approve = format!("tablets/{}/approve", rasa.me.installation);
    assert_eq!(chief.post(&approve, json!({})).await.status, StatusCode::NO_CONTENT);
    rasa.pull().await;
    let tablets = chief.get("tablets").await.ok();
    assert_eq!((&tablets[0]["code"], &tablets[0]["revoked"]), (&json!("D01"), &Value::Null));
    let path = format!("tablets/{}", tablets[0]["tablet"].as_str().unwrap());
    assert_eq!(chief.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(chief.delete(&path).await.status, StatusCode::NOT_FOUND);
    let pulled: Result<PullAnswer, _> = rasa.ask("pull", &rasa.pull_request(10)).await;
    assert_eq!(pulled.err(), Some(ProblemCode::Revoked));
    serving.stop().await;
}

#[tokio::test]
async fn books_are_uploaded_with_the_report_of_the_command_line() {
    let office = Office::empty();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let files = [("d.csv", WORKERS), ("k.csv", CLIENTS), ("skaityk.md", "Biuro lentelės")];
    let report = chief.upload("import?mode=check&language=lt", &files).await.ok();
    assert_eq!(
        (&report["tables"]["clients"]["imported"], report["files"].as_array().unwrap().len()),
        (&json!(3), 1)
    );
    assert!(office.municipality.worker("D01").is_err(), "a check takes nothing in");
    let report = chief.upload("import?mode=apply&language=en", &files).await.ok();
    assert_eq!(report["tables"]["workers"]["imported"], 2);
    let again = chief.upload("import?mode=apply&language=en", &files).await.ok();
    assert_eq!(
        (&again["tables"]["clients"]["imported"], &again["tables"]["clients"]["unchanged"]),
        (&json!(0), &json!(3))
    );
    let large = "x".repeat((64 << 20) + 1);
    let refused = chief.upload("import?mode=check&language=en", &[("d.csv", &large)]).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    assert_eq!(chief.post("import?mode=check&language=lt", json!({})).await.code(), "malformed");
}

#[tokio::test]
async fn who_looks_at_a_client_is_on_record_and_whoever_looks_beyond_says_why() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let worker = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let day = "2026-11-23".parse().unwrap();
    let stream = |code| office.municipality.agenda(day, Some(code)).unwrap()[0].stream;
    let (own, foreign) = (stream("D01"), stream("D02"));
    let listed = worker.get("clients").await.ok().to_string();
    assert!(
        listed.contains(&own.to_string()) && !listed.contains(&foreign.to_string()),
        "only the own caseload"
    );
    for _ in 0..2 {
        worker.get(&format!("clients/{own}")).await.ok();
    }
    let path = format!("clients/{foreign}");
    assert_eq!(worker.get(&path).await.code(), "opening_needed");
    worker.open(foreign, "Pavaduoju Joną").await;
    worker.get(&path).await.ok();
    let looks = |about| {
        let (chief, about) = (chief.clone(), format!("audit?about={about}"));
        async move {
            let lines = chief.get(&about).await.ok()["lines"].clone();
            let said = |line: &Value| {
                (line["deed"].as_str().unwrap().to_owned(), line["reason"].as_str().unwrap().to_owned())
            };
            lines.as_array().unwrap().iter().map(said).collect::<Vec<_>>()
        }
    };
    let line = |deed: &str, reason: &str| (deed.to_owned(), reason.to_owned());
    assert_eq!(looks(own).await, [line("opened", "")], "one look, however often the screen asks");
    assert_eq!(
        looks(foreign).await,
        [
            line("emergency_access_used", "GET /clients/{client}"),
            line("opened", "Pavaduoju Joną"),
            line("emergency_access_opened", "cover: Pavaduoju Joną"),
            line("refused", "GET /clients/{client}"),
        ]
    );
}

#[tokio::test]
async fn what_was_done_and_looked_at_is_found_in_the_audit() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let worker = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let foreign = office.municipality.worker("D02").unwrap();
    assert_eq!(worker.get("staff").await.code(), "not_allowed");
    let page = chief.get("audit").await.ok();
    let deeds: Vec<&str> =
        page["lines"].as_array().unwrap().iter().map(|line| line["deed"].as_str().unwrap()).collect();
    assert_eq!(deeds[..3], ["refused", "signed_in", "staff_added"]);
    let signed_in = chief.get("audit?deed=signed_in").await.ok();
    assert_eq!(signed_in["lines"].as_array().unwrap().len(), 2);
    let me = worker.get("me").await.ok();
    let by_her = chief.get(&format!("audit?actor={}", me["actor"].as_str().unwrap())).await.ok();
    assert_eq!((by_her["lines"].as_array().unwrap().len(), &by_her["lines"][0]["name"]), (2, &json!("d01")));
    let none = chief.get(&format!("audit?about={foreign}")).await.ok();
    assert_eq!((none["lines"].as_array().unwrap().len(), &none["next"]), (0, &Value::Null));
    assert_eq!(chief.get("audit?from=x").await.code(), "malformed");
    assert_eq!(chief.get("audit").await.headers[header::CACHE_CONTROL], "no-store");
}
