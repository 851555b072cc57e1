//! A municipality brought back from a backup of its log and one of its vault that fit each other. What stood there is put
//! aside, never deleted; the audit goes on; and an epoch begins, so that tablets find out what the log has lost and offer it
//! again. What does not fit changes nothing.

use super::file::{self, ERASURES, Found};
use super::place::{self, Scratch};
use super::{BACKED_UP, IN_POSTGRES, Kind};
use crate::books::ERASED;
use crate::clock::Clock;
use crate::database::{self, RawKey, key_file};
use crate::error::Error;
use crate::folder::{About, DataFolder, LogIn, MunicipalityFolder};
use crate::identity::Identity;
use crate::kek::{Kek, rewrap};
use crate::log::{
    AuditCheckpoint, AuditRecord, Epoch, Erasure, Installation, LedgerRow, Log, Restriction, SqliteLog,
    StreamKind, Wipe, Write,
};
use crate::municipality::Municipality;
use crate::vault::{KeyName, Vault};
use rusqlite::Connection;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;

/// What is put in its place: the databases with their keys, and the municipality's own keys.
const PARTS: [&str; 5] = ["log.key", "log.db", "vault.key", "vault.db", "identity.key"];

/// Brings a municipality back from one place: a folder with backups of log and vault, the newest of which are taken, or a
/// file of the former kind.
///
/// # Errors
/// As [`restore_with`].
pub fn restore(data: &DataFolder, slug: &str, from: &Path, clock: Clock) -> Result<Arc<Municipality>, Error> {
    restore_with(data, slug, &[from], clock, Vec::new())
}

/// Brings a municipality back from a backup of its log and one of its vault, each a file or a folder whose newest is taken. The
/// key-encryption key must be there, for a backup made under another the data folder says where that one is, and nobody may
/// have the municipality open. What stood there is put aside in its folder; a stream erased since stays erased, as the replaced
/// vault's register says, or either backup's, or the one that is given beside them; a lost tablet that was to be cleared since
/// still is, as the replaced log says.
///
/// # Errors
/// When the files are no backups or not of both kinds, the key does not fit, a key is missing for an event, or a server has the
/// municipality open. Then nothing was changed.
pub fn restore_with(
    data: &DataFolder,
    slug: &str,
    from: &[&Path],
    clock: Clock,
    register: Vec<(StreamId, Time)>,
) -> Result<Arc<Municipality>, Error> {
    let folder = data.municipality(slug)?;
    let kek = Arc::new(data.kek()?);
    let scratch = Scratch::beside(folder.path())?;
    let mut erased = unpack(slug, &sources(slug, from)?, &scratch)?;
    erased.extend(register);
    let known = folder.lock_file();
    if let Ok(lock) = &known {
        if folder.about()?.log == LogIn::Postgres {
            return Err(Error::Invalid(IN_POSTGRES.to_owned()));
        }
        let busy = |_| Error::Invalid("stop the server first: the municipality is open".to_owned());
        lock.try_lock().map_err(busy)?;
        erased.extend(erased_in(&folder, &kek)?);
    }
    fits(&scratch, &folder, &kek, &erased)?;
    if known.is_err() {
        let about = std::fs::read(scratch.0.join("municipality.json"))?;
        let about: About = serde_json::from_slice(&about).map_err(|_| Error::Malformed("backup"))?;
        folder.create(&about)?;
    }
    let last_epoch = match known {
        Ok(_) if folder.log().exists() => {
            epoch_of(&folder.log(), &RawKey::beside(&folder.log(), &kek)?).unwrap_or(0)
        }
        _ => 0,
    };
    let replaced = replaced(slug, &folder, &kek);
    let wipes = replaced.wipes.clone();
    // Before what stood there is put aside: a cut from here on brings nobody back.
    erase_before(&scratch, &kek, &erased)?;
    put_aside(&folder, clock.ms())?;
    for part in PARTS {
        let to = folder.path().join(part);
        // The keys that sign outlive every restore of what they signed.
        if !to.exists() {
            std::fs::rename(scratch.0.join(part), &to).map_err(Error::at(&to))?;
        }
    }
    if kek.is_being_replaced() {
        rewrap(data, slug, &kek, clock.now())?;
    }
    drop(known);
    let restored = Municipality::open_as_it_is(data, slug, clock)?;
    let office = Arc::clone(&restored);
    restored.log.write(move |log| put_back(log, &office.slug, &replaced))?;
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

/// Whether all that the backups hold under the key opens, and whether they fit each other: the vault has the key of every event
/// of the log, but for those who were erased. Asked before anything is put aside.
fn fits(
    scratch: &Scratch,
    folder: &MunicipalityFolder,
    kek: &Arc<Kek>,
    erased: &[(StreamId, Time)],
) -> Result<(), Error> {
    let held = MunicipalityFolder::at(&scratch.0);
    let identity = Identity::open(if folder.identity().exists() { folder } else { &held }, kek)?;
    let vault = Vault::open(&held.vault(), &RawKey::beside(&held.vault(), kek)?, Arc::clone(kek))?;
    vault.opens()?;
    let log = database::open(&held.log(), &RawKey::beside(&held.log(), kek)?)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM installations WHERE installation = ?1)";
    let node = identity.node.installation.0;
    if !log.query_row(sql, [node.as_bytes()], |row| row.get::<_, bool>(0))? {
        let why = "these backups are not of one municipality, or not of the one that lies here";
        return Err(Error::Invalid(format!("{why}; nothing was changed")));
    }
    let mut erased: HashSet<StreamId> = erased.iter().map(|(stream, _)| *stream).collect();
    erased.extend(vault.register()?.into_iter().map(|(stream, _)| stream));
    match lacking(&log, &vault.names()?, &erased)? {
        (0, _) => Ok(()),
        (events, streams) => Err(Error::Invalid(format!(
            "the vault's backup lacks the keys of {events} events of {streams} streams that the log's holds: it is the older \
             one. Take a backup of the vault that was made after the log's, or one of the log from before. Nothing was changed"
        ))),
    }
}

