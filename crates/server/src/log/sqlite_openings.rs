//! The embedded log's statements for openings.

use super::openings::{Opening, ReadOpenings, WriteOpenings};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

const OPENING: &str =
    "SELECT opening, actor, stream, reason, words, since, until, ended, ended_by, reviewed, reviewed_by,
    remark FROM openings";

fn opening(row: &Row<'_>) -> Result<Opening, Error> {
    let text = |column| Ok::<_, Error>(Text::from(row.get::<_, String>(column)?));
    let time = |column| Ok::<_, Error>(row.get::<_, Option<i64>>(column)?.map(Time));
    let who = |column| Ok::<_, Error>(row.get::<_, Option<Id>>(column)?.map(|id| ActorId(id.0)));
    Ok(Opening {
        id: row.get::<_, Id>(0)?.0,
        actor: ActorId(row.get::<_, Id>(1)?.0),
        stream: StreamId(row.get::<_, Id>(2)?.0),
        reason: row.get(3)?,
        words: text(4)?,
        since: Time(row.get(5)?),
        until: Time(row.get(6)?),
        ended: time(7)?,
        ended_by: who(8)?,
        reviewed: time(9)?,
        reviewed_by: who(10)?,
        remark: text(11)?,
    })
}

impl ReadOpenings for SqliteRead<'_> {
    fn openings_of(&self, actor: ActorId, at: Time) -> Result<Vec<Opening>, Error> {
        let sql =
            format!("{OPENING} WHERE actor = ?1 AND until > ?2 AND ended IS NULL ORDER BY since, opening");
        self.all(&sql, (actor.0.as_bytes(), at.0), opening)
    }

    fn openings(&self) -> Result<Vec<Opening>, Error> {
        let mut all = self.openings_unseen()?;
        let sql = format!("{OPENING} WHERE reviewed IS NOT NULL ORDER BY since DESC, opening");
        all.append(&mut self.all(&sql, [], opening)?);
        Ok(all)
    }

    fn openings_unseen(&self) -> Result<Vec<Opening>, Error> {
        self.all(&format!("{OPENING} WHERE reviewed IS NULL ORDER BY since, opening"), [], opening)
    }

    fn openings_since(&self, actor: ActorId, since: Time) -> Result<u64, Error> {
        // Whoever opened since then has it until later.
        let sql = "SELECT count(*) FROM openings WHERE actor = ?1 AND until > ?2 AND since > ?2";
        let count = self.one(sql, (actor.0.as_bytes(), since.0), |row| Ok(row.get::<_, i64>(0)?))?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
    }

    fn opening(&self, id: Uuid) -> Result<Option<Opening>, Error> {
        self.one(&format!("{OPENING} WHERE opening = ?1"), [id.as_bytes()], opening)
    }
}

impl WriteOpenings for SqliteWrite<'_> {
    fn put_opening(&mut self, opening: &Opening) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO openings (opening, actor, stream, reason, words, since, until, ended, ended_by,
                   reviewed, reviewed_by, remark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let row = (
            opening.id.as_bytes(),
            opening.actor.0.as_bytes(),
            opening.stream.0.as_bytes(),
            &opening.reason,
            &*opening.words,
            opening.since.0,
            opening.until.0,
            opening.ended.map(|at| at.0),
            opening.ended_by.as_ref().map(|who| who.0.as_bytes()),
            opening.reviewed.map(|at| at.0),
            opening.reviewed_by.as_ref().map(|who| who.0.as_bytes()),
            &*opening.remark,
        );
        self.run(sql, row).map(drop)
    }

    fn end_openings_on(&mut self, stream: StreamId, at: Time) -> Result<(), Error> {
        let sql = "UPDATE openings SET ended = ?2 WHERE stream = ?1 AND ended IS NULL AND until > ?2";
        self.run(sql, (stream.0.as_bytes(), at.0)).map(drop)
    }
}
