//! The log's statements for orders to lost tablets.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::statement::Row;
use crate::log::wipes::{ReadWipes, Wipe, WriteWipes};
use vizitas_domain::id::InstallationId;

fn wipe(row: &Row<'_>) -> Result<Wipe, Error> {
    Ok(Wipe {
        installation: row.get(0)?,
        id: row.get(1)?,
        asked: row.get(2)?,
        asked_by: row.get(3)?,
        cleared: row.get(4)?,
    })
}

impl ReadWipes for DbRead<'_> {
    fn wipe(&self, tablet: InstallationId) -> Result<Option<Wipe>, Error> {
        let sql = "SELECT installation, id, asked, asked_by, cleared FROM wipes WHERE installation = ?1";
        self.one(sql, [tablet], wipe)
    }

    fn wipes(&self) -> Result<Vec<Wipe>, Error> {
        let sql = "SELECT installation, id, asked, asked_by, cleared FROM wipes ORDER BY installation";
        self.all(sql, (), wipe)
    }
}

impl WriteWipes for DbWrite<'_> {
    fn put_wipe(&mut self, wipe: &Wipe) -> Result<(), Error> {
        let row = (wipe.installation, wipe.id, wipe.asked, wipe.asked_by, wipe.cleared);
        self.put("wipes", "installation", "id, asked, asked_by, cleared", row)
    }
}
