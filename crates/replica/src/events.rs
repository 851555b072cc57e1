//! The events a replica holds: their bytes exactly as they came, beside what they say. An event has a position
//! in the log, or waits for one; it is never changed, and leaves only when its stream is purged.

use crate::error::{Error, Result};
use crate::open::Replica;
use crate::rows::{bytes, first, from_body, id, list, to_body};
use crate::streams;
use ring::digest::{Context, SHA256};
use rusqlite::{Connection, Row};
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_domain::time::Time;

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

/// What a replica holds of a stretch of a stream, in one line: two that agree hold the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many events.
    pub count: u64,
    /// The position of the last one, 0 when none.
    pub last: u64,
    /// Chained over the events in log order as the log's own hash is over the log: SHA-256 of the hash before (zeros
    /// at first), the position (8 bytes, big-endian) and the event's hash.
    pub hash: [u8; 32],
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

fn place_of(position: u64) -> Result<i64> {
    i64::try_from(position).ok().filter(|place| *place < WAITING).ok_or(Error::TooLarge)
}

/// A stored number that is never negative.
pub(crate) fn unsigned(row: &Row<'_>, column: usize) -> Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| Error::Row("events"))
}

/// Whether an insert added anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    New,
    /// It waited and now has its position.
    Placed,
    /// It was held exactly so.
    Known,
}

/// Adds an event to the stream numbered `stream`. A waiting one goes behind all others that wait.
pub(crate) fn insert(connection: &Connection, stream: i64, arrival: &Arrival) -> Result<Inserted> {
    let event = &arrival.event;
    let place = match event.position {
        Some(position) => place_of(position)?,
        None => next_waiting(connection)?,
    };
    let sql = "INSERT INTO events
        (key, id, position, waits, hash, bytes, installation, actor, role, seen_epoch, seen, at, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT DO NOTHING";
    let added = connection.prepare_cached(sql)?.execute((
        key(stream, place)?,
        bytes(event.id.0),
        event.position.map(|_| place),
        event.position.is_none().then_some(place),
        arrival.hash,
        &arrival.bytes,
        bytes(event.installation.0),
        bytes(event.actor.0),
        role_name(event.role),
        event.seen.epoch,
        i64::try_from(event.seen.position).map_err(|_| Error::TooLarge)?,
        event.at.0,
        to_body("events", &event.body)?,
    ))?;
    if added == 1 { Ok(Inserted::New) } else { already(connection, arrival) }
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
        (Some(_), Some(position)) => place(connection, event.id, position).map(|placed| match placed {
            Some((_, true)) => Inserted::Placed,
            _ => Inserted::Known,
        }),
    }
}

/// Gives a waiting event its position. Says the number of its stream and whether anything changed; nothing when
/// the event is not held.
pub(crate) fn place(connection: &Connection, event: EventId, position: u64) -> Result<Option<(i64, bool)>> {
    let place = place_of(position)?;
    let held =
        first(connection, "SELECT key, position FROM events WHERE id = ?1", [bytes(event.0)], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
        })?;
    let Some((old, at)) = held else { return Ok(None) };
    let stream = old >> PLACE_BITS;
    match at {
        Some(at) if at == place => return Ok(Some((stream, false))),
        Some(_) => return Err(Error::PositionTaken(position)),
        None => {}
    }
    let sql = "UPDATE OR IGNORE events SET key = ?2, position = ?3, waits = NULL WHERE key = ?1";
    match connection.prepare_cached(sql)?.execute((old, key(stream, place)?, place))? {
        1 => Ok(Some((stream, true))),
        _ => Err(Error::PositionTaken(position)),
    }
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

/// A stream's events in the order of the fold: by position, then those that wait.
pub(crate) fn of_stream(connection: &Connection, stream: i64, stream_id: StreamId) -> Result<Vec<Event>> {
    let sql = "SELECT id, position, installation, actor, role, seen_epoch, seen, at, body
        FROM events WHERE key BETWEEN ?1 AND ?2 ORDER BY key";
    list(connection, sql, span(stream)?, |row| read(row, stream_id))
}

