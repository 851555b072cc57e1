//! The vault: the data key of every generation of every stream, each wrapped by the key-encryption key, in a file of
//! its own. Destroying a stream's keys here erases the stream everywhere; it never lets a key out unwrapped except to
//! this process.

use crate::database::{self, RawKey};
use crate::error::Error;
use crate::kek::Kek;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{DataKey, KeyId, StreamKey};

mod recovery;

pub(crate) use recovery::{AskedRow, CodeRow};

mod schema {
    refinery::embed_migrations!("../../migrations/vault");
}

/// By which an event names its key.
pub(crate) type KeyName = (StreamId, u32, KeyId);

/// The vault of one municipality.
pub struct Vault {
    db: Mutex<Connection>,
    kek: Arc<Kek>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// Opens the vault, makes it when it is not there, and brings it to this program's form.
    ///
    /// # Errors
    /// As [`database::open`]; when the file was made by a newer program.
    pub fn open(path: &Path, key: &RawKey, kek: Arc<Kek>) -> Result<Self, Error> {
        let mut db = database::open(path, key)?;
        database::upgrade(&mut db, schema::migrations::runner())?;
        Ok(Self { db: Mutex::new(db), kek })
    }

    fn db(&self) -> Result<MutexGuard<'_, Connection>, Error> {
        self.db.lock().map_err(|_| Error::Closed)
    }

    /// Keeps keys, durable on return. One that is held already stays as it is; a key of an erased stream is not kept.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put(&self, keys: &[StreamKey]) -> Result<(), Error> {
        let mut db = self.db()?;
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for key in keys {
            let id = key.key.id();
            let wrapped = self.kek.wrap(&label(key.stream, key.generation, id), key.key.bytes())?;
            let sql = "INSERT INTO data_keys (stream, generation, key_id, wrapped)
                SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM erased WHERE stream = ?1)
                ON CONFLICT DO NOTHING";
            change.prepare_cached(sql)?.execute((key.stream.0.as_bytes(), key.generation, id.0, wrapped))?;
        }
        Ok(change.commit()?)
    }

    /// The key that an event's header names.
    ///
    /// # Errors
    /// When the database fails or the wrap does not open.
    pub fn key(&self, stream: StreamId, generation: u32, id: KeyId) -> Result<Option<DataKey>, Error> {
        let sql = "SELECT wrapped FROM data_keys WHERE stream = ?1 AND generation = ?2 AND key_id = ?3";
        let wrapped: Option<Vec<u8>> = self
            .db()?
            .prepare_cached(sql)?
            .query_row((stream.0.as_bytes(), generation, id.0), |row| row.get(0))
            .optional()?;
        wrapped.map(|wrapped| self.unwrap(stream, generation, id, &wrapped)).transpose()
    }

    /// Every key of a stream, the oldest generation first.
    ///
    /// # Errors
    /// When the database fails or a wrap does not open.
    pub fn keys(&self, stream: StreamId) -> Result<Vec<StreamKey>, Error> {
        let db = self.db()?;
        let sql =
            "SELECT generation, key_id, wrapped FROM data_keys WHERE stream = ?1 ORDER BY generation, key_id";
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query([stream.0.as_bytes()])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            let (generation, id) = (row.get(0)?, KeyId(row.get(1)?));
            let key = self.unwrap(stream, generation, id, &row.get::<_, Vec<u8>>(2)?)?;
            keys.push(StreamKey { stream, generation, key });
        }
        Ok(keys)
    }

    /// What every key that is held is named by.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn names(&self) -> Result<HashSet<KeyName>, Error> {
        let db = self.db()?;
        let mut statement = db.prepare("SELECT stream, generation, key_id FROM data_keys")?;
        let name = |row: &rusqlite::Row<'_>| {
            Ok((StreamId(Uuid::from_bytes(row.get(0)?)), row.get(1)?, KeyId(row.get(2)?)))
        };
        Ok(statement.query_map([], name)?.collect::<Result<_, _>>()?)
    }

    /// The key that new events of a stream are sealed with.
    ///
    /// # Errors
    /// As [`Vault::keys`]; [`Error::Missing`] when the stream has none.
    pub fn newest(&self, stream: StreamId) -> Result<StreamKey, Error> {
        self.keys(stream)?.pop().ok_or_else(|| Error::Missing(format!("data key of {stream}")))
    }

    fn unwrap(&self, stream: StreamId, generation: u32, id: KeyId, wrapped: &[u8]) -> Result<DataKey, Error> {
        let bytes = self.kek.unwrap(&label(stream, generation, id), wrapped)?;
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| Error::Sealed("a data key"))?;
        Ok(DataKey::from_bytes(bytes))
    }

    /// Makes every wrap anew under the key that wraps now, all or none. Gives how many there were to do.
    ///
    /// # Errors
    /// When the database fails or a wrap does not open; then nothing was changed.
    pub(crate) fn rewrap(&self) -> Result<usize, Error> {
        let mut db = self.db()?;
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut done = 0;
        {
            let mut rows = change.prepare("SELECT stream, generation, key_id, wrapped FROM data_keys")?;
            let mut rows = rows.query([])?;
            let sql =
                "UPDATE data_keys SET wrapped = ?4 WHERE stream = ?1 AND generation = ?2 AND key_id = ?3";
            while let Some(row) = rows.next()? {
                let (stream, generation, id) = (row.get(0)?, row.get(1)?, KeyId(row.get(2)?));
                let label = label(StreamId(Uuid::from_bytes(stream)), generation, id);
                let Some(anew) = self.kek.rewrap(&label, &row.get::<_, Vec<u8>>(3)?)? else { continue };
                done += change.prepare_cached(sql)?.execute((stream, generation, id.0, anew))?;
            }
        }
        done += recovery::rewrap(&change, &self.kek)?;
        change.commit()?;
        Ok(done)
    }

    /// Whether every key opens.
    ///
    /// # Errors
    /// When the database fails or a wrap does not open.
    pub(crate) fn opens(&self) -> Result<(), Error> {
        let db = self.db()?;
        let mut rows = db.prepare("SELECT stream, generation, key_id, wrapped FROM data_keys")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let label = label(StreamId(Uuid::from_bytes(row.get(0)?)), row.get(1)?, KeyId(row.get(2)?));
            self.kek.unwrap(&label, &row.get::<_, Vec<u8>>(3)?)?;
        }
        recovery::open(&db, &self.kek)
    }

    /// Whether a stream was erased for ever.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_erased(&self, stream: StreamId) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM erased WHERE stream = ?1)";
        Ok(self.db()?.prepare_cached(sql)?.query_row([stream.0.as_bytes()], |row| row.get(0))?)
    }

    /// The erasure register: which streams, and when each was erased.
    ///
    /// # Errors
    /// When the database fails.
    pub fn register(&self) -> Result<Vec<(StreamId, Time)>, Error> {
        register(&*self.db()?)
    }

    /// Carries everything over into the file itself, so that no key that was destroyed stands beside it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settle(&self) -> Result<(), Error> {
        database::settle(&*self.db()?)
    }

    /// Destroys every key of a stream and writes it into the erasure register.
    ///
    /// # Errors
    /// When the database fails; then nothing was destroyed.
    pub fn erase(&self, stream: StreamId, at: Time) -> Result<(), Error> {
        self.erase_all(&[(stream, at)])
    }

    /// The same for several, all or none: one person may have several.
    ///
    /// # Errors
    /// When the database fails; then nothing was destroyed.
    pub fn erase_all(&self, streams: &[(StreamId, Time)]) -> Result<(), Error> {
        destroy(&mut *self.db()?, streams)
    }
}

