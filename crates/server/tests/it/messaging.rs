//! Messages as the console keeps them, and carriers that call back.

use crate::desk::Desk;
use crate::office::Office;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use ring::hmac;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;
use vizitas_server::http::{Presence, Served, public_router};
use vizitas_server::staff::StaffRole;

async fn put(desk: &Desk, path: &str, body: Value) -> crate::desk::Answer {
    desk.ask(Method::PUT, path, Some(body)).await
}

#[tokio::test]
async fn a_secret_goes_in_and_never_comes_out() {
    let office = Office::open();
    let desk = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let mail = json!({ "on": true, "host": "mail.office.example", "from": "a@office.example", "password": "slapta" });
    assert_eq!(put(&desk, "settings/email", mail.clone()).await.status, StatusCode::NO_CONTENT);
    let shown = desk.get("settings/email").await.ok();
    assert_eq!((&shown["password"], &shown["host"]), (&json!(true), &json!("mail.office.example")));
    // Written back as shown it stays; left out, too; an empty one is gone.
    assert_eq!(put(&desk, "settings/email", shown).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("settings/email").await.ok()["password"], json!(true));
    let stored = office.municipality.log().read(|log| log.setting("email")).unwrap().unwrap();
    assert!(!stored.contains("slapta"));
    let mut without = mail;
    without["password"] = json!("");
    put(&desk, "settings/email", without).await;
    assert_eq!(desk.get("settings/email").await.ok()["password"], json!(false));
    for (noun, wrong) in
        [("email", json!({ "on": true })), ("sms", json!({ "x": 1 })), ("messages", json!([]))]
    {
        assert_eq!(put(&desk, &format!("settings/{noun}"), wrong).await.code(), "invalid", "{noun}");
    }
    assert_eq!(put(&desk, "settings/other", json!({})).await.code(), "not_found");
}

#[tokio::test]
async fn words_are_tried_with_their_parts_and_cost_and_kept_without_faults_alone() {
    let office = Office::open();
    let desk = Desk::with(&office, StaffRole::Administrator, "", None).await;
    put(&desk, "settings/sms", json!({ "price_thousandths": 45 })).await;
    let all = desk.get("messages/templates").await.ok();
    assert!(all.as_array().unwrap().len() >= 4 * 12 * 4);
    let words =
        |pieces: &[&str]| json!({ "language": "lt", "purpose": "agreed", "form": "sms", "pieces": pieces });
    let tried = desk
        .post(
            "messages/templates/preview",
            words(&["{municipality}: {worker} pas Jus {when}. {link} {phone}", "Lauksime!"]),
        )
        .await;
    let faulty = desk.post("messages/templates/preview", words(&["Globos vizitas {kada}"])).await;
    assert_eq!(faulty.code(), "template_faults");
    assert!(!faulty.json["args"]["faults"].as_array().unwrap().is_empty());
    let tried = tried.ok();
    let sms = &tried["sms"];
    assert!(sms["text"].as_str().unwrap().contains("pas Jus"), "{tried}");
    assert_eq!(sms["cost"], json!(45 * sms["parts"].as_u64().unwrap()));
    let kept = put(
        &desk,
        "messages/templates",
        words(&["{municipality}: {worker} pas Jus {when}. {link} {phone}", "Lauksime!"]),
    )
    .await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.json);
    let own = |all: &Value| all.as_array().unwrap().iter().filter(|one| one["own"] == json!(true)).count();
    assert_eq!(own(&desk.get("messages/templates").await.ok()), 1);
    // With a real client, by who may see her.
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let line = office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap().remove(0);
    let path = format!("clients/{}/messages/preview?purpose=agreed", line.stream);
    let shown = officer.get(&path).await.ok();
    assert!(shown["sms"]["text"].as_str().unwrap().contains("9:00"), "{shown}");
    assert!(shown["text"].as_str().unwrap().contains("Ona Ąžuoliene"), "{shown}");
    let back = json!({ "language": "lt", "purpose": "agreed", "form": "sms", "pieces": null });
    assert_eq!(put(&desk, "messages/templates", back).await.status, StatusCode::NO_CONTENT);
    assert_eq!(own(&desk.get("messages/templates").await.ok()), 0);
    let history = officer.get(&format!("clients/{}/messages", line.stream)).await.ok();
    assert_eq!(history, json!({ "told": [], "waiting": [] }));
}

/// What the clients' listener answers a carrier.
async fn call(office: &Office, path: &str, signature: Option<String>, body: &str) -> StatusCode {
    let served = Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)]);
    let mut request = Request::builder().method("POST").uri(path).header("content-type", "application/json");
    if let Some(signature) = signature {
        request = request.header("x-signature", signature);
    }
    public_router(served).oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap().status()
}

#[tokio::test]
async fn a_carrier_is_heard_by_its_secret_or_its_signature_alone() {
    let office = Office::open();
    let set = |value| office.municipality.set_settings("sms", value).unwrap();
    let said = json!({ "id": "7", "from": "+37069999999", "text": "Kas čia?" }).to_string();
    let by_secret = "/m/alytus/sms/durys/inbound";
    assert_eq!(call(&office, by_secret, None, &said).await, StatusCode::NOT_FOUND, "no secret is set");
    set(json!({ "call_back_secret": "durys" }));
    assert_eq!(call(&office, "/m/alytus/sms/langas/inbound", None, &said).await, StatusCode::NOT_FOUND);
    assert!(office.municipality.strays().unwrap().is_empty());
    for _ in 0..2 {
        assert_eq!(call(&office, by_secret, None, &said).await, StatusCode::NO_CONTENT);
    }
    assert_eq!(office.municipality.strays().unwrap().len(), 1, "told twice, it counts once");
    set(json!({ "call_back_secret": "durys", "call_back_signature": "x-signature" }));
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"durys");
    let signed: String =
        hmac::sign(&key, said.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(call(&office, by_secret, None, &said).await, StatusCode::NOT_FOUND);
    assert_eq!(call(&office, by_secret, Some(signed.clone()), "{}").await, StatusCode::NOT_FOUND);
    assert_eq!(
        call(&office, by_secret, Some(format!("sha256={signed}")), &said).await,
        StatusCode::NO_CONTENT
    );
    // The office's coordinators see what nobody could be found for, and deal with it.
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let strays = desk.get("messages/strays").await.ok();
    assert_eq!(strays[0]["words"], json!("Kas čia?"));
    assert_eq!(desk.post("messages/strays/done", json!({ "id": "7" })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("messages/strays").await.ok(), json!([]));
}
