//! Backups of a municipality: the log's and the vault's, each a file of its own with a life of its own. Both hold what they
//! hold as it lies on the disk, sealed, so that without the key-encryption key they say nothing; and the log's holds no key
//! of any client. That a position is covered is said only when a verified copy of the log holds it and a verified copy of
//! the vault holds every key used up to it.

mod file;
mod place;
mod restore;
mod schedule;
mod state;

pub use restore::{restore, restore_with};
pub use schedule::Backups;
pub use state::{BackupState, KindState, Trouble};

use crate::database::{self, RawKey};
use crate::error::Error;
use crate::folder::{LogIn, MunicipalityFolder};
use crate::identity::Identity;
use crate::kek::Kek;
use crate::log::Write;
use crate::municipality::Municipality;
use crate::vault::Vault;
use file::{ERASURES, Label};
use place::Scratch;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use utoipa::ToSchema;
use vizitas_domain::time::Time;

/// The mark up to which backups cover log and vault: what tablets are told.
pub(crate) const BACKED_UP: &str = "backed_up";
/// The mark up to which a copy of the log goes.
const LOG_BACKED_UP: &str = "log_backed_up";
/// The mark up to which a copy of the vault has every key.
const VAULT_BACKED_UP: &str = "vault_backed_up";
/// The deed of a backup that held both.
const BOTH_MADE: &str = "backed up";
/// The deed of one that failed; its reason is the kind and the [`Failure`], by their names.
const FAILED: &str = "backup failed";

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BackupKind)]
pub enum Kind {
    /// The log: every event, sealed, and the tables beside them.
    Log,
    /// The vault: the keys, wrapped, with the municipality's own.
    Vault,
}

impl Kind {
    /// In the order in which they are made: a key is in the vault before its first event is in the log.
    pub const ALL: [Self; 2] = [Self::Log, Self::Vault];

    /// Its name, as it stands in files' names and in the audit.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Vault => "vault",
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Log => LOG_BACKED_UP,
            Self::Vault => VAULT_BACKED_UP,
        }
    }

    /// The mark of when one was last made, in seconds since 1970.
    fn made_mark(self) -> &'static str {
        match self {
            Self::Log => "log_backup_at",
            Self::Vault => "vault_backup_at",
        }
    }

    /// The marks of when one last failed, and of its [`Failure`].
    fn failed_marks(self) -> [&'static str; 2] {
        match self {
            Self::Log => ["log_backup_failed_at", "log_backup_failure"],
            Self::Vault => ["vault_backup_failed_at", "vault_backup_failure"],
        }
    }

    /// The deed of one that was made; its reason is where it lies.
    pub(crate) fn deed(self) -> &'static str {
        match self {
            Self::Log => "log backed up",
            Self::Vault => "vault backed up",
        }
    }
}

/// A backup that was made and read back.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it lies.
    pub file: PathBuf,
    /// Up to which position it goes; of the vault, whose events' keys it has.
    pub covers: u64,
}

/// Why a backup was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BackupFailure)]
pub enum Failure {
    /// The folder is not there: a disk that nobody put in, perhaps.
    FolderMissing,
    /// No room is left.
    DiskFull,
    /// It may not be written there.
    NotWritable,
    /// What was written is not what is read.
    Damaged,
    /// The key-encryption key does not fit.
    Key,
    /// Something else; the server's log has it.
    Other,
}

impl Failure {
    /// Each with its number as a mark, which stays once it stands in a log, and its name.
    const KNOWN: [(Self, u64, &str); 6] = [
        (Self::FolderMissing, 1, "folder_missing"),
        (Self::DiskFull, 2, "disk_full"),
        (Self::NotWritable, 3, "not_writable"),
        (Self::Damaged, 4, "damaged"),
        (Self::Key, 5, "key"),
        (Self::Other, 6, "other"),
    ];

    fn of(error: &Error) -> Self {
        use rusqlite::ErrorCode;
        use std::io::ErrorKind;
        match error {
            Error::File { source, .. } | Error::Io(source) => match source.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing,
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
                _ => Self::Other,
            },
            Error::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::DiskFull,
                Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::NotWritable,
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
                _ => Self::Other,
            },
            Error::Malformed(_) => Self::Damaged,
            Error::Sealed(_) | Error::Exposed(_) | Error::Missing(_) => Self::Key,
            _ => Self::Other,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::KNOWN.iter().find(|(known, ..)| *known == self).map_or("other", |(.., name)| name)
    }

    /// Its number as a mark.
    fn number(self) -> u64 {
        Self::KNOWN.iter().find(|(known, ..)| *known == self).map_or(0, |(_, number, _)| *number)
    }

    fn from_number(of: u64) -> Self {
        Self::KNOWN.iter().find(|(_, number, _)| *number == of).map_or(Self::Other, |(known, ..)| *known)
    }
}

impl Municipality {
    /// What this server makes backups of.
    fn backed_up(&self) -> impl Iterator<Item = Kind> + use<> {
        let elsewhere = self.about.log == LogIn::Postgres;
        Kind::ALL.into_iter().filter(move |kind| !(elsewhere && *kind == Kind::Log))
    }

