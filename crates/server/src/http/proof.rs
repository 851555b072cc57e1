//! Who asks: an installation proves each request with its own key or, while locked, with its transport key. This is the one
//! door of the tablets' routes: one that nobody has approved yet, or whose rights were taken, comes no further.

use super::answer::Failed;
use crate::log::{Installation, Standing};
use crate::municipality::Municipality;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vizitas_domain::id::StreamId;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wire::{Message, PROOF_WINDOW_MS, ProblemCode, Proof, Prover};

/// The header that carries the proof, in base 64 for addresses without padding (RFC 4648 §5).
pub const PROOF_HEADER: &str = "vizitas-proof";

/// The same for what a locked tablet has no business with: only the key behind the PIN will do.
pub(super) fn proved_open(
    municipality: &Municipality,
    headers: &HeaderMap,
    route: &str,
    body: &[u8],
) -> Result<Installation, Failed> {
    match proved(municipality, headers, route, body, false)? {
        (by, Prover::Unlocked) => Ok(by),
        (_, Prover::Transport) => Err(Failed(ProblemCode::NotEnrolled)),
    }
}

/// Finds out whose request this is. A revoked installation is told so where `revoked` is not welcome, and one whose rights
/// rest is asked to wait there; one that waits for approval, everywhere.
pub(super) fn proved(
    municipality: &Municipality,
    headers: &HeaderMap,
    route: &str,
    body: &[u8],
    revoked_welcome: bool,
) -> Result<(Installation, Prover), Failed> {
    let (proof, key, found) = named_now(municipality, headers)?;
    proof.verify(route, body, &key).map_err(|_| NOT)?;
    judged(municipality, (found, proof.prover), revoked_welcome)
}

/// The same whatever the tablet's clock shows, for what is signed for it alone: one whose clock is wrong has to hear of its
/// lease, and one that is in a thief's hands of its order, too. A request that somebody says again wins him nothing.
pub(super) fn proved_at_any_time(
    municipality: &Municipality,
    headers: &HeaderMap,
    route: &str,
    body: &[u8],
) -> Result<(Installation, Prover), Failed> {
    let (proof, key, found) = named(municipality, headers)?;
    proof.verify(route, body, &key).map_err(|_| NOT)?;
    judged(municipality, (found, proof.prover), true)
}

fn judged(
    municipality: &Municipality,
    (found, prover): (Installation, Prover),
    revoked_welcome: bool,
) -> Result<(Installation, Prover), Failed> {
    match found.standing() {
        Standing::Waiting => Err(Failed(ProblemCode::NotApproved)),
        Standing::Refused => Err(turned_away(municipality, &found, ProblemCode::Revoked)),
        Standing::Revoked if !revoked_welcome => Err(turned_away(municipality, &found, ProblemCode::Revoked)),
        // Not for good: it asks again, and keeps what it has.
        Standing::Suspended if !revoked_welcome => {
            Err(turned_away(municipality, &found, ProblemCode::NotApproved))
        }
        Standing::Revoked | Standing::Suspended | Standing::Approved => Ok((found, prover)),
    }
}

const NOT: Failed = Failed(ProblemCode::NotEnrolled);

/// Whom a request's proof names: a tablet that is known here, with a key of this kind. That it is the one, and when, is not
/// shown by this.
pub(super) fn named(
    municipality: &Municipality,
    headers: &HeaderMap,
) -> Result<(Proof, VerifyingKey, Installation), Failed> {
    let text = headers.get(PROOF_HEADER).ok_or(NOT)?;
    let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes()).map_err(|_| Failed(ProblemCode::Malformed))?;
    let proof = Proof::decode(&bytes)?;
    let found = municipality.log().read(|log| log.installation(proof.installation))?.ok_or(NOT)?;
    let key = match proof.prover {
        Prover::Unlocked => Some(found.sign_key),
        Prover::Transport => found.transport,
    };
    // The server's own nodes have no tablet to ask from.
    if found.recipient.is_none() {
        return Err(NOT);
    }
    Ok((proof, key.ok_or(NOT)?, found))
}

/// The same, at about this time.
pub(super) fn named_now(
    municipality: &Municipality,
    headers: &HeaderMap,
) -> Result<(Proof, VerifyingKey, Installation), Failed> {
    let (proof, key, found) = named(municipality, headers)?;
    if municipality.clock.ms().abs_diff(proof.at_ms) > PROOF_WINDOW_MS {
        return Err(NOT);
    }
    Ok((proof, key, found))
}

/// It comes no further, and that it asked is written down.
fn turned_away(municipality: &Municipality, tablet: &Installation, why: ProblemCode) -> Failed {
    asked_without_rights(municipality, tablet);
    Failed(why)
}

/// Writes down that a tablet without rights asked, once an hour: one that was lost is somewhere, and switched on.
pub(super) fn asked_without_rights(municipality: &Municipality, tablet: &Installation) {
    let (now, worker) = (municipality.clock.now(), tablet.actor);
    let hour = now.0.div_euclid(3600).to_be_bytes();
    let named: [&[u8]; 3] = [b"tablet turned away v1", tablet.installation.0.as_bytes(), &hour];
    let about = Some(StreamId::from(worker));
    if let Err(error) = municipality.audit_once(&named, now, worker, "tablet turned away", about) {
        tracing::warn!(%error, "that a tablet was turned away could not be written down");
    }
}
