//! Taking events in. What comes together commits together: events, the tables folded from them, grants and the
//! cursor are one transaction, so that a cut leaves the replica as it was. It judges no signature and no right.

use crate::cursor::{Cursor, Receipt};
use crate::data_keys::DataKey;
use crate::error::Result;
use crate::events::{Arrival, Inserted, StoredEvent};
use crate::fold::Touched;
use crate::grants::Grant;
use crate::open::Replica;
use crate::streams::Numbers;
use crate::{cursor, data_keys, events, fold, grants, search, streams};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeSet;
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::part::Part;
use vizitas_domain::id::{EventId, StreamId};

/// When the streams that changed are folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// In the same transaction, the streams that the batch touches.
    #[default]
    Now,
    /// Later, by [`Replica::catch_up`]: while a whole log is read, each stream is then folded once. Batches of
    /// 100,000 events cost half as much an event as those of 10,000, since a stream's events share pages.
    Later,
}

/// A stream that may not be held any more.
#[derive(Clone, Debug)]
pub struct Revocation {
    /// The stream.
    pub stream: StreamId,
    /// Its events that wait for an answer and stay, with the keys that open them.
    pub keep: Vec<EventId>,
}

/// What comes together. It is applied in this order: revocations, epochs, keys, grants, positions, events, facts, the
/// receipt.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Streams to forget. A stream granted again after that begins anew.
    pub revoked: Vec<Revocation>,
    /// Epochs, each with the last position kept of the one before.
    pub epochs: Vec<(u32, u64)>,
    /// Keys of streams.
    pub keys: Vec<DataKey>,
    /// Grants as they are now: new ones, and those whose history came further.
    pub grants: Vec<Grant>,
    /// Positions for events that are held already.
    pub placed: Vec<(EventId, u64)>,
    /// Events, with a position or waiting for one. One that is held already changes nothing.
    pub arrivals: Vec<Arrival>,
    /// Up to where the log is read now.
    pub receipt: Option<Receipt>,
    /// Small facts that hold once all of this does.
    pub facts: Vec<(&'static str, Vec<u8>)>,
    /// When to fold.
    pub fold: Fold,
}

/// What a write did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Streams whose events changed: what shows them is to be read again.
    pub streams: BTreeSet<StreamId>,
    /// Events that were given a position and are not held. They have to be fetched whole.
    pub missing: Vec<EventId>,
}

impl Replica {
    /// Takes a batch in, whole or not at all.
    ///
    /// # Errors
    /// [`crate::Error::IdConflict`] and [`crate::Error::PositionTaken`] when it contradicts what is held; those of the database.
    pub fn apply(&mut self, batch: &Batch) -> Result<Applied> {
        self.apply_reading(batch, |_| None)
    }

    /// The same, and reads with `decode` what events say that came before the keys which this batch brings.
    ///
    /// # Errors
    /// As [`Replica::apply`].
    pub fn apply_reading(
        &mut self,
        batch: &Batch,
        decode: impl Fn(&StoredEvent) -> Option<Event>,
    ) -> Result<Applied> {
        let applied = self.write(batch.fold, |change, done| {
            for revocation in &batch.revoked {
                forget(change, revocation, done)?;
            }
            // Before the batch's own events, which are read already.
            let brought: BTreeSet<StreamId> = batch.keys.iter().map(|key| key.stream).collect();
            brought.into_iter().try_for_each(|stream| read_again(change, stream, &decode, done))?;
            take_in(change, batch, done)
        })?;
        if !batch.revoked.is_empty() {
            self.empty_wal()?;
        }
        Ok(applied)
    }

