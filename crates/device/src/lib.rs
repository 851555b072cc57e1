//! The tablet's app without its window: unlock, outbox, sync client, one file per noun of use cases.
//! It must never know the window (no `tauri`) nor the server crate.

mod approval;
mod calls;
mod client_view;
mod compare;
mod conflict;
mod convert;
mod day;
pub mod device;
mod draft;
pub mod enrol;
pub mod error;
mod greeting;
mod guess;
pub mod https;
mod idle;
mod ids;
mod inbox;
pub mod keystore;
pub mod no_core;
pub mod outbox;
mod owner;
mod person;
mod phrase;
pub mod pin;
mod plan;
mod plug;
pub mod profile;
mod promise;
#[cfg(test)]
mod rasa;
pub mod recovery;
mod register;
mod response;
mod standard;
mod status;
mod stored;
pub mod sync;
pub mod tablet;
mod told;
pub mod transport;
mod tries;
pub mod uptime;
pub mod view;
mod visit;
pub mod wake;
mod wall;
