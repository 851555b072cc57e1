//! Access that lies unused: it is warned of, rests, and is given back in one act. Nothing is lost by it, and somebody can
//! always give it back.

use crate::desk::{Desk, PASSWORD, add};
use crate::office::Office;
use crate::tablet::{Tablet, note};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_server::log::Suspension;
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::{Code, ProblemCode, PullAnswer, Verdict};

const DAY: u64 = 24 * 60;

fn days(office: &Office, days: u64) {
    office.later(days * DAY);
    office.municipality.watch_clock().unwrap();
}

/// Who is listed, with which of both moments.
async fn idle(desk: &Desk) -> Vec<(String, bool, bool)> {
    let list = desk.get("idle").await.ok();
    let one = |one: &Value| {
        (one["name"].as_str().unwrap().to_owned(), one["ends"].is_i64(), one["suspended"].is_i64())
    };
    list.as_array().unwrap().iter().map(one).collect()
}

fn said(name: &str, ends: bool, suspended: bool) -> (String, bool, bool) {
    (name.to_owned(), ends, suspended)
}

async fn standing(desk: &Desk, login: &str) -> Value {
    let staff = desk.get("staff").await.ok();
    staff.as_array().unwrap().iter().find(|one| one["login"] == login).unwrap()["standing"].clone()
}

fn deeds(office: &Office, deed: &str) -> usize {
    let all = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    all.iter().filter(|record| record.deed == deed).count()
}

#[tokio::test]
async fn three_months_unused_it_is_warned_of_and_rests_and_is_given_back_in_one_act() {
    let office = Office::open();
    let mut chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let mut ruta = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let open = ruta.get("clients").await.status;
    assert_eq!(open, StatusCode::OK);
    days(&office, 75);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [], "two weeks before the end nothing is said");
    days(&office, 2);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [said("coordinator", true, false)]);
    // She is there again: what was said is taken back.
    ruta.stay(&office).await;
    assert_eq!(idle(&chief).await, []);
    days(&office, 76);
    days(&office, 13);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [said("coordinator", true, false)]);
    days(&office, 1);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [said("coordinator", false, true)]);
    assert_eq!(standing(&chief, "coordinator").await, "suspended");
    // Out everywhere; told why once all is proved, and nothing of it before.
    assert_eq!(ruta.get("me").await.status, StatusCode::UNAUTHORIZED);
    let refused = ruta.tries(&office, PASSWORD).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "suspended"));
    let refused = ruta.tries(&office, "kitas arklys šoka").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "wrong"));
    let person = chief.get("idle").await.ok()[0]["person"].as_str().unwrap().to_owned();
    assert_eq!(chief.delete(&format!("idle/{person}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(chief.delete(&format!("idle/{person}")).await.status, StatusCode::NOT_FOUND);
    // The same password, the same telephone.
    ruta.stay(&office).await;
    assert_eq!(standing(&chief, "coordinator").await, "active");
    assert_eq!(idle(&chief).await, []);
    let told =
        ["idle account warned", "account suspended", "suspension lifted"].map(|deed| deeds(&office, deed));
    assert_eq!(told, [2, 1, 1]);
    // Given back and not used: the time counts from then.
    days(&office, 75);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, []);
}

#[tokio::test]
async fn a_tablet_rests_with_its_worker_and_what_it_handed_in_has_its_place_afterwards() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    days(&office, 77);
    chief.stay(&office).await;
    assert_eq!(
        idle(&chief).await,
        [said("Rasa Bitinienė", true, false)],
        "whoever has no access has none unused"
    );
    days(&office, 14);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [said("Rasa Bitinienė", false, true)]);
    rasa.at_ms = office.clock().ms();
    let pulled = rasa.ask::<PullAnswer>("pull", &rasa.pull_request(10)).await;
    assert_eq!(pulled.err(), Some(ProblemCode::NotApproved), "not for good");
    let note = rasa.make(ona, note("Grįžau"));
    assert_eq!(rasa.hand_in(&note).await, Verdict::Parked(Code::SUSPENDED));
    let coordinator = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let held = coordinator.get("inbox").await.ok();
    let item = held["items"].as_array().unwrap().iter().find(|item| item["what"]["kind"] == "held").unwrap();
    assert_eq!(item["what"]["why"], "suspended");
    let workers = coordinator.get("workers").await.ok();
    assert!(workers[0]["suspended"].is_i64() && workers[1]["suspended"].is_null(), "{workers}");
    // A new tablet would rest as well.
    let again = Tablet::enrol(&office, &serving, "D01").await;
    let other = Tablet { at_ms: rasa.at_ms, ..again };
    let pulled = other.ask::<PullAnswer>("pull", &other.pull_request(10)).await;
    assert_eq!(pulled.err(), Some(ProblemCode::NotApproved));
    let worker = office.municipality.worker("D01").unwrap();
    assert_eq!(chief.delete(&format!("idle/{worker}")).await.status, StatusCode::NO_CONTENT);
    rasa.pull().await;
    assert!(
        rasa.events.values().any(|event| event.header().id == note.event.header().id),
        "it has its place"
    );
    assert!(
        coordinator.get("inbox").await.ok()["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["what"]["kind"] != "held")
    );
    serving.stop().await;
}

