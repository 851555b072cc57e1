//! What a tablet sends, read only once something is known of who sends it: its proof must have the form of one and name a
//! tablet and a key that are known here, at about this time; one whose clock may be wrong is read [`Anytime`]. Whose the
//! request really is, [`super::proof::proved`] finds out over the body. It bounds how many bodies lie in memory at once.

use super::Served;
use super::answer::Failed;
use super::proof::{named, named_now};
use super::sent::Sent;
use crate::municipality::Municipality;
use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request};
use axum::http::HeaderMap;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;
use vizitas_sync::wire::ProblemCode;

/// A request's body, and its room until it is worked off.
pub(super) struct Known {
    pub(super) body: Bytes,
    _room: OwnedSemaphorePermit,
}

impl FromRequest<Served> for Known {
    type Rejection = Failed;

    async fn from_request(request: Request, served: &Served) -> Result<Self, Failed> {
        read(request, served, |municipality, headers| named_now(municipality, headers).map(drop)).await
    }
}

/// The same of a tablet whose clock may be wrong.
pub(super) struct Anytime(pub(super) Known);

impl FromRequest<Served> for Anytime {
    type Rejection = Failed;

    async fn from_request(request: Request, served: &Served) -> Result<Self, Failed> {
        read(request, served, |municipality, headers| named(municipality, headers).map(drop)).await.map(Self)
    }
}

async fn read(
    request: Request,
    served: &Served,
    look: fn(&Municipality, &HeaderMap) -> Result<(), Failed>,
) -> Result<Known, Failed> {
    let (mut parts, body) = request.into_parts();
    let slug = axum::RequestPartsExt::extract::<Path<String>>(&mut parts).await;
    let Path(slug) = slug.map_err(|_| Failed(ProblemCode::NotEnrolled))?;
    let place = served.place(&slug).ok_or(Failed(ProblemCode::NotEnrolled))?;
    let (municipality, headers) = (Arc::clone(&place.municipality), parts.headers.clone());
    let looked = tokio::task::spawn_blocking(move || look(&municipality, &headers));
    looked.await.map_err(|_| Failed(ProblemCode::Failed))??;
    let room = served.hear().ok_or(Failed(ProblemCode::Busy))?;
    let Sent(body) = Sent::from_request(Request::from_parts(parts, body), served).await?;
    Ok(Known { body, _room: room })
}
