//! What no page ever says.

use super::stage::{Stage, TUESDAY};
use axum::http::Method;
use vizitas_domain::event::Role;
use vizitas_domain::visit::VisitEvent;

/// Of the client and of what the visit is for.
const NEVER: [&str; 10] = [
    "Eulalija",
    "Ąžuolpamišky",
    "Žuvinto",
    "17B",
    "62375",
    "61234567",
    "eulalija@example.lt",
    "K-9001",
    "priklausomybės",
    // The worker's position tells of it, too.
    "ocialin",
];

#[tokio::test]
async fn no_page_in_any_state_or_language_names_the_client_or_the_service() {
    let mut stage = Stage::new();
    let mut pages = Vec::new();
    let look = async |stage: &Stage, pages: &mut Vec<String>| {
        for path in ["", "/other", "/stranger", "/visit.ics"] {
            for language in ["lt", "en", "ru", "pl"] {
                let path = format!("{}{path}?l={language}", stage.page);
                pages.push(stage.ask(Method::GET, &path, None).await.text);
            }
        }
    };
    look(&stage, &mut pages).await;
    stage.offered(&[TUESDAY]);
    look(&stage, &mut pages).await;
    stage.agreed(TUESDAY);
    look(&stage, &mut pages).await;
    stage.press("fits").await;
    look(&stage, &mut pages).await;
    stage.say(Role::Worker, VisitEvent::SetOut { at: TUESDAY, arrival: None });
    look(&stage, &mut pages).await;
    stage.finished();
    look(&stage, &mut pages).await;
    stage.another_visit();
    stage.proposed(TUESDAY.plus_minutes(240));
    stage.press("cannot").await;
    look(&stage, &mut pages).await;
    assert_eq!(pages.len(), 7 * 16);
    for page in pages {
        for word in NEVER {
            assert!(!page.contains(word), "{word}: {page}");
        }
    }
}
