//! The tablet catches up with the log.

use super::Message;
use crate::Error;
use crate::audit::SignedHead;
use crate::batch::{self, Item};
use crate::cbor::{Fields, FieldsMut, Out, Put, Value, map_of};
use crate::event::SealedEvent;
use crate::hash::Hash;
use crate::keys::Boxed;
use crate::log::{Cursor, PLACED_LIMIT, PlacedList, read_cursor, write_cursor};
use crate::sign::{Signature, VerifyingKey};
use vizitas_domain::id::StreamId;

/// A stream whose history has not come whole yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The stream.
    pub stream: StreamId,
    /// Position of its grant: history is what lies in `(0, granted]`.
    pub granted: u64,
    /// Up to where it has come without a hole. Equal to `granted` when whole.
    pub loaded: u64,
}

/// Own events still held, in the outbox or the replica: they come back as positions alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which life of the installation.
    pub incarnation: u32,
    /// First seq held.
    pub from: u64,
    /// Last seq held.
    pub to: u64,
}

/// Asks for what is new, and for history still missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// Where the replica stands.
    pub cursor: Cursor,
    /// Streams whose history is incomplete.
    pub incomplete: Vec<Backfill>,
    /// Own events that need not come whole.
    pub held: Vec<Held>,
    /// At most so many events.
    pub events: u32,
    /// At most so many bytes of sealed bodies.
    pub bytes: u32,
    /// Streams whose data keys are missing here: what came while the tablet was locked. All their generations come.
    pub keyless: Vec<StreamId>,
    /// How far the newest end of the audit goes that is kept here, 0 for none; absent from a tablet that keeps none.
    pub audit: Option<u64>,
    /// Ends of the audit that are kept here and that the server has not been told again yet, at most [`WITNESS_LIMIT`].
    pub witness: Vec<SignedHead>,
    /// How many wrong tries of the PIN there were on this tablet, ever; absent from a tablet that does not count them.
    pub wrong_tries: Option<u32>,
}

/// Most ends of the audit in one message.
pub const WITNESS_LIMIT: usize = 16;

impl Message for PullRequest {
    fn write(&self, map: &mut FieldsMut) {
        write_cursor(map, 1, &self.cursor);
        map.list(2, &self.incomplete, write_backfill)
            .list(3, &self.held, |out, held| {
                out.put_array(3);
                out.put_uint(held.incarnation);
                out.put_uint(held.from);
                out.put_uint(held.to);
            })
            .uint(4, self.events)
            .uint(5, self.bytes)
            .list(6, &self.keyless, |out, stream| out.put_bytes(stream.0.as_bytes()));
        if let Some(records) = self.audit {
            map.put(7, |out| out.put_uint(records));
        }
        map.list(8, &self.witness, |out, end| map_of(|map| end.write(map)).write(out));
        if let Some(wrong) = self.wrong_tries {
            map.put(15, |out| out.put_uint(wrong));
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let held = |value: Value<'_>| {
            let [incarnation, from, to] = value.tuple()?;
            Ok(Held { incarnation: incarnation.narrow()?, from: from.uint()?, to: to.uint()? })
        };
        let witness = map.list(8, |value: Value<'_>| SignedHead::read(&value.fields()?))?;
        if witness.len() > WITNESS_LIMIT {
            return Err(Error::TooLarge("witness"));
        }
        Ok(Self {
            cursor: read_cursor(map.must(1)?)?,
            incomplete: map.list(2, read_backfill)?,
            held: map.list(3, held)?,
            events: map.narrow(4)?,
            bytes: map.narrow(5)?,
            keyless: map.ids(6, StreamId)?,
            audit: map.maybe(7, Value::uint)?,
            witness,
            wrong_tries: map.maybe(15, Value::narrow)?,
        })
    }
}

fn write_backfill(out: &mut Out<'_>, backfill: &Backfill) {
    out.put_array(3);
    out.put_bytes(backfill.stream.0.as_bytes());
    out.put_uint(backfill.granted);
    out.put_uint(backfill.loaded);
}

fn read_backfill(value: Value<'_>) -> Result<Backfill, Error> {
    let [stream, granted, loaded] = value.tuple()?;
    Ok(Backfill { stream: stream.id(StreamId)?, granted: granted.uint()?, loaded: loaded.uint()? })
}

/// A stream was granted at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The stream.
    pub stream: StreamId,
    /// Position of the grant.
    pub at: u64,
}

/// A grant ended at a position: the stream is to be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// The stream.
    pub stream: StreamId,
    /// Position of the revocation.
    pub at: u64,
}

/// An event of this installation has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnPlaced {
    /// Which life of the installation.
    pub incarnation: u32,
    /// The event's seq.
    pub seq: u64,
    /// Its position.
    pub position: u64,
}

/// What a pull brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// Up to where the log was scanned: the new cursor.
    pub scanned: Cursor,
    /// Events with their positions: new ones behind the old cursor, and history of `backfilled` streams.
    pub events: Vec<(u64, SealedEvent)>,
    /// Own events that are still held. With `events` at most [`PLACED_LIMIT`].
    pub own: Vec<OwnPlaced>,
    /// Streams granted in what was scanned, in log order.
    pub granted: Vec<Granted>,
    /// Grants that ended in what was scanned, in log order.
    pub revoked: Vec<Revoked>,
    /// How far the history of incomplete streams has come with this answer.
    pub backfilled: Vec<Backfill>,
    /// Data keys for this installation, opened by [`crate::keys::open_keys`]; none for a locked tablet.
    pub keys: Option<Boxed>,
    /// Epochs later than the asking cursor's, all of them for an empty one: each with the last position kept of the
    /// one before.
    pub epochs: Vec<(u32, u64)>,
    /// Streams that this worker held and that were erased: nothing of them stays anywhere.
    pub erased: Vec<StreamId>,
    /// More is waiting: pull again at once.
    pub more: bool,
    /// The log key's signature over [`Pulled::placed`].
    pub signature: Signature,
}

