//! An encrypted SQLite file: opening it with its own random key and salt, and bringing its form up to date.
//! What stands in the tables is the business of the log, the vault and the replica.

use crate::error::Error;
use crate::kek::{Kek, hex, random, write_private};
use refinery::Runner;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::fs::OpenOptions;
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use vizitas_replica::FileKey;
use zeroize::Zeroizing;

/// Pages a connection keeps open in memory, at most: a page that is let go has to be opened and checked again. Negative
/// numbers are KiB.
const CACHE_KIB: i32 = -16 * 1024;

/// 32 bytes of key and 16 of salt. The salt is given with the key, because a salt read from the first sector
/// makes a file unopenable when a power cut tears that sector.
pub struct RawKey(Zeroizing<[u8; 48]>);

impl std::fmt::Debug for RawKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RawKey")
    }
}

impl RawKey {
    /// Reads the key beside `database` (its name with `.key`), or makes it when neither exists.
    ///
    /// # Errors
    /// When the database is there without its key, or the key does not open under `kek`.
    pub fn beside(database: &Path, kek: &Kek) -> Result<Self, Error> {
        let file = key_file(database);
        if file.exists() {
            return Self::kept(database, kek);
        }
        if database.exists() {
            return Self::kept(database, kek);
        }
        let raw = Zeroizing::new(random::<48>()?);
        write_private(&file, &kek.wrap(&label(database), raw.as_slice())?)?;
        Ok(Self(raw))
    }

    /// Reads the key that was made for `database`, which may be elsewhere.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is not there; when it does not open under `kek`.
    pub(crate) fn kept(database: &Path, kek: &Kek) -> Result<Self, Error> {
        let file = key_file(database);
        let missing = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::Missing(file.display().to_string()),
            _ => Error::at(&file)(error),
        };
        let wrapped = std::fs::read(&file).map_err(missing)?;
        Self::from_slice(&kek.unwrap(&label(database), &wrapped)?)
    }

    /// Makes the wrap of the key beside `database` anew under the key that wraps now. True when there was something to do.
    pub(crate) fn rewrap(database: &Path, kek: &Kek) -> Result<bool, Error> {
        kek.rewrap_file(&label(database), &key_file(database))
    }

    fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        let raw = bytes.try_into().map_err(|_| Error::Sealed("a database key of a wrong length"))?;
        Ok(Self(Zeroizing::new(raw)))
    }

    /// The same for the replica's own opening.
    pub(crate) fn file_key(&self) -> FileKey {
        let (mut key, mut salt) = ([0; 32], [0; 16]);
        let (first, rest) = self.0.split_at(32);
        key.copy_from_slice(first);
        salt.copy_from_slice(rest);
        FileKey::new(key, salt)
    }

    /// The key with its salt, for what is derived from both.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// As SQLCipher wants it: `x'<64 hex digits of key><32 of salt>'`.
    pub(crate) fn literal(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", hex(self.0.as_slice())))
    }
}

/// Where the wrapped key of a database stands.
pub(crate) fn key_file(database: &Path) -> PathBuf {
    database.with_extension("key")
}

fn label(database: &Path) -> Vec<u8> {
    let name = database.file_name().unwrap_or_default();
    [b"database ", name.as_encoded_bytes()].concat()
}

/// Opens a database for reading and writing; makes it when it is not there.
///
/// # Errors
/// When the file is plain SQLite, the key is wrong, or this build has no SQLCipher.
pub fn open(path: &Path, key: &RawKey) -> Result<Connection, Error> {
    vizitas_replica::make_ready();
    refuse_plain(path)?;
    make_private(path)?;
    let db = Connection::open(path)?;
    unlock(&db, key)?;
    let version: String = db.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap_or_default();
    if version.is_empty() {
        return Err(Error::NotEncrypted(path.to_owned()));
    }
    db.busy_timeout(Duration::from_secs(20))?;
    // A wrong key shows at the first read, so read before anything is set.
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "cache_size", CACHE_KIB)?;
    // Without it SQLite plans a statement anew for nearly every value that is bound to it.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(db)
}

/// Says key and cipher, which is the first that a connection must hear. Pages carry HMAC-SHA-256 and not SHA-512, the
/// default: processors have instructions for the former (docs/adr/0008).
pub(crate) fn unlock(db: &Connection, key: &RawKey) -> Result<(), Error> {
    db.pragma_update(None, "key", key.literal().as_str())?;
    db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    Ok(())
}

/// Brings a database to this program's form in one transaction. A file made by a newer program is refused.
///
/// # Errors
/// When a migration fails or the file knows one that this program does not.
pub(crate) fn upgrade(db: &mut Connection, runner: Runner) -> Result<(), Error> {
    runner.set_grouped(true).set_abort_missing(true).set_abort_divergent(true).run(db)?;
    Ok(())
}

/// Carries the write-ahead log over into the file and empties it: with `secure_delete` what was deleted is nowhere then.
///
/// # Errors
/// When the database fails. A reader who is at it leaves some of it for the next time.
pub(crate) fn settle(db: &Connection) -> Result<(), Error> {
    Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

/// Makes the file, if there is none, readable by its owner alone; SQLite gives the log beside it the same mode.
pub(crate) fn make_private(path: &Path) -> Result<(), Error> {
    let made = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    made.map(drop).map_err(Error::at(path))
}

fn refuse_plain(path: &Path) -> Result<(), Error> {
    let mut header = [0; 16];
    match std::fs::File::open(path) {
        Ok(mut file) => {
            let read = file.read(&mut header).map_err(Error::at(path))?;
            if header.get(..read) == Some(b"SQLite format 3\0".as_slice()) {
                return Err(Error::NotEncrypted(path.to_owned()));
            }
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::at(path)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sealed_and_opens_with_its_own_key_only() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let path = dir.path().join("log.db");
        let key = RawKey::beside(&path, &kek).unwrap();
        let db = open(&path, &key).unwrap();
        db.execute_batch("CREATE TABLE t(x TEXT) STRICT; INSERT INTO t VALUES('Ąžuolas')").unwrap();
        let seal: String = db.query_row("PRAGMA cipher_hmac_algorithm", [], |row| row.get(0)).unwrap();
        assert_eq!(seal, "HMAC_SHA256");
        drop(db);
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.starts_with(b"SQLite"));
        assert!(!bytes.windows(8).any(|w| w == "Ąžuol".as_bytes()));
        let again = RawKey::beside(&path, &kek).unwrap();
        let text: String =
            open(&path, &again).unwrap().query_row("SELECT x FROM t", [], |r| r.get(0)).unwrap();
        assert_eq!(text, "Ąžuolas");
        let wrong = RawKey::beside(&dir.path().join("other.db"), &kek).unwrap();
        assert!(open(&path, &wrong).is_err());
    }

    #[test]
    fn a_plain_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let path = dir.path().join("log.db");
        let key = RawKey::beside(&path, &kek).unwrap();
        std::fs::write(&path, b"SQLite format 3\0rest").unwrap();
        assert!(matches!(open(&path, &key), Err(Error::NotEncrypted(_))));
    }

    #[test]
    fn a_database_without_its_key_is_never_given_a_new_one() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let path = dir.path().join("log.db");
        std::fs::write(&path, b"sealed").unwrap();
        assert!(matches!(RawKey::beside(&path, &kek), Err(Error::Missing(_))));
    }
}
