//! What the log keeps of tablets' leases: the last contact of each, and until when what lies on it may be read.

use crate::error::Error;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;

/// A tablet's lease as it was last given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The contact that it begins with.
    pub at: Time,
    /// When it ends.
    pub until: Time,
}

/// What can be asked of leases.
pub trait ReadLeases {
    /// A tablet's, when it ever was in contact.
    fn leased(&self, tablet: InstallationId) -> Result<Option<Leased>, Error>;
}

/// What can be changed of leases.
pub trait WriteLeases {
    /// Writes a tablet's newest.
    fn put_leased(&mut self, tablet: InstallationId, leased: &Leased) -> Result<(), Error>;
}
