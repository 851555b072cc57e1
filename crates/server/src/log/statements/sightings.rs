//! The log's statements for sightings.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::sightings::{ReadSightings, WriteSightings};
use crate::log::statement::Row;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::unseen::Sighting;

fn sighting(row: &Row<'_>) -> Result<(InstallationId, Sighting), Error> {
    Ok((row.get(0)?, Sighting { at: row.get(1)?, position: row.get(2)? }))
}

impl ReadSightings for DbRead<'_> {
    fn sighting(&self, tablet: InstallationId) -> Result<Option<Sighting>, Error> {
        let sql = "SELECT installation, at, position FROM sightings WHERE installation = ?1";
        Ok(self.one(sql, [tablet], sighting)?.map(|(_, sighting)| sighting))
    }

    fn sightings(&self) -> Result<Vec<(InstallationId, Sighting)>, Error> {
        self.all("SELECT installation, at, position FROM sightings ORDER BY installation", (), sighting)
    }

    fn wrong_tries(&self, tablet: InstallationId) -> Result<u32, Error> {
        let sql = "SELECT told FROM wrong_tries WHERE installation = ?1";
        Ok(self.one(sql, [tablet], |row| row.get(0))?.unwrap_or_default())
    }

    fn news_of(&self, worker: ActorId, after: u64) -> Result<Vec<(StreamId, u64)>, Error> {
        // One that was taken and given again within the stretch has two grants.
        let sql = "SELECT stream, head FROM (
                       SELECT g.stream AS stream, min(g.since) AS since,
                           (SELECT position FROM events e WHERE e.stream = s.began ORDER BY position DESC LIMIT 1) AS head
                       FROM grants g CROSS JOIN streams s
                       WHERE s.stream = g.stream AND g.worker = ?1 AND (g.until IS NULL OR g.until > ?2)
                           AND s.kind = 'client'
                       GROUP BY g.stream, s.began) AS news
                   WHERE head > ?2 ORDER BY since, stream";
        self.all(sql, (worker, after), |row| Ok((row.get(0)?, row.get(1)?)))
    }
}

impl WriteSightings for DbWrite<'_> {
    fn put_sighting(&mut self, tablet: InstallationId, sighting: &Sighting) -> Result<(), Error> {
        self.put("sightings", "installation", "at, position", (tablet, sighting.at, sighting.position))
    }

    fn put_wrong_tries(&mut self, tablet: InstallationId, told: u32) -> Result<(), Error> {
        self.put("wrong_tries", "installation", "told", (tablet, told))
    }
}
