//! Catching up with the log: what came is checked against the log's signature, opened, and kept in one transaction.

use super::{Offers, wire};
use crate::device::Device;
use crate::draft::draft_keys;
use crate::error::DeviceError;
use crate::outbox::{Answer, Outbox};
use crate::stored;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{EventId, StreamId};
use vizitas_domain::time::Time;
use vizitas_replica::{
    Arrival, Batch, Cursor, DataKey, Grant, Proof, Receipt, Replica, Revocation, StoredEvent,
};
use vizitas_sync::batch::{BYTES_LIMIT, EVENTS_LIMIT};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{self, DataKey as SealingKey, StreamKey};
use vizitas_sync::log::Cursor as LogCursor;
use vizitas_sync::wire::{Backfill, DigestAnswer, Held, Message, PullAnswer, PullRequest, Pulled};
use zeroize::Zeroizing;

/// Under which name the replica keeps when the plan was last seen (seconds since 1970, big-endian).
pub(crate) const PLAN_SEEN: &str = "plan_seen";

impl Device {
    pub(super) fn pull_request(&self) -> Result<Vec<u8>, DeviceError> {
        let (replica, outbox) = (self.replica()?, self.outbox.as_ref().ok_or(DeviceError::WrongStage)?);
        let grants = replica.grants()?;
        let incomplete = grants.iter().filter(|grant| !grant.is_complete()).map(|grant| Backfill {
            stream: grant.stream,
            granted: grant.granted,
            loaded: grant.backfilled,
        });
        let request = PullRequest {
            cursor: wire(&self.cursor()?),
            incomplete: incomplete.collect(),
            held: held_runs(outbox),
            events: u32::try_from(EVENTS_LIMIT).unwrap_or(u32::MAX),
            bytes: u32::try_from(BYTES_LIMIT).unwrap_or(u32::MAX),
            keyless: replica.keyless()?,
            audit: Some(self.kept_ends()?.last().map_or(0, |end| end.head.records)),
            witness: self.ends_to_tell()?,
            wrong_tries: Some(self.profile.wrong_ever()),
        };
        Ok(request.encode())
    }

    /// Keeps what came. Says, too, whether by it own events are known to have lost their place.
    pub(super) fn take_pull(&mut self, bytes: &[u8]) -> Result<(PullAnswer, bool), DeviceError> {
        let answer = PullAnswer::decode(bytes)?;
        self.take_end(answer.audit.as_ref())?;
        let mut unplaced = false;
        if let Some(pulled) = &answer.pulled {
            let seen = (!pulled.more).then(|| self.now());
            unplaced = self.take_in(pulled, answer.server_ms, seen)?;
            // What leaves the outbox has its place here, too, and in this epoch.
            let covered = answer.backed_up.min(pulled.scanned.position);
            let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
            self.plug.step()?;
            outbox.release(covered)?;
            if !pulled.erased.is_empty() {
                // A damaged replica that was put by may hold whoever is erased; what it had is in the outbox and at the server.
                vizitas_replica::forget_aside(&self.profile.replica())?;
            }
        }
        Ok((answer, unplaced))
    }

    /// Keeps what came, whether just now or while the tablet was locked: `seen` is when the plan was seen whole by it, if it
    /// was. Says, too, whether by it own events are known to have lost their place.
    pub(super) fn take_in(
        &mut self,
        pulled: &Pulled,
        server_ms: u64,
        seen: Option<Time>,
    ) -> Result<bool, DeviceError> {
        let unplaced = self.unplace_lost(pulled)?;
        let mut batch = self.batch(pulled)?;
        batch.facts.extend(seen.map(|seen| (PLAN_SEEN, seen.0.to_be_bytes().to_vec())));
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        for (_, event) in &pulled.events {
            open.hlc = open.hlc.seeing(event.header().hlc, server_ms);
        }
        self.plug.step()?;
        self.forget_unsent(&pulled.erased)?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        self.plug.step()?;
        open.replica.apply_reading(&batch, |stored| read_with(&batch.keys, stored))?;
        Ok(unplaced)
    }

    /// A restore may lose what the log had answered for and this tablet had not read yet: its cursor then stands in both
    /// logs, and nothing is rolled back. It is done before the replica knows the epoch: whatever is cut after it, the events
    /// wait.
    fn unplace_lost(&mut self, pulled: &Pulled) -> Result<bool, DeviceError> {
        let mut epochs = self.replica()?.epochs()?;
        pulled.epochs.iter().for_each(|(epoch, kept)| epochs.begin(*epoch, *kept));
        self.unplace(|epoch, position| epochs.seen(Seen { epoch, position }) < position)
    }

