//! The folded rows of one stream in one table. A fold makes all of them; only those that differ from what is
//! stored are written. It knows no noun and no column beyond `stream`, `id` and `body`.

use crate::error::{Error, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;
use vizitas_domain::id::StreamId;

/// The statements of a noun's table.
pub(crate) struct Table {
    /// The table's name, for errors.
    pub(crate) name: &'static str,
    /// `SELECT id, body … WHERE stream = ?1`.
    pub(crate) read: &'static str,
    /// `SELECT body … WHERE stream = ?1 AND id = ?2`.
    pub(crate) read_one: &'static str,
    /// `INSERT OR REPLACE …` of stream, id, body and the noun's own columns, in that order.
    pub(crate) write: &'static str,
    /// `DELETE … WHERE stream = ?1 AND id = ?2`.
    pub(crate) erase: &'static str,
}

/// Names the statements of a table: the columns are those beside stream, id and body.
macro_rules! table {
    ($name:literal, $columns:literal, $marks:literal) => {
        crate::rows::Table {
            name: $name,
            read: concat!("SELECT id, body FROM ", $name, " WHERE stream = ?1"),
            read_one: concat!("SELECT body FROM ", $name, " WHERE stream = ?1 AND id = ?2"),
            write: concat!(
                "INSERT OR REPLACE INTO ",
                $name,
                " (stream, id, body",
                $columns,
                ") VALUES (?, ?, ?",
                $marks,
                ")"
            ),
            erase: concat!("DELETE FROM ", $name, " WHERE stream = ?1 AND id = ?2"),
        }
    };
}
pub(crate) use table;

/// A row as the fold makes it.
pub(crate) struct Row {
    /// Its id within the stream.
    pub(crate) id: Vec<u8>,
    /// The noun as it is stored.
    pub(crate) body: Vec<u8>,
    /// What queries ask by; a function of the noun.
    pub(crate) columns: Vec<Value>,
}

/// The bodies of a stream's rows by their ids.
pub(crate) type Stored = BTreeMap<Vec<u8>, Vec<u8>>;

/// Makes the stream's rows in the table those given; says whose ids were written or erased.
pub(crate) fn replace(
    connection: &Connection,
    table: &Table,
    stream: StreamId,
    rows: Vec<Row>,
) -> Result<Vec<Vec<u8>>> {
    replace_these(connection, table, stream, stored(connection, table, stream)?, rows)
}

/// Makes rows of the stream, those `stored`, the ones given; the others stay. Says whose ids were written or erased.
pub(crate) fn replace_these(
    connection: &Connection,
    table: &Table,
    stream: StreamId,
    mut stored: Stored,
    rows: Vec<Row>,
) -> Result<Vec<Vec<u8>>> {
    let mut changed = Vec::new();
    for row in rows {
        if stored.remove(&row.id).is_some_and(|old| old == row.body) {
            continue;
        }
        changed.push(row.id.clone());
        write(connection, table, stream, row)?;
    }
    for id in stored.into_keys() {
        connection.prepare_cached(table.erase)?.execute((bytes(stream.0), &id))?;
        changed.push(id);
    }
    Ok(changed)
}

/// Makes the stream's row with this id the one given; says whether anything changed.
pub(crate) fn replace_one(
    connection: &Connection,
    table: &Table,
    stream: StreamId,
    id: &[u8],
    row: Option<Row>,
) -> Result<bool> {
    let stored = first(connection, table.read_one, (bytes(stream.0), id), |row| Ok(row.get(0)?))?;
    let stored = stored.map(|body: Vec<u8>| (id.to_vec(), body)).into_iter().collect();
    Ok(!replace_these(connection, table, stream, stored, row.into_iter().collect())?.is_empty())
}

/// Writes one row, over the one of its id.
pub(crate) fn write(connection: &Connection, table: &Table, stream: StreamId, row: Row) -> Result<()> {
    let fixed = [blob(stream.0), Value::Blob(row.id), Value::Blob(row.body)];
    let mut write = connection.prepare_cached(table.write)?;
    write.execute(params_from_iter(fixed.into_iter().chain(row.columns)))?;
    Ok(())
}

/// The stream's rows as they stand.
pub(crate) fn stored(connection: &Connection, table: &Table, stream: StreamId) -> Result<Stored> {
    let mut read = connection.prepare_cached(table.read)?;
    let rows = read.query_map([bytes(stream.0)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All rows a query gives, each read by `read`.
pub(crate) fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl FnMut(&rusqlite::Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_and_then(params, read)?;
    rows.collect()
}

/// The first row a query gives, if any.
pub(crate) fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    mut read: impl FnMut(&rusqlite::Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(&mut read).transpose()
}

/// A noun as it is stored: by the order of its fields, so that whatever changes a noun must change `FOLDED_AS` too.
pub(crate) fn to_body<T: Serialize>(table: &'static str, noun: &T) -> Result<Vec<u8>> {
    // The cause is left out here and below: it may quote a value.
    postcard::to_stdvec(noun).map_err(|_| Error::Row(table))
}

/// The noun in a column of a row.
pub(crate) fn from_body<T: DeserializeOwned>(
    table: &'static str,
    row: &rusqlite::Row<'_>,
    column: usize,
) -> Result<T> {
    let body = row.get_ref(column)?.as_blob().map_err(|_| Error::Row(table))?;
    postcard::from_bytes(body).map_err(|_| Error::Row(table))
}

/// The id in a column of a row.
pub(crate) fn id(row: &rusqlite::Row<'_>, column: usize) -> Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}

/// An id as a value to store.
pub(crate) fn blob(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

/// An id, or nothing, as a value to store.
pub(crate) fn maybe_blob(id: Option<Uuid>) -> Value {
    id.map_or(Value::Null, blob)
}

/// An id as a parameter.
pub(crate) fn bytes(id: Uuid) -> [u8; 16] {
    id.into_bytes()
}
