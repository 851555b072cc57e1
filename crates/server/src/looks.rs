//! Who looked at whom on a tablet goes into the audit chain, each look once however often it is told.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use vizitas_sync::wire::{LooksAnswer, LooksRequest};

impl Municipality {
    /// Writes looks down as those of the installation's worker, and names them.
    pub(crate) fn looks(&self, by: &Installation, request: LooksRequest) -> Result<LooksAnswer, Error> {
        let actor = by.actor;
        self.log.write(move |log| {
            let mut taken = Vec::with_capacity(request.looks.len());
            for look in &request.looks {
                log.audit_look(actor, look)?;
                taken.push(look.id);
            }
            Ok(LooksAnswer { taken })
        })
    }
}
