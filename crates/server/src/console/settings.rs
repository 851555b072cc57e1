//! The office's settings, a noun at a time. A secret goes in and never comes out; a field that makes no sense is named.

use super::at::{Answer, At, Named, Sent};
use super::problem::Problem;
use super::rights::{ADMINISTER, Routes};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::default().route(ADMINISTER, routes!(settings)).route(ADMINISTER, routes!(write_settings))
}

#[derive(Deserialize)]
struct OneNoun {
    noun: String,
}

/// A noun's settings: `messages`, `email`, `sms`, `templates`. Of a secret only whether there is one.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/settings/{noun}", operation_id = "settings",
    params(("slug" = String, Path), ("noun" = String, Path)),
    responses((status = 200, body = Value), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn settings(at: At, Named(one): Named<OneNoun>) -> Answer<Value> {
    at.run(move |at| Ok(at.municipality().settings_shown(&one.noun)?)).await
}

/// Writes a noun's settings whole; a secret left out, or `true`, stays. Which provider says who somebody is asks for a proof,
/// which is used up.
#[utoipa::path(
    put, tag = "messages", path = "/m/{slug}/api/settings/{noun}", operation_id = "settings_write",
    params(("slug" = String, Path), ("noun" = String, Path), ("vizitas-console" = String, Header)),
    request_body = Value,
    responses(
        (status = 204), (status = 404, body = Problem),
        (status = 403, body = Problem, description = "Also `proof_needed`, of `provider`"),
        (status = 422, body = Problem, description = "`invalid`: `field` names what makes no sense"),
    )
)]
async fn write_settings(
    at: At,
    Named(one): Named<OneNoun>,
    Sent(value): Sent<Value>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().set_settings_by(Some(&at.staff), &one.noun, value)?)).await
}
