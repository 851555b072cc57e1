//! The events a replica holds: their bytes exactly as they came, beside what they say. An event has a position
//! in the log, or waits for one; it is never changed, and leaves only when its stream is purged.

use crate::error::{Error, Result};
use crate::open::Replica;
use crate::rows::{bytes, first, from_body, id, list, to_body};
use crate::streams::{self, Stream};
use rusqlite::{Connection, Row};
use vizitas_domain::event::Event;
use vizitas_domain::fold::part::Part;
use vizitas_domain::id::{EventId, StreamId};

/// An event as it comes in: already opened and checked by the caller.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What it says, with its position, or none while it waits.
    pub event: Event,
    /// Header and sealed body, verbatim.
    pub bytes: Vec<u8>,
    /// The event's hash, as the log's chain counts it.
    pub hash: [u8; 32],
}

/// An event's bytes as they are held, for offering it or reading it again.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its id.
    pub id: EventId,
    /// Its stream.
    pub stream: StreamId,
    /// Its place in the log, none while it waits.
    pub position: Option<u64>,
    /// Its hash.
    pub hash: [u8; 32],
    /// Header and sealed body, verbatim.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredEvent({}, {:?}, {} bytes)", self.id, self.position, self.bytes.len())
    }
}

/// Bits of an event's key that say its place; the rest says its stream.
const PLACE_BITS: u32 = 40;
/// The first place that is no position.
const WAITING: i64 = 1 << (PLACE_BITS - 1);
/// Where the order of waiting events begins: what was in the log once goes before, what is new behind.
const MIDDLE: i64 = WAITING + (WAITING >> 1);

/// Where an event stands: among the log's positions, or among those that wait.
fn key(stream: i64, place: i64) -> Result<i64> {
    let fits = (0..1 << PLACE_BITS).contains(&place) && (0..1 << (62 - PLACE_BITS)).contains(&stream);
    if fits { Ok((stream << PLACE_BITS) | place) } else { Err(Error::TooLarge) }
}

/// The number of the stream whose event has this key.
pub(crate) fn stream_of(key: i64) -> i64 {
    key >> PLACE_BITS
}

fn place_of(position: u64) -> Result<i64> {
    i64::try_from(position).ok().filter(|place| *place < WAITING).ok_or(Error::TooLarge)
}

/// The position that a place says; none of an event that waits.
pub(crate) fn position_of(place: i64) -> Option<u64> {
    u64::try_from(place).ok().filter(|_| place < WAITING)
}

/// Keys of the stream's events with positions in (`after`, `upto`]: they are greater than the first and at most the last.
pub(crate) fn keys_between(stream: i64, after: u64, upto: u64) -> Result<(i64, i64)> {
    let limit = |position: u64| key(stream, place_of(position).unwrap_or(WAITING - 1));
    Ok((limit(after)?, limit(upto)?))
}

/// A stored number that is never negative.
pub(crate) fn unsigned(row: &Row<'_>, column: usize) -> Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| Error::Row("events"))
}

/// Whether an insert added anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// It stands at this place of its stream.
    New(i64),
    /// It waited and now has its position, which is its place.
    Placed(i64),
    /// It was held exactly so.
    Known,
}

/// Adds an event to the stream numbered `stream`, which is marked when it corrects a note. A waiting one goes behind all
/// others that wait.
pub(crate) fn insert(connection: &Connection, stream: i64, arrival: &Arrival) -> Result<Inserted> {
    let event = &arrival.event;
    let place = match event.position {
        Some(position) => place_of(position)?,
        None => next_waiting(connection)?,
    };
    let sql = "INSERT INTO events (key, id, position, waits, hash, part, said, bytes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    let added = connection.prepare_cached(sql)?.execute((
        key(stream, place)?,
        bytes(event.id.0),
        event.position.map(|_| place),
        event.position.is_none().then_some(place),
        arrival.hash,
        Part::of(&event.body).map(Part::name),
        said(event)?,
        &arrival.bytes,
    ))?;
    if added == 0 {
        return already(connection, arrival);
    }
    if Part::of(&event.body) == Some(Part::Correction) {
        streams::mark_corrected(connection, stream)?;
    }
    Ok(Inserted::New(place))
}

