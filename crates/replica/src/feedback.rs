//! Complaints, wishes and praise.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Feedback;

pub(crate) const TABLE: Table = table!("feedback", ", visit, place", ", ?, ?");

/// Writes what the client had to say of us.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = (0..).zip(&state.feedback).map(row).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
}

/// Adds those in `state` behind the stream's others.
pub(crate) fn append(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    if state.feedback.is_empty() {
        return Ok(());
    }
    let held = rows::count(connection, &TABLE, stream)?;
    (held..).zip(&state.feedback).try_for_each(|entry| rows::write(connection, &TABLE, stream, row(entry)?))
}

fn row((place, entry): (i64, &Entry<Feedback>)) -> Result<Row> {
    Ok(Row {
        id: bytes(entry.id.0).to_vec(),
        body: to_body(TABLE.name, entry)?,
        columns: vec![maybe_blob(entry.what.visit.map(|visit| visit.0)), Value::Integer(place)],
    })
}

impl Replica {
    /// A client's complaints, wishes and praise, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_of(&self, client: StreamId) -> Result<Vec<Entry<Feedback>>> {
        let sql = "SELECT body FROM feedback WHERE stream = ?1 ORDER BY place DESC";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }

    /// Those heard at one visit, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Feedback>>> {
        let sql = "SELECT body FROM feedback WHERE stream = ?1 AND visit = ?2 ORDER BY place";
        let params = (bytes(client.0), bytes(visit.0));
        list(&self.connection, sql, params, |row| from_body(TABLE.name, row, 0))
    }
}
