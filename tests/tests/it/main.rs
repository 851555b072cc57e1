//! The one integration-test binary of this folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod arrows;
mod calendars;
mod canary;
mod console;
mod desk;
mod door;
mod elsewhere;
mod faults;
mod layout;
mod line;
mod released;
mod routes;
mod scenarios;
mod security;
mod tidy;
mod tls;
mod told;
mod window;
mod world;
