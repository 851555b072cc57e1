//! Wake-ups: a stream that says when the log has grown, so that a tablet with signal pulls at once. It says a position
//! and nothing else.

use super::Served;
use super::answer::Failed;
use super::proof::proved;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::sync::Arc;
use vizitas_sync::wire::ProblemCode;

/// Says the newest position at once and whenever it grows (server-sent events, named `head`).
#[utoipa::path(
    get, tag = "sync", path = "/m/{slug}/events", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over the route `events` and an empty body"),
    ),
    responses(
        (status = 200, content_type = "text/event-stream", body = String, description = "event: head, data: position"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled"),
    )
)]
pub(super) async fn events(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failed> {
    let place = served.place(&slug).ok_or(Failed(ProblemCode::NotEnrolled))?;
    let mut heads = place.head.subscribe();
    let municipality = Arc::clone(&place.municipality);
    let checked =
        tokio::task::spawn_blocking(move || proved(&municipality, &headers, "events", &[], false)).await;
    checked.map_err(|_| Failed(ProblemCode::Failed))??;
    heads.mark_changed();
    let said = futures_util::stream::unfold((heads, served.stopping()), |(mut heads, mut stopping)| async {
        if *stopping.borrow() {
            return None;
        }
        tokio::select! {
            news = heads.changed() => news.ok()?,
            _ = stopping.changed() => return None,
        }
        let position = *heads.borrow_and_update();
        let event = Event::default().event("head").data(position.to_string());
        Some((Ok(event), (heads, stopping)))
    });
    Ok(Sse::new(said).keep_alive(KeepAlive::default()))
}
