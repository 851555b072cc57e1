//! Many events in one message. What they share is sent once, what can be derived is not sent; the canonical
//! header of each is rebuilt on arrival and its hash computed anew, so an event comes out exactly as it went in or
//! with another hash that no signature fits.
//!
//! Derived: `seq` and `prev` of an event whose predecessor in its installation's chain stands earlier in the
//! batch; the clock's milliseconds, which a UUIDv7 carries already; whatever equals the event before.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Out, Put, Value, map_of};
use crate::chain::Head;
use crate::event::SealedEvent;
use crate::hash::Hash;
use crate::header::{Header, Later};
use crate::hlc::Hlc;
use crate::keys::KeyId;
use crate::seal::SEALED_LIMIT;
use crate::sign::Signature;
use std::collections::HashMap;
use uuid::Uuid;
use vizitas_domain::event::Seen;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};

/// Most events in a batch.
pub const EVENTS_LIMIT: usize = 2_000;
/// Most bytes of sealed bodies in a batch of more than one event.
pub const BYTES_LIMIT: usize = 4 << 20;

/// An event as it stands in a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The event.
    pub event: SealedEvent,
    /// Its place in the log, in answers.
    pub position: Option<u64>,
    /// Its own signature, when each event is to be judged alone.
    pub signature: Option<Signature>,
}

impl From<SealedEvent> for Item {
    fn from(event: SealedEvent) -> Self {
        Self { event, position: None, signature: None }
    }
}

/// How many of the events, in order, fit into one batch: always at least one, if there is one.
#[must_use]
pub fn fitting<'e>(events: impl IntoIterator<Item = &'e SealedEvent>, most: usize, bytes: usize) -> usize {
    let (most, bytes) = (most.clamp(1, EVENTS_LIMIT), bytes.min(BYTES_LIMIT));
    let mut sum = 0_usize;
    let fits = |(index, event): &(usize, &SealedEvent)| {
        sum = sum.saturating_add(event.sealed().len());
        *index == 0 || (*index < most && sum <= bytes)
    };
    events.into_iter().enumerate().take_while(fits).count()
}

const KEYS: u64 = 1;
const MAKERS: u64 = 2;
const EVENTS: u64 = 3;

mod field {
    pub(super) const ID: u64 = 0;
    pub(super) const SEALED: u64 = 1;
    pub(super) const KEY: u64 = 2;
    pub(super) const MAKER: u64 = 3;
    pub(super) const SEQ: u64 = 4;
    pub(super) const PREV: u64 = 5;
    pub(super) const CLOCK: u64 = 6;
    pub(super) const COUNTER: u64 = 7;
    pub(super) const EPOCH: u64 = 8;
    pub(super) const SEEN: u64 = 9;
    pub(super) const POSITION: u64 = 10;
    pub(super) const SIGNATURE: u64 = 11;
    pub(super) const LATER: u64 = 12;
}

type KeyRow = (StreamId, u32, KeyId);
type MakerRow = (InstallationId, u32, ActorId);

/// What the events before tell of the next one. Writer and reader keep the same.
#[derive(Default)]
struct Running {
    key: usize,
    maker: usize,
    seen: Seen,
    position: u64,
    heads: HashMap<(InstallationId, u32), Head>,
}

impl Running {
    fn follow(&mut self, item: &Item) {
        let header = item.event.header();
        self.seen = header.seen;
        self.position = item.position.unwrap_or(self.position);
        self.heads.insert((header.installation, header.incarnation), Head::from(&item.event));
    }
}

/// Writes a batch. `derive_prev` is off when each event must stand alone.
pub(crate) fn write(items: &[Item], derive_prev: bool) -> FieldsMut {
    let (mut keys, mut makers) = (Table::default(), Table::default());
    let mut running = Running::default();
    let rows: Vec<FieldsMut> = items
        .iter()
        .map(|item| {
            let header = item.event.header();
            let key = keys.index((header.stream, header.generation, header.key));
            let maker = makers.index((header.installation, header.incarnation, header.actor));
            let row = map_of(|map| write_item(item, key, maker, derive_prev, &running, map));
            (running.key, running.maker) = (key, maker);
            running.follow(item);
            row
        })
        .collect();
    map_of(|map| {
        map.list(KEYS, &keys.rows, write_key).list(MAKERS, &makers.rows, write_maker).list(
            EVENTS,
            &rows,
            |out, row| row.write(out),
        );
    })
}

fn write_item(item: &Item, key: usize, maker: usize, derive: bool, running: &Running, map: &mut FieldsMut) {
    let header = item.event.header();
    let head = running.heads.get(&(header.installation, header.incarnation)).copied();
    let follows = derive && head.is_some_and(|head| head.precedes(&item.event).is_ok());
    map.id(field::ID, header.id.0).bytes(field::SEALED, item.event.sealed());
    if key != running.key {
        map.put(field::KEY, |out| out.put_uint(key as u64));
    }
    if maker != running.maker {
        map.put(field::MAKER, |out| out.put_uint(maker as u64));
    }
    if !follows {
        map.uint(field::SEQ, header.seq).bytes(field::PREV, &header.prev.0);
    }
    map.int(field::CLOCK, (header.hlc.ms() as i64).wrapping_sub(id_ms(header.id)))
        .uint(field::COUNTER, header.hlc.counter());
    if header.seen.epoch != running.seen.epoch {
        map.put(field::EPOCH, |out| out.put_uint(header.seen.epoch));
    }
    if header.seen.position != running.seen.position {
        map.put(field::SEEN, |out| out.put_uint(header.seen.position));
    }
    if let Some(position) = item.position {
        map.put(field::POSITION, |out| out.put_int(position.wrapping_sub(running.position) as i64));
    }
    if let Some(signature) = &item.signature {
        map.bytes(field::SIGNATURE, &signature.0);
    }
    if !header.later.is_empty() {
        map.fields(field::LATER, &map_of(|later| header.later.write(later)));
    }
}

