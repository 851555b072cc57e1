//! Emergency access: a client who is not one's own is opened for a reason and for some hours, before the eyes of those who
//! answer for it; what is withheld, and one's own record, never.

use crate::desk::{Answer, Desk, add};
use crate::office::{CLIENTS, Office, VISITS};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;

const WORKERS: &str = "\
Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas
D01;Rasa;Bitinienė;Socialinė darbuotoja;Poskyris;+37060000001;;LT;8:00-17:00
D02;Jonas;Klevas;Socialinis darbuotojas;Skyrius;+37060000002;;LT;8:00-17:00
";
const WHY: &str = "Neatsiliepia, kaimynai girdi dejones";
const HOUR: u64 = 60;

/// Zosė is Jonas's, of the other unit; Rasa works at the console.
struct Town {
    office: Office,
    rasa: Desk,
    zose: StreamId,
    visit: VisitId,
}

impl Town {
    async fn open() -> Self {
        let office = Office::empty();
        office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
        let line = office.municipality.agenda("2026-11-23".parse().unwrap(), Some("D02")).unwrap().remove(0);
        let rasa = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
        Self { office, rasa, zose: line.stream, visit: line.visit }
    }

    async fn opens(&self, desk: &Desk) -> Answer {
        opens(desk, self.zose, "danger", WHY).await
    }

    fn deeds(&self) -> Vec<(String, String)> {
        let all = self.office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
        let told = all.into_iter().filter(|record| record.deed.starts_with("emergency"));
        told.map(|record| (record.deed, record.reason)).collect()
    }
}

async fn opens(desk: &Desk, client: StreamId, reason: &str, words: &str) -> Answer {
    desk.post("openings", json!({ "client": client, "reason": reason, "words": words })).await
}

async fn list(desk: &Desk) -> Vec<Value> {
    desk.get("openings").await.ok().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_client_is_opened_for_a_reason_and_shut_by_the_clock_on_every_route() {
    let mut town = Town::open().await;
    let (zose, visit) = (town.zose, town.visit);
    let card = format!("clients/{zose}");
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let routes = [
        (get.clone(), card.clone()),
        (get, format!("{card}/offers")),
        (put, format!("{card}/fields")),
        (post.clone(), format!("{card}/calls")),
        (post.clone(), format!("visits/{visit}/undo")),
        (post, format!("visits/{visit}/close")),
    ];
    let refused = async |desk: &Desk| {
        for (method, route) in &routes {
            let answer = desk.ask(method.clone(), route, Some(json!({}))).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "opening_needed"), "{route}");
            assert_eq!(answer.json["args"]["client"], json!(zose), "whom to open");
        }
        assert!(!desk.get("clients").await.ok().to_string().contains(&zose.to_string()));
    };
    refused(&town.rasa).await;
    // A reason alone, as for a look at a colleague's hours, opens nothing.
    town.rasa.reason = Some("Pavaduoju%20Jon%C4%85".into());
    refused(&town.rasa).await;
    town.rasa.reason = None;
    for (reason, words) in
        [("boredom", WHY), ("danger", "  reikia   "), ("", ""), ("cover", &"a".repeat(501))]
    {
        let answer = opens(&town.rasa, zose, reason, words).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "opening_reason"),
            "{reason}"
        );
    }
    let since = town.office.clock().now();
    let opened = town.opens(&town.rasa).await.ok();
    assert_eq!(opened["until"], json!(since.plus_minutes(8 * 60)));
    assert_eq!(town.opens(&town.rasa).await.ok(), opened, "one while it lasts");
    town.rasa.get(&card).await.ok();
    assert!(town.rasa.get("clients").await.ok().to_string().contains(&zose.to_string()));
    let call = json!({ "direction": "in", "reached": "spoke", "words": "Skambino kaimynė" });
    town.rasa.post(&format!("clients/{zose}/calls"), call).await.ok();
    // One's own needs none; and a colleague's hours are no client.
    let own = town.office.municipality.agenda("2026-11-23".parse().unwrap(), Some("D01")).unwrap()[0].stream;
    assert_eq!(opens(&town.rasa, own, "danger", WHY).await.code(), "opening_needless");
    town.office.later(8 * HOUR - 2);
    town.rasa.stay(&town.office).await;
    assert_eq!(town.rasa.get(&card).await.status, StatusCode::OK, "a session's end is not the opening's");
    town.office.later(2);
    refused(&town.rasa).await;
    let deeds = town.deeds();
    assert_eq!(deeds[0], ("emergency access opened".into(), format!("danger: {WHY}")));
    let used: Vec<_> = deeds[1..].iter().map(|(deed, route)| (deed.as_str(), route.as_str())).collect();
    let expected = ["GET /clients/{client}", "GET /clients", "POST /clients/{client}/calls"]
        .map(|route| ("emergency access used", route));
    assert_eq!(used, expected, "a route each, however often it is asked");
    let by = town.office.municipality.office().actor;
    let saw = town.office.municipality.who_saw(by, "K-3").unwrap();
    assert!(saw.looks.iter().any(|look| !look.refused && look.reason == WHY), "who saw her, and why");
}

