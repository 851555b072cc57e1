//! The log's passkeys, and what somebody began at the door: with one, or by way of the provider.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::Write as _;
use crate::log::passkeys::{Ceremony, PasskeyRow, ReadPasskeys, WritePasskeys};
use crate::log::statement::Row;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

const PASSKEY: &str = "SELECT passkey, credential, actor, name, key, since, used FROM passkeys";

fn passkey(row: &Row<'_>) -> Result<PasskeyRow, Error> {
    Ok(PasskeyRow {
        passkey: row.get(0)?,
        credential: row.get(1)?,
        actor: row.get(2)?,
        name: row.words(3)?,
        key: row.get(4)?,
        since: row.get(5)?,
        used: row.get(6)?,
    })
}

fn ceremony(row: &Row<'_>) -> Result<Ceremony, Error> {
    Ok(Ceremony {
        handle: row.get(0)?,
        kind: row.get(1)?,
        session: Uuid::from_slice(&row.get::<Vec<u8>>(2)?).ok(),
        place: row.get(3)?,
        state: row.get(4)?,
        began: row.get(5)?,
    })
}

impl ReadPasskeys for DbRead<'_> {
    fn passkeys_of(&self, actor: ActorId) -> Result<Vec<PasskeyRow>, Error> {
        let sql = format!("{PASSKEY} WHERE actor = ?1 ORDER BY since, passkey");
        self.all(&sql, [actor], passkey)
    }

    fn passkey(&self, credential: &[u8]) -> Result<Option<PasskeyRow>, Error> {
        self.one(&format!("{PASSKEY} WHERE credential = ?1"), [credential], passkey)
    }

    fn ceremony(&self, handle: &Hash) -> Result<Option<Ceremony>, Error> {
        let sql = "SELECT handle, kind, session, place, state, began FROM ceremonies WHERE handle = ?1";
        self.one(sql, [handle], ceremony)
    }
}

impl WritePasskeys for DbWrite<'_> {
    fn put_passkey(&mut self, row: &PasskeyRow) -> Result<(), Error> {
        let sql = "INSERT INTO passkeys (passkey, credential, actor, name, key, since, used)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (passkey) DO UPDATE SET name = ?4, key = ?5, used = ?7";
        let values = (row.passkey, &row.credential, row.actor, &row.name, &row.key, row.since, row.used);
        self.run(sql, values).map(drop)
    }

    fn remove_passkey(&mut self, passkey: Uuid) -> Result<bool, Error> {
        Ok(self.run("DELETE FROM passkeys WHERE passkey = ?1", [passkey])? > 0)
    }

    fn put_ceremony(&mut self, ceremony: &Ceremony, since: Time, most: u32) -> Result<(), Error> {
        self.run("DELETE FROM ceremonies WHERE began < ?1", [since])?;
        let sql = "INSERT INTO ceremonies (handle, kind, session, place, state, began)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let session = ceremony.session.as_ref().map_or(&[][..], |session| session.as_bytes());
        let values =
            (ceremony.handle, &ceremony.kind, session, ceremony.place, &ceremony.state, ceremony.began);
        self.run(sql, values)?;
        let peers = "kind = ?4 AND session = ?5 AND (length(session) > 0 OR place = ?1)";
        let sql = format!(
            "DELETE FROM ceremonies WHERE {peers} AND handle NOT IN
             (SELECT handle FROM ceremonies WHERE {peers} ORDER BY began DESC, handle = ?3 DESC LIMIT ?2)"
        );
        let values = (ceremony.place, most, ceremony.handle, &ceremony.kind, session);
        self.run(&sql, values).map(drop)
    }

    fn drop_ceremonies(&mut self) -> Result<(), Error> {
        self.run("DELETE FROM ceremonies", ()).map(drop)
    }

    fn take_ceremony(&mut self, handle: &Hash) -> Result<Option<Ceremony>, Error> {
        let found = self.read().ceremony(handle)?;
        self.run("DELETE FROM ceremonies WHERE handle = ?1", [handle])?;
        Ok(found)
    }
}
