//! The office's order that a lost tablet destroys its keys. It is bound to one life of one installation and signed by the log
//! key, which tablets have pinned: another tablet's order, or anybody else's, is none. What is done with it is the tablet's
//! matter, and so is that nothing is destroyed which has yet to be handed over.

use crate::Error;
use crate::recovery::Owner;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use uuid::Uuid;

/// An order, as it travels and as the tablet keeps it for a proof that it did what it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WipeOrder {
    /// Which.
    pub id: Uuid,
    /// The log key's signature over the tablet, its life and the id.
    pub signature: Signature,
}

impl WipeOrder {
    /// Signs an order.
    #[must_use]
    pub fn make(id: Uuid, of: &Owner, log: &SigningKey) -> Self {
        Self { id, signature: log.sign(Purpose::WipeOrder, &content(id, of)) }
    }

    /// Whether the owner of the log key gave it to this life of this installation.
    pub fn verify(&self, of: &Owner, log: &VerifyingKey) -> Result<(), Error> {
        log.verify(Purpose::WipeOrder, &content(self.id, of), &self.signature)
    }
}

fn content(id: Uuid, of: &Owner) -> Vec<u8> {
    let Owner { installation, incarnation } = of;
    [installation.0.as_bytes().as_slice(), &incarnation.to_be_bytes(), id.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_domain::id::InstallationId;

    #[test]
    fn an_order_holds_for_its_own_tablet_and_life_alone() {
        let owner =
            |id, incarnation| Owner { installation: InstallationId(Uuid::from_u128(id)), incarnation };
        let [log, other] = [[3; 32], [4; 32]].map(|seed| SigningKey::from_seed(&seed).unwrap());
        let order = WipeOrder::make(Uuid::from_u128(7), &owner(1, 1), &log);
        assert_eq!(order.verify(&owner(1, 1), &log.verifying()), Ok(()));
        let another = WipeOrder { id: Uuid::from_u128(8), ..order };
        for (order, of, key) in [
            (order, owner(2, 1), &log),
            (order, owner(1, 2), &log),
            (order, owner(1, 1), &other),
            (another, owner(1, 1), &log),
        ] {
            assert_eq!(order.verify(&of, &key.verifying()), Err(Error::Signature));
        }
    }
}
