//! Workers: who they are, the time they keep for themselves, and when they are taken.

use crate::error::Result;
use crate::open::Replica;
use crate::order::Order;
use crate::rows::{self, Row, Table, bytes, first, from_body, id, list, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::worker::WorkerState;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
use vizitas_domain::worker::{Block, Busy, Profile};

/// A worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Who.
    pub id: ActorId,
    /// What the office wrote of her.
    pub profile: Profile,
}

pub(crate) const TABLE: Table = table!("workers", ", name_order", ", ?");
pub(crate) const BLOCKS: Table = table!("blocks", ", start, ends", ", ?, ?");
pub(crate) const BUSY: Table = table!("busy", ", start, ends", ", ?, ?");

/// Writes the worker's rows.
pub(crate) fn write(
    connection: &Connection,
    stream: StreamId,
    state: &WorkerState,
    order: &Order,
) -> Result<()> {
    let profile = |profile: &Profile| {
        Ok(Row {
            id: bytes(stream.0).to_vec(),
            body: to_body(TABLE.name, profile)?,
            columns: vec![Value::Blob(order.key(&[&profile.surname, &profile.given]))],
        })
    };
    let block = |block: &Block| {
        let body = to_body(BLOCKS.name, block)?;
        Ok(Row { id: bytes(block.id.0).to_vec(), body, columns: span(block.start, block.minutes) })
    };
    let busy = |busy: &Busy| {
        let mut id = busy.start.0.to_be_bytes().to_vec();
        id.extend(busy.minutes.to_be_bytes());
        Ok(Row { id, body: to_body(BUSY.name, busy)?, columns: span(busy.start, busy.minutes) })
    };
    // The same span twice is the same time taken.
    let mut spans = state.busy.clone();
    spans.dedup();
    rows::replace(connection, &TABLE, stream, state.profile.iter().map(profile).collect::<Result<_>>()?)?;
    rows::replace(connection, &BLOCKS, stream, state.blocks.values().map(block).collect::<Result<_>>()?)?;
    rows::replace(connection, &BUSY, stream, spans.iter().map(busy).collect::<Result<_>>()?)?;
    Ok(())
}

fn span(start: Time, minutes: u16) -> Vec<Value> {
    vec![Value::Integer(start.0), Value::Integer(start.plus_minutes(minutes.into()).0)]
}

fn read(row: &rusqlite::Row<'_>) -> Result<Worker> {
    Ok(Worker { id: ActorId(id(row, 0)?), profile: from_body(TABLE.name, row, 1)? })
}

impl Replica {
    /// A worker, once the office has written her profile.
    ///
    /// # Errors
    /// Those of the database.
    pub fn worker(&self, worker: ActorId) -> Result<Option<Worker>> {
        let sql = "SELECT stream, body FROM workers WHERE stream = ?1";
        first(&self.connection, sql, [bytes(worker.0)], read)
    }

    /// All workers, in the order of surname and given name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn workers(&self) -> Result<Vec<Worker>> {
        list(&self.connection, "SELECT stream, body FROM workers ORDER BY name_order, stream", [], read)
    }

    /// Time a worker keeps for herself that touches [`from`, `to`), in order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn blocks(&self, worker: ActorId, from: Time, to: Time) -> Result<Vec<Block>> {
        let sql = "SELECT body FROM blocks WHERE stream = ?1 AND start < ?3 AND ends > ?2 ORDER BY start, id";
        let params = (bytes(worker.0), from.0, to.0);
        list(&self.connection, sql, params, |row| from_body(BLOCKS.name, row, 0))
    }

    /// When a worker is taken within [`from`, `to`), as the server says, in order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn busy(&self, worker: ActorId, from: Time, to: Time) -> Result<Vec<Busy>> {
        let sql = "SELECT body FROM busy WHERE stream = ?1 AND start < ?3 AND ends > ?2 ORDER BY start, id";
        let params = (bytes(worker.0), from.0, to.0);
        list(&self.connection, sql, params, |row| from_body(BUSY.name, row, 0))
    }
}
