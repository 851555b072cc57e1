//! Ed25519 signatures (RFC 8032). Every kind of signed thing has a purpose of its own in front of it, so that a
//! signature made for one can never pass for another.

use crate::Error;
use crate::entropy::{Entropy, draw};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use std::fmt;
use zeroize::Zeroizing;

/// What a signature is for. The text is part of what is signed, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An event's hash.
    Event,
    /// A data key offered to the server.
    KeyOffer,
    /// The list of positions and hashes in a pull answer, and the head of the log.
    LogList,
    /// How far an audit goes, and the hash of all of it.
    AuditHead,
    /// The public half of the recovery key.
    RecoveryKey,
    /// A supervisor's code that is given.
    UnlockCode,
    /// Until when a tablet may be read.
    Lease,
    /// An order to a lost tablet.
    WipeOrder,
    /// A request carried over a connection.
    Request,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Event => b"vizitas event v1",
            Self::KeyOffer => b"vizitas key offer v1",
            Self::LogList => b"vizitas log list v1",
            Self::AuditHead => b"vizitas audit head v1",
            Self::RecoveryKey => b"vizitas recovery key v1",
            Self::UnlockCode => b"vizitas unlock code v1",
            Self::Lease => b"vizitas lease v1",
            Self::WipeOrder => b"vizitas wipe order v1",
            Self::Request => b"vizitas request v1",
        }
    }

    fn message(self, content: &[u8]) -> Vec<u8> {
        [self.label(), content].concat()
    }
}

/// An Ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature")
    }
}

/// The public half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VerifyingKey(pub [u8; 32]);

impl VerifyingKey {
    /// Whether the owner of this key signed `content` for `purpose`.
    pub fn verify(&self, purpose: Purpose, content: &[u8], signature: &Signature) -> Result<(), Error> {
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(&purpose.message(content), &signature.0).map_err(|_| Error::Signature)
    }
}

/// The secret half.
pub struct SigningKey {
    seed: Zeroizing<[u8; 32]>,
    pair: Ed25519KeyPair,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, Error> {
        Self::from_seed(&Zeroizing::new(draw(entropy)?))
    }

    /// The key of a stored seed (RFC 8032 §5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Error> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Error::Key)?;
        Ok(Self { seed: Zeroizing::new(*seed), pair })
    }

    /// The seed, to be stored under another key.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The public half.
    #[must_use]
    pub fn verifying(&self) -> VerifyingKey {
        let mut bytes = [0; 32];
        for (to, from) in bytes.iter_mut().zip(self.pair.public_key().as_ref()) {
            *to = *from;
        }
        VerifyingKey(bytes)
    }

    /// Signs `content` for `purpose`.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, content: &[u8]) -> Signature {
        let mut bytes = [0; 64];
        for (to, from) in bytes.iter_mut().zip(self.pair.sign(&purpose.message(content)).as_ref()) {
            *to = *from;
        }
        Signature(bytes)
    }
}
