//! Deterministic CBOR (RFC 8949 §4.2.1) in a narrow profile, and numbered fields over it.
//!
//! The profile: integers, byte strings, text, arrays, maps whose keys are unsigned integers, booleans, null.
//! No floats, tags, indefinite lengths or other simple values, now or later: an old server must be able to check
//! what a newer app made. A field that is absent means zero, empty, false or none. This module owns the grammar
//! and must never know what a field means.

mod check;
mod read;
mod write;

pub use check::{Limits, check};
pub use read::{Fields, Value};
pub use write::{Fields as FieldsMut, Out, Put, list, map_of};
