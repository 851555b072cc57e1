//! Settings and words of messages at the console: which field is wrong, who changed what, what is held after a restore.

use crate::desk::{Desk, now};
use crate::office::Office;
use crate::tablet::{Tablet, client};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{EventId, MessageId, StreamId, VisitId};
use vizitas_domain::told::Purpose;
use vizitas_server::log::Job;
use vizitas_server::staff::StaffRole;

/// The audit's records of one deed: by whom, and what it was done to.
async fn records(chief: &Desk, deed: &str) -> Vec<(String, String)> {
    let page = chief.get(&format!("audit?deed={deed}")).await.ok();
    let said = |line: &Value, field: &str| line[field].as_str().unwrap_or_default().to_owned();
    page["lines"].as_array().unwrap().iter().map(|line| (said(line, "name"), said(line, "reason"))).collect()
}

#[tokio::test]
async fn a_field_that_makes_no_sense_is_named_and_nothing_changes() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let hours = json!([{ "from": 600, "to": 480 }, null, null, null, null, null, null]);
    let closed = json!([null, null, null, null, null, null, null]);
    let from = "Skyrius <a@office.example>";
    for (noun, value, field, cause) in [
        ("messages", json!({ "phone": "labas" }), "phone", "address"),
        ("messages", json!({ "hours": hours }), "hours", "range"),
        ("messages", json!({ "hours": closed }), "hours", "empty"),
        ("messages", json!({ "hours": [1] }), "hours[0]", "kind"),
        ("email", json!({ "on": true }), "host", "empty"),
        ("email", json!({ "on": true, "host": "mail.example", "from": "niekas" }), "from", "address"),
        (
            "email",
            json!({ "on": true, "host": "mail.example", "from": from, "tls": "none" }),
            "tls",
            "unsealed",
        ),
        ("email", json!({ "port": 70_000 }), "port", "kind"),
        ("sms", json!({ "on": true, "url": "http://gateway.example/" }), "url", "unsealed"),
        (
            "sms",
            json!({ "on": true, "url": "https://g.example/", "fields": { "to": "{to}" } }),
            "fields",
            "words",
        ),
    ] {
        let before = chief.get(&format!("settings/{noun}")).await.ok();
        let answer = chief.ask(Method::PUT, &format!("settings/{noun}"), Some(value)).await;
        let args = json!({ "field": field, "cause": cause });
        assert_eq!((answer.code(), &answer.json["args"]), ("invalid", &args), "{noun}");
        assert_eq!(chief.get(&format!("settings/{noun}")).await.ok(), before);
    }
    let trial = |channel: &str, to: &str| json!({ "channel": channel, "to": to });
    let off = chief.post("messages/test", trial("sms", "+37060000000")).await;
    assert_eq!((off.code(), &off.json["args"]["field"]), ("invalid", &json!("channel")));
    chief.ask(Method::PUT, "settings/sms", Some(json!({ "on": true, "url": "http://127.0.0.1:9/" }))).await;
    let nowhere = chief.post("messages/test", trial("sms", "niekur")).await;
    assert_eq!((nowhere.code(), &nowhere.json["args"]["field"]), ("invalid", &json!("to")));
    assert_eq!(chief.post("messages/test", trial("sms", "+37060000000")).await.ok()["outcome"], "not_yet");
}

