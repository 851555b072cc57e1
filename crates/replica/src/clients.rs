//! Clients: the card, and the list in the order of names.

use crate::error::Result;
use crate::open::Replica;
use crate::order::Order;
use crate::rows::{self, Row, Table, bytes, first, from_body, id, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use vizitas_domain::client::Card;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::id::{ActorId, StreamId};

/// A client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Whose stream it is.
    pub id: StreamId,
    /// What is known of the person.
    pub card: Card,
    /// Whether the beginning of the stream is here: without it the card is empty.
    pub registered: bool,
    /// The stream this one goes on in, when the person was registered twice.
    pub merged_into: Option<StreamId>,
    /// A newer app wrote something here that this one does not know.
    pub update_needed: bool,
    /// The history is still on its way.
    pub loading: bool,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    card: Card,
    registered: bool,
    merged_into: Option<StreamId>,
    update_needed: bool,
}

pub(crate) const TABLE: Table = table!("clients", ", listed, responsible, name_order", ", ?, ?, ?");

/// Writes the client's row; says whether it changed.
pub(crate) fn write(
    connection: &Connection,
    stream: StreamId,
    state: &ClientState,
    order: &Order,
) -> Result<bool> {
    let stored = Stored {
        card: state.card.clone(),
        registered: state.registered,
        merged_into: state.merged_into,
        update_needed: state.update_needed,
    };
    let listed = state.registered && state.merged_into.is_none();
    let row = Row {
        id: bytes(stream.0).to_vec(),
        body: to_body(TABLE.name, &stored)?,
        columns: vec![
            Value::Integer(listed.into()),
            maybe_blob(state.card.responsible.map(|worker| worker.0)),
            Value::Blob(order.key(&[&state.card.surname, &state.card.given])),
        ],
    };
    Ok(!rows::replace(connection, &TABLE, stream, vec![row])?.is_empty())
}

/// The columns [`read`] expects first, from `clients` as `c` left-joined with `grants` as `g`.
pub(crate) const COLUMNS: &str = "c.stream, c.body, coalesce(g.backfilled < g.granted, 0)";

pub(crate) fn read(row: &rusqlite::Row<'_>) -> Result<Client> {
    let stored: Stored = from_body(TABLE.name, row, 1)?;
    Ok(Client {
        id: StreamId(id(row, 0)?),
        card: stored.card,
        registered: stored.registered,
        merged_into: stored.merged_into,
        update_needed: stored.update_needed,
        loading: row.get(2)?,
    })
}

impl Replica {
    /// A client, if held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn client(&self, client: StreamId) -> Result<Option<Client>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM clients c LEFT JOIN grants g ON g.stream = c.stream WHERE c.stream = ?1"
        );
        first(&self.connection, &sql, [bytes(client.0)], read)
    }

    /// All clients, in the order of surname and given name; those of one worker when she is named. One who was
    /// registered twice stands once.
    ///
    /// # Errors
    /// Those of the database.
    pub fn clients(&self, responsible: Option<ActorId>) -> Result<Vec<Client>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM clients c LEFT JOIN grants g ON g.stream = c.stream
             WHERE c.listed = 1 AND (?1 IS NULL OR c.responsible = ?1) ORDER BY c.name_order, c.stream"
        );
        list(&self.connection, &sql, [responsible.map(|worker| bytes(worker.0))], read)
    }

    /// Registrations of the same person that go on in this one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn merged_into(&self, client: StreamId) -> Result<Vec<Client>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM clients c LEFT JOIN grants g ON g.stream = c.stream
             WHERE c.listed = 0 ORDER BY c.stream"
        );
        let unlisted = list(&self.connection, &sql, [], read)?;
        Ok(unlisted.into_iter().filter(|other| other.merged_into == Some(client)).collect())
    }
}
