//! The embedded log's statements for sightings.

use super::sightings::{ReadSightings, WriteSightings};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_domain::unseen::Sighting;

fn sighting(row: &Row<'_>) -> Result<(InstallationId, Sighting), Error> {
    let sighting = Sighting { at: Time(row.get(1)?), position: row.get(2)? };
    Ok((InstallationId(row.get::<_, Id>(0)?.0), sighting))
}

impl ReadSightings for SqliteRead<'_> {
    fn sighting(&self, tablet: InstallationId) -> Result<Option<Sighting>, Error> {
        let sql = "SELECT installation, at, position FROM sightings WHERE installation = ?1";
        Ok(self.one(sql, [tablet.0.as_bytes()], sighting)?.map(|(_, sighting)| sighting))
    }

    fn sightings(&self) -> Result<Vec<(InstallationId, Sighting)>, Error> {
        self.all("SELECT installation, at, position FROM sightings ORDER BY installation", [], sighting)
    }

    fn wrong_tries(&self, tablet: InstallationId) -> Result<u32, Error> {
        let sql = "SELECT told FROM wrong_tries WHERE installation = ?1";
        Ok(self.one(sql, [tablet.0.as_bytes()], |row| Ok(row.get(0)?))?.unwrap_or_default())
    }

    fn news_of(&self, worker: ActorId, after: u64) -> Result<Vec<(StreamId, u64)>, Error> {
        // One that was taken and given again within the stretch has two grants.
        let sql = "SELECT stream, head FROM (
                       SELECT g.stream AS stream, min(g.since) AS since,
                           (SELECT position FROM events e WHERE e.stream = s.began ORDER BY position DESC LIMIT 1) AS head
                       FROM grants g CROSS JOIN streams s ON s.stream = g.stream
                       WHERE g.worker = ?1 AND coalesce(g.until > ?2, 1) AND s.kind = 'client' GROUP BY g.stream)
                   WHERE head > ?2 ORDER BY since, stream";
        self.all(sql, (worker.0.as_bytes(), after), |row| Ok((StreamId(row.get::<_, Id>(0)?.0), row.get(1)?)))
    }
}

impl WriteSightings for SqliteWrite<'_> {
    fn put_sighting(&mut self, tablet: InstallationId, sighting: &Sighting) -> Result<(), Error> {
        let sql = "INSERT INTO sightings (installation, at, position) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET at = excluded.at, position = excluded.position";
        self.run(sql, (tablet.0.as_bytes(), sighting.at.0, sighting.position)).map(drop)
    }

    fn put_wrong_tries(&mut self, tablet: InstallationId, told: u32) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO wrong_tries (installation, told) VALUES (?1, ?2)";
        self.run(sql, (tablet.0.as_bytes(), told)).map(drop)
    }
}
