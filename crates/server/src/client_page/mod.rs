//! Clients' own pages, on a listener of their own: what is to be, one question, one tap to answer it. Plain HTML without
//! a script or a cookie; GET changes nothing. It never tells the client's name, address or other visits.

mod link;

pub use link::Token;

use crate::http::Served;
use axum::Router;
use axum::routing::get;

/// The routes.
pub(crate) fn routes() -> Router<Served> {
    Router::new().route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /\n" }))
}
