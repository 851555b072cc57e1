//! What happened and what follows from it: typed events, the fold of a stream into its state, the rules for
//! what was done at the same time, and a visit's table of states.
//!
//! This crate does no I/O, reads no clock and draws no random number: times and ids come in as arguments. It
//! knows nothing of bytes on a wire, of databases or of screens.

pub mod address;
pub mod calling;
pub mod client;
pub mod concurrency;
pub mod event;
pub mod fold;
pub mod greeting;
pub mod id;
pub mod idle;
pub mod mention;
pub mod phone;
pub mod reach;
pub mod register;
pub mod retention;
pub mod state;
pub mod task;
pub mod text;
pub mod time;
pub mod told;
pub mod typed;
pub mod unseen;
pub mod visit;
pub mod worker;