/// Keys met on the way through many events: a stream's events follow one another closely, and each key is asked for once.
pub(crate) struct KeyRing<'v> {
    vault: &'v Vault,
    known: HashMap<(StreamId, u32, KeyId), Option<DataKey>>,
}

impl<'v> KeyRing<'v> {
    pub(crate) fn of(vault: &'v Vault) -> Self {
        Self { vault, known: HashMap::new() }
    }

    /// The key that a header names, when the vault has it.
    pub(crate) fn key(&mut self, header: &Header) -> Result<Option<&DataKey>, Error> {
        let known = match self.known.entry((header.stream, header.generation, header.key)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(self.vault.key(header.stream, header.generation, header.key)?),
        };
        Ok(known.as_ref())
    }

    /// The key that a header names, when it was asked for already.
    pub(crate) fn met(&self, header: &Header) -> Option<&DataKey> {
        self.known.get(&(header.stream, header.generation, header.key))?.as_ref()
    }
}

/// The erasure register of an open vault.
pub(crate) fn register(db: &Connection) -> Result<Vec<(StreamId, Time)>, Error> {
    let mut statement = db.prepare("SELECT stream, at FROM erased ORDER BY at, stream")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, i64>(1)?)))?;
    rows.map(|row| {
        row.map(|(stream, at)| (StreamId(uuid::Uuid::from_bytes(stream)), Time(at))).map_err(Error::from)
    })
    .collect()
}

