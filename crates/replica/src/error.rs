//! What can go wrong with a replica. Nothing here carries a person's words: stored rows that do not parse are
//! named by table alone, and the statement that holds the key is never quoted.

use rusqlite::ErrorCode;
use vizitas_domain::id::EventId;

/// Why the replica could not do as asked. After any error nothing of the asked write has been kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library in use does not encrypt: `PRAGMA cipher_version` is empty.
    #[error("the SQLite in use cannot encrypt")]
    NoCipher,
    /// The file is a plain SQLite database.
    #[error("the file is not encrypted")]
    NotEncrypted,
    /// The key does not open the file, or its first page is damaged: the two cannot be told apart.
    #[error("the key does not open the file, or the file is damaged")]
    Unreadable,
    /// The file was written by a newer app. It is left as it is.
    #[error("the file has schema {file}, this app knows {known}")]
    Newer {
        /// Schema of the file.
        file: i32,
        /// Newest schema this app knows.
        known: i32,
    },
    /// The schema could not be brought up to date; the file is as it was.
    #[error("the schema could not be brought up to date")]
    Migration(#[from] refinery::Error),
    /// What is stored in a table does not read as this app expects.
    #[error("a row of {0} does not read: it has to be made again from the events' bytes")]
    Row(&'static str),
    /// Another event with this id is held already.
    #[error("{0} is held with another hash")]
    IdConflict(EventId),
    /// Another event holds the position, or the same event holds another one.
    #[error("position {0} of the log is held by another event")]
    PositionTaken(u64),
    /// The rules of the Lithuanian alphabet are not in the program.
    #[error("the rules of the Lithuanian alphabet are missing")]
    NoAlphabet,
    /// A number is beyond what the file can hold (2³⁹ positions, 2²² streams).
    #[error("a number is beyond what the file can hold")]
    TooLarge,
    /// The file cannot be reached.
    #[error("the file cannot be reached: {0}")]
    File(std::io::ErrorKind),
    /// The database refused.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

impl Error {
    /// Whether the file itself is at fault: then it can be set aside, and what it held read anew.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Unreadable)
            || self.was_told(&[ErrorCode::NotADatabase, ErrorCode::DatabaseCorrupt])
    }

    /// Whether there was no room for what was to be written: a person can make some.
    #[must_use]
    pub fn is_full(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self, Self::File(StorageFull | QuotaExceeded)) || self.was_told(&[ErrorCode::DiskFull])
    }

    /// Whether the database said one of these, to us or to what brings the schema up to date, which wraps it.
    fn was_told(&self, codes: &[ErrorCode]) -> bool {
        let mut cause: Option<&dyn std::error::Error> = Some(self);
        while let Some(error) = cause {
            let code = error.downcast_ref().and_then(rusqlite::Error::sqlite_error_code);
            if code.is_some_and(|code| codes.contains(&code)) {
                return true;
            }
            cause = error.source();
        }
        false
    }
}

impl From<std::io::Error> for Error {
    /// Keeps the kind alone: the message would name a path.
    fn from(error: std::io::Error) -> Self {
        Self::File(error.kind())
    }
}

/// The crate's results.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi::{self, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR};

    #[test]
    fn a_full_disk_and_a_damaged_file_are_told_apart() {
        let told = |code| Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        let kinds = |error: Error| (error.is_full(), error.is_damage());
        assert_eq!(kinds(told(SQLITE_FULL)), (true, false));
        assert_eq!(kinds(Error::File(std::io::ErrorKind::StorageFull)), (true, false));
        assert_eq!(kinds(told(SQLITE_CORRUPT)), (false, true));
        assert_eq!(kinds(told(SQLITE_IOERR)), (false, false));
    }
}