fn read(row: &Row<'_>, stream: StreamId) -> Result<Event> {
    let role = row.get_ref(4)?.as_str().ok().and_then(role_named).ok_or(Error::Row("events"))?;
    let position: Option<i64> = row.get(1)?;
    Ok(Event {
        id: EventId(id(row, 0)?),
        stream,
        position: position.and_then(|position| u64::try_from(position).ok()),
        installation: InstallationId(id(row, 2)?),
        actor: ActorId(id(row, 3)?),
        role,
        seen: Seen { epoch: row.get(5)?, position: unsigned(row, 6)? },
        at: Time(row.get(7)?),
        body: from_body::<Body>("events", row, 8)?,
    })
}

const ROLES: [(Role, &str); 5] = [
    (Role::Worker, "worker"),
    (Role::Client, "client"),
    (Role::System, "system"),
    (Role::Import, "import"),
    (Role::Coordinator, "coordinator"),
];

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Worker => "worker",
        Role::Client => "client",
        Role::System => "system",
        Role::Import => "import",
        Role::Coordinator => "coordinator",
    }
}

fn role_named(name: &str) -> Option<Role> {
    ROLES.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
}

/// Writes down what an event's bytes say, after they were read anew.
pub(crate) fn set_body(connection: &Connection, event: EventId, body: &Body) -> Result<()> {
    let sql = "UPDATE events SET body = ?2 WHERE id = ?1";
    connection.prepare_cached(sql)?.execute((bytes(event.0), to_body("events", body)?))?;
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
        let sql = "SELECT e.id, e.position, e.installation, e.actor, e.role, e.seen_epoch, e.seen, e.at, e.body, s.id
            FROM events e JOIN streams s ON s.num = e.key >> 40 WHERE e.id = ?1";
        first(&self.connection, sql, [bytes(event.0)], |row| read(row, StreamId(id(row, 9)?)))
    }

    /// A stream's events in the order of the fold: by position, then those that wait.
    ///
    /// # Errors
    /// Those of the database; [`Error::Row`] when a body does not read.
    pub fn events(&self, stream: StreamId) -> Result<Vec<Event>> {
        match streams::find(&self.connection, stream)? {
            Some(held) => of_stream(&self.connection, held.num, stream),
            None => Ok(Vec::new()),
        }
    }

    /// An event's bytes, if it is held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn stored(&self, event: EventId) -> Result<Option<StoredEvent>> {
        first(&self.connection, &format!("{STORED} WHERE e.id = ?1"), [bytes(event.0)], read_stored)
    }

    /// The events that wait for a position, in the order in which they are to be offered.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_events(&self) -> Result<Vec<StoredEvent>> {
        let sql = format!("{STORED} WHERE e.waits IS NOT NULL ORDER BY e.waits");
        list(&self.connection, &sql, [], read_stored)
    }

    /// Events with a position after `position`, in log order, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn events_after(&self, position: u64, limit: u32) -> Result<Vec<StoredEvent>> {
        let sql = format!("{STORED} WHERE e.position > ?1 ORDER BY e.position LIMIT ?2");
        list(&self.connection, &sql, (place_of(position)?, limit), read_stored)
    }

    /// What is held of a stream with positions in (`after`, `upto`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn digest(&self, stream: StreamId, after: u64, upto: u64) -> Result<Digest> {
        let Some(held) = streams::find(&self.connection, stream)? else {
            return Ok(Digest::default());
        };
        let limit = |position: u64| key(held.num, place_of(position.min(LAST_PLACE))?);
        let sql = "SELECT position, hash FROM events WHERE key > ?1 AND key <= ?2 ORDER BY key";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query((limit(after)?, limit(upto)?))?;
        let mut digest = Digest::default();
        while let Some(row) = rows.next()? {
            let mut context = Context::new(&SHA256);
            digest.count += 1;
            digest.last = unsigned(row, 0)?;
            context.update(&digest.hash);
            context.update(&digest.last.to_be_bytes());
            context.update(&row.get::<_, [u8; 32]>(1)?);
            digest.hash = finish(context);
        }
        Ok(digest)
    }
}

/// The last position there can be.
const LAST_PLACE: u64 = (1 << (PLACE_BITS - 1)) - 1;

fn finish(context: Context) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
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

    #[test]
    fn every_role_is_read_as_it_was_written() {
        for (role, name) in ROLES {
            assert_eq!(role_name(role), name);
            assert_eq!(role_named(name), Some(role));
        }
    }
}
