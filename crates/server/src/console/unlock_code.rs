//! The supervisor's code of a tablet, shown to somebody who leads its worker, for a reason.

use super::at::{Answer, At, Named, Sent};
use super::problem::Problem;
use super::rights::{KEEP_TABLETS, Routes};
use super::session::Qr;
use super::tablets::{OneTablet, within};
use crate::recovery::NoCode;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default().route(KEEP_TABLETS, routes!(give)).route(KEEP_TABLETS, routes!(take_back))
}

/// Why the code is wanted.
#[derive(Deserialize, ToSchema)]
struct UnlockReason {
    #[schema(value_type = String)]
    reason: Text,
}

/// A code that opens a worker's locked tablet without a connection, once.
#[derive(Serialize, ToSchema)]
struct UnlockCodeView {
    /// In groups of five, to be read out.
    code: String,
    /// The same with the office's signature, to be pasted.
    signed: String,
    /// The signed form, to be scanned.
    qr: Qr,
    /// Until when it opens.
    until: i64,
}

/// Shows a tablet's code. That it was shown stands in the audit with the reason, and the tablet makes another at its next
/// contact.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/tablets/{tablet}/unlock-code", operation_id = "tablets_unlock_code",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = UnlockReason,
    responses(
        (status = 200, body = UnlockCodeView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "`reason_missing`, `unlock_code_none`, `unlock_code_expired`, `tablet_revoked`"),
    )
)]
async fn give(
    at: At,
    Named(OneTablet { tablet }): Named<OneTablet>,
    Sent(UnlockReason { reason }): Sent<UnlockReason>,
) -> Answer<UnlockCodeView> {
    at.run(move |at| {
        let known = within(at, tablet)?;
        let reason = Text::trimmed(&reason);
        if reason.is_empty() {
            return Err(Problem::unfit("reason_missing"));
        }
        let given = at.municipality().give_unlock_code(at.by(), &known, &reason)?;
        let given = given.map_err(|none| match none {
            NoCode::None => Problem::unfit("unlock_code_none"),
            NoCode::Expired => Problem::unfit("unlock_code_expired"),
            NoCode::Revoked => Problem::unfit("tablet_revoked"),
        })?;
        Ok(UnlockCodeView {
            qr: Qr::of(&given.signed)?,
            code: given.code.to_string(),
            signed: given.signed.to_string(),
            until: given.until.0,
        })
    })
    .await
}

/// Takes back a code that was given: it is shown to nobody any more, and the tablet destroys it once it is open and has contact.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/tablets/{tablet}/unlock-code", operation_id = "tablets_unlock_code_back",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn take_back(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let known = within(at, tablet)?;
        let taken = at.municipality().take_back_unlock_code(at.by(), &known)?;
        if taken { Ok(()) } else { Err(Problem::not_found()) }
    })
    .await
}
