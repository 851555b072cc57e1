//! Events as bytes: how they are written, sealed, chained, signed and carried, and in which order a sync does
//! its work. These bytes are for ever; `docs/WIRE.md` is their table and `tests/fixtures/wire` their witness.
//!
//! This crate does no I/O and reads no clock; random bytes come through [`entropy::Entropy`]. It knows nothing of
//! databases, files, HTTP or screens, and decides nothing about business state: that is the fold's matter.

pub mod audit;
pub mod batch;
pub mod body;
pub mod cbor;
pub mod chain;
pub mod check;
pub mod code;
pub mod entropy;
mod error;
pub mod event;
pub mod hash;
pub mod header;
pub mod hlc;
pub mod keys;
pub mod lease;
pub mod log;
pub mod offer;
pub mod plan;
pub mod recovery;
pub mod seal;
pub mod sign;
#[cfg(feature = "testing")]
pub mod testing;
pub mod unlock;
pub mod wipe;
pub mod wire;

pub use error::Error;
