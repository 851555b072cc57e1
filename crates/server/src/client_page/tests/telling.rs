//! What a client is still to be told after she answered and thought better of it.

use super::stage::{MONDAY, Stage, TUESDAY};
use crate::log::{JobRow, JobState};
use crate::reschedule::{Consent, Decision};
use crate::staff::By;
use axum::http::StatusCode;
use serde_json::json;
use std::sync::Arc;
use vizitas_domain::client::{Channel, Field, Language};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::state::State;
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_domain::visit::{Cause, VisitEvent};

/// A visit agreed for tomorrow, of which everything is still to be told by text message.
fn told_by_sms() -> Stage {
    let stage = Stage::new();
    let set = |name: &str, value| stage.municipality.set_settings(name, value).unwrap();
    set("messages", json!({ "on": true }));
    set("sms", json!({ "on": true, "url": "http://127.0.0.1:9/" }));
    stage.agreed(TUESDAY);
    stage.municipality.derive_messages().unwrap();
    stage
}

fn rows(stage: &Stage) -> Vec<JobRow> {
    stage.municipality.log.read(|log| log.jobs_of(stage.visit)).unwrap()
}

/// A message has gone.
fn sent(stage: &Stage, purpose: Purpose) {
    let row = rows(stage).into_iter().find(|row| row.job.purpose == purpose).unwrap();
    let (state, tried) = (JobState::Told(Delivery::Sent), Some(stage.municipality.clock.now()));
    let row = JobRow { state, tried, ..row };
    stage.municipality.log.write(move |log| log.put_job(&row)).unwrap();
}

/// What is due is sent; both carriers are out of order.
async fn work(stage: &Stage) {
    let office = Arc::clone(&stage.municipality);
    tokio::task::spawn_blocking(move || office.send_messages().unwrap()).await.unwrap();
}

/// By what the client is told that the time cannot be kept; it can after all.
fn way(stage: &Stage) -> Channel {
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    let told = waiting(stage);
    stage.agreed(TUESDAY);
    waiting(stage);
    let [(Purpose::MustMove, channel)] = told[..] else { panic!("{told:?}") };
    channel
}

fn doubts(stage: &Stage) -> Vec<StandingTask> {
    let tasks = stage.municipality.folded(|replica| Ok(replica.tasks_of(stage.client)?)).unwrap();
    tasks.into_iter().filter(|standing| standing.task.cause == TaskCause::NotForMe).collect()
}

fn waiting(stage: &Stage) -> Vec<(Purpose, Channel)> {
    stage.municipality.derive_messages().unwrap();
    let waits = rows(stage).into_iter().filter(|row| row.state == JobState::Waiting);
    waits.map(|row| (row.job.purpose, row.job.channel)).collect()
}

#[tokio::test]
async fn an_answer_that_is_taken_back_or_doubted_costs_no_message() {
    let stage = told_by_sms();
    let all = waiting(&stage);
    let asked = (Purpose::Question, Channel::Sms);
    assert!(all.contains(&asked) && all.contains(&(Purpose::Question, Channel::Phone)), "{all:?}");
    let plan = stage.now().plan.unwrap().id;
    stage.press("cannot").await;
    assert_eq!(waiting(&stage), [(Purpose::Cancelled, Channel::Sms)]);
    stage.press("undo").await;
    assert_eq!((stage.now().state, waiting(&stage)), (State::Confirmed, all.clone()));
    // A scanner of mail gives contradicting answers: a person is called, and nothing else is lost by it.
    stage.later(11 * 60);
    stage.wish("vakare").await;
    assert_eq!(waiting(&stage), []);
    stage.send(&format!("say=cannot&plan={plan}")).await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Confirmed, vec![TaskCause::AnswerDoubted]));
    assert_eq!(waiting(&stage), all);
    // She asks for another time, and the old one suits after all.
    stage.later(11 * 60);
    stage.wish("vakare").await;
    assert_eq!(waiting(&stage), []);
    stage.later(11 * 60);
    stage.press("keep").await;
    assert_eq!((stage.now().state, waiting(&stage)), (State::Confirmed, all));
}

#[tokio::test]
async fn who_was_told_that_it_is_cancelled_and_takes_that_back_is_told_that_it_stands() {
    let stage = told_by_sms();
    sent(&stage, Purpose::Agreed);
    stage.press("cannot").await;
    assert_eq!(waiting(&stage), [(Purpose::Cancelled, Channel::Sms)]);
    stage.later(20 * 60);
    sent(&stage, Purpose::Cancelled);
    stage.press("undo").await;
    let left = waiting(&stage);
    assert!(left.contains(&(Purpose::Agreed, Channel::Sms)), "{left:?}");
    assert!(stage.municipality.clock.now() > MONDAY);
}

#[tokio::test]
async fn the_offices_lithuanian_words_stand_in_lithuanian_letters_alone() {
    let stage = told_by_sms();
    let own = json!({ "on": true, "ready": "asmens dokumentą" });
    stage.municipality.set_settings("messages", own).unwrap();
    for (language, expected) in [(Language::Lt, true), (Language::Ru, false), (Language::En, false)] {
        stage.say_body(Role::Coordinator, Body::FieldsSet(vec![Field::Language(language)]));
        let letter = stage.municipality.preview(stage.client, Purpose::Agreed).unwrap().mail.text;
        assert_eq!(letter.contains("asmens dokumentą"), expected, "{language:?}: {letter}");
    }
}

