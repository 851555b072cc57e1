//! One handler a message.

use super::Served;
use super::answer::{Failed, message};
use super::known::{Anytime, Known};
use super::proof::{PROOF_HEADER, asked_without_rights, proved, proved_at_any_time, proved_open};
use super::sent::Sent;
use crate::guests::network;
use crate::log::Standing;
use crate::municipality::Municipality;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Extension, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use vizitas_sync::wire::{
    CarryRequest, ContactRequest, DigestRequest, EnrolRequest, HeadsRequest, LooksRequest, Message,
    OfferRequest, ProblemCode, Prover, PullRequest, PushRequest, RecoverRequest, WrapsRequest,
};

/// Does `work` for a municipality, and writes its answer down, on a thread that may wait, if there is room.
async fn at<T: Message + Send + 'static>(
    served: Served,
    slug: String,
    work: impl FnOnce(&Arc<Municipality>) -> Result<T, Failed> + Send + 'static,
) -> Result<Response, Failed> {
    let room = served.enter().ok_or(Failed(ProblemCode::Busy))?;
    let done = tokio::task::spawn_blocking(move || {
        let place = served.place(&slug).ok_or(Failed(ProblemCode::NotEnrolled))?;
        let answer = work(&place.municipality);
        place.tell(*place.municipality.log().heads().borrow());
        drop(room);
        answer.map(|answer| message(&answer))
    });
    done.await.map_err(|_| Failed(ProblemCode::Failed))?
}

/// Binds a tablet to a worker by a one-time code. Every other route stays shut until somebody of the office approves it.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/enrol", params(("slug" = String, Path, description = "The municipality's short name")),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "EnrolRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "EnrolAnswer"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: the code is wrong, used or expired"),
    )
)]
pub(super) async fn enrol(
    State(served): State<Served>,
    Path(slug): Path<String>,
    Sent(body): Sent,
) -> Result<Response, Failed> {
    let (office, name) = (served.clone(), slug.clone());
    let answer = at(served, slug, move |municipality| {
        let request = EnrolRequest::decode(&body)?;
        municipality.enrol(&request)?.ok_or(Failed(ProblemCode::Code))
    });
    let answer = answer.await?;
    // No event says that a tablet has come: those who wait for it are told.
    if let Some(place) = office.place(&name) {
        place.ring();
    }
    Ok(answer)
}

/// Takes in what a tablet made.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/push", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "PushRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "PushAnswer"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not approved"),
        (status = 503, content_type = "application/cbor", body = Vec<u8>, description = "Problem: busy"),
    )
)]
pub(super) async fn push(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        // Unsent work of a revoked tablet is taken in, too: it waits for a coordinator.
        let (by, _) = proved(municipality, &headers, "push", &known.body, true)?;
        let request = PushRequest::decode(&known.body)?;
        if request.events().next().is_none() {
            return Ok(municipality.head_of(&by)?);
        }
        municipality.push(request)?.map_err(Failed)
    })
    .await
}

/// Gives a tablet what is new to it.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/pull", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "PullRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "PullAnswer"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: revoked, or not approved"),
    )
)]
pub(super) async fn pull(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let (by, prover) = proved(municipality, &headers, "pull", &known.body, false)?;
        Ok(municipality.pull(&by, prover, &PullRequest::decode(&known.body)?)?)
    })
    .await
}

/// Takes again what the log lost by a restore and somebody still holds.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/offer", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "OfferRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "OfferAnswer"),
        (status = 413, content_type = "application/cbor", body = Vec<u8>, description = "Problem: too large"),
    )
)]
pub(super) async fn offer(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let by = proved_open(municipality, &headers, "offer", &known.body)?;
        municipality.offer(&by, OfferRequest::decode(&known.body)?)?.map_err(Failed)
    })
    .await
}

/// Writes down who looked at whom outside the caseload.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/looks", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "LooksRequest"),
    responses((status = 200, content_type = "application/cbor", body = Vec<u8>, description = "LooksAnswer"))
)]
pub(super) async fn looks(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let by = proved_open(municipality, &headers, "looks", &known.body)?;
        Ok(municipality.looks(&by, LooksRequest::decode(&known.body)?)?)
    })
    .await
}

/// Compares what both hold.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/digest", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "DigestRequest"),
    responses((status = 200, content_type = "application/cbor", body = Vec<u8>, description = "DigestAnswer"))
)]
pub(super) async fn digest(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let (by, prover) = proved(municipality, &headers, "digest", &known.body, false)?;
        Ok(municipality.digest(&by, prover, &DigestRequest::decode(&known.body)?)?)
    })
    .await
}

