//! Opening a replica's file: the key first, then proof that it is encrypted, then the schema. What cannot be
//! opened is left as it is; this module never deletes a file.

use crate::digests::Digests;
use crate::error::{Error, Result};
use crate::first::make_ready;
use crate::key::FileKey;
use crate::{cursor, streams};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

mod schema {
    refinery::embed_migrations!("../../migrations/replica");
}

/// How events and tables are written: raise it whenever a fold, a rule, a type of the domain, a row or the collation data
/// changes. Every file is then read and folded anew when it is next opened ([`Replica::catch_up`]).
pub const FOLDED_AS: u32 = 9;

/// How long a statement waits for another connection's write.
const BUSY: Duration = Duration::from_secs(5);

/// What a power cut may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// Nothing that was committed: `synchronous = FULL`.
    All,
    /// The last commits, never the order between them: `synchronous = NORMAL`.
    UpToSomeCommit,
}

/// An open replica. Several may be open on one file (one connection each): readers never wait for a writer.
pub struct Replica {
    pub(crate) connection: Connection,
    pub(crate) digests: Digests,
}

impl std::fmt::Debug for Replica {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replica")
    }
}

impl Replica {
    /// Opens the file, making it when there is none, and brings its schema up to date. Before anything is shown,
    /// [`Replica::catch_up`] has to bring the folded tables up to date too.
    ///
    /// # Errors
    /// [`Error::NotEncrypted`], [`Error::Unreadable`] (wrong key or damaged), [`Error::Newer`], and those of the
    /// file system. The file is then as it was.
    pub fn open(path: &Path, key: &FileKey) -> Result<Self> {
        Self::open_keeping(path, key, Keeping::All)
    }

    /// Opens a file that is made from a log beside it: after a power cut it may stand at an earlier commit, and
    /// reads on from there. No write waits for the disk.
    ///
    /// # Errors
    /// As [`Replica::open`].
    pub fn open_disposable(path: &Path, key: &FileKey) -> Result<Self> {
        Self::open_keeping(path, key, Keeping::UpToSomeCommit)
    }

    fn open_keeping(path: &Path, key: &FileKey, keeping: Keeping) -> Result<Self> {
        make_ready();
        refuse_plain(path)?;
        create_private(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        unlock(&connection, key)?;
        settings(&connection, keeping)?;
        migrate(&mut connection)?;
        let replica = Self { connection, digests: Digests::default() };
        if replica.number("folded_as")? != Some(FOLDED_AS) {
            let change = replica.connection.unchecked_transaction()?;
            streams::mark_all(&change)?;
            cursor::forget_meta(&change, "decoded_by")?;
            cursor::set_meta(&change, "folded_as", &FOLDED_AS.to_be_bytes())?;
            change.commit()?;
        }
        Ok(replica)
    }

    /// Whether what the events say was read by this version of the caller's reading, and is written as this app writes
    /// it. Else [`Replica::catch_up`] reads every event again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_read_by(&self, decoder: u32) -> Result<bool, Error> {
        Ok(self.number("decoded_by")? == Some(decoder))
    }

    /// Reads the whole file through: every page's seal and the structure of every table. Seconds on a large file.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when something is damaged.
    pub fn check(&self) -> Result<()> {
        // The seals are looked at in the file itself, past the log beside it: a page that a power cut tore while it was
        // carried over stands whole in the log. So what the log holds goes over first; where it cannot, on a full disk or
        // with a reader in the way, pages are read below as everybody reads them, and their seals with them.
        let carried_over = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0));
        let damaged = carried_over.unwrap_or(false) && {
            let mut seals = self.connection.prepare("PRAGMA cipher_integrity_check")?;
            seals.query([])?.next()?.is_some()
        };
        let structure: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if damaged || structure != "ok" { Err(Error::Unreadable) } else { Ok(()) }
    }

    /// Moves what the write-ahead log still holds into the file and empties it, so that deleted rows are gone
    /// from there too. Waits for no one: a reader in the middle of something leaves it for the next time.
    pub(crate) fn empty_wal(&self) -> Result<()> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Puts a file that cannot be opened aside, with what belongs to it, under a name that says so. Nothing is
/// deleted: a later app, or a person, may still read it.
///
/// # Errors
/// Those of the file system.
pub fn set_aside(path: &Path) -> Result<PathBuf> {
    let aside = (1_u32..)
        .map(|n| with_suffix(path, &format!(".damaged-{n}")))
        .find(|name| !name.exists())
        .ok_or(Error::TooLarge)?;
    for part in ["-wal", "-shm"] {
        match std::fs::rename(with_suffix(path, part), with_suffix(&aside, part)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    std::fs::rename(path, &aside)?;
    Ok(aside)
}

/// Deletes what was set aside beside a file, with what belongs to it: somebody whom it may still hold is erased. How many files
/// there were.
///
/// # Errors
/// Those of the file system.
pub fn forget_aside(path: &Path) -> Result<usize> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = path.file_name().unwrap_or_default().to_owned();
    prefix.push(".damaged-");
    let mut gone = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes()) {
            std::fs::remove_file(entry.path())?;
            gone += 1;
        }
    }
    Ok(gone)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A plain SQLite file says so in its first 16 bytes; an encrypted one begins with its salt.
