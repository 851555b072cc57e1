//! The embedded log's statements for orders to lost tablets.

use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use super::wipes::{ReadWipes, Wipe, WriteWipes};
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::time::Time;

fn wipe(row: &Row<'_>) -> Result<Wipe, Error> {
    Ok(Wipe {
        installation: InstallationId(row.get::<_, Id>(0)?.0),
        id: row.get::<_, Id>(1)?.0,
        asked: Time(row.get(2)?),
        asked_by: ActorId(row.get::<_, Id>(3)?.0),
        cleared: row.get::<_, Option<i64>>(4)?.map(Time),
    })
}

impl ReadWipes for SqliteRead<'_> {
    fn wipe(&self, tablet: InstallationId) -> Result<Option<Wipe>, Error> {
        let sql = "SELECT installation, id, asked, asked_by, cleared FROM wipes WHERE installation = ?1";
        self.one(sql, [tablet.0.as_bytes()], wipe)
    }

    fn wipes(&self) -> Result<Vec<Wipe>, Error> {
        let sql = "SELECT installation, id, asked, asked_by, cleared FROM wipes ORDER BY installation";
        self.all(sql, [], wipe)
    }
}

impl WriteWipes for SqliteWrite<'_> {
    fn put_wipe(&mut self, wipe: &Wipe) -> Result<(), Error> {
        let sql = "INSERT INTO wipes (installation, id, asked, asked_by, cleared) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT DO UPDATE SET id = excluded.id, asked = excluded.asked,
                       asked_by = excluded.asked_by, cleared = excluded.cleared";
        let cleared = wipe.cleared.map(|at| at.0);
        let (tablet, by) = (wipe.installation.0.as_bytes(), wipe.asked_by.0.as_bytes());
        self.run(sql, (tablet, wipe.id.as_bytes(), wipe.asked.0, by, cleared)).map(drop)
    }
}
