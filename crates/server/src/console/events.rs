//! Wake-ups for screens: the newest position, whenever it grows. It ends after a while, and the browser comes again and is
//! asked anew who it is.

use super::at::At;
use super::problem::Problem;
use super::rights::{Routes, SIGNED_IN};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::time::Duration;
use utoipa_axum::routes;

/// A session ended meanwhile listens no longer than this.
const LONGEST: Duration = Duration::from_mins(5);

pub(super) fn routes() -> Routes {
    Routes::default().route(SIGNED_IN.waiting(), routes!(events))
}

/// Says the newest position at once and whenever it grows (server-sent events, named `head`).
#[utoipa::path(
    get, tag = "session", path = "/m/{slug}/api/events", params(("slug" = String, Path)),
    responses(
        (status = 200, content_type = "text/event-stream", body = String, description = "event: head, data: position"),
        (status = 401, body = Problem),
    )
)]
async fn events(at: At) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let served = &at.door.served;
    let place = served.place(&at.door.slug).ok_or_else(Problem::not_found)?;
    let (mut heads, stopping) = (place.head.subscribe(), served.stopping());
    heads.mark_changed();
    let until = tokio::time::Instant::now() + LONGEST;
    let said = futures_util::stream::unfold((heads, stopping), move |(mut heads, mut stopping)| async move {
        if *stopping.borrow() {
            return None;
        }
        tokio::select! {
            news = heads.changed() => news.ok()?,
            _ = stopping.changed() => return None,
            () = tokio::time::sleep_until(until) => return None,
        }
        let position = *heads.borrow_and_update();
        let event = Event::default().event("head").data(position.to_string());
        Some((Ok(event), (heads, stopping)))
    });
    Ok(Sse::new(said).keep_alive(KeepAlive::default()))
}