    /// What came, checked and opened.
    fn batch(&self, pulled: &Pulled) -> Result<Batch, DeviceError> {
        let open = self.open.as_ref().ok_or(DeviceError::Locked)?;
        let list = self.verified(pulled)?;
        let new_keys = match &pulled.keys {
            Some(boxed) => keys::open_keys(&open.secrets.opener, boxed)?,
            None => Vec::new(),
        };
        let mut keys = Keys { replica: &open.replica, known: HashMap::new() };
        keys.known.extend(new_keys.iter().map(|key| ((key.stream, key.generation), Some(key.key.clone()))));
        let mut arrivals = pulled
            .events
            .iter()
            .map(|(position, event)| keys.arrival(*position, event))
            .collect::<Result<Vec<_>, DeviceError>>()?;
        let mut placed = Vec::with_capacity(pulled.own.len());
        for placing in &pulled.own {
            let Some(saved) = self.made_here(placing.incarnation, placing.seq) else { continue };
            let event = Header::parse(&saved.header)?.id;
            if open.replica.holds(event)? {
                placed.push((event, placing.position));
            } else {
                // A replica that was begun anew has it from the outbox.
                let event = SealedEvent::from_bytes(saved.header.clone(), saved.sealed.clone())?;
                arrivals.push(keys.arrival(placing.position, &event)?);
            }
        }
        Ok(Batch {
            revoked: self.revocations(pulled)?.into_iter().chain(self.erasures(&pulled.erased)?).collect(),
            keys: new_keys.iter().map(kept).collect(),
            grants: grants(pulled),
            placed,
            arrivals,
            epochs: pulled.epochs.clone(),
            receipt: Some(Receipt {
                cursor: replica_cursor(&pulled.scanned),
                proof: (!list.placed.is_empty())
                    .then(|| Proof { list: list.encode(), signature: pulled.signature.0.to_vec() }),
            }),
            ..Batch::default()
        })
    }

    /// Streams to forget, except those granted again after; what waits here for an answer is kept.
    fn revocations(&self, pulled: &Pulled) -> Result<Vec<Revocation>, DeviceError> {
        if pulled.revoked.is_empty() {
            return Ok(Vec::new());
        }
        let mut waiting = self.unanswered()?;
        let revoked = pulled.revoked.iter().map(|revoked| Revocation {
            stream: revoked.stream,
            keep: waiting.remove(&revoked.stream).unwrap_or_default(),
        });
        Ok(revoked.collect())
    }

    /// Erased streams of which something is here.
    fn erasures(&self, erased: &[StreamId]) -> Result<Vec<Revocation>, DeviceError> {
        let replica = self.replica()?;
        let mut gone = Vec::new();
        for stream in erased {
            let held = replica.grant(*stream)?.is_some()
                || !replica.keys_of(*stream)?.is_empty()
                || !replica.events(*stream)?.is_empty();
            if held {
                gone.push(Revocation { stream: *stream, keep: Vec::new() });
            }
        }
        Ok(gone)
    }

    /// What was made here of somebody who was erased goes, refused or not, and what was half written.
    fn forget_unsent(&mut self, erased: &[StreamId]) -> Result<(), DeviceError> {
        let mut drafts = Vec::new();
        for stream in erased {
            let visits = self.replica()?.visits_of(*stream)?;
            drafts.extend(visits.iter().flat_map(|visit| draft_keys(visit.id)));
        }
        let outbox = self.outbox.as_mut().ok_or(DeviceError::WrongStage)?;
        let mut seqs = Vec::new();
        for (saved, _) in outbox.held() {
            if erased.contains(&Header::parse(&saved.header)?.stream) {
                seqs.push(saved.seq);
            }
        }
        Ok(outbox.forget(&seqs, &drafts)?)
    }

    /// What waits here for an answer or was refused, by stream: it stays readable whatever is forgotten.
    fn unanswered(&self) -> Result<BTreeMap<StreamId, Vec<EventId>>, DeviceError> {
        let outbox = self.outbox.as_ref().ok_or(DeviceError::WrongStage)?;
        let mut waiting: BTreeMap<StreamId, Vec<EventId>> = BTreeMap::new();
        for (saved, answer) in outbox.held() {
            if !matches!(answer, Some(Answer::At { .. } | Answer::Erased)) {
                let header = Header::parse(&saved.header)?;
                waiting.entry(header.stream).or_default().push(header.id);
            }
        }
        Ok(waiting)
    }

    /// Streams that differ are loaded anew; those that are not granted any more are forgotten.
    pub(super) fn take_digest(&mut self, answer: &DigestAnswer) -> Result<bool, DeviceError> {
        let position = self.cursor()?.position;
        let anew = answer.differ.iter().chain(&answer.missing);
        let grants: Vec<Grant> =
            anew.map(|stream| Grant { stream: *stream, granted: position, backfilled: 0 }).collect();
        let mut waiting = self.unanswered()?;
        let revoked = answer
            .foreign
            .iter()
            .map(|stream| Revocation { stream: *stream, keep: waiting.remove(stream).unwrap_or_default() });
        let again = !grants.is_empty();
        if again || !answer.foreign.is_empty() {
            tracing::warn!(anew = grants.len(), foreign = answer.foreign.len(), "the replica is mended");
            let batch = Batch { grants, revoked: revoked.collect(), ..Batch::default() };
            self.plug.step()?;
            self.open.as_mut().ok_or(DeviceError::Locked)?.replica.apply(&batch)?;
        }
        Ok(again)
    }

