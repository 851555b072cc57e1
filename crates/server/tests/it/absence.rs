//! "Ill today", from the proposal to what stands afterwards; and calendars of absence and hours.

use crate::desk::Desk;
use crate::office::Office;
use crate::planning::{monday, visit};
use crate::tablet::Tablet;
use axum::http::{Method, StatusCode};
use chrono::NaiveDate;
use serde_json::{Value, json};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_server::AgendaLine;
use vizitas_server::staff::StaffRole;

fn today() -> Value {
    json!({ "from": { "day": "2026-11-23", "time": "8:00" }, "until": { "day": "2026-11-24", "time": "0:00" } })
}

fn agenda(office: &Office) -> Vec<AgendaLine> {
    office.municipality.agenda(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), None).unwrap()
}

fn line(office: &Office, client: &str) -> AgendaLine {
    agenda(office).into_iter().find(|line| line.client == client).unwrap()
}

#[tokio::test]
async fn an_ill_workers_visit_goes_to_a_colleague_and_nothing_is_done_twice() {
    let office = Office::open();
    let (_, _, rasa) = visit(&office, "K-2");
    let (_, _, jonas) = visit(&office, "K-3");
    let desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let path = format!("workers/{rasa}/absence");
    let proposal = desk.post(&format!("{path}/proposal"), today()).await.ok();
    let [petras] = proposal["visits"].as_array().unwrap().as_slice() else { panic!("{proposal}") };
    assert_eq!((&petras["name"], &petras["agreed"]), (&json!("Petras Beržas"), &json!(true)));
    assert_eq!(petras["at"], json!({ "day": "2026-11-23", "time": "10:00" }));
    let stays = json!({ "what": "stays", "with": { "worker": jonas, "name": "Jonas Klevas" } });
    assert_eq!(petras["outcome"], stays);
    let why: Vec<&Value> = petras["why"].as_array().unwrap().iter().map(|why| &why["code"]).collect();
    assert!(why.contains(&&json!("other_worker")), "{why:?}");
    assert_eq!(line(&office, "K-2").worker, "D01", "a proposal changes nothing");

    let cover = json!({ "what": "cover", "with": jonas });
    let mut accepted = today();
    accepted["visits"] = json!([{ "visit": petras["visit"], "plan": petras["plan"], "way": cover }]);
    desk.post(&path, accepted.clone()).await.ok();
    let covered = line(&office, "K-2");
    assert_eq!((covered.worker.as_str(), covered.state), ("D02", State::Confirmed));
    let again = desk.post(&path, accepted).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "moved"));
    let rest = desk.post(&format!("{path}/proposal"), today()).await.ok();
    assert_eq!(rest["visits"], json!([]));
    let absences = desk.get("absences?from=2026-11-23&days=7").await.ok();
    let ill = &absences[0]["absences"];
    assert_eq!((ill.as_array().unwrap().len(), &ill[0]["kind"]), (1, &json!("ill")));
    assert_eq!(ill[0]["until"], json!({ "day": "2026-11-24", "time": "0:00" }));
    // Why she is away is told to who plans her; to a colleague who would send her only that she is.
    let check = format!("visits/{}/check-move", line(&office, "K-3").visit);
    let target = json!({ "day": "2026-11-23", "time": "14:00", "workers": [rasa] });
    let colleague = Desk::with(&office, StaffRole::Worker, "", Some("D02")).await;
    for (desk, kind) in [(&desk, "ill"), (&colleague, "own")] {
        let looked = desk.post(&check, target.clone()).await.ok();
        let broken = looked["broken"].as_array().unwrap();
        let off: Vec<&Value> =
            broken.iter().filter(|one| one["what"] == "off").map(|one| &one["kind"]).collect();
        assert_eq!(off, [kind], "{looked}");
    }
}

