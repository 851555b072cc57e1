//! What the outside may rely on: the routes, the transport, the wake-ups.

use crate::office::Office;
use crate::tablet::{Tablet, client, note};

#[test]
fn the_routes_are_those_published() {
    insta::assert_json_snapshot!(vizitas_server::http::document());
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
