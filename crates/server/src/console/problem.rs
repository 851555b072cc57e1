//! Why a request of the console has no answer: a status, and JSON with a code and arguments. The sentence for a code stands
//! in locales/ as `problem-<code>`; no word about a client stands here.

use crate::error::Error;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A problem, as it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    /// Which: the sentence is `problem-<code>`.
    code: &'static str,
    /// What the sentence needs.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    args: BTreeMap<&'static str, Value>,
}

impl Problem {
    /// A problem of the request's that its own handler found.
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, args: BTreeMap::new() }
    }

    /// What is asked contradicts what stands, or makes no sense.
    pub(crate) fn unfit(code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code)
    }

    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed_out")
    }

    pub(crate) fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not_allowed")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    pub(crate) fn malformed() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed")
    }

    pub(crate) fn failed() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failed")
    }

    pub(crate) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy").with("seconds", 2)
    }

    /// With something that the sentence needs.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.insert(name, value.into());
        self
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Missing(_) => Self::not_found(),
            Error::Exists(_) => Self::new(StatusCode::CONFLICT, "exists"),
            Error::Moved => Self::new(StatusCode::CONFLICT, "moved"),
            Error::Left => Self::unfit("worker_left"),
            Error::Unproved => Self::new(StatusCode::FORBIDDEN, "proof_needed"),
            Error::Invalid(_) => Self::unfit("invalid"),
            Error::Field { field, cause, .. } => {
                Self::unfit("invalid").with("field", field).with("cause", cause.name())
            }
            error => {
                // The error names files, tables and ids at most.
                tracing::error!(%error, "a request of the console failed");
                Self::failed()
            }
        }
    }
}

impl From<vizitas_replica::Error> for Problem {
    fn from(error: vizitas_replica::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let after = self.args.get("seconds").and_then(Value::as_u64);
        let mut response = (self.status, Json(self)).into_response();
        if let Some(seconds) = after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