/// How many events have no key in the vault, and of how many streams they are.
fn lacking(
    log: &Connection,
    keys: &HashSet<KeyName>,
    erased: &HashSet<StreamId>,
) -> Result<(usize, usize), Error> {
    let mut statement = log.prepare("SELECT header FROM events")?;
    let mut rows = statement.query([])?;
    let (mut events, mut streams) = (0, HashSet::new());
    while let Some(row) = rows.next()? {
        let header = Header::parse(row.get_ref(0)?.as_blob().map_err(|_| Error::Malformed("event"))?)?;
        let (stream, name) = (header.stream, (header.stream, header.generation, header.key));
        if !erased.contains(&stream) && !keys.contains(&name) {
            events += 1;
            streams.insert(stream);
        }
    }
    Ok((events, streams.len()))
}

/// Which file each kind is taken from.
struct Sources {
    log: PathBuf,
    vault: PathBuf,
}

/// Finds a backup of each kind among what was given: a file named stands for itself, a folder for its newest of each.
fn sources(slug: &str, from: &[&Path]) -> Result<Sources, Error> {
    let (mut found, mut both) = (Vec::new(), None);
    for given in from {
        if given.is_dir() {
            for kind in Kind::ALL {
                let newest = place::kept(given, slug, kind)?.pop();
                found.extend(newest.map(|one| (kind, one.made.0, one.path)));
            }
        } else {
            match file::look(given)? {
                Found::Both => both = Some((*given).to_owned()),
                Found::One(label) => found.push((label.kind, label.made, (*given).to_owned())),
            }
        }
    }
    let of = |kind: Kind| {
        let newest = found.iter().filter(|(of, ..)| *of == kind).max_by_key(|(_, made, _)| *made);
        let none = || format!("backup of the {}: give one of the log and one of the vault", kind.name());
        newest.map(|(.., path)| path.clone()).or_else(|| both.clone()).ok_or_else(|| Error::Missing(none()))
    };
    Ok(Sources { log: of(Kind::Log)?, vault: of(Kind::Vault)? })
}

/// Puts the parts of both into one folder. Gives the erasure register that travelled with the log's.
fn unpack(slug: &str, sources: &Sources, scratch: &Scratch) -> Result<Vec<(StreamId, Time)>, Error> {
    let wanted = |of: Kind, other: Kind| {
        move |part: &str| of.parts().contains(&part) && !other.parts().contains(&part)
    };
    file::unpack(&sources.vault, &scratch.0, wanted(Kind::Vault, Kind::Log))?;
    file::unpack(&sources.log, &scratch.0, |part| Kind::Log.parts().contains(&part))?;
    let register = scratch.0.join(ERASURES);
    if register.exists() { crate::erasing::read_register(&register, slug) } else { Ok(Vec::new()) }
}

