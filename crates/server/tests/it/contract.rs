//! What the outside may rely on: the routes, the transport, the wake-ups.

use crate::office::Office;
use crate::tablet::{Tablet, client, note};
use std::path::Path;

/// A page of docs/ that is made from the router. With VIZITAS_WRITE_DOCS set it is written instead of compared.
fn committed(page: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    if std::env::var_os("VIZITAS_WRITE_DOCS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/{page} is stale: `VIZITAS_WRITE_DOCS=1 cargo test -p vizitas-server --test it contract` writes it"
    );
}

#[test]
fn the_routes_are_those_published() {
    let document = serde_json::to_string_pretty(&vizitas_server::http::document()).unwrap();
    committed("openapi.json", &(document + "\n"));
}

#[test]
fn who_may_do_what_is_as_committed() {
    committed("access.md", &vizitas_server::console::access());
}

#[tokio::test]
async fn nothing_below_tls_1_3_is_spoken() {
    let office = Office::empty();
    let serving = office.serve().await;
    let url = format!("https://localhost:{}/healthz", serving.address.port());
    let old = client(&serving.certificate, &[&rustls::version::TLS12]);
    assert!(old.get(&url).send().await.is_err());
    let new = client(&serving.certificate, &[&rustls::version::TLS13]);
    let answer = new.get(&url).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.text().await.unwrap()), (200, "ok".to_owned()));
    serving.stop().await;
}

#[tokio::test]
async fn a_tablet_that_listens_is_woken_and_let_go_at_the_end() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let mut stream = rasa.listen().await;
    let first = stream.chunk().await.unwrap().unwrap();
    let head = rasa.cursor.position;
    assert_eq!(first, format!("event: head\ndata: {head}\n\n").as_bytes());
    let ona = rasa.find("K-1").unwrap();
    let written = rasa.make(ona, note("pažadink"));
    rasa.hand_in(&written).await;
    let second = stream.chunk().await.unwrap().unwrap();
    assert_eq!(second, format!("event: head\ndata: {}\n\n", head + 1).as_bytes());
    serving.stop().await;
    assert!(stream.chunk().await.ok().flatten().is_none());
}
