//! The municipality's log: what it keeps and the few statements it needs. Business state is not its matter: it orders
//! sealed events, and holds the tables by which adding and reading are authorised, all changed under one lock.
//!
//! Two back ends answer these traits, and both must pass the conformance suite. Calls block: they are made from threads
//! that may wait, never from a task of the network.

mod accounts;
mod audit;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod gaps;
mod held;
mod jobs;
mod leases;
mod openings;
mod pages;
mod passkeys;
mod photos;
mod postgres;
mod rights;
mod rows;
mod sightings;
mod sqlite;
mod staff;
mod statement;
mod statements;
mod wipes;
mod words;
mod writer;

pub use accounts::{AccountRow, ReadAccounts, Realm, WriteAccounts};
pub use audit::{AuditCheckpoint, AuditRecord, AuditSearch, ReadAudit, Witness, WriteAudit};
pub(crate) use audit::{LISTED, LOOK, OPENED, USED};
pub use held::{HeldFate, HeldOutcome, HeldSize, ReadHeld, WriteHeld};
pub use jobs::{EarlyNews, Inbound, Job, JobRow, JobState, ReadJobs, StrayDone, WriteJobs};
pub use leases::{Leased, ReadLeases, WriteLeases};
pub use openings::{Opening, ReadOpenings, WriteOpenings};
pub use pages::{Fate, LinkHash, PageAnswer, PageLink, ReadPages, WritePages};
pub use passkeys::{Ceremony, PasskeyRow, ReadPasskeys, WritePasskeys};
pub use photos::{Photo, ReadPhotos, WritePhotos};
pub use postgres::PostgresLog;
pub use rights::{Erasure, ReadRights, Restriction, RetentionNotice, WriteRights};
pub use rows::{
    Claim, Code, Entry, Epoch, Grant, Head, Held, Installation, LedgerRow, Link, Person, Quarantined,
    Standing, StreamKind, StreamRow,
};
pub use sightings::{ReadSightings, WriteSightings};
pub use sqlite::SqliteLog;
pub(crate) use sqlite::copy as copy_database;
pub use staff::{ReadStaff, Session, StaffRow, Suspension, Tries, WriteStaff};
pub use wipes::{ReadWipes, Wipe, WriteWipes};

use crate::error::Error;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::log::Digest;
use vizitas_sync::sign::Signature;

