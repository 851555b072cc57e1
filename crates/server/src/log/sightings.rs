//! What the log keeps of its tablets' asking: when each last did, and up to where it has taken the log. It knows nothing of
//! what lies there.

use crate::error::Error;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::unseen::Sighting;

/// What can be asked of sightings.
pub trait ReadSightings {
    /// A tablet's, when it ever asked.
    fn sighting(&self, tablet: InstallationId) -> Result<Option<Sighting>, Error>;
    /// Everybody's, in the order of ids.
    fn sightings(&self) -> Result<Vec<(InstallationId, Sighting)>, Error>;
    /// How many wrong tries of its PIN a tablet has told of, ever.
    fn wrong_tries(&self, tablet: InstallationId) -> Result<u32, Error>;
    /// The clients' streams that went on after a position, each with its newest one: of those that a worker holds, or held
    /// until after it. In the order in which they were granted.
    fn news_of(&self, worker: ActorId, after: u64) -> Result<Vec<(StreamId, u64)>, Error>;
}

/// What can be changed of sightings.
pub trait WriteSightings {
    /// Writes a tablet's newest. Its position may be an earlier one: a tablet enrolled anew begins again.
    fn put_sighting(&mut self, tablet: InstallationId, sighting: &Sighting) -> Result<(), Error>;
    /// Writes how many wrong tries of its PIN a tablet has told of.
    fn put_wrong_tries(&mut self, tablet: InstallationId, told: u32) -> Result<(), Error>;
}
