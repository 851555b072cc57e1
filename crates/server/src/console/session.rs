//! Signing in and out, and the own sessions.

use super::at::{Answer, At, Door, Named, Sent};
use super::guard::COOKIE;
use super::problem::Problem;
use super::rights::{ANYBODY, Routes, SIGNED_IN};
use crate::error::Error;
use crate::log::Session;
use crate::staff::{Attempt, Change, Refused, Staff, StaffRole, Step, Unfit};
use axum::Json;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use qrcode::{Color, QrCode};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use utoipa::ToSchema;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

/// Bytes of a request to sign in, at most.
const SIGN_IN_LIMIT: usize = 16 * 1024;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(ANYBODY, routes!(ways))
        .route(ANYBODY, short(routes!(sign_in)))
        .route(SIGNED_IN, routes!(sign_out))
        .route(SIGNED_IN.waiting(), routes!(me))
        .route(SIGNED_IN, routes!(change_password))
        .route(SIGNED_IN, routes!(sessions))
        .route(SIGNED_IN, routes!(end))
}

/// What is typed at the door is short, and nobody is known before it is read.
pub(super) fn short<S: Clone + Send + Sync + 'static>(
    (schemas, paths, methods): UtoipaMethodRouter<S>,
) -> UtoipaMethodRouter<S> {
    (schemas, paths, methods.layer(DefaultBodyLimit::max(SIGN_IN_LIMIT)))
}

/// What somebody types to sign in. Each step sends all that was asked so far.
#[derive(Deserialize, ToSchema)]
struct SignIn {
    #[schema(value_type = String)]
    login: Text,
    /// The password; before one was set, the set-up code.
    #[schema(value_type = String)]
    password: Text,
    /// The one-time code, when it was asked for.
    #[serde(default)]
    #[schema(value_type = String)]
    code: Text,
    /// The new password, when it was asked for.
    #[serde(default)]
    #[schema(value_type = String)]
    new_password: Text,
}

/// What comes next.
#[derive(Serialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(super) enum Next {
    /// Choose a password.
    Password,
    /// Put this into an authenticator app, and type the code it shows.
    Enrol {
        /// To be typed.
        secret: String,
        /// `otpauth://…`
        uri: String,
        /// The same to be scanned.
        qr: Qr,
    },
    /// Type the code that the authenticator app shows.
    Code,
    /// You are in.
    In { me: Me },
}

impl Next {
    /// What is answered, and what the cookie is to carry.
    pub(super) fn of(step: Step, door: &Door) -> Result<(Self, Option<String>), Problem> {
        Ok(match step {
            Step::Password => (Self::Password, None),
            Step::Code => (Self::Code, None),
            Step::Enrol(enrolment) => {
                let qr = Qr::of(&enrolment.uri)?;
                (Self::Enrol { secret: enrolment.secret, uri: enrolment.uri, qr }, None)
            }
            Step::In(token, staff) => (Self::In { me: Me::of(staff, door)? }, Some(token)),
        })
    }
}

/// A QR code to be drawn: dark squares as one SVG path in a square of `size`, the quiet zone included.
#[derive(Serialize, ToSchema)]
pub(super) struct Qr {
    size: usize,
    path: String,
}

impl Qr {
    pub(super) fn of(text: &str) -> Result<Self, Problem> {
        const QUIET: usize = 4;
        let code = QrCode::new(text).map_err(|_| Problem::failed())?;
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.into_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let _ = write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
            }
        }
        Ok(Self { size: width + 2 * QUIET, path })
    }
}

/// How one can sign in here, beside password and code.
#[derive(Serialize, ToSchema)]
struct Ways {
    /// At which address passkeys work, host and port as a browser shows them; none: nowhere, since it has no name.
    passkeys: Option<String>,
    /// Whether the municipality's own accounts open.
    provider: bool,
}

/// How one can sign in.
#[utoipa::path(
    get, tag = "session", path = "/m/{slug}/api/session/ways", params(("slug" = String, Path)),
    operation_id = "session_ways", responses((status = 200, body = Ways))
)]
async fn ways(door: Door) -> Answer<Ways> {
    door.run(|door| {
        let (passkeys, provider) = (door.municipality.passkeys_at(), door.municipality.has_provider()?);
        Ok(Ways { passkeys, provider })
    })
    .await
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
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
    /// The municipality, as people say it.
    municipality: String,
    /// What time it is at the server, in milliseconds since 1970.
    now_ms: u64,
}

impl Me {
    fn of(staff: Staff, door: &Door) -> Result<Self, Error> {
        let Staff { actor, login, name, role, unit, .. } = staff;
        let (municipality, now_ms) = (door.municipality.name()?, door.municipality.clock.ms());
        Ok(Self { actor, login, name, role, unit, municipality, now_ms })
    }
}