#[tokio::test]
async fn who_changed_settings_words_and_books_stands_in_the_audit_once() {
    let office = Office::empty();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let put = chief.ask(Method::PUT, "settings/messages", Some(json!({ "on": true }))).await;
    assert_eq!(put.status, StatusCode::NO_CONTENT);
    let me = || "administrator".to_owned();
    assert_eq!(records(&chief, "settings_changed").await, [(me(), "messages".to_owned())]);
    let words = json!({ "language": "lt", "purpose": "rate", "form": "subject", "pieces": ["{municipality}: įvertinkite"] });
    assert_eq!(
        chief.ask(Method::PUT, "messages/templates", Some(words)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(records(&chief, "words_changed").await, [(me(), "lt rate subject".to_owned())]);
    assert_eq!(records(&chief, "settings_changed").await.len(), 1);
    chief.upload("import?mode=apply&language=lt", &[("d.csv", crate::office::WORKERS)]).await.ok();
    assert_eq!(records(&chief, "books_imported").await, [(me(), String::new())]);
    let people = chief.get("audit/people").await.ok();
    let names: Vec<&str> =
        people["people"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Jonas Klevas", "Rasa Bitinienė", "administrator"]);
}

#[tokio::test]
async fn words_have_versions_and_nobody_writes_over_what_was_not_seen() {
    let office = Office::open();
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let words = |pieces: Value, seen: u32| json!({ "language": "lt", "purpose": "late", "form": "sms", "pieces": pieces, "seen": seen });
    let put = async |body| officer.ask(Method::PUT, "messages/templates", Some(body)).await;
    let first = json!(["{municipality}: atvyksime {arrival}. Tel. {phone}", "Atsiprašome!"]);
    assert_eq!(put(words(first.clone(), 0)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        put(words(json!(["{municipality} {phone}", "Atvyksime {arrival}."]), 0)).await.code(),
        "moved"
    );
    let faulty = put(words(json!(["{municipality}: dėl pašalpos {arrival} {kada}"]), 1)).await;
    assert_eq!(faulty.code(), "template_faults");
    assert_eq!(put(words(Value::Null, 1)).await.status, StatusCode::NO_CONTENT);
    let all = officer.get("messages/templates").await.ok();
    let late = |one: &&Value| {
        (&one["language"], &one["purpose"], &one["form"]) == (&json!("lt"), &json!("late"), &json!("sms"))
    };
    let view = all.as_array().unwrap().iter().find(late).unwrap();
    assert_eq!((&view["own"], &view["pieces"]), (&json!(false), &view["published"]));
    assert_eq!((&view["published_version"], &view["neutral"]), (&json!("1.0.0"), &json!(true)));
    assert_eq!(view["needed"], json!(["arrival", "phone", "municipality"]));
    let versions = view["versions"].as_array().unwrap();
    let told =
        |version: &Value| (version["number"].clone(), version["by"].clone(), version["pieces"].clone());
    let by = json!("officer");
    assert_eq!(
        versions.iter().map(told).collect::<Vec<_>>(),
        [(json!(2), by.clone(), Value::Null), (json!(1), by, first)]
    );
}

#[tokio::test]
async fn words_are_tried_with_a_real_client_in_every_way_they_can_be_written() {
    let office = Office::open();
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    chief
        .ask(Method::PUT, "settings/sms", Some(json!({ "price_thousandths": 45, "letters": "plain" })))
        .await;
    let client = office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap().remove(0).stream;
    let words = json!({ "language": "lt", "purpose": "moved", "form": "sms",
        "pieces": ["{municipality}: vietoj {old_when} atvyks {worker} {when}. Ačiū! {link} {phone}", "Žinutė."] });
    let shown = officer.post(&format!("clients/{client}/messages/preview"), words.clone()).await.ok();
    let ways = shown["ways"].as_array().unwrap();
    let styles: Vec<&str> = ways.iter().map(|way| way["style"].as_str().unwrap()).collect();
    assert_eq!(styles, ["letters", "plain", "latin"]);
    let text = ways[0]["text"].as_str().unwrap();
    assert!(text.contains("9:00") && text.contains("Rasa Bitinienė") && text.contains("Ačiū"), "{text}");
    assert_eq!((&ways[0]["alphabet"], &ways[1]["alphabet"]), (&json!("ucs2"), &json!("gsm7")));
    assert_eq!(shown["sms"], ways[1], "the office writes without marks");
    assert_eq!(ways[0]["cost"], json!(45 * ways[0]["parts"].as_u64().unwrap()));
    assert!(
        shown["text"].as_str().unwrap().contains("Ona Ąžuoliene")
            && !shown["page"].as_str().unwrap().is_empty()
    );
    let looks = chief.get(&format!("audit?about={client}")).await.ok();
    assert_eq!(
        (&looks["lines"][0]["deed"], &looks["lines"][0]["about_kind"]),
        (&json!("opened"), &json!("client"))
    );
    assert_eq!(chief.post(&format!("clients/{client}/messages/preview"), words).await.code(), "not_allowed");
}

#[tokio::test]
async fn what_a_restore_holds_is_counted_and_goes_out_when_somebody_says_so() {
    let office = Office::open();
    let before = now(&office);
    let job = |number: u8, in_minutes: i64| Job {
        id: MessageId(Uuid::from_bytes([number; 16])),
        stream: StreamId(Uuid::nil()),
        visit: VisitId(Uuid::nil()),
        cause: EventId(Uuid::nil()),
        plan: None,
        purpose: Purpose::Agreed,
        channel: Channel::Sms,
        not_before: before.plus_minutes(in_minutes),
        not_after: before.plus_minutes(in_minutes + 600),
    };
    let jobs = [job(1, -5), job(2, 60), job(3, 120)];
    office
        .municipality
        .log()
        .write(move |log| jobs.iter().try_for_each(|job| log.add_job(job).map(drop)))
        .unwrap();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let calm = json!({ "released": true, "on": false, "held": null });
    assert_eq!(chief.get("messages").await.ok(), calm);
    chief.post("messages/release", json!({})).await;
    assert_eq!(records(&chief, "messages_released").await, [], "nothing was held");
    // Nobody may hold it open.
    drop(chief);
    let office = office.restored();
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    let coordinator = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let held = json!({ "restored": before.0, "waiting": 3, "doubtful": 1 });
    assert_eq!(
        coordinator.get("messages").await.ok(),
        json!({ "released": false, "on": false, "held": held })
    );
    assert_eq!(coordinator.post("messages/release", json!({})).await.code(), "not_allowed");
    for _ in 0..2 {
        assert_eq!(head.post("messages/release", json!({})).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(coordinator.get("messages").await.ok(), calm);
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    assert_eq!(records(&officer, "messages_released").await, [("head".to_owned(), String::new())]);
}

#[tokio::test]
async fn an_upload_tells_how_much_now_contradicts_what_people_wrote() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let coordinator = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let client = office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap().remove(0).stream;
    let card = coordinator.get(&format!("clients/{client}")).await.ok();
    let fields = json!([{ "field": "phone", "value": "+37069999999" }]);
    let mended = json!({ "seen": card["seen"], "fields": fields });
    let path = format!("clients/{client}/fields");
    assert_eq!(coordinator.ask(Method::PUT, &path, Some(mended)).await.status, StatusCode::NO_CONTENT);
    let changed = crate::office::CLIENTS.replace("+37061000001", "+37062222222");
    let upload = async |mode: &str| {
        chief.upload(&format!("import?mode={mode}&language=lt"), &[("k.csv", &changed)]).await.ok()["conflicts"].clone()
    };
    assert_eq!(upload("check").await, json!(0), "nothing went in");
    assert_eq!(upload("apply").await, json!(1));
    assert_eq!(upload("apply").await, json!(0));
}

/// A municipality's own tables as they are, in their own encodings, with all that is wrong in them.
#[tokio::test]
async fn a_municipality_s_tables_go_in_row_by_row_by_upload() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/municipality");
    let read = |name: &str| std::fs::read(format!("{folder}/{name}")).unwrap();
    let expected: Value = serde_json::from_slice(&read("expected.json")).unwrap();
    let names = ["darbuotojai.csv", "klientai.csv", "vizitai.csv", "README.md"];
    let files = names.map(|name| (name, read(name)));
    let office = Office::empty();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let checked = chief.upload("import?mode=check&language=lt", &files).await.ok();
    let tables = &checked["tables"];
    let keys = |table: &str, of: &str| {
        let rows = tables[table][of].as_array().unwrap().iter();
        rows.map(|row| row["key"].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(tables["workers"]["imported"], expected["workers"]);
    let refused = expected["refused_clients"].as_object().unwrap().values();
    assert_eq!(keys("clients", "refused"), refused.map(|key| key.as_str().unwrap().to_owned()).collect());
    let refused = expected["refused_visits"].as_array().unwrap().iter();
    assert_eq!(keys("visits", "refused"), refused.map(|row| row["n"].to_string()).collect());
    let all =
        |table: &str, rows: &str| expected[rows].as_u64().unwrap() - keys(table, "refused").len() as u64;
    let (clients, visits) = (all("clients", "client_rows"), all("visits", "visit_rows"));
    assert_eq!(
        (&tables["clients"]["imported"], &tables["visits"]["imported"]),
        (&json!(clients), &json!(visits))
    );
    assert_eq!(checked["files"].as_array().unwrap().len(), 1, "{}", checked["files"]);
    assert!(office.municipality.worker("D01").is_err(), "a check takes nothing in");
    let taken = chief.upload("import?mode=apply&language=lt", &files).await.ok();
    assert_eq!(taken["tables"], checked["tables"], "what was shown is what went in");
    let again = chief.upload("import?mode=apply&language=lt", &files).await.ok();
    let unchanged = |table: &str| again["tables"][table]["unchanged"].clone();
    assert_eq!((unchanged("clients"), unchanged("visits")), (json!(clients), json!(visits)));
    assert_eq!(again["conflicts"], json!(0));
}

/// A photo of one pixel's height, in plain PNG.
fn a_png(note: bool) -> Vec<u8> {
    let chunk = |name: &[u8; 4], body: &[u8]| {
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &[0; 4]].concat()
    };
    let header = [&40u32.to_be_bytes()[..], &1u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let note = if note { chunk(b"tEXt", b"Author\0Rasa") } else { Vec::new() };
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &note, &chunk(b"IDAT", &[1]), &chunk(b"IEND", &[])]
        .concat()
}

#[tokio::test]
async fn a_worker_gets_a_photo_that_holds_nothing_but_the_picture() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let worker = office.municipality.worker("D01").unwrap();
    let path = format!("workers/{worker}/photo");
    assert_eq!(chief.get(&path).await.code(), "not_found");
    for (file, code) in
        [(a_png(true), "photo_notes"), (b"Rasa".to_vec(), "photo_none"), (vec![0xff; 400_000], "photo_large")]
    {
        assert_eq!(chief.put_bytes(&path, file).await.code(), code);
    }
    assert_eq!(chief.put_bytes(&path, a_png(false)).await.status, StatusCode::NO_CONTENT);
    let stranger = format!("workers/{}/photo", Uuid::now_v7());
    assert_eq!(chief.put_bytes(&stranger, a_png(false)).await.code(), "not_found");
    let kept = chief.get(&path).await;
    assert_eq!((kept.status, &kept.headers["content-type"]), (StatusCode::OK, &"image/png".parse().unwrap()));
    let all = chief.get("photos").await.ok();
    let since = |at: usize| (all[at]["name"].as_str().unwrap().to_owned(), all[at]["since"].is_null());
    assert_eq!(
        [since(0), since(1)],
        [("Jonas Klevas".to_owned(), true), ("Rasa Bitinienė".to_owned(), false)]
    );
    for _ in 0..2 {
        assert_eq!(chief.delete(&path).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(records(&chief, "photo_changed").await.len(), 1);
    assert_eq!(records(&chief, "photo_removed").await.len(), 1);
}

#[tokio::test]
async fn the_offices_name_is_changed_in_one_place_and_stands_wherever_it_is_read() {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let before = chief.get("settings/office").await.ok()["name"].as_str().unwrap().to_owned();
    assert_eq!(chief.get("me").await.ok()["municipality"], json!(before), "as it was made");
    let put = |name: &str| chief.ask(Method::PUT, "settings/office", Some(json!({ "name": name })));
    let empty = put("  ").await;
    assert_eq!(
        (empty.code(), &empty.json["args"]),
        ("invalid", &json!({ "field": "name", "cause": "empty" }))
    );
    let name = "Alytaus socialinių paslaugų centras";
    assert_eq!(put(&format!(" {name} ")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(office.municipality.name().unwrap(), name);
    assert_eq!(chief.get("me").await.ok()["municipality"], json!(name));
    assert_eq!(records(&chief, "settings_changed").await[0].1, "office", "who changed it, and which");
    // A tablet that joins from now on is this office's.
    let serving = office.serve().await;
    let about = client(&serving.certificate, &[&rustls::version::TLS13]);
    let about = about.get(format!("https://localhost:{}/about.json", serving.address.port())).send().await;
    let about: Value = serde_json::from_slice(&about.unwrap().bytes().await.unwrap()).unwrap();
    assert_eq!(about["municipalities"][0]["name"], json!(name));
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    assert_eq!(&*rasa.me.municipality, name);
    serving.stop().await;
}
