//! Until when what lies on a tablet may be read without another contact. The log key signs it for one life of one
//! installation, so that whoever edits the tablet's files lengthens nothing. How long it is, is decided elsewhere.

use crate::Error;
use crate::recovery::Owner;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::time::Time;

/// A lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The contact that it begins with, by the server's clock.
    pub from: Time,
    /// When it ends, by the same.
    pub until: Time,
    /// The municipality's length of it, in days: by it a code without a connection renews.
    pub days: u8,
    /// The log key's signature over these, for the tablet and its life.
    pub signature: Signature,
}

impl Lease {
    /// Signs a lease.
    #[must_use]
    pub fn make(from: Time, until: Time, days: u8, of: &Owner, log: &SigningKey) -> Self {
        let unsigned = Self { from, until, days, signature: Signature([0; 64]) };
        Self { signature: log.sign(Purpose::Lease, &unsigned.content(of)), ..unsigned }
    }

    /// Whether the owner of the log key gave it to this life of this installation.
    pub fn verify(&self, of: &Owner, log: &VerifyingKey) -> Result<(), Error> {
        log.verify(Purpose::Lease, &self.content(of), &self.signature)
    }

    fn content(&self, of: &Owner) -> Vec<u8> {
        let times = [self.from.0.to_be_bytes(), self.until.0.to_be_bytes()].concat();
        let Owner { installation, incarnation } = of;
        [installation.0.as_bytes().as_slice(), &incarnation.to_be_bytes(), &times, &[self.days]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use vizitas_domain::id::InstallationId;

    #[test]
    fn a_lease_is_its_own_tablets_and_nothing_of_it_can_be_changed() {
        let owner = |id| Owner { installation: InstallationId(Uuid::from_u128(id)), incarnation: 1 };
        let [log, other] = [[3; 32], [4; 32]].map(|seed| SigningKey::from_seed(&seed).unwrap());
        let lease = Lease::make(Time(5), Time(9), 7, &owner(1), &log);
        assert_eq!(lease.verify(&owner(1), &log.verifying()), Ok(()));
        let changed = [
            Lease { from: Time(6), ..lease },
            Lease { until: Time(10), ..lease },
            Lease { days: 14, ..lease },
        ];
        for lease in changed {
            assert_eq!(lease.verify(&owner(1), &log.verifying()), Err(Error::Signature));
        }
        assert_eq!(lease.verify(&owner(2), &log.verifying()), Err(Error::Signature));
        assert_eq!(lease.verify(&owner(1), &other.verifying()), Err(Error::Signature));
    }
}