/// What an event says beside its id, stream and place, as it is stored.
fn said(event: &Event) -> Result<Vec<u8>> {
    to_body("events", &(event.installation, event.actor, event.role, event.seen, event.at, &event.body))
}

/// Where the next waiting event goes.
fn next_waiting(connection: &Connection) -> Result<i64> {
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(waits) FROM events WHERE waits IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(last.map_or(MIDDLE, |last| last.max(MIDDLE - 1) + 1))
}

/// What it means that an event could not be added: it is held, or another one stands in its place.
fn already(connection: &Connection, arrival: &Arrival) -> Result<Inserted> {
    let event = &arrival.event;
    let held = first(connection, "SELECT hash FROM events WHERE id = ?1", [bytes(event.id.0)], |row| {
        Ok(row.get::<_, [u8; 32]>(0)?)
    })?;
    match (held, event.position) {
        (None, position) => Err(Error::PositionTaken(position.unwrap_or_default())),
        (Some(hash), _) if hash != arrival.hash => Err(Error::IdConflict(event.id)),
        (Some(_), None) => Ok(Inserted::Known),
        (Some(_), Some(position)) => Ok(match place(connection, event.id, position)? {
            Some(Placed { moved: true, place, .. }) => Inserted::Placed(place),
            _ => Inserted::Known,
        }),
    }
}

/// An event that was given a position.
pub(crate) struct Placed {
    /// The number of its stream.
    pub(crate) stream: i64,
    /// Its place there.
    pub(crate) place: i64,
    /// Whether it did not stand there before.
    pub(crate) moved: bool,
}

/// Gives a waiting event its position; nothing when the event is not held.
pub(crate) fn place(connection: &Connection, event: EventId, position: u64) -> Result<Option<Placed>> {
    let place = place_of(position)?;
    let held =
        first(connection, "SELECT key, position FROM events WHERE id = ?1", [bytes(event.0)], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
        })?;
    let Some((old, at)) = held else { return Ok(None) };
    let stream = old >> PLACE_BITS;
    match at {
        Some(at) if at == place => return Ok(Some(Placed { stream, place, moved: false })),
        Some(_) => return Err(Error::PositionTaken(position)),
        None => {}
    }
    let sql = "UPDATE OR IGNORE events SET key = ?2, position = ?3, waits = NULL WHERE key = ?1";
    match connection.prepare_cached(sql)?.execute((old, key(stream, place)?, place))? {
        1 => Ok(Some(Placed { stream, place, moved: true })),
        _ => Err(Error::PositionTaken(position)),
    }
}

/// The event at a place of a stream.
pub(crate) fn at(connection: &Connection, stream: &Stream, place: i64) -> Result<Option<Event>> {
    let sql = "SELECT id, position, said FROM events WHERE key = ?1";
    first(connection, sql, [key(stream.num, place)?], |row| read(row, stream.id))
}

