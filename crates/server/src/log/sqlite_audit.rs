//! The embedded log's audit: records and checkpoints. The file's own triggers refuse whatever changes one or takes one
//! away, whoever asks.

use super::Write;
use super::audit::{AuditCheckpoint, AuditRecord, AuditSearch, FORM, ReadAudit, Witness, WriteAudit};
use super::sqlite_read::{Blob32, Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;
use vizitas_sync::sign::Signature;

const AUDIT: &str = "SELECT number, at, actor, deed, about, look, reason, form, hash FROM audit";
const CHECKPOINT: &str = "SELECT records, hash, at, signature FROM audit_checkpoints";

fn audit_record(row: &Row<'_>) -> Result<AuditRecord, Error> {
    Ok(AuditRecord {
        number: row.get(0)?,
        at: Time(row.get(1)?),
        actor: ActorId(row.get::<_, Id>(2)?.0),
        deed: row.get(3)?,
        about: row.get::<_, Option<Id>>(4)?.map(|id| StreamId(id.0)),
        look: row.get::<_, Option<Id>>(5)?.map(|id| id.0),
        reason: row.get(6)?,
        form: row.get(7)?,
        hash: row.get::<_, Blob32>(8)?.0,
    })
}

fn checkpoint(row: &Row<'_>) -> Result<AuditCheckpoint, Error> {
    Ok(AuditCheckpoint {
        records: row.get(0)?,
        hash: row.get::<_, Blob32>(1)?.0,
        at: Time(row.get(2)?),
        signature: Signature(row.get(3)?),
    })
}

impl ReadAudit for SqliteRead<'_> {
    fn audit_after(&self, number: u64, limit: u32) -> Result<Vec<AuditRecord>, Error> {
        let sql = format!("{AUDIT} WHERE number > ?1 ORDER BY number LIMIT ?2");
        self.all(&sql, (number, limit), audit_record)
    }

    fn audit_count(&self) -> Result<u64, Error> {
        Ok(self.one("SELECT count(*) FROM audit", [], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    fn audit_last(&self) -> Result<Option<AuditRecord>, Error> {
        self.one(&format!("{AUDIT} ORDER BY number DESC LIMIT 1"), [], audit_record)
    }

    fn has_look(&self, look: Uuid) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM audit WHERE look = ?1)";
        Ok(self.one(sql, [look.as_bytes()], |row| Ok(row.get(0)?))?.unwrap_or(false))
    }

    fn audit_search(&self, search: &AuditSearch<'_>) -> Result<Vec<AuditRecord>, Error> {
        // A client's own records are found by their index, not among all.
        let about = if search.about.is_some() { "about = ?6" } else { "?6 IS NULL" };
        let sql = format!(
            "{AUDIT} WHERE number < ?1 AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR actor = ?4)
             AND (?5 IS NULL OR deed = ?5) AND {about} ORDER BY number DESC LIMIT ?7"
        );
        let values = (
            search.before.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX)),
            search.from.map_or(i64::MIN, |at| at.0),
            search.to.map_or(i64::MAX, |at| at.0),
            search.actor.as_ref().map(|actor| actor.0.as_bytes()),
            search.deed,
            search.about.as_ref().map(|stream| stream.0.as_bytes()),
            search.limit,
        );
        self.all(&sql, values, audit_record)
    }

    fn audit_checkpoints(&self) -> Result<Vec<AuditCheckpoint>, Error> {
        self.all(&format!("{CHECKPOINT} ORDER BY number"), [], checkpoint)
    }

    fn last_audit_checkpoint(&self) -> Result<Option<AuditCheckpoint>, Error> {
        self.one(&format!("{CHECKPOINT} ORDER BY number DESC LIMIT 1"), [], checkpoint)
    }

    fn witnesses(&self) -> Result<Vec<Witness>, Error> {
        let sql = "SELECT records, hash, at, signature, installation, fits FROM audit_witnesses
                   ORDER BY installation, records, hash";
        self.all(sql, [], |row| {
            let tablet = InstallationId(row.get::<_, Id>(4)?.0);
            Ok(Witness { tablet, end: checkpoint(row)?, fits: row.get(5)? })
        })
    }
}

impl WriteAudit for SqliteWrite<'_> {
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
        let row = (checkpoint.records, checkpoint.hash.0, checkpoint.at.0, checkpoint.signature.0);
        self.run(sql, row).map(drop)
    }

    fn put_witness(&mut self, witness: &Witness) -> Result<(), Error> {
        let Witness { tablet, end, fits } = witness;
        if *fits {
            let sql = "DELETE FROM audit_witnesses WHERE installation = ?1 AND fits";
            self.run(sql, [tablet.0.as_bytes()])?;
        }
        let sql = "INSERT OR REPLACE INTO audit_witnesses (installation, records, hash, at, signature, fits)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = (tablet.0.as_bytes(), end.records, end.hash.0, end.at.0, end.signature.0, fits);
        self.run(sql, row).map(drop)
    }

    fn knows_look(&self, look: Uuid) -> Result<bool, Error> {
        self.read().has_look(look)
    }
}

impl SqliteWrite<'_> {
    fn put_audit(&self, record: &AuditRecord) -> Result<(), Error> {
        let sql = "INSERT INTO audit (number, at, actor, deed, about, look, reason, form, hash)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let row = (
            record.number,
            record.at.0,
            record.actor.0.as_bytes(),
            &record.deed,
            record.about.as_ref().map(|stream| stream.0.as_bytes()),
            record.look.as_ref().map(|look| look.as_bytes()),
            &record.reason,
            record.form,
            record.hash.0,
        );
        self.run(sql, row).map(drop)
    }
}
