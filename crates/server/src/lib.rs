//! The municipality's server: the log that orders what happened, the vault of data keys, and those who read and add:
//! tablets by push and pull, the office by console, import and commands.
//!
//! It never asks at a terminal, and its logs, errors and addresses name people by id only.

pub mod absence;
mod agenda;
mod approve;
pub mod audit;
mod authority;
pub mod backup;
mod board;
pub mod books;
mod called;
mod carry;
pub mod client_page;
mod clients;
mod clock;
mod compare;
pub mod console;
mod contact;
pub mod database;
pub mod dossier;
mod enrol;
pub mod erasing;
pub mod error;
pub mod folder;
mod guests;
pub mod hours;
pub mod http;
mod identity;
mod idle;
pub mod import;
mod inbox;
mod judge;
pub mod kek;
mod leaving;
pub mod log;
mod looks;
pub mod messages;
mod mirror;
mod municipality;
pub mod no_core;
mod offer;
mod office;
mod openings;
pub mod photo;
pub mod planning;

mod pull;
mod push;
mod quota;
pub mod recovery;
mod reschedule;
pub mod restriction;
pub mod retention;
pub mod serve;
pub mod settings;
mod sightings;
mod slots;
pub mod staff;
mod standard;
pub mod tls;
mod unseen;
pub mod vault;
mod watch;
mod wipe;
mod workers;

pub use agenda::AgendaLine;
pub use backup::{restore, restore_with};
pub use clock::Clock;
pub use enrol::Approval;
pub use error::Error;
pub use folder::DataFolder;
pub use municipality::Municipality;
pub use reschedule::{Consent, Move};