/// Takes the position from every event after `position`: they wait again, in their old order, before all that
/// waited already. Says the numbers of the streams touched.
pub(crate) fn unplace_after(connection: &Connection, position: u64) -> Result<Vec<i64>> {
    let after = place_of(position)?;
    let sql = "SELECT key FROM events WHERE position > ?1 ORDER BY position DESC";
    let keys: Vec<i64> = list(connection, sql, [after], |row| Ok(row.get(0)?))?;
    let least: Option<i64> = connection
        .prepare_cached("SELECT min(waits) FROM events WHERE waits IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    let mut waits = least.unwrap_or(MIDDLE);
    let mut streams = Vec::new();
    for old in keys {
        waits -= 1;
        if waits < WAITING {
            return Err(Error::TooLarge);
        }
        let stream = old >> PLACE_BITS;
        let sql = "UPDATE events SET key = ?2, position = NULL, waits = ?3 WHERE key = ?1";
        connection.prepare_cached(sql)?.execute((old, key(stream, waits)?, waits))?;
        streams.push(stream);
    }
    streams.sort_unstable();
    streams.dedup();
    Ok(streams)
}

/// Puts these waiting events behind all others that wait, in the order given.
pub(crate) fn order_waiting(connection: &Connection, order: &[EventId]) -> Result<Vec<i64>> {
    let mut streams = Vec::new();
    for event in order {
        let sql = "SELECT key FROM events WHERE id = ?1 AND waits IS NOT NULL";
        let held = first(connection, sql, [bytes(event.0)], |row| Ok(row.get::<_, i64>(0)?))?;
        if let Some(old) = held {
            let (stream, waits) = (old >> PLACE_BITS, next_waiting(connection)?);
            let sql = "UPDATE events SET key = ?2, waits = ?3 WHERE key = ?1";
            connection.prepare_cached(sql)?.execute((old, key(stream, waits)?, waits))?;
            streams.push(stream);
        }
    }
    Ok(streams)
}

/// Deletes a stream's events except those to keep; says how many remain.
pub(crate) fn purge(connection: &Connection, stream: i64, keep: &[EventId]) -> Result<usize> {
    let sql = "SELECT key, id FROM events WHERE key BETWEEN ?1 AND ?2";
    let span = span(stream)?;
    let held = list(connection, sql, span, |row| Ok((row.get::<_, i64>(0)?, EventId(id(row, 1)?))))?;
    let mut kept = 0;
    for (key, event) in held {
        if keep.contains(&event) {
            kept += 1;
        } else {
            connection.prepare_cached("DELETE FROM events WHERE key = ?1")?.execute([key])?;
        }
    }
    Ok(kept)
}

fn span(stream: i64) -> Result<(i64, i64)> {
    Ok((key(stream, 0)?, key(stream, (1 << PLACE_BITS) - 1)?))
}

/// A stream's events in the order of the fold, each with its place: by position, then those that wait.
pub(crate) fn of_stream(connection: &Connection, stream: &Stream) -> Result<Vec<(i64, Event)>> {
    some_of_stream(connection, stream, |_| true)
}

/// Those of a stream's events whose part is `wanted`, in the order of the fold, each with its place.
pub(crate) fn some_of_stream(
    connection: &Connection,
    stream: &Stream,
    wanted: impl Fn(Option<Part>) -> bool,
) -> Result<Vec<(i64, Event)>> {
    let sql = "SELECT id, position, said, part, key FROM events WHERE key BETWEEN ?1 AND ?2 ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(span(stream.num)?)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let part = row.get_ref(3)?.as_blob_or_null().map_err(|_| Error::Row("events"))?;
        if wanted(part.and_then(Part::named)) {
            events.push((row.get::<_, i64>(4)? & ((1 << PLACE_BITS) - 1), read(row, stream.id)?));
        }
    }
    Ok(events)
}

/// Reads an event from its id, position and what it says.
fn read(row: &Row<'_>, stream: StreamId) -> Result<Event> {
    let position: Option<i64> = row.get(1)?;
    let (installation, actor, role, seen, at, body) = from_body("events", row, 2)?;
    Ok(Event {
        id: EventId(id(row, 0)?),
        stream,
        position: position.and_then(|position| u64::try_from(position).ok()),
        installation,
        actor,
        role,
        seen,
        at,
        body,
    })
}

/// Writes down what an event's bytes say, after they were read anew.
pub(crate) fn read_anew(connection: &Connection, event: &Event) -> Result<()> {
    let sql = "UPDATE events SET part = ?2, said = ?3 WHERE id = ?1";
    let part = Part::of(&event.body).map(Part::name);
    connection.prepare_cached(sql)?.execute((bytes(event.id.0), part, said(event)?))?;
    Ok(())
}

const STORED: &str = "SELECT e.id, s.id, e.position, e.hash, e.bytes
    FROM events e JOIN streams s ON s.num = e.key >> 40";

fn read_stored(row: &Row<'_>) -> Result<StoredEvent> {
    let position: Option<i64> = row.get(2)?;
    Ok(StoredEvent {
        id: EventId(id(row, 0)?),
        stream: StreamId(id(row, 1)?),
        position: position.and_then(|position| u64::try_from(position).ok()),
        hash: row.get(3)?,
        bytes: row.get(4)?,
    })
}

