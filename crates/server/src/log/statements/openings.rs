//! The log's statements for openings.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::openings::{Opening, ReadOpenings, WriteOpenings};
use crate::log::statement::Row;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;

const OPENING: &str =
    "SELECT opening, actor, stream, reason, words, since, until, ended, ended_by, reviewed, reviewed_by,
    remark FROM openings";

fn opening(row: &Row<'_>) -> Result<Opening, Error> {
    Ok(Opening {
        id: row.get(0)?,
        actor: row.get(1)?,
        stream: row.get(2)?,
        reason: row.get(3)?,
        words: row.words(4)?,
        since: row.get(5)?,
        until: row.get(6)?,
        ended: row.get(7)?,
        ended_by: row.get(8)?,
        reviewed: row.get(9)?,
        reviewed_by: row.get(10)?,
        remark: row.words(11)?,
    })
}

impl ReadOpenings for DbRead<'_> {
    fn openings_of(&self, actor: ActorId, at: Time) -> Result<Vec<Opening>, Error> {
        let sql =
            format!("{OPENING} WHERE actor = ?1 AND until > ?2 AND ended IS NULL ORDER BY since, opening");
        self.all(&sql, (actor, at), opening)
    }

    fn openings(&self) -> Result<Vec<Opening>, Error> {
        let mut all = self.openings_unseen()?;
        let sql = format!("{OPENING} WHERE reviewed IS NOT NULL ORDER BY since DESC, opening");
        all.append(&mut self.all(&sql, (), opening)?);
        Ok(all)
    }

    fn openings_unseen(&self) -> Result<Vec<Opening>, Error> {
        self.all(&format!("{OPENING} WHERE reviewed IS NULL ORDER BY since, opening"), (), opening)
    }

    fn openings_since(&self, actor: ActorId, since: Time) -> Result<u64, Error> {
        // Whoever opened since then has it until later.
        let sql = "SELECT count(*) FROM openings WHERE actor = ?1 AND until > ?2 AND since > ?2";
        Ok(self.one(sql, (actor, since), |row| row.get(0))?.unwrap_or_default())
    }

    fn opening(&self, id: Uuid) -> Result<Option<Opening>, Error> {
        self.one(&format!("{OPENING} WHERE opening = ?1"), [id], opening)
    }
}

impl WriteOpenings for DbWrite<'_> {
    fn put_opening(&mut self, opening: &Opening) -> Result<(), Error> {
        let row = (
            opening.id,
            opening.actor,
            opening.stream,
            &opening.reason,
            &opening.words,
            opening.since,
            opening.until,
            opening.ended,
            opening.ended_by,
            opening.reviewed,
            opening.reviewed_by,
            &opening.remark,
        );
        self.put(
            "openings",
            "opening",
            "actor, stream, reason, words, since, until, ended, ended_by, reviewed, reviewed_by, remark",
            row,
        )
    }

    fn end_openings_on(&mut self, stream: StreamId, at: Time) -> Result<(), Error> {
        let sql = "UPDATE openings SET ended = ?2 WHERE stream = ?1 AND ended IS NULL AND until > ?2";
        self.run(sql, (stream, at)).map(drop)
    }
}