#[tokio::test]
async fn a_new_time_is_offered_with_a_call_and_a_taken_one_is_refused_whole() {
    let office = Office::open();
    let (petras_stream, petras, rasa) = visit(&office, "K-2");
    let (_, _, jonas) = visit(&office, "K-3");
    let desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let proposal = desk.post(&format!("workers/{rasa}/absence/proposal"), today()).await.ok();
    let plan = &proposal["visits"][0]["plan"];
    let offer = |time: &str| {
        let at = json!({ "day": "2026-11-23", "time": time });
        let way = json!({ "what": "offer", "times": [{ "at": at, "workers": [jonas] }] });
        let mut accepted = today();
        accepted["visits"] = json!([{ "visit": petras, "plan": plan, "way": way }]);
        accepted
    };
    // At eleven he is with somebody else: nothing of it is done, the absence neither.
    let taken = desk.post(&format!("workers/{rasa}/absence"), offer("11:15")).await;
    assert_eq!((taken.status, taken.code()), (StatusCode::CONFLICT, "moved"));
    assert_eq!(line(&office, "K-2").state, State::Confirmed);
    let absences = desk.get("absences?from=2026-11-23&days=7").await.ok();
    assert_eq!(absences[0]["absences"], json!([]));
    let past = desk.post(&format!("workers/{rasa}/absence"), offer("7:00")).await;
    assert_eq!(past.code(), "invalid");

    desk.post(&format!("workers/{rasa}/absence"), offer("10:15")).await.ok();
    assert_eq!(line(&office, "K-2").state, State::Offered);
    let serving = office.serve().await;
    let mut tablet = Tablet::enrol(&office, &serving, "D01").await;
    tablet.pull().await;
    let client = tablet.client(petras_stream);
    let task = &client.tasks.values().next().unwrap().task;
    assert_eq!((task.cause, task.visit, task.due), (TaskCause::NeedsWord, Some(petras), monday(10, 0)));
    let offer = client.visits[&petras].offer.clone().unwrap();
    assert_eq!((offer.slots[0].start, offer.until), (monday(10, 15), monday(10, 15)));
    serving.stop().await;
}

#[tokio::test]
async fn what_was_only_offered_is_taken_back_and_offered_anew() {
    let office = Office::open();
    let (stream, petras, rasa) = visit(&office, "K-2");
    let (_, _, jonas) = visit(&office, "K-3");
    let desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let accepted = |proposal: &Value, way: Value| {
        let of = proposal["visits"].as_array().unwrap().iter().find(|one| one["visit"] == json!(petras));
        let mut body = today();
        body["visits"] = json!([{ "visit": petras, "plan": of.unwrap()["plan"], "way": way }]);
        body
    };
    let (first, second) = (format!("workers/{rasa}/absence"), format!("workers/{jonas}/absence"));
    let proposal = desk.post(&format!("{first}/proposal"), today()).await.ok();
    let at = json!({ "day": "2026-11-23", "time": "10:15" });
    let way = json!({ "what": "offer", "times": [{ "at": at, "workers": [jonas] }] });
    desk.post(&first, accepted(&proposal, way)).await.ok();

    // Before the client answers, the one who was offered falls ill, too.
    let proposal = desk.post(&format!("{second}/proposal"), today()).await.ok();
    let visits = proposal["visits"].as_array().unwrap();
    let offered = visits.iter().find(|one| one["visit"] == json!(petras)).unwrap();
    assert_eq!(
        (&offered["state"], &offered["at"], &offered["agreed"]),
        (&json!("offered"), &at, &json!(false))
    );
    let times = offered["outcome"]["times"].as_array().unwrap();
    assert!(
        times
            .iter()
            .all(|time| time["at"]["day"] != "2026-11-23" && !time["workers"].as_array().unwrap().is_empty())
    );
    let cover = desk.post(&second, accepted(&proposal, json!({ "what": "cover", "with": rasa }))).await;
    assert_eq!(cover.code(), "invalid");
    let anew: Vec<Value> = times
        .iter()
        .map(|time| {
            let workers = time["workers"].as_array().unwrap();
            json!({ "at": time["at"], "workers": workers.iter().map(|who| &who["worker"]).collect::<Vec<_>>() })
        })
        .collect();
    let body = accepted(&proposal, json!({ "what": "offer", "times": anew }));
    desk.post(&second, body.clone()).await.ok();
    assert_eq!(desk.post(&second, body).await.code(), "moved", "what it took back is gone");
    let rest = desk.post(&format!("{second}/proposal"), today()).await.ok();
    assert!(rest["visits"].as_array().unwrap().iter().all(|one| one["visit"] != json!(petras)));
    let serving = office.serve().await;
    let mut tablet = Tablet::enrol(&office, &serving, "D01").await;
    tablet.pull().await;
    let offer = tablet.client(stream).visits[&petras].offer.clone().unwrap();
    assert_eq!(offer.slots.len(), times.len());
    serving.stop().await;
}

