//! What clashed and waits for a person's word, over cards and over visits.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, id, list, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vizitas_domain::fold::Conflict;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::id::{EventId, StreamId, VisitId};

/// A conflict with where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamConflict {
    /// The client.
    pub client: StreamId,
    /// The visit, when it is over one; else it is over the card.
    pub visit: Option<VisitId>,
    /// What clashed. The events themselves are read with [`Replica::event`].
    pub conflict: Conflict,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    visit: Option<VisitId>,
    conflict: Conflict,
}

pub(crate) const TABLE: Table = table!("conflicts", ", open", ", ?");

/// Writes the client's conflicts.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let mut rows = rows_of(None, &state.conflicts)?;
    for visit in state.visits.values() {
        rows.extend(rows_of(Some(visit.id), &visit.conflicts)?);
    }
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
}

/// Writes the conflicts over one visit or, without one, over the card.
pub(crate) fn write_over(
    connection: &Connection,
    stream: StreamId,
    visit: Option<VisitId>,
    state: &ClientState,
) -> Result<()> {
    let mut stored = rows::stored(connection, &TABLE, stream)?;
    stored.retain(|_, body| postcard::from_bytes::<Stored>(body).is_ok_and(|stored| stored.visit == visit));
    let conflicts = match visit {
        Some(visit) => state.visits.get(&visit).map(|visit| visit.conflicts.as_slice()).unwrap_or_default(),
        None => &state.conflicts,
    };
    rows::replace_these(connection, &TABLE, stream, stored, rows_of(visit, conflicts)?)?;
    Ok(())
}

fn rows_of(visit: Option<VisitId>, conflicts: &[Conflict]) -> Result<Vec<Row>> {
    // Two events may clash over several fields of a card: what they are over tells them apart.
    let mut same: BTreeMap<&[EventId], u8> = BTreeMap::new();
    let row = |conflict: &Conflict, nth: u8| -> Result<Row> {
        let mut id: Vec<u8> = conflict.events.iter().flat_map(|event| bytes(event.0)).collect();
        id.push(nth);
        let open = Value::Integer(conflict.settled.is_none().into());
        let stored = Stored { visit, conflict: conflict.clone() };
        Ok(Row { id, body: to_body(TABLE.name, &stored)?, columns: vec![open] })
    };
    let mut rows = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let nth = same.entry(&conflict.events).or_default();
        rows.push(row(conflict, *nth)?);
        *nth = nth.wrapping_add(1);
    }
    Ok(rows)
}

fn read(row: &rusqlite::Row<'_>) -> Result<StreamConflict> {
    let Stored { visit, conflict } = from_body(TABLE.name, row, 1)?;
    Ok(StreamConflict { client: StreamId(id(row, 0)?), visit, conflict })
}

impl Replica {
    /// Every conflict nobody has settled, those of one client together.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_conflicts(&self) -> Result<Vec<StreamConflict>> {
        let sql = "SELECT stream, body FROM conflicts WHERE open = 1 ORDER BY stream, id";
        list(&self.connection, sql, [], read)
    }

    /// A client's conflicts, settled ones too, those that are open first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn conflicts_of(&self, client: StreamId) -> Result<Vec<StreamConflict>> {
        let sql = "SELECT stream, body FROM conflicts WHERE stream = ?1 ORDER BY open DESC, id";
        list(&self.connection, sql, [bytes(client.0)], read)
    }
}
