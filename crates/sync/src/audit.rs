//! How far a municipality's audit goes, signed by its log key: kept elsewhere, it finds an audit that was written anew as
//! a whole. It owns what is signed; the audit itself is the server's.

use crate::Error;
use crate::cbor::FieldsMut;
use crate::hash::Hash;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::time::Time;

/// The newest end of an audit at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// Whose, by the short name that stands in addresses.
    pub municipality: String,
    /// How many records.
    pub records: u64,
    /// The hash of the last, which covers all before.
    pub hash: Hash,
    /// When, by the server's clock.
    pub at: Time,
}

impl AuditHead {
    /// The canonical bytes: what is signed.
    fn encode(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        map.text(0, &self.municipality);
        map.uint(1, self.records);
        map.bytes(2, &self.hash.0);
        map.int(3, self.at.0);
        map.finish()
    }

    /// Signs it with the log key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Signature {
        key.sign(Purpose::AuditHead, &self.encode())
    }

    /// Whether the log's owner signed this.
    ///
    /// # Errors
    /// [`Error::Signature`] when not.
    pub fn verify(&self, key: &VerifyingKey, signature: &Signature) -> Result<(), Error> {
        key.verify(Purpose::AuditHead, &self.encode(), signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_every_part_and_for_this_purpose_alone() {
        let key = SigningKey::from_seed(&[3; 32]).unwrap();
        let head = AuditHead { municipality: "alytus".into(), records: 9, hash: Hash([9; 32]), at: Time(60) };
        let signature = head.sign(&key);
        assert_eq!(head.verify(&key.verifying(), &signature), Ok(()));
        for other in [
            AuditHead { municipality: "lazdijai".into(), ..head.clone() },
            AuditHead { records: 8, ..head.clone() },
            AuditHead { hash: Hash([8; 32]), ..head.clone() },
            AuditHead { at: Time(61), ..head.clone() },
        ] {
            assert_eq!(other.verify(&key.verifying(), &signature), Err(Error::Signature), "{other:?}");
        }
        let list = key.sign(Purpose::LogList, &head.encode());
        assert_eq!(head.verify(&key.verifying(), &list), Err(Error::Signature));
    }
}
