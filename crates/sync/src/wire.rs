//! Protocol version 1: what tablet and server say to one another. Every message is one map of numbered fields
//! whose field 0 is the protocol version; a field a side does not know is passed over. It owns the messages' bytes;
//! what is done with them belongs to the two sides.

mod carry;
mod contact;
mod digest;
mod enrol;
mod looks;
mod offer;
mod problem;
mod pull;
mod push;
mod recovery;
mod request;

pub use carry::{CarryAnswer, CarryOutcome, CarryRequest};
pub use contact::{ContactAnswer, ContactRequest};
pub use digest::{DigestAnswer, DigestRequest, HeadsAnswer, HeadsRequest, Loading, StreamDigest};
pub use enrol::{EnrolAnswer, EnrolRequest, Enrolled};
pub use looks::{Deed, LOOKS_LIMIT, Look, LooksAnswer, LooksRequest};
pub use offer::{OfferAnswer, OfferRequest, OfferedList};
pub use problem::{Problem, ProblemCode};
pub use pull::{Backfill, Granted, Held, OwnPlaced, PullAnswer, PullRequest, Pulled, Revoked, WITNESS_LIMIT};
pub use push::{Code, PushAnswer, PushOutcome, PushRequest, Verdict};
pub use recovery::{
    OfferedCode, RecoverAnswer, RecoverRequest, RecoveryWrap, Way, WrapsAnswer, WrapsRequest,
};
pub use request::{PROOF_WINDOW_MS, Proof, Prover};

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits};

/// The version spoken here.
pub const PROTOCOL: u64 = 1;
/// Most bytes of any message.
pub const MESSAGE_LIMIT: usize = 8 << 20;
const LIMITS: Limits = Limits { bytes: MESSAGE_LIMIT, depth: 10 };
const VERSION: u64 = 0;

/// A message that travels.
pub trait Message: Sized {
    /// Writes the fields, from 1 up.
    #[doc(hidden)]
    fn write(&self, map: &mut FieldsMut);
    /// Reads the fields.
    #[doc(hidden)]
    fn read(map: &Fields<'_>) -> Result<Self, Error>;

    /// The message as bytes.
    fn encode(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        map.uint(VERSION, PROTOCOL);
        self.write(&mut map);
        map.finish()
    }

    /// Reads a message. [`Error::Version`] when the other side speaks another protocol.
    fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let map = Fields::whole(bytes, LIMITS)?;
        match map.uint(VERSION)? {
            PROTOCOL => Self::read(&map),
            other => Err(Error::Version(other)),
        }
    }
}
