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
        // Bringing the schema up to date wraps what the database said.
        let mut cause: Option<&dyn std::error::Error> = Some(self);
        while let Some(error) = cause {
            let code = error.downcast_ref().and_then(rusqlite::Error::sqlite_error_code);
            if matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)) {
                return true;
            }
            cause = error.source();
        }
        matches!(self, Self::Unreadable)
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
