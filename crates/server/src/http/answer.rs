//! How a handler answers: a message, or a problem with the status that proxies and people expect.

use crate::error::Error;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vizitas_sync::wire::{Message, Problem, ProblemCode};

/// Asked to come again after so many seconds when there is no room.
const BUSY_S: u32 = 2;

/// Why a request has no answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failed(pub(super) ProblemCode);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        // The error names files, tables and ids at most.
        tracing::error!(%error, "a request failed");
        Self(ProblemCode::Failed)
    }
}

impl From<vizitas_sync::Error> for Failed {
    fn from(error: vizitas_sync::Error) -> Self {
        Self(match error {
            vizitas_sync::Error::Version(_) => ProblemCode::Protocol,
            vizitas_sync::Error::TooLarge(_) => ProblemCode::TooLarge,
            _ => ProblemCode::Malformed,
        })
    }
}

fn status(code: ProblemCode) -> StatusCode {
    match code {
        ProblemCode::Malformed => StatusCode::BAD_REQUEST,
        ProblemCode::Protocol => StatusCode::UPGRADE_REQUIRED,
        ProblemCode::NotEnrolled => StatusCode::UNAUTHORIZED,
        ProblemCode::Revoked | ProblemCode::Code | ProblemCode::NotApproved => StatusCode::FORBIDDEN,
        ProblemCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
        ProblemCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::Failed | ProblemCode::Other(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let retry_after_s = if self.0 == ProblemCode::Busy { BUSY_S } else { 0 };
        let body = Problem { code: self.0, retry_after_s }.encode();
        let mut response = (status(self.0), [(header::CONTENT_TYPE, CBOR)], body).into_response();
        if retry_after_s > 0 {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        response
    }
}

/// An answer's message.
pub(super) fn message(answer: &impl Message) -> Response {
    ([(header::CONTENT_TYPE, CBOR)], answer.encode()).into_response()
}
