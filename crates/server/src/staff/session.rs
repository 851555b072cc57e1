//! Sessions: somebody signed in, until idle too long, too old, or ended. The cookie carries a random token; the database
//! knows its hash alone.

use super::{By, StaffRole};
use crate::error::Error;
use crate::log::{Session, StaffRow, Write};
use crate::municipality::Municipality;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::Role;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;

/// A session that nobody used for so long is over, in seconds.
const IDLE_S: i64 = 30 * 60;
/// And after so long in any case: a working day.
const LONGEST_S: i64 = 12 * 3600;
/// How exactly it is kept when a session was last used, in seconds: each change is a commit.
const SEEN_S: i64 = 60;
/// Characters kept of how a browser names itself.
const BROWSER: usize = 200;

/// Somebody signed in.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    pub(crate) actor: ActorId,
    pub(crate) login: Text,
    pub(crate) name: Text,
    pub(crate) role: StaffRole,
    /// Unit of the office; empty: the whole municipality.
    pub(crate) unit: Text,
    /// The session by which this person is here.
    pub(crate) session: Uuid,
}

impl Staff {
    /// As whom this person acts.
    pub(crate) fn by(&self) -> By {
        let role = if self.role == StaffRole::Worker { Role::Worker } else { Role::Coordinator };
        By { actor: self.actor, role }
    }

    pub(super) fn of(row: StaffRow, session: Uuid) -> Self {
        let StaffRow { actor, login, name, role, unit, .. } = row;
        Self { actor, login, name, role, unit, session }
    }
}

/// A session that begins, and what its cookie carries.
pub(super) struct Begun {
    pub(super) token: String,
    pub(super) session: Session,
}

impl Begun {
    pub(super) fn staff(&self, row: StaffRow) -> Staff {
        Staff::of(row, self.session.session)
    }
}

impl Municipality {
    pub(super) fn new_session(&self, actor: ActorId, browser: &str) -> Result<Begun, Error> {
        let token = URL_SAFE_NO_PAD.encode(draw::<32>(&self.random)?);
        let now = self.clock.now();
        let browser: String = browser.chars().filter(|c| !c.is_control()).take(BROWSER).collect();
        let session = Session {
            session: Uuid::now_v7(),
            token: hashed(&token),
            actor,
            since: now,
            seen: now,
            browser: browser.into(),
            ended: None,
            proved: None,
        };
        Ok(Begun { token, session })
    }

    /// Who holds this token; `acts` when it is used by a person and not by a screen that waits.
    pub(crate) fn signed_in(&self, token: &str, acts: bool) -> Result<Option<Staff>, Error> {
        let token = hashed(token);
        let found = self.log.read(|log| {
            let Some(session) = log.session(&token)? else { return Ok(None) };
            Ok(log.staff_of(session.actor)?.map(|row| (session, row)))
        })?;
        let now = self.clock.now();
        let Some((session, row)) = found.filter(|(session, row)| lasts(session, now) && row.may_sign_in(now))
        else {
            return Ok(None);
        };
        if acts && now.0 - session.seen.0 >= SEEN_S {
            self.log.write(move |log| match log.read().session(&token)? {
                Some(session) if session.ended.is_none() => {
                    log.put_session(&Session { seen: now, ..session })
                }
                _ => Ok(()),
            })?;
        }
        Ok(Some(Staff::of(row, session.session)))
    }

    /// A person's sessions that still last, the newest first.
    pub(crate) fn sessions(&self, actor: ActorId) -> Result<Vec<Session>, Error> {
        let now = self.clock.now();
        let mut sessions = self.log.read(|log| log.sessions_of(actor))?;
        sessions.retain(|session| lasts(session, now));
        Ok(sessions)
    }

    /// When somebody was last active, in a session that lasts or is over.
    pub(crate) fn last_seen(&self, actor: ActorId) -> Result<Option<Time>, Error> {
        let sessions = self.log.read(|log| log.sessions_of(actor))?;
        Ok(sessions.iter().map(|session| session.seen).max())
    }

    /// Ends a session of a person's. False when there is none of this id that lasts.
    pub(crate) fn end_session(self: &Arc<Self>, by: By, of: ActorId, session: Uuid) -> Result<bool, Error> {
        let office = Arc::clone(self);
        self.log.write(move |log| office.end(log, by.actor, of, session))
    }

    pub(super) fn end(
        &self,
        log: &mut dyn Write,
        by: ActorId,
        of: ActorId,
        session: Uuid,
    ) -> Result<bool, Error> {
        let now = self.clock.now();
        let mut sessions = log.read().sessions_of(of)?.into_iter();
        let Some(found) = sessions.find(|row| row.session == session && lasts(row, now)) else {
            return Ok(false);
        };
        log.put_session(&Session { ended: Some(now), ..found })?;
        log.audit_because(now, by, "session ended", None, &format!("{of} {session}"))?;
        Ok(true)
    }
}

fn lasts(session: &Session, now: Time) -> bool {
    session.ended.is_none() && now.0 - session.seen.0 < IDLE_S && now.0 - session.since.0 < LONGEST_S
}

fn hashed(token: &str) -> Hash {
    Hash::of(&[b"vizitas session v1", token.as_bytes()])
}
