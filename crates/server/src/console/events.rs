//! Wake-ups for screens: the newest position, whenever it grows or something beside the log wants to be looked at. It ends after a while, and the browser comes again and is
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

/// Says the newest position at once, whenever it grows, and when a tablet has come or was decided on (server-sent events,
/// named `head`).
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
    let (mut heads, bell, stopping) = (place.head.subscribe(), place.bell.subscribe(), served.stopping());
    heads.mark_changed();
    let until = tokio::time::Instant::now() + LONGEST;
    let ears = (heads, bell, stopping);
    let said = futures_util::stream::unfold(ears, move |(mut heads, mut bell, mut stopping)| async move {
        if *stopping.borrow() {
            return None;
        }
        tokio::select! {
            news = heads.changed() => news.ok()?,
            rung = bell.changed() => rung.ok()?,
            _ = stopping.changed() => return None,
            () = tokio::time::sleep_until(until) => return None,
        }
        let position = *heads.borrow_and_update();
        let event = Event::default().event("head").data(position.to_string());
        Some((Ok(event), (heads, bell, stopping)))
    });
    Ok(Sse::new(said).keep_alive(KeepAlive::default()))
}