/// Reads a batch.
pub(crate) fn read(value: Value<'_>) -> Result<Vec<Item>, Error> {
    let map = value.fields()?;
    let keys = map.list(KEYS, read_key)?;
    let makers = map.list(MAKERS, read_maker)?;
    let rows = map.list(EVENTS, Value::fields)?;
    if rows.len() > EVENTS_LIMIT {
        return Err(Error::TooLarge("batch"));
    }
    let mut running = Running::default();
    rows.iter()
        .map(|row| {
            let item = read_item(row, &keys, &makers, &mut running)?;
            running.follow(&item);
            Ok(item)
        })
        .collect()
}

fn read_item(
    row: &Fields<'_>,
    keys: &[KeyRow],
    makers: &[MakerRow],
    running: &mut Running,
) -> Result<Item, Error> {
    const WRONG: Error = Error::Malformed("batch: a reference to nothing");
    running.key = row.maybe(field::KEY, Value::narrow)?.unwrap_or(running.key);
    running.maker = row.maybe(field::MAKER, Value::narrow)?.unwrap_or(running.maker);
    let (stream, generation, key) = *keys.get(running.key).ok_or(WRONG)?;
    let (installation, incarnation, actor) = *makers.get(running.maker).ok_or(WRONG)?;
    let (seq, prev) = match row.get(field::PREV) {
        Some(prev) => (row.uint(field::SEQ)?, Hash(prev.array()?)),
        None => {
            let head = running.heads.get(&(installation, incarnation)).ok_or(WRONG)?;
            (head.seq.checked_add(1).ok_or(WRONG)?, head.hash)
        }
    };
    let id = row.id(field::ID, EventId)?;
    let ms = row.int(field::CLOCK)?.wrapping_add(id_ms(id)) as u64;
    let seen = Seen {
        epoch: row.maybe(field::EPOCH, Value::narrow)?.unwrap_or(running.seen.epoch),
        position: row.maybe(field::SEEN, Value::uint)?.unwrap_or(running.seen.position),
    };
    let later = row.maybe(field::LATER, |value| Ok(Later::of(&value.fields()?)))?.unwrap_or_default();
    let hlc = Hlc::new(ms, row.narrow(field::COUNTER)?);
    let header =
        Header { id, stream, generation, key, installation, incarnation, seq, prev, hlc, actor, seen, later };
    let sealed = row.bytes(field::SEALED)?;
    if sealed.len() > SEALED_LIMIT {
        return Err(Error::TooLarge("sealed body"));
    }
    let step = row.maybe(field::POSITION, Value::int)?;
    Ok(Item {
        event: SealedEvent::new(header, sealed.to_vec())?,
        position: step.map(|step| running.position.wrapping_add(step as u64)),
        signature: row.maybe(field::SIGNATURE, Value::array)?.map(Signature),
    })
}

/// The milliseconds a UUIDv7 begins with (RFC 9562 §5.7); of any other id simply its first 48 bits.
fn id_ms(EventId(id): EventId) -> i64 {
    (id.as_u128() >> 80) as i64
}

/// Rows sent once and named by their index.
struct Table<R> {
    rows: Vec<R>,
    indexes: HashMap<R, usize>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), indexes: HashMap::new() }
    }
}

impl<R: Copy + Eq + std::hash::Hash> Table<R> {
    fn index(&mut self, row: R) -> usize {
        *self.indexes.entry(row).or_insert_with(|| {
            self.rows.push(row);
            self.rows.len() - 1
        })
    }
}

fn write_key(out: &mut Out<'_>, (stream, generation, key): &KeyRow) {
    out.put_array(3);
    out.put_bytes(stream.0.as_bytes());
    out.put_uint(*generation);
    out.put_bytes(&key.0);
}

fn read_key(value: Value<'_>) -> Result<KeyRow, Error> {
    let [stream, generation, key] = value.tuple()?;
    Ok((stream.id(StreamId)?, generation.narrow()?, KeyId(key.array()?)))
}

fn write_maker(out: &mut Out<'_>, (installation, incarnation, actor): &MakerRow) {
    out.put_array(3);
    out.put_bytes(installation.0.as_bytes());
    out.put_uint(*incarnation);
    out.put_bytes(actor.0.as_bytes());
}

fn read_maker(value: Value<'_>) -> Result<MakerRow, Error> {
    let [installation, incarnation, actor] = value.tuple()?;
    let installation = installation.id(|id: Uuid| InstallationId(id))?;
    Ok((installation, incarnation.narrow()?, actor.id(ActorId)?))
}
