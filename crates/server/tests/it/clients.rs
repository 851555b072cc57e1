//! Clients in the console: found, looked at, registered, mended, merged, handed over; and calls with what they bring.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, VISITS};
use crate::tablet::Tablet;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_domain::client::Field;
use vizitas_domain::event::Body;
use vizitas_server::audit::Place;
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;

/// Jonas, K-3's worker, is of another unit.
const WORKERS: &str = "\
Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas
D01;Rasa;Bitinienė;Socialinė darbuotoja;Poskyris;+37060000001;;LT;8:00-17:00
D02;Jonas;Klevas;Socialinis darbuotojas;Skyrius;+37060000002;;LT;8:00-17:00
D03;Eglė;Liepa;Socialinė darbuotoja;Poskyris;+37060000003;;LT;8:00-17:00
";

struct Town {
    office: Office,
    /// The coordinator of Rasa's unit.
    ruta: Desk,
}

impl Town {
    async fn open() -> Self {
        let office = Office::empty();
        office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
        let ruta = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
        Self { office, ruta }
    }

    fn worker(&self, code: &str) -> String {
        self.office.municipality.worker(code).unwrap().to_string()
    }

    async fn find(&self, text: &str) -> Vec<Value> {
        let found = self.ruta.get(&format!("clients?text={text}")).await.ok();
        found["clients"].as_array().unwrap().clone()
    }

    async fn id(&self, text: &str) -> String {
        self.find(text).await[0]["id"].as_str().unwrap().to_owned()
    }

    async fn card(&self, client: &str) -> Value {
        self.ruta.get(&format!("clients/{client}")).await.ok()
    }

    async fn mend(&self, card: &Value, fields: Value) -> crate::desk::Answer {
        let path = format!("clients/{}/fields", card["id"].as_str().unwrap());
        self.ruta.ask(Method::PUT, &path, Some(json!({ "seen": card["seen"], "fields": fields }))).await
    }
}

fn audit(office: &Office) -> Vec<(String, String)> {
    let records = office.municipality.log().read(|log| log.audit_after(0, 1000)).unwrap();
    records.into_iter().map(|record| (record.deed.to_string(), record.reason.to_string())).collect()
}

#[tokio::test]
async fn a_client_is_found_without_lithuanian_letters_and_within_the_unit_alone() {
    let mut town = Town::open().await;
    let found = town.find("azuol").await;
    assert_eq!((found.len(), &found[0]["name"]), (1, &json!("Ona Ąžuolienė")));
    assert_eq!(found[0]["responsible"], "Rasa Bitinienė");
    assert_eq!(town.find("zose").await.len(), 0, "of another unit");
    assert_eq!(town.find("").await.len(), 2);
    assert_eq!(town.ruta.get("clients?text=zose&beyond=true").await.code(), "reason_needed");
    town.ruta.reason = Some("perima%20byl%C4%85".into());
    for empty in ["", "%20", "z"] {
        let refused = town.ruta.get(&format!("clients?text={empty}&beyond=true")).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "search_empty"));
    }
    let beyond = town.ruta.get("clients?text=zose&beyond=true").await.ok();
    let row = &beyond["clients"][0];
    assert_eq!((&row["beyond"], &row["name"]), (&json!(true), &json!("Zosė Drebulė")));
    assert_eq!((&row["born"], &row["phone"], &row["risk"]), (&json!("1952"), &json!(""), &json!(false)));
    assert!(!row["address"].as_str().unwrap().is_empty(), "two of one name are told apart");
    assert!(audit(&town.office).contains(&("searched beyond".into(), "perima bylą".into())));
    // Whom it showed is on record, once however often the screen asks; nobody of the own unit is.
    let zose = beyond["clients"][0]["id"].as_str().unwrap().to_owned();
    town.ruta.get("clients?text=zos&beyond=true").await.ok();
    town.ruta.get("clients?text=ona&beyond=true").await.ok();
    let by = town.office.municipality.office().actor;
    let saw = town.office.municipality.who_saw(by, &zose).unwrap();
    let looks: Vec<_> = saw.looks.iter().map(|look| (look.listed, look.reason.as_str(), look.from)).collect();
    assert_eq!(looks, [(true, "perima bylą", Place::Console)]);
    assert!(town.office.municipality.who_saw(by, &town.id("ona").await).unwrap().looks.is_empty());
    // Her card is another look, and needs the reason as well.
    assert_eq!(town.card(&zose).await["given"], "Zosė");
    town.ruta.reason = None;
    assert_eq!(town.ruta.get(&format!("clients/{zose}")).await.code(), "reason_needed");
}

