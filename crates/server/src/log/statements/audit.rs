//! The log's audit: records and checkpoints. The database's own triggers refuse whatever changes one or takes one away, whoever
//! asks.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::Write;
use crate::log::audit::{AuditCheckpoint, AuditRecord, AuditSearch, FORM, ReadAudit, Witness, WriteAudit};
use crate::log::statement::{Row, Words};
use uuid::Uuid;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::Signature;

const AUDIT: &str = "SELECT number, at, actor, deed, about, look, reason, form, hash FROM audit";
const CHECKPOINT: &str = "SELECT records, hash, at, signature FROM audit_checkpoints";

fn audit_record(row: &Row<'_>) -> Result<AuditRecord, Error> {
    Ok(AuditRecord {
        number: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        deed: row.get(3)?,
        about: row.get(4)?,
        look: row.get(5)?,
        reason: row.words(6)?.into(),
        form: row.get(7)?,
        hash: row.get(8)?,
    })
}

fn checkpoint(row: &Row<'_>) -> Result<AuditCheckpoint, Error> {
    Ok(AuditCheckpoint {
        records: row.get(0)?,
        hash: row.get(1)?,
        at: row.get(2)?,
        signature: Signature(row.get(3)?),
    })
}

impl ReadAudit for DbRead<'_> {
    fn audit_after(&self, number: u64, limit: u32) -> Result<Vec<AuditRecord>, Error> {
        let sql = format!("{AUDIT} WHERE number > ?1 ORDER BY number LIMIT ?2");
        self.all(&sql, (number, limit), audit_record)
    }

    fn audit_count(&self) -> Result<u64, Error> {
        Ok(self.one("SELECT count(*) FROM audit", (), |row| row.get(0))?.unwrap_or(0))
    }

    fn audit_last(&self) -> Result<Option<AuditRecord>, Error> {
        self.one(&format!("{AUDIT} ORDER BY number DESC LIMIT 1"), (), audit_record)
    }

    fn has_look(&self, look: Uuid) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM audit WHERE look = ?1)";
        Ok(self.one(sql, [look], |row| row.get(0))?.unwrap_or(false))
    }

    fn audit_search(&self, search: &AuditSearch<'_>) -> Result<Vec<AuditRecord>, Error> {
        // A client's own records are found by their index, not among all. The other form is always true, and says of what type
        // the sixth value is.
        let about = if search.about.is_some() {
            "about = ?6"
        } else {
            "about IS NOT DISTINCT FROM coalesce(?6, about)"
        };
        let sql = format!(
            "{AUDIT} WHERE number < ?1 AND at >= ?2 AND at < ?3 AND actor = coalesce(?4, actor)
             AND deed = coalesce(?5, deed) AND {about} ORDER BY number DESC LIMIT ?7"
        );
        let values = (
            search.before.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX)),
            search.from.unwrap_or(Time(i64::MIN)),
            search.to.unwrap_or(Time(i64::MAX)),
            search.actor,
            search.deed,
            search.about,
            search.limit,
        );
        self.all(&sql, values, audit_record)
    }

    fn audit_checkpoints(&self) -> Result<Vec<AuditCheckpoint>, Error> {
        self.all(&format!("{CHECKPOINT} ORDER BY number"), (), checkpoint)
    }

    fn last_audit_checkpoint(&self) -> Result<Option<AuditCheckpoint>, Error> {
        self.one(&format!("{CHECKPOINT} ORDER BY number DESC LIMIT 1"), (), checkpoint)
    }

    fn witnesses(&self) -> Result<Vec<Witness>, Error> {
        let sql = "SELECT records, hash, at, signature, installation, fits FROM audit_witnesses
                   ORDER BY installation, records, hash";
        self.all(sql, (), |row| {
            let tablet = row.get(4)?;
            Ok(Witness { tablet, end: checkpoint(row)?, fits: row.get(5)? })
        })
    }
}

impl WriteAudit for DbWrite<'_> {
    fn chain_audit(&mut self, record: AuditRecord) -> Result<(), Error> {
        let last = self.read().audit_last()?;
        let (number, before) = last.map_or((1, Hash::ZERO), |last| (last.number + 1, last.hash));
        let record = AuditRecord { number, form: FORM, ..record };
        let hash = record.chained(&before).ok_or(Error::Malformed("form of an audit record"))?;
        self.put_audit(&AuditRecord { hash, ..record })
    }

    fn continue_audit(&mut self, record: &AuditRecord) -> Result<(), Error> {
        let last = self.read().audit_last()?;
        let (number, before) = last.map_or((1, Hash::ZERO), |last| (last.number + 1, last.hash));
        if record.number != number || record.chained(&before) != Some(record.hash) {
            return Err(Error::Malformed("audit record out of its place"));
        }
        self.put_audit(record)
    }

    fn put_audit_checkpoint(&mut self, checkpoint: &AuditCheckpoint) -> Result<(), Error> {
        let sql = "INSERT INTO audit_checkpoints (number, records, hash, at, signature)
                   VALUES ((SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoints), ?1, ?2, ?3, ?4)";
        let row = (checkpoint.records, checkpoint.hash, checkpoint.at, checkpoint.signature);
        self.run(sql, row).map(drop)
    }

    fn put_witness(&mut self, witness: &Witness) -> Result<(), Error> {
        let Witness { tablet, end, fits } = witness;
        if *fits {
            let sql = "DELETE FROM audit_witnesses WHERE installation = ?1 AND fits = 1";
            self.run(sql, [tablet])?;
        }
        let row = (tablet, end.records, end.hash, end.at, end.signature, fits);
        self.put("audit_witnesses", "installation, records, hash", "at, signature, fits", row)
    }

    fn knows_look(&self, look: Uuid) -> Result<bool, Error> {
        self.read().has_look(look)
    }
}

impl DbWrite<'_> {
    fn put_audit(&self, record: &AuditRecord) -> Result<(), Error> {
        let sql = "INSERT INTO audit (number, at, actor, deed, about, look, reason, form, hash)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = (
            record.number,
            record.at,
            record.actor,
            &record.deed,
            record.about,
            record.look,
            Words(&record.reason),
            record.form,
            record.hash,
        );
        self.run(sql, row).map(drop)
    }
}
