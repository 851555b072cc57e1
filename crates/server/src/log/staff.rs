//! What the log keeps of those who sign in to the console: people, sessions, tries. What makes a password or a code the
//! right one is not its matter.

use crate::error::Error;
use crate::staff::StaffRole;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// A person who signs in, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// Who.
    pub actor: ActorId,
    /// What is typed at sign-in.
    pub login: Text,
    /// The name shown.
    pub name: Text,
    /// What this person may do.
    pub role: StaffRole,
    /// Unit of the office; empty: the whole municipality.
    pub unit: Text,
    /// Argon2id as a PHC string; empty until it was set up.
    pub password: Text,
    /// Secret of the one-time codes, wrapped; empty until it was set up.
    pub totp: Vec<u8>,
    /// Whether a code of that secret has been seen.
    pub totp_proved: bool,
    /// The newest step whose code was used.
    pub totp_step: u64,
    /// Hash of the one-time set-up code, when there is one.
    pub setup: Option<Hash>,
    /// Until when that is good.
    pub setup_until: Time,
    /// Since when.
    pub since: Time,
    /// From when on this person may not sign in any more; it may be said ahead.
    pub disabled: Option<Time>,
    /// Since when access rests; said by [`WriteStaff::put_suspension`] alone.
    pub suspended: Option<Time>,
}

impl StaffRow {
    /// Whether this person may sign in at a moment.
    #[must_use]
    pub fn may_sign_in(&self, at: Time) -> bool {
        self.has_access(at) && self.suspended.is_none()
    }

    /// Whether this person lets others in, and no end of it is said.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.role == StaffRole::Administrator && self.disabled.is_none() && self.suspended.is_none()
    }

    /// Whether this person has access at a moment, be it that it rests: the end may be said ahead.
    #[must_use]
    pub fn has_access(&self, at: Time) -> bool {
        self.disabled.is_none_or(|end| at < end)
    }
}

/// That access rests or will, since nothing was heard of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Whose: somebody who signs in, or a worker with a tablet.
    pub actor: ActorId,
    /// Since when it has been said that access ends.
    pub warned: Option<Time>,
    /// Since when access rests.
    pub since: Option<Time>,
    /// When somebody last gave it back.
    pub back: Option<Time>,
}

/// A session: somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its own id: what lists name it by.
    pub session: Uuid,
    /// Hash of what the cookie carries.
    pub token: Hash,
    /// Who.
    pub actor: ActorId,
    /// Since when.
    pub since: Time,
    /// When it was last used, to the minute.
    pub seen: Time,
    /// The browser, as it names itself.
    pub browser: Text,
    /// When it was ended.
    pub ended: Option<Time>,
    /// When its owner last proved to be the one who signed in; used up by what the proof was for.
    pub proved: Option<Time>,
}

/// How often somebody tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// How many times, those that went well and those that lapsed taken off.
    pub tries: u32,
    /// When last.
    pub last: Time,
    /// From when on those that are left lapse.
    pub since: Time,
}

/// What can be asked.
pub trait ReadStaff {
    /// Everybody, by login.
    fn staff(&self) -> Result<Vec<StaffRow>, Error>;
    /// One of them.
    fn staff_of(&self, actor: ActorId) -> Result<Option<StaffRow>, Error>;
    /// Who signs in as this.
    fn staff_named(&self, login: &str) -> Result<Option<StaffRow>, Error>;
    /// The session whose cookie hashes to this, ended or not.
    fn session(&self, token: &Hash) -> Result<Option<Session>, Error>;
    /// A person's sessions, the newest first.
    fn sessions_of(&self, actor: ActorId) -> Result<Vec<Session>, Error>;
    /// When anybody who ever signed in was last active.
    fn last_active(&self) -> Result<Vec<(ActorId, Time)>, Error>;
    /// Whose access rests or will, or was given back, in the order of ids.
    fn suspensions(&self) -> Result<Vec<Suspension>, Error>;
    /// How often this was tried.
    fn tries(&self, subject: &Hash) -> Result<Tries, Error>;
}

/// What can be changed.
pub trait WriteStaff {
    /// Writes a person, or changes one.
    fn put_staff(&mut self, row: &StaffRow) -> Result<(), Error>;
    /// Writes a session, or changes it.
    fn put_session(&mut self, session: &Session) -> Result<(), Error>;
    /// Ends every session of one person, or of everybody, and what was opened to them for a while.
    fn end_sessions(&mut self, of: Option<ActorId>, at: Time) -> Result<(), Error>;
    /// Writes how somebody's access stands; every installation and row of this person says so from then on.
    fn put_suspension(&mut self, suspension: &Suspension) -> Result<(), Error>;
    /// Writes how often this was tried; none at all is forgotten.
    fn put_tries(&mut self, subject: &Hash, tries: Tries) -> Result<(), Error>;
}
