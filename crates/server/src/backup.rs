//! One municipality in one file, and back. The file holds the log, the vault and their keys as they lie on the disk:
//! sealed, so that without the key-encryption key it says nothing. A restore puts what stood there aside, never deletes
//! it, goes on with its audit, and begins an epoch, so that tablets find out what the log has lost and offer it again.

use crate::books::ERASED;
use crate::clock::Clock;
use crate::database::{self, RawKey, key_file};
use crate::error::Error;
use crate::folder::{About, DataFolder, MunicipalityFolder};
use crate::identity::Identity;
use crate::kek::{Kek, rewrap, sync_parent};
use crate::log::{
    AuditCheckpoint, AuditRecord, Epoch, Erasure, LedgerRow, Log, Restriction, SqliteLog, StreamKind, Wipe,
};
use crate::municipality::Municipality;
use crate::push::BACKED_UP;
use crate::vault::Vault;
use rusqlite::Connection;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

const MAGIC: &[u8; 16] = b"vizitas backup 1";
/// In this order: the vault after the log, since a key is in the vault before its first event is in the log.
const PARTS: [&str; 6] = ["municipality.json", "identity.key", "log.key", "log.db", "vault.key", "vault.db"];

impl Municipality {
    /// Writes a consistent copy of log and vault into one file, and notes up to where it covers the log. Serving goes
    /// on meanwhile.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn backup(&self, file: &Path) -> Result<u64, Error> {
        let scratch = Scratch::beside(file)?;
        let kek = self.kek()?;
        let log = scratch.0.join("log.db");
        copy(&self.folder.log(), &log, &kek)?;
        copy(&self.folder.vault(), &scratch.0.join("vault.db"), &kek)?;
        let covered = head_of(&log, &RawKey::beside(&self.folder.log(), &kek)?)?;
        let whole = scratch.0.join("whole");
        let mut out = BufWriter::new(private(&whole)?);
        out.write_all(MAGIC)?;
        for part in PARTS {
            let from = if part.ends_with(".db") { &scratch.0 } else { self.folder.path() };
            pack(&mut out, &from.join(part))?;
        }
        out.into_inner().map_err(|error| Error::Io(error.into_error()))?.sync_all()?;
        // A link never overwrites, and appears whole.
        std::fs::hard_link(&whole, file).map_err(Error::at(file))?;
        sync_parent(file)?;
        let (now, office) = (self.clock.now(), self.identity.office);
        self.log.write(move |log| {
            log.set_mark(BACKED_UP, covered)?;
            log.audit(now, office, "backed up", None)
        })?;
        Ok(covered)
    }
}

/// Brings a municipality back from a file. The key-encryption key must be there, for a backup made under another the data
/// folder says where that one is, and nobody may have the municipality open. What stood there is put aside in its folder; a
/// stream erased since stays erased, as the replaced vault's register says, or the one that is given beside it; a lost tablet
/// that was to be cleared since still is, as the replaced log says.
///
/// # Errors
/// When the file is no backup, the key does not fit, or a server has the municipality open.
pub fn restore(data: &DataFolder, slug: &str, file: &Path, clock: Clock) -> Result<Arc<Municipality>, Error> {
    restore_with(data, slug, file, clock, Vec::new())
}

/// The same, with an erasure register that was kept elsewhere.
///
/// # Errors
/// As [`restore`].
pub fn restore_with(
    data: &DataFolder,
    slug: &str,
    file: &Path,
    clock: Clock,
    register: Vec<(StreamId, Time)>,
) -> Result<Arc<Municipality>, Error> {
    let folder = data.municipality(slug)?;
    let kek = Arc::new(data.kek()?);
    let scratch = Scratch::beside(folder.path())?;
    unpack(file, &scratch.0)?;
    fits(&scratch, &folder, &kek)?;
    let known = folder.lock_file();
    let mut erased = match &known {
        Ok(lock) => {
            let busy = |_| Error::Invalid("stop the server first: the municipality is open".to_owned());
            lock.try_lock().map_err(busy)?;
            erased_in(&folder, &kek)?
        }
        Err(_) => {
            let about = std::fs::read(scratch.0.join("municipality.json"))?;
            let about: About = serde_json::from_slice(&about).map_err(|_| Error::Malformed("backup"))?;
            folder.create(&about)?;
            Vec::new()
        }
    };
    let last_epoch = match known {
        Ok(_) if folder.log().exists() => {
            epoch_of(&folder.log(), &RawKey::beside(&folder.log(), &kek)?).unwrap_or(0)
        }
        _ => 0,
    };
    let audit = audit_of(slug, &folder, &kek);
    let wipes = audit.wipes.clone();
    erased.extend(register);
    // Before what stood there is put aside: a cut from here on brings nobody back.
    erase_before(&scratch, &kek, &erased)?;
    put_aside(&folder, clock.ms())?;
    for part in PARTS.iter().filter(|part| **part != "municipality.json") {
        let to = folder.path().join(part);
        // The keys that sign outlive every restore of what they signed.
        if !to.exists() {
            std::fs::rename(scratch.0.join(part), &to).map_err(Error::at(&to))?;
        }
    }
    if kek.is_being_replaced() {
        rewrap(&folder, &kek, clock.now())?;
    }
    drop(known);
    let restored = Municipality::open_as_it_is(data, slug, clock)?;
    let office = Arc::clone(&restored);
    restored.log.write(move |log| {
        go_on(log, &audit);
        for row in &audit.erased_rows {
            log.put_ledger(&office.slug, ERASED, row)?;
        }
        // What was announced to an office that knew more is announced anew.
        for notice in log.read().retention_notices()? {
            log.drop_retention_notice(notice.stream)?;
        }
        for erasure in &audit.erasures {
            // What was told of it stays; that it is done is done anew, to this log.
            let known = log.read().stream(erasure.stream)?.is_some();
            let anew = Erasure { done: None, position: None, ..erasure.clone() };
            log.put_erasure(if known { &anew } else { erasure })?;
        }
        audit.restrictions.iter().try_for_each(|restriction| log.put_restriction(restriction))
    })?;
    begin_epoch(&restored, last_epoch)?;
    restored.wipe_again(&wipes)?;
    restored.finish_erasures()?;
    restored.restrict_again()?;
    restored.withdraw_withheld()?;
    Ok(restored)
}