#[tokio::test]
async fn how_long_is_the_offices_to_say_within_bounds() {
    let town = Town::open().await;
    let chief = Desk::with(&town.office, StaffRole::Administrator, "", None).await;
    let set = async |hours: u32| {
        let settings = json!({ "idle_days": 90, "opening_hours": hours });
        chief.ask(Method::PUT, "settings/accounts", Some(settings)).await.status
    };
    assert_eq!(
        (set(0).await, set(25).await),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(set(1).await, StatusCode::NO_CONTENT);
    let until = town.opens(&town.rasa).await.ok()["until"].clone();
    assert_eq!(until, json!(town.office.clock().now().plus_minutes(60)));
}

#[tokio::test]
async fn those_who_answer_for_it_see_it_at_once_end_it_and_say_that_they_looked() {
    let mut town = Town::open().await;
    let theirs = Desk::with(&town.office, StaffRole::Coordinator, "Skyrius", None).await;
    let officer = Desk::with(&town.office, StaffRole::Officer, "", None).await;
    let chief = Desk::with(&town.office, StaffRole::Administrator, "", None).await;
    let head = Desk::with(&town.office, StaffRole::Head, "Poskyris", None).await;
    let opening = town.opens(&town.rasa).await.ok()["opening"].as_str().unwrap().to_owned();
    town.rasa.get(&format!("clients/{}", town.zose)).await.ok();
    for desk in [&theirs, &officer] {
        let rows = list(desk).await;
        let row = &rows[0];
        assert_eq!(
            (&row["who"]["name"], &row["name"], &row["lasts"]),
            (&json!("d01"), &json!("Zosė Drebulė"), &json!(true))
        );
        assert_eq!(
            (&row["reason"], &row["words"], &row["may_review"]),
            (&json!("danger"), &json!(WHY), &json!(true))
        );
        assert_eq!(row["deeds"][0]["route"], "GET /clients/{client}");
        assert_eq!(desk.get("openings/waiting").await.ok(), json!({ "count": 1, "newest": "d01" }));
    }
    // Who opened it sees it, and does not judge it; the unit of whoever opened it has nothing to do with it.
    let own = &list(&town.rasa).await[0];
    assert_eq!(
        (&own["own"], &own["may_review"], &own["name"]),
        (&json!(true), &json!(false), &json!("Zosė Drebulė"))
    );
    assert!(list(&head).await.is_empty());
    let path = format!("openings/{opening}");
    let review = format!("{path}/review");
    let remark = json!({ "remark": "Pagrįsta, skambinau Rasai." });
    for (desk, code) in [(&chief, "not_allowed"), (&head, "not_allowed"), (&town.rasa, "not_allowed")] {
        assert_eq!(desk.post(&review, remark.clone()).await.code(), code);
    }
    assert_eq!(
        (chief.get("openings").await.code(), head.delete(&path).await.code()),
        ("not_allowed", "not_allowed")
    );
    assert_eq!(theirs.post(&review, json!({ "remark": " " })).await.code(), "opening_remark");
    assert_eq!(theirs.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        town.rasa.get(&format!("clients/{}", town.zose)).await.code(),
        "opening_needed",
        "out at once"
    );
    assert_eq!(theirs.post(&review, remark).await.status, StatusCode::NO_CONTENT);
    let row = list(&officer).await.remove(0);
    let said = (&row["ended_by"], &row["reviewed_by"], &row["remark"], &row["lasts"]);
    assert_eq!(
        said,
        (&json!("coordinator"), &json!("coordinator"), &json!("Pagrįsta, skambinau Rasai."), &json!(false))
    );
    assert_eq!(officer.get("openings/waiting").await.ok()["count"], 0);
    let own = &list(&town.rasa).await[0];
    assert_eq!(own["name"], json!(null), "whoever has no access any more reads no name");
    // Whoever leads opens too, and another looks at it.
    opens(&head, town.zose, "unreachable", "Jonas neatsiliepia, o reikia vaistų").await.ok();
    let second = list(&head).await[0]["opening"].as_str().unwrap().to_owned();
    let refused = head.post(&format!("openings/{second}/review"), json!({ "remark": "Viskas gerai" })).await;
    assert_eq!(refused.code(), "opening_own_review");
    assert_eq!(
        head.delete(&format!("openings/{second}")).await.status,
        StatusCode::NO_CONTENT,
        "the own is ended"
    );
    let deeds: Vec<_> = town.deeds().into_iter().map(|(deed, _)| deed).collect();
    let counted = |deed: &str| deeds.iter().filter(|known| *known == deed).count();
    let all =
        ["opened", "used", "ended", "reviewed"].map(|deed| counted(&format!("emergency access {deed}")));
    assert_eq!(all, [2, 1, 2, 1]);
    town.rasa.stay(&town.office).await;
}

#[tokio::test]
async fn whoever_looked_ends_it_and_nobody_writes_over_the_remark() {
    let town = Town::open().await;
    let theirs = Desk::with(&town.office, StaffRole::Coordinator, "Skyrius", None).await;
    let officer = Desk::with(&town.office, StaffRole::Officer, "", None).await;
    let opening = town.opens(&town.rasa).await.ok()["opening"].as_str().unwrap().to_owned();
    let review = format!("openings/{opening}/review");
    assert_eq!(theirs.post(&review, json!({ "remark": "Pagrįsta" })).await.status, StatusCode::NO_CONTENT);
    let row = list(&officer).await.remove(0);
    assert_eq!((&row["lasts"], &row["ended_by"]), (&json!(false), &json!("coordinator")));
    assert_eq!(town.rasa.get(&format!("clients/{}", town.zose)).await.code(), "opening_needed");
    assert_eq!((&row["may_review"], &list(&theirs).await[0]["may_review"]), (&json!(false), &json!(true)));
    let over = officer.post(&review, json!({ "remark": "Nieko tokio" })).await;
    assert_eq!((over.status, over.code()), (StatusCode::CONFLICT, "moved"));
    assert_eq!(theirs.post(&review, json!({ "remark": "Nepagrįsta" })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(list(&officer).await[0]["remark"], "Nepagrįsta");
    let ended = town.deeds().iter().filter(|(deed, _)| deed == "emergency access ended").count();
    assert_eq!(ended, 1);
}

#[tokio::test]
async fn a_plan_made_meanwhile_gives_nobody_the_case() {
    let mut town = Town::open().await;
    let worker = |code: &str| town.office.municipality.worker(code).unwrap();
    let (rasa, jonas, visit) = (worker("D01"), worker("D02"), town.visit);
    town.opens(&town.rasa).await.ok();
    let target = json!({ "day": "2026-11-24", "time": "14:00", "workers": [jonas] });
    let looked = town.rasa.post(&format!("visits/{visit}/check-move"), target.clone()).await.ok();
    let moves = async |town: &Town, workers: Value| {
        let mut wish = target.clone();
        wish["workers"] = workers;
        (wish["plan"], wish["how"]) = (looked["plan"].clone(), looked["ways"][0].clone());
        wish["cause"] = "emergency".into();
        town.rasa.post(&format!("visits/{visit}/move"), wish).await
    };
    let call = json!({
        "direction": "in", "reached": "spoke", "visit": visit,
        "answer": { "answer": "agreed", "what": {
            "at": { "day": "2026-11-24", "time": "14:00" }, "minutes": 30, "workers": [rasa]
        } }
    });
    let called = town.rasa.post(&format!("clients/{}/calls", town.zose), call).await;
    for refused in [called, moves(&town, json!([rasa])).await, moves(&town, json!([jonas, rasa])).await] {
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "opening_plan"));
    }
    let moved = moves(&town, json!([jonas])).await.ok();
    let undo = json!({ "undo": moved["undo"] });
    assert_eq!(town.rasa.post(&format!("visits/{visit}/undo"), undo).await.status, StatusCode::OK);
    town.office.later(8 * HOUR);
    town.rasa.stay(&town.office).await;
    assert_eq!(town.rasa.get(&format!("clients/{}", town.zose)).await.code(), "opening_needed");
    let grants = town.office.municipality.log().read(|log| log.grants_on(town.zose)).unwrap();
    assert!(grants.iter().all(|grant| grant.worker != rasa), "{grants:?}");
}

#[tokio::test]
async fn what_is_done_to_a_task_stands_in_the_opening_and_lists_leave_it_out() {
    let mut town = Town::open().await;
    let mut theirs = Desk::with(&town.office, StaffRole::Coordinator, "Skyrius", None).await;
    let opening = town.opens(&town.rasa).await.ok()["opening"].as_str().unwrap().to_owned();
    let call = json!({ "direction": "out", "reached": "noanswer" });
    let called = town.rasa.post(&format!("clients/{}/calls", town.zose), call).await;
    assert_eq!(called.status, StatusCode::NO_CONTENT);
    town.office.later(90);
    town.rasa.stay(&town.office).await;
    theirs.stay(&town.office).await;
    let inbox = theirs.get("inbox").await.ok();
    let mut keys = inbox["items"].as_array().unwrap().iter().filter_map(|item| item["key"].as_str());
    let task = keys.find_map(|key| key.strip_prefix("task:")).unwrap_or_else(|| panic!("{inbox}"));
    let take = format!("tasks/{task}/take");
    assert!(!town.rasa.get("inbox").await.ok().to_string().contains("Drebulė"));
    assert!(theirs.get("inbox").await.ok().to_string().contains("Drebulė"));
    let taken = town.rasa.post(&take, json!({ "mine": true })).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    assert_eq!(list(&theirs).await[0]["deeds"][0]["route"], "POST /tasks/{task}/take");
    town.rasa.delete(&format!("openings/{opening}")).await;
    assert_eq!(town.rasa.post(&take, json!({ "mine": false })).await.code(), "opening_needed");
}

#[tokio::test]
async fn what_no_emergency_asks_for_stays_shut() {
    let town = Town::open().await;
    let head = Desk::with(&town.office, StaffRole::Head, "Poskyris", None).await;
    opens(&head, town.zose, "cover", "Pavaduoju Skyriaus vadovą").await.ok();
    head.get(&format!("clients/{}", town.zose)).await.ok();
    let ground = json!({ "ground": "consent", "words": "" });
    for (path, body) in [
        ("dossier", json!({ "reason": "pavaduoju", "names": false })),
        ("erasure", ground.clone()),
        ("restriction", json!({ "ground": "claim", "words": "" })),
    ] {
        let refused = head.post(&format!("clients/{}/{path}", town.zose), body).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "not_allowed"), "{path}");
    }
}