#[tokio::test]
async fn hours_and_absences_are_kept_by_the_office() {
    let office = Office::open();
    let (_, petras, rasa) = visit(&office, "K-2");
    let desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let work =
        |week: Value| json!({ "hours": { "from": 480, "to": 960 }, "week": week, "skills": ["mediacija"] });
    let mondays = json!([{ "weekday": 0, "from": 720, "to": 1020, "break_from": 0, "break_to": 0 }]);
    let path = format!("workers/{rasa}/hours");
    desk.ask(Method::PUT, &path, Some(work(mondays.clone()))).await.ok();
    let twice = json!([mondays[0], mondays[0]]);
    assert_eq!(desk.ask(Method::PUT, &path, Some(work(twice))).await.code(), "invalid");
    let shown = desk.get("absences?from=2026-11-23&days=1").await.ok();
    assert_eq!((&shown[0]["name"], &shown[0]["work"]), (&json!("Rasa Bitinienė"), &work(mondays)));
    // Her visit at ten lies outside her hours now: a look says so.
    let look = office.municipality.what_moves(petras, monday(10, 0), &[rasa]).unwrap();
    assert!(format!("{:?}", look.broken).contains("Hours"), "{look:?}");

    let leave = json!({ "from": { "day": "2026-12-01", "time": "8:00" }, "until": { "day": "2026-12-03", "time": "17:00" }, "kind": "leave" });
    let added = desk.post(&format!("workers/{rasa}/absences"), leave).await.ok();
    let december = || desk.get("absences?from=2026-12-02&days=1");
    assert_eq!(december().await.ok()[0]["absences"][0]["kind"], "leave");
    let id = added["id"].as_str().unwrap();
    desk.delete(&format!("workers/{rasa}/absences/{id}")).await.ok();
    assert_eq!(december().await.ok()[0]["absences"], json!([]));
    let gone = desk.delete(&format!("workers/{rasa}/absences/{id}")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn why_a_colleague_is_away_no_worker_reads() {
    let office = Office::open();
    let (_, _, jonas) = visit(&office, "K-3");
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let ill = json!({
        "from": { "day": "2026-11-25", "time": "8:00" }, "until": { "day": "2026-11-25", "time": "17:00" },
        "kind": "ill", "reason": "operacija",
    });
    desk.post(&format!("workers/{jonas}/absences"), ill).await.ok();
    let path = "absences?from=2026-11-23&days=7";
    assert!(desk.get(path).await.ok().to_string().contains("operacija"));
    let rasa = Desk::with(&office, StaffRole::Worker, "", Some("D01")).await;
    let own = rasa.get(path).await.ok();
    let names: Vec<&Value> = own.as_array().unwrap().iter().map(|worker| &worker["name"]).collect();
    assert_eq!((names, own.to_string().contains("operacija")), (vec![&json!("Rasa Bitinienė")], false));
    for role in [StaffRole::Officer, StaffRole::Administrator] {
        let desk = Desk::with(&office, role, "", None).await;
        assert_eq!(desk.get(path).await.code(), "not_allowed", "{role:?}");
    }
}
