//! What clients were told, and how far each message came.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::id::{MessageId, StreamId, VisitId};
use vizitas_domain::told::Told;

pub(crate) const TABLE: Table = table!("messages", ", visit, at", ", ?, ?");

/// Writes the client's messages.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = state.messages.values().map(row).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows).map(drop)
}

/// Writes one of the client's messages.
pub(crate) fn write_one(
    connection: &Connection,
    stream: StreamId,
    message: MessageId,
    state: &ClientState,
) -> Result<()> {
    let row = state.messages.get(&message).map(row).transpose()?;
    rows::replace_one(connection, &TABLE, stream, &bytes(message.0), row).map(drop)
}

fn row(told: &Told) -> Result<Row> {
    Ok(Row {
        id: bytes(told.id.0).to_vec(),
        body: to_body(TABLE.name, told)?,
        columns: vec![maybe_blob(told.visit.map(|visit| visit.0)), Value::Integer(told.at.0)],
    })
}

impl Replica {
    /// What a client was told, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn messages_of(&self, client: StreamId) -> Result<Vec<Told>> {
        let sql = "SELECT body FROM messages WHERE stream = ?1 ORDER BY at DESC, id DESC";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }

    /// What a client was told about one visit, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn messages_about(&self, client: StreamId, visit: VisitId) -> Result<Vec<Told>> {
        let sql = "SELECT body FROM messages WHERE stream = ?1 AND visit = ?2 ORDER BY at DESC, id DESC";
        list(&self.connection, sql, (bytes(client.0), bytes(visit.0)), |row| from_body(TABLE.name, row, 0))
    }
}
