//! The log in a schema of a PostgreSQL: readers from a pool, one writer a node, and a lock that all nodes share and each
//! holds until its commit. What is asked of it stands in `statements`.
//!
//! Its work runs on a runtime of its own, so that calls may block as those of the embedded log do.

mod conversation;
mod line;
mod place;

use super::statement::Db as _;
use super::statements::DbRead;
use super::words::WordsKey;
use super::writer::{Writer, answer};
use super::{Log, Read, Work};
use crate::database::RawKey;
use crate::error::Error;
use conversation::Conversation;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use line::Line;
use place::Place;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio_postgres::NoTls;

/// Readers at once, at most: who comes then waits for one.
const READERS: usize = 16;

/// A log in PostgreSQL.
pub struct PostgresLog {
    pool: Pool,
    key: Arc<WordsKey>,
    writer: Writer,
    heads: watch::Receiver<u64>,
    /// The last to go: the others speak through it.
    runtime: Arc<Speaker>,
}

impl PostgresLog {
    /// Opens the log in a schema of a database, makes the schema when it is not there, and brings it to this program's form.
    /// Words about people stand in it under `key`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is none or the database loses what it confirms; [`Error::Sealed`] when the schema is
    /// under another key; when the database does not answer; when a newer program made the schema.
    pub fn open(address: &str, schema: &str, key: &RawKey) -> Result<Self, Error> {
        let (place, key) = (Place::of(address, schema)?, Arc::new(WordsKey::of(key)?));
        let runtime = Arc::new(Speaker::start()?);
        runtime.wait(place.make_ready(&key))?;
        let recycled = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(place.config.clone(), NoTls, recycled);
        let pool = Pool::builder(manager).max_size(READERS).build().map_err(|_| Error::Closed)?;
        let mut line = Line { runtime: Arc::clone(&runtime), place, key: Arc::clone(&key), client: None };
        let (told, heads) = watch::channel(line.head()?);
        let writer = Writer::start(move |batch| {
            let mut waiting = Vec::with_capacity(batch.len());
            let committed = line.commit(batch, &mut waiting);
            answer(&committed, waiting, &told);
        })?;
        Ok(Self { pool, key, writer, heads, runtime })
    }

    /// Whether no log was begun in a schema of a database yet.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is none; when the database does not answer.
    pub fn is_vacant(address: &str, schema: &str) -> Result<bool, Error> {
        let place = Place::of(address, schema)?;
        Speaker::start()?.wait(place.is_vacant())
    }

    /// A reader's connection that has begun to look. One that was lost meanwhile shows now, when nothing was seen yet.
    fn looking(&self) -> Result<Lent, Error> {
        loop {
            let client = self.runtime.wait(async { self.pool.get().await.map_err(from_pool) })?;
            let fresh = Object::metrics(&client).recycle_count == 0;
            let lent = Lent(Some(client));
            match self.by(&lent)?.tell("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") {
                Ok(()) => return Ok(lent),
                Err(error) if fresh => return Err(error),
                Err(_) => {}
            }
        }
    }

    fn by<'a>(&'a self, lent: &'a Lent) -> Result<Conversation<'a>, Error> {
        let client = lent.0.as_ref().ok_or(Error::Closed)?;
        Ok(Conversation { runtime: &self.runtime, client, key: &self.key })
    }
}

/// The runtime that connections live on.
struct Speaker(Option<Runtime>);

impl Speaker {
    fn start() -> Result<Self, Error> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name("log-postgres").enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Waits for an answer of the database.
    fn wait<T, E: Into<Error>>(&self, answer: impl Future<Output = Result<T, E>>) -> Result<T, Error> {
        let runtime = self.0.as_ref().ok_or(Error::Closed)?;
        // This thread may belong to another runtime, which lets nobody wait by it.
        let _connections_live_here = runtime.enter();
        pollster::block_on(answer).map_err(Into::into)
    }
}

impl Drop for Speaker {
    /// The last one who holds it may be a task of another runtime, where nobody may wait.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A connection of the pool that is closed unless it is given back: one with a transaction still open would show the next
/// reader what this one saw.
struct Lent(Option<Object>);

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

impl Log for PostgresLog {
    fn look(&self, look: &mut dyn FnMut(&dyn Read) -> Result<(), Error>) -> Result<(), Error> {
        let mut lent = self.looking()?;
        let conversation = self.by(&lent)?;
        let outcome = look(&DbRead(&conversation));
        conversation.tell("COMMIT")?;
        // One that the database refused something on may hold statements that fit no more.
        if !matches!(outcome, Err(Error::Database(_))) {
            drop(lent.0.take());
        }
        outcome
    }

    fn work(&self, work: Work) -> Result<(), Error> {
        self.writer.work(work)
    }

    /// What was deleted goes with PostgreSQL's own vacuum.
    fn settle(&self) -> Result<(), Error> {
        Ok(())
    }

    fn heads(&self) -> watch::Receiver<u64> {
        self.heads.clone()
    }
}

fn from_pool(error: deadpool_postgres::PoolError) -> Error {
    match error {
        deadpool_postgres::PoolError::Backend(error) => error.into(),
        error => Error::Database(error.to_string()),
    }
}

impl From<tokio_postgres::Error> for Error {
    /// What the database says in one line, without its detail: that quotes the row.
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(said) => Self::Database(format!("{} ({})", said.message(), said.code().code())),
            None => Self::Database(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
