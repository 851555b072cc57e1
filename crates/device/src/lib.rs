//! The tablet's app without its window: unlock, outbox, sync client, one file per noun of use cases.
//! It must never know the window (no `tauri`) nor the server crate.

pub mod view;
