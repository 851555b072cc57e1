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
    /// `SELECT count(*) … WHERE stream = ?1`.
    pub(crate) count: &'static str,
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
            count: concat!("SELECT count(*) FROM ", $name, " WHERE stream = ?1"),
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
    pub(crate) body: String,
    /// What queries ask by; a function of the noun.
    pub(crate) columns: Vec<Value>,
}

/// Makes the stream's rows in the table those given; says whose ids were written or erased.
pub(crate) fn replace(
    connection: &Connection,
    table: &Table,
    stream: StreamId,
    rows: Vec<Row>,
) -> Result<Vec<Vec<u8>>> {
    let mut stored = stored(connection, table, stream)?;
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

/// Writes one row, over the one of its id.
pub(crate) fn write(connection: &Connection, table: &Table, stream: StreamId, row: Row) -> Result<()> {
    let fixed = [blob(stream.0), Value::Blob(row.id), Value::Text(row.body)];
    let mut write = connection.prepare_cached(table.write)?;
    write.execute(params_from_iter(fixed.into_iter().chain(row.columns)))?;
    Ok(())
}

/// How many rows the stream has in the table.
pub(crate) fn count(connection: &Connection, table: &Table, stream: StreamId) -> Result<i64> {
    let mut count = connection.prepare_cached(table.count)?;
    Ok(count.query_row([bytes(stream.0)], |row| row.get(0))?)
}

fn stored(connection: &Connection, table: &Table, stream: StreamId) -> Result<BTreeMap<Vec<u8>, String>> {
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

/// A noun as it is stored.
pub(crate) fn to_body<T: Serialize>(table: &'static str, noun: &T) -> Result<String> {
    // The cause is left out here and below: it may quote a value.
    serde_json::to_string(noun).map_err(|_| Error::Row(table))
}

/// The noun in a column of a row.
pub(crate) fn from_body<T: DeserializeOwned>(
    table: &'static str,
    row: &rusqlite::Row<'_>,
    column: usize,
) -> Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|_| Error::Row(table))?;
    serde_json::from_str(text).map_err(|_| Error::Row(table))
}

/// The name of a choice as the domain writes it: `en_route`.
pub(crate) fn name<T: Serialize>(table: &'static str, choice: &T) -> Result<String> {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(Error::Row(table)),
    }
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
