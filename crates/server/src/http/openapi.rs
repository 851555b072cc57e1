//! The routes as OpenAPI 3.1. The messages themselves are described by the sync crate's table of bytes.

use axum::Json;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vizitas",
        description = "Sync of field tablets with their municipality, whose messages are deterministic CBOR; and the \
            office's console, JSON."
    ),
    paths(
        super::routes::enrol,
        super::routes::push,
        super::routes::pull,
        super::routes::offer,
        super::routes::carry,
        super::routes::looks,
        super::routes::digest,
        super::routes::heads,
        super::events::events,
        super::routes::contact,
        super::routes::wraps,
        super::routes::recover,
        super::routes::healthz,
        super::pages::page,
        super::pages::about
    )
)]
struct Document;

/// The document.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi().merge_from(crate::console::document())
}

pub(super) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
