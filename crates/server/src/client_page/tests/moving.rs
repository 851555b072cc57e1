//! Another time for an agreed visit: offered on the form that asks for one, and had by one press.

use super::stage::{MONDAY, Stage, TUESDAY};
use crate::log::JobState;
use axum::http::Method;
use serde_json::json;
use vizitas_domain::client::Channel;
use vizitas_domain::event::Role;
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent};

/// The other times that the form offers, each as its button sends it.
async fn others(stage: &Stage) -> Vec<(Time, String)> {
    let form = stage.ask(Method::GET, &format!("{}/other", stage.page), None).await;
    let buttons = form.buttons();
    assert_eq!(
        buttons.last().map(|(say, _)| say.as_str()),
        Some("other"),
        "words stand beside: {}",
        form.text
    );
    let moves = buttons.into_iter().filter_map(|(say, plan)| {
        let at: i64 = say.strip_prefix("move ")?.parse().ok()?;
        Some((Time(at), format!("say=move+{at}&plan={plan}&website=")))
    });
    moves.collect()
}

fn start(stage: &Stage) -> Time {
    stage.now().plan.unwrap().plan.start
}

fn agreed() -> Stage {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage
}

#[tokio::test]
async fn up_to_three_other_times_are_offered_and_looking_holds_none() {
    let stage = agreed();
    let before = stage.head();
    let times = others(&stage).await;
    assert!((2..=3).contains(&times.len()), "{times:?}");
    assert!(times.iter().all(|(at, _)| *at > MONDAY && *at != TUESDAY));
    let held = stage.municipality.log.read(|log| log.claims_on(stage.client, 0)).unwrap();
    assert_eq!((stage.head(), held.len()), (before, 6), "thirty minutes of the agreed time alone");
}

#[tokio::test]
async fn one_press_moves_the_visit_and_frees_the_old_time() {
    let mut stage = agreed();
    let (at, form) = others(&stage).await.remove(0);
    let page = stage.send(&form).await;
    assert!(page.text.contains("Ačiū, naują laiką užrašėme."), "{}", page.text);
    assert_eq!(page.says(), ["undo"]);
    let once = stage.head();
    stage.send(&form).await;
    assert_eq!(stage.head(), once, "pressed twice it counts once");
    let visit = stage.now();
    let plan = visit.plan.unwrap();
    assert_eq!(
        (visit.state, plan.plan.start, plan.agreement.unwrap().channel),
        (State::Confirmed, at, Channel::Page)
    );
    assert_eq!((visit.conflicts.len(), stage.tasks()), (0, vec![]));
    stage.another_client();
    stage.agreed(TUESDAY);
    assert_eq!((stage.now().state, stage.now().double_booked), (State::Confirmed, None));
    stage.another_client();
    stage.agreed(at);
    assert!(stage.now().double_booked.is_some(), "the new time is hers");
}

#[tokio::test]
async fn a_move_is_taken_back_by_one_tap_and_the_old_time_stands() {
    let mut stage = agreed();
    let old = stage.now().plan.unwrap();
    let (at, form) = others(&stage).await.remove(0);
    stage.send(&form).await;
    let page = stage.press("undo").await;
    assert!(page.text.contains("Atsakymą atšaukėme."), "{}", page.text);
    let visit = stage.now();
    assert_eq!(
        (visit.state, visit.plan.unwrap().id, visit.offer.is_none()),
        (State::Confirmed, old.id, true)
    );
    assert_eq!((visit.conflicts.len(), stage.tasks()), (0, vec![]));
    stage.another_client();
    stage.agreed(at);
    assert_eq!(stage.now().double_booked, None, "the other time is free again");
    stage.another_client();
    stage.agreed(TUESDAY);
    assert!(stage.now().double_booked.is_some(), "and hers is hers");
}

#[tokio::test]
async fn an_old_time_that_somebody_else_has_by_now_becomes_a_search_for_another() {
    let mut stage = agreed();
    let (_, form) = others(&stage).await.remove(0);
    stage.send(&form).await;
    let (client, visit, page) = (stage.client, stage.visit, stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY);
    (stage.client, stage.visit, stage.page) = (client, visit, page);
    stage.press("undo").await;
    assert_eq!(stage.now().state, State::MoveAsked);
    assert_eq!(stage.now().double_booked, None);
}

