//! The fold, told as stories of people who did not know of one another.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects by failing"
)]

mod anything;
mod conflicts;
mod field;
mod names;
mod register;
mod story;
mod telling;
mod unseen;
