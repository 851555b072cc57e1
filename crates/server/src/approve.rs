//! Whether a tablet that came by a code is let in. Two people see to it: one gives the code, another compares the check
//! number that the tablet shows with the one here (`vizitas_sync::check`) and approves it or refuses. Who gave the code
//! does not approve; only where nobody else could does she, and the audit says so. Until then the tablet's door
//! (`http::proof`) is shut. It must never judge who may approve: that is the console's table of rights, which says whether
//! there is another.

use crate::error::Error;
use crate::log::{Installation, Standing};
use crate::municipality::Municipality;
use crate::staff::By;
use vizitas_domain::id::{InstallationId, StreamId};

/// What became of an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Approved {
    /// The tablet has its worker's rights, now or since before.
    Done,
    /// It does not wait any more: somebody refused it or took its rights.
    Gone,
    /// Who asks gave its code, and somebody else can approve it.
    OwnCode,
}

impl Municipality {
    /// Lets a waiting tablet in. `others`: whether anybody else could.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such tablet.
    pub(crate) fn approve_tablet(
        &self,
        by: By,
        tablet: InstallationId,
        others: bool,
    ) -> Result<Approved, Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let known = log.read().installation(tablet)?.filter(|known| known.transport.is_some());
            let known = known.ok_or_else(|| Error::Missing("tablet".to_owned()))?;
            match known.standing() {
                Standing::Waiting => {}
                Standing::Approved | Standing::Suspended => return Ok(Approved::Done),
                Standing::Revoked | Standing::Refused => return Ok(Approved::Gone),
            }
            let own = known.given_by == Some(by.actor);
            if own && others {
                return Ok(Approved::OwnCode);
            }
            let deed = if own { "tablet approved with own code" } else { "tablet approved" };
            let about = Some(StreamId::from(known.actor));
            log.put_installation(&Installation { approved: Some(now), ..known })?;
            log.audit_because(now, by.actor, deed, about, &tablet.to_string())?;
            Ok(Approved::Done)
        })
    }

    /// Sends a waiting tablet away. Nothing was given to it, so nothing has to be sealed anew. False when it waits no more.
    pub(crate) fn refuse_tablet(&self, by: By, tablet: InstallationId) -> Result<bool, Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            let known = log.read().installation(tablet)?;
            let Some(known) = known.filter(|known| known.standing() == Standing::Waiting) else {
                return Ok(false);
            };
            let about = Some(StreamId::from(known.actor));
            log.put_installation(&Installation { revoked: Some(now), ..known })?;
            log.audit_because(now, by.actor, "tablet refused", about, &tablet.to_string())?;
            Ok(true)
        })
    }
}
