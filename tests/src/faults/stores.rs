//! The files that must not lose anything, each opened, written and read back by the product's own code: the tablet's replica,
//! the server's log and its vault. A store is written in steps; what a step wrote is found whole or not at all.

use super::Trouble;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_domain::register::Note;
use vizitas_domain::time::Time;
use vizitas_replica::{Arrival, Batch, DataKey, FileKey, Replica};
use vizitas_server::database::RawKey;
use vizitas_server::kek::Kek;
use vizitas_server::log::{Log, SqliteLog, StreamKind};
use vizitas_server::vault::Vault;
use vizitas_sync::chain::{Chain, Draft, Head};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey as StreamDataKey, StreamKey};
use vizitas_sync::log::next_head;
use vizitas_sync::sign::SigningKey;
use vizitas_sync::testing::seeded::Seeded;
use zeroize::Zeroizing;

/// A file under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// The tablet's replica.
    Replica,
    /// The server's log.
    Log,
    /// The server's vault.
    Vault,
    /// A control: the replica as it may be kept where it can be made anew, `synchronous = NORMAL`.
    ReplicaNotSynced,
    /// A control: SQLCipher with a raw key whose salt stands in the file alone.
    KeyWithoutSalt,
    /// The same with its salt, to show that the salt is what makes the difference.
    KeyWithSalt,
}

/// Steps of a whole trace.
pub(crate) const STEPS: u64 = 24;
/// Events of a step.
const A_STEP: u64 = 2;
/// After so many steps the file is closed and opened again.
const SESSION: u64 = 8;

/// Saves a step.
type Step = Box<dyn FnMut(u64) -> Result<(), Trouble>>;

impl Store {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Replica => "replica",
            Self::Log => "log",
            Self::Vault => "vault",
            Self::ReplicaNotSynced => "replica with synchronous = NORMAL",
            Self::KeyWithoutSalt => "key without salt",
            Self::KeyWithSalt => "key with salt",
        }
    }

    /// What stands in the folder before the file is made: the server's key files.
    pub(crate) fn prepare(self, folder: &Path) -> Result<(), Trouble> {
        if matches!(self, Self::Log | Self::Vault) {
            let kek = Kek::create(&folder.join("kek"))?;
            RawKey::beside(&folder.join("store.db"), &kek)?;
        }
        Ok(())
    }

    /// Opens it as the product does, for writing.
    pub(crate) fn open(self, folder: &Path) -> Result<Step, Trouble> {
        let path = folder.join("store.db");
        Ok(match self {
            Self::Replica => replica_step(Replica::open(&path, &key())?)?,
            Self::ReplicaNotSynced => replica_step(Replica::open_disposable(&path, &key())?)?,
            Self::Log => log_step(folder)?,
            Self::Vault => vault_step(folder)?,
            Self::KeyWithoutSalt => bare_step(&path, false)?,
            Self::KeyWithSalt => bare_step(&path, true)?,
        })
    }

    /// How many steps are in it, each of them whole.
    pub(crate) fn read(self, folder: &Path) -> Result<u64, Trouble> {
        let path = folder.join("store.db");
        match self {
            Self::Replica | Self::ReplicaNotSynced => read_replica(&Replica::open(&path, &key())?),
            Self::Log => read_log(folder),
            Self::Vault => read_vault(folder),
            Self::KeyWithoutSalt => read_bare(&path, false),
            Self::KeyWithSalt => read_bare(&path, true),
        }
    }

    /// Writes every step that is not in it yet, in several sessions; `saved` hears after each.
    pub(crate) fn fill(self, folder: &Path, mut saved: impl FnMut(u64)) -> Result<(), Trouble> {
        let mut done = 0;
        while done < STEPS {
            let mut step = self.open(folder)?;
            for _ in 0..SESSION.min(STEPS - done) {
                step(done)?;
                done += 1;
                saved(done);
            }
        }
        Ok(())
    }
}