/// What can be asked of the log. All answers within one look belong to one state of it. A statement fails only when
/// the database does, or when a stored row is not what this program wrote.
pub trait Read:
    ReadAccounts
    + ReadAudit
    + ReadHeld
    + ReadJobs
    + ReadLeases
    + ReadOpenings
    + ReadPages
    + ReadPasskeys
    + ReadPhotos
    + ReadRights
    + ReadSightings
    + ReadStaff
    + ReadWipes
{
    /// The newest position with its epoch and chain hash.
    fn head(&self) -> Result<Head, Error>;
    /// The chain hash at a position; zeros at 0, none past the head.
    fn chain_at(&self, position: u64) -> Result<Option<Hash>, Error>;
    /// Entries after a position, in log order, at most `limit`.
    fn after(&self, position: u64, limit: u32) -> Result<Vec<Entry>, Error>;
    /// Entries of one stream in (`after`, `upto`], in log order, at most `limit`.
    fn of_stream(&self, stream: StreamId, after: u64, upto: u64, limit: u32) -> Result<Vec<Entry>, Error>;
    /// Entries in (`after`, `upto`] of the streams that the worker held at each entry's position, in log order, at most
    /// `limit`. The entries up to a grant's own position are not among them: they are its backfill.
    fn granted(&self, worker: ActorId, after: u64, upto: u64, limit: u32) -> Result<Vec<Entry>, Error>;
    /// Grants and revocations of one worker at positions in (`after`, `upto`].
    fn grant_changes(&self, worker: ActorId, after: u64, upto: u64) -> Result<Vec<Grant>, Error>;
    /// The entry of an event.
    fn entry(&self, event: EventId) -> Result<Option<Entry>, Error>;
    /// The position and hash of an event, when it has a place.
    fn placed(&self, event: EventId) -> Result<Option<(u64, Hash)>, Error>;
    /// Every event known at one link of an installation's chain: one, or several where the chain was forked.
    fn links(&self, installation: InstallationId, incarnation: u32, seq: u64) -> Result<Vec<Link>, Error>;
    /// The last positioned link of an installation's chain.
    fn last_link(&self, installation: InstallationId, incarnation: u32) -> Result<Option<Link>, Error>;
    /// The link with the highest number of an installation's chain, positioned or held in quarantine.
    fn newest_link(&self, installation: InstallationId, incarnation: u32) -> Result<Option<Link>, Error>;
    /// A stream, when it is known.
    fn stream(&self, stream: StreamId) -> Result<Option<StreamRow>, Error>;
    /// All streams of a kind, in the order in which they began.
    fn streams(&self, kind: StreamKind) -> Result<Vec<StreamRow>, Error>;
    /// The digest of a stream's entries in (`after`, `upto`].
    fn digest(&self, stream: StreamId, after: u64, upto: u64) -> Result<Digest, Error>;
    /// Every grant a worker has or had.
    fn grants_of(&self, worker: ActorId) -> Result<Vec<Grant>, Error>;
    /// Every grant a stream has or had.
    fn grants_on(&self, stream: StreamId) -> Result<Vec<Grant>, Error>;
    /// A person with rights at this server.
    fn person(&self, actor: ActorId) -> Result<Option<Person>, Error>;
    /// An installation, revoked or not.
    fn installation(&self, installation: InstallationId) -> Result<Option<Installation>, Error>;
    /// Every tablet's installation, revoked or not, the newest first.
    fn tablets(&self) -> Result<Vec<Installation>, Error>;
    /// The quarantine: events that got no position, oldest first.
    fn quarantine(&self, installation: InstallationId) -> Result<Vec<Quarantined>, Error>;
    /// Whether the quarantine holds anything of an installation's.
    fn is_held(&self, installation: InstallationId) -> Result<bool, Error>;
    /// The epochs, oldest first.
    fn epochs(&self) -> Result<Vec<Epoch>, Error>;
    /// What was last imported from one list of one office.
    fn ledger(&self, office: &str, list: &str) -> Result<Vec<LedgerRow>, Error>;
    /// Who holds the cells `from..to` of a worker.
    fn claims(&self, worker: ActorId, from: i64, to: i64) -> Result<Vec<Claim>, Error>;
    /// Whose time is held for a client from a cell on.
    fn claims_on(&self, stream: StreamId, from: i64) -> Result<Vec<Claim>, Error>;
    /// A one-time code, used or not.
    fn code(&self, lookup: &[u8; 8]) -> Result<Option<Code>, Error>;
    /// A number kept beside the log; 0 when it was never set.
    fn mark(&self, name: &str) -> Result<u64, Error>;
}

