//! Messages as the console keeps them, and carriers that call back.

use crate::desk::{Desk, now};
use crate::office::Office;
use crate::tablet::Tablet;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use ring::hmac;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;
use vizitas_domain::client::Channel;
use vizitas_domain::id::VisitId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};
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
    assert_eq!(put(&desk, "settings/email", shown.clone()).await.status, StatusCode::NO_CONTENT);
    // It goes nowhere else than it was given for.
    let mut elsewhere = shown;
    elsewhere["host"] = json!("mail.elsewhere.example");
    let refused = put(&desk, "settings/email", elsewhere).await;
    assert_eq!(refused.json["args"], json!({ "field": "password", "cause": "again" }));
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
async fn a_mailbox_is_never_the_servers_own_file_nor_one_that_never_ends() {
    let office = Office::open();
    let folder = office.data.municipality("alytus").unwrap();
    let aside = tempfile::tempdir().unwrap();
    let link = aside.path().join("mail");
    std::os::unix::fs::symlink(folder.log(), &link).unwrap();
    let (log, nowhere) = (folder.log(), aside.path().join("none"));
    for (mailbox, taken) in [
        (log.as_path(), false),
        (office.data.path(), false),
        (&link, false),
        (std::path::Path::new("/dev/zero"), false),
        (&nowhere, true),
        (aside.path(), true),
    ] {
        let mail = json!({ "host": "mail.office.example", "from": "a@office.example", "bounces": mailbox });
        office.municipality.set_settings("email", mail).unwrap();
        assert_eq!(office.municipality.read_bounces().is_ok(), taken, "{}", mailbox.display());
    }
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
    let headers: Vec<_> = signature.map(|signature| ("x-signature", signature)).into_iter().collect();
    call_with(office, "POST", path, &headers, body).await
}

async fn call_with(
    office: &Office,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &str,
) -> StatusCode {
    let served = Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)]);
    let mut request = Request::builder().method(method).uri(path);
    if body.starts_with('{') {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    public_router(served).oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap().status()
}

