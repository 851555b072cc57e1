//! Signing in by a passkey, the own passkeys, and the proof that a change of them asks for. What the browser and the device
//! say to each other passes through as it is (WebAuthn level 3, §5.1).

use super::at::{Answer, At, Door, Named, Sent};
use super::problem::Problem;
use super::rights::{ANYBODY, Routes, SIGNED_IN};
use super::session::{Next, entered, short};
use crate::log::PasskeyRow;
use crate::staff::{Denied, Entry, PasskeyBegun, Proof};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::text::Text;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(ANYBODY, short(routes!(sign_in_begin)))
        .route(ANYBODY, short(routes!(sign_in_finish)))
        .route(SIGNED_IN, routes!(list))
        .route(SIGNED_IN, routes!(add_begin))
        .route(SIGNED_IN, short(routes!(add)))
        .route(SIGNED_IN, routes!(remove))
        .route(SIGNED_IN, routes!(prove_begin))
        .route(SIGNED_IN, short(routes!(prove)))
}

/// What the browser is to ask a device, and by which handle the answer is sent back.
#[derive(Serialize, ToSchema)]
struct Begun {
    /// Good once, for five minutes.
    ceremony: String,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    options: Value,
}

impl From<PasskeyBegun> for Begun {
    fn from(PasskeyBegun { handle, options }: PasskeyBegun) -> Self {
        Self { ceremony: handle, options }
    }
}

fn denied(why: Denied) -> Problem {
    match why {
        Denied::Unavailable => Problem::unfit("passkeys_unavailable"),
        Denied::Over => Problem::unfit("ceremony_over"),
        Denied::Wrong => Problem::unfit("passkey_wrong"),
        Denied::ProofWrong => Problem::unfit("proof_wrong"),
        Denied::Later(seconds) => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "later").with("seconds", seconds)
        }
        Denied::Known => Problem::new(StatusCode::CONFLICT, "passkey_known"),
        Denied::Enough => Problem::unfit("passkeys_enough"),
        Denied::Nameless => Problem::unfit("invalid").with("field", "name"),
        Denied::Missing => Problem::not_found(),
    }
}

/// Begins to sign in by a passkey, whosever it will be.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/session/passkey", operation_id = "passkey_sign_in_begin",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 200, body = Begun),
        (status = 422, body = Problem, description = "`passkeys_unavailable`: the console's address is no name"),
    )
)]
async fn sign_in_begin(door: Door) -> Answer<Begun> {
    door.run(|door| {
        let begun = door.municipality.begin_passkey_sign_in(door.address.to_string())?;
        begun.map(Begun::from).map_err(denied)
    })
    .await
}

/// What a device answered, and to what.
#[derive(Deserialize, ToSchema)]
struct Answered {
    ceremony: String,
    /// `AuthenticationResponseJSON`.
    #[schema(value_type = Value)]
    credential: PublicKeyCredential,
}

/// Signs in by a passkey's answer: password and code are not asked. Sets the cookie.
#[utoipa::path(
    put, tag = "session", path = "/m/{slug}/api/session/passkey", operation_id = "passkey_sign_in",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = Answered,
    responses(
        (status = 200, body = Next),
        (status = 422, body = Problem, description = "`passkey_wrong`, `ceremony_over`, `passkeys_unavailable`"),
    )
)]
async fn sign_in_finish(
    door: Door,
    former: Option<At>,
    Sent(answered): Sent<Answered>,
) -> Result<Response, Problem> {
    let former = former.map(|at| (at.staff.actor, at.staff.session));
    let slug = door.slug.clone();
    let Json(answer) = door
        .run(move |door| {
            let Answered { ceremony, credential } = answered;
            let (browser, address) = (door.browser.clone(), door.address.to_string());
            let entry = Entry { handle: ceremony, browser, address, former };
            let step = door.municipality.sign_in_by_passkey(&entry, credential)?.map_err(denied)?;
            Next::of(step, door)
        })
        .await?;
    Ok(entered(&slug, answer))
}

/// One of the own passkeys.
#[derive(Serialize, ToSchema)]
struct PasskeyView {
    passkey: Uuid,
    /// As its owner calls it.
    #[schema(value_type = String)]
    name: Text,
    since: i64,
    /// When it was last used.
    used: Option<i64>,
}

impl From<PasskeyRow> for PasskeyView {
    fn from(PasskeyRow { passkey, name, since, used, .. }: PasskeyRow) -> Self {
        Self { passkey, name, since: since.0, used: used.map(|at| at.0) }
    }
}

