//! What a handler of the console is given: the municipality, who asks, how far that reaches; and bodies, queries and paths
//! whose faults are answered as problems. Handlers take it, call one function on a thread that may wait, and answer.

use super::problem::Problem;
use super::rights::Reach;
use crate::error::Error;
use crate::http::Served;
use crate::municipality::Municipality;
use crate::staff::{By, Staff};
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use std::sync::Arc;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;

/// The municipality somebody stands before, signed in or not.
#[derive(Clone)]
pub(crate) struct Door {
    pub(super) municipality: Arc<Municipality>,
    pub(super) served: Served,
    pub(super) slug: String,
    pub(super) address: IpAddr,
    pub(super) browser: String,
    /// What the browser took along to the provider; mostly empty.
    pub(super) journey: String,
    /// Which route was asked, as it stands in the table of rights: `GET /clients/{client}`. Nobody's name is in it.
    pub(super) route: String,
}

/// Somebody signed in, on a route whose right was asked.
#[derive(Clone)]
pub(crate) struct At {
    pub(super) door: Door,
    /// Who asks.
    pub(crate) staff: Staff,
    /// How far this person reaches on this route.
    pub(crate) reach: Reach,
    /// Whether clients who were opened to this person for a while are within reach here, too.
    pub(crate) opens: bool,
    /// Why this person looks beyond that; mostly empty.
    pub(crate) reason: Text,
}

/// What a handler answers.
pub(crate) type Answer<T> = Result<Json<T>, Problem>;

impl Door {
    /// Does `work` on a thread that may wait, if there is room, and wakes those who listen when the log has grown.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Answer<T> {
        let room = self.served.enter().ok_or_else(Problem::busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let answer = work(&self);
            if let Some(place) = self.served.place(&self.slug) {
                place.tell(*self.municipality.log.heads().borrow());
            }
            drop(room);
            answer
        });
        done.await.map_err(|_| Problem::failed())?.map(Json)
    }
}

impl At {
    /// The municipality.
    pub(crate) fn municipality(&self) -> &Arc<Municipality> {
        &self.door.municipality
    }

    /// As whom this person acts: what events are signed for.
    pub(crate) fn by(&self) -> By {
        self.staff.by()
    }

    /// Does `work` on a thread that may wait, if there is room, and wakes those who listen when the log has grown.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Answer<T> {
        let door = self.door.clone();
        door.run(move |_| work(&self)).await
    }

    /// Does `work` likewise; there is nothing to be told but that it is done.
    pub(crate) async fn done(
        self,
        work: impl FnOnce(&Self) -> Result<(), Problem> + Send + 'static,
    ) -> Result<StatusCode, Problem> {
        let Json(()) = self.run(work).await?;
        Ok(StatusCode::NO_CONTENT)
    }

    /// Writes a deed of this person's down that is no event.
    pub(super) fn record(&self, deed: &'static str, about: Option<StreamId>) -> Result<(), Error> {
        let (now, actor) = (self.municipality().clock.now(), self.staff.actor);
        self.municipality().log.write(move |log| log.audit(now, actor, deed, about))
    }

    /// Writes down that this person was not let in, and where.
    pub(super) fn record_refused(&self, about: Option<StreamId>) -> Result<(), Error> {
        let (now, actor, route) =
            (self.municipality().clock.now(), self.staff.actor, self.door.route.clone());
        self.municipality().log.write(move |log| log.audit_because(now, actor, "refused", about, &route))
    }

    /// Writes down that this person looks something up, once in an hour of a session: screens ask at every letter. What
    /// for is not kept, since it is a name.
    pub(super) fn record_search(&self, deed: &'static str, about: Option<StreamId>) -> Result<(), Error> {
        let (now, actor) = (self.municipality().clock.now(), self.staff.actor);
        let hour = now.0.div_euclid(3600).to_be_bytes();
        let stream = about.map(|about| about.0.into_bytes()).unwrap_or_default();
        let named: [&[u8]; 5] =
            [b"console search v1", self.staff.session.as_bytes(), &hour, &stream, deed.as_bytes()];
        self.municipality().audit_once(&named, now, actor, deed, about)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::signed_out)
    }
}

impl<S: Send + Sync> axum::extract::OptionalFromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Door {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::failed)
    }
}

/// A JSON body.
pub(crate) struct Sent<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Json::from_request(request, state).await;
        body.map(|Json(body)| Self(body)).map_err(|_| Problem::malformed())
    }
}

/// The words behind the question mark of an address.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::from_request_parts(parts, state).await;
        query.map(|Query(query)| Self(query)).map_err(|_| Problem::malformed())
    }
}

/// The parameters of an address, by name: a struct, the slug not needed.
pub(crate) struct Named<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::from_request_parts(parts, state).await;
        path.map(|Path(path)| Self(path)).map_err(|_| Problem::not_found())
    }
}
