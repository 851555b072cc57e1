//! Giving a tablet what is new to it: events of the streams it was granted, the history of new grants in pieces, keys,
//! and the log key's word for all of it. It gives nothing that a grant does not cover.

use crate::authority::reads;
use crate::backup::BACKED_UP;
use crate::error::Error;
use crate::log::{Entry, Grant, Head, Installation, Read};
use crate::municipality::Municipality;
use crate::sightings::Asked;
use chrono::{Days, TimeZone, Utc};
use chrono_tz::Europe::Vilnius;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::seal_keys;
use vizitas_sync::log::{Cursor, PLACED_LIMIT};
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Backfill, Granted, OwnPlaced, Prover, PullAnswer, PullRequest, Pulled, Revoked};

/// Most bytes of sealed bodies in an answer, well below the limit of a message.
const BYTES_LIMIT: u32 = 4 << 20;
/// Positions looked through in one go: a worker's streams may be silent for long stretches of the log.
const WINDOW: u64 = 50_000;

/// How much an answer may still hold.
struct Room {
    events: u32,
    bytes: u64,
}

impl Room {
    /// Takes what fits; the first always does, or nothing would ever move.
    fn take(&mut self, entries: Vec<Entry>, taken: &mut Vec<Entry>) -> bool {
        for entry in entries {
            let size = entry.event.sealed().len() as u64;
            if self.events == 0 || (size > self.bytes && !taken.is_empty()) {
                return false;
            }
            self.events -= 1;
            self.bytes = self.bytes.saturating_sub(size);
            taken.push(entry);
        }
        true
    }
}

/// What one look at the log found for an answer.
struct Found {
    scanned: Cursor,
    head: Head,
    live: Vec<Entry>,
    history: Vec<Entry>,
    granted: Vec<Granted>,
    revoked: Vec<Revoked>,
    backfilled: Vec<Backfill>,
    epochs: Vec<(u32, u64)>,
    unfinished: bool,
}

impl Municipality {
    /// Answers a pull of an installation that proved itself with `prover`.
    pub(crate) fn pull(
        &self,
        by: &Installation,
        prover: Prover,
        request: &PullRequest,
    ) -> Result<PullAnswer, Error> {
        let soon = if request.incomplete.is_empty() { Vec::new() } else { self.streams_by_visit(by.actor)? };
        let (found, head, backed_up) = self
            .log
            .read(|log| Ok((find(log, by.actor, request, &soon)?, log.head()?, log.mark(BACKED_UP)?)))?;
        let server_ms = self.clock.ms();
        self.bears_witness(by, &request.witness);
        let audit = request.audit.map(|kept| self.audit_end_after(kept)).transpose()?.flatten();
        let Some(found) = found else {
            return Ok(PullAnswer { pulled: None, epoch: head.epoch, server_ms, backed_up, audit });
        };
        let pulled = self.pulled(found, by, prover, request)?;
        let loading = !request.incomplete.is_empty();
        self.hear_wrong_tries(by, request.wrong_tries);
        self.sighted(by, &Asked { prover, cursor: request.cursor, loading });
        Ok(PullAnswer { pulled: Some(pulled), epoch: head.epoch, server_ms, backed_up, audit })
    }

    fn pulled(
        &self,
        found: Found,
        by: &Installation,
        prover: Prover,
        request: &PullRequest,
    ) -> Result<Pulled, Error> {
        let more = found.scanned.position < found.head.position || found.unfinished;
        let keys = match (prover, &by.recipient) {
            (Prover::Unlocked, Some(recipient)) => {
                let keys = self.keys_for(&found, by.actor, request)?;
                let sealed = |keys: &[_]| seal_keys(recipient, keys, &self.random);
                if keys.is_empty() { None } else { Some(sealed(&keys)?) }
            }
            _ => None,
        };
        let mut own = Vec::new();
        let mut events: Vec<_> =
            found.history.into_iter().map(|entry| (entry.position, entry.event)).collect();
        let mut hashes: BTreeMap<(u32, u64), Hash> = BTreeMap::new();
        for entry in found.live {
            let header = entry.event.header();
            let (incarnation, seq) = (header.incarnation, header.seq);
            let held = |held: &vizitas_sync::wire::Held| {
                held.incarnation == incarnation && (held.from..=held.to).contains(&seq)
            };
            if header.installation == by.installation && request.held.iter().any(held) {
                hashes.insert((incarnation, seq), entry.event.hash());
                own.push(OwnPlaced { incarnation, seq, position: entry.position });
            } else {
                events.push((entry.position, entry.event));
            }
        }
        events.sort_by_key(|(position, _)| *position);
        events.dedup_by_key(|(position, _)| *position);
        let mut pulled = Pulled {
            scanned: found.scanned,
            events,
            own,
            granted: found.granted,
            revoked: found.revoked,
            backfilled: found.backfilled,
            keys,
            epochs: found.epochs,
            erased: self.erased_of(by.actor)?,
            more,
            signature: Signature([0; 64]),
        };
        let list = pulled.placed(|incarnation, seq| hashes.get(&(incarnation, seq)).copied())?;
        pulled.signature = list.sign(&self.identity.log);
        Ok(pulled)
    }