    /// Makes a backup of one kind: into the file `to`, which must not exist, or under a name of its own into the folder `to`.
    /// It appears whole, is read back, and only then counts. Serving goes on meanwhile.
    ///
    /// # Errors
    /// When it cannot be written or read back; then no file of it is left and nothing is covered by it.
    pub fn backup(&self, kind: Kind, to: &Path) -> Result<Made, Error> {
        let made = self.clock.now();
        let file = std::path::absolute(place::target(to, &self.slug, kind, made)?)?;
        let kek = Arc::new(self.kek()?);
        let covers = {
            let scratch = Scratch::beside(&file)?;
            let label = self.copy_into(&scratch.0, kind, made, &kek)?;
            let whole = scratch.0.join("whole");
            file::pack(&whole, &label, |part| self.part(&scratch.0, part))?;
            place::put(&whole, &file)?;
            label.covers
        };
        if let Err(error) = verified(&file, kind, &kek) {
            // One that does not read back must never be taken for a backup.
            if let Err(error) = std::fs::remove_file(&file) {
                tracing::error!(file = %file.display(), %error, "this is no backup, and could not be deleted");
            }
            return Err(error);
        }
        let (office, place) = (self.identity.office, file.display().to_string());
        self.log.write(move |log| {
            cover(log, kind, covers)?;
            log.set_mark(kind.made_mark(), seconds(made))?;
            log.audit_because(made, office, kind.deed(), None, &place)
        })?;
        Ok(Made { file, covers })
    }

    /// Both, in the order that lets them fit each other. Gives up to where they cover the log together.
    ///
    /// # Errors
    /// As [`Self::backup`].
    pub fn backup_both(&self, log: &Path, vault: &Path) -> Result<u64, Error> {
        self.backup(Kind::Log, log)?;
        self.backup(Kind::Vault, vault)?;
        self.log.read(|log| log.mark(BACKED_UP))
    }

    /// Copies what a backup of this kind is made from, beside what it takes as it lies.
    fn copy_into(&self, scratch: &Path, kind: Kind, made: Time, kek: &Kek) -> Result<Label, Error> {
        // Before the vault is copied: every key used up to here is in the copy.
        let head = self.log.read(|log| log.head())?;
        let (from, to) = (self.folder.path().join(kind.database()), scratch.join(kind.database()));
        if kind == Kind::Log && self.about.log == LogIn::Postgres {
            return Err(Error::Invalid(IN_POSTGRES.to_owned()));
        }
        let key = RawKey::beside(&from, kek)?;
        crate::log::copy_database(&database::open(&from, &key)?, &to, &key)?;
        let covers = match kind {
            Kind::Log => {
                let mut register = file::private(&scratch.join(ERASURES))?;
                register.write_all(self.erasure_register()?.as_bytes())?;
                head_of(&to, &key)?
            }
            Kind::Vault => head.position,
        };
        Ok(Label { kind, slug: self.slug.clone(), made: made.0, epoch: head.epoch, covers })
    }

    fn part(&self, scratch: &Path, part: &str) -> PathBuf {
        let copied = part == ERASURES || Kind::ALL.iter().any(|kind| kind.database() == part);
        if copied { scratch.join(part) } else { self.folder.path().join(part) }
    }

    /// Writes down that a backup was not made.
    fn backup_failed(&self, kind: Kind, error: &Error) -> Result<(), Error> {
        let failure = Failure::of(error);
        tracing::error!(kind = kind.name(), %error, "no backup was made");
        let (now, system) = (self.clock.now(), self.identity.system);
        let reason = format!("{} {}", kind.name(), failure.name());
        self.log.write(move |log| {
            let [at, why] = kind.failed_marks();
            log.set_mark(at, seconds(now))?;
            log.set_mark(why, failure.number())?;
            log.audit_because(now, system, FAILED, None, &reason)
        })
    }
}

/// Why this server has nothing to do with a backup.
const IN_POSTGRES: &str =
    "the log is in PostgreSQL: this server can neither back it up nor bring it back yet";

fn seconds(at: Time) -> u64 {
    u64::try_from(at.0).unwrap_or_default()
}

/// Raises what backups cover. What was covered stays so: a mark that was never set is no less than what was said.
fn cover(log: &mut dyn Write, kind: Kind, covers: u64) -> Result<(), Error> {
    let said = log.read().mark(BACKED_UP)?;
    log.set_mark(kind.mark(), log.read().mark(kind.mark())?.max(covers))?;
    let mut both = u64::MAX;
    for kind in Kind::ALL {
        both = both.min(log.read().mark(kind.mark())?.max(said));
    }
    log.set_mark(BACKED_UP, both)
}

/// Reads a backup back: its check, every page of its database, and of the vault every key.
fn verified(file: &Path, kind: Kind, kek: &Arc<Kek>) -> Result<(), Error> {
    let scratch = Scratch::beside(file)?;
    file::unpack(file, &scratch.0, |_| true)?;
    let held = MunicipalityFolder::at(&scratch.0);
    let path = scratch.0.join(kind.database());
    let key = RawKey::beside(&path, kek)?;
    whole(&database::open(&path, &key)?)?;
    match kind {
        Kind::Log => head_of(&path, &key).map(drop),
        Kind::Vault => {
            Identity::open(&held, kek)?;
            Vault::open(&path, &key, Arc::clone(kek))?.opens()
        }
    }
}

/// Whether every page of a database is what was written.
fn whole(db: &Connection) -> Result<(), Error> {
    let fault: Option<String> =
        db.query_row("PRAGMA cipher_integrity_check", [], |row| row.get(0)).optional()?;
    if fault.is_some() { Err(Error::Malformed("backup: a page is damaged")) } else { Ok(()) }
}

fn head_of(log: &Path, key: &RawKey) -> Result<u64, Error> {
    let db: Connection = database::open(log, key)?;
    Ok(db.query_row("SELECT coalesce(max(position), 0) FROM events", [], |row| row.get(0))?)
}
