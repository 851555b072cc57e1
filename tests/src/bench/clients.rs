//! What clients meet: their page, asked for at a steady rate over sockets beside an empty handler.

use super::failure::BenchError;
use super::figure::{Figure, Samples};
use super::scribe::Scribe;
use super::tablet::Tablet;
use super::town::Town;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::get;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;
use vizitas_server::serve::{listen, serve_public};

/// Requests come at this distance, 500 in a second, whether the ones before were answered or not.
const APART: Duration = Duration::from_millis(2);
/// Page and floor take turns of so many requests.
const TURN: usize = 250;
/// Minutes between two visits of the mix.
const PAUSE: u32 = 130;
/// Clients who open their pages.
const CLIENTS: usize = 200;
/// What an answer holds at most.
const ANSWER: usize = 1 << 20;

type Browser = Client<HttpConnector, Body>;

/// Asks for `requests` pages, and for as many empty answers.
pub(crate) async fn measure(folder: &Path, seed: u64, requests: usize) -> Result<Figure, BenchError> {
    let town = Town::found(folder)?;
    let worker = Tablet::enrol(&town, "D01").await?.identity()?.worker;
    let mut scribe = Scribe::new(seed, CLIENTS, vec![worker], PAUSE, town.head()?)?;
    town.take_up(&mut scribe, Some(worker))?;
    town.go_to_monday_after(scribe.time());
    let clients = scribe.clients.clone();
    let mut pages = Vec::with_capacity(clients.len());
    for (nth, client) in (1..).zip(&clients) {
        let agreed = scribe.agreed(client, town.now().plus_minutes(60 * nth))?;
        town.append(agreed.into_iter().map(|signed| signed.event).collect())?;
    }
    for (stream, visit) in &scribe.visits {
        pages.push(format!("/v/{}", town.office.new_link(*stream, *visit)?));
    }
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let (served, own) = (town.served()?, listen(here)?);
    let bare = TcpListener::bind(here).await?;
    let (page_at, bare_at) = (own.local_addr()?, bare.local_addr()?);
    let serving = tokio::spawn(serve_public(own, None, served.clone()));
    let empty =
        tokio::spawn(async move { axum::serve(bare, Router::new().route("/", get(|| async {}))).await });
    let browser: Browser = Client::builder(TokioExecutor::new()).build_http();
    let (mut page, mut floor) = (Samples::default(), Samples::default());
    let paths: Vec<String> = pages.iter().map(|path| format!("http://{page_at}{path}")).collect();
    let nothing = [format!("http://{bare_at}/")];
    // Connections, the replica and the allocator are warm on both sides.
    for _ in 0..2 {
        (page, floor) = (Samples::default(), Samples::default());
        let mut left = requests;
        while left > 0 {
            let turn = left.min(TURN);
            ask(&browser, &paths, turn, &mut page).await?;
            ask(&browser, &nothing, turn, &mut floor).await?;
            left -= turn;
        }
    }
    served.stop();
    serving.await.map_err(|_| BenchError::Wrong("the pages were not served to the end"))??;
    empty.abort();
    let beside = format!("page {}; empty {}; {requests} requests each", page.spread(), floor.spread());
    Ok(Figure::new("page_p99", page.ms(99), "ms").above(floor.ms(99)).beside(beside))
}

/// Asks at the steady rate. What is kept counts from the moment a request was due.
async fn ask(browser: &Browser, urls: &[String], count: usize, kept: &mut Samples) -> Result<(), BenchError> {
    let begun = Instant::now();
    let mut asked = JoinSet::new();
    for (nth, url) in (0..count).zip(urls.iter().cycle()) {
        let due = begun + APART * u32::try_from(nth).unwrap_or_default();
        tokio::time::sleep_until(due).await;
        let url = url.parse().map_err(|_| BenchError::Wrong("an address is none"))?;
        let answer = browser.get(url);
        asked.spawn(async move {
            let answer = answer.await.map_err(|_| BenchError::Wrong("a page did not answer"))?;
            let good = answer.status().is_success();
            let body = to_bytes(Body::new(answer.into_body()), ANSWER).await;
            if !good || body.is_err() {
                return Err(BenchError::Wrong("a page did not answer well"));
            }
            Ok(due.elapsed())
        });
    }
    while let Some(answered) = asked.join_next().await {
        kept.push(answered.map_err(|_| BenchError::Wrong("a request was lost"))??);
    }
    Ok(())
}
