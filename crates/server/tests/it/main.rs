//! The server as a tablet and an administrator meet it: a real listener on a free port, TLS, and the public library.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

mod absence;
mod administering;
mod approving;
mod audit;
mod audit_pages;
mod authenticator;
mod backing_up;
mod board;
mod books;
mod calling;
mod carrying;
mod client_page;
mod clients;
mod commands;
mod contract;
mod desk;
mod enrolment;
mod erasing;
mod idle;
mod inbox;
mod issuer;
mod keys;
mod killed;
mod leaving;
mod malicious;
mod messaging;
mod office;
mod openings;
mod pages;
mod passkeys;
mod planning;
mod postgres;
mod provider;
mod pulling;
mod pushing;
mod recovering;
mod restoring;
mod rights;
mod seen;
mod settings;
mod signing_in;
mod strangers;
mod tablet;
mod verdicts;
mod watching;
mod witness;
mod workers;
