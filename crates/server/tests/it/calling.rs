//! Phone mode: three times to offer, and a call that brings all it should in one commit.

use crate::desk::{Answer, Desk};
use crate::office::Office;
use serde_json::{Value, json};
use vizitas_server::staff::StaffRole;

struct Line {
    office: Office,
    ruta: Desk,
}

impl Line {
    async fn open() -> Self {
        let office = Office::open();
        let ruta = Desk::with(&office, StaffRole::Coordinator, "", None).await;
        Self { office, ruta }
    }

    async fn id(&self, text: &str) -> String {
        let found = self.ruta.get(&format!("clients?text={text}")).await.ok();
        found["clients"][0]["id"].as_str().unwrap().to_owned()
    }

    async fn card(&self, client: &str) -> Value {
        self.ruta.get(&format!("clients/{client}")).await.ok()
    }

    async fn call(&self, client: &str, call: Value) -> Answer {
        self.ruta.post(&format!("clients/{client}/calls"), call).await
    }
}

#[tokio::test]
async fn three_times_are_offered_and_the_one_that_suits_is_agreed() {
    let line = Line::open().await;
    let ona = line.id("ona").await;
    let visit = line.card(&ona).await["visits"][0]["id"].clone();
    let offers = line.ruta.get(&format!("clients/{ona}/offers?visit={}", visit.as_str().unwrap())).await.ok();
    let offers = offers.as_array().unwrap().clone();
    assert_eq!(offers.len(), 3, "{offers:?}");
    let second = &offers[1];
    let what = json!({ "at": second["at"], "minutes": second["minutes"], "workers": second["workers"] });
    let call = json!({
        "direction": "out", "name": "Ona Ąžuolienė", "number": "0 610 00001", "reached": "spoke",
        "message": "Tiks antradienį.", "visit": visit, "answer": { "answer": "agreed", "what": what },
    });
    line.call(&ona, call).await.ok();
    let card = line.card(&ona).await;
    let moved = &card["visits"][0];
    assert_eq!(
        (&moved["state"], &moved["agreed"], &moved["at"]),
        (&json!("confirmed"), &json!("phone"), &second["at"])
    );
    let logged = &card["calls"][0];
    assert_eq!(
        (&logged["message"], &logged["number"], &logged["reached"]),
        (&json!("Tiks antradienį."), &json!("0 610 00001"), &json!("spoke"))
    );
    assert_eq!(card["tasks"], json!([]));
}

#[tokio::test]
async fn none_suits_and_the_wish_is_kept_or_the_old_time_or_no_visit() {
    let line = Line::open().await;
    let ona = line.id("ona").await;
    let visit = line.card(&ona).await["visits"][0]["id"].clone();
    let say =
        |answer: Value| json!({ "direction": "in", "reached": "spoke", "visit": visit, "answer": answer });
    let state = async || line.card(&ona).await["visits"][0]["state"].clone();
    line.call(&ona, say(json!({ "answer": "wished", "what": "po pietų" }))).await.ok();
    assert_eq!(state().await, "moveAsked");
    line.call(&ona, say(json!({ "answer": "confirmed" }))).await.ok();
    assert_eq!(state().await, "confirmed");
    // That it stands can be said of a plan that is agreed already.
    line.call(&ona, say(json!({ "answer": "confirmed" }))).await.ok();
    line.call(&ona, say(json!({ "answer": "cancelled", "what": "pasveiko" }))).await.ok();
    assert_eq!(state().await, "cancelled");
    let refused = line.call(&ona, say(json!({ "answer": "wished", "what": "vis dėlto" }))).await;
    assert_eq!(refused.code(), "invalid");
    assert_eq!(
        line.card(&ona).await["calls"].as_array().unwrap().len(),
        4,
        "nothing of a refused call stays"
    );
}

