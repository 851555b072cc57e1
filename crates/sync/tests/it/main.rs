//! What is promised of the bytes: they come back, they are the ones of ever, and nothing forged passes.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests stop at the first surprise, as tests do"
)]

mod bodies;
mod carrying;
mod corpus;
mod events;
mod fixtures;
mod golden;
mod keys;
mod messages;
mod samples;
mod sizes;
