//! Calls with a client or about one.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Call;

pub(crate) const TABLE: Table = table!("calls", ", visit, place", ", ?, ?");

/// Writes the client's calls.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = (0..).zip(&state.calls).map(row).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
}

/// Adds those in `state` behind the stream's others.
pub(crate) fn append(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    if state.calls.is_empty() {
        return Ok(());
    }
    let held = rows::count(connection, &TABLE, stream)?;
    (held..).zip(&state.calls).try_for_each(|entry| rows::write(connection, &TABLE, stream, row(entry)?))
}

fn row((place, entry): (i64, &Entry<Call>)) -> Result<Row> {
    Ok(Row {
        id: bytes(entry.id.0).to_vec(),
        body: to_body(TABLE.name, entry)?,
        columns: vec![maybe_blob(entry.what.visit.map(|visit| visit.0)), Value::Integer(place)],
    })
}

impl Replica {
    /// A client's calls, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calls_of(&self, client: StreamId) -> Result<Vec<Entry<Call>>> {
        let sql = "SELECT body FROM calls WHERE stream = ?1 ORDER BY place DESC";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }

    /// The calls about one visit, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calls_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Call>>> {
        let sql = "SELECT body FROM calls WHERE stream = ?1 AND visit = ?2 ORDER BY place";
        let params = (bytes(client.0), bytes(visit.0));
        list(&self.connection, sql, params, |row| from_body(TABLE.name, row, 0))
    }
}