    /// Goes back to the last point in common with a restored log; what follows waits again. The cursor keeps the epoch in
    /// which it came to that point, so that the next pull brings the epochs since.
    pub(super) fn roll_back(&mut self, position: u64, head: Hash) -> Result<(), DeviceError> {
        let kept = self.replica()?.cursors()?.into_iter().find(|cursor| cursor.position == position);
        let epoch = kept.map_or(0, |cursor| cursor.epoch);
        self.unplace(|_, at| at > position)?;
        let open = self.open.as_mut().ok_or(DeviceError::Locked)?;
        open.offers = Offers::default();
        self.plug.step()?;
        open.replica.rewind(&Cursor { epoch, position, head: head.0 })?;
        Ok(())
    }
}

/// Grants as they are after what came: new ones, and how far history has come.
fn grants(pulled: &Pulled) -> Vec<Grant> {
    let mut grants: BTreeMap<StreamId, Grant> = BTreeMap::new();
    for granted in &pulled.granted {
        let ended = pulled.revoked.iter().any(|r| r.stream == granted.stream && r.at > granted.at);
        if !ended {
            let grant = Grant { stream: granted.stream, granted: granted.at, backfilled: 0 };
            grants.insert(granted.stream, grant);
        }
    }
    for loaded in &pulled.backfilled {
        let Backfill { stream, granted, loaded } = *loaded;
        grants.insert(stream, Grant { stream, granted, backfilled: loaded });
    }
    grants.into_values().collect()
}

/// What is held of the own chain.
pub(super) fn held_runs(outbox: &Outbox) -> Vec<Held> {
    runs(outbox.head().incarnation, outbox.held().map(|(saved, _)| saved.seq))
}

/// Numbers in ascending order as stretches without a hole.
fn runs(incarnation: u32, seqs: impl Iterator<Item = u64>) -> Vec<Held> {
    let mut runs: Vec<Held> = Vec::new();
    for seq in seqs {
        match runs.last_mut() {
            Some(run) if run.to.saturating_add(1) == seq => run.to = seq,
            _ => runs.push(Held { incarnation, from: seq, to: seq }),
        }
    }
    runs
}

/// Keys met in one answer: a stream's events come close together.
struct Keys<'a> {
    replica: &'a Replica,
    known: HashMap<(StreamId, u32), Option<SealingKey>>,
}

impl Keys<'_> {
    fn arrival(&mut self, position: u64, event: &SealedEvent) -> Result<Arrival, DeviceError> {
        let header = event.header();
        let key = match self.known.entry((header.stream, header.generation)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let held = self.replica.data_key(header.stream, header.generation)?;
                new.insert(held.map(|held| SealingKey::from_bytes(*held.key)))
            }
        };
        let opened = match key {
            // The log vouches for it: a body that this key does not open is kept and must not stop all behind it.
            Some(key) => event.open(key, Some(position)).unwrap_or_else(|_| {
                tracing::warn!(event = %header.id, "an event does not open and is kept as it is");
                unread(header, position)
            }),
            None => unread(header, position),
        };
        Ok(Arrival { event: opened, bytes: stored::join(event), hash: event.hash().0 })
    }
}

/// What a kept event says, by keys that came after it.
fn read_with(keys: &[DataKey], stored: &StoredEvent) -> Option<Event> {
    let event = stored::split(&stored.bytes).ok()?;
    let header = event.header();
    let fits = |key: &&DataKey| key.stream == header.stream && key.generation == header.generation;
    let key = SealingKey::from_bytes(*keys.iter().find(fits)?.key);
    event.open(&key, stored.position).ok()
}

/// An event whose key has not come: kept as it is, read when the key is here.
fn unread(header: &Header, position: u64) -> Event {
    Event {
        id: header.id,
        stream: header.stream,
        position: Some(position),
        installation: header.installation,
        actor: header.actor,
        role: Role::default(),
        seen: header.seen,
        at: header.hlc.time(),
        body: Body::Unknown { kind: 0, version: 0, visit: None },
    }
}

fn kept(key: &StreamKey) -> DataKey {
    DataKey { stream: key.stream, generation: key.generation, key: Zeroizing::new(*key.key.bytes()) }
}

fn replica_cursor(cursor: &LogCursor) -> Cursor {
    Cursor { epoch: cursor.epoch, position: cursor.position, head: cursor.head.0 }
}
