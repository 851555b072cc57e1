//! What is written down about a client and stands where it was written: notes, calls, feedback. One way to keep and to
//! read them, each in a table of its own. It knows nothing of what they say.

use crate::error::Result;
use crate::fold::Places;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, from_body, list, maybe_blob, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};

/// A kind of what is written down. Its table has the columns visit and place beside the usual ones.
pub(crate) trait Written: Serialize + DeserializeOwned {
    const TABLE: Table;

    /// All of this kind.
    fn all(state: &ClientState) -> &[Entry<Self>];

    /// The visit at which it was written.
    fn visit(&self) -> Option<VisitId>;
}

/// Makes the client's rows those in `state`.
pub(crate) fn write<T: Written>(
    connection: &Connection,
    stream: StreamId,
    state: &ClientState,
    places: &Places,
) -> Result<()> {
    let rows = T::all(state).iter().map(|entry| row(entry, places)).collect::<Result<_>>()?;
    rows::replace(connection, &T::TABLE, stream, rows)?;
    Ok(())
}

/// Writes those in `state`, beside the client's others.
pub(crate) fn add<T: Written>(
    connection: &Connection,
    stream: StreamId,
    state: &ClientState,
    places: &Places,
) -> Result<()> {
    T::all(state).iter().try_for_each(|entry| rows::write(connection, &T::TABLE, stream, row(entry, places)?))
}

fn row<T: Written>(entry: &Entry<T>, places: &Places) -> Result<Row> {
    let place = places.get(&entry.id).copied().unwrap_or_default();
    Ok(Row {
        id: bytes(entry.id.0).to_vec(),
        // With its place, since a row is written anew when its body differs.
        body: to_body(T::TABLE.name, &(place, entry))?,
        columns: vec![maybe_blob(entry.what.visit().map(|visit| visit.0)), Value::Integer(place)],
    })
}

fn read<T: Written>(row: &rusqlite::Row<'_>) -> Result<Entry<T>> {
    let (_, entry): (i64, _) = from_body(T::TABLE.name, row, 0)?;
    Ok(entry)
}

/// A client's, the latest first.
pub(crate) fn of<T: Written>(replica: &Replica, client: StreamId) -> Result<Vec<Entry<T>>> {
    let sql = format!("SELECT body FROM {} WHERE stream = ?1 ORDER BY place DESC", T::TABLE.name);
    list(&replica.connection, &sql, [bytes(client.0)], read)
}

/// Those of one visit, in the order in which they were written.
pub(crate) fn at<T: Written>(replica: &Replica, client: StreamId, visit: VisitId) -> Result<Vec<Entry<T>>> {
    let sql = format!("SELECT body FROM {} WHERE stream = ?1 AND visit = ?2 ORDER BY place", T::TABLE.name);
    list(&replica.connection, &sql, (bytes(client.0), bytes(visit.0)), read)
}