fn mail_too(stage: &Stage) {
    let mail =
        json!({ "on": true, "host": "127.0.0.1", "port": 9, "tls": "none", "from": "a@office.example" });
    stage.municipality.set_settings("email", mail).unwrap();
}

#[tokio::test]
async fn after_not_for_me_nothing_goes_to_that_number_until_a_person_has_settled_it() {
    let stage = told_by_sms();
    sent(&stage, Purpose::Agreed);
    assert_eq!(way(&stage), Channel::Sms);
    stage.send("say=stranger&website=").await;
    let found = doubts(&stage);
    let [doubt] = &found[..] else { panic!("one task") };
    assert_eq!(&*doubt.task.words, "+37061234567", "where the message went");
    assert_eq!(way(&stage), Channel::Phone, "a person tells it");
    mail_too(&stage);
    assert_eq!(way(&stage), Channel::Email, "the client has another way");
    // The office mends the number, though it leaves the task for later.
    let phone =
        |number: &str| stage.say_body(Role::Coordinator, Body::FieldsSet(vec![Field::Phone(number.into())]));
    phone("+37061111111");
    assert_eq!(way(&stage), Channel::Sms);
    phone("0 612 34567");
    assert_eq!(way(&stage), Channel::Email, "however it is spelled");
    // Somebody has called: the number is right.
    let at = stage.municipality.clock.now();
    let (task, words) = (doubt.task.id, "Paskambinta: numeris jos".into());
    let done = Body::TaskDone { task, outcome: TaskOutcome::Done, words, at };
    stage.say_body(Role::Coordinator, done);
    assert_eq!(way(&stage), Channel::Sms);
    stage.say_body(Role::Coordinator, Body::TaskReopened { task });
    assert_eq!(way(&stage), Channel::Email);
}

#[tokio::test]
async fn what_waits_for_a_number_that_is_not_the_clients_goes_by_another_way_or_is_a_call() {
    for by_mail in [false, true] {
        let stage = told_by_sms();
        sent(&stage, Purpose::Agreed);
        stage.later(1);
        stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
        assert_eq!(waiting(&stage), [(Purpose::MustMove, Channel::Sms)]);
        stage.send("say=stranger&website=").await;
        if by_mail {
            mail_too(&stage);
        }
        work(&stage).await;
        let row = rows(&stage).into_iter().find(|row| row.job.purpose == Purpose::MustMove).unwrap();
        let called = stage.tasks().contains(&TaskCause::MessageFailed);
        if by_mail {
            assert_eq!((row.job.channel, row.state, called), (Channel::Email, JobState::Waiting, false));
            assert_eq!(row.attempts, 1, "it was offered to the mail server alone");
        } else {
            assert_eq!((row.tried, row.state, called), (None, JobState::Told(Delivery::Failed), true));
        }
    }
}

#[tokio::test]
async fn a_number_that_was_mended_since_the_message_went_is_written_to() {
    let stage = told_by_sms();
    sent(&stage, Purpose::Agreed);
    stage.later(60);
    stage.say_body(Role::Coordinator, Body::FieldsSet(vec![Field::Phone("+37061111111".into())]));
    stage.send("say=stranger&website=").await;
    assert_eq!(&*doubts(&stage)[0].task.words, "+37061234567");
    assert_eq!(way(&stage), Channel::Sms);
}

#[tokio::test]
async fn whoever_takes_not_for_me_back_is_written_to_as_before() {
    let stage = told_by_sms();
    sent(&stage, Purpose::Agreed);
    stage.send("say=stranger&website=").await;
    let page = stage.press("undo").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Atsakymą atšaukėme"), "{}", page.text);
    assert!(doubts(&stage)[0].end.as_ref().is_some_and(|end| end.outcome == TaskOutcome::NotNeeded));
    assert_eq!(way(&stage), Channel::Sms);
    // Said again it counts again; and after a while it cannot be taken back.
    stage.send("say=stranger&website=").await;
    assert_eq!((doubts(&stage).len(), way(&stage)), (2, Channel::Phone));
    stage.later(10 * 60 + 1);
    assert!(stage.open().await.buttons().is_empty());
    let head = stage.head();
    stage.send("say=undo&website=").await;
    assert_eq!((stage.head(), way(&stage)), (head, Channel::Phone));
}

#[tokio::test]
async fn a_move_that_is_undone_before_its_message_went_is_told_to_who_was_spoken_with_alone() {
    for (channel, expected) in [(Channel::Email, &[][..]), (Channel::Phone, &[Purpose::Agreed][..])] {
        let stage = told_by_sms();
        sent(&stage, Purpose::Agreed);
        stage.later(60);
        let times = || {
            let told = waiting(&stage).into_iter().map(|(purpose, _)| purpose);
            told.filter(|purpose| matches!(purpose, Purpose::Agreed | Purpose::Moved)).collect::<Vec<_>>()
        };
        let (start, consent) = (TUESDAY.plus_minutes(120), Consent::Client(channel));
        let by = By { actor: stage.worker, role: Role::Coordinator };
        let (visit, cause) = (stage.visit, Cause::Traffic);
        let wish = Decision { visit, start, consent, cause, workers: None, seen: None };
        let done = stage.municipality.decide(by, &wish).unwrap();
        assert_eq!(times(), [Purpose::Moved]);
        stage.municipality.undo_decision(by, visit, done.position, None).unwrap();
        assert_eq!(times(), expected, "{channel:?}");
        assert_eq!(stage.now().plan.unwrap().plan.start, TUESDAY);
    }
}
