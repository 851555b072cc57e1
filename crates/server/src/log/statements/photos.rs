//! The log's statements for workers' photos.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::photos::{Photo, ReadPhotos, WritePhotos};
use crate::log::statement::Private;
use crate::photo::Kind;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

impl ReadPhotos for DbRead<'_> {
    fn photo(&self, worker: ActorId) -> Result<Option<Photo>, Error> {
        let sql = "SELECT kind, at, picture FROM photos WHERE worker = ?1";
        self.one(sql, [worker], |row| {
            let kind: String = row.get(0)?;
            let kind = Kind::from_name(&kind).ok_or(Error::Malformed("photo"))?;
            Ok(Photo { worker, kind, at: row.get(1)?, picture: row.private(2)? })
        })
    }

    fn photos(&self) -> Result<Vec<(ActorId, Time)>, Error> {
        let sql = "SELECT worker, at FROM photos ORDER BY worker";
        self.all(sql, (), |row| Ok((row.get(0)?, row.get(1)?)))
    }
}

impl WritePhotos for DbWrite<'_> {
    fn put_photo(&mut self, photo: &Photo) -> Result<(), Error> {
        let row = (photo.worker, photo.kind.name(), photo.at, Private(&photo.picture));
        self.put("photos", "worker", "kind, at, picture", row)
    }

    fn drop_photo(&mut self, worker: ActorId) -> Result<bool, Error> {
        Ok(self.run("DELETE FROM photos WHERE worker = ?1", [worker])? > 0)
    }
}
