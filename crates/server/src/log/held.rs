//! What the log keeps beside the quarantine: what became of each event that got no position. An event that a person decided
//! on keeps its bytes; nothing here drops any.

use super::rows::{Link, Quarantined};
use crate::error::Error;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// What became of an event that got no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldFate {
    /// Somebody has seen it; it stays aside.
    Kept,
    /// Somebody has seen it, and it is not needed.
    LetGo,
    /// It has a position by now.
    Placed,
}

impl HeldFate {
    const NAMES: [(Self, &str); 3] =
        [(Self::Kept, "kept"), (Self::LetGo, "let_go"), (Self::Placed, "placed")];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(fate, _)| *fate == self).map_or("kept", |(_, name)| name)
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, Error> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(fate, _)| *fate).ok_or(Error::Malformed("what became of an event"))
    }
}

/// What became of it, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOutcome {
    /// Its link. `position` is none.
    pub link: Link,
    /// What.
    pub fate: HeldFate,
    /// Who decided; none where it found its place.
    pub actor: Option<ActorId>,
    /// When, by the server's clock.
    pub at: Time,
    /// In words; mostly empty.
    pub words: Text,
}

/// How much lies aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldSize {
    /// Events.
    pub events: u64,
    /// Bytes of their headers and bodies.
    pub bytes: u64,
}

/// What can be asked of what is held.
pub trait ReadHeld {
    /// Events that got no position and that nobody has decided on, by installation and in the order of its chain, at most
    /// `limit`.
    fn undecided(&self, limit: u32) -> Result<Vec<Quarantined>, Error>;
    /// How much an installation has that got no position and that nobody has decided on.
    fn undecided_size(&self, installation: InstallationId) -> Result<HeldSize, Error>;
    /// Whether an installation has events that got no position and that nobody has decided on.
    fn is_undecided(&self, installation: InstallationId) -> Result<bool, Error>;
    /// What became of an event, if anything has.
    fn held_outcome(&self, link: &Link) -> Result<Option<HeldOutcome>, Error>;
    /// What became of events from a moment on, the latest first.
    fn held_outcomes(&self, since: Time) -> Result<Vec<HeldOutcome>, Error>;
}

/// What can be changed of it.
pub trait WriteHeld {
    /// Writes down what became of an event, instead of what was written before.
    fn put_held_outcome(&mut self, outcome: &HeldOutcome) -> Result<(), Error>;
    /// Takes a decision on an event back: it waits again. False when there was none.
    fn drop_held_outcome(&mut self, link: &Link) -> Result<bool, Error>;
}
