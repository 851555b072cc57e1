//! Tablets: whose they are, and giving and taking them.

use super::at::{Answer, At, Named};
use super::problem::Problem;
use super::rights::{KEEP_TABLETS, Routes};
use super::session::Qr;
use crate::error::Error;
use crate::log::Installation;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, InstallationId};

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(KEEP_TABLETS, routes!(list))
        .route(KEEP_TABLETS, routes!(enrol))
        .route(KEEP_TABLETS, routes!(revoke))
}

/// A worker's tablet.
#[derive(Serialize, ToSchema)]
struct TabletView {
    #[schema(value_type = Uuid)]
    tablet: InstallationId,
    #[schema(value_type = Uuid)]
    worker: ActorId,
    /// The worker's code and name.
    code: String,
    name: String,
    /// When it was enrolled.
    since: i64,
    /// When its rights were taken.
    revoked: Option<i64>,
    /// Which life of its chain: more than one when it was enrolled anew.
    incarnation: u32,
    /// When it last asked for what is new while somebody had it unlocked; none: never.
    seen: Option<i64>,
    /// Whether work that it handed in has no place and waits for a person.
    holds: bool,
}

/// The tablets of the workers within reach, the newest first.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/tablets", params(("slug" = String, Path)), operation_id = "tablets_list",
    responses((status = 200, body = Vec<TabletView>), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<TabletView>> {
    at.run(|at| {
        let scope = at.scope()?;
        let office = at.municipality();
        let tablets = office.log.read(|log| {
            let known = log.tablets()?.into_iter().filter(|tablet| scope.has_worker(tablet.actor));
            let beside = |tablet: Installation| {
                Ok((log.is_undecided(tablet.installation)?, log.sighting(tablet.installation)?, tablet))
            };
            known.map(beside).collect::<Result<Vec<_>, Error>>()
        })?;
        office
            .folded(|replica| {
                let mut views = Vec::with_capacity(tablets.len());
                for (holds, sighting, tablet) in tablets {
                    let worker = replica.worker(tablet.actor)?;
                    let profile = worker.as_ref().map(|worker| &worker.profile);
                    views.push(TabletView {
                        tablet: tablet.installation,
                        worker: tablet.actor,
                        code: profile.map(|profile| profile.code.to_string()).unwrap_or_default(),
                        name: profile
                            .map(|profile| format!("{} {}", &*profile.given, &*profile.surname))
                            .unwrap_or_default(),
                        since: tablet.since.0,
                        revoked: tablet.revoked.map(|at| at.0),
                        incarnation: tablet.incarnation,
                        seen: sighting.map(|sighting| sighting.at.0),
                        holds,
                    });
                }
                Ok(views)
            })
            .map_err(Problem::from)
    })
    .await
}

#[derive(Deserialize)]
struct OneWorker {
    worker: ActorId,
}

/// A one-time code by which a tablet becomes a worker's: scanned or typed.
#[derive(Serialize, ToSchema)]
struct TabletCode {
    code: String,
    qr: Qr,
    /// Until when it is good.
    until: i64,
}

/// Gives a worker a one-time code for a tablet.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/workers/{worker}/tablets", operation_id = "tablets_enrol",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 200, body = TabletCode), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "`worker_left`"))
)]
async fn enrol(at: At, Named(OneWorker { worker }): Named<OneWorker>) -> Answer<TabletCode> {
    at.run(move |at| {
        let office = at.municipality();
        office.folded(|replica| office.works_now(replica, worker))?;
        let (code, until) = office.enrolment_code_for(&office.data, at.by(), worker)?;
        let code = code.to_string();
        Ok(TabletCode { qr: Qr::of(&code)?, code, until: until.0 })
    })
    .await
}

#[derive(Deserialize)]
struct OneTablet {
    tablet: InstallationId,
}

/// Takes a tablet's rights: lost, broken, or its worker left.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/tablets/{tablet}", operation_id = "tablets_revoke",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn revoke(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let office = at.municipality();
        let known = office.log.read(|log| log.installation(tablet))?.ok_or_else(Problem::not_found)?;
        if !at.scope()?.has_worker(known.actor) {
            return Err(Problem::not_allowed());
        }
        office.revoke_tablet(at.by(), tablet)?.then_some(()).ok_or_else(Problem::not_found)
    })
    .await
}
