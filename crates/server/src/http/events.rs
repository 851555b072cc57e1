//! Wake-ups: a stream that says when the log has grown, so that a tablet with signal pulls at once. It says a position
//! and nothing else.

use super::Served;
use super::answer::Failed;
use super::proof::proved;
use crate::log::Standing;
use crate::municipality::Municipality;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::time::Instant;
use vizitas_domain::id::InstallationId;
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
    let checked = tokio::task::spawn_blocking(move || {
        proved(&municipality, &headers, "events", &[], false)
            .map(|(tablet, _)| Listener { municipality, tablet: tablet.installation })
    });
    let listener = checked.await.map_err(|_| Failed(ProblemCode::Failed))??;
    heads.mark_changed();
    let every = served.ask_again;
    let state = (heads, served.stopping(), listener, Instant::now() + every);
    let said = futures_util::stream::unfold(
        state,
        move |(mut heads, mut stopping, listener, mut ask_at)| async move {
            loop {
                if *stopping.borrow() {
                    return None;
                }
                tokio::select! {
                    news = heads.changed() => {
                        news.ok()?;
                        break;
                    }
                    _ = stopping.changed() => return None,
                    () = tokio::time::sleep_until(ask_at) => {
                        if !listener.may_listen().await {
                            return None;
                        }
                        ask_at = Instant::now() + every;
                    }
                }
            }
            let position = *heads.borrow_and_update();
            let event = Event::default().event("head").data(position.to_string());
            Some((Ok(event), (heads, stopping, listener, ask_at)))
        },
    );
    Ok(Sse::new(said).keep_alive(KeepAlive::default()))
}

/// A tablet that listens.
struct Listener {
    municipality: Arc<Municipality>,
    tablet: InstallationId,
}

impl Listener {
    async fn may_listen(&self) -> bool {
        let (municipality, tablet) = (Arc::clone(&self.municipality), self.tablet);
        let found =
            tokio::task::spawn_blocking(move || municipality.log().read(|log| log.installation(tablet)));
        let standing = found.await.ok().and_then(Result::ok).flatten().map(|found| found.standing());
        standing == Some(Standing::Approved)
    }
}
