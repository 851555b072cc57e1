//! The data keys of the streams a replica holds. They lie inside the encrypted file and go with their stream.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{bytes, first, id, list};
use rusqlite::Connection;
use vizitas_domain::id::StreamId;
use zeroize::Zeroizing;

/// A stream's key of one generation.
#[derive(Clone)]
pub struct DataKey {
    /// The stream.
    pub stream: StreamId,
    /// Its generation: each revocation of a grant begins a new one.
    pub generation: u32,
    /// 256 bits.
    pub key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataKey({}, generation {})", self.stream, self.generation)
    }
}

/// Keeps a key. One that is held already stays as it is.
pub(crate) fn keep(connection: &Connection, key: &DataKey) -> Result<()> {
    let sql = "INSERT INTO data_keys (stream, generation, key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute((bytes(key.stream.0), key.generation, key.key.as_slice()))?;
    Ok(())
}

/// Deletes a stream's keys.
pub(crate) fn purge(connection: &Connection, stream: StreamId) -> Result<()> {
    connection.prepare_cached("DELETE FROM data_keys WHERE stream = ?1")?.execute([bytes(stream.0)])?;
    Ok(())
}

const SELECT: &str = "SELECT stream, generation, key FROM data_keys";

fn read(row: &rusqlite::Row<'_>) -> Result<DataKey> {
    Ok(DataKey { stream: StreamId(id(row, 0)?), generation: row.get(1)?, key: Zeroizing::new(row.get(2)?) })
}

impl Replica {
    /// Keeps keys, durably before the first event sealed with them is saved.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep_keys(&mut self, keys: &[DataKey]) -> Result<()> {
        let change = self.connection.transaction()?;
        for key in keys {
            keep(&change, key)?;
        }
        Ok(change.commit()?)
    }

    /// A stream's key of one generation.
    ///
    /// # Errors
    /// Those of the database.
    pub fn data_key(&self, stream: StreamId, generation: u32) -> Result<Option<DataKey>> {
        let sql = format!("{SELECT} WHERE stream = ?1 AND generation = ?2");
        first(&self.connection, &sql, (bytes(stream.0), generation), read)
    }

    /// A stream's newest key: the one to seal with.
    ///
    /// # Errors
    /// Those of the database.
    pub fn newest_key(&self, stream: StreamId) -> Result<Option<DataKey>> {
        let sql = format!("{SELECT} WHERE stream = ?1 ORDER BY generation DESC LIMIT 1");
        first(&self.connection, &sql, [bytes(stream.0)], read)
    }

    /// Every key of a stream, the oldest generation first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keys_of(&self, stream: StreamId) -> Result<Vec<DataKey>> {
        let sql = format!("{SELECT} WHERE stream = ?1 ORDER BY generation");
        list(&self.connection, &sql, [bytes(stream.0)], read)
    }

    /// Every key held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn data_keys(&self) -> Result<Vec<DataKey>> {
        list(&self.connection, SELECT, [], read)
    }
}
