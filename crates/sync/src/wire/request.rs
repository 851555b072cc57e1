//! Whose request it is. A request is proved by a signature beside its body, so that a locked tablet can still push:
//! its transport key signs, and is given no data keys.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut};
use crate::hash::Hash;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::id::InstallationId;

/// A proof further than this from the server's clock is refused, in milliseconds. Wide, since tablets' clocks are
/// wrong and what a replay could do (the same push, the same pull inside TLS) changes nothing.
pub const PROOF_WINDOW_MS: u64 = 24 * 60 * 60 * 1000;

/// Which key proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prover {
    /// The installation's own, behind the PIN.
    Unlocked,
    /// The transport key: may push, read verdicts and fetch sealed events.
    Transport,
}

/// The proof beside a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Whose request.
    pub installation: InstallationId,
    /// Proved by which key.
    pub prover: Prover,
    /// When, by the tablet's clock, milliseconds since 1970.
    pub at_ms: u64,
    /// Signature over the route, the fields above and the body's hash.
    pub signature: Signature,
}

impl Proof {
    /// Proves a request to a route (`push`, `pull`, …).
    #[must_use]
    pub fn make(
        installation: InstallationId,
        prover: Prover,
        at_ms: u64,
        route: &str,
        body: &[u8],
        key: &SigningKey,
    ) -> Self {
        let unsigned = Self { installation, prover, at_ms, signature: Signature([0; 64]) };
        let signature = key.sign(Purpose::Request, &unsigned.content(route, body));
        Self { signature, ..unsigned }
    }

    /// Whether the owner of `key` made this request.
    pub fn verify(&self, route: &str, body: &[u8], key: &VerifyingKey) -> Result<(), Error> {
        key.verify(Purpose::Request, &self.content(route, body), &self.signature)
    }

    fn content(&self, route: &str, body: &[u8]) -> Vec<u8> {
        let Hash(body) = Hash::of(&[body]);
        let mut map = FieldsMut::new();
        self.claim(&mut map);
        map.text(5, route).bytes(6, &body);
        map.finish()
    }

    fn claim(&self, map: &mut FieldsMut) {
        let prover: u8 = match self.prover {
            Prover::Unlocked => 1,
            Prover::Transport => 2,
        };
        map.id(1, self.installation.0).uint(2, prover).uint(3, self.at_ms);
    }
}

impl Message for Proof {
    fn write(&self, map: &mut FieldsMut) {
        self.claim(map);
        map.bytes(4, &self.signature.0);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let prover = match map.uint(2)? {
            1 => Prover::Unlocked,
            2 => Prover::Transport,
            _ => return Err(Error::Malformed("proof: prover")),
        };
        let signature = Signature(map.array(4)?);
        Ok(Self { installation: map.id(1, InstallationId)?, prover, at_ms: map.uint(3)?, signature })
    }
}
