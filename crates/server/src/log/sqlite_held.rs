//! The embedded log's statements for what became of events in quarantine.

use super::held::{HeldFate, HeldOutcome, HeldSize, ReadHeld, WriteHeld};
use super::rows::{Link, Quarantined};
use super::sqlite_read::{Id, SqliteRead, link, quarantined};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::time::Time;

impl ReadHeld for SqliteRead<'_> {
    fn undecided(&self, limit: u32) -> Result<Vec<Quarantined>, Error> {
        let sql = "SELECT r.installation, r.incarnation, r.seq, r.hash, r.event, NULL, r.verdict, r.code, r.header, r.sealed,
                          r.at
                   FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE o.hash IS NULL ORDER BY r.installation, r.incarnation, r.seq, r.hash LIMIT ?1";
        self.all(sql, [limit], quarantined)
    }

    fn undecided_size(&self, installation: InstallationId) -> Result<HeldSize, Error> {
        let sql = "SELECT count(*), coalesce(sum(length(r.header) + length(r.sealed)), 0)
                   FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE r.installation = ?1 AND o.hash IS NULL";
        let size = self.one(sql, [installation.0.as_bytes()], |row| {
            Ok(HeldSize { events: row.get(0)?, bytes: row.get(1)? })
        })?;
        Ok(size.unwrap_or_default())
    }

    fn is_undecided(&self, installation: InstallationId) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE r.installation = ?1 AND o.hash IS NULL)";
        Ok(self.one(sql, [installation.0.as_bytes()], |row| Ok(row.get(0)?))?.unwrap_or(false))
    }

    fn held_outcome(&self, link: &Link) -> Result<Option<HeldOutcome>, Error> {
        let sql =
            format!("{OUTCOME} WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4");
        let row = (link.installation.0.as_bytes(), link.incarnation, link.seq, link.hash.0);
        self.one(&sql, row, outcome)
    }

    fn held_outcomes(&self, since: Time) -> Result<Vec<HeldOutcome>, Error> {
        let sql = format!("{OUTCOME} WHERE at >= ?1 ORDER BY at DESC, installation, incarnation, seq, hash");
        self.all(&sql, [since.0], outcome)
    }
}

const OUTCOME: &str =
    "SELECT installation, incarnation, seq, hash, event, NULL, outcome, actor, at, words FROM held_outcomes";

fn outcome(row: &Row<'_>) -> Result<HeldOutcome, Error> {
    Ok(HeldOutcome {
        link: link(row)?,
        fate: HeldFate::from_name(row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?)?,
        actor: row.get::<_, Option<Id>>(7)?.map(|id| ActorId(id.0)),
        at: Time(row.get(8)?),
        words: row.get_ref(9)?.as_str().map_err(rusqlite::Error::from)?.into(),
    })
}

impl WriteHeld for SqliteWrite<'_> {
    fn put_held_outcome(&mut self, outcome: &HeldOutcome) -> Result<(), Error> {
        let link = &outcome.link;
        let sql = "INSERT OR REPLACE INTO held_outcomes
                   (installation, incarnation, seq, hash, event, outcome, actor, at, words)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = (
            link.installation.0.as_bytes(),
            link.incarnation,
            link.seq,
            link.hash.0,
            link.event.0.as_bytes(),
            outcome.fate.name(),
            outcome.actor.map(|actor| *actor.0.as_bytes()),
            outcome.at.0,
            &*outcome.words,
        );
        self.run(sql, row).map(drop)
    }

    fn drop_held_outcome(&mut self, link: &Link) -> Result<bool, Error> {
        let sql = "DELETE FROM held_outcomes WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
        let row = (link.installation.0.as_bytes(), link.incarnation, link.seq, link.hash.0);
        Ok(self.run(sql, row)? > 0)
    }
}
