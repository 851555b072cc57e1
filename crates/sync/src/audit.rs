//! How far a municipality's audit goes, signed by its log key: kept elsewhere, it finds an audit that was written anew as
//! a whole. It owns what is signed; the audit itself is the server's.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits, map_of};
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
        self.write(&mut map);
        map.finish()
    }

    fn write(&self, map: &mut FieldsMut) {
        map.text(0, &self.municipality);
        map.uint(1, self.records);
        map.bytes(2, &self.hash.0);
        map.int(3, self.at.0);
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

/// The newest end of an audit, with the log key's signature over it: what a tablet keeps, and tells the server again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// What was signed.
    pub head: AuditHead,
    /// By the log key.
    pub signature: Signature,
}

impl SignedHead {
    /// Whether the log's owner signed it.
    ///
    /// # Errors
    /// [`Error::Signature`] when not.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), Error> {
        self.head.verify(key, &self.signature)
    }

    /// As it stands in a message, and as a tablet keeps it.
    pub fn write(&self, map: &mut FieldsMut) {
        self.head.write(map);
        map.bytes(4, &self.signature.0);
    }

    /// Reads it.
    ///
    /// # Errors
    /// When it is not of this form.
    pub fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let head = AuditHead {
            municipality: map.text(0)?.to_owned(),
            records: map.uint(1)?,
            hash: Hash(map.array(2)?),
            at: Time(map.int(3)?),
        };
        Ok(Self { head, signature: Signature(map.array(4)?) })
    }
}

/// Ends as a tablet keeps them, oldest first.
#[must_use]
pub fn write_ends(ends: &[SignedHead]) -> Vec<u8> {
    let mut map = FieldsMut::new();
    map.list(1, ends, |out, end| map_of(|map| end.write(map)).write(out));
    map.finish()
}

/// Reads what [`write_ends`] wrote.
///
/// # Errors
/// When it is not of that form.
pub fn read_ends(bytes: &[u8]) -> Result<Vec<SignedHead>, Error> {
    Fields::whole(bytes, Limits { bytes: 64 * 1024, depth: 3 })?
        .list(1, |end| SignedHead::read(&end.fields()?))
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
