//! The log's statements for what became of events in quarantine.

use super::read::{DbRead, link, quarantined};
use super::write::DbWrite;
use crate::error::Error;
use crate::log::held::{HeldFate, HeldOutcome, HeldSize, ReadHeld, WriteHeld};
use crate::log::rows::{Link, Quarantined};
use crate::log::statement::Row;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;

impl ReadHeld for DbRead<'_> {
    fn undecided(&self, limit: u32) -> Result<Vec<Quarantined>, Error> {
        let sql = "SELECT r.installation, r.incarnation, r.seq, r.hash, r.event, NULL, r.verdict, r.code, r.header, r.sealed,
                          r.at
                   FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE o.hash IS NULL ORDER BY r.installation, r.incarnation, r.seq, r.hash LIMIT ?1";
        self.all(sql, [limit], quarantined)
    }

    fn undecided_size(&self, installation: InstallationId) -> Result<HeldSize, Error> {
        let sql = "SELECT count(*), CAST(coalesce(sum(length(r.header) + length(r.sealed)), 0) AS BIGINT)
                   FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE r.installation = ?1 AND o.hash IS NULL";
        let size =
            self.one(sql, [installation], |row| Ok(HeldSize { events: row.get(0)?, bytes: row.get(1)? }))?;
        Ok(size.unwrap_or_default())
    }

    fn is_undecided(&self, installation: InstallationId) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM received r LEFT JOIN held_outcomes o
                   ON (o.installation, o.incarnation, o.seq, o.hash) = (r.installation, r.incarnation, r.seq, r.hash)
                   WHERE r.installation = ?1 AND o.hash IS NULL)";
        Ok(self.one(sql, [installation], |row| row.get(0))?.unwrap_or(false))
    }

    fn held_outcome(&self, link: &Link) -> Result<Option<HeldOutcome>, Error> {
        let sql =
            format!("{OUTCOME} WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4");
        let row = (link.installation, link.incarnation, link.seq, link.hash);
        self.one(&sql, row, outcome)
    }

    fn held_outcomes(&self, since: Time) -> Result<Vec<HeldOutcome>, Error> {
        let sql = format!("{OUTCOME} WHERE at >= ?1 ORDER BY at DESC, installation, incarnation, seq, hash");
        self.all(&sql, [since], outcome)
    }
}

const OUTCOME: &str =
    "SELECT installation, incarnation, seq, hash, event, NULL, outcome, actor, at, words FROM held_outcomes";

fn outcome(row: &Row<'_>) -> Result<HeldOutcome, Error> {
    Ok(HeldOutcome {
        link: link(row)?,
        fate: HeldFate::from_name(row.text(6)?)?,
        actor: row.get(7)?,
        at: row.get(8)?,
        words: row.words(9)?,
    })
}

impl WriteHeld for DbWrite<'_> {
    fn put_held_outcome(&mut self, outcome: &HeldOutcome) -> Result<(), Error> {
        let link = &outcome.link;
        let row = (
            link.installation,
            link.incarnation,
            link.seq,
            link.hash,
            link.event,
            outcome.fate.name(),
            outcome.actor,
            outcome.at,
            &outcome.words,
        );
        self.put(
            "held_outcomes",
            "installation, incarnation, seq, hash",
            "event, outcome, actor, at, words",
            row,
        )
    }

    fn drop_held_outcome(&mut self, link: &Link) -> Result<bool, Error> {
        let sql = "DELETE FROM held_outcomes WHERE installation = ?1 AND incarnation = ?2 AND seq = ?3 AND hash = ?4";
        let row = (link.installation, link.incarnation, link.seq, link.hash);
        Ok(self.run(sql, row)? > 0)
    }
}
