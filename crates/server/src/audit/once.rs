//! What would be said again and again is said once: by an id that is made of what makes it the same.

use super::console_look;
use crate::error::Error;
use crate::municipality::Municipality;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

impl Municipality {
    /// Adds a record, unless one that was named alike stands there already. The first part of the name says what it names.
    pub(crate) fn audit_once(
        &self,
        named: &[&[u8]],
        at: Time,
        actor: ActorId,
        deed: &'static str,
        about: Option<StreamId>,
    ) -> Result<(), Error> {
        let id = Hash::of(named).0.first_chunk().copied().map(console_look).unwrap_or_default();
        if self.log.read(|log| log.has_look(id))? {
            return Ok(());
        }
        self.log.write(move |log| log.audit_once(id, at, actor, deed, about))
    }
}
