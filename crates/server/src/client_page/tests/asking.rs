//! What a page says and asks, and that looking changes nothing.

use super::stage::{MONDAY, Stage, TUESDAY};
use axum::http::{Method, StatusCode, header};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::StreamId;
use vizitas_domain::state::State;
use vizitas_domain::visit::{StopCause, VisitEvent, VisitKind};

#[tokio::test]
async fn an_agreed_time_is_told_with_who_comes_how_long_and_whom_to_call() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let page = stage.open().await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "Ar šis laikas Jums tebetinka?",
        "Antradienį, lapkričio 24 d.",
        "10:45",
        "apie 30 minučių, Jūsų namuose",
        "<dd>Rasa Bitinienė</dd>",
        "tel:+37060000001",
        "0 600 00001",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert_eq!(page.says(), ["fits", "cannot"]);
    assert!(page.text.contains("/other?l=lt") && page.text.contains("/visit.ics?l=lt"));
}

#[tokio::test]
async fn the_page_speaks_four_languages() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    for (code, said) in [
        ("en", "Does this time still suit you?"),
        ("ru", "Вам всё ещё подходит это время?"),
        ("pl", "Czy ten termin nadal Państwu odpowiada?"),
        ("lt", "Ar šis laikas Jums tebetinka?"),
        ("xx", "Ar šis laikas Jums tebetinka?"),
    ] {
        let page = stage.ask(Method::GET, &format!("{}?l={code}", stage.page), None).await;
        assert!(page.text.contains(said), "{code}: {}", page.text);
        assert!(!page.text.contains("page-"), "every sentence is there: {}", page.text);
    }
    let chosen = stage.ask(Method::POST, &format!("{}?l=ru", stage.page), Some("say=nothing")).await;
    let to = chosen.headers.get(header::LOCATION).unwrap().to_str().unwrap();
    assert_eq!(to, format!("{}?l=ru", stage.page), "who chose a language keeps it");
}

#[tokio::test]
async fn get_and_head_change_nothing_whatever_they_carry() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let before = (stage.head(), stage.now());
    for path in ["", "/other", "/stranger", "/visit.ics", "?say=cannot&plan=1", "/undo", "?l=en&say=fits"] {
        for method in [Method::GET, Method::HEAD] {
            let answer = stage.ask(method, &format!("{}{path}", stage.page), None).await;
            assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        }
    }
    assert_eq!((stage.head(), stage.now()), before);
    assert_eq!(stage.ask(Method::PUT, &stage.page, None).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn nothing_is_kept_run_or_told_on() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    for path in [stage.page.clone(), format!("{}/other", stage.page), "/v/wrong".to_owned()] {
        let page = stage.ask(Method::GET, &path, None).await;
        let head =
            |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        assert!(head("content-security-policy").starts_with("default-src 'none'; style-src 'self';"));
        assert!(!head("content-security-policy").contains("script"));
        assert_eq!((head("cache-control"), head("referrer-policy")), ("no-store", "no-referrer"));
        assert_eq!(head("set-cookie"), "");
        assert!(
            !page.text.contains("<script") && !page.text.contains("style=") && !page.text.contains(" on")
        );
    }
}

#[tokio::test]
async fn each_state_has_its_own_words_and_only_answers_that_are_possible() {
    let stage = Stage::new();
    let check = async |heading: &str, buttons: &[&str]| {
        let page = stage.open().await;
        assert!(page.text.contains(&format!("<h1>{heading}</h1>")), "{heading}: {}", page.text);
        assert_eq!(page.says(), buttons, "{heading}");
        assert!(page.text.contains("tel:") || stage.now().plan.is_none());
    };
    check("Laikas dar derinamas", &["cannot"][..]).await;
    stage.offered(&[TUESDAY, TUESDAY.plus_minutes(60)]);
    check("Kuris laikas Jums tinka?", &["pick 0", "pick 1", "cannot"]).await;
    stage.say(Role::System, VisitEvent::Lapsed { offer: stage.now().offer.unwrap().id });
    check("Kuris laikas Jums tinka?", &["pick 0", "pick 1"]).await;
    stage.agreed(TUESDAY);
    check("Ar šis laikas Jums tebetinka?", &["fits", "cannot"]).await;
    stage.say(Role::Worker, VisitEvent::SetOut { at: TUESDAY, arrival: Some(TUESDAY.plus_minutes(5)) });
    check("Jau pakeliui pas Jus", &["cannot"]).await;
    assert!(stage.open().await.text.contains("Atvyksime apie 10:50."));
    stage.say(Role::Worker, VisitEvent::Late { at: TUESDAY, arrival: TUESDAY.plus_minutes(20) });
    check("Vėluojame", &["cannot"]).await;
    assert!(stage.open().await.text.contains("Atvyksime apie 11:05."));
    stage.say(Role::Worker, VisitEvent::Arrived { at: TUESDAY });
    check("Susitikimas vyksta", &[]).await;
    let stopped = VisitEvent::Interrupted { at: TUESDAY, cause: StopCause::Asked, reason: "x".into() };
    stage.say(Role::Worker, stopped);
    check("Kaip pavyko susitikimas?", &["rate 5", "rate 4", "rate 3", "rate 2", "rate 1"]).await;
}

