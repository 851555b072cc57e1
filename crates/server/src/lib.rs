//! The municipality's server: the log that orders what happened, the vault of data keys, and those who read and add:
//! tablets by push and pull, the office by import and commands.
//!
//! It never asks at a terminal, and its logs, errors and addresses name people by id only.

pub mod database;
pub mod error;
pub mod folder;
pub mod import;
pub mod kek;
pub mod log;
pub mod tls;
