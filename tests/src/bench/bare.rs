//! The floors' database: SQLCipher with the settings of ours, one table, nothing else. What it takes to put the same
//! bytes there, or to get them, no design can avoid.

use super::failure::BenchError;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;

/// A bare table of bytes by number.
pub(crate) struct Bare(Connection);

impl Bare {
    /// Makes one in a new file.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn create(path: &Path) -> Result<Self, BenchError> {
        vizitas_replica::make_ready();
        let db = Connection::open(path)?;
        db.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(48)))?;
        let _: Option<String> =
            db.query_row("PRAGMA cipher_hmac_algorithm = HMAC_SHA256", [], |row| row.get(0)).optional()?;
        let _: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;
             PRAGMA cache_size = -65536;
             CREATE TABLE kept (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;",
        )?;
        Ok(Self(db))
    }

    /// Puts rows behind the others, in one durable commit.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn add<'b>(&mut self, rows: impl IntoIterator<Item = &'b [u8]>) -> Result<(), BenchError> {
        let change = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = change.prepare_cached("INSERT INTO kept (bytes) VALUES (?1)")?;
            for bytes in rows {
                insert.execute([bytes])?;
            }
        }
        Ok(change.commit()?)
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn count(&self) -> Result<i64, BenchError> {
        Ok(self.0.query_row("SELECT coalesce(max(number), 0) FROM kept", [], |row| row.get(0))?)
    }

    /// Reads rows `from..=to`; how many bytes they are.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn read(&self, from: i64, to: i64) -> Result<usize, BenchError> {
        let sql = "SELECT bytes FROM kept WHERE number BETWEEN ?1 AND ?2 ORDER BY number";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query((from, to))?;
        let mut bytes = 0;
        while let Some(row) = rows.next()? {
            bytes += row.get::<_, Vec<u8>>(0)?.len();
        }
        Ok(bytes)
    }
}
