//! The embedded log's passkeys, and what somebody began at the door: with one, or by way of the provider.

use super::Write as _;
use super::passkeys::{Ceremony, PasskeyRow, ReadPasskeys, WritePasskeys};
use super::sqlite_read::{Blob32, Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

const PASSKEY: &str = "SELECT passkey, credential, actor, name, key, since, used FROM passkeys";

fn passkey(row: &Row<'_>) -> Result<PasskeyRow, Error> {
    Ok(PasskeyRow {
        passkey: row.get::<_, Id>(0)?.0,
        credential: row.get(1)?,
        actor: ActorId(row.get::<_, Id>(2)?.0),
        name: Text::from(row.get::<_, String>(3)?),
        key: row.get(4)?,
        since: Time(row.get(5)?),
        used: row.get::<_, Option<i64>>(6)?.map(Time),
    })
}

fn ceremony(row: &Row<'_>) -> Result<Ceremony, Error> {
    Ok(Ceremony {
        handle: row.get::<_, Blob32>(0)?.0,
        kind: row.get(1)?,
        session: Uuid::from_slice(&row.get::<_, Vec<u8>>(2)?).ok(),
        place: row.get::<_, Blob32>(3)?.0,
        state: row.get(4)?,
        began: Time(row.get(5)?),
    })
}

impl ReadPasskeys for SqliteRead<'_> {
    fn passkeys_of(&self, actor: ActorId) -> Result<Vec<PasskeyRow>, Error> {
        let sql = format!("{PASSKEY} WHERE actor = ?1 ORDER BY since, passkey");
        self.all(&sql, [actor.0.as_bytes()], passkey)
    }

    fn passkey(&self, credential: &[u8]) -> Result<Option<PasskeyRow>, Error> {
        self.one(&format!("{PASSKEY} WHERE credential = ?1"), [credential], passkey)
    }

    fn ceremony(&self, handle: &Hash) -> Result<Option<Ceremony>, Error> {
        let sql = "SELECT handle, kind, session, place, state, began FROM ceremonies WHERE handle = ?1";
        self.one(sql, [handle.0], ceremony)
    }
}

impl WritePasskeys for SqliteWrite<'_> {
    fn put_passkey(&mut self, row: &PasskeyRow) -> Result<(), Error> {
        let sql = "INSERT INTO passkeys (passkey, credential, actor, name, key, since, used)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (passkey) DO UPDATE SET name = ?4, key = ?5, used = ?7";
        let values = (
            row.passkey.as_bytes(),
            &row.credential,
            row.actor.0.as_bytes(),
            &*row.name,
            &row.key,
            row.since.0,
            row.used.map(|at| at.0),
        );
        self.run(sql, values).map(drop)
    }

    fn remove_passkey(&mut self, passkey: Uuid) -> Result<bool, Error> {
        Ok(self.run("DELETE FROM passkeys WHERE passkey = ?1", [passkey.as_bytes()])? > 0)
    }

    fn put_ceremony(&mut self, ceremony: &Ceremony, since: Time, most: u32) -> Result<(), Error> {
        self.run("DELETE FROM ceremonies WHERE began < ?1", [since.0])?;
        let sql = "INSERT INTO ceremonies (handle, kind, session, place, state, began)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let session = ceremony.session.as_ref().map_or(&[][..], |session| session.as_bytes());
        let values =
            (ceremony.handle.0, &ceremony.kind, session, ceremony.place.0, &ceremony.state, ceremony.began.0);
        self.run(sql, values)?;
        let peers = "kind = ?4 AND session = ?5 AND (session <> x'' OR place = ?1)";
        let sql = format!(
            "DELETE FROM ceremonies WHERE {peers} AND handle NOT IN
             (SELECT handle FROM ceremonies WHERE {peers} ORDER BY began DESC, handle = ?3 DESC LIMIT ?2)"
        );
        let values = (ceremony.place.0, most, ceremony.handle.0, &ceremony.kind, session);
        self.run(&sql, values).map(drop)
    }

    fn drop_ceremonies(&mut self) -> Result<(), Error> {
        self.run("DELETE FROM ceremonies", []).map(drop)
    }

    fn take_ceremony(&mut self, handle: &Hash) -> Result<Option<Ceremony>, Error> {
        let found = self.read().ceremony(handle)?;
        self.run("DELETE FROM ceremonies WHERE handle = ?1", [handle.0])?;
        Ok(found)
    }
}
