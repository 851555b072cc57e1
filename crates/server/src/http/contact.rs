//! The route by which a tablet says that it is there, open or locked.

use super::Served;
use super::answer::Failed;
use super::known::Known;
use super::proof::{asked_without_rights, proved_at_any_time};
use super::routes::at;
use crate::log::Standing;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use vizitas_sync::wire::{ContactRequest, Message, Prover};

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
    known: Known,
) -> Result<Response, Failed> {
    at(served, slug, move |municipality| {
        let (by, prover) = proved_at_any_time(municipality, &headers, "contact", &known.body)?;
        let request = ContactRequest::decode(&known.body)?;
        if by.standing() == Standing::Revoked {
            asked_without_rights(municipality, &by);
        }
        // Whoever has a tablet's transport key says nothing of another.
        if let (Prover::Unlocked, Some(transport)) = (prover, request.transport) {
            municipality.hear_transport(&by, transport)?;
        }
        Ok(municipality.contact(&by, &request)?)
    })
    .await
}
