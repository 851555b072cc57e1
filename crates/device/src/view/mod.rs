//! What the screens are told and what they ask: plain data between `device` and the window.
//!
//! Owns the shapes only; it must never decide, compute or word anything. TypeScript gets the same shapes
//! from here (`ui/src/backend/bindings`, written by `cargo test -p vizitas-device`, committed).
//!
//! Conventions, everywhere below:
//! - ids are opaque strings;
//! - `day` is a local calendar day, `"2026-11-23"`; `time` is local wall time without a leading zero, `"9:35"`;
//!   both are already in the municipality's time zone, the window never converts;
//! - durations are whole minutes;
//! - text is what people wrote (names, notes); everything else is a code that the window words by Fluent.

mod calls;
mod carry;
mod client;
mod conflict;
mod contact;
mod day;
mod error;
mod lease;
mod person;
mod plan;
mod promise;
mod recovery;
mod shut;
mod standard;
mod status;
mod sync;
mod visit;

pub use calls::*;
pub use carry::*;
pub use client::*;
pub use conflict::*;
pub use contact::*;
pub use day::*;
pub use error::*;
pub use lease::*;
pub use person::*;
pub use plan::*;
pub use promise::*;
pub use recovery::*;
pub use shut::*;
pub use standard::*;
pub use status::*;
pub use sync::*;
pub use visit::*;

/// Gives types that carry personal data a `Debug` that shows their name alone, so that no log can leak them.
macro_rules! redacted {
    ($($name:ident),+ $(,)?) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })+
    };
}
use redacted;
