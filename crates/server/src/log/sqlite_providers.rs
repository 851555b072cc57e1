//! The embedded log's accounts elsewhere.

use super::providers::{AccountRow, ReadAccounts, WriteAccounts};
use super::sqlite_read::{Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

const ACCOUNT: &str = "SELECT issuer, subject, actor, by_whom, since, used FROM accounts";

fn account(row: &Row<'_>) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        issuer: row.get(0)?,
        subject: Text::from(row.get::<_, String>(1)?),
        actor: ActorId(row.get::<_, Id>(2)?.0),
        by: ActorId(row.get::<_, Id>(3)?.0),
        since: Time(row.get(4)?),
        used: row.get::<_, Option<i64>>(5)?.map(Time),
    })
}

impl ReadAccounts for SqliteRead<'_> {
    fn account(&self, issuer: &str, subject: &str) -> Result<Option<AccountRow>, Error> {
        self.one(&format!("{ACCOUNT} WHERE issuer = ?1 AND subject = ?2"), (issuer, subject), account)
    }

    fn account_of(&self, issuer: &str, actor: ActorId) -> Result<Option<AccountRow>, Error> {
        let sql = format!("{ACCOUNT} WHERE issuer = ?1 AND actor = ?2");
        self.one(&sql, (issuer, actor.0.as_bytes()), account)
    }
}

impl WriteAccounts for SqliteWrite<'_> {
    fn put_account(&mut self, row: &AccountRow) -> Result<(), Error> {
        let sql = "INSERT INTO accounts (issuer, subject, actor, by_whom, since, used)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (issuer, subject) DO UPDATE SET used = ?6 WHERE actor = ?3";
        let values = (
            &row.issuer,
            &*row.subject,
            row.actor.0.as_bytes(),
            row.by.0.as_bytes(),
            row.since.0,
            row.used.map(|at| at.0),
        );
        self.run(sql, values).map(drop)
    }

    fn remove_account(&mut self, issuer: &str, actor: ActorId) -> Result<bool, Error> {
        let sql = "DELETE FROM accounts WHERE issuer = ?1 AND actor = ?2";
        Ok(self.run(sql, (issuer, actor.0.as_bytes()))? > 0)
    }
}
