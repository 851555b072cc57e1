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
    let of_visits = state
        .visits
        .values()
        .flat_map(|visit| visit.conflicts.iter().map(|conflict| (Some(visit.id), conflict.clone())));
    let of_card = state.conflicts.iter().map(|conflict| (None, conflict.clone()));
    // Two events may clash over several fields of a card: what they are over tells them apart.
    let mut same: BTreeMap<Vec<EventId>, u8> = BTreeMap::new();
    let mut rows = Vec::new();
    for (visit, conflict) in of_visits.chain(of_card) {
        let nth = same.entry(conflict.events.clone()).or_default();
        let mut id: Vec<u8> = conflict.events.iter().flat_map(|event| bytes(event.0)).collect();
        id.push(*nth);
        *nth = nth.wrapping_add(1);
        let open = Value::Integer(conflict.settled.is_none().into());
        rows.push(Row { id, body: to_body(TABLE.name, &Stored { visit, conflict })?, columns: vec![open] });
    }
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
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
