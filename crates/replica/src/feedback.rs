//! Complaints, wishes and praise.

use crate::error::Result;
use crate::fold::Places;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Feedback;

pub(crate) const TABLE: Table = table!("feedback", ", visit, place", ", ?, ?");

/// Writes what the client had to say of us.
pub(crate) fn write(
    connection: &Connection,
    stream: StreamId,
    state: &ClientState,
    places: &Places,
) -> Result<()> {
    let rows = state.feedback.iter().map(|entry| row(entry, places)).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
}

/// Writes those in `state`, beside the stream's others.
pub(crate) fn add(
    connection: &Connection,
    stream: StreamId,
    state: &ClientState,
    places: &Places,
) -> Result<()> {
    state.feedback.iter().try_for_each(|entry| rows::write(connection, &TABLE, stream, row(entry, places)?))
}

fn row(entry: &Entry<Feedback>, places: &Places) -> Result<Row> {
    let place = places.get(&entry.id).copied().unwrap_or_default();
    Ok(Row {
        id: bytes(entry.id.0).to_vec(),
        // With its place, since a row is written anew when its body differs.
        body: to_body(TABLE.name, &(place, entry))?,
        columns: vec![maybe_blob(entry.what.visit.map(|visit| visit.0)), Value::Integer(place)],
    })
}

fn read(row: &rusqlite::Row<'_>) -> Result<Entry<Feedback>> {
    let (_, entry): (i64, _) = from_body(TABLE.name, row, 0)?;
    Ok(entry)
}

impl Replica {
    /// A client's complaints, wishes and praise, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_of(&self, client: StreamId) -> Result<Vec<Entry<Feedback>>> {
        let sql = "SELECT body FROM feedback WHERE stream = ?1 ORDER BY place DESC";
        list(&self.connection, sql, [bytes(client.0)], read)
    }

    /// Those heard at one visit, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Feedback>>> {
        let sql = "SELECT body FROM feedback WHERE stream = ?1 AND visit = ?2 ORDER BY place";
        let params = (bytes(client.0), bytes(visit.0));
        list(&self.connection, sql, params, read)
    }
}
