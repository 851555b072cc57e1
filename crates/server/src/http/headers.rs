//! What every answer carries, whoever gives it: a tablet's route, a page, a file, or the router that knows no such address.
//! What an answer says of itself stands; only what is missing is added.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// For an answer that is no page: nothing runs, is framed, guessed at or told on. A year of TLS alone, as browsers keep it
/// for a certificate that they know.
const LEAST: [(HeaderName, HeaderValue); 5] = [
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    ),
];

/// Adds what is missing.
pub(super) async fn complete(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in LEAST {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}
