//! What the log keeps of lost tablets that are to destroy their keys. It knows nothing of what lies on them.

use crate::error::Error;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_domain::time::Time;

/// An order to a tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wipe {
    /// Which tablet.
    pub installation: InstallationId,
    /// Which order.
    pub id: Uuid,
    /// When it was given.
    pub asked: Time,
    /// By whom.
    pub asked_by: ActorId,
    /// When the tablet said that it had done so.
    pub cleared: Option<Time>,
}

/// What can be asked of these orders.
pub trait ReadWipes {
    /// A tablet's, when there is one.
    fn wipe(&self, tablet: InstallationId) -> Result<Option<Wipe>, Error>;
    /// All of them, in the order of ids.
    fn wipes(&self) -> Result<Vec<Wipe>, Error>;
}

/// What can be changed of these orders.
pub trait WriteWipes {
    /// Writes a tablet's order, or what became of it.
    fn put_wipe(&mut self, wipe: &Wipe) -> Result<(), Error>;
}