fn key() -> FileKey {
    FileKey::new([3; 32], [4; 16])
}

fn torn(what: &str) -> Trouble {
    format!("torn: {what}").into()
}

/// Words that do not pack, so that a trace fills pages.
fn words(number: u64) -> String {
    let chance = Seeded::new(number);
    (0..700).map(|_| format!("{:016x} ", chance.number())).collect()
}

fn client() -> StreamId {
    StreamId(Uuid::from_u128(7))
}

fn note(number: u64) -> Event {
    let note = Note { visit: None, text: words(number).into(), corrects: None, at: Time(1) };
    Event {
        id: EventId(Uuid::from_u128(u128::from(number) + 1)),
        stream: client(),
        position: Some(number + 1),
        installation: InstallationId(Uuid::from_u128(8)),
        actor: ActorId(Uuid::from_u128(9)),
        role: Role::Worker,
        seen: Seen { epoch: 1, position: number },
        at: Time(1),
        body: Body::NoteWritten(note),
    }
}

fn replica_step(mut replica: Replica) -> Result<Step, Trouble> {
    replica.catch_up(1, |_| None)?;
    Ok(Box::new(move |step| {
        let arrival = |number| {
            let event = note(number);
            let bytes = words(number).into_bytes();
            Arrival { hash: Hash::of(&[&bytes]).0, bytes, event }
        };
        let arrivals = (step * A_STEP..(step + 1) * A_STEP).map(arrival).collect();
        let keys =
            vec![DataKey { stream: client(), generation: step as u32 + 1, key: Zeroizing::new([7; 32]) }];
        let facts = vec![("steps", (step + 1).to_be_bytes().to_vec())];
        replica.apply(&Batch { arrivals, keys, facts, ..Batch::default() })?;
        Ok(())
    }))
}

fn read_replica(replica: &Replica) -> Result<u64, Trouble> {
    replica.check()?;
    let steps = match replica.meta("steps")? {
        Some(bytes) => u64::from_be_bytes(bytes.as_slice().try_into()?),
        None => 0,
    };
    let stored = replica.events_after(0, u32::MAX)?;
    let whole = stored.iter().zip(0..).all(|(event, number)| event.bytes == words(number).into_bytes());
    let notes = replica.notes_of(client())?.len() as u64;
    let keys = replica.data_keys()?.len() as u64;
    match (stored.len() as u64 == steps * A_STEP, notes == steps * A_STEP, keys == steps, whole) {
        (true, true, true, true) => Ok(steps),
        found => Err(torn(&format!("{steps} steps, events, notes, keys, words {found:?}"))),
    }
}

/// A signed and sealed event of a chain, as large as a step's.
fn sealed(chain: &mut Chain, signer: &SigningKey, number: u64) -> Result<SealedEvent, Trouble> {
    let key = StreamKey { stream: client(), generation: 1, key: StreamDataKey::from_bytes([7; 32]) };
    let note = Note { visit: None, text: words(number).into(), corrects: None, at: Time(1) };
    let draft = Draft {
        id: EventId(Uuid::from_u128(u128::from(number) + 1)),
        hlc: Hlc::new(1, 0),
        actor: ActorId(Uuid::from_u128(9)),
        role: Role::Worker,
        seen: Seen::default(),
        body: Body::NoteWritten(note),
    };
    let made = chain.append(&draft, &key, signer, &Seeded::new(number))?;
    chain.head = Head::from(&made.event);
    Ok(made.event)
}

fn log(folder: &Path) -> Result<Arc<dyn Log>, Trouble> {
    let kek = Kek::open(&folder.join("kek"))?;
    let path = folder.join("store.db");
    Ok(Arc::new(SqliteLog::open(&path, RawKey::beside(&path, &kek)?)?))
}