    /// Erased streams that this worker ever held.
    fn erased_of(&self, worker: ActorId) -> Result<Vec<StreamId>, Error> {
        let register = self.vault.register()?;
        if register.is_empty() {
            return Ok(Vec::new());
        }
        let held: BTreeSet<StreamId> =
            self.log.read(|log| log.grants_of(worker))?.into_iter().map(|grant| grant.stream).collect();
        Ok(register.into_iter().map(|(stream, _)| stream).filter(|stream| held.contains(stream)).collect())
    }

    /// Keys of streams that are new in this answer, that are asked for, or that got a new generation.
    fn keys_for(
        &self,
        found: &Found,
        worker: ActorId,
        request: &PullRequest,
    ) -> Result<Vec<vizitas_sync::keys::StreamKey>, Error> {
        let renewed = found.live.iter().chain(&found.history).map(|entry| entry.event.header());
        let renewed = renewed.filter(|header| header.generation > 1).map(|header| header.stream);
        let granted = found.granted.iter().map(|granted| granted.stream);
        let wanted: BTreeSet<StreamId> =
            granted.chain(request.keyless.iter().copied()).chain(renewed).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let grants = self.log.read(|log| log.grants_of(worker))?;
        let held: BTreeSet<StreamId> =
            grants.iter().filter(|grant| grant.until.is_none()).map(|grant| grant.stream).collect();
        let mut keys = Vec::new();
        for stream in wanted.intersection(&held) {
            keys.extend(self.vault.keys(*stream)?);
        }
        Ok(keys)
    }

    /// Streams in the order in which their history is wanted: her own and what is published, then clients by their
    /// next visit from today on.
    fn streams_by_visit(&self, worker: ActorId) -> Result<Vec<StreamId>, Error> {
        let midnight = midnight(self.clock.now());
        let week = midnight.plus_minutes(7 * 24 * 60);
        let visits = self.folded(|replica| Ok(replica.agenda(worker, midnight, week)?))?;
        let mut order = vec![StreamId::from(worker)];
        order.extend(visits.into_iter().map(|visit| visit.client.id));
        Ok(order)
    }
}

/// The municipality's midnight before a moment.
pub(crate) fn midnight(now: Time) -> Time {
    let day = Utc.timestamp_opt(now.0, 0).earliest().map(|at| at.with_timezone(&Vilnius).date_naive());
    day.and_then(day_start).unwrap_or(now)
}

/// The first moment of a day in the municipality's time zone. Where the clocks jump over midnight, the first after it.
pub(crate) fn day_start(day: chrono::NaiveDate) -> Option<Time> {
    let first =
        (0..24).find_map(|hour| Vilnius.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest());
    first.map(|at| Time(at.timestamp()))
}

/// The first moment of the next day.
pub(crate) fn day_end(day: chrono::NaiveDate) -> Option<Time> {
    day.checked_add_days(Days::new(1)).and_then(day_start)
}

/// None when the log does not hold what the cursor names.
fn find(
    log: &dyn Read,
    worker: ActorId,
    request: &PullRequest,
    soon: &[StreamId],
) -> Result<Option<Found>, Error> {
    let cursor = request.cursor;
    let head = log.head()?;
    if cursor.epoch > head.epoch || log.chain_at(cursor.position)? != Some(cursor.head) {
        return Ok(None);
    }
    let mut room = Room {
        events: request.events.clamp(1, u32::try_from(PLACED_LIMIT).unwrap_or(u32::MAX)),
        bytes: request.bytes.min(BYTES_LIMIT).into(),
    };
    let grants = log.grants_of(worker)?;
    if cursor.position == 0 {
        return first_answer(log, &grants, head).map(Some);
    }
    let mut live = Vec::new();
    let scanned = scan(log, worker, cursor.position, head.position, &mut room, &mut live)?;
    let within = |at: u64| at > cursor.position && at <= scanned;
    // A stream that was taken and given again within the stretch is both: forgotten, then begun anew.
    let granted = grants.iter().filter(|grant| within(grant.since));
    let granted = granted.filter(|grant| grant.until.is_none_or(|until| until > scanned));
    let granted: Vec<_> = granted.map(|grant| Granted { stream: grant.stream, at: grant.since }).collect();
    let revoked = grants.iter().filter(|grant| grant.since <= cursor.position);
    let revoked = revoked.filter_map(|grant| Some((grant.stream, grant.until.filter(|at| within(*at))?)));
    let revoked: Vec<_> = revoked.map(|(stream, at)| Revoked { stream, at }).collect();
    let grants = by_stream(grants);
    live.retain(|entry| reads_at(&grants, worker, entry, scanned));
    let (history, backfilled, unfinished) = backfill(log, &grants, request, soon, &mut room)?;
    let chain = log.chain_at(scanned)?.ok_or(Error::Malformed("chain of the log"))?;
    Ok(Some(Found {
        scanned: Cursor { epoch: head.epoch, position: scanned, head: chain },
        head,
        live,
        history,
        unfinished: unfinished || !granted.is_empty(),
        granted,
        revoked,
        backfilled,
        epochs: epochs_after(log, cursor.epoch)?,
    }))
}

