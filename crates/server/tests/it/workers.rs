//! Workers: a new one, what is written of her, what the books may change of it, and how one leaves.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, WORKERS};
use crate::tablet::Tablet;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::{ProblemCode, PullAnswer};

fn one<'a>(list: &'a Value, name: &str, value: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|item| item[name] == value).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn a_worker_comes_and_is_mended_within_the_own_unit() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let new = |code: &str, fields: Value| json!({ "code": code, "fields": fields });
    let named = json!([
        { "field": "given", "value": " Ieva " },
        { "field": "surname", "value": "Rimkė" },
        { "field": "phone", "value": "8 600 00007" },
        { "field": "languages", "value": ["lt", "ru"] },
        { "field": "skills", "value": ["gestų kalba"] },
    ]);
    let made = chief.post("workers", new("D07", named.clone())).await.ok();
    let list = chief.get("workers").await.ok();
    let ieva = one(&list, "code", "D07");
    assert_eq!(ieva["worker"], made["worker"]);
    let shown = (&ieva["name"], &ieva["unit"], &ieva["phone"], &ieva["languages"], &ieva["work"]["skills"]);
    let expected = (
        &json!("Ieva Rimkė"),
        &json!("Poskyris"),
        &json!("0 600 00007"),
        &json!(["lt", "ru"]),
        &json!(["gestų kalba"]),
    );
    assert_eq!(shown, expected);
    assert_eq!((&one(&list, "code", "D01")["clients"], &ieva["clients"]), (&json!(2), &json!(0)));
    let refusals = [
        (new("d07", named.clone()), "code_taken"),
        (new(" ", named), "invalid"),
        (new("D08", json!([])), "invalid"),
        (
            new("D08", json!([{ "field": "given", "value": "A" }, { "field": "phone", "value": "12" }])),
            "phone_wrong",
        ),
        (
            new("D08", json!([{ "field": "given", "value": "A" }, { "field": "unit", "value": "Skyrius" }])),
            "not_allowed",
        ),
    ];
    for (body, code) in refusals {
        assert_eq!(chief.post("workers", body).await.code(), code);
    }
    let path = format!("workers/{}/profile", made["worker"].as_str().unwrap());
    let mend = |field: &str, value: Value| json!({ "fields": [{ "field": field, "value": value }] });
    let put = |body| chief.ask(Method::PUT, &path, Some(body));
    assert_eq!(put(mend("email", json!("ieva@pavyzdys.lt"))).await.status, StatusCode::NO_CONTENT);
    assert_eq!(put(mend("email", json!("ieva"))).await.code(), "email_wrong");
    assert_eq!(put(mend("unit", json!("Skyrius"))).await.code(), "not_allowed");
    assert_eq!(put(json!({ "fields": [] })).await.code(), "malformed");
    let list = chief.get("workers").await.ok();
    let ieva = one(&list, "code", "D07");
    assert_eq!((&ieva["email"], &ieva["phone"]), (&json!("ieva@pavyzdys.lt"), &json!("0 600 00007")));
}

#[tokio::test]
async fn a_new_worker_works_on_a_tablet_with_the_case_she_is_given() {
    let office = Office::open();
    let serving = office.serve().await;
    let chief = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let new = json!({ "code": "D07", "fields": [{ "field": "surname", "value": "Rimkė" }] });
    let made = chief.post("workers", new).await.ok();
    let clients = chief.get("clients").await.ok();
    let client = clients["clients"][0]["id"].as_str().unwrap();
    let given = chief.ask(Method::PUT, &format!("clients/{client}/worker"), Some(made)).await;
    assert_eq!(given.status, StatusCode::NO_CONTENT);
    let mut ieva = Tablet::enrol(&office, &serving, "D07").await;
    ieva.pull().await;
    assert_eq!(ieva.client(client.parse().unwrap()).card.responsible.map(|id| id.0), Some(ieva.me.actor.0));
    serving.stop().await;
}

