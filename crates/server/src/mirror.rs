//! The node's replica: the whole municipality folded, for commands and verdicts. It is disposable: when it does not
//! fit the log any more it is thrown away and read anew.

use crate::database::RawKey;
use crate::error::Error;
use crate::municipality::Municipality;
use crate::vault::KeyRing;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use vizitas_domain::event::Event;
use vizitas_domain::id::StreamId;
use vizitas_replica::{Arrival, Batch, Cursor, FileKey, Fold, Receipt, Replica, Revocation};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::DataKey;
use vizitas_sync::log::next_head;

/// Which reading of bodies this server has: raised when it learns to read something new. A file of another is thrown away.
const DECODER: u32 = 2;
/// Entries applied in one transaction: the more, the more of them share a page.
const CHUNK: u32 = 50_000;

/// The replica and where it stands.
pub(crate) struct Mirror {
    path: PathBuf,
    key: FileKey,
    replica: Mutex<Replica>,
}

impl Mirror {
    pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Self, Error> {
        let key = key.file_key();
        let replica = match Replica::open_disposable(path, &key) {
            Ok(replica) if replica.is_read_by(DECODER)? => replica,
            _ => renew(path, &key)?,
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
    let mut replica = Replica::open_disposable(path, key)?;
    replica.catch_up(DECODER, |_| None)?;
    Ok(replica)
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

    /// Takes streams out of the replica: they were erased, or are withheld.
    pub(crate) fn withdraw_from_replica(&self, streams: &[StreamId]) -> Result<(), Error> {
        let mut replica = self.mirror.replica.lock().map_err(|_| Error::Closed)?;
        let revoked = streams.iter().map(|stream| Revocation { stream: *stream, keep: Vec::new() }).collect();
        replica.apply(&Batch { revoked, ..Batch::default() })?;
        Ok(())
    }

    /// Puts streams back into the replica that were withheld. The file stays the one that others have open.
    pub(crate) fn bring_back_to_replica(&self, streams: &[StreamId]) -> Result<(), Error> {
        let mut replica = self.mirror.replica.lock().map_err(|_| Error::Closed)?;
        let upto = replica.cursor()?.position;
        let mut keys = KeyRing::of(&self.vault);
        for stream in streams {
            let entries = self.log.read(|log| log.of_stream(*stream, 0, upto, u32::MAX))?;
            let mut arrivals = Vec::with_capacity(entries.len());
            for entry in entries {
                let Some(key) = keys.key(entry.event.header())? else { continue };
                if let Some(event) = opened(&entry.event, key, entry.position) {
                    arrivals.push(Arrival { event, bytes: Vec::new(), hash: entry.event.hash().0 });
                }
            }
            replica.apply(&Batch { arrivals, ..Batch::default() })?;
        }
        self.follow(&mut replica)
    }

    fn follow(&self, replica: &mut Replica) -> Result<(), Error> {
        let cursor = replica.cursor()?;
        if self.log.read(|log| log.head())?.position > cursor.position {
            // The next entries are read and opened while these are kept.
            std::thread::scope(|scope| {
                let (give, pieces) = sync_channel(0);
                scope.spawn(move || self.read_on(cursor, &give));
                for piece in pieces {
                    replica.apply(&piece?)?;
                }
                Ok::<(), Error>(())
            })?;
        }
        // What a long way left to be folded.
        Ok(replica.catch_up(DECODER, |_| None)?)
    }

    /// Reads the log from a cursor to its head and gives what it finds, until nobody takes it any more.
    fn read_on(&self, mut cursor: Cursor, give: &SyncSender<Result<Batch, Error>>) {
        let mut keys = KeyRing::of(&self.vault);
        loop {
            let piece = self.piece(&mut cursor, &mut keys).transpose();
            let Some(piece) = piece else { return };
            let failed = piece.is_err();
            if give.send(piece).is_err() || failed {
                return;
            }
        }
    }

    /// The entries behind a cursor, which is moved on; none at the head.
    fn piece(&self, cursor: &mut Cursor, keys: &mut KeyRing<'_>) -> Result<Option<Batch>, Error> {
        let after = cursor.position;
        let (head, epochs, entries) =
            self.log.read(|log| Ok((log.head()?, log.epochs()?, log.after(after, CHUNK)?)))?;
        let withheld = self.withheld()?;
        let Some(last) = entries.last() else { return Ok(None) };
        let (last, mut chain) = (last.position, Hash(cursor.head));
        let mut arrivals = Vec::with_capacity(entries.len());
        for entry in entries {
            chain = next_head(&chain, entry.position, &entry.event.hash());
            if chain != entry.chain {
                return Err(Error::Malformed("chain of the log"));
            }
            if withheld.contains(&entry.event.header().stream) {
                continue;
            }
            // None when it was destroyed.
            let Some(key) = keys.key(entry.event.header())? else { continue };
            if let Some(event) = opened(&entry.event, key, entry.position) {
                // The bytes lie in the log.
                arrivals.push(Arrival { event, bytes: Vec::new(), hash: entry.event.hash().0 });
            }
        }
        *cursor = Cursor { epoch: head.epoch, position: last, head: chain.0 };
        Ok(Some(Batch {
            epochs: epochs.iter().map(|epoch| (epoch.epoch, epoch.kept)).collect(),
            arrivals,
            receipt: Some(Receipt { cursor: *cursor, proof: None }),
            // A long way to go is folded once, at its end.
            fold: if head.position > last { Fold::Later } else { Fold::Now },
            ..Batch::default()
        }))
    }
}

/// What an event says. A body that does not open (a push refuses those, an old backup may hold one) must not stop all
/// that follow it.
fn opened(event: &SealedEvent, key: &DataKey, position: u64) -> Option<Event> {
    let opened = event.open(key, Some(position));
    if opened.is_err() {
        tracing::warn!(event = %event.header().id, "an event in the log does not open");
    }
    opened.ok()
}
