//! The tablet's app without its window: unlock, outbox, sync client, one file per noun of use cases.
//! It must never know the window (no `tauri`) nor the server crate.

pub mod error;
pub mod keystore;
pub mod outbox;
pub mod pin;
pub mod view;