#[tokio::test]
async fn a_client_who_calls_for_a_visit_has_one_with_a_time() {
    let line = Line::open().await;
    let ona = line.id("ona").await;
    let offers = line.ruta.get(&format!("clients/{ona}/offers?minutes=30")).await.ok();
    let what = json!({ "at": offers[0]["at"], "minutes": 30, "workers": offers[0]["workers"] });
    let call = json!({
        "direction": "in", "reached": "spoke", "new_visit": { "purpose": "Pagalba namuose", "minutes": 30 },
        "answer": { "answer": "agreed", "what": what },
    });
    line.call(&ona, call).await.ok();
    let card = line.card(&ona).await;
    let visits = card["visits"].as_array().unwrap();
    let new = visits.iter().find(|visit| visit["purpose"] == "Pagalba namuose").unwrap();
    assert_eq!((&new["state"], &new["at"]), (&json!("confirmed"), &offers[0]["at"]));
}

#[tokio::test]
async fn a_call_that_reached_nobody_leaves_a_task_until_somebody_is_reached() {
    let line = Line::open().await;
    let ona = line.id("ona").await;
    let call = |reached: &str, task: &Value| json!({ "direction": "out", "number": "0 610 00001", "reached": reached, "task": task });
    line.call(&ona, call("noanswer", &Value::Null)).await.ok();
    line.call(&ona, call("noanswer", &Value::Null)).await.ok();
    let card = line.card(&ona).await;
    assert_eq!(card["tasks"].as_array().unwrap().len(), 1, "one task says it");
    let task = &card["tasks"][0];
    assert_eq!(
        (&task["cause"], &task["due"]["time"], &task["outcome"]),
        (&json!("missed_call"), &json!("9:00"), &Value::Null)
    );
    line.call(&ona, call("leftmessage", &task["id"])).await.ok();
    assert_eq!(line.card(&ona).await["tasks"][0]["outcome"], Value::Null);
    line.call(&ona, call("wrongnumber", &task["id"])).await.ok();
    let card = line.card(&ona).await;
    let wrong = card["tasks"].as_array().unwrap().iter().find(|task| task["cause"] == "not_for_me").unwrap();
    assert_eq!(wrong["words"], "+37061000001");
    line.office.later(5);
    line.call(&ona, call("spoke", &task["id"])).await.ok();
    let card = line.card(&ona).await;
    let done = card["tasks"].as_array().unwrap().iter().find(|one| one["id"] == task["id"]).unwrap();
    assert_eq!(done["outcome"], "done");
}

#[tokio::test]
async fn a_call_for_a_task_that_nobody_answered_is_made_again_when_it_was_said() {
    let line = Line::open().await;
    let ona = line.id("ona").await;
    let call = |task: &Value, time: Option<&str>| {
        let again = time.map(|time| json!({ "day": "2026-11-23", "time": time }));
        json!({ "direction": "out", "reached": "noanswer", "task": task, "again": again })
    };
    let times = line.ruta.get(&format!("clients/{ona}/calls/times")).await.ok();
    let time = |day: &str, time: &str| json!({ "day": day, "time": time });
    assert_eq!(
        times,
        json!([time("2026-11-23", "9:00"), time("2026-11-23", "14:00"), time("2026-11-24", "9:00")])
    );
    line.call(&ona, call(&Value::Null, None)).await.ok();
    let task = line.card(&ona).await["tasks"][0]["id"].clone();
    line.call(&ona, call(&task, Some("14:00"))).await.ok();
    let card = line.card(&ona).await;
    assert_eq!(card["tasks"].as_array().unwrap().len(), 1);
    assert_eq!(card["tasks"][0]["due"], json!({ "day": "2026-11-23", "time": "14:00" }));
    let inbox = line.ruta.get("inbox").await.ok();
    let waits = inbox["items"].as_array().unwrap().iter().find(|one| one["what"]["task"] == task).unwrap();
    assert_eq!(waits["what"]["due"].as_i64().unwrap() - inbox["now"].as_i64().unwrap(), 6 * 3600);
}
