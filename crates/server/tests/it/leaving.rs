//! A worker who leaves: until her last day she works as ever, after it nobody plans on her, and what is hers all the same is
//! in somebody's sight until it is handed over.

use crate::desk::{Answer, Desk};
use crate::office::{CLIENTS, Office, WORKERS};
use crate::planning::{monday, visit};
use crate::tablet::Tablet;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vizitas_domain::id::ActorId;
use vizitas_server::books::Mode;
use vizitas_server::planning::OfferAsk;
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::{ProblemCode, PullAnswer};

const DAY: u64 = 24 * 60;

async fn coordinator(office: &Office) -> Desk {
    Desk::with(office, StaffRole::Coordinator, "", None).await
}

fn id(office: &Office, code: &str) -> ActorId {
    office.municipality.worker(code).unwrap()
}

/// Says that a worker's last day is one of November 2026.
async fn leave(desk: &Desk, worker: ActorId, day: u32) -> Answer {
    desk.post(&format!("workers/{worker}/leave"), json!({ "last_day": format!("2026-11-{day}") })).await
}

fn one<'a>(list: &'a Value, name: &str, value: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|item| item[name] == value)
}

/// What the list says of her end.
async fn said(desk: &Desk, code: &str) -> (Value, Value, Value) {
    let list = desk.get("workers").await.ok();
    let one = one(&list, "code", code).unwrap();
    (one["leaves"].clone(), one["gone"].clone(), one["after"].clone())
}

/// How somebody's sign-in stands.
async fn standing(desk: &Desk, login: &str) -> Value {
    one(&desk.get("staff").await.ok(), "login", login).unwrap()["standing"].clone()
}

/// Whether she has a row on the board of a day of November.
async fn has_row(desk: &Desk, worker: ActorId, day: u32) -> bool {
    let board = desk.get(&format!("board?from=2026-11-{day}&days=1")).await.ok();
    one(&board["workers"], "id", &worker.to_string()).is_some()
}

/// A visit to somewhere: the day of November, the time, who comes.
async fn moves(desk: &Desk, number: &str, office: &Office, day: u32, time: &str, worker: ActorId) -> Answer {
    let (_, of, _) = visit(office, number);
    let target = json!({ "day": format!("2026-11-{day}"), "time": time, "workers": [worker] });
    let mut wish = target.clone();
    wish["plan"] = desk.post(&format!("visits/{of}/check-move"), target).await.ok()["plan"].clone();
    wish["how"] = "agreed".into();
    wish["cause"] = "client".into();
    desk.post(&format!("visits/{of}/move"), wish).await
}

#[tokio::test]
async fn until_the_last_day_she_works_as_ever_and_after_it_nobody_plans_on_her() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let (rasa, jonas) = (id(&office, "D01"), id(&office, "D02"));
    assert_eq!(said(&desk, "D01").await, (json!(null), json!(false), json!(0)));
    // Two clients and a visit on Tuesday are hers: that is what has to be done, and no reason to refuse.
    assert_eq!(leave(&desk, rasa, 23).await.ok(), json!({ "tablets": 0, "signs_in": false }));
    assert_eq!(said(&desk, "D01").await, (json!("2026-11-24"), json!(false), json!(1)));
    let refused = moves(&desk, "K-2", &office, 24, "10:30", rasa).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "worker_left"));
    moves(&desk, "K-2", &office, 23, "13:30", rasa).await.ok();
    // Times are offered by her today alone, of which the office's notice leaves enough; and a call agrees none after it.
    let (petras, ..) = visit(&office, "K-2");
    let ask =
        |from| OfferAsk { client: petras, visit: None, minutes: Some(30), from: Some(from), among: None };
    let by_her = |from| {
        let times = office.municipality.offers_for(&ask(from)).unwrap().times;
        times.iter().filter(|time| time.workers.contains(&rasa) || time.substitute == Some(rasa)).count()
    };
    assert!(by_her(monday(9, 0)) > 0);
    assert_eq!(by_her(monday(24, 0)), 0);
    let at = json!({ "day": "2026-11-24", "time": "13:00" });
    let what = json!({ "at": at, "minutes": 30, "workers": [rasa] });
    let call = json!({ "direction": "in", "reached": "spoke", "new_visit": { "purpose": "Pagalba", "minutes": 30 },
        "answer": { "answer": "agreed", "what": what } });
    assert_eq!(desk.post(&format!("clients/{petras}/calls"), call).await.code(), "worker_left");
    // A colleague who is ill tomorrow is not covered by her, neither by a proposal nor by hand.
    moves(&desk, "K-3", &office, 24, "13:00", jonas).await.ok();
    let ill = json!({ "from": { "day": "2026-11-24", "time": "8:00" }, "until": { "day": "2026-11-24", "time": "17:00" } });
    let proposal = desk.post(&format!("workers/{jonas}/absence/proposal"), ill.clone()).await.ok();
    assert!(!proposal.to_string().contains(&rasa.to_string()), "{proposal}");
    let mut accepted = ill;
    let of = &proposal["visits"][0];
    accepted["visits"] =
        json!([{ "visit": of["visit"], "plan": of["plan"], "way": { "what": "cover", "with": rasa } }]);
    assert_eq!(desk.post(&format!("workers/{jonas}/absence"), accepted).await.code(), "worker_left");
    // On Tuesday her visit keeps her on the board, and the day is closed; on Wednesday she is not there.
    let tuesday = desk.get("board?from=2026-11-24&days=1").await.ok();
    let row = one(&tuesday["workers"], "id", &rasa.to_string()).unwrap();
    let closed = json!([{ "day": "2026-11-24", "from": "0:00", "to": "24:00", "kind": "hours" }]);
    assert_eq!((&row["leaves"], &row["off"]), (&json!("2026-11-24"), &closed));
    assert!(has_row(&desk, rasa, 23).await && !has_row(&desk, rasa, 25).await);
    assert!(has_row(&desk, jonas, 25).await);
    // Today she works: a client, a tablet may be given to her.
    let (zose, ..) = visit(&office, "K-3");
    let given =
        desk.ask(Method::PUT, &format!("clients/{zose}/worker"), Some(json!({ "worker": rasa }))).await;
    assert_eq!(given.status, StatusCode::NO_CONTENT);
    desk.post(&format!("workers/{rasa}/tablets"), json!({})).await.ok();
}

