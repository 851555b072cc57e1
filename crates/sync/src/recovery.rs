//! The way back when no PIN opens a profile any more: its keys sealed to the municipality's recovery key, whose secret half
//! two people keep apart, and sealed anew to the one-time key of the tablet that asks. It owns how these boxes are bound to
//! the installation they belong to; who may open one is decided elsewhere.

use crate::Error;
use crate::entropy::Entropy;
use crate::hash::Hash;
use crate::keys::{Boxed, Opener, Recipient};
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::id::InstallationId;
use zeroize::Zeroizing;

const WRAP: &[u8] = b"vizitas recovery wrap v1";
const ANSWER: &[u8] = b"vizitas recovery answer v1";

/// Whose keys they are: one life of one installation. A box of another life opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The installation.
    pub installation: InstallationId,
    /// Which life of it.
    pub incarnation: u32,
}

impl Owner {
    /// Binds a box to its owner and to the key it is sealed to.
    fn info(&self, label: &[u8], to: &Recipient) -> Vec<u8> {
        let Hash(key) = Hash::of(&[&to.bytes()]);
        [label, self.installation.0.as_bytes(), &self.incarnation.to_be_bytes(), &key].concat()
    }
}

/// The public half of the municipality's recovery key, with the log key's word for it: tablets have that one pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKey {
    /// Which, from 1: a higher one takes the place of those before.
    pub number: u32,
    /// To whom profiles seal their keys.
    pub recipient: Recipient,
    /// The log key's signature over both.
    pub signature: Signature,
}

impl RecoveryKey {
    /// Signs a new key.
    #[must_use]
    pub fn make(number: u32, recipient: Recipient, log: &SigningKey) -> Self {
        let signature = log.sign(Purpose::RecoveryKey, &content(number, &recipient));
        Self { number, recipient, signature }
    }

    /// Whether the owner of the log key vouches for it.
    pub fn verify(&self, log: &VerifyingKey) -> Result<(), Error> {
        log.verify(Purpose::RecoveryKey, &content(self.number, &self.recipient), &self.signature)
    }
}

fn content(number: u32, recipient: &Recipient) -> Vec<u8> {
    [number.to_be_bytes().as_slice(), &recipient.bytes()].concat()
}

/// Seals a profile's keys to the recovery key.
pub fn wrap(keys: &[u8], owner: &Owner, to: &Recipient, entropy: &dyn Entropy) -> Result<Boxed, Error> {
    to.seal(&owner.info(WRAP, to), keys, entropy)
}

/// Opens what [`wrap`] made for this owner.
pub fn unwrap(sealed: &Boxed, owner: &Owner, key: &Opener) -> Result<Zeroizing<Vec<u8>>, Error> {
    key.open(&owner.info(WRAP, &key.recipient()?), sealed)
}

/// Seals a profile's keys to the one-time key of the tablet that asked for them.
pub fn answer(keys: &[u8], owner: &Owner, to: &Recipient, entropy: &dyn Entropy) -> Result<Boxed, Error> {
    to.seal(&owner.info(ANSWER, to), keys, entropy)
}

/// Opens what [`answer`] made for this owner.
pub fn open_answer(sealed: &Boxed, owner: &Owner, key: &Opener) -> Result<Zeroizing<Vec<u8>>, Error> {
    key.open(&owner.info(ANSWER, &key.recipient()?), sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use uuid::Uuid;

    fn owner(id: u128, incarnation: u32) -> Owner {
        Owner { installation: InstallationId(Uuid::from_u128(id)), incarnation }
    }

    #[test]
    fn a_wrap_opens_for_its_own_installation_life_and_key_alone() {
        let (key, other) = (Opener::from_bytes([1; 32]), Opener::from_bytes([2; 32]));
        let random = SystemRandom::new();
        let sealed = wrap(b"keys", &owner(1, 1), &key.recipient().unwrap(), &random).unwrap();
        assert_eq!(unwrap(&sealed, &owner(1, 1), &key).unwrap().as_slice(), b"keys");
        for (owner, key) in [(owner(2, 1), &key), (owner(1, 2), &key), (owner(1, 1), &other)] {
            assert_eq!(unwrap(&sealed, &owner, key), Err(Error::Sealed), "{owner:?}");
        }
        assert_eq!(open_answer(&sealed, &owner(1, 1), &key), Err(Error::Sealed), "a wrap is no answer");
        let sealed = answer(b"keys", &owner(1, 1), &other.recipient().unwrap(), &random).unwrap();
        assert_eq!(open_answer(&sealed, &owner(1, 1), &other).unwrap().as_slice(), b"keys");
        assert_eq!(open_answer(&sealed, &owner(1, 1), &key), Err(Error::Sealed));
    }

    #[test]
    fn a_key_nobody_signed_is_none() {
        let log = SigningKey::from_seed(&[3; 32]).unwrap();
        let key = RecoveryKey::make(1, Opener::from_bytes([1; 32]).recipient().unwrap(), &log);
        assert_eq!(key.verify(&log.verifying()), Ok(()));
        let other = Opener::from_bytes([2; 32]).recipient().unwrap();
        for wrong in [
            RecoveryKey { number: 2, ..key.clone() },
            RecoveryKey { recipient: other, ..key.clone() },
            RecoveryKey { signature: Signature([0; 64]), ..key.clone() },
        ] {
            assert_eq!(wrong.verify(&log.verifying()), Err(Error::Signature));
        }
        let another = SigningKey::from_seed(&[4; 32]).unwrap();
        assert_eq!(key.verify(&another.verifying()), Err(Error::Signature));
    }
}