/// An event's bytes, if it is held.
pub(crate) fn stored(connection: &Connection, event: EventId) -> Result<Option<StoredEvent>> {
    first(connection, &format!("{STORED} WHERE e.id = ?1"), [bytes(event.0)], read_stored)
}

/// Events in the order of their keys, after one of them (`None`: from the first), with their keys.
pub(crate) fn chunk_after(
    connection: &Connection,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<(i64, StoredEvent)>> {
    let sql = "SELECT e.id, s.id, e.position, e.hash, e.bytes, e.key
        FROM events e JOIN streams s ON s.num = e.key >> 40 WHERE e.key > ?1 ORDER BY e.key LIMIT ?2";
    list(connection, sql, (after.unwrap_or(-1), limit), |row| Ok((row.get(5)?, read_stored(row)?)))
}

impl Replica {
    /// The event with this id, if it is held.
    ///
    /// # Errors
    /// Those of the database; [`Error::Row`] when its body does not read.
    pub fn event(&self, event: EventId) -> Result<Option<Event>> {
        let sql = "SELECT e.id, e.position, e.said, s.id
            FROM events e JOIN streams s ON s.num = e.key >> 40 WHERE e.id = ?1";
        first(&self.connection, sql, [bytes(event.0)], |row| read(row, StreamId(id(row, 3)?)))
    }

    /// Whether the event with this id is held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn holds(&self, event: EventId) -> Result<bool> {
        let sql = "SELECT 1 FROM events WHERE id = ?1";
        Ok(first(&self.connection, sql, [bytes(event.0)], |_| Ok(()))?.is_some())
    }

    /// A stream's events in the order of the fold: by position, then those that wait.
    ///
    /// # Errors
    /// Those of the database; [`Error::Row`] when a body does not read.
    pub fn events(&self, stream: StreamId) -> Result<Vec<Event>> {
        let held = streams::find(&self.connection, stream)?;
        let events = held.map(|held| of_stream(&self.connection, &held)).transpose()?;
        Ok(events.unwrap_or_default().into_iter().map(|(_, event)| event).collect())
    }

    /// An event's bytes, if it is held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn stored(&self, event: EventId) -> Result<Option<StoredEvent>> {
        stored(&self.connection, event)
    }

    /// The events that wait for a position, in the order in which they are to be offered.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_events(&self) -> Result<Vec<StoredEvent>> {
        let sql = format!("{STORED} WHERE e.waits IS NOT NULL ORDER BY e.waits");
        list(&self.connection, &sql, [], read_stored)
    }

    /// What happened before a position, the latest first, at most `limit`.
    ///
    /// # Errors
    /// Those of the database; [`Error::Row`] when a body does not read.
    pub fn events_before(&self, position: u64, limit: u32) -> Result<Vec<Event>> {
        let sql = "SELECT e.id, e.position, e.said, s.id
            FROM events e JOIN streams s ON s.num = e.key >> 40 WHERE e.position < ?1 ORDER BY e.position DESC LIMIT ?2";
        list(&self.connection, sql, (place_of(position)?, limit), |row| read(row, StreamId(id(row, 3)?)))
    }

    /// Events with a position after `position`, in log order, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn events_after(&self, position: u64, limit: u32) -> Result<Vec<StoredEvent>> {
        let sql = format!("{STORED} WHERE e.position > ?1 ORDER BY e.position LIMIT ?2");
        list(&self.connection, &sql, (place_of(position)?, limit), read_stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_stream_and_place() {
        assert_eq!(key(3, 5).unwrap(), 3 * (1 << 40) + 5);
        assert_eq!(key((1 << 22) - 1, (1 << 40) - 1).unwrap(), (1_i64 << 62) - 1);
        assert!(matches!(key(1 << 22, 0), Err(Error::TooLarge)));
        assert!(matches!(key(0, 1 << 40), Err(Error::TooLarge)));
        assert!(matches!(place_of(1 << 39), Err(Error::TooLarge)));
    }
}
