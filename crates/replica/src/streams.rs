//! Which streams the replica holds: each has a small number, a kind, and a mark when events came in that are
//! not folded yet. It knows nothing of what a stream says.

use crate::error::{Error, Result};
use crate::rows::{bytes, first, list};
use rusqlite::Connection;
use std::collections::HashMap;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::id::StreamId;

/// Whose life a stream tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Client,
    Worker,
    Published,
    /// Grants and epochs: the server's own, folded into no table.
    Server,
}

impl Kind {
    /// The kind of stream an event belongs to; none when a newer app made it.
    pub(crate) fn of(body: &Body) -> Option<Self> {
        match body {
            Body::ClientRegistered { .. }
            | Body::FieldsSet(_)
            | Body::ContactSet(_)
            | Body::ClientMerged { .. }
            | Body::ClientUnmerged
            | Body::Visit(..)
            | Body::NoteWritten(_)
            | Body::PromiseMade(_)
            | Body::PromiseMoved { .. }
            | Body::PromiseEnded { .. }
            | Body::PromiseReopened { .. }
            | Body::CallLogged(_)
            | Body::FeedbackRecorded(_)
            | Body::MessageTold(_)
            | Body::TaskRaised(_)
            | Body::TaskTaken { .. }
            | Body::TaskDone { .. }
            | Body::TaskMoved { .. }
            | Body::TaskReopened { .. }
            | Body::Settled { .. }
            | Body::SettlementWithdrawn { .. } => Some(Self::Client),
            Body::WorkerSet(_) | Body::TimeBlocked(_) | Body::TimeFreed(_) | Body::BusySet { .. } => {
                Some(Self::Worker)
            }
            Body::StandardPublished { .. } => Some(Self::Published),
            Body::Granted { .. } | Body::Revoked { .. } | Body::EpochBegun { .. } => Some(Self::Server),
            Body::Unknown { .. } => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Worker => "worker",
            Self::Published => "published",
            Self::Server => "server",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Client, Self::Worker, Self::Published, Self::Server].into_iter().find(|k| k.name() == name)
    }
}

/// A stream the replica holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stream {
    pub(crate) num: i64,
    pub(crate) id: StreamId,
    pub(crate) kind: Option<Kind>,
    /// Events came in that are not folded yet.
    pub(crate) dirty: bool,
    /// A note of it corrects another.
    pub(crate) corrected: bool,
}

fn read(row: &rusqlite::Row<'_>) -> Result<Stream> {
    let kind = row.get_ref(2)?.as_str_or_null().map_err(|_| Error::Row("streams"))?;
    Ok(Stream {
        num: row.get(0)?,
        id: StreamId(Uuid::from_bytes(row.get(1)?)),
        kind: kind.and_then(Kind::named),
        dirty: row.get(3)?,
        corrected: row.get(4)?,
    })
}

/// The stream with this id, if it is held.
pub(crate) fn find(connection: &Connection, stream: StreamId) -> Result<Option<Stream>> {
    first(
        connection,
        "SELECT num, id, kind, dirty, corrected FROM streams WHERE id = ?1",
        [bytes(stream.0)],
        read,
    )
}

/// The stream numbered `num`.
pub(crate) fn numbered(connection: &Connection, num: i64) -> Result<Stream> {
    let sql = "SELECT num, id, kind, dirty, corrected FROM streams WHERE num = ?1";
    first(connection, sql, [num], read)?.ok_or(Error::Row("streams"))
}

/// Streams that are to be folded, at most `limit`.
pub(crate) fn dirty(connection: &Connection, limit: u32) -> Result<Vec<Stream>> {
    list(
        connection,
        "SELECT num, id, kind, dirty, corrected FROM streams WHERE dirty = 1 LIMIT ?1",
        [limit],
        read,
    )
}

/// Marks a stream as having events that are not folded.
pub(crate) fn mark(connection: &Connection, num: i64) -> Result<()> {
    connection.prepare_cached("UPDATE streams SET dirty = 1 WHERE num = ?1 AND dirty = 0")?.execute([num])?;
    Ok(())
}

/// Writes down that a note of the stream corrects another.
pub(crate) fn mark_corrected(connection: &Connection, num: i64) -> Result<()> {
    let sql = "UPDATE streams SET corrected = 1 WHERE num = ?1 AND corrected = 0";
    connection.prepare_cached(sql)?.execute([num])?;
    Ok(())
}

/// Marks every stream.
pub(crate) fn mark_all(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE streams SET dirty = 1 WHERE dirty = 0", [])?;
    Ok(())
}

/// Writes down that a stream is folded, and what kind it proved to be.
pub(crate) fn folded(connection: &Connection, num: i64, kind: Option<Kind>) -> Result<()> {
    let sql = "UPDATE streams SET dirty = 0, kind = ?2 WHERE num = ?1 AND (dirty = 1 OR kind IS NOT ?2)";
    connection.prepare_cached(sql)?.execute((num, kind.map(Kind::name)))?;
    Ok(())
}

/// Forgets a stream.
pub(crate) fn forget(connection: &Connection, num: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM streams WHERE num = ?1")?.execute([num])?;
    Ok(())
}

/// The numbers of streams met during one write.
#[derive(Default)]
pub(crate) struct Numbers(HashMap<StreamId, i64>);

impl Numbers {
    /// The stream's number; a new one when the stream was not held before.
    pub(crate) fn get(&mut self, connection: &Connection, stream: StreamId) -> Result<i64> {
        if let Some(num) = self.0.get(&stream) {
            return Ok(*num);
        }
        let num = match find(connection, stream)? {
            Some(held) => held.num,
            None => {
                let sql = "INSERT INTO streams (id) VALUES (?1)";
                connection.prepare_cached(sql)?.insert([bytes(stream.0)])?
            }
        };
        self.0.insert(stream, num);
        Ok(num)
    }
}
