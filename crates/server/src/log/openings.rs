//! What the log keeps of clients who were opened to somebody for a while without being hers: who, why, from when till when, and
//! whether somebody has looked at it since. Whether one may be opened is not its matter.

use crate::error::Error;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// A client opened to somebody for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its own id.
    pub id: Uuid,
    /// To whom.
    pub actor: ActorId,
    /// The client.
    pub stream: StreamId,
    /// Why, by its code.
    pub reason: String,
    /// Why, in words.
    pub words: Text,
    /// Since when.
    pub since: Time,
    /// It ends by itself at this moment.
    pub until: Time,
    /// When it was ended before that.
    pub ended: Option<Time>,
    /// By whom; none: with the person's own access.
    pub ended_by: Option<ActorId>,
    /// When somebody had looked at it.
    pub reviewed: Option<Time>,
    /// Who.
    pub reviewed_by: Option<ActorId>,
    /// What there was to say of it.
    pub remark: Text,
}

impl Opening {
    /// Whether it lasts at a moment.
    #[must_use]
    pub fn lasts(&self, at: Time) -> bool {
        self.ended.is_none() && at < self.until
    }

    /// When it ended, or will.
    #[must_use]
    pub fn end(&self) -> Time {
        self.ended.unwrap_or(self.until)
    }
}

/// What can be asked of openings.
pub trait ReadOpenings {
    /// Somebody's that last at a moment.
    fn openings_of(&self, actor: ActorId, at: Time) -> Result<Vec<Opening>, Error>;
    /// All: those that nobody has looked at first, the oldest of them first; then the others, the newest first.
    fn openings(&self) -> Result<Vec<Opening>, Error>;
    /// Those that nobody has looked at, the oldest first.
    fn openings_unseen(&self) -> Result<Vec<Opening>, Error>;
    /// How many somebody has opened since a moment, be it that they ended.
    fn openings_since(&self, actor: ActorId, since: Time) -> Result<u64, Error>;
    /// One of them.
    fn opening(&self, id: Uuid) -> Result<Option<Opening>, Error>;
}

/// What can be changed of openings. They end with the sessions of their person, too ([`super::WriteStaff::end_sessions`]).
pub trait WriteOpenings {
    /// Writes one, or what became of it.
    fn put_opening(&mut self, opening: &Opening) -> Result<(), Error>;
    /// Ends all of a client that last.
    fn end_openings_on(&mut self, stream: StreamId, at: Time) -> Result<(), Error>;
}