#[tokio::test]
async fn a_card_is_mended_field_by_field() {
    let town = Town::open().await;
    let ona = town.id("ona").await;
    let card = town.card(&ona).await;
    assert_eq!(
        (&card["greeting"], &card["age"], &card["visits"][0]["state"]),
        (&json!("Gerbiama Ona Ąžuoliene"), &json!(76), &json!("confirmed"))
    );
    let risk = json!({ "facts": "Kieme palaidas šuo.", "until": "2026-12-31" });
    let suits = json!([{ "weekday": 1, "from": "9:00", "to": "12:00", "good": true }]);
    let fields = json!([
        { "field": "phone", "value": "8 612 00009" },
        { "field": "language", "value": "ru" },
        { "field": "never_text", "value": true },
        { "field": "two_workers", "value": true },
        { "field": "suits", "value": suits },
        { "field": "risk", "value": risk },
    ]);
    assert_eq!(town.mend(&card, fields).await.status, StatusCode::NO_CONTENT);
    let mended = town.card(&ona).await;
    assert_eq!((&mended["phone"], &mended["language"]), (&json!("0 612 00009"), &json!("ru")));
    assert_eq!((&mended["suits"], &mended["two_workers"]), (&suits, &json!(true)));
    assert_eq!((&mended["risk"]["until"], &mended["risk"]["over"]), (&json!("2026-12-31"), &json!(false)));
    for (field, value, code) in [
        ("phone", json!("12"), "phone_wrong"),
        ("email", json!("ona"), "email_wrong"),
        ("born", json!("2030-01-01"), "born_wrong"),
        ("risk", json!({ "facts": " ", "until": "2026-12-31" }), "risk_without_facts"),
        ("risk", json!({ "facts": "x", "until": "2026-01-31" }), "risk_until_wrong"),
        ("suits", json!([{ "weekday": 1, "from": "12:00", "to": "9:00", "good": true }]), "times_wrong"),
    ] {
        assert_eq!(town.mend(&mended, json!([{ "field": field, "value": value }])).await.code(), code);
    }
    let near = json!({ "name": "Duktė Asta", "phone": "0 612 00008", "may_be_told": true });
    let path = format!("clients/{ona}/contacts");
    assert_eq!(town.ruta.ask(Method::PUT, &path, Some(near)).await.status, StatusCode::NO_CONTENT);
    let contact = &town.card(&ona).await["contacts"][0];
    assert_eq!((&contact["name"], &contact["phone"]), (&json!("Duktė Asta"), &json!("0 612 00008")));
}

#[tokio::test]
async fn whoever_mends_what_another_has_mended_meanwhile_is_told_so() {
    let town = Town::open().await;
    let ona = town.id("ona").await;
    let before = town.card(&ona).await;
    let phone = |number: &str| json!([{ "field": "phone", "value": number }]);
    town.mend(&before, phone("0 612 00001")).await.ok();
    assert_eq!(town.mend(&before, phone("0 612 00002")).await.code(), "moved");
    // Another field meets nobody.
    town.mend(&before, json!([{ "field": "needs", "value": "vertėjas" }])).await.ok();
    town.mend(&town.card(&ona).await, phone("0 612 00003")).await.ok();
    let card = town.card(&ona).await;
    assert_eq!((&card["phone"], &card["conflicts"]), (&json!("0 612 00003"), &json!(0)));
}

#[tokio::test]
async fn what_a_tablet_mends_unseen_stands_beside_it() {
    let town = Town::open().await;
    let ona = town.id("ona").await;
    let serving = town.office.serve().await;
    let mut rasa = Tablet::enrol(&town.office, &serving, "D01").await;
    rasa.pull().await;
    let card = town.card(&ona).await;
    town.mend(&card, json!([{ "field": "access", "value": "kodas 12" }])).await.ok();
    let unseen = Body::FieldsSet(vec![Field::Access("kodas 21".into())]);
    let written = rasa.make(ona.parse().unwrap(), unseen);
    rasa.hand_in(&written).await;
    let card = town.card(&ona).await;
    assert_eq!((&card["access"], &card["conflicts"]), (&json!("kodas 21"), &json!(1)));
    serving.stop().await;
}

