//! The log's accounts elsewhere.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::accounts::{AccountRow, ReadAccounts, Realm, WriteAccounts};
use crate::log::statement::{Found, Row};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

const ACCOUNT: &str = "SELECT issuer, claim, subject, actor, by_whom, since, used FROM accounts
                       WHERE ended IS NULL AND issuer = ?1 AND claim = ?2";

fn account(row: &Row<'_>) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        realm: Realm { issuer: row.get(0)?, claim: row.get(1)? },
        subject: row.words(2)?,
        actor: row.get(3)?,
        by: row.get(4)?,
        since: row.get(5)?,
        used: row.get(6)?,
    })
}

impl ReadAccounts for DbRead<'_> {
    fn account(&self, realm: &Realm, subject: &str) -> Result<Option<AccountRow>, Error> {
        let sql = format!("{ACCOUNT} AND subject = ?3");
        self.one(&sql, (&realm.issuer, &realm.claim, Found(subject)), account)
    }

    fn account_of(&self, realm: &Realm, actor: ActorId) -> Result<Option<AccountRow>, Error> {
        let sql = format!("{ACCOUNT} AND actor = ?3");
        self.one(&sql, (&realm.issuer, &realm.claim, actor), account)
    }

    fn was_ended(&self, realm: &Realm, subject: &str, actor: ActorId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM accounts WHERE ended IS NOT NULL
                   AND (actor = ?4 OR (issuer = ?1 AND claim = ?2 AND subject = ?3)) LIMIT 1";
        let values = (&realm.issuer, &realm.claim, Found(subject), actor);
        Ok(self.one(sql, values, |_| Ok(()))?.is_some())
    }
}

impl WriteAccounts for DbWrite<'_> {
    fn put_account(&mut self, row: &AccountRow) -> Result<(), Error> {
        let (Realm { issuer, claim }, used) = (&row.realm, row.used);
        let sql = "UPDATE accounts SET used = ?5
                   WHERE ended IS NULL AND issuer = ?1 AND claim = ?2 AND subject = ?3 AND actor = ?4";
        if self.run(sql, (issuer, claim, Found(&row.subject), row.actor, used))? > 0 {
            return Ok(());
        }
        let sql = "INSERT INTO accounts (issuer, claim, subject, actor, by_whom, since, used)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (actor, by) = (row.actor, row.by);
        self.run(sql, (issuer, claim, Found(&row.subject), actor, by, row.since, used)).map(drop)
    }

    fn end_accounts(&mut self, actor: ActorId, now: Time) -> Result<bool, Error> {
        let sql = "UPDATE accounts SET ended = ?2 WHERE ended IS NULL AND actor = ?1";
        Ok(self.run(sql, (actor, now))? > 0)
    }
}
