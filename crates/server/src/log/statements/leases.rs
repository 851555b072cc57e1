//! The log's statements for leases.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::leases::{Leased, ReadLeases, WriteLeases};
use vizitas_domain::id::InstallationId;

impl ReadLeases for DbRead<'_> {
    fn leased(&self, tablet: InstallationId) -> Result<Option<Leased>, Error> {
        let sql = "SELECT at, until FROM leases WHERE installation = ?1";
        self.one(sql, [tablet], |row| Ok(Leased { at: row.get(0)?, until: row.get(1)? }))
    }
}

impl WriteLeases for DbWrite<'_> {
    fn put_leased(&mut self, tablet: InstallationId, leased: &Leased) -> Result<(), Error> {
        self.put("leases", "installation", "at, until", (tablet, leased.at, leased.until))
    }
}