    /// Brings the replica and the outbox together after an interruption: waiting events that are not held are
    /// added, in the outbox's order. Says which waiting events the outbox does not hold: the caller offers them
    /// from here.
    ///
    /// # Errors
    /// As [`Replica::apply`].
    pub fn reconcile(&mut self, outbox: &[Arrival]) -> Result<Vec<StoredEvent>> {
        self.write(Fold::Now, |change, done| {
            let mut numbers = Numbers::default();
            let mut added = false;
            for arrival in outbox {
                let num = numbers.get(change, arrival.event.stream)?;
                if let Inserted::New(_) = events::insert(change, num, arrival)? {
                    added = true;
                    done.touched.whole(num);
                }
            }
            if added {
                let order: Vec<EventId> = outbox.iter().map(|arrival| arrival.event.id).collect();
                events::order_waiting(change, &order)?.into_iter().for_each(|num| done.touched.whole(num));
            }
            Ok(())
        })?;
        let known: BTreeSet<EventId> = outbox.iter().map(|arrival| arrival.event.id).collect();
        Ok(self.waiting_events()?.into_iter().filter(|event| !known.contains(&event.id)).collect())
    }

    /// Goes back to the last point in common with a restored log: what follows waits again, in its old order and
    /// before all that waited already, and is to be offered again. Nothing is deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rewind(&mut self, to: &Cursor) -> Result<Applied> {
        self.write(Fold::Now, |change, done| {
            events::unplace_after(change, to.position)?.into_iter().for_each(|num| done.touched.whole(num));
            cursor::forget_after(change, to.position)?;
            grants::cut(change, to.position)?;
            cursor::keep(change, &Receipt { cursor: *to, proof: None })
        })
    }

    /// Brings the folded tables up to date: to be called after opening, before anything is shown, and after
    /// batches that were to be folded later.
    ///
    /// `decoder` is the caller's version of reading an event's bytes, `decode` the reading itself (it may give
    /// nothing, for an event whose key is gone: then what was read before stays). When the version is not the one
    /// the file was read with, every event is read again, so that what an older app did not know is understood.
    ///
    /// # Errors
    /// Those of the database.
    pub fn catch_up(&mut self, decoder: u32, decode: impl Fn(&StoredEvent) -> Option<Event>) -> Result<()> {
        if !self.is_read_by(decoder)? {
            self.decode_again(decoder, decode)?;
        }
        self.fold_dirty()
    }

    fn decode_again(&mut self, decoder: u32, decode: impl Fn(&StoredEvent) -> Option<Event>) -> Result<()> {
        /// Events held in memory at a time.
        const CHUNK: u32 = 1_000;
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut after = None;
        loop {
            let chunk = events::chunk_after(&change, after, CHUNK)?;
            let Some((last, _)) = chunk.last() else { break };
            after = Some(*last);
            let read =
                chunk.iter().filter_map(|(key, stored)| Some((events::stream_of(*key), decode(stored)?)));
            for (num, event) in read {
                events::read_anew(&change, &event)?;
                if Part::of(&event.body) == Some(Part::Correction) {
                    streams::mark_corrected(&change, num)?;
                }
            }
        }
        streams::mark_all(&change)?;
        cursor::set_meta(&change, "decoded_by", &decoder.to_be_bytes())?;
        Ok(change.commit()?)
    }

    /// Folds every stream anew from its events.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rebuild(&mut self) -> Result<()> {
        streams::mark_all(&self.connection)?;
        self.fold_dirty()
    }

    /// Folds the streams whose events changed, some in each transaction.
    fn fold_dirty(&mut self) -> Result<()> {
        /// Streams folded in one transaction.
        const CHUNK: u32 = 500;
        loop {
            let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let folded = fold::dirty(&change, CHUNK)?;
            change.commit()?;
            if folded == 0 {
                return Ok(());
            }
        }
    }

    /// One transaction: what `work` does, and the fold of what it touched.
    fn write(
        &mut self,
        when: Fold,
        work: impl FnOnce(&Connection, &mut Done) -> Result<()>,
    ) -> Result<Applied> {
        let change = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut done = Done::default();
        work(&change, &mut done)?;
        for num in done.touched.streams() {
            done.applied.streams.insert(streams::numbered(&change, num)?.id);
        }
        done.touched.tell(&self.digests);
        done.gone.iter().for_each(|num| self.digests.forget(*num));
        match when {
            Fold::Now => done.touched.fold(&change)?,
            Fold::Later => done.touched.streams().try_for_each(|num| streams::mark(&change, num))?,
        }
        if done.new_epoch {
            // What counts as seen has changed for every event of an earlier epoch.
            streams::mark_all(&change)?;
            if when == Fold::Now {
                fold::dirty(&change, u32::MAX)?;
            }
        }
        change.commit()?;
        Ok(done.applied)
    }
}

