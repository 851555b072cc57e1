//! The people who sign in: adding, changing, setting up anew, and ending their sessions.

use super::at::{Answer, At, Named, Sent};
use super::problem::Problem;
use super::rights::{ADMINISTER, Routes};
use super::session::SessionView;
use crate::error::Error;
use crate::log::StaffRow;
use crate::staff::{NewStaff, StaffChange, StaffRole};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(ADMINISTER, routes!(list))
        .route(ADMINISTER, routes!(add))
        .route(ADMINISTER, routes!(change))
        .route(ADMINISTER, routes!(reset))
        .route(ADMINISTER, routes!(sessions))
        .route(ADMINISTER, routes!(end))
}

/// Where somebody stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// Has not signed in yet: the set-up code waits.
    Invited,
    /// Signs in.
    Active,
    /// May not sign in any more.
    Disabled,
    /// May not until an administrator gives access back, which lay unused.
    Suspended,
}

/// Somebody who signs in.
#[derive(Serialize, ToSchema)]
struct StaffView {
    #[schema(value_type = Uuid)]
    actor: ActorId,
    #[schema(value_type = String)]
    login: Text,
    #[schema(value_type = String)]
    name: Text,
    role: StaffRole,
    /// Unit of the office; empty: the whole municipality.
    #[schema(value_type = String)]
    unit: Text,
    /// The office's code, when this person also visits.
    #[schema(value_type = Option<String>)]
    worker: Option<Text>,
    standing: Standing,
    since: i64,
    /// When last active, in a session that may be over; none before the first.
    seen: Option<i64>,
    /// How many sessions last.
    sessions: usize,
    /// How many passkeys there are.
    passkeys: usize,
}

impl StaffView {
    fn of(row: StaffRow, at: &At) -> Result<Self, Error> {
        let (sessions, seen) =
            (at.municipality().sessions(row.actor)?, at.municipality().last_seen(row.actor)?);
        let worker = at.municipality().folded(|replica| Ok(replica.worker(row.actor)?))?;
        let has_access = row.has_access(at.municipality().clock.now());
        let standing = match (has_access, row.suspended, row.totp_proved) {
            (false, ..) => Standing::Disabled,
            (true, Some(_), _) => Standing::Suspended,
            (true, None, true) => Standing::Active,
            (true, None, false) => Standing::Invited,
        };
        let StaffRow { actor, login, name, role, unit, since, .. } = row;
        Ok(Self {
            actor,
            login,
            name,
            role,
            unit,
            worker: worker.map(|worker| worker.profile.code),
            standing,
            since: since.0,
            seen: seen.map(|seen| seen.0),
            sessions: sessions.len(),
            passkeys: at.municipality().passkeys(actor)?.len(),
        })
    }
}

/// Everybody who signs in, by login.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/staff", params(("slug" = String, Path)),
    operation_id = "staff_list", responses((status = 200, body = Vec<StaffView>), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<StaffView>> {
    at.run(|at| {
        let rows = at.municipality().staff()?.into_iter();
        Ok(rows.map(|row| StaffView::of(row, at)).collect::<Result<_, _>>()?)
    })
    .await
}

/// Somebody who is to sign in.
#[derive(Deserialize, ToSchema)]
struct StaffNew {
    login: String,
    name: String,
    role: StaffRole,
    /// Empty: the whole municipality.
    unit: String,
    /// The office's code, when this person also visits.
    worker: Option<String>,
}

/// A set-up code to be handed over: good once, and for three days.
#[derive(Serialize, ToSchema)]
struct SetUp {
    #[schema(value_type = Uuid)]
    actor: ActorId,
    code: String,
}

/// Lets somebody sign in.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/staff", operation_id = "staff_add",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = StaffNew,
    responses(
        (status = 200, body = SetUp), (status = 403, body = Problem),
        (status = 404, body = Problem, description = "No worker has this code"),
        (status = 409, body = Problem, description = "`exists`: the login or the worker's code is taken"),
    )
)]
async fn add(at: At, Sent(new): Sent<StaffNew>) -> Answer<SetUp> {
    at.run(move |at| {
        let StaffNew { login, name, role, unit, worker } = new;
        let new = NewStaff { login, name, role, unit, worker };
        let (actor, code) = at.municipality().add_staff(Some(at.by()), &new)?;
        Ok(SetUp { actor, code })
    })
    .await
}

#[derive(Deserialize)]
struct One {
    staff: ActorId,
}

/// What somebody is from now on.
#[derive(Deserialize, ToSchema)]
struct StaffEdit {
    #[schema(value_type = String)]
    name: Text,
    role: StaffRole,
    #[schema(value_type = String)]
    unit: Text,
    disabled: bool,
}

/// Changes somebody's name, role, unit, and whether signing in is allowed; a change of the latter three ends the sessions.
#[utoipa::path(
    put, tag = "office", path = "/m/{slug}/api/staff/{staff}", operation_id = "staff_change",
    params(("slug" = String, Path), ("staff" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = StaffEdit,
    responses(
        (status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "`last_administrator`"),
    )
)]
async fn change(
    at: At,
    Named(One { staff }): Named<One>,
    Sent(edit): Sent<StaffEdit>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let StaffEdit { name, role, unit, disabled } = edit;
        let change = StaffChange { name, role, unit, disabled };
        at.municipality().change_staff(at.by(), staff, change).map_err(|error| match error {
            Error::Invalid(_) => Problem::unfit("last_administrator"),
            error => error.into(),
        })
    })
    .await
}

/// Gives a new set-up code to somebody who lost the password or the phone.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/staff/{staff}/reset", operation_id = "staff_reset",
    params(("slug" = String, Path), ("staff" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 200, body = SetUp), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn reset(at: At, Named(One { staff }): Named<One>) -> Answer<SetUp> {
    at.run(move |at| {
        let code = at.municipality().reset_staff(Some(at.by()), staff)?;
        Ok(SetUp { actor: staff, code })
    })
    .await
}

/// Somebody's sessions that last, the newest first.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/staff/{staff}/sessions", operation_id = "staff_sessions",
    params(("slug" = String, Path), ("staff" = Uuid, Path)),
    responses((status = 200, body = Vec<SessionView>), (status = 403, body = Problem))
)]
async fn sessions(at: At, Named(One { staff }): Named<One>) -> Answer<Vec<SessionView>> {
    at.run(move |at| {
        let sessions = at.municipality().sessions(staff)?;
        Ok(sessions.into_iter().map(|session| SessionView::of(session, at)).collect())
    })
    .await
}

#[derive(Deserialize)]
struct OneSession {
    staff: ActorId,
    session: Uuid,
}

/// Ends one of somebody's sessions.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/staff/{staff}/sessions/{session}", operation_id = "staff_session_end",
    params(
        ("slug" = String, Path), ("staff" = Uuid, Path), ("session" = Uuid, Path),
        ("vizitas-console" = String, Header),
    ),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn end(at: At, Named(one): Named<OneSession>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let ended = at.municipality().end_session(at.by(), one.staff, one.session)?;
        ended.then_some(()).ok_or_else(Problem::not_found)
    })
    .await
}
