//! The embedded log's people who sign in, their sessions and tries.

use super::sqlite_read::{Blob32, Id, SqliteRead};
use super::sqlite_write::SqliteWrite;
use super::staff::{ReadStaff, Session, StaffRow, Suspension, Tries, WriteStaff};
use crate::error::Error;
use rusqlite::Row;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

const STAFF: &str =
    "SELECT actor, login, name, role, unit, password, totp, totp_proved, totp_step, setup, setup_until,
    since, disabled, (SELECT s.since FROM suspensions s WHERE s.actor = staff.actor) FROM staff";
const SESSION: &str = "SELECT session, token, actor, since, seen, browser, ended, proved FROM sessions";

fn text(row: &Row<'_>, column: usize) -> Result<Text, Error> {
    Ok(Text::from(row.get::<_, String>(column)?))
}

fn staff_row(row: &Row<'_>) -> Result<StaffRow, Error> {
    Ok(StaffRow {
        actor: ActorId(row.get::<_, Id>(0)?.0),
        login: text(row, 1)?,
        name: text(row, 2)?,
        role: row.get::<_, String>(3)?.parse()?,
        unit: text(row, 4)?,
        password: text(row, 5)?,
        totp: row.get(6)?,
        totp_proved: row.get(7)?,
        totp_step: row.get(8)?,
        setup: row.get::<_, Vec<u8>>(9)?.try_into().ok().map(Hash),
        setup_until: Time(row.get(10)?),
        since: Time(row.get(11)?),
        disabled: row.get::<_, Option<i64>>(12)?.map(Time),
        suspended: row.get::<_, Option<i64>>(13)?.map(Time),
    })
}

fn session(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        session: row.get::<_, Id>(0)?.0,
        token: row.get::<_, Blob32>(1)?.0,
        actor: ActorId(row.get::<_, Id>(2)?.0),
        since: Time(row.get(3)?),
        seen: Time(row.get(4)?),
        browser: text(row, 5)?,
        ended: row.get::<_, Option<i64>>(6)?.map(Time),
        proved: row.get::<_, Option<i64>>(7)?.map(Time),
    })
}

impl ReadStaff for SqliteRead<'_> {
    fn staff(&self) -> Result<Vec<StaffRow>, Error> {
        self.all(&format!("{STAFF} ORDER BY login"), [], staff_row)
    }

    fn staff_of(&self, actor: ActorId) -> Result<Option<StaffRow>, Error> {
        self.one(&format!("{STAFF} WHERE actor = ?1"), [actor.0.as_bytes()], staff_row)
    }

    fn staff_named(&self, login: &str) -> Result<Option<StaffRow>, Error> {
        self.one(&format!("{STAFF} WHERE login = ?1"), [login], staff_row)
    }

    fn session(&self, token: &Hash) -> Result<Option<Session>, Error> {
        self.one(&format!("{SESSION} WHERE token = ?1"), [token.0], session)
    }

    fn sessions_of(&self, actor: ActorId) -> Result<Vec<Session>, Error> {
        let sql = format!("{SESSION} WHERE actor = ?1 ORDER BY since DESC, session DESC");
        self.all(&sql, [actor.0.as_bytes()], session)
    }

    fn last_active(&self) -> Result<Vec<(ActorId, Time)>, Error> {
        let sql = "SELECT actor, max(seen) FROM sessions GROUP BY actor";
        self.all(sql, [], |row| Ok((ActorId(row.get::<_, Id>(0)?.0), Time(row.get(1)?))))
    }

    fn suspensions(&self) -> Result<Vec<Suspension>, Error> {
        let time = |row: &Row<'_>, column| Ok::<_, Error>(row.get::<_, Option<i64>>(column)?.map(Time));
        self.all("SELECT actor, warned, since, back FROM suspensions ORDER BY actor", [], |row| {
            Ok(Suspension {
                actor: ActorId(row.get::<_, Id>(0)?.0),
                warned: time(row, 1)?,
                since: time(row, 2)?,
                back: time(row, 3)?,
            })
        })
    }

    fn tries(&self, subject: &Hash) -> Result<Tries, Error> {
        let sql = "SELECT tries, last, since FROM throttle WHERE subject = ?1";
        let tries = self.one(sql, [subject.0], |row| {
            Ok(Tries { tries: row.get(0)?, last: Time(row.get(1)?), since: Time(row.get(2)?) })
        })?;
        Ok(tries.unwrap_or_default())
    }
}

impl WriteStaff for SqliteWrite<'_> {
    fn put_staff(&mut self, row: &StaffRow) -> Result<(), Error> {
        let sql = "INSERT INTO staff (actor, login, name, role, unit, password, totp, totp_proved, totp_step, setup,
                   setup_until, since, disabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                   ON CONFLICT (actor) DO UPDATE SET login = ?2, name = ?3, role = ?4, unit = ?5, password = ?6,
                   totp = ?7, totp_proved = ?8, totp_step = ?9, setup = ?10, setup_until = ?11, since = ?12,
                   disabled = ?13";
        let values = (
            row.actor.0.as_bytes(),
            &*row.login,
            &*row.name,
            row.role.name(),
            &*row.unit,
            &*row.password,
            &row.totp,
            row.totp_proved,
            row.totp_step,
            row.setup.as_ref().map_or(&[][..], |hash| &hash.0),
            row.setup_until.0,
            row.since.0,
            row.disabled.map(|at| at.0),
        );
        self.run(sql, values).map(drop)
    }

    fn put_session(&mut self, session: &Session) -> Result<(), Error> {
        let sql =
            "INSERT OR REPLACE INTO sessions (session, token, actor, since, seen, browser, ended, proved)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values = (
            session.session.as_bytes(),
            session.token.0,
            session.actor.0.as_bytes(),
            session.since.0,
            session.seen.0,
            &*session.browser,
            session.ended.map(|at| at.0),
            session.proved.map(|at| at.0),
        );
        self.run(sql, values).map(drop)
    }

    fn end_sessions(&mut self, of: Option<ActorId>, at: Time) -> Result<(), Error> {
        let sql = "UPDATE sessions SET ended = ?2 WHERE ended IS NULL AND (?1 IS NULL OR actor = ?1)";
        let (of, at) = (of.as_ref().map(|actor| actor.0.as_bytes()), at.0);
        self.run(sql, (of, at))?;
        let sql = "UPDATE openings SET ended = ?2
                   WHERE ended IS NULL AND until > ?2 AND (?1 IS NULL OR actor = ?1)";
        self.run(sql, (of, at)).map(drop)
    }

    fn put_suspension(&mut self, suspension: &Suspension) -> Result<(), Error> {
        let Suspension { actor, warned, since, back } = suspension;
        let seconds = |at: &Option<Time>| at.map(|at| at.0);
        let sql = "INSERT OR REPLACE INTO suspensions (actor, warned, since, back) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, (actor.0.as_bytes(), seconds(warned), seconds(since), seconds(back))).map(drop)
    }

    fn put_tries(&mut self, subject: &Hash, tries: Tries) -> Result<(), Error> {
        if tries.tries == 0 {
            return self.run("DELETE FROM throttle WHERE subject = ?1", [subject.0]).map(drop);
        }
        let sql = "INSERT OR REPLACE INTO throttle (subject, tries, last, since) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, (subject.0, tries.tries, tries.last.0, tries.since.0)).map(drop)
    }
}
