//! The log's people who sign in, their sessions and tries.

use super::read::DbRead;
use super::write::DbWrite;
use crate::error::Error;
use crate::log::staff::{ReadStaff, Session, StaffRow, Suspension, Tries, WriteStaff};
use crate::log::statement::{Found, Row};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

const STAFF: &str =
    "SELECT actor, login, name, role, unit, password, totp, totp_proved, totp_step, setup, setup_until,
    since, disabled, (SELECT s.since FROM suspensions s WHERE s.actor = staff.actor) FROM staff";
const SESSION: &str = "SELECT session, token, actor, since, seen, browser, ended, proved FROM sessions";

fn staff_row(row: &Row<'_>) -> Result<StaffRow, Error> {
    Ok(StaffRow {
        actor: row.get(0)?,
        login: row.words(1)?,
        name: row.words(2)?,
        role: row.get::<String>(3)?.parse()?,
        unit: row.words(4)?,
        password: row.words(5)?,
        totp: row.get(6)?,
        totp_proved: row.get(7)?,
        totp_step: row.get(8)?,
        setup: row.get::<Vec<u8>>(9)?.try_into().ok().map(Hash),
        setup_until: row.get(10)?,
        since: row.get(11)?,
        disabled: row.get(12)?,
        suspended: row.get(13)?,
    })
}

fn session(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        session: row.get(0)?,
        token: row.get(1)?,
        actor: row.get(2)?,
        since: row.get(3)?,
        seen: row.get(4)?,
        browser: row.words(5)?,
        ended: row.get(6)?,
        proved: row.get(7)?,
    })
}

impl ReadStaff for DbRead<'_> {
    fn staff(&self) -> Result<Vec<StaffRow>, Error> {
        let mut staff = self.all(STAFF, (), staff_row)?;
        staff.sort_by(|one, other| one.login.cmp(&other.login));
        Ok(staff)
    }

    fn staff_of(&self, actor: ActorId) -> Result<Option<StaffRow>, Error> {
        self.one(&format!("{STAFF} WHERE actor = ?1"), [actor], staff_row)
    }

    fn staff_named(&self, login: &str) -> Result<Option<StaffRow>, Error> {
        self.one(&format!("{STAFF} WHERE login = ?1"), [Found(login)], staff_row)
    }

    fn session(&self, token: &Hash) -> Result<Option<Session>, Error> {
        self.one(&format!("{SESSION} WHERE token = ?1"), [token], session)
    }

    fn sessions_of(&self, actor: ActorId) -> Result<Vec<Session>, Error> {
        let sql = format!("{SESSION} WHERE actor = ?1 ORDER BY since DESC, session DESC");
        self.all(&sql, [actor], session)
    }

    fn last_active(&self) -> Result<Vec<(ActorId, Time)>, Error> {
        let sql = "SELECT actor, max(seen) FROM sessions GROUP BY actor ORDER BY actor";
        self.all(sql, (), |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn suspensions(&self) -> Result<Vec<Suspension>, Error> {
        self.all("SELECT actor, warned, since, back FROM suspensions ORDER BY actor", (), |row| {
            Ok(Suspension { actor: row.get(0)?, warned: row.get(1)?, since: row.get(2)?, back: row.get(3)? })
        })
    }

    fn tries(&self, subject: &Hash) -> Result<Tries, Error> {
        let sql = "SELECT tries, last, since FROM throttle WHERE subject = ?1";
        let tries = self.one(sql, [subject], |row| {
            Ok(Tries { tries: row.get(0)?, last: row.get(1)?, since: row.get(2)? })
        })?;
        Ok(tries.unwrap_or_default())
    }
}

impl WriteStaff for DbWrite<'_> {
    fn put_staff(&mut self, row: &StaffRow) -> Result<(), Error> {
        let values = (
            row.actor,
            Found(&row.login),
            &row.name,
            row.role.name(),
            &row.unit,
            &row.password,
            &row.totp,
            row.totp_proved,
            row.totp_step,
            row.setup.as_ref().map_or(&[][..], |hash| &hash.0),
            row.setup_until,
            row.since,
            row.disabled,
        );
        let others = "login, name, role, unit, password, totp, totp_proved, totp_step, setup, setup_until, since, disabled";
        self.put("staff", "actor", others, values)
    }

    fn put_session(&mut self, session: &Session) -> Result<(), Error> {
        let values = (
            session.session,
            session.token,
            session.actor,
            session.since,
            session.seen,
            &session.browser,
            session.ended,
            session.proved,
        );
        self.put("sessions", "session", "token, actor, since, seen, browser, ended, proved", values)
    }

    fn end_sessions(&mut self, of: Option<ActorId>, at: Time) -> Result<(), Error> {
        let sql = "UPDATE sessions SET ended = ?2 WHERE ended IS NULL AND actor = coalesce(?1, actor)";
        self.run(sql, (of, at))?;
        let sql = "UPDATE openings SET ended = ?2
                   WHERE ended IS NULL AND until > ?2 AND actor = coalesce(?1, actor)";
        self.run(sql, (of, at)).map(drop)
    }

    fn put_suspension(&mut self, suspension: &Suspension) -> Result<(), Error> {
        let Suspension { actor, warned, since, back } = suspension;
        self.put("suspensions", "actor", "warned, since, back", (actor, warned, since, back))
    }

    fn put_tries(&mut self, subject: &Hash, tries: Tries) -> Result<(), Error> {
        if tries.tries == 0 {
            return self.run("DELETE FROM throttle WHERE subject = ?1", [subject]).map(drop);
        }
        self.put("throttle", "subject", "tries, last, since", (subject, tries.tries, tries.last, tries.since))
    }
}