/// The own passkeys, the oldest first.
#[utoipa::path(
    get, tag = "session", path = "/m/{slug}/api/me/passkeys", params(("slug" = String, Path)),
    operation_id = "passkeys",
    responses((status = 200, body = Vec<PasskeyView>), (status = 401, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<PasskeyView>> {
    at.run(|at| {
        let own = at.municipality().passkeys(at.staff.actor)?;
        Ok(own.into_iter().map(PasskeyView::from).collect())
    })
    .await
}

/// Begins a new passkey, after a proof.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/me/passkeys/new", operation_id = "passkey_add_begin",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 200, body = Begun), (status = 401, body = Problem),
        (status = 403, body = Problem, description = "`proof_needed`"),
        (status = 422, body = Problem, description = "`passkeys_unavailable`, `passkeys_enough`"),
    )
)]
async fn add_begin(at: At) -> Answer<Begun> {
    at.run(|at| {
        let begun = at.municipality().begin_passkey(&at.staff, at.door.address.to_string())?;
        begun.map(Begun::from).map_err(denied)
    })
    .await
}

/// A new passkey, as the device made it.
#[derive(Deserialize, ToSchema)]
struct PasskeyNew {
    ceremony: String,
    /// How it is called.
    name: String,
    /// `RegistrationResponseJSON`.
    #[schema(value_type = Value)]
    credential: RegisterPublicKeyCredential,
}

/// Keeps the new passkey; the proof is used up.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/me/passkeys", operation_id = "passkey_add",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = PasskeyNew,
    responses(
        (status = 204), (status = 401, body = Problem),
        (status = 403, body = Problem, description = "`proof_needed`"),
        (status = 409, body = Problem, description = "`passkey_known`"),
        (status = 422, body = Problem, description = "`passkey_wrong`, `ceremony_over`, `invalid`: no name"),
    )
)]
async fn add(at: At, Sent(new): Sent<PasskeyNew>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let PasskeyNew { ceremony, name, credential } = new;
        at.municipality().add_passkey(&at.staff, ceremony, &name, credential)?.map_err(denied)
    })
    .await
}

#[derive(Deserialize)]
struct OnePasskey {
    passkey: Uuid,
}

/// Forgets one of the own passkeys, after a proof, which is used up.
#[utoipa::path(
    delete, tag = "session", path = "/m/{slug}/api/me/passkeys/{passkey}", operation_id = "passkey_remove",
    params(("slug" = String, Path), ("passkey" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 204), (status = 401, body = Problem),
        (status = 403, body = Problem, description = "`proof_needed`"), (status = 404, body = Problem),
    )
)]
async fn remove(at: At, Named(OnePasskey { passkey }): Named<OnePasskey>) -> Result<StatusCode, Problem> {
    at.done(move |at| at.municipality().remove_passkey(&at.staff, passkey)?.map_err(denied)).await
}

/// Asks for one of the own passkeys, to prove who sits here.
#[utoipa::path(
    post, tag = "session", path = "/m/{slug}/api/me/proof", operation_id = "proof_begin",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses(
        (status = 200, body = Begun), (status = 401, body = Problem),
        (status = 404, body = Problem, description = "There is no passkey of this person's"),
        (status = 422, body = Problem, description = "`passkeys_unavailable`"),
    )
)]
async fn prove_begin(at: At) -> Answer<Begun> {
    at.run(|at| {
        let begun = at.municipality().begin_proof(&at.staff, at.door.address.to_string())?;
        begun.map(Begun::from).map_err(denied)
    })
    .await
}

/// By what somebody proves to be the one who signed in.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum ProofSent {
    /// Password and one-time code.
    Words {
        #[schema(value_type = String)]
        password: Text,
        #[schema(value_type = String)]
        code: Text,
    },
    /// One of the own passkeys.
    Passkey(Answered),
}

/// Proves who sits here. It is good for one change, and for five minutes.
#[utoipa::path(
    put, tag = "session", path = "/m/{slug}/api/me/proof", operation_id = "proof",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = ProofSent,
    responses(
        (status = 204), (status = 401, body = Problem),
        (status = 422, body = Problem, description = "`proof_wrong`, `passkey_wrong`, `ceremony_over`"),
        (status = 429, body = Problem, description = "`later`, with seconds"),
    )
)]
async fn prove(at: At, Sent(sent): Sent<ProofSent>) -> Result<StatusCode, Problem> {
    // Who proves by a passkey does not stand in the line of those whose password is looked at.
    let line = matches!(sent, ProofSent::Words { .. }).then(|| at.door.served.sign_ins());
    let one = match line {
        Some(line) => Some(line.acquire_owned().await.map_err(|_| Problem::busy())?),
        None => None,
    };
    at.done(move |at| {
        let _one = one;
        let proof = match sent {
            ProofSent::Words { password, code } => Proof::Words { password, code },
            ProofSent::Passkey(Answered { ceremony, credential }) => {
                Proof::Passkey { handle: ceremony, credential: Box::new(credential) }
            }
        };
        let address = at.door.address.to_string();
        at.municipality().prove_presence(&at.staff, proof, address)?.map_err(denied)
    })
    .await
}
