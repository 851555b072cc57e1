//! The replica: an SQLCipher file whose tables are a fold of the log. The same crate serves the tablet (one
//! caseload) and the server (the whole municipality); every screen reads it.
//!
//! It owns the file, its key's use, its schema, and the SQL of every noun. It keeps events exactly as they
//! came and folds them with `vizitas-domain`; it never makes an event, opens a sealed body, talks to a
//! network, reads a clock or draws a random number. Whatever is folded can be made again from the events.
//!
//! Errors and `Debug` output name ids and positions, never what is written about a person.

mod apply;
mod calls;
mod clients;
mod conflicts;
mod contacts;
mod cursor;
mod data_keys;
mod digests;
mod dump;
mod entries;
mod error;
mod events;
mod feedback;
mod first;
mod fold;
mod grants;
mod key;
mod looks;
mod messages;
mod notes;
mod open;
mod order;
mod promises;
mod rows;
mod search;
mod standard;
mod streams;
mod tasks;
mod visits;
mod words;
mod workers;

pub use apply::{Applied, Batch, Fold, Revocation};
pub use clients::Client;
pub use conflicts::StreamConflict;
pub use cursor::{Cursor, Proof, Receipt};
pub use data_keys::DataKey;
pub use digests::Digest;
pub use error::Error;
pub use events::{Arrival, StoredEvent};
pub use first::make_ready;
pub use grants::Grant;
pub use key::FileKey;
pub use looks::Look;
pub use open::{FOLDED_AS, Replica, forget_aside, set_aside};
pub use promises::ClientPromise;
pub use standard::Questionnaire;
pub use tasks::ClientTask;
pub use visits::{ClientVisit, Taken};
pub use workers::Worker;