/// What the log that is replaced held and a restore must not undo, as far as it can still be read.
fn replaced(slug: &str, folder: &MunicipalityFolder, kek: &Kek) -> Replaced {
    let read = || -> Result<Replaced, Error> {
        let path = folder.log();
        let log: Arc<dyn Log> = Arc::new(SqliteLog::open(&path, RawKey::beside(&path, kek)?)?);
        log.read(|log| {
            let (records, checkpoints) = (log.audit_after(0, u32::MAX)?, log.audit_checkpoints()?);
            let (erasures, restrictions) = (log.erasures()?, log.restrictions()?);
            let erased_rows = log.ledger(slug, ERASED)?;
            let mut wipes = Vec::new();
            for wipe in log.wipes()? {
                let tablet = log.installation(wipe.installation)?;
                wipes.extend(tablet.map(|tablet| (wipe, tablet)));
            }
            Ok(Replaced { records, checkpoints, erasures, restrictions, erased_rows, wipes })
        })
    };
    if !folder.log().exists() {
        return Replaced::default();
    }
    read().unwrap_or_else(|error| {
        tracing::warn!(%error, "what was done since the backup could not be read");
        Replaced::default()
    })
}

/// Who looked at whom since the backup was made, who was erased or withheld, and which tablets are to be cleared.
#[derive(Default)]
struct Replaced {
    records: Vec<AuditRecord>,
    checkpoints: Vec<AuditCheckpoint>,
    erasures: Vec<Erasure>,
    restrictions: Vec<Restriction>,
    erased_rows: Vec<LedgerRow>,
    /// Each with its tablet as it was known.
    wipes: Vec<(Wipe, Installation)>,
}

/// Brings into the log what was done since the backup was made.
fn put_back(log: &mut dyn Write, slug: &str, replaced: &Replaced) -> Result<(), Error> {
    go_on(log, replaced);
    for row in &replaced.erased_rows {
        log.put_ledger(slug, ERASED, row)?;
    }
    // What was announced to an office that knew more is announced anew.
    for notice in log.read().retention_notices()? {
        log.drop_retention_notice(notice.stream)?;
    }
    for erasure in &replaced.erasures {
        // What was told of it stays; that it is done is done anew, to this log.
        let known = log.read().stream(erasure.stream)?.is_some();
        let anew = Erasure { done: None, position: None, ..erasure.clone() };
        log.put_erasure(if known { &anew } else { erasure })?;
    }
    replaced.restrictions.iter().try_for_each(|restriction| log.put_restriction(restriction))
}

/// Adds what the replaced log's audit had behind the backup's, as long as it is one chain with it. A restore goes on without.
fn go_on(log: &mut dyn Write, replaced: &Replaced) {
    let Ok(last) = log.read().audit_last() else { return };
    let (had, hash) = last.map_or((0, Hash::ZERO), |last| (last.number, last.hash));
    let fits = |record: &AuditRecord| record.number == had && record.hash == hash;
    if had > 0 && !replaced.records.iter().any(fits) {
        tracing::warn!("the audit of the replaced log is not one with the backup's");
        return;
    }
    let signed = log.read().last_audit_checkpoint().ok().flatten().map_or(0, |point| point.records);
    let mut end = had;
    for record in replaced.records.iter().filter(|record| record.number > had) {
        if log.continue_audit(record).is_err() {
            tracing::warn!("the audit of the replaced log does not hold from a record on");
            break;
        }
        end = record.number;
    }
    for checkpoint in replaced.checkpoints.iter().filter(|point| (signed + 1..=end).contains(&point.records))
    {
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
        // And what was begun then would be finished now.
        log.drop_ceremonies()?;
        log.audit(office.clock.now(), identity.office, "restored", None)
    })
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
    // A clock that was set back names a moment twice.
    let named = |ms: u64| folder.path().join(format!("replaced-{ms}"));
    let aside = (ms..).map(named).find(|aside| !aside.exists()).ok_or(Error::Malformed("clock"))?;
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