/// What a write has done so far.
#[derive(Default)]
struct Done {
    applied: Applied,
    touched: Touched,
    /// Numbers of streams that are not held any more.
    gone: Vec<i64>,
    new_epoch: bool,
}

/// Deletes a stream with all that was made from it, except events that wait for an answer.
fn forget(change: &Connection, revocation: &Revocation, done: &mut Done) -> Result<()> {
    let stream = revocation.stream;
    grants::forget(change, stream)?;
    let Some(held) = streams::find(change, stream)? else {
        return data_keys::purge(change, stream);
    };
    done.applied.streams.insert(stream);
    if events::purge(change, held.num, &revocation.keep)? == 0 {
        data_keys::purge(change, stream)?;
        done.gone.push(held.num);
        fold::erase(change, stream)?;
        search::erase(change, held.num)?;
        return streams::forget(change, held.num);
    }
    done.touched.whole(held.num);
    Ok(())
}

/// Reads what a stream's events say that could not be read when they came.
fn read_again(
    change: &Connection,
    stream: StreamId,
    decode: impl Fn(&StoredEvent) -> Option<Event>,
    done: &mut Done,
) -> Result<()> {
    let Some(held) = streams::find(change, stream)? else { return Ok(()) };
    for (_, event) in events::of_stream(change, &held)? {
        let unread = matches!(event.body, Body::Unknown { kind: 0, .. });
        let again = unread.then(|| events::stored(change, event.id)).transpose()?.flatten();
        let Some(read) = again.and_then(|stored| decode(&stored)) else { continue };
        events::read_anew(change, &read)?;
        done.touched.whole(held.num);
        if Part::of(&read.body) == Some(Part::Correction) {
            streams::mark_corrected(change, held.num)?;
        }
    }
    Ok(())
}

fn take_in(change: &Connection, batch: &Batch, done: &mut Done) -> Result<()> {
    for (epoch, kept) in &batch.epochs {
        done.new_epoch |= cursor::begin_epoch(change, *epoch, *kept)?;
    }
    for key in &batch.keys {
        data_keys::keep(change, key)?;
    }
    for grant in &batch.grants {
        grants::keep(change, grant)?;
    }
    for (event, position) in &batch.placed {
        match events::place(change, *event, *position)? {
            Some(placed) if placed.moved => {
                let stream = streams::numbered(change, placed.stream)?;
                if let Some(event) = events::at(change, &stream, placed.place)? {
                    done.touched.event(placed.stream, placed.place, &event);
                }
            }
            Some(_) => {}
            None => done.applied.missing.push(*event),
        }
    }
    let mut numbers = Numbers::default();
    let mut arrivals = Vec::with_capacity(batch.arrivals.len());
    for arrival in &batch.arrivals {
        arrivals.push((numbers.get(change, arrival.event.stream)?, arrival));
    }
    // A stream's events lie together: in this order a page is found, changed and sealed once a batch. Within a stream,
    // and among those that wait, the order stays.
    arrivals.sort_by_key(|(num, arrival)| arrival.event.position.map_or(i64::MAX, |_| *num));
    for (num, arrival) in arrivals {
        match events::insert(change, num, arrival)? {
            Inserted::Known => continue,
            Inserted::New(place) | Inserted::Placed(place) => done.touched.event(num, place, &arrival.event),
        }
        if let Body::EpochBegun { epoch, kept } = arrival.event.body {
            done.new_epoch |= cursor::begin_epoch(change, epoch, kept)?;
        }
    }
    for (name, value) in &batch.facts {
        cursor::set_meta(change, name, value)?;
    }
    batch.receipt.as_ref().map_or(Ok(()), |receipt| cursor::keep(change, receipt))
}