/// Destroys in a backup's vault, before it is put in its place, what was erased since it was made.
fn erase_before(scratch: &Scratch, kek: &Arc<Kek>, erased: &[(StreamId, Time)]) -> Result<(), Error> {
    let held = MunicipalityFolder::at(&scratch.0);
    let vault = Vault::open(&held.vault(), &RawKey::beside(&held.vault(), kek)?, Arc::clone(kek))?;
    vault.erase_all(erased)?;
    vault.settle()
}

/// Whether all that a backup holds under the key opens. Asked before anything is put aside: a backup that does not fit changes
/// nothing.
fn fits(scratch: &Scratch, folder: &MunicipalityFolder, kek: &Arc<Kek>) -> Result<(), Error> {
    let held = MunicipalityFolder::at(&scratch.0);
    if !folder.identity().exists() {
        Identity::open(&held, kek)?;
    }
    head_of(&held.log(), &RawKey::beside(&held.log(), kek)?)?;
    Vault::open(&held.vault(), &RawKey::beside(&held.vault(), kek)?, Arc::clone(kek))?.opens()
}

/// The audit of the log that is replaced, as far as it can still be read: who looked at whom since the backup was made is
/// not undone by a restore.
fn audit_of(slug: &str, folder: &MunicipalityFolder, kek: &Kek) -> ReplacedAudit {
    let read = || -> Result<ReplacedAudit, Error> {
        let path = folder.log();
        let log: Arc<dyn Log> = Arc::new(SqliteLog::open(&path, RawKey::beside(&path, kek)?)?);
        log.read(|log| {
            let (records, checkpoints) = (log.audit_after(0, u32::MAX)?, log.audit_checkpoints()?);
            let (erasures, restrictions) = (log.erasures()?, log.restrictions()?);
            let erased_rows = log.ledger(slug, ERASED)?;
            let wipes = log.wipes()?;
            Ok(ReplacedAudit { records, checkpoints, erasures, restrictions, erased_rows, wipes })
        })
    };
    if !folder.log().exists() {
        return ReplacedAudit::default();
    }
    read().unwrap_or_else(|error| {
        tracing::warn!(%error, "the audit since the backup could not be read");
        ReplacedAudit::default()
    })
}

#[derive(Default)]
struct ReplacedAudit {
    records: Vec<AuditRecord>,
    checkpoints: Vec<AuditCheckpoint>,
    erasures: Vec<Erasure>,
    restrictions: Vec<Restriction>,
    erased_rows: Vec<LedgerRow>,
    wipes: Vec<Wipe>,
}

/// Adds what the replaced log's audit had behind the backup's, as long as it is one chain with it. A restore goes on without.
fn go_on(log: &mut dyn crate::log::Write, audit: &ReplacedAudit) {
    let Ok(last) = log.read().audit_last() else { return };
    let (had, hash) = last.map_or((0, Hash::ZERO), |last| (last.number, last.hash));
    let fits = |record: &AuditRecord| record.number == had && record.hash == hash;
    if had > 0 && !audit.records.iter().any(fits) {
        tracing::warn!("the audit of the replaced log is not one with the backup's");
        return;
    }
    let signed = log.read().last_audit_checkpoint().ok().flatten().map_or(0, |point| point.records);
    let mut end = had;
    for record in audit.records.iter().filter(|record| record.number > had) {
        if log.continue_audit(record).is_err() {
            tracing::warn!("the audit of the replaced log does not hold from a record on");
            break;
        }
        end = record.number;
    }
    for checkpoint in audit.checkpoints.iter().filter(|point| (signed + 1..=end).contains(&point.records)) {
        if log.put_audit_checkpoint(checkpoint).is_err() {
            break;
        }
    }
}