/// What can be changed, all of it within one transaction that holds the log's lock. Work that was told an error by one of
/// these must end with it: nothing more can be asked or kept then.
pub trait Write:
    WriteAccounts
    + WriteAudit
    + WriteHeld
    + WriteJobs
    + WriteLeases
    + WriteOpenings
    + WritePages
    + WritePasskeys
    + WritePhotos
    + WriteRights
    + WriteSightings
    + WriteStaff
    + WriteWipes
{
    /// The log as it is by now, this work's own changes included.
    fn read(&self) -> &dyn Read;
    /// Gives an event the next position, unless its id has one already. Position and chain hash are worked out here,
    /// under the lock; `kind` is the stream's when it begins with this event.
    fn place(&mut self, event: &SealedEvent, kind: StreamKind) -> Result<Option<u64>, Error>;
    /// Gives a new event the next position, as [`Write::place`] does.
    ///
    /// # Errors
    /// When the event's id has a position already.
    fn append(&mut self, event: &SealedEvent, kind: StreamKind) -> Result<u64, Error> {
        self.place(event, kind)?.ok_or_else(|| Error::Exists(event.header().id.to_string()))
    }
    /// Writes a grant that has its event's position as `since`.
    fn put_grant(&mut self, grant: &Grant) -> Result<(), Error>;
    /// Ends a worker's open grant of a stream at a position. False when she holds none.
    fn end_grant(
        &mut self,
        stream: StreamId,
        worker: ActorId,
        until: u64,
        for_cause: bool,
    ) -> Result<bool, Error>;
    /// Writes a person and her rights, or changes them.
    fn put_person(&mut self, person: &Person) -> Result<(), Error>;
    /// Writes an installation, or changes it.
    fn put_installation(&mut self, installation: &Installation) -> Result<(), Error>;
    /// Keeps an event that got no position, or renews its verdict.
    fn put_quarantine(&mut self, event: &Quarantined) -> Result<(), Error>;
    /// Takes an event out of quarantine: it got a position. If it was there, that is written down.
    fn leave_quarantine(&mut self, link: &Link, at: Time) -> Result<(), Error>;
    /// Keeps the signature that came with a link.
    fn put_signature(&mut self, link: &Link, signature: &Signature) -> Result<(), Error>;
    /// Begins an epoch. Later appends carry it.
    fn begin_epoch(&mut self, epoch: &Epoch) -> Result<(), Error>;
    /// Writes what was imported of a row.
    fn put_ledger(&mut self, office: &str, list: &str, row: &LedgerRow) -> Result<(), Error>;
    /// Writes a one-time code, or that it was used.
    fn put_code(&mut self, code: &Code) -> Result<(), Error>;
    /// Sets a number kept beside the log.
    fn set_mark(&mut self, name: &str, value: u64) -> Result<(), Error>;
    /// Claims a cell; false when another visit holds it.
    fn claim(&mut self, claim: &Claim) -> Result<bool, Error>;
    /// Claims a cell, whoever holds it.
    fn seize(&mut self, claim: &Claim) -> Result<(), Error>;
    /// Gives back all cells of a visit.
    fn release(&mut self, visit: VisitId) -> Result<(), Error>;
}

/// A piece of work under the log's lock.
pub type Work = Box<dyn FnOnce(&mut dyn Write) -> Result<(), Error> + Send>;

/// A municipality's log.
pub trait Log: Send + Sync {
    /// Looks at one consistent state of the log.
    fn look(&self, look: &mut dyn FnMut(&dyn Read) -> Result<(), Error>) -> Result<(), Error>;
    /// Does a piece of work alone, under the log's lock, and returns when it is durable. Work that fails leaves no
    /// trace, whatever shared its commit.
    fn work(&self, work: Work) -> Result<(), Error>;
    /// Carries everything over into the file itself, so that nothing that was deleted stands beside it.
    ///
    /// # Errors
    /// When the database fails.
    fn settle(&self) -> Result<(), Error>;
    /// Follows the newest position committed by this process.
    fn heads(&self) -> watch::Receiver<u64>;
}

impl dyn Log + '_ {
    /// [`Log::look`] with an answer.
    ///
    /// # Errors
    /// What `look` returns.
    pub fn read<T>(&self, mut look: impl FnMut(&dyn Read) -> Result<T, Error>) -> Result<T, Error> {
        let mut answer = None;
        self.look(&mut |log| {
            answer = Some(look(log)?);
            Ok(())
        })?;
        answer.ok_or(Error::Closed)
    }

    /// [`Log::work`] with an answer.
    ///
    /// # Errors
    /// What `work` returns, or that nothing could be committed.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Write) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = Arc::new(Mutex::new(None));
        let place = Arc::clone(&answer);
        self.work(Box::new(move |log| {
            let done = work(log)?;
            *place.lock().map_err(|_| Error::Closed)? = Some(done);
            Ok(())
        }))?;
        let mut answer = answer.lock().map_err(|_| Error::Closed)?;
        answer.take().ok_or(Error::Closed)
    }
}