#[tokio::test]
async fn the_books_change_of_a_worker_only_what_they_changed() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let new = json!({ "code": "D07", "fields": [{ "field": "surname", "value": "Rimkė" }, { "field": "phone", "value": "860000007" }] });
    chief.post("workers", new).await.ok();
    let rasa = office.municipality.worker("D01").unwrap();
    let mend = json!({ "fields": [{ "field": "phone", "value": "+37069999999" }, { "field": "skills", "value": ["psichologė"] }] });
    chief.ask(Method::PUT, &format!("workers/{rasa}/profile"), Some(mend)).await;
    // The books mend her duties, mend a client's given name, and learn of the new worker.
    let workers = WORKERS.replace("Socialinė darbuotoja", "Vyriausioji socialinė darbuotoja")
        + "D07;Ieva;Rimkė;Socialinė darbuotoja;Skyrius;;;LT;8:00-17:00\n";
    let clients = CLIENTS.replace("K-1;Ona;", "K-1;Onutė;");
    let report = office.import(&[("d.csv", &workers), ("k.csv", &clients)], Mode::Apply);
    assert_eq!((report.workers.counts.imported, report.workers.counts.updated), (0, 2));
    let list = chief.get("workers").await.ok();
    let rasa = one(&list, "code", "D01");
    let shown = (&rasa["position"], &rasa["phone"], &rasa["work"]["skills"]);
    let expected =
        (&json!("Vyriausioji socialinė darbuotoja"), &json!("0 699 99999"), &json!(["psichologė"]));
    assert_eq!(shown, expected);
    let same: Vec<&Value> = list.as_array().unwrap().iter().filter(|one| one["code"] == "D07").collect();
    assert_eq!((same.len(), &same[0]["unit"]), (1, &json!("Skyrius")));
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    assert!(head.get("clients").await.ok().to_string().contains("Onutė"));
}

#[tokio::test]
async fn whoever_leaves_hands_over_first_and_is_out_at_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut chief = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let mut administrator = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let id = |code| office.municipality.worker(code).unwrap();
    let leave = format!("workers/{}/leave", id("D01"));
    let refused = chief.post(&leave, json!({})).await;
    assert_eq!((refused.code(), &refused.json["args"]["count"]), ("has_clients", &json!(2)));
    let to = json!({ "worker": id("D02") });
    assert_eq!(chief.post(&format!("workers/{}/caseload", id("D01")), to).await.ok()["clients"], 2);
    let refused = chief.post(&leave, json!({})).await;
    assert_eq!((refused.code(), &refused.json["args"]["count"]), ("has_visits", &json!(2)));
    rasa.pull().await;
    // The visits are over.
    office.later(3 * 24 * 60);
    rasa.at_ms += 3 * 24 * 3_600_000;
    chief.stay(&office).await;
    administrator.stay(&office).await;
    let own = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    assert_eq!(chief.post(&leave, json!({})).await.ok(), json!({ "tablets": 1, "signs_in": false }));
    let pulled: Result<PullAnswer, _> = rasa.ask("pull", &rasa.pull_request(10)).await;
    assert_eq!(pulled.err(), Some(ProblemCode::Revoked));
    assert_eq!(own.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(one(&administrator.get("staff").await.ok(), "login", "d01")["standing"], "disabled");
    assert_eq!(one(&chief.get("workers").await.ok(), "code", "D01")["tablets"], 0);
    serving.stop().await;
}

#[tokio::test]
async fn who_signs_in_as_more_than_a_worker_is_let_out_by_an_administrator_alone_and_the_last_one_stays() {
    let office = Office::open();
    let fields = json!([{ "field": "surname", "value": "Rimkė" }]);
    let mut chief = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    for code in ["D07", "D08"] {
        chief.post("workers", json!({ "code": code, "fields": fields })).await.ok();
    }
    let head = Desk::with(&office, StaffRole::Head, "", Some("D07")).await;
    let last = Desk::with(&office, StaffRole::Administrator, "", Some("D08")).await;
    let leave = |code| format!("workers/{}/leave", office.municipality.worker(code).unwrap());
    assert_eq!(chief.post(&leave("D07"), json!({})).await.ok(), json!({ "tablets": 0, "signs_in": true }));
    assert_eq!(head.get("me").await.status, StatusCode::OK);
    assert_eq!(last.post(&leave("D07"), json!({})).await.ok(), json!({ "tablets": 0, "signs_in": false }));
    assert_eq!(head.get("me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(last.post(&leave("D08"), json!({})).await.code(), "last_administrator");
    assert_eq!(last.get("me").await.status, StatusCode::OK);
    chief.stay(&office).await;
}