/// Signs in, step by step. The last step sets the cookie.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/session",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = SignIn,
    responses(
        (status = 200, body = Next), (status = 401, body = Problem, description = "`wrong`"),
        (status = 403, body = Problem, description = "`suspended`: all is right, and access rests"),
        (status = 422, body = Problem, description = "`password_short`, `password_weak`"),
        (status = 429, body = Problem, description = "`later`, with seconds"),
    )
)]
async fn sign_in(door: Door, former: Option<At>, Sent(typed): Sent<SignIn>) -> Result<Response, Problem> {
    let former = former.map(|at| (at.staff.actor, at.staff.session));
    let one = door.served.sign_ins().acquire_owned().await.map_err(|_| Problem::busy())?;
    let slug = door.slug.clone();
    let Json(answer) = door
        .run(move |door| {
            // Whoever hangs up meanwhile makes no room for another: the password is looked at still.
            let _one = one;
            let attempt = Attempt {
                login: typed.login,
                password: typed.password,
                code: typed.code,
                new_password: typed.new_password,
                address: door.address.to_string(),
                browser: door.browser.clone(),
                former,
            };
            let step = door.municipality.sign_in(&attempt)?.map_err(refused)?;
            Next::of(step, door)
        })
        .await?;
    Ok(entered(&slug, answer))
}

/// What comes next; who is in is given the cookie.
pub(super) fn entered(slug: &str, (next, token): (Next, Option<String>)) -> Response {
    let answer = Json(next).into_response();
    match token {
        Some(token) => ([(header::SET_COOKIE, cookie(slug, &token, ""))], answer).into_response(),
        None => answer,
    }
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::Wrong => Problem::new(StatusCode::UNAUTHORIZED, "wrong"),
        Refused::Suspended => Problem::new(StatusCode::FORBIDDEN, "suspended"),
        Refused::Later(seconds) => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "later").with("seconds", seconds)
        }
        Refused::Unfit(Unfit::Length) => Problem::unfit("password_short"),
        Refused::Unfit(Unfit::Easy) => Problem::unfit("password_weak"),
    }
}

fn cookie(slug: &str, token: &str, more: &str) -> String {
    format!("{COOKIE}={token}; Path=/m/{slug}/; Secure; HttpOnly; SameSite=Strict{more}")
}

/// Signs out.
#[utoipa::path(
    delete, tag = "session", path = "/m/{slug}/api/session",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 401, body = Problem))
)]
async fn sign_out(at: At) -> Result<Response, Problem> {
    let cookie = cookie(&at.door.slug, "", "; Max-Age=0");
    let done = at.done(|at| {
        at.municipality().end_session(at.by(), at.staff.actor, at.staff.session)?;
        Ok(())
    });
    Ok((done.await?, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Who is signed in.
#[utoipa::path(
    get, tag = "session", path = "/m/{slug}/api/me", params(("slug" = String, Path)),
    responses((status = 200, body = Me), (status = 401, body = Problem))
)]
async fn me(at: At) -> Answer<Me> {
    at.run(|at| Ok(Me::of(at.staff.clone(), &at.door)?)).await
}

/// What somebody types to change the own password.
#[derive(Deserialize, ToSchema)]
struct PasswordChange {
    /// The one until now.
    #[schema(value_type = String)]
    password: Text,
    /// The one-time code.
    #[schema(value_type = String)]
    code: Text,
    #[schema(value_type = String)]
    new_password: Text,
}

/// Changes the own password. The other sessions end.
#[utoipa::path(
    put, tag = "session", path = "/m/{slug}/api/me/password",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = PasswordChange,
    responses(
        (status = 204), (status = 401, body = Problem),
        (status = 422, body = Problem, description = "`proof_wrong`, `password_short`, `password_weak`"),
        (status = 429, body = Problem, description = "`later`, with seconds"),
    )
)]
async fn change_password(at: At, Sent(typed): Sent<PasswordChange>) -> Result<StatusCode, Problem> {
    let one = at.door.served.sign_ins().acquire_owned().await.map_err(|_| Problem::busy())?;
    at.done(move |at| {
        let _one = one;
        let PasswordChange { password, code, new_password } = typed;
        let change = Change { password, code, new_password, address: at.door.address.to_string() };
        let changed = at.municipality().change_password(&at.staff, &change)?;
        changed.map_err(|why| match why {
            // Whoever asks is signed in: that is not what is wrong.
            Refused::Wrong => Problem::unfit("proof_wrong"),
            other => refused(other),
        })
    })
    .await
}

/// A session that lasts.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionView {
    session: Uuid,
    /// In seconds since 1970, as every time here.
    since: i64,
    seen: i64,
    /// The browser, as it names itself.
    #[schema(value_type = String)]
    browser: Text,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionView {
    pub(super) fn of(session: Session, at: &At) -> Self {
        let current = session.session == at.staff.session;
        let Session { session, since, seen, browser, .. } = session;
        Self { session, since: since.0, seen: seen.0, browser, current }
    }
}

/// The own sessions that last, the newest first.
#[utoipa::path(
    get, tag = "session", path = "/m/{slug}/api/me/sessions", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<SessionView>), (status = 401, body = Problem))
)]
async fn sessions(at: At) -> Answer<Vec<SessionView>> {
    at.run(|at| {
        let sessions = at.municipality().sessions(at.staff.actor)?;
        Ok(sessions.into_iter().map(|session| SessionView::of(session, at)).collect())
    })
    .await
}

#[derive(Deserialize)]
struct OneSession {
    session: Uuid,
}

/// Ends one of the own sessions.
#[utoipa::path(
    delete, tag = "session", path = "/m/{slug}/api/me/sessions/{session}",
    params(("slug" = String, Path), ("session" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem))
)]
async fn end(at: At, Named(OneSession { session }): Named<OneSession>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let ended = at.municipality().end_session(at.by(), at.staff.actor, session)?;
        ended.then_some(()).ok_or_else(Problem::not_found)
    })
    .await
}