fn begin_epoch(restored: &Arc<Municipality>, last: u32) -> Result<(), Error> {
    let office = Arc::clone(restored);
    restored.log.write(move |log| {
        let head = log.read().head()?;
        let (epoch, kept) = (head.epoch.max(last) + 1, head.position);
        log.begin_epoch(&Epoch { epoch, kept, begun: office.clock.now() })?;
        let identity = &office.identity;
        office.present(log, &identity.node, identity.system, Role::System)?;
        office.present(log, &identity.import, identity.office, Role::Import)?;
        let own = Municipality::only_stream(log.read(), StreamKind::Server)?.stream;
        let saying = office.saying(log, own, Body::EpochBegun { epoch, kept })?;
        office.say(log, &identity.node, StreamKind::Server, own, saying)?;
        log.set_mark(BACKED_UP, kept)?;
        // One that was ended since the backup would stand again.
        log.end_sessions(None, office.clock.now())?;
        log.audit(office.clock.now(), identity.office, "restored", None)
    })
}

/// A folder for pieces, gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(file: &Path) -> Result<Self, Error> {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        let path = PathBuf::from(name);
        DirBuilder::new().mode(0o700).create(&path).map_err(Error::at(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind is sealed, and named so that a person can see it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A new file that only its owner may read.
fn private(path: &Path) -> Result<File, Error> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(Error::at(path))
}

fn copy(from: &Path, to: &Path, kek: &Kek) -> Result<(), Error> {
    let key = RawKey::beside(from, kek)?;
    crate::log::copy_database(&database::open(from, &key)?, to, &key)
}

fn head_of(log: &Path, key: &RawKey) -> Result<u64, Error> {
    let db: Connection = database::open(log, key)?;
    Ok(db.query_row("SELECT coalesce(max(position), 0) FROM events", [], |row| row.get(0))?)
}

fn epoch_of(log: &Path, key: &RawKey) -> Result<u32, Error> {
    let db: Connection = database::open(log, key)?;
    Ok(db.query_row("SELECT coalesce(max(epoch), 0) FROM epochs", [], |row| row.get(0))?)
}

fn erased_in(folder: &MunicipalityFolder, kek: &Kek) -> Result<Vec<(StreamId, Time)>, Error> {
    if !folder.vault().exists() {
        return Ok(Vec::new());
    }
    let key = RawKey::beside(&folder.vault(), kek)?;
    crate::vault::register(&database::open(&folder.vault(), &key)?)
}

/// Renames what stood there; `identity.key` stays.
fn put_aside(folder: &MunicipalityFolder, ms: u64) -> Result<(), Error> {
    let aside = folder.path().join(format!("replaced-{ms}"));
    std::fs::create_dir(&aside).map_err(Error::at(&aside))?;
    for database in [folder.log(), folder.vault(), folder.replica()] {
        let mut names = vec![key_file(&database), database.clone()];
        for part in ["-wal", "-shm"] {
            let mut name = database.clone().into_os_string();
            name.push(part);
            names.push(name.into());
        }
        for name in names.iter().filter(|name| name.exists()) {
            let to = aside.join(name.file_name().unwrap_or_default());
            std::fs::rename(name, &to).map_err(Error::at(name))?;
        }
    }
    Ok(())
}

fn pack(out: &mut impl Write, file: &Path) -> Result<(), Error> {
    let mut from = File::open(file).map_err(Error::at(file))?;
    let length = from.metadata().map_err(Error::at(file))?.len();
    out.write_all(&length.to_be_bytes())?;
    let copied = std::io::copy(&mut from, out)?;
    if copied == length { Ok(()) } else { Err(Error::Malformed("a file changed while it was backed up")) }
}

fn unpack(file: &Path, into: &Path) -> Result<(), Error> {
    let mut from = BufReader::new(File::open(file).map_err(Error::at(file))?);
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).map_err(Error::at(file))?;
    if magic != *MAGIC {
        return Err(Error::Malformed("backup"));
    }
    for part in PARTS {
        let mut length = [0; 8];
        from.read_exact(&mut length).map_err(Error::at(file))?;
        let length = u64::from_be_bytes(length);
        let to = into.join(part);
        let mut out = private(&to)?;
        if std::io::copy(&mut (&mut from).take(length), &mut out)? != length {
            return Err(Error::Malformed("backup: cut short"));
        }
        out.sync_all()?;
    }
    Ok(())
}