impl Pulled {
    /// The list that is signed. Own events came without their hashes: `own_hash` finds them by incarnation and seq.
    pub fn placed(&self, own_hash: impl Fn(u32, u64) -> Option<Hash>) -> Result<PlacedList, Error> {
        let mut placed: Vec<_> = self.events.iter().map(|(at, event)| (*at, event.hash())).collect();
        for own in &self.own {
            let unknown = Error::Malformed("pull answer: an own event that is not held");
            placed.push((own.position, own_hash(own.incarnation, own.seq).ok_or(unknown)?));
        }
        if placed.len() > PLACED_LIMIT {
            return Err(Error::TooLarge("placed list"));
        }
        Ok(PlacedList::new(self.scanned, placed))
    }

    /// The list, once its signature is found to be the log's.
    pub fn verify(
        &self,
        log: &VerifyingKey,
        own_hash: impl Fn(u32, u64) -> Option<Hash>,
    ) -> Result<PlacedList, Error> {
        let list = self.placed(own_hash)?;
        list.verify(log, &self.signature)?;
        Ok(list)
    }
}

/// Answer to a pull.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullAnswer {
    /// What it brings; none when the log no longer holds what the cursor names: bisect, then pull again.
    pub pulled: Option<Pulled>,
    /// The log's epoch.
    pub epoch: u32,
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
    /// Every position up to this one is covered by a backup.
    pub backed_up: u64,
    /// A newer end of the audit than the tablet keeps, when there is one and it keeps them.
    pub audit: Option<SignedHead>,
}

impl Message for PullAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.epoch).uint(2, self.server_ms).uint(3, self.backed_up);
        if let Some(pulled) = &self.pulled {
            pulled.write(map);
        }
        if let Some(end) = &self.audit {
            map.fields(15, &map_of(|map| end.write(map)));
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let pulled = map.get(4).map(|scanned| read_pulled(scanned, map)).transpose()?;
        let audit = map.maybe(15, |value| SignedHead::read(&value.fields()?))?;
        Ok(Self { pulled, epoch: map.narrow(1)?, server_ms: map.uint(2)?, backed_up: map.uint(3)?, audit })
    }
}

impl Pulled {
    fn write(&self, map: &mut FieldsMut) {
        let item = |(position, event): &(u64, SealedEvent)| Item {
            position: Some(*position),
            ..Item::from(event.clone())
        };
        let items: Vec<Item> = self.events.iter().map(item).collect();
        write_cursor(map, 4, &self.scanned);
        if !items.is_empty() {
            map.fields(5, &batch::write(&items, true));
        }
        map.list(6, &self.own, |out, own| {
            out.put_array(3);
            out.put_uint(own.incarnation);
            out.put_uint(own.seq);
            out.put_uint(own.position);
        })
        .list(7, &self.granted, |out, granted| write_at(out, granted.stream, granted.at))
        .list(8, &self.revoked, |out, revoked| write_at(out, revoked.stream, revoked.at))
        .list(9, &self.backfilled, write_backfill);
        if let Some(keys) = &self.keys {
            map.put(10, |out| keys.write(out));
        }
        map.flag(11, self.more).bytes(12, &self.signature.0).list(13, &self.epochs, |out, (epoch, kept)| {
            out.put_array(2);
            out.put_uint(*epoch);
            out.put_uint(*kept);
        });
        map.list(14, &self.erased, |out, stream| out.put_bytes(stream.0.as_bytes()));
    }
}

fn read_pulled(scanned: Value<'_>, map: &Fields<'_>) -> Result<Pulled, Error> {
    let items = map.maybe(5, batch::read)?.unwrap_or_default();
    let placed = |item: Item| {
        let position = item.position.ok_or(Error::Malformed("pull answer: an event without its place"))?;
        Ok((position, item.event))
    };
    let own = |value: Value<'_>| {
        let [incarnation, seq, position] = value.tuple()?;
        Ok(OwnPlaced { incarnation: incarnation.narrow()?, seq: seq.uint()?, position: position.uint()? })
    };
    let epoch = |value: Value<'_>| {
        let [epoch, kept] = value.tuple()?;
        Ok((epoch.narrow()?, kept.uint()?))
    };
    Ok(Pulled {
        scanned: read_cursor(scanned)?,
        events: items.into_iter().map(placed).collect::<Result<_, _>>()?,
        own: map.list(6, own)?,
        granted: map.list(7, |value| read_at(value).map(|(stream, at)| Granted { stream, at }))?,
        revoked: map.list(8, |value| read_at(value).map(|(stream, at)| Revoked { stream, at }))?,
        backfilled: map.list(9, read_backfill)?,
        keys: map.maybe(10, Boxed::read)?,
        more: map.flag(11)?,
        epochs: map.list(13, epoch)?,
        erased: map.list(14, |value| value.id(StreamId))?,
        signature: Signature(map.array(12)?),
    })
}

fn write_at(out: &mut Out<'_>, stream: StreamId, at: u64) {
    out.put_array(2);
    out.put_bytes(stream.0.as_bytes());
    out.put_uint(at);
}

fn read_at(value: Value<'_>) -> Result<(StreamId, u64), Error> {
    let [stream, at] = value.tuple()?;
    Ok((stream.id(StreamId)?, at.uint()?))
}