#[tokio::test]
async fn two_different_times_within_minutes_or_a_filled_trap_move_nothing() {
    for trap in [false, true] {
        let stage = agreed();
        let times = others(&stage).await;
        if trap {
            stage.send(&format!("{}x", times[0].1)).await;
        } else {
            stage.send(&times[0].1).await;
            stage.send(&times[1].1).await;
        }
        assert_eq!((stage.now().state, start(&stage)), (State::Confirmed, TUESDAY), "{trap}");
        assert_eq!(stage.tasks(), [TaskCause::AnswerDoubted]);
        stage.send(&times[0].1).await;
        assert_eq!(start(&stage), TUESDAY, "somebody will call");
    }
}

#[tokio::test]
async fn a_time_that_is_gone_by_the_press_or_was_never_offered_moves_nothing() {
    let mut stage = agreed();
    let (at, form) = others(&stage).await.remove(0);
    let (client, visit, page) = (stage.client, stage.visit, stage.page.clone());
    stage.another_client();
    stage.agreed(at);
    (stage.client, stage.visit, stage.page) = (client, visit, page);
    let never = form.replace(&at.0.to_string(), &(MONDAY.0 - 3600).to_string());
    for form in [form, never] {
        let page = stage.send(&form).await;
        assert!(page.text.contains("Deja, šį laiką ką tik užėmė kiti."), "{}", page.text);
        assert_eq!((stage.now().state, start(&stage)), (State::Confirmed, TUESDAY));
    }
    assert_eq!(stage.tasks(), []);
}

#[tokio::test]
async fn what_moved_meanwhile_is_asked_about_anew() {
    let stage = agreed();
    let (_, form) = others(&stage).await.remove(0);
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    stage.agreed(TUESDAY.plus_minutes(60));
    let page = stage.send(&form).await;
    assert!(page.text.contains("Kol atsakėte, laikas pasikeitė."), "{}", page.text);
    assert_eq!(start(&stage), TUESDAY.plus_minutes(60));
}

#[tokio::test]
async fn a_move_by_whoever_says_that_the_message_was_not_for_her_does_not_stand() {
    let stage = agreed();
    let (_, form) = others(&stage).await.remove(0);
    stage.send(&form).await;
    assert_ne!(start(&stage), TUESDAY);
    stage.ask(Method::POST, &stage.page, Some("say=stranger&website=")).await;
    assert_eq!((stage.now().state, start(&stage)), (State::Confirmed, TUESDAY));
    stage.send(&form).await;
    assert_eq!((start(&stage), stage.tasks()), (TUESDAY, vec![TaskCause::NotForMe]));
}

#[tokio::test]
async fn a_visit_that_is_not_agreed_or_is_elsewhere_is_asked_about_in_words_alone() {
    let mut stage = Stage::new();
    stage.proposed(TUESDAY);
    assert_eq!(others(&stage).await, []);
    stage.another_visit();
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: MONDAY };
    let plan = Plan { place: "Seniūnijoje".into(), ..stage.plan(TUESDAY.plus_minutes(120)) };
    stage.say(Role::Coordinator, VisitEvent::Agreed { plan, agreement });
    assert_eq!(others(&stage).await, []);
}

#[tokio::test]
async fn the_move_is_confirmed_in_writing_and_no_offer_is_told() {
    let stage = agreed();
    let set = |name: &str, value| stage.municipality.set_settings(name, value).unwrap();
    set("messages", json!({ "on": true }));
    set("sms", json!({ "on": true, "url": "http://127.0.0.1:9/" }));
    let (_, form) = others(&stage).await.remove(0);
    stage.send(&form).await;
    stage.municipality.derive_messages().unwrap();
    let rows = stage.municipality.log.read(|log| log.jobs_of(stage.visit)).unwrap();
    let waits: Vec<Purpose> =
        rows.iter().filter(|row| row.state == JobState::Waiting).map(|row| row.job.purpose).collect();
    assert!(waits.contains(&Purpose::Agreed) || waits.contains(&Purpose::Moved), "{waits:?}");
    assert!(!waits.contains(&Purpose::Offer), "{waits:?}");
}
