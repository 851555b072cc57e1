//! The embedded log's accounts elsewhere.

use super::accounts::{AccountRow, ReadAccounts, Realm, WriteAccounts};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

const ACCOUNT: &str = "SELECT issuer, claim, subject, actor, by_whom, since, used FROM accounts
                       WHERE ended IS NULL AND issuer = ?1 AND claim = ?2";

fn account(row: &Row<'_>) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        realm: Realm { issuer: row.get(0)?, claim: row.get(1)? },
        subject: Text::from(row.get::<_, String>(2)?),
        actor: ActorId(row.get::<_, Id>(3)?.0),
        by: ActorId(row.get::<_, Id>(4)?.0),
        since: Time(row.get(5)?),
        used: row.get::<_, Option<i64>>(6)?.map(Time),
    })
}

impl ReadAccounts for SqliteRead<'_> {
    fn account(&self, realm: &Realm, subject: &str) -> Result<Option<AccountRow>, Error> {
        let sql = format!("{ACCOUNT} AND subject = ?3");
        self.one(&sql, (&realm.issuer, &realm.claim, subject), account)
    }

    fn account_of(&self, realm: &Realm, actor: ActorId) -> Result<Option<AccountRow>, Error> {
        let sql = format!("{ACCOUNT} AND actor = ?3");
        self.one(&sql, (&realm.issuer, &realm.claim, actor.0.as_bytes()), account)
    }

    fn was_ended(&self, realm: &Realm, subject: &str, actor: ActorId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM accounts WHERE ended IS NOT NULL
                   AND (actor = ?4 OR (issuer = ?1 AND claim = ?2 AND subject = ?3)) LIMIT 1";
        let values = (&realm.issuer, &realm.claim, subject, actor.0.as_bytes());
        Ok(self.one(sql, values, |_| Ok(()))?.is_some())
    }
}

impl WriteAccounts for SqliteWrite<'_> {
    fn put_account(&mut self, row: &AccountRow) -> Result<(), Error> {
        let (Realm { issuer, claim }, used) = (&row.realm, row.used.map(|at| at.0));
        let sql = "UPDATE accounts SET used = ?5
                   WHERE ended IS NULL AND issuer = ?1 AND claim = ?2 AND subject = ?3 AND actor = ?4";
        if self.run(sql, (issuer, claim, &*row.subject, row.actor.0.as_bytes(), used))? > 0 {
            return Ok(());
        }
        let sql = "INSERT INTO accounts (issuer, claim, subject, actor, by_whom, since, used)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (actor, by) = (row.actor.0.as_bytes(), row.by.0.as_bytes());
        self.run(sql, (issuer, claim, &*row.subject, actor, by, row.since.0, used)).map(drop)
    }

    fn end_accounts(&mut self, actor: ActorId, now: Time) -> Result<bool, Error> {
        let sql = "UPDATE accounts SET ended = ?2 WHERE ended IS NULL AND actor = ?1";
        Ok(self.run(sql, (actor.0.as_bytes(), now.0))? > 0)
    }
}
