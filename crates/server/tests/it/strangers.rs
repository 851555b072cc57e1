//! What somebody whom nobody knows may cost, and what every answer carries.

use crate::desk::Desk;
use crate::office::{Office, Serving};
use crate::tablet::{Tablet, client};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::stream;
use serde_json::json;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tower::ServiceExt;
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_server::http::{PROOF_HEADER, Presence, Served, public_router, router};
use vizitas_server::staff::StaffRole;
use vizitas_sync::sign::SigningKey;
use vizitas_sync::wire::{Message, PROOF_WINDOW_MS, Proof, Prover};

fn served(office: &Office) -> Served {
    Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)])
}

#[tokio::test]
async fn every_answer_says_what_a_browser_must_not_do_with_it() {
    let office = Office::empty();
    let (inside, outside) = (router(served(&office)), public_router(served(&office)));
    let asked: [(&Router, Method, &str, u16); 13] = [
        (&inside, Method::GET, "/", 200),
        (&inside, Method::GET, "/about.json", 200),
        (&inside, Method::GET, "/healthz", 200),
        (&inside, Method::GET, "/openapi.json", 200),
        (&inside, Method::POST, "/healthz", 405),
        (&inside, Method::GET, "/nothing", 404),
        (&inside, Method::GET, "/assets/nothing.js", 404),
        (&inside, Method::GET, "/m/alytus/console/", 200),
        (&inside, Method::GET, "/m/alytus/api/me", 401),
        (&inside, Method::POST, "/m/alytus/push", 401),
        (&inside, Method::GET, "/m/alytus/push", 405),
        (&outside, Method::GET, "/nothing", 404),
        (&outside, Method::GET, "/robots.txt", 200),
    ];
    for (routes, method, path, status) in asked {
        let request = Request::builder().method(method.clone()).uri(path).body(Body::empty()).unwrap();
        let answer = routes.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{method} {path}");
        let head = |name: header::HeaderName| {
            let all: Vec<_> = answer.headers().get_all(&name).iter().collect();
            assert_eq!(all.len(), 1, "{method} {path}: {name}");
            all[0].to_str().unwrap().to_owned()
        };
        assert_eq!(head(header::STRICT_TRANSPORT_SECURITY), "max-age=31536000");
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(head(header::REFERRER_POLICY), "no-referrer");
        let policy = head(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{method} {path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{method} {path}: {policy}");
    }
}

/// Sends a body that says whether anybody read it.
async fn sent(routes: &Router, route: &str, proof: Option<String>) -> (StatusCode, bool) {
    let read = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&read);
    let body = stream::once(async move {
        seen.store(true, Ordering::Relaxed);
        Ok::<_, Infallible>(Bytes::from_static(b"x"))
    });
    let mut request = Request::builder().method(Method::POST).uri(format!("/m/alytus/{route}"));
    if let Some(proof) = proof {
        request = request.header(PROOF_HEADER, proof);
    }
    let request = request.body(Body::from_stream(body)).unwrap();
    let answer = routes.clone().oneshot(request).await.unwrap();
    (answer.status(), read.load(Ordering::Relaxed))
}

#[tokio::test]
async fn nothing_of_a_stranger_is_read_but_the_head() {
    let office = Office::open();
    let serving = office.serve().await;
    let tablet = Tablet::enrol(&office, &serving, "D01").await;
    let routes = router(served(&office));
    let by = |installation, key: &SigningKey, prover, at_ms, route: &str| {
        let proof = Proof::make(installation, prover, at_ms, route, b"x", key);
        Some(URL_SAFE_NO_PAD.encode(proof.encode()))
    };
    let (me, key) = (tablet.me.installation, &tablet.keys.signing);
    let nobody = InstallationId(Uuid::now_v7());
    let now = tablet.at_ms;
    for route in ["push", "pull", "offer", "looks", "digest", "heads", "wraps"] {
        let strangers = [
            (None, 401),
            (Some("nonsense".to_owned()), 400),
            (by(nobody, key, Prover::Unlocked, now, route), 401),
            (by(me, key, Prover::Unlocked, now - PROOF_WINDOW_MS - 1, route), 401),
        ];
        for (proof, status) in strangers {
            let (answered, read) = sent(&routes, route, proof).await;
            assert_eq!((answered.as_u16(), read), (status, false), "{route}");
        }
        let (answered, read) = sent(&routes, route, by(me, key, Prover::Unlocked, now, route)).await;
        assert_eq!((answered.as_u16(), read), (400, true), "{route}: known, and what it says is nothing");
    }
    serving.stop().await;
}

#[tokio::test]
async fn at_the_doors_that_anybody_may_knock_at_little_is_read() {
    let office = Office::open();
    let routes = router(served(&office));
    let knock = async |path: &str, bytes: usize| {
        let typed = json!({ "login": "ruta", "password": "x".repeat(bytes) }).to_string();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("vizitas-console", "1");
        let answer = routes.clone().oneshot(request.body(Body::from(typed)).unwrap()).await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(knock("/m/alytus/api/session", 1_000).await, 401);
    assert_eq!(knock("/m/alytus/api/session", 16 * 1024).await, 400);
    assert_eq!(knock("/m/alytus/enrol", 1_000).await, 400, "malformed");
    assert_eq!(knock("/m/alytus/enrol", 16 * 1024).await, 413);
}

#[tokio::test]
async fn a_tablet_that_listens_is_cut_off_once_its_rights_are_taken() {
    let office = Office::open();
    let serving = Serving::with(&office.data, Arc::clone(&office.municipality), |served| {
        served.with_ask_again(Duration::from_millis(20))
    });
    let serving = serving.await;
    let (revoked, other) =
        (Tablet::enrol(&office, &serving, "D01").await, Tablet::enrol(&office, &serving, "D02").await);
    let (mut cut, mut kept) = (revoked.listen().await, other.listen().await);
    assert!(cut.chunk().await.unwrap().is_some() && kept.chunk().await.unwrap().is_some());
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let gone = desk.delete(&format!("tablets/{}", revoked.me.installation)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    while cut.chunk().await.unwrap().is_some() {}
    // Another goes on hearing.
    office.municipality.assign(office.municipality.office(), "K-3", "D01").unwrap();
    assert!(kept.chunk().await.unwrap().is_some());
    serving.stop().await;
}

#[tokio::test]
async fn one_address_holds_no_more_connections_than_are_its() {
    let office = Office::open();
    let serving =
        Serving::with(&office.data, Arc::clone(&office.municipality), |served| served.with_per_address(2));
    let serving = serving.await;
    let held = (
        TcpStream::connect(serving.address).await.unwrap(),
        TcpStream::connect(serving.address).await.unwrap(),
    );
    let mut third = TcpStream::connect(serving.address).await.unwrap();
    let said = third.read(&mut [0; 1]).await;
    assert!(!matches!(said, Ok(1)), "hung up on");
    let first = held.0.try_read(&mut [0; 1]).map_err(|error| error.kind());
    assert_eq!(first, Err(ErrorKind::WouldBlock), "at once: those before it are still waited for");
    drop(held);
    // Those who went make room.
    let http = client(&serving.certificate, &[&rustls::version::TLS13]);
    let url = format!("https://localhost:{}/healthz", serving.address.port());
    let answer = loop {
        if let Ok(answer) = http.get(&url).send().await {
            break answer;
        }
    };
    assert_eq!(answer.status().as_u16(), 200);
    drop((answer, http));
    serving.stop().await;
}
