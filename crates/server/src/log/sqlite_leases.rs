//! The embedded log's statements for leases.

use super::leases::{Leased, ReadLeases, WriteLeases};
use super::sqlite_read::SqliteRead;
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;

impl ReadLeases for SqliteRead<'_> {
    fn leased(&self, tablet: InstallationId) -> Result<Option<Leased>, Error> {
        let sql = "SELECT at, until FROM leases WHERE installation = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok(Leased { at: Time(row.get(0)?), until: Time(row.get(1)?) });
        self.one(sql, [tablet.0.as_bytes()], read)
    }
}

impl WriteLeases for SqliteWrite<'_> {
    fn put_leased(&mut self, tablet: InstallationId, leased: &Leased) -> Result<(), Error> {
        let sql = "INSERT INTO leases (installation, at, until) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET at = excluded.at, until = excluded.until";
        self.run(sql, (tablet.0.as_bytes(), leased.at.0, leased.until.0)).map(drop)
    }
}
