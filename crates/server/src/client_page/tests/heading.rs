//! The words at the head of a page: the office's own where it has some, the same as its preview shows.

use super::stage::{Stage, TUESDAY};
use crate::log::JobState;
use crate::messages::Which;
use axum::http::Method;
use serde_json::json;
use vizitas_domain::event::Role;
use vizitas_domain::state::State;
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_domain::visit::{Cause, VisitEvent};
use vizitas_message::{Form, Language};

/// Puts the office's own words for the page in force, pieces apart by a bar, or the published ones back.
fn write(stage: &Stage, language: Language, purpose: Purpose, words: Option<&str>) {
    let which = Which { language, purpose, form: Form::Page };
    let pieces = words.map(|words| words.split('|').map(str::to_owned).collect());
    let by = stage.municipality.identity.office;
    stage.municipality.set_template(by, which, pieces, None).unwrap().unwrap();
}

/// What heads the page, in a language.
async fn heading(stage: &Stage, language: &str) -> String {
    let page = stage.ask(Method::GET, &format!("{}?l={language}", stage.page), None).await;
    let head = page.text.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next());
    head.unwrap_or_else(|| panic!("no heading: {}", page.text)).to_owned()
}

/// What the preview of a message says of the page.
fn previewed(stage: &Stage, purpose: Purpose) -> String {
    stage.municipality.preview(stage.client, purpose).unwrap().page
}

/// The office has its own words for everything that a page can be headed by.
fn written() -> Stage {
    let stage = Stage::new();
    for purpose in Purpose::ALL {
        let fact = match purpose {
            Purpose::Offer => "{offers} {answer_by}",
            Purpose::OnTheWay => "{when} {away}",
            Purpose::Late => "{when} {arrival}",
            Purpose::Cancelled => "{municipality} {phone}",
            _ => "{when} {worker} {minutes}",
        };
        write(&stage, Language::Lt, purpose, Some(&format!("Savi {purpose:?}:|{fact}")));
    }
    stage
}

/// The page is headed by this message's words as its preview shows them, and in English, where nothing was written, by the
/// published ones.
async fn check(stage: &Stage, purpose: Purpose) -> String {
    let said = heading(stage, "lt").await;
    assert!(said.starts_with(&format!("Savi {purpose:?}: ")), "{purpose:?}: {said}");
    assert_eq!(said, previewed(stage, purpose));
    let other = heading(stage, "en").await;
    assert!(!other.is_empty() && !other.contains("Savi"), "{other}");
    said
}

#[tokio::test]
async fn in_every_state_that_a_message_tells_of_the_page_says_the_offices_words_as_previewed() {
    let mut stage = written();
    stage.offered(&[TUESDAY.plus_minutes(60), TUESDAY.plus_minutes(120)]);
    let said = check(&stage, Purpose::Offer).await;
    assert!(said.contains("11:45") && said.contains("12:45") && said.contains("iki "), "{said}");
    stage.another_client();
    stage.proposed(TUESDAY.plus_minutes(180));
    check(&stage, Purpose::Proposal).await;
    stage.another_client();
    stage.agreed(TUESDAY);
    check(&stage, Purpose::Question).await;
    stage.press("fits").await;
    assert!(check(&stage, Purpose::Agreed).await.ends_with("10:45 Rasa Bitinienė 30"));
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    check(&stage, Purpose::MustMove).await;
    stage.agreed(TUESDAY);
    stage.say(Role::Worker, VisitEvent::SetOut { at: TUESDAY, arrival: Some(TUESDAY.plus_minutes(5)) });
    check(&stage, Purpose::OnTheWay).await;
    stage.say(Role::Worker, VisitEvent::Late { at: TUESDAY, arrival: TUESDAY.plus_minutes(20) });
    assert!(check(&stage, Purpose::Late).await.ends_with("11:05"));
    stage.finished();
    check(&stage, Purpose::Rate).await;
    stage.press("rate 5").await;
    assert_eq!(heading(&stage, "lt").await, "Ačiū, kad įvertinote", "no message thanks");
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(240));
    stage.press("cannot").await;
    assert_eq!(stage.now().state, State::Cancelled);
    assert!(check(&stage, Purpose::Cancelled).await.contains("Alytaus miesto"));
}

