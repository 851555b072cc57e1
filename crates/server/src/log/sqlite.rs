//! The log in one encrypted SQLite file: connections, the writer's transaction, the readers' snapshots. What is asked of it
//! stands in `statements`.

use super::statement::{Columns, Db, Row, Value};
use super::statements::DbRead;
use super::writer::{Job, Outcome, Writer, answer, batch};
use super::{Log, Read, Work};
use crate::database::{self, RawKey};
use crate::error::Error;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, TransactionBehavior, params_from_iter};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

mod migrations {
    refinery::embed_migrations!("../../migrations/log-sqlite");
}

/// The one writer keeps more pages in memory than a reader, who has to let go of them whenever something was written.
const WRITERS_CACHE_KIB: i32 = -64 * 1024;
/// Pages of the write-ahead log that are worth carrying over into the file.
const CARRIED_OVER_AT: i32 = 1_000;
/// Readers kept open between looks.
const IDLE_READERS: usize = 8;

/// The embedded log.
pub struct SqliteLog {
    path: PathBuf,
    key: RawKey,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
    heads: watch::Receiver<u64>,
}

impl SqliteLog {
    /// Opens the log, makes it when it is not there, and brings it to this program's form.
    ///
    /// # Errors
    /// As [`database::open`]; when the file was made by a newer program.
    pub fn open(path: &Path, key: RawKey) -> Result<Self, Error> {
        let mut db = database::open(path, &key)?;
        database::upgrade(&mut db, migrations::migrations::runner())?;
        db.set_prepared_statement_cache_capacity(64);
        db.pragma_update(None, "cache_size", WRITERS_CACHE_KIB)?;
        let (told, heads) = watch::channel(DbRead(&db).head()?.position);
        let written_ahead = Arc::new(AtomicI32::new(0));
        let pages = Arc::clone(&written_ahead);
        db.wal_hook(Some(move |_: &mut Wal, count| {
            pages.store(count, Ordering::Relaxed);
            Ok(())
        }))?;
        let writer = Writer::start(move |batch| {
            run(&mut db, batch, &told);
            if written_ahead.load(Ordering::Relaxed) >= CARRIED_OVER_AT {
                carry_over(&db);
            }
        })?;
        Ok(Self { path: path.to_owned(), key, readers: Mutex::new(Vec::new()), writer, heads })
    }

    fn reader(&self) -> Result<Connection, Error> {
        let idle = self.readers.lock().map_err(|_| Error::Closed)?.pop();
        if let Some(db) = idle {
            return Ok(db);
        }
        let db = database::open(&self.path, &self.key)?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(db)
    }
}

impl Db for Connection {
    fn rows(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            each(&Row(row))?;
        }
        Ok(())
    }

    fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, Error> {
        Ok(self.prepare_cached(sql)?.execute(params_from_iter(values))?)
    }

    fn tell(&self, statements: &str) -> Result<(), Error> {
        Ok(self.execute_batch(statements)?)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Nothing => ValueRef::Null,
            Value::Number(number) => ValueRef::Integer(number),
            Value::Text(text) | Value::Words(text) | Value::Found(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) | Value::Private(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Columns for rusqlite::Row<'_> {
    fn value(&self, column: usize) -> Result<Value<'_>, Error> {
        Ok(match self.get_ref(column)? {
            ValueRef::Null => Value::Nothing,
            ValueRef::Integer(number) => Value::Number(number),
            ValueRef::Text(_) => Value::Text(self.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?),
            ValueRef::Blob(bytes) => Value::Bytes(bytes),
            ValueRef::Real(_) => return Err(Error::Malformed("row of the log")),
        })
    }

    fn private(&self, column: usize) -> Result<Vec<u8>, Error> {
        Ok(self.get_ref(column)?.as_bytes().map_err(rusqlite::Error::from)?.to_vec())
    }
}

/// Copies an open database, consistent, into a new file under the same key.
pub(crate) fn copy(db: &Connection, target: &Path, key: &RawKey) -> Result<(), Error> {
    if target.exists() {
        return Err(Error::Exists(target.display().to_string()));
    }
    database::make_private(target)?;
    let mut into = Connection::open(target)?;
    database::unlock(&into, key)?;
    rusqlite::backup::Backup::new(db, &mut into)?.run_to_completion(1000, std::time::Duration::ZERO, None)?;
    Ok(())
}

impl Log for SqliteLog {
    fn look(&self, look: &mut dyn FnMut(&dyn Read) -> Result<(), Error>) -> Result<(), Error> {
        let mut db = self.reader()?;
        let snapshot = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
        look(&DbRead(&*snapshot))?;
        drop(snapshot);
        let mut idle = self.readers.lock().map_err(|_| Error::Closed)?;
        if idle.len() < IDLE_READERS {
            idle.push(db);
        }
        Ok(())
    }

    fn work(&self, work: Work) -> Result<(), Error> {
        self.writer.work(work)
    }

    fn settle(&self) -> Result<(), Error> {
        database::settle(&self.reader()?)
    }

    fn heads(&self) -> watch::Receiver<u64> {
        self.heads.clone()
    }
}

/// One commit for the whole batch.
fn run(db: &mut Connection, batch: Vec<Job>, told: &watch::Sender<u64>) {
    let mut waiting = Vec::with_capacity(batch.len());
    let committed = commit(db, batch, &mut waiting);
    answer(&committed, waiting, told);
}

/// Carries pages from the write-ahead log over into the file: SQLite would do it before a commit returns, while somebody
/// waits.
fn carry_over(db: &Connection) {
    // What a reader still needs is carried over the next time.
    if let Err(error) = db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
        tracing::warn!(%error, "the log's file could not be brought up to date");
    }
}

fn commit(db: &mut Connection, jobs: Vec<Job>, waiting: &mut Vec<Outcome>) -> Result<u64, Error> {
    let mut jobs = jobs.into_iter();
    let result = (|| {
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let position = batch(&*transaction, &mut jobs, waiting)?;
        transaction.commit()?;
        Ok(position)
    })();
    // Jobs that were not reached because the database failed are told so too.
    waiting.extend(jobs.map(|job| (job.done, Ok(()))));
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kek::Kek;
    use crate::log::conformance;

    #[test]
    fn passes_the_suite_of_every_log() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let made = std::cell::Cell::new(0);
        conformance::suite(|| {
            made.set(made.get() + 1);
            let path = dir.path().join(format!("log{}.db", made.get()));
            let key = RawKey::beside(&path, &kek).unwrap();
            std::sync::Arc::new(SqliteLog::open(&path, key).unwrap())
        });
    }

    #[test]
    fn a_log_of_a_newer_program_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let path = dir.path().join("log.db");
        drop(SqliteLog::open(&path, RawKey::beside(&path, &kek).unwrap()).unwrap());
        let key = RawKey::beside(&path, &kek).unwrap();
        let db = database::open(&path, &key).unwrap();
        db.execute(
            "INSERT INTO refinery_schema_history(version, name, applied_on, checksum) VALUES (999, 'later', '2030-01-01T00:00:00Z', '1')",
            [],
        )
        .unwrap();
        drop(db);
        assert!(matches!(
            SqliteLog::open(&path, RawKey::beside(&path, &kek).unwrap()),
            Err(Error::Upgrade(_))
        ));
        assert!(path.exists());
    }
}
