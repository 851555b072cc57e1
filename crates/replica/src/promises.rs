//! Promises: those to be kept, by whom and by when.

use crate::clients::{self, Client};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, blob, bytes, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::{ClientState, StandingPromise};
use vizitas_domain::id::{ActorId, PromiseId, StreamId};
use vizitas_domain::time::Time;

/// A promise with the client it was made to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPromise {
    /// To whom.
    pub client: Client,
    /// The promise as it stands.
    pub promise: StandingPromise,
}

pub(crate) const TABLE: Table = table!("promises", ", owner, due, open, visit, ended", ", ?, ?, ?, ?, ?");

/// Writes the client's promises.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = state.promises.values().map(row).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows)?;
    Ok(())
}

/// Writes one of the client's promises.
pub(crate) fn write_one(
    connection: &Connection,
    stream: StreamId,
    promise: PromiseId,
    state: &ClientState,
) -> Result<()> {
    let row = state.promises.get(&promise).map(row).transpose()?;
    rows::replace_one(connection, &TABLE, stream, &bytes(promise.0), row).map(drop)
}

fn row(standing: &StandingPromise) -> Result<Row> {
    let promise = &standing.promise;
    Ok(Row {
        id: bytes(promise.id.0).to_vec(),
        body: to_body(TABLE.name, standing)?,
        columns: vec![
            blob(promise.owner.0),
            Value::Integer(promise.due.0),
            Value::Integer(standing.end.is_none().into()),
            maybe_blob(promise.visit.map(|visit| visit.0)),
            standing.end.map_or(Value::Null, |(_, at)| Value::Integer(at.0)),
        ],
    })
}

/// A query for [`read`]: promises as `p` with their clients.
fn select(rest: &str) -> String {
    let client = clients::COLUMNS;
    format!(
        "SELECT {client}, p.body FROM promises p JOIN clients c ON c.stream = p.stream
         LEFT JOIN grants g ON g.stream = c.stream {rest}"
    )
}

fn read(row: &rusqlite::Row<'_>) -> Result<ClientPromise> {
    Ok(ClientPromise { client: clients::read(row)?, promise: from_body(TABLE.name, row, 3)? })
}

impl Replica {
    /// What a worker has promised and not yet kept, the day that comes first before the others.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_promises(&self, owner: ActorId) -> Result<Vec<ClientPromise>> {
        let sql = select("WHERE p.open = 1 AND p.owner = ?1 ORDER BY p.due, p.stream, p.id");
        list(&self.connection, &sql, [bytes(owner.0)], read)
    }

    /// A worker's promises that ended, kept or not, at `since` or later; the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ended_promises(&self, owner: ActorId, since: Time) -> Result<Vec<ClientPromise>> {
        let rest =
            "WHERE p.open = 0 AND p.owner = ?1 AND p.ended >= ?2 ORDER BY p.ended DESC, p.stream, p.id";
        list(&self.connection, &select(rest), (bytes(owner.0), since.0), read)
    }

    /// All promises to a client: the open ones first, then by their day, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn promises_of(&self, client: StreamId) -> Result<Vec<StandingPromise>> {
        let sql = "SELECT body FROM promises WHERE stream = ?1 ORDER BY open DESC, due DESC, id";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }
}
