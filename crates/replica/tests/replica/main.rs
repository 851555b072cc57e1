//! The replica from outside, on real files: taking events in, folding, forgetting, and what screens ask.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asking;
mod folding;
mod forgetting;
mod searching;
mod stage;
mod taking_in;
