//! Who looked at whom on a tablet goes into the audit chain, each look once however often it is told. What the tablet cannot
//! have looked at is not written down as a look, and no look is said to be of a time that is still to come.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use crate::office::held;
use vizitas_domain::id::StreamId;
use vizitas_sync::wire::{Look, LooksAnswer, LooksRequest};

/// Seconds in which looks that cannot be are written down once.
const DAY_S: i64 = 24 * 3600;

impl Municipality {
    /// Writes looks down as those of the installation's worker, and names them: those that cannot be as well, so that the
    /// tablet does not tell them for ever.
    pub(crate) fn looks(&self, by: &Installation, request: LooksRequest) -> Result<LooksAnswer, Error> {
        let (actor, now) = (by.actor, self.clock.now());
        let taken = request.looks.iter().map(|look| look.id).collect();
        let strange = self.log.write(move |log| {
            let mut strange = false;
            for look in request.looks {
                if held(log.read(), look.stream, actor)? {
                    log.audit_look(actor, &Look { at: look.at.min(now), ..look })?;
                } else {
                    strange = true;
                }
            }
            Ok(strange)
        })?;
        if strange {
            let day = now.0.div_euclid(DAY_S).to_be_bytes();
            let named: [&[u8]; 3] = [b"strange looks v1", by.installation.0.as_bytes(), &day];
            self.audit_once(&named, now, actor, "strange looks", Some(StreamId::from(actor)))?;
        }
        Ok(LooksAnswer { taken })
    }
}