#[tokio::test]
async fn what_waited_has_its_place_though_the_server_stopped_while_access_was_given_back() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    days(&office, 77);
    days(&office, 14);
    rasa.at_ms = office.clock().ms();
    let note = rasa.make(ona, note("Grįžau"));
    assert_eq!(rasa.hand_in(&note).await, Verdict::Parked(Code::SUSPENDED));
    // No further than this it came.
    let actor = office.municipality.worker("D01").unwrap();
    let back = Suspension { actor, warned: None, since: None, back: Some(office.clock().now()) };
    office.municipality.log().write(move |log| log.put_suspension(&back)).unwrap();
    office.later(60);
    office.municipality.watch_clock().unwrap();
    rasa.at_ms = office.clock().ms();
    rasa.pull().await;
    assert!(rasa.events.values().any(|event| event.header().id == note.event.header().id));
    serving.stop().await;
}

#[tokio::test]
async fn whoever_can_give_access_back_is_never_the_last_to_be_shut_out() {
    let office = Office::open();
    let first = Desk::with(&office, StaffRole::Administrator, "", None).await;
    // Somebody who was let in and never came leads nobody.
    add(&office, "pakviesta", StaffRole::Administrator, "", None);
    add(&office, "vadovas", StaffRole::Head, "", None);
    // The server stood still for years: it warns before anything rests.
    days(&office, 1_000);
    assert_eq!(deeds(&office, "account suspended"), 0);
    days(&office, 14);
    assert_eq!((deeds(&office, "idle account warned"), deeds(&office, "account suspended")), (2, 2));
    let mut first = first;
    first.stay(&office).await;
    assert_eq!(standing(&first, "pakviesta").await, "suspended");
    // Who rests leads nobody: she stays an administrator.
    let me = first.get("me").await.ok()["actor"].as_str().unwrap().to_owned();
    let head = json!({ "name": "A", "role": "head", "unit": "", "disabled": false });
    let refused = first.ask(Method::PUT, &format!("staff/{me}"), Some(head)).await;
    assert_eq!(refused.code(), "last_administrator");
    // At the command line, by login; nobody else is called so.
    office.municipality.lift_suspension_of("Vadovas").unwrap();
    assert!(office.municipality.lift_suspension_of("vadovas").is_err());
    assert!(office.municipality.lift_suspension_of("niekas").is_err());
    assert_eq!(standing(&first, "vadovas").await, "invited");
    // Whoever leaves while her access rests has left when it is given back.
    let person = office.municipality.log().read(|log| log.staff_named("pakviesta")).unwrap().unwrap().actor;
    let out = json!({ "name": "A", "role": "administrator", "unit": "", "disabled": true });
    let done = first.ask(Method::PUT, &format!("staff/{person}"), Some(out)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    assert_eq!(standing(&first, "pakviesta").await, "disabled");
}

#[tokio::test]
async fn how_long_is_the_offices_to_say_within_bounds() {
    let office = Office::open();
    let mut chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let _ruta = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    assert_eq!(chief.get("settings/accounts").await.ok(), json!({ "idle_days": 90, "opening_hours": 8 }));
    let set = async |chief: &Desk, days: u32| {
        chief.ask(Method::PUT, "settings/accounts", Some(json!({ "idle_days": days }))).await.status
    };
    for wrong in [0, 29, 366] {
        assert_eq!(set(&chief, wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(set(&chief, 30).await, StatusCode::NO_CONTENT);
    days(&office, 17);
    chief.stay(&office).await;
    assert_eq!(idle(&chief).await, [said("coordinator", true, false)]);
    // Longer again: nothing was to be said.
    assert_eq!(set(&chief, 90).await, StatusCode::NO_CONTENT);
    assert_eq!(idle(&chief).await, []);
}

#[tokio::test]
async fn a_restore_begins_the_time_anew() {
    let office = Office::open();
    drop(Desk::with(&office, StaffRole::Coordinator, "", None).await);
    days(&office, 89);
    let office = office.restored();
    office.municipality.release_messages(office.municipality.office().actor).unwrap();
    days(&office, 14);
    let mut chief = Desk::of(&office);
    let code = add(&office, "kita", StaffRole::Administrator, "", None);
    chief.set_up(&office, "kita", &code).await;
    assert_eq!(idle(&chief).await, []);
    // It is counted all the same.
    days(&office, 63);
    let warned = deeds(&office, "idle account warned");
    assert_eq!(warned, 2, "the one of before the backup, and this one");
}
