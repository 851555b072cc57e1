//! What somebody begins and is to finish within minutes, once: a challenge that is out, and what is to be known when the
//! answer comes. It stands in the database, so that any process finishes what another began; and it is bound to what it is
//! for, and to the session that began it. Whoever holds the handle finishes it.

use crate::audit::once_id;
use crate::error::Error;
use crate::log::{Ceremony, Write};
use crate::municipality::Municipality;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;

/// How long somebody has, in seconds.
pub(super) const LASTS_S: i64 = 5 * 60;
/// Begun for one purpose from one address, or in one session, and not finished, at most: the oldest are forgotten. A whole
/// office sits behind one address.
const MOST_AT: u32 = 200;

/// What a ceremony is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new passkey.
    Add,
    /// Signing in with one.
    SignIn,
    /// Proving with one, in an open session, to be the one who signed in.
    Prove,
    /// Signing in by the municipality's provider.
    Provider,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Add => "add passkey",
            Self::SignIn => "sign in by passkey",
            Self::Prove => "prove by passkey",
            Self::Provider => "sign in by provider",
        }
    }
}

impl Municipality {
    /// Keeps what is to be known at the end; gives the handle.
    pub(super) fn begin_ceremony(
        &self,
        log: &mut dyn Write,
        (purpose, session): (Purpose, Option<Uuid>),
        address: &str,
        state: &impl Serialize,
    ) -> Result<String, Error> {
        let handle = URL_SAFE_NO_PAD.encode(draw::<32>(&self.random)?);
        let place = hmac::sign(&self.identity.ledger, format!("ceremony v1\n{address}").as_bytes());
        let now = self.clock.now();
        let ceremony = Ceremony {
            handle: hashed(&handle),
            kind: purpose.name().to_owned(),
            session,
            place: Hash(place.as_ref().try_into().unwrap_or_default()),
            state: serde_json::to_string(state).map_err(|_| Error::Malformed("ceremony"))?,
            began: now,
        };
        log.put_ceremony(&ceremony, Time(now.0 - LASTS_S), MOST_AT)?;
        Ok(handle)
    }

    /// Takes what was kept, if it is for this and not over; in any case nobody takes it again.
    pub(super) fn take_ceremony<T: DeserializeOwned>(
        &self,
        log: &mut dyn Write,
        (purpose, session): (Purpose, Option<Uuid>),
        handle: &str,
    ) -> Result<Option<T>, Error> {
        let Some(found) = log.take_ceremony(&hashed(handle))? else { return Ok(None) };
        let age = self.clock.now().0 - found.began.0;
        let fits = found.kind == purpose.name() && found.session == session && (0..LASTS_S).contains(&age);
        if !fits {
            return Ok(None);
        }
        serde_json::from_str(&found.state).map(Some).map_err(|_| Error::Malformed("ceremony"))
    }
}

impl Municipality {
    /// Writes down what a stranger at the door did, once an hour for an address: it costs whoever does it nothing.
    pub(super) fn note_stranger(
        &self,
        log: &mut dyn Write,
        address: &str,
        deed: &'static str,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let named = format!("stranger v1\n{}\n{deed}\n{address}", now.0.div_euclid(3600));
        // By a key: of the id alone nobody learns the address.
        let tag = hmac::sign(&self.identity.ledger, named.as_bytes());
        let id = once_id(&[b"stranger v2", tag.as_ref()]);
        log.audit_once(id, now, ActorId(Uuid::nil()), deed, None)
    }
}

fn hashed(handle: &str) -> Hash {
    Hash::of(&[b"vizitas ceremony v1", handle.as_bytes()])
}