fn log_step(folder: &Path) -> Result<Step, Trouble> {
    let log = log(folder)?;
    let signer = SigningKey::from_seed(&[5; 32])?;
    let installation = InstallationId(Uuid::from_u128(8));
    Ok(Box::new(move |step| {
        let last = log.read(|log| log.last_link(installation, 1))?;
        let head = last.map_or_else(Head::default, |link| Head { seq: link.seq, hash: link.hash });
        let mut chain = Chain { installation, incarnation: 1, head };
        let events = (step * A_STEP..(step + 1) * A_STEP).map(|number| sealed(&mut chain, &signer, number));
        let events: Vec<SealedEvent> = events.collect::<Result<_, _>>()?;
        log.write(move |log| {
            for event in &events {
                log.append(event, StreamKind::Client)?;
            }
            log.audit(Time(1), ActorId(Uuid::from_u128(9)), "a step", None)?;
            log.set_mark("steps", step + 1)
        })?;
        Ok(())
    }))
}

fn read_log(folder: &Path) -> Result<u64, Trouble> {
    let log = log(folder)?;
    let (steps, head, entries) =
        log.read(|log| Ok((log.mark("steps")?, log.head()?, log.after(0, u32::MAX)?)))?;
    let mut chain = Hash::ZERO;
    for (entry, position) in entries.iter().zip(1..) {
        chain = next_head(&chain, position, &entry.event.hash());
        if (entry.position, entry.chain) != (position, chain) {
            return Err(torn("the log's chain"));
        }
    }
    let whole =
        head.chain == chain && head.position == steps * A_STEP && entries.len() as u64 == steps * A_STEP;
    if whole { Ok(steps) } else { Err(torn("the log's head")) }
}

fn vault(folder: &Path) -> Result<Vault, Trouble> {
    let kek = Arc::new(Kek::open(&folder.join("kek"))?);
    let path = folder.join("store.db");
    Ok(Vault::open(&path, &RawKey::beside(&path, &kek)?, kek)?)
}

fn vault_step(folder: &Path) -> Result<Step, Trouble> {
    let vault = vault(folder)?;
    Ok(Box::new(move |step| {
        // As many as an import brings.
        let key = |number: u64| StreamKey {
            stream: StreamId(Uuid::from_u128(u128::from(number % 50))),
            generation: step as u32 + 1,
            key: StreamDataKey::from_bytes([number as u8; 32]),
        };
        vault.put(&(0..50).map(key).collect::<Vec<_>>())?;
        Ok(())
    }))
}

fn read_vault(folder: &Path) -> Result<u64, Trouble> {
    let vault = vault(folder)?;
    let of = |number: u128| vault.keys(StreamId(Uuid::from_u128(number))).map(|keys| keys.len() as u64);
    let steps = of(0)?;
    for number in 1..50 {
        if of(number)? != steps {
            return Err(torn("the keys of a step"));
        }
    }
    Ok(steps)
}

/// SQLCipher with the product's settings and one table, with or without the salt beside the key.
fn bare(path: &Path, salted: bool) -> Result<Connection, Trouble> {
    let db = Connection::open(path)?;
    let (key, salt) = ("03".repeat(32), if salted { "04".repeat(16) } else { String::new() });
    db.pragma_update(None, "key", format!("x'{key}{salt}'"))?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch(
        "CREATE TABLE IF NOT EXISTS steps (step INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT",
    )?;
    Ok(db)
}

fn bare_step(path: &Path, salted: bool) -> Result<Step, Trouble> {
    let db = bare(path, salted)?;
    Ok(Box::new(move |step| {
        db.execute("INSERT INTO steps (step, words) VALUES (?1, ?2)", (step, words(step)))?;
        Ok(())
    }))
}

fn read_bare(path: &Path, salted: bool) -> Result<u64, Trouble> {
    Ok(bare(path, salted)?.query_row("SELECT count(*) FROM steps", [], |row| row.get::<_, u32>(0))?.into())
}
