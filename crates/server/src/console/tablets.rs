//! Tablets: whose they are, giving and taking them, and letting in those that came by a code.

use super::at::{Answer, At, Named};
use super::names::full;
use super::problem::Problem;
use super::rights::{KEEP_TABLETS, Reach, Routes};
use super::scope::{Scope, covers};
use super::session::Qr;
use crate::Approval;
use crate::approve::Approved;
use crate::error::Error;
use crate::log::{Installation, Leased, StaffRow, Standing, Wipe};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::unseen::Sighting;
use vizitas_replica::Worker;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::recovery::Owner;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(KEEP_TABLETS, routes!(list))
        .route(KEEP_TABLETS.waiting(), routes!(waiting))
        .route(KEEP_TABLETS, routes!(enrol))
        .route(KEEP_TABLETS, routes!(approve))
        .route(KEEP_TABLETS, routes!(revoke))
        .route(KEEP_TABLETS, routes!(wipe))
}

/// What whoever decides about a waiting tablet has to know.
#[derive(Serialize, ToSchema)]
struct WaitingView {
    /// The digits that the tablet shows, in two groups of four; empty when it has no key to make them of.
    check: String,
    /// Whether whoever asks gave the code: then somebody else approves, if anybody else can.
    gave: bool,
    /// Who else can.
    #[schema(value_type = Vec<String>)]
    others: Vec<Text>,
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
    #[schema(value_type = String)]
    name: Text,
    /// When it was enrolled.
    since: i64,
    /// While it waits for approval; none: it was decided on.
    waiting: Option<WaitingView>,
    /// Whether it was ever approved: of one that is revoked and was not, that it was refused.
    approved: bool,
    /// When its rights were taken, or it was refused.
    revoked: Option<i64>,
    /// Since when its rights rest, because its worker's access does.
    suspended: Option<i64>,
    /// Which life of its chain: more than one when it was enrolled anew.
    incarnation: u32,
    /// When it last asked for what is new while somebody had it unlocked; none: never.
    seen: Option<i64>,
    /// When somebody was shown the code that opens it without its PIN, as long as it may not have been used.
    code_given: Option<i64>,
    /// Whether work that it handed in has no place and waits for a person.
    holds: bool,
    /// Until when what lies on it may be read without another contact; none: it was never in contact, or has no rights.
    lease: Option<i64>,
    /// The order to destroy its keys, when somebody gave it.
    wipe: Option<WipeView>,
}

/// An order to a lost tablet.
#[derive(Serialize, ToSchema)]
struct WipeView {
    /// When it was given.
    asked: i64,
    /// When the tablet said that it has cleared itself; none: it has not been in contact since.
    cleared: Option<i64>,
}

/// The tablets of the workers within reach, the newest first.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/tablets", params(("slug" = String, Path)), operation_id = "tablets_list",
    responses((status = 200, body = Vec<TabletView>), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<TabletView>> {
    at.run(|at| Ok(views(at, |_| true)?)).await
}

/// Those of them that wait for approval.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/tablets/waiting", params(("slug" = String, Path)),
    operation_id = "tablets_waiting",
    responses((status = 200, body = Vec<TabletView>), (status = 403, body = Problem))
)]
async fn waiting(at: At) -> Answer<Vec<TabletView>> {
    at.run(|at| Ok(views(at, |tablet| tablet.standing() == Standing::Waiting)?)).await
}

/// A tablet with what stands beside it.
struct Known {
    tablet: Installation,
    sighting: Option<Sighting>,
    code_given: Option<Time>,
    holds: bool,
    lease: Option<Leased>,
    wipe: Option<Wipe>,
}

fn views(at: &At, wanted: impl Fn(&Installation) -> bool) -> Result<Vec<TabletView>, Error> {
    let office = at.municipality();
    let given = office.given_codes()?;
    let tablets = office.log.read(|log| {
        let tablets = log.tablets()?.into_iter().filter(|tablet| wanted(tablet));
        let known = tablets.map(|tablet| {
            let holds = log.is_undecided(tablet.installation)?;
            let owner = Owner { installation: tablet.installation, incarnation: tablet.incarnation };
            let code_given = given.get(&owner).copied();
            let (sighting, wipe) = (log.sighting(tablet.installation)?, log.wipe(tablet.installation)?);
            let lease = log.leased(tablet.installation)?;
            Ok(Known { sighting, code_given, holds, lease, wipe, tablet })
        });
        known.collect::<Result<Vec<_>, Error>>()
    })?;
    if tablets.is_empty() {
        return Ok(Vec::new());
    }
    let keepers = keepers(at)?;
    office.folded(|replica| {
        let scope: Scope = at.own_scope_in(replica)?;
        let mut views = Vec::with_capacity(tablets.len());
        for known in tablets.into_iter().filter(|known| scope.has_worker(known.tablet.actor)) {
            let worker = replica.worker(known.tablet.actor)?;
            views.push(view(at, known, worker.as_ref(), &keepers));
        }
        Ok(views)
    })
}

