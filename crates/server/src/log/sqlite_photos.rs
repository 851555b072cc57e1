//! The embedded log's statements for workers' photos.

use super::photos::{Photo, ReadPhotos, WritePhotos};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use crate::photo::Kind;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

impl ReadPhotos for SqliteRead<'_> {
    fn photo(&self, worker: ActorId) -> Result<Option<Photo>, Error> {
        let sql = "SELECT kind, at, picture FROM photos WHERE worker = ?1";
        self.one(sql, [worker.0.as_bytes()], |row| {
            let kind: String = row.get(0)?;
            let kind = Kind::from_name(&kind).ok_or(Error::Malformed("photo"))?;
            Ok(Photo { worker, kind, at: Time(row.get(1)?), picture: row.get(2)? })
        })
    }

    fn photos(&self) -> Result<Vec<(ActorId, Time)>, Error> {
        let sql = "SELECT worker, at FROM photos ORDER BY worker";
        self.all(sql, [], |row| Ok((ActorId(row.get::<_, Id>(0)?.0), Time(row.get(1)?))))
    }
}

impl WritePhotos for SqliteWrite<'_> {
    fn put_photo(&mut self, photo: &Photo) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO photos (worker, kind, at, picture) VALUES (?1, ?2, ?3, ?4)";
        let row = (photo.worker.0.as_bytes(), photo.kind.name(), photo.at.0, &photo.picture);
        self.run(sql, row).map(drop)
    }

    fn drop_photo(&mut self, worker: ActorId) -> Result<bool, Error> {
        Ok(self.run("DELETE FROM photos WHERE worker = ?1", [worker.0.as_bytes()])? > 0)
    }
}
