//! Everything folded from one stream, for comparing replicas. What it gives is full of personal words: it is for
//! tests and checks, never for a log.

use crate::error::Result;
use crate::fold::TABLES;
use crate::open::Replica;
use crate::rows::{bytes, list};
use crate::streams;
use rusqlite::types::Value;
use vizitas_domain::id::StreamId;

impl Replica {
    /// Every row folded from a stream, in a fixed order, each with its table's name and all its columns. Two
    /// replicas that hold the same events of it give the same.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rows_of(&self, stream: StreamId) -> Result<Vec<(&'static str, Vec<Value>)>> {
        let values = |row: &rusqlite::Row<'_>| {
            let columns = row.as_ref().column_count();
            Ok((0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Value>>>()?)
        };
        let mut all = Vec::new();
        for table in TABLES {
            let sql = format!("SELECT * FROM {table} WHERE stream = ?1");
            let mut rows = list(&self.connection, &sql, [bytes(stream.0)], values)?;
            rows.sort_by_cached_key(|row| format!("{row:?}"));
            all.extend(rows.into_iter().map(|row| (table, row)));
        }
        if let Some(held) = streams::find(&self.connection, stream)? {
            let sql = "SELECT name, address, phone, near FROM search WHERE rowid = ?1";
            let rows = list(&self.connection, sql, [held.num], values)?;
            all.extend(rows.into_iter().map(|row| ("search", row)));
        }
        Ok(all)
    }
}
