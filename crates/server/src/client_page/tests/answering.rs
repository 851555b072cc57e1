//! Answers become events by the client, once each, decided by what the log says.

use super::stage::{Stage, TUESDAY};
use axum::http::{Method, StatusCode};
use vizitas_domain::client::Channel;
use vizitas_domain::event::Role;
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::visit::{Cause, VisitEvent};

#[tokio::test]
async fn one_tap_confirms_and_two_are_one() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let plan = stage.now().plan.unwrap().id;
    let page = stage.press("fits").await;
    assert!(page.text.contains("Ačiū, užrašėme: laikas Jums tinka."), "{}", page.text);
    assert_eq!(page.says(), ["undo"], "while it is fresh it can be taken back, and nothing else is asked");
    let visit = stage.now();
    assert_eq!(visit.acknowledged.unwrap().channel, Channel::Page);
    assert_eq!(visit.state, State::Confirmed);
    let once = stage.head();
    for _ in 0..3 {
        stage.send(&format!("say=fits&plan={plan}&website=")).await;
    }
    assert_eq!(stage.head(), once);
    stage.later(11 * 60);
    let page = stage.open().await;
    assert!(page.text.contains("<h1>Susitikimas sutartas</h1>"));
    assert_eq!(page.says(), ["cannot"]);
}

#[tokio::test]
async fn an_answer_is_taken_back_by_one_tap() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.press("cannot").await;
    assert_eq!(stage.now().state, State::Cancelled);
    let page = stage.press("undo").await;
    assert!(page.text.contains("Atsakymą atšaukėme."), "{}", page.text);
    assert_eq!((stage.now().state, stage.tasks()), (State::Confirmed, vec![]));
    let held = stage.municipality.log.read(|log| log.claims_on(stage.client, 0)).unwrap();
    assert!(!held.is_empty(), "the time is hers again");
    stage.press("fits").await;
    assert!(stage.now().acknowledged.is_some(), "who thought better of it answers again");
}

#[tokio::test]
async fn a_cancelled_time_that_somebody_else_has_by_now_becomes_a_search_for_another() {
    let mut stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.press("cannot").await;
    let (client, visit, page) = (stage.client, stage.visit, stage.page.clone());
    stage.another_client();
    stage.agreed(TUESDAY);
    assert_eq!(stage.now().state, State::Confirmed);
    (stage.client, stage.visit, stage.page) = (client, visit, page);
    stage.press("undo").await;
    assert_eq!(stage.now().state, State::MoveAsked);
}

#[tokio::test]
async fn a_time_offered_to_one_is_held_and_what_is_agreed_meanwhile_is_gone() {
    let mut stage = Stage::new();
    let other = TUESDAY.plus_minutes(90);
    stage.offered(&[TUESDAY, other]);
    let (client, visit, page) = (stage.client, stage.visit, stage.page.clone());
    stage.another_client();
    stage.offered(&[TUESDAY.plus_minutes(15), TUESDAY.plus_minutes(240)]);
    assert_eq!(stage.open().await.says(), ["pick 1", "cannot"], "the first is held for somebody else");
    stage.agreed(TUESDAY.plus_minutes(15));
    assert_eq!((stage.now().state, stage.now().double_booked), (State::Confirmed, None));
    (stage.client, stage.visit, stage.page) = (client, visit, page);
    let offer = stage.now().offer.unwrap().id;
    assert_eq!(stage.open().await.says(), ["pick 1", "cannot"], "what is taken is not offered any more");
    let page = stage.send(&format!("say=pick+0&plan={offer}")).await;
    assert!(page.text.contains("Deja, šį laiką ką tik užėmė kiti."), "{}", page.text);
    assert_eq!(stage.now().state, State::Offered);
    let page = stage.press("pick 1").await;
    assert!(page.text.contains("Ačiū, laiką užrašėme."), "{}", page.text);
    let visit = stage.now();
    assert_eq!((visit.state, visit.plan.unwrap().plan.start), (State::Confirmed, other));
    assert_eq!(visit.double_booked, None);
}

#[tokio::test]
async fn another_time_is_asked_for_in_words() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let page = stage.wish("ketvirtadien%C4%AF+po+piet%C5%B3").await;
    assert!(page.text.contains("Užrašėme: prašote kito laiko."), "{}", page.text);
    let visit = stage.now();
    assert_eq!((visit.state, &*visit.wish), (State::MoveAsked, "ketvirtadienį po pietų"));
    stage.later(11 * 60);
    stage.press("keep").await;
    assert_eq!(stage.now().state, State::Confirmed);
}

#[tokio::test]
async fn an_offer_is_turned_down_and_a_proposal_declined() {
    let mut stage = Stage::new();
    stage.offered(&[TUESDAY]);
    stage.wish("vakare").await;
    assert_eq!(stage.now().state, State::MoveAsked);
    stage.another_visit();
    stage.proposed(TUESDAY.plus_minutes(240));
    stage.press("cannot").await;
    assert_eq!(stage.now().state, State::Declined);
    stage.later(3600);
    stage.press("undo").await;
    assert_eq!(stage.now().state, State::Proposed);
}

