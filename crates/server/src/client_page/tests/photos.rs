//! The photo of who comes: only where the office wishes it, only behind a link to a page that shows it.

use super::stage::{Stage, TUESDAY};
use crate::photo::Kind;
use axum::http::{Method, StatusCode, header};
use serde_json::json;
use vizitas_domain::event::Role;
use vizitas_domain::visit::VisitEvent;

fn wished(stage: &Stage, photos: bool) {
    stage.municipality.set_settings("page", json!({ "photos": photos })).unwrap();
}

fn given(stage: &Stage) {
    let office = stage.municipality.office().actor;
    stage.municipality.set_photo(office, stage.worker, Some((Kind::Png, b"\x89PNG".to_vec()))).unwrap();
}

#[tokio::test]
async fn a_photo_is_shown_only_when_the_office_wishes_it_and_there_is_one() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let photo = format!("{}/photo/0", stage.page);
    for (wish, has, shown) in
        [(false, false, false), (true, false, false), (true, true, true), (false, true, false)]
    {
        wished(&stage, wish);
        if has {
            given(&stage);
        }
        let page = stage.open().await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Rasa Bitinienė</dd>"), "the page is whole without");
        assert_eq!(page.text.contains(&format!("src=\"{photo}\"")), shown, "{wish} {has}");
        let answer = stage.ask(Method::GET, &photo, None).await;
        assert_eq!(answer.status == StatusCode::OK, shown, "{wish} {has}");
    }
    wished(&stage, true);
    for (language, alt) in [("lt", "nuotrauka"), ("en", "photo"), ("ru", "фотография"), ("pl", "zdjęcie")]
    {
        let page = stage.ask(Method::GET, &format!("{}?l={language}", stage.page), None).await;
        assert!(page.text.contains(&format!("alt=\"Rasa Bitinienė ({alt})\"")), "{}", page.text);
    }
    let office = stage.municipality.office().actor;
    stage.municipality.set_photo(office, stage.worker, None).unwrap();
    assert_eq!(stage.ask(Method::GET, &photo, None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_keeps_a_photo_and_nobody_gets_it_without_a_link_that_shows_it() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    wished(&stage, true);
    given(&stage);
    let photo = format!("{}/photo/0", stage.page);
    let answer = stage.ask(Method::GET, &photo, None).await;
    let said = |name| answer.headers.get(name).unwrap().to_str().unwrap();
    assert_eq!((said(header::CONTENT_TYPE), said(header::CACHE_CONTROL)), ("image/png", "no-store"));
    assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    for other in ["/photo/1", "/photo/x", "/photo"] {
        let answer = stage.ask(Method::GET, &format!("{}{other}", stage.page), None).await;
        assert!(answer.status.is_client_error(), "{other}");
    }
    let wrong = "/v/xxxxxxxxxxxxxxxxxxxxxxxxxx/photo/0";
    assert_eq!(stage.ask(Method::GET, wrong, None).await.status, StatusCode::NOT_FOUND);
    // Who does not come any more is not shown any more.
    stage.say(Role::Coordinator, VisitEvent::Cancelled { by_client: false, reason: "".into() });
    assert_eq!(stage.ask(Method::GET, &photo, None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_that_came_to_the_wrong_person_shows_nobody() {
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    wished(&stage, true);
    given(&stage);
    stage.send("say=stranger&website=").await;
    let photo = format!("{}/photo/0", stage.page);
    assert_eq!(stage.ask(Method::GET, &photo, None).await.status, StatusCode::NOT_FOUND);
}
