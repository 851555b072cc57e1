//! How far the replica has read the log: its cursors, the newest of which counts; what pull answers proved; the epochs;
//! and small facts of its own. It judges no signature.

use crate::error::{Error, Result};
use crate::events::unsigned;
use crate::open::Replica;
use crate::rows::{first, list};
use rusqlite::{Connection, Row};
use vizitas_domain::concurrency::Epochs;

/// A point of the log. The default is the empty log's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The epoch: each restore begins a new one.
    pub epoch: u32,
    /// The position up to which the log was scanned.
    pub position: u64,
    /// The log's hash chain there (h_P).
    pub head: [u8; 32],
}

/// How far an answer brought the replica, and what it proves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Up to where the answer scanned.
    pub cursor: Cursor,
    /// What it proves; none from a server node, which reads its own log, and where nothing was placed.
    pub proof: Option<Proof>,
}

/// A list of places with its signature, both verbatim. By it an event of whatever maker, offered after a restore, shows
/// that it had been accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What was signed: epoch, positions and event hashes.
    pub list: Vec<u8>,
    /// By the municipality's log key.
    pub signature: Vec<u8>,
}

fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| Error::TooLarge)
}

/// Keeps a receipt; its cursor is the replica's from now on.
pub(crate) fn keep(connection: &Connection, receipt: &Receipt) -> Result<()> {
    let cursor = &receipt.cursor;
    let sql = "INSERT OR REPLACE INTO cursors (position, epoch, head) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute((signed(cursor.position)?, cursor.epoch, cursor.head))?;
    if let Some(proof) = &receipt.proof {
        let sql = "INSERT INTO proofs (list, signature) VALUES (?1, ?2)";
        connection.prepare_cached(sql)?.execute((&proof.list, &proof.signature))?;
    }
    Ok(())
}

/// Forgets cursors after a position. What was proved stays.
pub(crate) fn forget_after(connection: &Connection, position: u64) -> Result<()> {
    connection.execute("DELETE FROM cursors WHERE position > ?1", [signed(position)?])?;
    Ok(())
}

/// Writes down an epoch; says whether it was news.
pub(crate) fn begin_epoch(connection: &Connection, epoch: u32, kept: u64) -> Result<bool> {
    let sql = "INSERT INTO epochs (epoch, kept) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(connection.prepare_cached(sql)?.execute((epoch, signed(kept)?))? == 1)
}

/// The epochs that are known.
pub(crate) fn epochs(connection: &Connection) -> Result<Epochs> {
    let mut epochs = Epochs::default();
    let rows =
        list(connection, "SELECT epoch, kept FROM epochs", [], |row| Ok((row.get(0)?, unsigned(row, 1)?)))?;
    for (epoch, kept) in rows {
        epochs.begin(epoch, kept);
    }
    Ok(epochs)
}

/// Writes down a small fact.
pub(crate) fn set_meta(connection: &Connection, name: &str, value: &[u8]) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute((name, value))?;
    Ok(())
}

/// Forgets a small fact.
pub(crate) fn forget_meta(connection: &Connection, name: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM meta WHERE name = ?1")?.execute([name])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Cursor> {
    Ok(Cursor { position: unsigned(row, 0)?, epoch: row.get(1)?, head: row.get(2)? })
}

impl Replica {
    /// Up to where the log was read.
    ///
    /// # Errors
    /// Those of the database.
    pub fn cursor(&self) -> Result<Cursor> {
        let sql = "SELECT position, epoch, head FROM cursors ORDER BY position DESC LIMIT 1";
        Ok(first(&self.connection, sql, [], read)?.unwrap_or_default())
    }

    /// Every point of the log that was a cursor here, the oldest first: for finding the last one in common with a
    /// restored log.
    ///
    /// # Errors
    /// Those of the database.
    pub fn cursors(&self) -> Result<Vec<Cursor>> {
        list(&self.connection, "SELECT position, epoch, head FROM cursors ORDER BY position", [], read)
    }

    /// What pull answers proved, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn proofs(&self) -> Result<Vec<Proof>> {
        list(&self.connection, "SELECT list, signature FROM proofs ORDER BY num DESC", [], |row| {
            Ok(Proof { list: row.get(0)?, signature: row.get(1)? })
        })
    }

    /// The epochs of the log that are known here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn epochs(&self) -> Result<Epochs> {
        epochs(&self.connection)
    }

    /// A small fact kept beside the log: a server's address, when the plan was last seen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn meta(&self, name: &str) -> Result<Option<Vec<u8>>> {
        first(&self.connection, "SELECT value FROM meta WHERE name = ?1", [name], |row| Ok(row.get(0)?))
    }

    /// Writes down a small fact, over the one of that name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_meta(&mut self, name: &str, value: &[u8]) -> Result<()> {
        set_meta(&self.connection, name, value)
    }

    /// A small fact that is a number of four bytes, the highest first.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u32>> {
        let value = self.meta(name)?.and_then(|value| value.try_into().ok());
        Ok(value.map(u32::from_be_bytes))
    }
}
