//! Machines that open, press and submit everything leave no agreement standing; a person is called.

use super::stage::{Stage, TUESDAY};
use axum::http::Method;
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;

#[tokio::test]
async fn contradicting_answers_within_ten_minutes_leave_none() {
    for (seconds, expected, tasks) in [
        (9 * 60 + 59, State::Proposed, vec![TaskCause::AnswerDoubted]),
        (10 * 60 + 1, State::MoveAsked, vec![]),
    ] {
        let stage = Stage::new();
        stage.proposed(TUESDAY);
        let plan = stage.now().plan.unwrap().id;
        stage.press("fits").await;
        assert_eq!(stage.now().state, State::Confirmed);
        stage.later(seconds);
        stage.send(&format!("say=other&plan={plan}&wish=")).await;
        assert_eq!((stage.now().state, stage.tasks()), (expected, tasks), "{seconds}");
    }
}

#[tokio::test]
async fn after_a_doubt_nothing_is_taken_for_ten_minutes_and_the_page_says_that_we_call() {
    let stage = Stage::new();
    stage.offered(&[TUESDAY, TUESDAY.plus_minutes(60)]);
    let offer = stage.now().offer.unwrap().id;
    stage.press("pick 0").await;
    let page = stage.send(&format!("say=pick+1&plan={offer}")).await;
    assert!(page.text.contains("Paskambinsime Jums patys.") && page.says().is_empty(), "{}", page.text);
    assert_eq!(stage.now().state, State::Offered);
    let claims = stage.municipality.log.read(|log| log.claims_on(stage.client, 0)).unwrap();
    assert!(!claims.is_empty() && claims.iter().all(|claim| claim.plan == offer), "it is offered as before");
    let head = stage.head();
    for say in ["pick+0", "pick+1", "cannot", "other", "undo"] {
        stage.send(&format!("say={say}&plan={offer}")).await;
    }
    assert_eq!(stage.head(), head);
    assert_eq!(stage.tasks(), [TaskCause::AnswerDoubted]);
    stage.later(10 * 60 + 1);
    stage.press("pick 0").await;
    assert_eq!(stage.now().state, State::Confirmed);
}

#[tokio::test]
async fn who_fills_the_field_that_people_do_not_see_is_not_believed() {
    let stage = Stage::new();
    stage.proposed(TUESDAY);
    stage.press("fits").await;
    stage.send("say=fits&website=https://example.com").await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Proposed, vec![TaskCause::AnswerDoubted]));
    let stage = Stage::new();
    stage.proposed(TUESDAY);
    let plan = stage.now().plan.unwrap().id;
    stage.send(&format!("say=fits&plan={plan}&website=x")).await;
    stage.send(&format!("say=fits&plan={plan}&website=")).await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Proposed, vec![TaskCause::AnswerDoubted]));
}

#[tokio::test]
async fn the_hidden_field_says_in_words_that_it_is_to_be_left_empty() {
    let stage = Stage::new();
    stage.proposed(TUESDAY);
    let form = stage.ask(Method::GET, &format!("{}/other", stage.page), None).await;
    for page in [stage.open().await, form] {
        let forms = page.text.matches("<form ").count();
        assert!(forms > 0 && page.text.matches("aria-hidden=\"true\"").count() == forms);
        assert_eq!(page.text.matches("Šį lauką palikite tuščią").count(), forms);
        assert_eq!(page.text.matches("tabindex=\"-1\"").count(), forms);
    }
}

#[tokio::test]
async fn who_takes_back_and_answers_again_and_again_is_doubted() {
    let stage = Stage::new();
    stage.proposed(TUESDAY);
    stage.wish("vakare").await;
    stage.press("undo").await;
    stage.press("cannot").await;
    stage.press("undo").await;
    stage.press("fits").await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Proposed, vec![TaskCause::AnswerDoubted]));
}

#[tokio::test]
async fn answers_by_two_links_to_one_visit_are_held_against_each_other() {
    let mut stage = Stage::new();
    stage.proposed(TUESDAY);
    let plan = stage.now().plan.unwrap().id;
    stage.press("fits").await;
    stage.page = stage.link();
    stage.send(&format!("say=cannot&plan={plan}")).await;
    assert_eq!((stage.now().state, stage.tasks()), (State::Proposed, vec![TaskCause::AnswerDoubted]));
}

#[tokio::test]
async fn whatever_order_a_machine_presses_in_no_agreement_stands() {
    let says = ["fits", "other", "cannot", "undo", "stranger"];
    for first in 0..says.len() {
        for step in 1..says.len() {
            let stage = Stage::new();
            stage.proposed(TUESDAY);
            let plan = stage.now().plan.unwrap().id;
            for turn in 0..2 * says.len() {
                let say = says[(first + turn * step) % says.len()];
                // It takes what it finds on the page it is shown, too.
                let undo = stage.open().await.buttons().into_iter().find(|(say, _)| say == "undo");
                let about = undo.filter(|_| say == "undo").map_or(plan.to_string(), |(_, about)| about);
                stage.send(&format!("say={say}&plan={about}&website=")).await;
            }
            let state = stage.now().state;
            assert_ne!(state, State::Confirmed, "from {first} by {step}");
            assert!(!stage.tasks().is_empty(), "from {first} by {step}");
        }
    }
}

#[tokio::test]
async fn a_machine_that_gives_every_mark_leaves_none_and_nobody_is_called() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    stage.finished();
    for score in [1, 2, 3, 4, 5] {
        stage.send(&format!("say=rate+{score}&website=")).await;
    }
    assert_eq!((stage.now().rating, stage.tasks()), (None, vec![]));
}