#[tokio::test]
async fn when_the_last_day_has_passed_she_is_out_by_the_clock_and_what_is_hers_is_in_the_inbox() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut desk = coordinator(&office).await;
    let (rasa, jonas) = (id(&office, "D01"), id(&office, "D02"));
    let mut tablet = Tablet::enrol(&office, &serving, "D01").await;
    let own = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let mut administrator = Desk::with(&office, StaffRole::Administrator, "", None).await;
    leave(&desk, rasa, 23).await.ok();
    office.municipality.watch_clock().unwrap();
    tablet.pull().await;
    assert_eq!(own.get("me").await.status, StatusCode::OK, "until the evening she works");
    let remains = async |desk: &Desk| {
        let inbox = desk.get("inbox").await.ok();
        inbox["items"].as_array().unwrap().iter().find(|item| item["what"]["kind"] == "remains").cloned()
    };
    assert_eq!(remains(&desk).await, None);
    // Half past midnight: nobody looked at anything but the clock.
    office.later(16 * 60 + 30);
    tablet.at_ms += (16 * 60 + 30) * 60_000;
    office.municipality.watch_clock().unwrap();
    desk.stay(&office).await;
    let pulled: Result<PullAnswer, _> = tablet.ask("pull", &tablet.pull_request(10)).await;
    assert_eq!(pulled.err(), Some(ProblemCode::Revoked));
    administrator.stay(&office).await;
    assert_eq!(standing(&administrator, "d01").await, "disabled");
    assert_eq!(said(&desk, "D01").await, (json!("2026-11-24"), json!(true), json!(1)));
    let row = remains(&desk).await.unwrap();
    let what = (&row["what"]["worker"]["id"], &row["what"]["clients"], &row["what"]["visits"]);
    assert_eq!(what, (&json!(rasa), &json!(2), &json!(1)));
    // Nothing is given to her any more, and no list to choose from names her.
    let (zose, ..) = visit(&office, "K-3");
    let to_her = json!({ "worker": rasa });
    let new = json!({ "fields": [{ "field": "surname", "value": "Naujokė" }], "worker": rasa });
    for refused in [
        desk.ask(Method::PUT, &format!("clients/{zose}/worker"), Some(to_her.clone())).await,
        desk.post(&format!("workers/{jonas}/caseload"), to_her).await,
        desk.post(&format!("workers/{rasa}/tablets"), json!({})).await,
        desk.post("clients", new).await,
    ] {
        assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "worker_left"));
    }
    for list in ["absences?from=2026-11-23&days=7", "workers/seen"] {
        let list = desk.get(list).await.ok();
        assert!(!list.to_string().contains("Rasa") && list.to_string().contains("Jonas"), "{list}");
    }
    // Once all is handed over nothing more is said, and nothing that ended ends again.
    let to = json!({ "worker": jonas });
    assert_eq!(desk.post(&format!("workers/{rasa}/caseload"), to).await.ok()["clients"], 2);
    assert_eq!(remains(&desk).await.unwrap()["what"]["visits"], 1);
    moves(&desk, "K-1", &office, 25, "9:00", jonas).await.ok();
    assert_eq!(remains(&desk).await, None);
    let audited = || office.municipality.log().read(|log| log.audit_after(0, 1000)).unwrap().len();
    let before = audited();
    office.municipality.watch_clock().unwrap();
    assert_eq!(audited(), before);
    assert!(!has_row(&desk, rasa, 24).await);
    serving.stop().await;
}