#[tokio::test]
async fn a_proposed_time_is_asked_about_and_one_that_cannot_be_kept_is_not_shown() {
    let stage = Stage::new();
    stage.proposed(TUESDAY);
    assert_eq!(stage.open().await.says(), ["fits", "cannot"]);
    stage.press("fits").await;
    assert_eq!(stage.now().state, State::Confirmed);
    let must = VisitEvent::MustMove { cause: vizitas_domain::visit::Cause::Ill, note: "".into() };
    stage.say(Role::Coordinator, must);
    let page = stage.open().await;
    assert!(
        page.text.contains("<h1>Laiką turime pakeisti</h1>") && !page.text.contains("10:45"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("Rasa"), "who is ill does not come: {}", page.text);
    assert!(page.text.contains("0 600 00001"), "whom to call stays");
    let file = stage.ask(Method::GET, &format!("{}/visit.ics", stage.page), None).await;
    assert!(file.text.starts_with("<!doctype html>"), "there is nothing for a calendar");
}

#[tokio::test]
async fn a_calendar_gets_a_neutral_entry() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let file = stage.ask(Method::GET, &format!("{}/visit.ics", stage.page), None).await;
    assert!(file.headers.get(header::CONTENT_TYPE).unwrap().to_str().unwrap().starts_with("text/calendar"));
    for line in ["METHOD:PUBLISH", "DTSTART:20261124T084500Z", "DTEND:20261124T091500Z"] {
        assert!(file.text.contains(&format!("{line}\r\n")), "{line}: {}", file.text);
    }
    assert!(!file.text.contains("ATTENDEE") && !file.text.contains("Skol") && !file.text.contains("ocial"));
}

#[tokio::test]
async fn the_offices_telephone_and_its_wishes_come_before_the_workers() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let set = r#"{"phone":"+37031500000","ready":"vaistų sąrašą"}"#;
    stage.municipality.log.write(move |log| log.put_setting("messages", set)).unwrap();
    let page = stage.open().await;
    assert!(page.text.contains("0 315 00000") && page.text.contains("vaistų sąrašą"), "{}", page.text);
    assert!(stage.ask(Method::GET, "/v/x", None).await.text.contains("tel:+37031500000"));
    let english = stage.ask(Method::GET, &format!("{}?l=en", stage.page), None).await;
    assert!(!english.text.contains("vaistų") && english.text.contains("an identity document"));
}

#[tokio::test]
async fn wrong_links_are_answered_kindly() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let made_up = "/v/AAAAAAAAAAAAAAAAAAAAAA";
    for path in ["/v/x", made_up, "/", "/v/", &stage.page.to_lowercase(), &stage.page[..20]] {
        let page = stage.ask(Method::GET, path, None).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.text.contains("Ši nuoroda nebegalioja") && page.text.contains("Alytaus miesto"),
            "{path}"
        );
    }
    let posted = stage.ask(Method::POST, made_up, Some("say=fits")).await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
    // Nobody's address gets into the page by a link of ours.
    let page = stage.ask(Method::GET, "//svetimas.example/x", None).await;
    assert!(page.status == StatusCode::NOT_FOUND && !page.text.contains("svetimas"), "{}", page.text);
}

#[tokio::test]
async fn who_guesses_links_is_told_less_and_less_and_a_good_link_is_always_answered() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let mut told = Vec::new();
    for _ in 0..40 {
        told.push(stage.ask(Method::GET, "/v/x", None).await.status);
    }
    assert_eq!((told[0], told[39]), (StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(stage.open().await.status, StatusCode::OK);
    stage.later(60);
    assert_eq!(stage.ask(Method::GET, "/v/x", None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unannounced_visit_has_no_page_ever() {
    let mut stage = Stage::of(VisitKind::Unannounced);
    assert!(stage.municipality.new_link(stage.client, stage.visit).is_err());
    // One that became so after its link went out.
    stage.another_visit();
    stage.agreed(TUESDAY);
    assert_eq!(stage.open().await.status, StatusCode::OK);
    let plan = stage.now().plan.unwrap().id;
    stage.say(
        Role::Coordinator,
        VisitEvent::Requested {
            purpose: "Patikra".into(),
            kind: VisitKind::Unannounced,
            minutes: 30,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Default::default(),
        },
    );
    for path in ["", "/other", "/stranger", "/visit.ics"] {
        let page = stage.ask(Method::GET, &format!("{}{path}", stage.page), None).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text.contains("Ši nuoroda nebegalioja") && !page.text.contains("Rasa"), "{}", page.text);
    }
    let before = stage.head();
    stage.send(&format!("say=cannot&plan={plan}")).await;
    assert_eq!(stage.head(), before);
}

#[tokio::test]
async fn who_was_registered_twice_answers_by_the_links_of_either() {
    let mut stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.say_body(Role::Coordinator, Body::ClientMerged { into: StreamId(uuid::Uuid::nil()) });
    assert_eq!(stage.open().await.status, StatusCode::OK, "she is reminded of this visit as before");
    stage.press("fits").await;
    assert!(stage.now().acknowledged.is_some());
    stage.say_body(Role::Coordinator, Body::ClientUnmerged);
    assert_eq!(stage.open().await.status, StatusCode::OK);
    stage.another_client();
    stage.agreed(TUESDAY.plus_minutes(120));
    assert_eq!(stage.open().await.status, StatusCode::OK);
}

#[tokio::test]
async fn feedback_is_taken_for_ninety_days_and_then_no_more() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.later(u64::try_from(TUESDAY.0 - MONDAY.0).unwrap());
    stage.finished();
    stage.later(89 * 24 * 3600);
    let page = stage.press("rate 4").await;
    assert!(page.text.contains("Ačiū, kad įvertinote"), "{}", page.text);
    assert_eq!(stage.now().rating.unwrap().score, 4);
    stage.later(2 * 24 * 3600);
    assert_eq!(stage.open().await.status, StatusCode::NOT_FOUND);
    stage.send("say=rate+1").await;
    assert_eq!(stage.now().rating.unwrap().score, 4);
}
