//! What a client is still to be told after she answered and thought better of it.

use super::stage::{MONDAY, Stage, TUESDAY};
use crate::log::JobState;
use serde_json::json;
use vizitas_domain::client::{Channel, Field, Language};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::told::{Delivery, Purpose};

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

fn waiting(stage: &Stage) -> Vec<(Purpose, Channel)> {
    stage.municipality.derive_messages().unwrap();
    let rows = stage.municipality.log.read(|log| log.jobs_of(stage.visit)).unwrap();
    let waits = rows.into_iter().filter(|row| row.state == JobState::Waiting);
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
    let sent = |purpose: Purpose| {
        let rows = stage.municipality.log.read(|log| log.jobs_of(stage.visit)).unwrap();
        let row = rows.into_iter().find(|row| row.job.purpose == purpose).unwrap();
        let (state, tried) = (JobState::Told(Delivery::Sent), Some(stage.municipality.clock.now()));
        let row = crate::log::JobRow { state, tried, ..row };
        stage.municipality.log.write(move |log| log.put_job(&row)).unwrap();
    };
    sent(Purpose::Agreed);
    stage.press("cannot").await;
    assert_eq!(waiting(&stage), [(Purpose::Cancelled, Channel::Sms)]);
    stage.later(20 * 60);
    sent(Purpose::Cancelled);
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
