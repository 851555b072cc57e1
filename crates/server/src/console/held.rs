//! What is decided about work of a tablet that has no place in the log. Nothing is dropped by it.

use super::at::{Answer, At, Named, Sent};
use super::inbox_view::unhex;
use super::problem::Problem;
use super::rights::{REPLAN, Routes};
use crate::inbox::HeldAct;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::InstallationId;
use vizitas_domain::text::Text;
use vizitas_sync::hash::Hash;

pub(super) fn routes() -> Routes {
    Routes::default().route(REPLAN, routes!(decide))
}

#[derive(Deserialize)]
struct OneTablet {
    tablet: InstallationId,
}

/// What is done with held work.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HeldDecision {
    /// Looked at once more whether it may have its place by now.
    Place,
    /// Seen; it stays aside.
    Keep,
    /// Seen, and not needed; it stays aside all the same.
    LetGo,
    /// The decision was a mistake: it waits again.
    TakeUp,
}

/// A decision about held work.
#[derive(Deserialize, ToSchema)]
struct HeldWish {
    /// Which, by their hashes as the inbox names them.
    hashes: Vec<String>,
    act: HeldDecision,
    #[serde(default)]
    #[schema(value_type = String)]
    words: Text,
}

/// What came of a decision.
#[derive(Serialize, ToSchema)]
struct HeldDone {
    /// How many things it was done with.
    done: usize,
    /// How many it was not done with.
    left: usize,
}

/// Decides about work that a tablet handed in and that has no place.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tablets/{tablet}/held", operation_id = "held_decide",
    params(("slug" = String, Path), ("tablet" = Uuid, Path)), request_body = HeldWish,
    responses(
        (status = 200, body = HeldDone), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)
    )
)]
async fn decide(
    at: At,
    Named(OneTablet { tablet }): Named<OneTablet>,
    Sent(wish): Sent<HeldWish>,
) -> Answer<HeldDone> {
    at.run(move |at| {
        let office = at.municipality();
        let known = office.log.read(|log| log.installation(tablet))?.ok_or_else(Problem::not_found)?;
        if !at.scope()?.has_worker(known.actor) {
            return Err(Problem::not_allowed());
        }
        let hashes: Option<BTreeSet<Hash>> = wish.hashes.iter().map(|hash| unhex(hash)).collect();
        let hashes = hashes.ok_or_else(Problem::malformed)?;
        let act = match wish.act {
            HeldDecision::Place => None,
            HeldDecision::Keep => Some(HeldAct::Keep),
            HeldDecision::LetGo => Some(HeldAct::LetGo),
            HeldDecision::TakeUp => Some(HeldAct::TakeUp),
        };
        let done = match act {
            Some(act) => office.decide_held(at.by(), tablet, &hashes, act, &wish.words)?,
            None => office.place_held(at.by(), tablet, &hashes)?,
        };
        if act.is_some() && done == 0 {
            return Err(Problem::new(StatusCode::CONFLICT, "settled_meanwhile"));
        }
        Ok(HeldDone { done, left: hashes.len().saturating_sub(done) })
    })
    .await
}
