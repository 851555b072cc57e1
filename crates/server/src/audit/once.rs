//! What would be said again and again is said once: by an id that is made of what makes it the same.

use super::seen::console_look;
use crate::error::Error;
use crate::municipality::Municipality;
use uuid::Uuid;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// The id of what is named so. The first part of the name says what it names.
pub(crate) fn once_id(named: &[&[u8]]) -> Uuid {
    Hash::of(named).0.first_chunk().copied().map(console_look).unwrap_or_default()
}

impl Municipality {
    /// Adds a record, unless one that was named alike stands there already.
    pub(crate) fn audit_once(
        &self,
        named: &[&[u8]],
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
    ) -> Result<(), Error> {
        self.audit_once_because(named, (at, actor), deed, about, "")
    }

    /// The same with its reason.
    pub(crate) fn audit_once_because(
        &self,
        named: &[&[u8]],
        (at, actor): (Time, ActorId),
        deed: &'static str,
        about: Option<StreamId>,
        reason: &str,
    ) -> Result<(), Error> {
        let (id, reason) = (once_id(named), reason.to_owned());
        if self.log.read(|log| log.has_look(id))? {
            return Ok(());
        }
        self.log.write(move |log| log.audit_once_because(id, at, actor, deed, about, &reason))
    }
}