fn refuse_plain(path: &Path) -> Result<()> {
    let mut start = [0; 16];
    let read = match std::fs::File::open(path) {
        Ok(mut file) => file.read_exact(&mut start),
        Err(error) => Err(error),
    };
    match read {
        Ok(()) if &start == b"SQLite format 3\0" => Err(Error::NotEncrypted),
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Makes the file, if there is none, readable by its owner alone; SQLite gives the log beside it the same mode.
fn create_private(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

fn unlock(connection: &Connection, key: &FileKey) -> Result<()> {
    // The key comes before anything else. An error would quote the statement, so it is not passed on.
    connection.execute_batch(&key.pragma()).map_err(|_| Error::Unreadable)?;
    // What fails is told by this crate's errors; the library would write it to the standard error as well.
    connection.query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(())).optional()?;
    // As strong as the default of SHA-512 for a page of 4 KiB, and two to three times as fast where the processor knows
    // SHA-256, as tablets' and servers' do.
    connection.query_row("PRAGMA cipher_hmac_algorithm = HMAC_SHA256", [], |_| Ok(())).optional()?;
    let cipher: Option<String> =
        connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).optional()?;
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::NoCipher);
    }
    let readable = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    readable.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::Unreadable,
        _ => error.into(),
    })
}

fn settings(connection: &Connection, keeping: Keeping) -> Result<()> {
    /// Statements kept prepared: all there are.
    const STATEMENTS: usize = 128;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Without it SQLite plans a statement anew for nearly every value that is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let _: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;",
    )?;
    connection.execute_batch(match keeping {
        Keeping::All => "PRAGMA synchronous = FULL",
        Keeping::UpToSomeCommit => "PRAGMA synchronous = NORMAL",
    })?;
    Ok(())
}

/// Brings the schema up to date in one transaction.
fn migrate(connection: &mut Connection) -> Result<()> {
    let runner = schema::migrations::runner().set_grouped(true);
    let known = runner.get_migrations().iter().map(refinery::Migration::version).max().unwrap_or(0);
    let begun = connection
        .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'", [], |_| Ok(()))
        .optional()?;
    if begun.is_some() {
        let newest = "SELECT coalesce(max(version), 0) FROM refinery_schema_history";
        let file: i32 = connection.query_row(newest, [], |row| row.get(0))?;
        if file > known {
            return Err(Error::Newer { file, known });
        }
    }
    runner.run(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> FileKey {
        FileKey::new([7; 32], [8; 16])
    }

    #[test]
    fn the_file_opens_again_with_its_key_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("replica");
        drop(Replica::open(&path, &key()).unwrap());
        Replica::open(&path, &key()).unwrap().check().unwrap();
        let other = FileKey::new([9; 32], [8; 16]);
        assert!(matches!(Replica::open(&path, &other), Err(Error::Unreadable)));
        Replica::open(&path, &key()).unwrap();
    }

    #[test]
    fn every_setting_holds() {
        let dir = tempfile::tempdir().unwrap();
        let replica = Replica::open(&dir.path().join("replica"), &key()).unwrap();
        let ask = |pragma: &str| -> String {
            let value = replica
                .connection
                .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, rusqlite::types::Value>(0));
            format!("{:?}", value.unwrap())
        };
        assert_eq!(ask("journal_mode"), "Text(\"wal\")");
        assert_eq!(ask("synchronous"), "Integer(2)");
        assert_eq!(ask("temp_store"), "Integer(2)");
        assert_eq!(ask("secure_delete"), "Integer(1)");
        assert_eq!(ask("cipher_status"), "Text(\"1\")");
        let disposable = Replica::open_disposable(&dir.path().join("disposable"), &key()).unwrap();
        let ask = disposable.connection.query_row("PRAGMA synchronous", [], |row| row.get::<_, i64>(0));
        assert_eq!(ask.unwrap(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("replica");
        let _open = Replica::open(&path, &key()).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            let mode = std::fs::metadata(with_suffix(&path, suffix)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{suffix}");
        }
    }

    #[test]
    fn a_plain_database_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("plain");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(Replica::open(&path, &key()), Err(Error::NotEncrypted)));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("replica");
        let replica = Replica::open(&path, &key()).unwrap();
        let newer = "INSERT INTO refinery_schema_history VALUES (99, 'later', '2026-11-22T00:00:00Z', '1')";
        replica.connection.execute(newer, []).unwrap();
        drop(replica);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(Replica::open(&path, &key()), Err(Error::Newer { file: 99, known: 3 })));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_damaged_file_is_set_aside_never_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("replica");
        drop(Replica::open(&path, &key()).unwrap());
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[200] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert!(matches!(Replica::open(&path, &key()), Err(Error::Unreadable)));
        let aside = set_aside(&path).unwrap();
        assert_eq!(std::fs::read(&aside).unwrap(), bytes);
        Replica::open(&path, &key()).unwrap();
        assert_ne!(set_aside(&path).unwrap(), aside);
    }
}
