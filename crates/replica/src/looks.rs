//! Who looked at whom: an append-only list made here, kept until the server has it. It names clients by id alone.

use crate::error::Result;
use crate::open::Replica;
use crate::rows::{bytes, id, list};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

/// A look that is to be known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Time,
    /// Who looked.
    pub actor: ActorId,
    /// At whose stream.
    pub stream: StreamId,
    /// What was done, as a code: `opened`, `unlocked`.
    pub what: String,
    /// Why, when a reason was asked.
    pub reason: String,
}

/// A look with its number: the first is 1, none is used twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLook {
    /// Its number.
    pub number: u64,
    /// The look.
    pub look: Look,
}

impl Replica {
    /// Writes a look down.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_look(&mut self, look: &Look) -> Result<()> {
        let sql = "INSERT INTO looks (at, actor, stream, what, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = (look.at.0, bytes(look.actor.0), bytes(look.stream.0), &look.what, &look.reason);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// The looks the server does not have yet, in their order, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn looks(&self, limit: u32) -> Result<Vec<NumberedLook>> {
        let sql = "SELECT num, at, actor, stream, what, reason FROM looks ORDER BY num LIMIT ?1";
        list(&self.connection, sql, [limit], |row| {
            let look = Look {
                at: Time(row.get(1)?),
                actor: ActorId(id(row, 2)?),
                stream: StreamId(id(row, 3)?),
                what: row.get(4)?,
                reason: row.get(5)?,
            };
            Ok(NumberedLook { number: crate::events::unsigned(row, 0)?, look })
        })
    }

    /// The server has every look up to this number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn looks_told(&mut self, upto: u64) -> Result<()> {
        let upto = i64::try_from(upto).unwrap_or(i64::MAX);
        self.connection.execute("DELETE FROM looks WHERE num <= ?1", [upto])?;
        Ok(())
    }
}
