//! Whose access lies unused: who is warned of, whose rests, and how it is given back.

use super::at::{Answer, At, Named};
use super::names::Names;
use super::problem::Problem;
use super::rights::{ADMINISTER, Routes};
use crate::idle::{Access, Account};
use crate::staff::StaffRole;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default().route(ADMINISTER, routes!(idle)).route(ADMINISTER, routes!(give_back))
}

/// Somebody whose access lies unused.
#[derive(Serialize, ToSchema)]
struct IdleView {
    #[schema(value_type = Uuid)]
    person: ActorId,
    #[schema(value_type = String)]
    name: Text,
    /// What is typed at sign-in; none: by tablet alone.
    #[schema(value_type = Option<String>)]
    login: Option<Text>,
    role: Option<StaffRole>,
    /// When last heard of, at the console or by an unlocked tablet; none: never.
    seen: Option<i64>,
    tablets: usize,
    /// Since when access rests.
    suspended: Option<i64>,
    /// When it will, if nothing is heard.
    ends: Option<i64>,
}

/// Whose access rests or soon will, whoever is next first.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/idle", operation_id = "idle_list", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<IdleView>), (status = 403, body = Problem))
)]
async fn idle(at: At) -> Answer<Vec<IdleView>> {
    at.run(|at| {
        let office = at.municipality();
        let names = Names::of(at)?;
        let staff: BTreeMap<ActorId, (Text, StaffRole)> =
            office.staff()?.into_iter().map(|row| (row.actor, (row.login, row.role))).collect();
        let mut idle = office.idle_accounts()?;
        idle.sort_by_key(|one| match one.access {
            Access::Suspended(since) => (1, -since.0),
            Access::Ending { ends, .. } => (0, ends.0),
            Access::InUse | Access::Over => (0, 0),
        });
        let now = office.clock.now();
        let view = |Account { actor, seen, tablets, access }| {
            let (login, role) = staff.get(&actor).cloned().unzip();
            let (suspended, ends) = match access {
                Access::Suspended(since) => (Some(since), None),
                Access::Ending { ends, .. } => (None, Some(ends)),
                Access::Over => (None, Some(now)),
                Access::InUse => (None, None),
            };
            IdleView {
                person: actor,
                name: names.name(actor).cloned().unwrap_or_default(),
                login,
                role,
                seen: seen.map(|at| at.0),
                tablets,
                suspended: suspended.map(|at| at.0),
                ends: ends.map(|at| at.0),
            }
        };
        Ok(idle.into_iter().map(view).collect())
    })
    .await
}

#[derive(Deserialize)]
struct One {
    person: ActorId,
}

/// Gives somebody's access back: everything goes on as it was.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/idle/{person}", operation_id = "idle_give_back",
    params(("slug" = String, Path), ("person" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn give_back(at: At, Named(One { person }): Named<One>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().lift_suspension(at.by(), person)?)).await
}
