//! Calls without signal: what one leaves to do reaches the office's inbox, and whoever settles it first, nobody's word is lost.

use crate::desk::Desk;
use crate::world::{Tablet, World};
use serde_json::json;
use vizitas_device::view::*;

/// Rasa calls Jonas Miškinis and writes it down.
fn call(tablet: &Tablet, outcome: CallOutcome, task: Option<String>, text: &str) -> CallKept {
    let args = CallLogArgs {
        person: super::found(tablet, "Miškinis")[0].id.clone(),
        visit: None,
        task,
        incoming: false,
        caller: CallerArgs::default(),
        number: Some("0 612 34568".into()),
        outcome,
        text: text.into(),
        again: None,
    };
    tablet.open().call_log(&args).unwrap()
}

fn waiting(cause: &str, words: &str) -> (String, String, String) {
    ("Jonas Miškinis".into(), cause.into(), words.into())
}

/// Who said what came of the only call with an outcome, and what others said beside it; her own word is nobody's.
fn said(tablet: &Tablet) -> (Option<String>, String, Vec<String>) {
    let mut ended = tablet.open().calls().unwrap().ended;
    assert_eq!(ended.len(), 1);
    let ended = ended.remove(0);
    let end = ended.end.unwrap();
    (end.by, end.words, ended.also_ended.into_iter().map(|end| end.words).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_nobody_answered_is_a_task_of_the_office_too_until_somebody_ends_it() {
    let world = World::new().await;
    let (rasa, ruta) = (world.tablet("D01").await, Desk::of(&world).await);
    rasa.line.cut();
    let kept = call(&rasa, CallOutcome::NoAnswer, None, "Paliksiu žinutę vėliau.");
    assert_eq!(kept.again.unwrap().time, "8:00", "an hour after seven");
    assert_eq!(rasa.open().day(&DayArgs { day: None }).unwrap().calls.len(), 1);
    assert!(ruta.tasks().await.is_empty());
    let rasa = rasa.restarted();
    rasa.line.mend();
    super::in_step(&[&rasa]).await;
    assert_eq!(ruta.tasks().await, [waiting("missed_call", "Paliksiu žinutę vėliau.")]);
    let task = ruta.task("missed_call").await;
    let done = json!({ "outcome": "done", "words": "Atsiliepė, lauks antradienį." });
    ruta.post(&format!("tasks/{task}/end"), done).await;
    super::in_step(&[&rasa]).await;
    assert!(rasa.open().calls().unwrap().due.is_empty(), "it is gone from her list");
    assert_eq!(said(&rasa), (Some(String::new()), "Atsiliepė, lauks antradienį.".into(), vec![]));
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_end_a_call_at_once_have_one_outcome_and_both_words() {
    let world = World::new().await;
    let (rasa, ruta) = (world.tablet("D01").await, Desk::of(&world).await);
    call(&rasa, CallOutcome::NoAnswer, None, "");
    super::in_step(&[&rasa]).await;
    let task = ruta.task("missed_call").await;
    rasa.line.cut();
    let mine = rasa.open().calls().unwrap().due.remove(0).id;
    call(&rasa, CallOutcome::Reached, Some(mine), "Sutarėme trečiadienį.");
    assert_eq!(said(&rasa), (None, "Sutarėme trečiadienį.".into(), vec![]), "until the office is heard");
    let not_needed = json!({ "outcome": "not_needed", "words": "Pats atėjo į skyrių." });
    ruta.post(&format!("tasks/{task}/end"), not_needed).await;
    rasa.line.mend();
    super::in_step(&[&rasa]).await;
    let (by, words, also) = said(&rasa);
    assert_eq!(
        (by, words.as_str()),
        (Some(String::new()), "Pats atėjo į skyrių."),
        "the first in the log counts"
    );
    assert_eq!(also, ["Sutarėme trečiadienį."], "hers stands beside it");
    assert!(ruta.tasks().await.is_empty());
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_a_call_is_seen_by_the_other() {
    let world = World::new().await;
    let (rasa, ruta) = (world.tablet("D01").await, Desk::of(&world).await);
    call(&rasa, CallOutcome::NoAnswer, None, "");
    super::in_step(&[&rasa]).await;
    let task = ruta.task("missed_call").await;
    ruta.post(&format!("tasks/{task}/take"), json!({ "mine": true })).await;
    super::in_step(&[&rasa]).await;
    let calls = rasa.open().calls().unwrap();
    assert_eq!((calls.due.len(), calls.others.len()), (0, 1), "the office makes it");
    let task = CallTaskArgs { task: calls.others[0].id.clone() };
    rasa.line.cut();
    assert_eq!(rasa.open().call_take(&task).unwrap().owner, CallOwner::Me);
    rasa.line.mend();
    super::in_step(&[&rasa]).await;
    let inbox = ruta.get("inbox").await;
    assert_eq!(inbox["items"][0]["what"]["owner"]["name"], "Rasa Petraitienė");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_by_somebody_who_is_no_client_reaches_the_office_with_who_called_and_what_was_said() {
    let world = World::new().await;
    let (rasa, ruta) = (world.tablet("D01").await, Desk::of(&world).await);
    rasa.line.cut();
    let stranger = CallNewArgs {
        caller: CallerArgs {
            name: "Petras Jakubauskas".into(),
            organisation: "Bendrija".into(),
            position: "pirmininkas".into(),
        },
        number: "0 610 00003".into(),
        first_name: "Zita".into(),
        surname: "Beržienė".into(),
        address: "Pulko g. 15-9, 62134 Alytus".into(),
        text: "Kaimynės savaitę niekas nematė.".into(),
    };
    rasa.open().call_new(&stranger).unwrap();
    rasa.line.mend();
    super::in_step(&[&rasa]).await;
    let words = "Kaimynės savaitę niekas nematė.";
    assert_eq!(ruta.tasks().await, [("Zita Beržienė".into(), "other".into(), words.into())]);
    let found = ruta.get("clients?text=berziene").await;
    let client = found["clients"][0]["id"].as_str().unwrap();
    let card = ruta.get(&format!("clients/{client}")).await;
    let logged = &card["calls"][0];
    assert_eq!(
        (
            &logged["name"],
            &logged["organisation"],
            &logged["position"],
            &logged["number"],
            &logged["message"]
        ),
        (
            &json!("Petras Jakubauskas"),
            &json!("Bendrija"),
            &json!("pirmininkas"),
            &json!("0 610 00003"),
            &json!(words)
        )
    );
    world.same_everywhere(&[&rasa]);
    world.end().await;
}
