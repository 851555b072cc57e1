//! What can go wrong at the server. Errors carry codes, ids and file names; never a word of a client's.

use std::path::PathBuf;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Reading or writing elsewhere failed: a socket, the terminal.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The database refused a statement.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused a statement, or did not answer.
    #[error("database: {0}")]
    Database(String),
    /// The database's form is newer than this program, or its upgrade failed.
    #[error("database upgrade: {0}")]
    Upgrade(#[from] refinery::Error),
    /// This build has no SQLCipher, or the file lies there in plain.
    #[error("not encrypted, refused: {0}")]
    NotEncrypted(PathBuf),
    /// The replica refused.
    #[error("replica: {0}")]
    Replica(#[from] vizitas_replica::Error),
    /// Bytes of an event or a message are not what they should be.
    #[error("bytes: {0}")]
    Bytes(#[from] vizitas_sync::Error),
    /// Something sealed could not be opened: wrong key or damaged bytes.
    #[error("cannot be opened with this key: {0}")]
    Sealed(&'static str),
    /// The operating system gave no random bytes, or a cipher failed.
    #[error("cryptography failed: {0}")]
    Crypto(&'static str),
    /// A key file can be read by others than its owner.
    #[error("{0}: readable by others; set its mode to 0600")]
    Exposed(PathBuf),
    /// It is there already.
    #[error("exists already: {0}")]
    Exists(String),
    /// There is no such thing.
    #[error("not found: {0}")]
    Missing(String),
    /// The stream moved on since it was looked at: catch up and decide again.
    #[error("the stream has changed meanwhile")]
    Moved,
    /// Whoever is named works here no more then.
    #[error("the worker has left by then")]
    Left,
    /// It is done on a proof alone, and whoever asks has given none just now.
    #[error("nobody has proved just now to be the one who signed in")]
    Unproved,
    /// A setting or an argument makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// A field of a setting makes no sense.
    #[error("{field}: {why}")]
    Field {
        /// Its name, with its place where it has one: `hours[0].from`.
        field: String,
        /// Which sentence says what is wrong with it.
        cause: Unfit,
        /// What should stand there.
        why: String,
    },
    /// The audit is not what was written.
    #[error("{0}")]
    Audit(#[from] crate::audit::Fault),
    /// A stored or received message is not what it should be.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// The certificate could not be made or used.
    #[error("TLS: {0}")]
    Tls(String),
    /// The log could not be written; nothing of the batch was kept.
    #[error("not committed: {0}")]
    NotCommitted(String),
    /// The database went away while it was told to commit, and has not said since whether it did.
    #[error("it is not known whether this was kept: look before you do it again")]
    Unsure,
    /// The writer of the log has stopped.
    #[error("the log is closed")]
    Closed,
}

/// What is wrong with a field of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing stands there.
    Empty,
    /// It is no address or number that anything can be sent to.
    Address,
    /// It goes over a line that is not sealed, to another machine.
    Unsealed,
    /// It ends before it begins, or is more than there can be.
    Range,
    /// Nothing says whom a message is for.
    Recipient,
    /// Nothing says what a message says.
    Words,
    /// It is none of those that there are.
    Kind,
    /// It was given for something else, and has to be given again.
    Again,
}

impl Unfit {
    /// Its name, by which its sentence is found.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Address => "address",
            Self::Unsealed => "unsealed",
            Self::Range => "range",
            Self::Recipient => "recipient",
            Self::Words => "words",
            Self::Kind => "kind",
            Self::Again => "again",
        }
    }

    /// Nothing stands there, or what does is otherwise wrong.
    pub(crate) fn empty_or(text: &str, otherwise: Self) -> Self {
        if text.trim().is_empty() { Self::Empty } else { otherwise }
    }
}

impl Error {
    /// Says which field makes no sense, and what should stand there.
    pub(crate) fn field(field: impl Into<String>, cause: Unfit, why: impl Into<String>) -> Self {
        Self::Field { field: field.into(), cause, why: why.into() }
    }

    /// Says which file an input or output error is about.
    pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
