//! The statements of the log, for both its databases: what reads and what writes, one file per noun. They run within a
//! transaction that a back end began, and begin none.

mod accounts;
mod audit;
mod held;
mod jobs;
mod leases;
mod openings;
mod pages;
mod passkeys;
mod photos;
mod read;
mod rights;
mod sightings;
mod staff;
mod wipes;
mod write;

pub(super) use read::DbRead;
pub(super) use write::DbWrite;
