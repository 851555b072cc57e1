//! What no page and no log ever says.

use super::stage::{Stage, TUESDAY};
use axum::http::Method;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing::subscriber::with_default;
use vizitas_domain::event::Role;
use vizitas_domain::visit::VisitEvent;

/// Of the client and of what the visit is for.
const NEVER: [&str; 9] = [
    "Eulalija",
    "Ąžuolpamišky",
    "Žuvinto",
    "17B",
    "62375",
    "61234567",
    "eulalija@example.lt",
    "K-9001",
    "priklausomybės",
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

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_never_shows_an_address_or_a_word() {
    let written = Written::default();
    let writer = written.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    let stage = Stage::new();
    stage.agreed(TUESDAY);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    with_default(subscriber, || {
        runtime.block_on(async {
            stage.open().await;
            stage.wish("slaptas+noras").await;
            stage.ask(Method::GET, "/v/AAAAAAAAAAAAAAAAAAAAAA", None).await;
            stage.ask(Method::GET, "/elsewhere", None).await;
        });
    });
    let told = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert!(told.contains("/v/{token}"), "requests are told by the form of their route: {told}");
    let token = stage.page.strip_prefix("/v/").unwrap();
    for secret in [token, "AAAAAAAAAAAAAAAAAAAAAA", "slaptas", "elsewhere"].into_iter().chain(NEVER) {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
}
