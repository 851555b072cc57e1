//! The line between a tablet and a server in one process: the server's own routes, without sockets and TLS. It notes
//! when each request left and when its answer was there.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request as HttpRequest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tower::ServiceExt;
use vizitas_device::transport::{Failure, Request, Route, Transport};
use vizitas_server::http::PROOF_HEADER;
use vizitas_sync::wire::{MESSAGE_LIMIT, Message, Problem};

/// One request and its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trip {
    /// Which.
    pub(crate) route: Route,
    /// When it left the tablet.
    pub(crate) left: Instant,
    /// When the answer was back.
    pub(crate) back: Instant,
}

impl Trip {
    /// What the server took.
    #[must_use]
    pub(crate) fn took(&self) -> Duration {
        self.back.duration_since(self.left)
    }
}

/// The line.
pub(crate) struct Wire {
    router: Router,
    slug: &'static str,
    trips: Mutex<Vec<Trip>>,
}

impl Wire {
    /// A line to one municipality of a server.
    #[must_use]
    pub(crate) fn new(router: Router, slug: &'static str) -> Self {
        Self { router, slug, trips: Mutex::default() }
    }

    /// What went over it since it was last asked.
    pub(crate) fn trips(&self) -> Vec<Trip> {
        std::mem::take(&mut *self.trips.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Wire {
    async fn send(&self, request: Request) -> Result<Vec<u8>, Failure> {
        let route = request.route;
        let mut post = HttpRequest::post(format!("/m/{}/{}", self.slug, route.name()));
        if let Some(proof) = &request.proof {
            post = post.header(PROOF_HEADER, URL_SAFE_NO_PAD.encode(proof.encode()));
        }
        let post = post.body(Body::from(request.body)).map_err(|_| Failure::Unreachable)?;
        let left = Instant::now();
        let answer = self.router.clone().oneshot(post).await.map_err(|_| Failure::Unreachable)?;
        let good = answer.status().is_success();
        let body = to_bytes(answer.into_body(), MESSAGE_LIMIT).await.map_err(|_| Failure::Unreachable)?;
        let trip = Trip { route, left, back: Instant::now() };
        self.trips.lock().unwrap_or_else(PoisonError::into_inner).push(trip);
        if good {
            return Ok(body.to_vec());
        }
        let problem = Problem::decode(&body).map_err(|_| Failure::Unreachable)?;
        Err(Failure::Problem { code: problem.code.number(), retry_after_s: problem.retry_after_s })
    }
}