#[tokio::test]
async fn who_takes_all_that_is_held_of_somebody_is_told_among_those_who_saw_her() {
    let town = Town::open().await;
    let ona = town.id("ona").await;
    let by = town.office.municipality.office().actor;
    let before = town.office.municipality.who_saw(by, &ona).unwrap().looks.len();
    town.ruta.post(&format!("clients/{ona}/dossier"), json!({ "reason": "prašo pati" })).await.ok();
    let saw = town.office.municipality.who_saw(by, &ona).unwrap();
    let took: Vec<_> =
        saw.looks.iter().skip(before).map(|look| (look.exported, look.reason.as_str())).collect();
    assert_eq!(took, [(true, "prašo pati")]);
}

#[tokio::test]
async fn a_new_client_is_registered_in_one_step_and_reaches_the_tablet() {
    let town = Town::open().await;
    let fields = json!([
        { "field": "given", "value": "Ona" },
        { "field": "surname", "value": "azuoliene" },
        { "field": "born", "value": "1950-01-01" },
        { "field": "phone", "value": "0 612 34567" },
    ]);
    let new = json!({ "fields": fields, "worker": town.worker("D01") });
    let made = town.ruta.post("clients", new.clone()).await.ok();
    assert_eq!((&made["client"], &made["alike"][0]["name"]), (&Value::Null, &json!("Ona Ąžuolienė")));
    // The same telephone as Zosė's, who is of another unit: whom to ask is all that is told.
    let same_phone = json!({ "fields": [{ "field": "given", "value": "Zita" }, { "field": "phone", "value": "861000003" }] });
    let alike = town.ruta.post("clients", same_phone).await.ok();
    assert_eq!(
        (&alike["alike"][0]["name"], &alike["alike"][0]["responsible"]),
        (&json!(""), &json!("Jonas Klevas"))
    );
    // Even so it tells that she is known here: the audit says to whom.
    let by = town.office.municipality.office().actor;
    let saw = town.office.municipality.who_saw(by, "K-3").unwrap();
    assert!(saw.looks.iter().any(|look| look.listed && look.name.as_deref() == Some("coordinator")));
    let nobody = json!({ "fields": [{ "field": "phone", "value": "861000003" }] });
    assert_eq!(town.ruta.post("clients", nobody).await.code(), "no_name");
    let mut anyway = new;
    anyway["anyway"] = true.into();
    let made = town.ruta.post("clients", anyway).await.ok();
    let client = made["client"].as_str().unwrap();
    assert_eq!(town.card(client).await["phone"], "0 612 34567");
    let serving = town.office.serve().await;
    let mut rasa = Tablet::enrol(&town.office, &serving, "D01").await;
    rasa.pull().await;
    let card = rasa.client(client.parse().unwrap()).card;
    assert_eq!(&*card.surname, "azuoliene");
    serving.stop().await;
}

#[tokio::test]
async fn one_person_registered_twice_has_one_history_until_they_are_two_again() {
    let town = Town::open().await;
    let (ona, petras) = (town.id("ona").await, town.id("petras").await);
    let merge = format!("clients/{petras}/merge");
    assert_eq!(town.ruta.post(&merge, json!({ "into": petras })).await.code(), "exists");
    town.ruta.post(&merge, json!({ "into": ona })).await.ok();
    assert_eq!(town.find("").await.len(), 1);
    let card = town.card(&ona).await;
    assert_eq!((card["visits"].as_array().unwrap().len(), &card["merged"][0]["id"]), (2, &json!(petras)));
    assert_eq!(town.card(&petras).await["merged_into"], json!(ona));
    assert_eq!(town.ruta.post(&merge, json!({ "into": ona })).await.code(), "exists");
    town.ruta.delete(&merge).await.ok();
    assert_eq!(town.find("").await.len(), 2);
    assert_eq!(town.card(&ona).await["visits"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_case_and_a_whole_caseload_go_to_another_worker() {
    let town = Town::open().await;
    let (ona, egle) = (town.id("ona").await, town.worker("D03"));
    let to = json!({ "worker": egle });
    let path = format!("clients/{ona}/worker");
    town.ruta.ask(Method::PUT, &path, Some(to.clone())).await.ok();
    assert_eq!(town.card(&ona).await["responsible"]["name"], "Eglė Liepa");
    let nobody = json!({ "worker": uuid::Uuid::now_v7() });
    assert_eq!(town.ruta.ask(Method::PUT, &path, Some(nobody)).await.code(), "not_found");
    let all = format!("workers/{}/caseload", town.worker("D01"));
    assert_eq!(town.ruta.post(&all, to).await.ok()["clients"], 1);
    let hers = town.ruta.get(&format!("clients?worker={egle}")).await.ok();
    assert_eq!(hers["clients"].as_array().unwrap().len(), 2);
}
