//! Who looked at whom: an append-only list made here, kept until the server has it. It names clients by id alone.

use crate::error::Result;
use crate::events::unsigned;
use crate::open::Replica;
use crate::rows::{bytes, id, list};
use uuid::Uuid;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;

/// A look that is to be known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// A random id: by it the same look told twice is known again.
    pub id: Uuid,
    /// When.
    pub at: Time,
    /// At whose stream.
    pub stream: StreamId,
    /// What was done, by the number it is told as.
    pub deed: u64,
    /// Why, when a reason was asked.
    pub reason: String,
}

impl Replica {
    /// Writes a look down.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_look(&mut self, look: &Look) -> Result<()> {
        let sql = "INSERT INTO looks (id, at, stream, deed, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
        let deed = i64::try_from(look.deed).unwrap_or(i64::MAX);
        let row = (bytes(look.id), look.at.0, bytes(look.stream.0), deed, &look.reason);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// The looks the server may not have yet, in their order, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn looks(&self, limit: usize) -> Result<Vec<Look>> {
        let sql = "SELECT id, at, stream, deed, reason FROM looks ORDER BY num LIMIT ?1";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        list(&self.connection, sql, [limit], |row| {
            Ok(Look {
                id: id(row, 0)?,
                at: Time(row.get(1)?),
                stream: StreamId(id(row, 2)?),
                deed: unsigned(row, 3)?,
                reason: row.get(4)?,
            })
        })
    }

    /// The server has these looks: they and no others are forgotten here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn looks_told(&mut self, told: &[Uuid]) -> Result<()> {
        let change = self.connection.transaction()?;
        for look in told {
            change.prepare_cached("DELETE FROM looks WHERE id = ?1")?.execute([bytes(*look)])?;
        }
        Ok(change.commit()?)
    }
}