/// The headers of a carrier that signs what it says now.
fn signed_now(office: &Office, said: &str) -> [(&'static str, String); 2] {
    let time = now(office).0.to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"durys");
    let tag = hmac::sign(&key, format!("{time}.{said}").as_bytes());
    [("x-signature", tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()), ("x-time", time)]
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

#[tokio::test]
async fn a_call_signed_with_its_time_counts_once_and_for_five_minutes() {
    let office = Office::open();
    let set = json!({
        "call_back_secret": "durys", "call_back_signature": "x-signature", "call_back_time": "x-time",
        // It gives its messages no id: by that nothing could be told apart.
        "inbound": { "id": "", "from": "/from", "text": "/text" },
    });
    office.municipality.set_settings("sms", set).unwrap();
    let strays = || office.municipality.strays().unwrap().len();
    let said = json!({ "from": "+37069999999", "text": "Kas čia?" }).to_string();
    let path = "/m/alytus/sms/x/inbound";
    let signed = signed_now(&office, &said);
    let post =
        async |headers: &[(&str, String)], said: &str| call_with(&office, "POST", path, headers, said).await;
    assert_eq!(post(&signed[..1], &said).await, StatusCode::NOT_FOUND, "without its time");
    assert_eq!(post(&signed, &said.replace("Kas", "Kur")).await, StatusCode::NOT_FOUND);
    assert_eq!(strays(), 0);
    // It counts once, a minute later too, and by whatever address it comes.
    assert_eq!((post(&signed, &said).await, strays()), (StatusCode::NO_CONTENT, 1));
    office.later(2);
    assert_eq!((post(&signed, &said).await, strays()), (StatusCode::NO_CONTENT, 1));
    assert_eq!((post(&signed_now(&office, &said), &said).await, strays()), (StatusCode::NO_CONTENT, 2));
    office.later(4);
    assert_eq!(
        (post(&signed, &said).await, strays()),
        (StatusCode::NOT_FOUND, 2),
        "six minutes are too long"
    );
    // A clock that is set back makes it good again; it was heard all the same.
    office.later(30);
    assert_eq!((post(&signed_now(&office, &said), &said).await, strays()), (StatusCode::NO_CONTENT, 3));
    office.earlier(36);
    assert_eq!((post(&signed, &said).await, strays()), (StatusCode::NO_CONTENT, 3));
    // What could not be taken in may come again.
    let unread = json!({ "sender": "+370" }).to_string();
    for _ in 0..2 {
        assert_eq!(post(&signed_now(&office, &unread), &unread).await, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn the_fields_of_an_address_are_signed_like_a_body() {
    let office = Office::open();
    let set = json!({ "call_back_secret": "durys", "call_back_signature": "x-signature" });
    let timed = json!({ "call_back_time": "x-time" });
    let said = "id=7&from=%2B37069999999&text=Kas+%C4%8Dia%3F";
    let path = |said: &str| format!("/m/alytus/sms/x/inbound?{said}");
    for with_time in [false, true] {
        let mut set = set.clone();
        if with_time {
            set.as_object_mut().unwrap().extend(timed.as_object().unwrap().clone());
        }
        office.municipality.set_settings("sms", set).unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"durys");
        let hex = |tag: hmac::Tag| tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let sign = |said: &str| match with_time {
            true => signed_now(&office, said).to_vec(),
            false => vec![("x-signature", hex(hmac::sign(&key, said.as_bytes())))],
        };
        // A signature of nothing, which every empty body has, says nothing of the address.
        for wrong in ["", "id=7"] {
            let refused = call_with(&office, "GET", &path(said), &sign(wrong), "").await;
            assert_eq!(refused, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(call_with(&office, "GET", &path(said), &sign(said), "").await, StatusCode::NO_CONTENT);
        assert_eq!(office.municipality.strays().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn who_posts_mail_that_came_back_may_sign_it_with_the_time() {
    let office = Office::open();
    let set = json!({
        "bounce_secret": "durys", "bounce_signature": "x-signature", "bounce_time": "x-time",
    });
    office.municipality.set_settings("email", set).unwrap();
    let mail = "Subject: away\n\nI am away\n";
    let signed = signed_now(&office, mail);
    let path = "/m/alytus/mail/durys/bounce";
    for (headers, status) in [(&signed[..0], StatusCode::NOT_FOUND), (&signed[..], StatusCode::NO_CONTENT)] {
        assert_eq!(call_with(&office, "POST", path, headers, mail).await, status);
    }
    office.later(6);
    assert_eq!(call_with(&office, "POST", path, &signed, mail).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_message_that_was_dealt_with_comes_back_until_it_is_forgotten() {
    let office = Office::open();
    office.municipality.set_settings("sms", json!({ "call_back_secret": "durys" })).unwrap();
    let said = json!({ "id": "7", "from": "+37069999999", "text": "Kas čia?" }).to_string();
    assert_eq!(call(&office, "/m/alytus/sms/durys/inbound", None, &said).await, StatusCode::NO_CONTENT);
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    desk.post("messages/strays/done", json!({ "id": "7" })).await.ok();
    // It is among what was settled, and comes back from there.
    let settled = async || {
        let all = desk.get("inbox/settled").await.ok()["items"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["matter"]["kind"] == "stray")
    };
    let one = settled().await.unwrap();
    assert_eq!(one["matter"]["words"], json!("Kas čia?"));
    assert_eq!((&one["back"], &one["role"]), (&json!({ "kind": "stray", "id": "7" }), &json!("coordinator")));
    let worker = Desk::with(&office, StaffRole::Worker, "", Some("D01")).await;
    let hers = worker.get("inbox/settled").await.ok();
    assert!(!hers.to_string().contains("Kas čia?"), "whoever may not read it reads it nowhere");
    let again = || desk.post("messages/strays/again", json!({ "id": "7" }));
    assert_eq!(again().await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("messages/strays").await.ok()[0]["words"], json!("Kas čia?"));
    assert_eq!(again().await.status, StatusCode::NOT_FOUND);
    // After the next working day it is forgotten, and told again it is still known.
    desk.post("messages/strays/done", json!({ "id": "7" })).await.ok();
    office.municipality.watch_clock().unwrap();
    assert!(settled().await.is_some());
    office.later(3 * 24 * 60);
    office.municipality.watch_clock().unwrap();
    assert!(office.municipality.strays_done().unwrap().is_empty());
    assert_eq!(call(&office, "/m/alytus/sms/durys/inbound", None, &said).await, StatusCode::NO_CONTENT);
    assert!(office.municipality.strays().unwrap().is_empty());
}

/// Messages about a visit that wait or went, by purpose.
fn purposes(office: &Office, visit: VisitId) -> Vec<Purpose> {
    office.municipality.derive_messages().unwrap();
    let rows = office.municipality.log().read(|log| log.jobs_of(visit)).unwrap();
    rows.into_iter().map(|row| row.job.purpose).collect()
}

#[tokio::test]
async fn a_cancellation_that_a_person_chose_between_two_is_told() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let set = |name: &str, value| office.municipality.set_settings(name, value).unwrap();
    set("messages", json!({ "on": true }));
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let stream = rasa.find("K-1").unwrap();
    let (visit, standing) = rasa.client(stream).visits.into_iter().next().unwrap();
    let standing = standing.plan.unwrap();
    // The office calls it off while the worker, without signal, agrees another time with the client.
    let off = json!({ "plan": standing.id, "note": "kita tarnyba" });
    desk.post(&format!("visits/{visit}/cancel"), off).await.ok();
    assert!(purposes(&office, visit).contains(&Purpose::Cancelled));
    let plan = Plan { start: standing.plan.start.plus_minutes(120), ..standing.plan };
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Door, at: Time(1) };
    let bodies = [
        VisitEvent::MustMove { cause: Cause::Traffic, note: "".into() },
        VisitEvent::Agreed { plan, agreement },
    ];
    let made = bodies.map(|event| rasa.make(stream, vizitas_domain::event::Body::Visit(visit, event)));
    rasa.push(&made, vec![]).await;
    office.municipality.judge_plans().unwrap();
    let before = purposes(&office, visit).iter().filter(|one| **one == Purpose::Cancelled).count();
    let items = desk.get("inbox").await.ok()["items"].as_array().unwrap().clone();
    let cancelled = |side: &&Value| side["value"]["state"] == "cancelled" && side["stands"] == false;
    let (item, side) = items
        .iter()
        .filter(|item| item["what"]["kind"] == "conflict")
        .find_map(|item| Some((item, item["what"]["sides"].as_array()?.iter().find(cancelled)?)))
        .unwrap_or_else(|| panic!("{items:?}"));
    let path = format!("clients/{}/settle", item["client"]["id"].as_str().unwrap());
    desk.post(&path, json!({ "events": item["what"]["events"], "keep": side["event"] })).await.ok();
    rasa.pull().await;
    assert_eq!(rasa.client(stream).visits[&visit].state, State::Cancelled);
    let after = purposes(&office, visit).iter().filter(|one| **one == Purpose::Cancelled).count();
    assert_eq!(after, before + 1, "whoever was promised the time hears that it falls away");
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_not_taken_for_told() {
    let office = Office::open();
    office.municipality.set_settings("sms", json!({ "call_back_secret": "durys" })).unwrap();
    let path = "/m/alytus/sms/durys/inbound";
    for unread in [json!({ "sender": "+37069999999", "text": "Kas čia?" }), json!({ "from": "+370" })] {
        assert_eq!(call(&office, path, None, &unread.to_string()).await, StatusCode::BAD_REQUEST);
    }
    assert!(office.municipality.strays().unwrap().is_empty());
}

#[tokio::test]
async fn whose_message_it_was_is_for_those_who_plan_and_no_worker() {
    let office = Office::open();
    office.municipality.set_settings("sms", json!({ "call_back_secret": "durys" })).unwrap();
    let said = json!({ "id": "7", "from": "+37069999999", "text": "Aš ligoninėje" }).to_string();
    call(&office, "/m/alytus/sms/durys/inbound", None, &said).await;
    let worker = Desk::with(&office, StaffRole::Worker, "", Some("D01")).await;
    assert_eq!(worker.get("messages/strays").await.code(), "not_allowed");
    assert_eq!(worker.post("messages/strays/done", json!({ "id": "7" })).await.code(), "not_allowed");
    let head = Desk::with(&office, StaffRole::Head, "", None).await;
    assert_eq!(head.get("messages/strays").await.ok()[0]["words"], json!("Aš ligoninėje"));
}

#[tokio::test]
async fn a_word_of_somebody_registered_twice_counts_for_either_registration() {
    let office = Office::open();
    office.municipality.set_settings("sms", json!({ "call_back_secret": "durys" })).unwrap();
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let of = |client: &str, day: &str| {
        let lines = office.municipality.agenda(day.parse().unwrap(), None).unwrap();
        let line = lines.into_iter().find(|line| line.client == client).unwrap();
        (line.stream, line.visit)
    };
    let ((one, visit), (other, over)) = (of("K-1", "2026-11-24"), of("K-2", "2026-11-23"));
    let lines = desk.get("board?from=2026-11-23&days=1").await.ok();
    let shown =
        lines["visits"].as_array().unwrap().iter().find(|shown| shown["id"] == json!(over.0)).unwrap();
    let off = json!({ "plan": shown["plan"], "note": "" });
    desk.post(&format!("visits/{over}/cancel"), off).await.ok();
    desk.post(&format!("clients/{one}/merge"), json!({ "into": other.0 })).await.ok();
    let said = json!({ "id": "8", "from": "+37061000002", "text": "Negaliu" }).to_string();
    assert_eq!(call(&office, "/m/alytus/sms/durys/inbound", None, &said).await, StatusCode::NO_CONTENT);
    let line = office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap().remove(0);
    assert_eq!((line.visit, line.state), (visit, State::Cancelled));
}
