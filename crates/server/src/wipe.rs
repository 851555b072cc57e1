//! Lost tablets: the order to destroy their keys, which one hears at its next contact, and its word that it did. What waits
//! on it is taken in before and after as of every revoked tablet. It must never claim that an offline tablet is reached, nor
//! forget an order that is not answered: what holds across a restore stands in `backup`.

use crate::error::Error;
use crate::log::{Installation, Standing, Wipe};
use crate::municipality::Municipality;
use crate::staff::By;
use uuid::Uuid;
use vizitas_domain::id::{InstallationId, StreamId};

impl Municipality {
    /// Orders a tablet to destroy its keys; its rights are taken at once, unless they are already. Said again, the first order
    /// stands. False when there is no such tablet, or it was never let in and has nothing.
    pub(crate) fn order_wipe(&self, by: By, tablet: InstallationId) -> Result<bool, Error> {
        let known = self.log.read(|log| log.installation(tablet))?;
        let Some(known) = known.filter(|known| known.transport.is_some() && known.approved.is_some()) else {
            return Ok(false);
        };
        self.revoke_tablet(by, tablet)?;
        let now = self.clock.now();
        self.log.write(move |log| {
            if log.read().wipe(tablet)?.is_some() {
                return Ok(());
            }
            let wipe = Wipe {
                installation: tablet,
                id: Uuid::new_v4(),
                asked: now,
                asked_by: by.actor,
                cleared: None,
            };
            log.put_wipe(&wipe)?;
            let about = Some(StreamId::from(known.actor));
            log.audit_because(now, by.actor, "tablet wipe asked", about, &tablet.to_string())
        })?;
        Ok(true)
    }

    /// A tablet has destroyed its keys: the order that it brings proves that it was told to, even where a restore forgot that.
    pub(crate) fn cleared(&self, tablet: &Installation, order: Uuid) -> Result<(), Error> {
        let (now, worker, installation) = (self.clock.now(), tablet.actor, tablet.installation);
        let known = self.log.read(|log| log.wipe(installation))?;
        if known.is_some_and(|wipe| wipe.cleared.is_some()) {
            return Ok(());
        }
        if matches!(tablet.standing(), Standing::Approved | Standing::Suspended) {
            self.revoke_tablet(self.office(), installation)?;
        }
        let office = self.identity.office;
        self.log.write(move |log| {
            let forgotten = Wipe { installation, id: order, asked: now, asked_by: office, cleared: None };
            let wipe = log.read().wipe(installation)?.unwrap_or(forgotten);
            if wipe.cleared.is_some() {
                return Ok(());
            }
            log.put_wipe(&Wipe { cleared: Some(now), ..wipe })?;
            let about = Some(StreamId::from(worker));
            log.audit_because(now, worker, "tablet cleared", about, &installation.to_string())
        })
    }

    /// What a restore would forget of lost tablets: an order that was given since the backup was made is given again, and the
    /// tablet's rights are taken again. One that came, or was let in, only since is known as the replaced log knew it, or it
    /// would be turned away and never hear.
    pub(crate) fn wipe_again(&self, wipes: &[(Wipe, Installation)]) -> Result<(), Error> {
        for (_, tablet) in wipes {
            let id = tablet.installation;
            let known = self.log.read(|log| log.installation(id))?;
            if known.is_none_or(|known| known.approved.is_none()) {
                let let_in = Installation { revoked: None, suspended: None, ..tablet.clone() };
                self.log.write(move |log| log.put_installation(&let_in))?;
            }
            self.revoke_tablet(self.office(), id)?;
        }
        let wipes: Vec<Wipe> = wipes.iter().map(|(wipe, _)| *wipe).collect();
        self.log.write(move |log| wipes.iter().try_for_each(|wipe| log.put_wipe(wipe)))
    }
}
