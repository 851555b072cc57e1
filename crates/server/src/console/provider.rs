//! Signing in by the municipality's own account, and whose account is whose. The browser goes to the provider and comes back
//! to the console's page, whose script brings what it was given.

use super::at::{Answer, At, Door, Named, Sent};
use super::guard::JOURNEY;
use super::problem::Problem;
use super::rights::{ADMINISTER, ANYBODY, Routes};
use super::session::{Next, entered, short};
use crate::error::Error;
use crate::log::AccountRow;
use crate::staff::{Brought, Turned};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::sync::OwnedSemaphorePermit;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(ANYBODY, short(routes!(begin)))
        .route(ANYBODY, short(routes!(finish)))
        .route(ADMINISTER, routes!(account))
        .route(ADMINISTER, routes!(bind))
        .route(ADMINISTER, routes!(unbind))
}

fn turned(why: Turned) -> Problem {
    match why {
        Turned::Off => Problem::unfit("provider_off"),
        Turned::Silent => Problem::new(StatusCode::BAD_GATEWAY, "provider_silent"),
        Turned::Over => Problem::unfit("ceremony_over"),
        Turned::Wrong => Problem::unfit("provider_wrong"),
        Turned::Unknown(account) => Problem::unfit("account_unknown").with("account", &*account),
        Turned::Suspended => Problem::unfit("account_suspended"),
    }
}

/// Where the browser goes.
#[derive(Serialize, ToSchema)]
struct Away {
    address: String,
}

/// Sends the browser to the provider. Sets a cookie, so that what it brings back is its own.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/session/provider", operation_id = "provider_begin",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 200, body = Away),
        (status = 422, body = Problem, description = "`provider_off`"),
        (status = 502, body = Problem, description = "`provider_silent`: it does not answer"),
        (status = 503, body = Problem, description = "`busy`, again in so many seconds"),
    )
)]
async fn begin(door: Door) -> Result<Response, Problem> {
    let one = door.served.journeys().try_acquire_owned().map_err(|_| Problem::busy())?;
    let slug = door.slug.clone();
    let sent =
        waits(one, move || door.municipality.begin_provider(door.address.to_string())?.map_err(turned));
    let sent = sent.await?;
    let cookie = format!(
        "{JOURNEY}={}; Path=/m/{slug}/; Max-Age=300; Secure; HttpOnly; SameSite=Strict",
        sent.browser
    );
    Ok(([(header::SET_COOKIE, cookie)], Json(Away { address: sent.address })).into_response())
}

/// What the browser was given by the provider.
#[derive(Deserialize, ToSchema)]
struct Back {
    state: String,
    code: String,
    /// As whom the provider answers, where it says so (RFC 9207).
    #[serde(default)]
    iss: Option<String>,
}

/// Signs in whoever comes back from the provider: password and code are not asked. Sets the cookie.
#[utoipa::path(
    put, tag = "session", path = "/m/{slug}/api/session/provider", operation_id = "provider_sign_in",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = Back,
    responses(
        (status = 200, body = Next),
        (status = 422, body = Problem, description = "`provider_wrong`, `ceremony_over`, `provider_off`, \
            `account_suspended`; `account_unknown` with the account, for its owner to tell"),
        (status = 502, body = Problem, description = "`provider_silent`"),
        (status = 503, body = Problem, description = "`busy`, again in so many seconds"),
    )
)]
async fn finish(door: Door, former: Option<At>, Sent(back): Sent<Back>) -> Result<Response, Problem> {
    let former = former.map(|at| (at.staff.actor, at.staff.session));
    let one = door.served.journeys().try_acquire_owned().map_err(|_| Problem::busy())?;
    let slug = door.slug.clone();
    let answer = waits(one, move || {
        let Back { state, code, iss } = back;
        let (cookie, browser, address) =
            (door.journey.clone(), door.browser.clone(), door.address.to_string());
        let brought = Brought { state, code, issuer: iss, cookie, browser, address, former };
        let step = door.municipality.sign_in_by_provider(&brought)?.map_err(turned)?;
        Next::of(step, &door)
    });
    Ok(entered(&slug, answer.await?))
}

/// Does what waits for somebody else's server on a thread that may wait: it takes no room from those who wait for this one. The
/// thread keeps its place in line to the end, also when whoever asked hangs up.
async fn waits<T: Send + 'static>(
    one: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let held = move || {
        let _one = one;
        work()
    };
    tokio::task::spawn_blocking(held).await.map_err(|_| Problem::failed())?
}

#[derive(Deserialize)]
struct One {
    staff: ActorId,
}

/// Somebody's account with the provider.
#[derive(Serialize, ToSchema)]
struct AccountView {
    /// As the provider names it.
    #[schema(value_type = String)]
    subject: Text,
    since: i64,
    used: Option<i64>,
    /// Whether the owner was known by a verified address, and no administrator said so.
    by_address: bool,
}

impl From<AccountRow> for AccountView {
    fn from(AccountRow { subject, since, used, by, actor, .. }: AccountRow) -> Self {
        Self { subject, since: since.0, used: used.map(|at| at.0), by_address: by == actor }
    }
}

/// Whether there is a provider, and somebody's account with it.
#[derive(Serialize, ToSchema)]
struct Accounts {
    /// Whether people sign in by a provider.
    on: bool,
    account: Option<AccountView>,
}

/// Somebody's account with the provider.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/staff/{staff}/account", operation_id = "staff_account",
    params(("slug" = String, Path), ("staff" = Uuid, Path)),
    responses((status = 200, body = Accounts), (status = 403, body = Problem))
)]
async fn account(at: At, Named(One { staff }): Named<One>) -> Answer<Accounts> {
    at.run(move |at| {
        let account = at.municipality().account_of(staff)?.map(AccountView::from);
        Ok(Accounts { on: at.municipality().has_provider()?, account })
    })
    .await
}

/// Which account it is.
#[derive(Deserialize, ToSchema)]
struct AccountNew {
    subject: String,
}

/// Says whose an account is, on a proof, which is used up.
#[utoipa::path(
    put, tag = "office", path = "/m/{slug}/api/staff/{staff}/account", operation_id = "staff_account_bind",
    params(("slug" = String, Path), ("staff" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = AccountNew,
    responses(
        (status = 204), (status = 404, body = Problem),
        (status = 403, body = Problem, description = "Also `proof_needed`"),
        (status = 409, body = Problem, description = "`account_taken`: the account, or the person, has another"),
        (status = 422, body = Problem, description = "`invalid`"),
    )
)]
async fn bind(
    at: At,
    Named(One { staff }): Named<One>,
    Sent(new): Sent<AccountNew>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let bound = at.municipality().bind_account_by(Some(&at.staff), staff, &new.subject);
        bound.map_err(|error| match error {
            Error::Exists(_) => Problem::new(StatusCode::CONFLICT, "account_taken"),
            error => error.into(),
        })
    })
    .await
}

/// Takes back whose an account is. The person's sessions end.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/staff/{staff}/account", operation_id = "staff_account_unbind",
    params(("slug" = String, Path), ("staff" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn unbind(at: At, Named(One { staff }): Named<One>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().unbind_account(at.by(), staff)?)).await
}
