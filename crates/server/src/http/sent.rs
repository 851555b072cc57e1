//! What a tablet sent, whole. One that sends too much, or stops in the middle, is told so with a problem like every other.

use super::answer::Failed;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use vizitas_sync::wire::ProblemCode;

/// A request's body.
pub(super) struct Sent(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        match Bytes::from_request(request, state).await {
            Ok(body) => Ok(Self(body)),
            Err(why) if why.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Failed(ProblemCode::TooLarge)),
            Err(_) => Err(Failed(ProblemCode::Malformed)),
        }
    }
}
