//! The routes of a profile that no PIN opens: what an open tablet leaves, and what a shut one asks for.

use super::Served;
use super::answer::Failed;
use super::known::Known;
use super::proof::{PROOF_HEADER, proved, proved_open};
use super::routes::at;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use vizitas_sync::wire::{Message, ProblemCode, RecoverRequest, WrapsRequest};

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
    )
)]
pub(super) async fn recover(
    State(served): State<Served>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        const NOT: Failed = Failed(ProblemCode::NotEnrolled);
        let by = if headers.contains_key(PROOF_HEADER) {
            Some(proved(municipality, &headers, "recover", &body, false)?.0)
        } else {
            None
        };
        let request = RecoverRequest::decode(&body)?;
        if by.as_ref().is_some_and(|by| by.installation != request.installation) {
            return Err(NOT);
        }
        municipality.recovery_asked(&request, by.is_some())?.ok_or(NOT)
    })
    .await
}
