//! Which streams the tablet may hold, since which position, and how far their history has come. It decides
//! nothing about who may do what.

use crate::cursor::Cursor;
use crate::error::{Error, Result};
use crate::events::unsigned;
use crate::open::Replica;
use crate::rows::{bytes, first, id, list};
use rusqlite::{Connection, Row};
use vizitas_domain::event::Seen;
use vizitas_domain::id::StreamId;

/// A grant of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The stream.
    pub stream: StreamId,
    /// The position of the grant (G): later events come with the log.
    pub granted: u64,
    /// Earlier ones have come up to here (b), without a gap.
    pub backfilled: u64,
}

impl Grant {
    /// Whether the whole history is here.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.backfilled >= self.granted
    }
}

/// Keeps a grant as it is now.
pub(crate) fn keep(connection: &Connection, grant: &Grant) -> Result<()> {
    let number = |number: u64| i64::try_from(number).map_err(|_| Error::TooLarge);
    let sql = "INSERT OR REPLACE INTO grants (stream, granted, backfilled) VALUES (?1, ?2, ?3)";
    let row = (bytes(grant.stream.0), number(grant.granted)?, number(grant.backfilled)?);
    connection.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Forgets a stream's grant.
pub(crate) fn forget(connection: &Connection, stream: StreamId) -> Result<()> {
    connection.prepare_cached("DELETE FROM grants WHERE stream = ?1")?.execute([bytes(stream.0)])?;
    Ok(())
}

/// A log was restored to `position`: no grant reaches beyond it.
pub(crate) fn cut(connection: &Connection, position: u64) -> Result<()> {
    let position = i64::try_from(position).map_err(|_| Error::TooLarge)?;
    let sql = "UPDATE grants SET granted = min(granted, ?1), backfilled = min(backfilled, ?1)";
    connection.execute(sql, [position])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Grant> {
    Ok(Grant { stream: StreamId(id(row, 0)?), granted: unsigned(row, 1)?, backfilled: unsigned(row, 2)? })
}

impl Replica {
    /// Every grant held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn grants(&self) -> Result<Vec<Grant>> {
        list(&self.connection, "SELECT stream, granted, backfilled FROM grants ORDER BY stream", [], read)
    }

    /// Streams that are granted and of which no key is here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keyless(&self) -> Result<Vec<StreamId>> {
        let sql = "SELECT stream FROM grants g
            WHERE NOT EXISTS (SELECT 1 FROM data_keys k WHERE k.stream = g.stream) ORDER BY stream";
        list(&self.connection, sql, [], |row| Ok(StreamId(id(row, 0)?)))
    }

    /// A stream's grant.
    ///
    /// # Errors
    /// Those of the database.
    pub fn grant(&self, stream: StreamId) -> Result<Option<Grant>> {
        let sql = "SELECT stream, granted, backfilled FROM grants WHERE stream = ?1";
        first(&self.connection, sql, [bytes(stream.0)], read)
    }

    /// Up to where this replica has applied a stream without a gap: what a new event of it says its maker had
    /// seen. While history loads that is how far it has come, else the cursor.
    ///
    /// # Errors
    /// Those of the database.
    pub fn seen(&self, stream: StreamId) -> Result<Seen> {
        let Cursor { epoch, position, .. } = self.cursor()?;
        let loading = self.grant(stream)?.filter(|grant| !grant.is_complete());
        Ok(Seen { epoch, position: loading.map_or(position, |grant| grant.backfilled) })
    }
}