#[tokio::test]
async fn each_language_has_its_own_words_the_newest_and_the_published_ones_come_back() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let published = heading(&stage, "lt").await;
    for (language, words, said) in [
        (Language::Lt, "Laukiame {clock}", "Laukiame 10:45"),
        (Language::En, "See you at {clock}", "See you at 10:45"),
        (Language::Ru, "Ждём в {clock}", "Ждём в 10:45"),
        (Language::Pl, "Czekamy o {clock}", "Czekamy o 10:45"),
    ] {
        write(&stage, language, Purpose::Question, Some("1"));
        write(&stage, language, Purpose::Question, Some(words));
        assert_eq!(heading(&stage, language.code()).await, said);
    }
    assert_eq!(previewed(&stage, Purpose::Question), "Laukiame 10:45");
    write(&stage, Language::Lt, Purpose::Question, None);
    assert_eq!(heading(&stage, "lt").await, published);
    assert_eq!(
        (published, heading(&stage, "en").await.as_str()),
        (previewed(&stage, Purpose::Question), "See you at 10:45")
    );
}

#[tokio::test]
async fn without_own_words_the_preview_shows_what_the_page_says() {
    let stage = Stage::new();
    stage.offered(&[TUESDAY]);
    assert_eq!(heading(&stage, "lt").await, previewed(&stage, Purpose::Offer));
    stage.agreed(TUESDAY);
    assert_eq!(heading(&stage, "lt").await, previewed(&stage, Purpose::Question));
    stage.press("fits").await;
    assert_eq!(heading(&stage, "lt").await, previewed(&stage, Purpose::Agreed));
}

#[tokio::test]
async fn own_words_are_text_and_never_markup() {
    let stage = Stage::new();
    write(&stage, Language::Lt, Purpose::Question, Some("<script>alert(1)</script> & „{clock}“"));
    stage.agreed(TUESDAY);
    let page = stage.open().await.text;
    assert!(!page.contains("<script"), "{page}");
    let head = heading(&stage, "lt").await;
    assert!(head.ends_with(" „10:45“") && head.contains("alert(1)") && head.contains('&'), "{head}");
}

#[tokio::test]
async fn who_opens_the_link_of_a_message_finds_its_words_until_she_has_answered() {
    let stage = written();
    let set = |name: &str, value| stage.municipality.set_settings(name, value).unwrap();
    set("messages", json!({ "on": true }));
    set("sms", json!({ "on": true, "url": "http://127.0.0.1:9/" }));
    let sent = |purpose: Purpose| {
        stage.municipality.derive_messages().unwrap();
        let rows = stage.municipality.log.read(|log| log.jobs_of(stage.visit)).unwrap();
        let row = rows.into_iter().find(|row| row.job.purpose == purpose && row.state == JobState::Waiting);
        let (state, tried) = (JobState::Told(Delivery::Sent), Some(stage.municipality.clock.now()));
        let row = crate::log::JobRow { state, tried, ..row.unwrap() };
        stage.municipality.log.write(move |log| log.put_job(&row)).unwrap();
        stage.later(60);
    };
    stage.agreed(TUESDAY);
    assert!(heading(&stage, "lt").await.starts_with("Savi Question"), "nothing has gone yet");
    sent(Purpose::Agreed);
    assert!(heading(&stage, "lt").await.starts_with("Savi Agreed"));
    sent(Purpose::Question);
    assert!(heading(&stage, "lt").await.starts_with("Savi Question"));
    write(&stage, Language::Lt, Purpose::Moved, Some("Nebe {old_when},|o {clock}"));
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    stage.agreed(TUESDAY.plus_minutes(60));
    sent(Purpose::Moved);
    let said = heading(&stage, "lt").await;
    assert!(said.starts_with("Nebe ") && said.contains("10:45") && said.ends_with("o 11:45"), "{said}");
    stage.press("fits").await;
    assert!(heading(&stage, "lt").await.starts_with("Savi Agreed"));
}

#[tokio::test]
async fn a_time_that_is_not_known_is_not_told_and_what_is_gone_is_not_offered() {
    let mut stage = Stage::new();
    write(&stage, Language::Lt, Purpose::Cancelled, Some("Vizito {when} nebus"));
    write(&stage, Language::Lt, Purpose::Offer, Some("Rinkitės:|{offers}"));
    stage.press("cannot").await;
    assert_eq!(
        (stage.now().state, heading(&stage, "lt").await.as_str()),
        (State::Cancelled, "Susitikimo nebus")
    );
    stage.another_client();
    let first = stage.page.clone();
    stage.offered(&[TUESDAY, TUESDAY.plus_minutes(60)]);
    stage.another_client();
    stage.agreed(TUESDAY);
    stage.page = first;
    let said = heading(&stage, "lt").await;
    assert!(said.contains("11:45") && !said.contains("10:45"), "{said}");
}
