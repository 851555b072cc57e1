//! The people near a client.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, table, to_body};
use rusqlite::Connection;
use vizitas_domain::client::Contact;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::id::StreamId;

pub(crate) const TABLE: Table = table!("contacts", "", "");

/// Writes the client's contacts; says whether any changed.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<bool> {
    let row = |contact: &Contact| {
        let body = to_body(TABLE.name, contact)?;
        Ok(Row { id: bytes(contact.id.0).to_vec(), body, columns: Vec::new() })
    };
    let contacts = state.contacts.values().filter(|contact| !contact.removed);
    let rows = contacts.map(row).collect::<Result<_>>()?;
    Ok(!rows::replace(connection, &TABLE, stream, rows)?.is_empty())
}

impl Replica {
    /// A client's contacts, in the order in which they were first written down. Removed ones are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contacts(&self, client: StreamId) -> Result<Vec<Contact>> {
        let sql = "SELECT body FROM contacts WHERE stream = ?1 ORDER BY id";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }
}