#[tokio::test]
async fn neither_the_books_nor_a_mended_profile_bring_somebody_back() {
    let office = Office::open();
    let desk = coordinator(&office).await;
    let rasa = id(&office, "D01");
    leave(&desk, rasa, 27).await.ok();
    let stays = async |desk: &Desk| said(desk, "D01").await.0 == "2026-11-28";
    let mend = json!({ "fields": [{ "field": "phone", "value": "+37069999999" }] });
    desk.ask(Method::PUT, &format!("workers/{rasa}/profile"), Some(mend)).await;
    assert!(stays(&desk).await, "mended");
    let work = json!({ "hours": { "from": 480, "to": 900 }, "week": [], "skills": ["psichologė"] });
    desk.ask(Method::PUT, &format!("workers/{rasa}/hours"), Some(work)).await;
    assert!(stays(&desk).await, "her hours");
    let workers = WORKERS.replace("Socialinė darbuotoja", "Vyriausioji socialinė darbuotoja");
    let report = office.import(&[("d.csv", &workers), ("k.csv", CLIENTS)], Mode::Apply);
    assert_eq!(report.workers.counts.updated, 1);
    assert!(stays(&desk).await, "the books");
    let list = desk.get("workers").await.ok();
    let rasa_now = one(&list, "code", "D01").unwrap();
    let kept = (&rasa_now["phone"], &rasa_now["position"], &rasa_now["work"]["skills"]);
    let expected =
        (&json!("0 699 99999"), &json!("Vyriausioji socialinė darbuotoja"), &json!(["psichologė"]));
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn who_was_to_leave_or_has_left_comes_back_with_what_is_written_of_it() {
    let office = Office::open();
    let mut desk = coordinator(&office).await;
    let rasa = id(&office, "D01");
    let path = format!("workers/{rasa}/leave");
    let mut administrator = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let mut own = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    assert_eq!(desk.delete(&path).await.status, StatusCode::NOT_FOUND, "she never left");
    assert_eq!(desk.post(&path, json!({ "last_day": "vakar" })).await.code(), "malformed");
    // A later word counts; and before the day nothing has ended that would have to be begun anew.
    leave(&desk, rasa, 23).await.ok();
    leave(&desk, rasa, 24).await.ok();
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(said(&desk, "D01").await.0, json!(null));
    moves(&desk, "K-2", &office, 25, "10:30", rasa).await.ok();
    office.later(DAY);
    office.municipality.watch_clock().unwrap();
    own.stay(&office).await;
    // Back after she was out: her sign-in is an administrator's to give again.
    desk.stay(&office).await;
    leave(&desk, rasa, 24).await.ok();
    office.later(DAY);
    office.municipality.watch_clock().unwrap();
    desk.stay(&office).await;
    assert_eq!(said(&desk, "D01").await.1, json!(true));
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(said(&desk, "D01").await, (json!(null), json!(false), json!(0)));
    assert!(has_row(&desk, rasa, 26).await);
    administrator.stay(&office).await;
    assert_eq!(standing(&administrator, "d01").await, "disabled");
    let records = office.municipality.log().read(|log| log.audit_after(0, 1000)).unwrap();
    let of_her: Vec<&str> = records.iter().map(|record| record.deed.as_str()).collect();
    let written: Vec<&str> = of_her.into_iter().filter(|deed| deed.starts_with("worker ")).collect();
    assert_eq!(
        written,
        ["worker leaves", "worker leaves", "worker came back", "worker leaves", "worker came back"]
    );
}

#[tokio::test]
async fn an_end_said_ahead_by_an_administrator_ends_any_sign_in_on_the_day() {
    let office = Office::open();
    let mut last = Desk::with(&office, StaffRole::Administrator, "", Some("D02")).await;
    let head = Desk::with(&office, StaffRole::Head, "", Some("D01")).await;
    let chief = coordinator(&office).await;
    let rasa = id(&office, "D01");
    let unharmed = leave(&last, id(&office, "D02"), 23).await;
    assert_eq!(unharmed.code(), "last_administrator");
    assert_eq!(said(&last, "D02").await.0, json!(null), "nothing of it stands");
    assert_eq!(leave(&chief, rasa, 23).await.ok()["signs_in"], true);
    assert_eq!(leave(&last, rasa, 23).await.ok()["signs_in"], false);
    // A change of the name leaves the end as it is.
    assert_eq!(standing(&last, "d01").await, "active");
    let change = json!({ "name": "Rasa B.", "role": "head", "unit": "", "disabled": false });
    let changed = last.ask(Method::PUT, &format!("staff/{rasa}"), Some(change)).await;
    assert!(changed.status.is_success(), "{}", changed.json);
    assert_eq!(head.get("me").await.status, StatusCode::OK);
    office.later(16 * 60);
    assert_eq!(head.get("me").await.status, StatusCode::UNAUTHORIZED);
    last.stay(&office).await;
    assert_eq!(standing(&last, "d01").await, "disabled");
}