/// Says the log's hash at some positions.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/heads", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "HeadsRequest"),
    responses((status = 200, content_type = "application/cbor", body = Vec<u8>, description = "HeadsAnswer"))
)]
pub(super) async fn heads(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        proved(municipality, &headers, "heads", &known.body, false)?;
        Ok(municipality.heads(&HeadsRequest::decode(&known.body)?)?)
    })
    .await
}

/// Keeps what opens a tablet again, and says what is kept.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/wraps", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "WrapsRequest"),
    responses((status = 200, content_type = "application/cbor", body = Vec<u8>, description = "WrapsAnswer"))
)]
pub(super) async fn wraps(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let by = proved_open(municipality, &headers, "wraps", &known.body)?;
        Ok(municipality.wraps(&by, &WrapsRequest::decode(&known.body)?)?)
    })
    .await
}

/// Answers a tablet that asks for its keys. It proves itself by its transport key; one whose key store is gone cannot, and
/// is marked so for the two people who compare its digits. The keys themselves are sealed to the request's own key.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/recover", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = Option<String>, Header, description = "Proof over route and body; without it the tablet is marked as not proved"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "RecoverRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "RecoverAnswer"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled, or another tablet's"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: revoked, or not approved"),
        (status = 503, content_type = "application/cbor", body = Vec<u8>, description = "Problem: busy; without a proof one address may ask so often"),
    )
)]
pub(super) async fn recover(
    State(served): State<Served>,
    Path(slug): Path<String>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    const NOT: Failed = Failed(ProblemCode::NotEnrolled);
    let proves = headers.contains_key(PROOF_HEADER);
    let peer = peer.map_or(IpAddr::from(Ipv4Addr::LOCALHOST), |Extension(ConnectInfo(peer))| peer.ip());
    // Whoever proves nothing may be anybody.
    let now = served.place(&slug).ok_or(NOT)?.municipality.clock.now();
    if !proves && served.strangers.is_pushed(network(peer), now) {
        return Err(Failed(ProblemCode::Busy));
    }
    at(served, slug, move |municipality| {
        let by = if proves { Some(proved(municipality, &headers, "recover", &body, false)?.0) } else { None };
        let request = RecoverRequest::decode(&body)?;
        if by.as_ref().is_some_and(|by| by.installation != request.installation) {
            return Err(NOT);
        }
        municipality.recovery_asked(&request, by.is_some())?.ok_or(NOT)
    })
    .await
}

/// Takes in what another tablet made and could not send. Nothing of what becomes of it is told to the carrier.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/carry", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "CarryRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "CarryAnswer"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: revoked, or not approved"),
        (status = 503, content_type = "application/cbor", body = Vec<u8>, description = "Problem: busy"),
    )
)]
pub(super) async fn carry(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        // Who made it decides, not who brings it: a carrier whose rights rest or ended keeps nobody's work.
        let (by, _) = proved(municipality, &headers, "carry", &known.body, true)?;
        municipality.carry(&by, &CarryRequest::decode(&known.body)?)?.map_err(Failed)
    })
    .await
}

/// Says what concerns a tablet as a whole. One whose rights were taken is answered, too: it may have an order to hear.
#[utoipa::path(
    post, tag = "sync", path = "/m/{slug}/contact", params(
        ("slug" = String, Path, description = "The municipality's short name"),
        ("vizitas-proof" = String, Header, description = "Proof over route and body"),
    ),
    request_body(content = Vec<u8>, content_type = "application/cbor", description = "ContactRequest"),
    responses(
        (status = 200, content_type = "application/cbor", body = Vec<u8>, description = "ContactAnswer"),
        (status = 401, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not enrolled"),
        (status = 403, content_type = "application/cbor", body = Vec<u8>, description = "Problem: not approved, or refused"),
    )
)]
pub(super) async fn contact(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Anytime(known): Anytime,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let (by, prover) = proved_at_any_time(municipality, &headers, "contact", &known.body)?;
        let request = ContactRequest::decode(&known.body)?;
        if by.standing() == Standing::Revoked {
            asked_without_rights(municipality, &by);
        }
        // Whoever has a tablet's transport key says nothing of another. After an order the new one is heard, too.
        if let (Prover::Unlocked, Some(transport)) = (prover, request.transport) {
            municipality.hear_transport(&by, transport, |_| true)?;
        }
        Ok(municipality.contact(&by, &request)?)
    })
    .await
}

/// Whether every log answers.
#[utoipa::path(get, tag = "service", path = "/healthz", responses(
    (status = 200, description = "Every log answers"),
    (status = 500, description = "One does not"),
))]
pub(super) async fn healthz(State(served): State<Served>) -> Result<&'static str, Failed> {
    let looked = tokio::task::spawn_blocking(move || served.look()).await;
    looked.map_err(|_| Failed(ProblemCode::Failed))??;
    Ok("ok")
}
