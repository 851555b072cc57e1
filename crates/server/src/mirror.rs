//! The node's replica: the whole municipality folded, for commands and verdicts. It is disposable: when it does not
//! fit the log any more it is thrown away and read anew.

use crate::database::RawKey;
use crate::error::Error;
use crate::log::Entry;
use crate::municipality::Municipality;
use crate::vault::Vault;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use vizitas_domain::event::Event;
use vizitas_replica::{Arrival, Batch, Cursor, FileKey, Fold, Receipt, Replica, StoredEvent};
use vizitas_sync::event::SealedEvent;

/// Which reading of bodies this server has: raised when it learns to read something new.
const DECODER: u32 = 1;
/// Entries applied in one transaction.
const CHUNK: u32 = 2_000;

/// The replica and where it stands.
pub(crate) struct Mirror {
    path: PathBuf,
    key: FileKey,
    replica: Mutex<Replica>,
}

impl Mirror {
    pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Self, Error> {
        let key = key.file_key();
        let replica = match Replica::open(path, &key) {
            Ok(replica) => replica,
            Err(_) => renew(path, &key)?,
        };
        Ok(Self { path: path.to_owned(), key, replica: Mutex::new(replica) })
    }
}

/// Throws the file away and begins anew; the log has everything.
fn renew(path: &Path, key: &FileKey) -> Result<Replica, Error> {
    if path.exists() {
        let aside = vizitas_replica::set_aside(path)?;
        for part in ["", "-wal", "-shm"] {
            let mut name = aside.clone().into_os_string();
            name.push(part);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::at(PathBuf::from(name))(error));
                }
                _ => {}
            }
        }
    }
    Ok(Replica::open(path, key)?)
}

impl Municipality {
    /// Brings the replica up to the log's head and looks at it.
    pub(crate) fn folded<T>(&self, look: impl FnOnce(&Replica) -> Result<T, Error>) -> Result<T, Error> {
        let mut replica = self.mirror.replica.lock().map_err(|_| Error::Closed)?;
        let cursor = replica.cursor()?;
        let chain = self.log.read(|log| log.chain_at(cursor.position))?;
        if chain.is_none_or(|chain| chain.0 != cursor.head) {
            *replica = renew(&self.mirror.path, &self.mirror.key)?;
        }
        self.follow(&mut replica)?;
        look(&replica)
    }

    fn follow(&self, replica: &mut Replica) -> Result<(), Error> {
        loop {
            let after = replica.cursor()?.position;
            let (head, epochs, entries) =
                self.log.read(|log| Ok((log.head()?, log.epochs()?, log.after(after, CHUNK)?)))?;
            let Some(last) = entries.last() else { break };
            let cursor = Cursor { epoch: head.epoch, position: last.position, head: last.chain.0 };
            // A long way to go is folded once, at its end.
            let fold = if head.position > last.position { Fold::Later } else { Fold::Now };
            let batch = Batch {
                epochs: epochs.iter().map(|epoch| (epoch.epoch, epoch.kept)).collect(),
                arrivals: arrivals(&self.vault, &entries)?,
                receipt: Some(Receipt { cursor, ..Receipt::default() }),
                fold,
                ..Batch::default()
            };
            replica.apply(&batch)?;
        }
        Ok(replica.catch_up(DECODER, |stored| reread(&self.vault, stored))?)
    }
}

fn arrivals(vault: &Vault, entries: &[Entry]) -> Result<Vec<Arrival>, Error> {
    let mut arrivals = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(event) = open(vault, &entry.event, Some(entry.position))? {
            arrivals.push(Arrival { event, bytes: join(&entry.event), hash: entry.event.hash().0 });
        }
    }
    Ok(arrivals)
}

/// What an event says; none when its key was destroyed. A body that does not open (a push refuses those, an old
/// backup may hold one) must not stop all that follow it.
fn open(vault: &Vault, event: &SealedEvent, position: Option<u64>) -> Result<Option<Event>, Error> {
    let header = event.header();
    let Some(key) = vault.key(header.stream, header.generation, header.key)? else { return Ok(None) };
    let opened = event.open(&key, position);
    if opened.is_err() {
        tracing::warn!(event = %header.id, "an event in the log does not open");
    }
    Ok(opened.ok())
}

/// The header's length (two bytes, big-endian), the header, the sealed body: as every replica keeps it.
fn join(event: &SealedEvent) -> Vec<u8> {
    let header = event.header_bytes();
    // A header is at most 1,024 bytes long.
    let length = u16::try_from(header.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&length, header, event.sealed()].concat()
}

fn reread(vault: &Vault, stored: &StoredEvent) -> Option<Event> {
    let (length, rest) = stored.bytes.split_first_chunk::<2>()?;
    let (header, sealed) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let event = SealedEvent::from_bytes(header.to_vec(), sealed.to_vec()).ok()?;
    open(vault, &event, stored.position).ok().flatten()
}