fn view(at: &At, known: Known, worker: Option<&Worker>, keepers: &[StaffRow]) -> TabletView {
    let Known { tablet, sighting, code_given, holds, lease, wipe } = known;
    let lease = lease.filter(|_| tablet.standing() == Standing::Approved);
    let profile = worker.map(|worker| &worker.profile);
    let waiting = (tablet.standing() == Standing::Waiting).then(|| WaitingView {
        check: check_of(&tablet),
        gave: tablet.given_by == Some(at.staff.actor),
        others: others(at, worker, keepers).map(|row| row.name.clone()).collect(),
    });
    TabletView {
        tablet: tablet.installation,
        worker: tablet.actor,
        code: profile.map(|profile| profile.code.to_string()).unwrap_or_default(),
        name: profile.map(|profile| full(&profile.given, &profile.surname)).unwrap_or_default(),
        since: tablet.since.0,
        waiting,
        approved: tablet.approved.is_some(),
        revoked: tablet.revoked.map(|at| at.0),
        suspended: tablet.suspended.map(|at| at.0),
        incarnation: tablet.incarnation,
        seen: sighting.map(|sighting| sighting.at.0),
        code_given: code_given.map(|at| at.0),
        holds,
        lease: lease.map(|lease| lease.until.0),
        wipe: wipe.map(|wipe| WipeView { asked: wipe.asked.0, cleared: wipe.cleared.map(|at| at.0) }),
    }
}

fn check_of(tablet: &Installation) -> String {
    let number = |to| CheckNumber::of(&tablet.sign_key, to).to_string();
    tablet.recipient.as_ref().map(number).unwrap_or_default()
}

/// Those who sign in and may keep tablets, whoever's. Who was only invited cannot approve anything yet.
fn keepers(at: &At) -> Result<Vec<StaffRow>, Error> {
    let (mut rows, now) = (at.municipality().staff()?, at.municipality().clock.now());
    rows.retain(|row| {
        row.may_sign_in(now) && row.totp_proved && KEEP_TABLETS.reach(row.role) != Reach::Nothing
    });
    Ok(rows)
}

/// Who else than whoever asks can approve a tablet of this worker's.
fn others<'a>(
    at: &At,
    worker: Option<&'a Worker>,
    keepers: &'a [StaffRow],
) -> impl Iterator<Item = &'a StaffRow> {
    let own = at.staff.actor;
    keepers.iter().filter(move |row| {
        let reaches = match KEEP_TABLETS.reach(row.role) {
            Reach::All => true,
            Reach::Unit => worker.is_some_and(|worker| covers(&row.unit, worker)),
            Reach::Own | Reach::Nothing => false,
        };
        row.actor != own && reaches
    })
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
        let (code, until) = office.enrolment_code_for(&office.data, at.by(), worker, Approval::Asked)?;
        let code = code.to_string();
        Ok(TabletCode { qr: Qr::of(&code)?, code, until: until.0 })
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct OneTablet {
    pub(super) tablet: InstallationId,
}

/// Lets a waiting tablet in, after its check number was compared. Who gave its code is answered `own_code`, as long as
/// somebody else can.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/tablets/{tablet}/approve", operation_id = "tablets_approve",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
async fn approve(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let office = at.municipality();
        let known = within(at, tablet)?;
        let worker = office.folded(|replica| Ok(replica.worker(known.actor)?))?;
        let others = others(at, worker.as_ref(), &keepers(at)?).next().is_some();
        match office.approve_tablet(at.by(), tablet, others)? {
            Approved::Done => rung(at),
            Approved::Gone => Err(Error::Moved.into()),
            Approved::OwnCode => Err(Problem::unfit("own_code")),
        }
    })
    .await
}

/// Takes a tablet's rights: lost, broken, or its worker left. One that waits for approval is refused.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/tablets/{tablet}", operation_id = "tablets_revoke",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn revoke(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, tablet)?;
        let done = at.municipality().revoke_tablet(at.by(), tablet)?;
        done.then_some(()).ok_or_else(Problem::not_found)?;
        rung(at)
    })
    .await
}

/// Orders a lost tablet to destroy its keys at its next contact; its rights are taken at once. An offline tablet is not reached
/// by this.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/tablets/{tablet}/wipe", operation_id = "tablets_wipe",
    params(("slug" = String, Path), ("tablet" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn wipe(at: At, Named(OneTablet { tablet }): Named<OneTablet>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, tablet)?;
        let done = at.municipality().order_wipe(at.by(), tablet)?;
        done.then_some(()).ok_or_else(Problem::not_found)?;
        rung(at)
    })
    .await
}

/// A tablet, when its worker is within reach.
pub(super) fn within(at: &At, tablet: InstallationId) -> Result<Installation, Problem> {
    let known = at.municipality().log.read(|log| log.installation(tablet))?.ok_or_else(Problem::not_found)?;
    if at.scope()?.has_worker(known.actor) { Ok(known) } else { Err(Problem::not_allowed()) }
}

/// What was decided shows on every screen of the office.
fn rung(at: &At) -> Result<(), Problem> {
    at.door.served.place(&at.door.slug).ok_or_else(Problem::not_found)?.ring();
    Ok(())
}