/// Epochs that a replica may not know yet, with what each kept of the one before.
fn epochs_after(log: &dyn Read, known: u32) -> Result<Vec<(u32, u64)>, Error> {
    let later = log.epochs()?.into_iter().filter(|epoch| epoch.epoch > known);
    Ok(later.map(|epoch| (epoch.epoch, epoch.kept)).collect())
}

/// An empty replica need not read the log from its beginning: it stands at the head at once, and every stream it was
/// granted comes as history, what is needed first first.
fn first_answer(log: &dyn Read, grants: &[Grant], head: Head) -> Result<Found, Error> {
    let held = grants.iter().filter(|grant| grant.until.is_none());
    let granted: Vec<_> = held.map(|grant| Granted { stream: grant.stream, at: head.position }).collect();
    Ok(Found {
        scanned: Cursor { epoch: head.epoch, position: head.position, head: head.chain },
        head,
        live: Vec::new(),
        history: Vec::new(),
        unfinished: !granted.is_empty(),
        granted,
        revoked: Vec::new(),
        backfilled: Vec::new(),
        epochs: epochs_after(log, 0)?,
    })
}

/// New events in log order, as many as there is room for; up to where all were looked at.
fn scan(
    log: &dyn Read,
    worker: ActorId,
    after: u64,
    head: u64,
    room: &mut Room,
    live: &mut Vec<Entry>,
) -> Result<u64, Error> {
    let mut scanned = after;
    while scanned < head {
        let upto = head.min(scanned.saturating_add(WINDOW));
        let entries = log.granted(worker, scanned, upto, room.events)?;
        let full = entries.len() as u64 == u64::from(room.events);
        if !room.take(entries, live) || full {
            return Ok(live.last().map_or(scanned, |last| last.position));
        }
        scanned = upto;
    }
    Ok(scanned)
}

/// One worker's grants: a caseload is hundreds of streams, and each of thousands of entries is looked up.
type ByStream = HashMap<StreamId, Vec<Grant>>;

/// Each stream's grants in the order in which they began.
fn by_stream(grants: Vec<Grant>) -> ByStream {
    let mut by_stream = ByStream::new();
    for grant in grants {
        by_stream.entry(grant.stream).or_default().push(grant);
    }
    by_stream
}

/// Whether an entry is still to be read once everything up to `scanned` is applied.
fn reads_at(grants: &ByStream, worker: ActorId, entry: &Entry, scanned: u64) -> bool {
    let Some(of_stream) = grants.get(&entry.event.header().stream) else { return false };
    let current = of_stream.iter().rev().find(|grant| grant.since <= scanned);
    current
        .is_some_and(|grant| grant.since < entry.position && grant.until.is_none_or(|until| until > scanned))
        && reads(of_stream, worker, entry.position)
}

type History = (Vec<Entry>, Vec<Backfill>, bool);

/// Pieces of the history of incomplete streams, as far as there is room.
fn backfill(
    log: &dyn Read,
    grants: &ByStream,
    request: &PullRequest,
    soon: &[StreamId],
    room: &mut Room,
) -> Result<History, Error> {
    // A stream with two visits comes with its first.
    let rank: HashMap<StreamId, usize> = soon.iter().rev().copied().zip((0..soon.len()).rev()).collect();
    let mut wanted: Vec<Backfill> = request.incomplete.clone();
    wanted.sort_by_key(|piece| rank.get(&piece.stream).copied().unwrap_or(soon.len()));
    let (mut history, mut done, mut unfinished) = (Vec::new(), Vec::new(), false);
    for piece in wanted {
        let held = grants.get(&piece.stream).is_some_and(|of| of.iter().any(|grant| grant.until.is_none()));
        if piece.loaded >= piece.granted || !held {
            continue;
        }
        if room.events == 0 {
            unfinished = true;
            continue;
        }
        let limit = room.events;
        let entries = log.of_stream(piece.stream, piece.loaded, piece.granted, limit)?;
        let whole = (entries.len() as u64) < u64::from(limit);
        let before = history.len();
        let all = room.take(entries, &mut history) && whole;
        let last = history.get(before..).and_then(<[Entry]>::last).map(|entry| entry.position);
        let loaded = if all { piece.granted } else { last.unwrap_or(piece.loaded) };
        unfinished |= !all;
        done.push(Backfill { loaded, ..piece });
    }
    Ok((history, done, unfinished))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn days_begin_and_end_at_local_midnight_on_both_changeovers() {
        let hours = |y, m, d| {
            let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
            (day_end(day).unwrap().0 - day_start(day).unwrap().0) / 3600
        };
        assert_eq!((hours(2026, 11, 23), hours(2026, 3, 29), hours(2026, 10, 25)), (24, 23, 25));
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let start = day_start(day).unwrap();
        assert_eq!(midnight(start), start);
        assert_eq!(midnight(Time(start.0 + 86_399)), start);
        assert_eq!(midnight(Time(start.0 - 1)).0, start.0 - 86_400);
    }
}