#[tokio::test]
async fn what_is_withheld_ones_own_and_what_was_opened_before_access_ended_stay_shut() {
    let mut town = Town::open().await;
    let card = format!("clients/{}", town.zose);
    let officer = Desk::with(&town.office, StaffRole::Officer, "", None).await;
    let chief = Desk::with(&town.office, StaffRole::Administrator, "", None).await;
    town.opens(&town.rasa).await.ok();
    // Withheld while it is open: shut at once, and nobody of that name is found.
    let office = town.office.municipality.office();
    town.office.municipality.restrict(office, town.zose, "claim", "").unwrap();
    assert_eq!(town.rasa.get(&card).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.opens(&town.rasa).await.status, StatusCode::NOT_FOUND);
    assert_eq!(list(&officer).await[0]["name"], json!(null));
    assert_eq!(list(&officer).await[0]["lasts"], json!(false));
    town.office.municipality.lift_restriction(office, town.zose).unwrap();
    assert_eq!(town.rasa.get(&card).await.code(), "opening_needed", "what was shut stays shut");
    // Shut out and let back in: what was opened before is over.
    town.opens(&town.rasa).await.ok();
    let person = town.rasa.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    for disabled in [true, false] {
        let edit = json!({ "name": "Rasa", "role": "worker", "unit": "Poskyris", "disabled": disabled });
        let done = chief.ask(Method::PUT, &format!("staff/{person}"), Some(edit)).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT);
    }
    town.rasa.stay(&town.office).await;
    assert_eq!(town.rasa.get(&card).await.code(), "opening_needed");
    // Somebody who is called the same may be in danger, too: it is opened, and whoever looks at it is told.
    let mut own = Desk::of(&town.office);
    let code = add(&town.office, "zose", StaffRole::Head, "Poskyris", None);
    own.set_up(&town.office, "zose", &code).await;
    let person = own.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    let edit = json!({ "name": "DREBULĖ Zosė", "role": "head", "unit": "Poskyris", "disabled": false });
    chief.ask(Method::PUT, &format!("staff/{person}"), Some(edit)).await;
    town.opens(&own).await.ok();
    let told = list(&officer).await;
    let namesake = told.iter().find(|one| one["who"]["name"] == "DREBULĖ Zosė").unwrap();
    assert_eq!(namesake["deeds"][0]["deed"], "emergency_access_under_the_same_name");
    // What is erased leaves no sentence behind.
    town.opens(&town.rasa).await.ok();
    town.office.municipality.ask_erasure(office, town.zose, "consent", "").unwrap();
    town.office
        .municipality
        .erase(
            vizitas_server::staff::By {
                actor: person.parse().map(vizitas_domain::id::ActorId).unwrap(),
                ..office
            },
            town.zose,
            "Zosė Drebulė",
        )
        .unwrap();
    assert!(list(&officer).await.is_empty());
    let remains = town.office.municipality.log().read(|log| log.remains_of(town.zose)).unwrap();
    assert!(remains.iter().all(|(_, count)| *count == 0), "{remains:?}");
}