#[tokio::test]
async fn a_visit_that_has_no_time_yet_is_refused_and_that_is_taken_back() {
    for asked in [false, true] {
        let stage = Stage::new();
        if asked {
            stage.offered(&[TUESDAY]);
            stage.wish("vakare").await;
            stage.later(11 * 60);
        }
        let before = stage.now().state;
        let page = stage.press("cannot").await;
        assert!(page.text.contains("Užrašėme: susitikti negalite."), "{}", page.text);
        assert_eq!(stage.now().state, State::Cancelled);
        stage.press("undo").await;
        assert_eq!(stage.now().state, before);
    }
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.send("say=cannot&plan=&website=").await;
    assert_eq!(stage.now().state, State::Confirmed, "who has a time says which");
}

#[tokio::test]
async fn an_answer_to_a_time_that_changed_meanwhile_is_kept_and_asked_anew() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let old = stage.now().plan.unwrap().id;
    stage.say(Role::Coordinator, VisitEvent::MustMove { cause: Cause::Ill, note: "".into() });
    stage.agreed(TUESDAY.plus_minutes(60));
    for (say, minutes) in [("fits", 0), ("cannot", 11), ("other", 22)] {
        stage.later(minutes * 60);
        let page = stage.send(&format!("say={say}&plan={old}")).await;
        assert!(page.text.contains("Kol atsakėte, laikas pasikeitė."), "{say}: {}", page.text);
        assert_eq!(page.says(), ["fits", "cannot"], "it is asked anew");
    }
    let visit = stage.now();
    assert_eq!((visit.state, visit.acknowledged), (State::Confirmed, None));
    assert_eq!(visit.conflicts.len(), 3, "each is kept and shown");
    stage.press("fits").await;
    assert!(stage.now().acknowledged.is_some());
}

#[tokio::test]
async fn an_answer_to_an_offer_that_is_over_reaches_a_person() {
    let stage = Stage::new();
    stage.offered(&[TUESDAY]);
    let old = stage.now().offer.unwrap().id;
    stage.say(Role::System, VisitEvent::Lapsed { offer: old });
    stage.offered(&[TUESDAY.plus_minutes(60)]);
    let page = stage.send(&format!("say=pick+0&plan={old}")).await;
    assert!(page.text.contains("Kol atsakėte, laikas pasikeitė."), "{}", page.text);
    stage.send(&format!("say=other&plan={old}&wish=vakare")).await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Offered, vec![TaskCause::ReplyUnclear]));
}

#[tokio::test]
async fn the_same_time_with_another_worker_still_counts() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let old = stage.now().plan.unwrap().id;
    let cover = stage.hire("D02", "Jonas", "Klevas");
    stage.say(Role::Coordinator, VisitEvent::Covered { workers: vec![cover] });
    stage.send(&format!("say=fits&plan={old}")).await;
    assert!(stage.now().acknowledged.is_some());
    assert!(stage.open().await.text.contains("Jonas Klevas"));
}

#[tokio::test]
async fn a_late_pick_counts_while_the_time_is_free() {
    let stage = Stage::new();
    stage.offered(&[TUESDAY]);
    stage.say(Role::System, VisitEvent::Lapsed { offer: stage.now().offer.unwrap().id });
    stage.press("pick 0").await;
    assert_eq!(stage.now().state, State::Confirmed);
}

#[tokio::test]
async fn a_rating_is_one_tap_and_may_have_words() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.finished();
    let page = stage.press("rate 5").await;
    assert_eq!(page.says(), ["rate 5"], "what is asked now is whether there are words to it");
    stage.send("say=rate+5&wish=%C5%A0irdingai+pasikalb%C4%97jome&website=").await;
    let rating = stage.now().rating.unwrap();
    assert_eq!((rating.score, &*rating.comment), (5, "Širdingai pasikalbėjome"));
    let (head, before) = (stage.head(), stage.now());
    stage.send("say=cannot&plan=00000000-0000-0000-0000-000000000000").await;
    assert_eq!((stage.head(), stage.now()), (head, before), "a visit that is over is not cancelled");
}

#[tokio::test]
async fn whoever_says_not_for_me_ends_the_link_and_somebody_looks_at_the_number() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let other = stage.link();
    stage.press("cannot").await;
    let page = stage.send("say=stranger&website=").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text.contains("Ačiū, kad pasakėte"), "{}", page.text);
    assert_eq!((stage.now().state, stage.tasks()), (State::Confirmed, vec![TaskCause::NotForMe]));
    let head = stage.head();
    stage.send("say=fits").await;
    assert_eq!(stage.head(), head);
    assert_eq!(
        stage.ask(Method::GET, &other, None).await.status,
        StatusCode::OK,
        "the other link is not hers"
    );
}

#[tokio::test]
async fn what_no_form_says_is_no_answer() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let head = stage.head();
    for form in ["", "say=", "say=explode", "say=fits", "say=fits&plan=x", "say=pick+9&plan=", "say=rate+9"] {
        stage.send(form).await;
        stage.later(11 * 60);
    }
    assert_eq!((stage.head(), stage.now().acknowledged), (head, None));
}