/// Destroys the keys of streams in an open vault and writes them into its register.
pub(crate) fn destroy(db: &mut Connection, streams: &[(StreamId, Time)]) -> Result<(), Error> {
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (stream, at) in streams {
        let sql = "INSERT INTO erased (stream, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        change.execute(sql, (stream.0.as_bytes(), at.0))?;
        change.execute("DELETE FROM data_keys WHERE stream = ?1", [stream.0.as_bytes()])?;
    }
    Ok(change.commit()?)
}

/// Binds a wrap to its place, so that rows cannot be exchanged.
fn label(stream: StreamId, generation: u32, id: KeyId) -> Vec<u8> {
    [b"data key v1 ".as_slice(), stream.0.as_bytes(), &generation.to_be_bytes(), &id.0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(stream: u8, generation: u32, byte: u8) -> StreamKey {
        let stream = StreamId(Uuid::from_bytes([stream; 16]));
        StreamKey { stream, generation, key: DataKey::from_bytes([byte; 32]) }
    }

    #[test]
    fn every_generation_stays_until_the_stream_is_erased() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Arc::new(Kek::create(&dir.path().join("kek")).unwrap());
        let path = dir.path().join("vault.db");
        let raw = RawKey::beside(&path, &kek).unwrap();
        let vault = Vault::open(&path, &raw, Arc::clone(&kek)).unwrap();
        let (first, second, other) = (key(1, 1, 1), key(1, 2, 2), key(2, 1, 3));
        vault.put(&[first.clone(), second.clone(), other.clone()]).unwrap();
        vault.put(std::slice::from_ref(&first)).unwrap();
        drop(vault);
        let vault = Vault::open(&path, &raw, kek).unwrap();
        assert_eq!(vault.keys(first.stream).unwrap(), [first.clone(), second.clone()]);
        assert_eq!(vault.newest(first.stream).unwrap(), second);
        assert_eq!(vault.key(first.stream, 1, first.key.id()).unwrap(), Some(first.key.clone()));
        assert_eq!(vault.key(first.stream, 1, second.key.id()).unwrap(), None);
        vault.erase(first.stream, Time(1)).unwrap();
        vault.put(std::slice::from_ref(&first)).unwrap();
        assert!(vault.keys(first.stream).unwrap().is_empty());
        assert!(vault.is_erased(first.stream).unwrap() && !vault.is_erased(other.stream).unwrap());
        assert!(matches!(vault.newest(first.stream), Err(Error::Missing(_))));
    }
}
