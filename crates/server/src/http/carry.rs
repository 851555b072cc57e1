//! The route by which one tablet delivers what it carries for another.

use super::Served;
use super::answer::Failed;
use super::known::Known;
use super::proof::proved;
use super::routes::at;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use vizitas_sync::wire::{CarryRequest, Message};

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
