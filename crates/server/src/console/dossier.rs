//! A client's dossier: made for a reason, handed over by a person.

use super::at::{Answer, At, Named, Sent};
use super::clients::OneClient;
use super::problem::Problem;
use super::rights::{Reach, Right, Routes};
use crate::dossier::{Asking, Dossier};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;

/// To give a person all that is held of her: whoever answers for the unit or for how people are served.
const EXPORT: Right =
    Right::of([Reach::Nothing, Reach::Unit, Reach::All, Reach::Unit, Reach::Nothing]).within_reach();
/// Characters a reason has at least.
pub(super) const SHORTEST_REASON: usize = 3;

pub(super) fn routes() -> Routes {
    Routes::default().route(EXPORT, routes!(export))
}

/// Why, and for whom.
#[derive(Deserialize, ToSchema)]
struct DossierAsked {
    /// Why it is made; the audit keeps it.
    reason: String,
    /// Whether those who looked are named, for the office alone: the client is told their roles.
    #[serde(default)]
    names: bool,
}

/// A dossier.
#[derive(Serialize, ToSchema)]
pub(super) struct DossierMade {
    /// One page, fit to print, in the client's language where there are words in it.
    html: String,
    /// As docs/DOSSIER.md has it.
    #[schema(value_type = Object)]
    json: Value,
    /// Places that may name other people: somebody reads them before it is handed over.
    marks: usize,
    /// Unannounced visits to come, which it does not tell.
    withheld: usize,
}

pub(super) fn made(Dossier { html, json, marks, withheld }: Dossier) -> DossierMade {
    DossierMade { html, json, marks, withheld }
}

/// Everything that is held of a client, for the client.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients/{client}/dossier", operation_id = "clients_dossier",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = DossierAsked,
    responses((status = 200, body = DossierMade), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
async fn export(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(asked): Sent<DossierAsked>,
) -> Answer<DossierMade> {
    at.run(move |at| {
        let why = asked.reason.trim();
        if why.chars().count() < SHORTEST_REASON {
            return Err(Problem::unfit("why_needed"));
        }
        // What is withheld is given for a legal claim alone, and not here.
        if at.municipality().withheld()?.contains(&client) {
            return Err(Problem::not_found());
        }
        let asking = Asking { by: at.by(), why, names: asked.names };
        Ok(made(at.municipality().dossier_of(client, asking)?))
    })
    .await
}
