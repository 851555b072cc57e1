//! A tablet says that it is there, open or locked: each contact begins another lease, as long as the municipality has chosen and
//! never ending before the end of the next working day. One whose rights were taken, or rest, gets none; it may have an order to hear
//! (`wipe`). It must never hold an answer up for what it writes down.

use crate::error::{Error, Unfit};
use crate::log::{Installation, Leased, Standing};
use crate::municipality::Municipality;
use crate::planning::calendar;
use crate::settings::Setting;
use serde::{Deserialize, Serialize};
use vizitas_domain::id::StreamId;
use vizitas_planning::lease;
use vizitas_sync::lease::Lease;
use vizitas_sync::recovery::Owner;
use vizitas_sync::sign::VerifyingKey;
use vizitas_sync::wipe::WipeOrder;
use vizitas_sync::wire::{ContactAnswer, ContactRequest};

/// What the municipality has chosen for its tablets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TabletSettings {
    /// For so many days after its last contact what lies on a tablet may be read.
    pub(crate) lease_days: u8,
}

impl Default for TabletSettings {
    fn default() -> Self {
        Self { lease_days: lease::DEFAULT_DAYS }
    }
}

impl Setting for TabletSettings {
    const NAME: &'static str = "tablets";

    fn check(&self) -> Result<(), Error> {
        if lease::DAYS.contains(&self.lease_days) {
            Ok(())
        } else {
            Err(Error::field("lease_days", Unfit::Range, "1 to 14 days"))
        }
    }
}

impl Municipality {
    /// Hears that a tablet is there, and says what concerns it as a whole.
    pub(crate) fn contact(
        &self,
        by: &Installation,
        request: &ContactRequest,
    ) -> Result<ContactAnswer, Error> {
        let owner = Owner { installation: by.installation, incarnation: by.incarnation };
        let log_key = &self.identity.log;
        let cleared = request.cleared.filter(|order| order.verify(&owner, &log_key.verifying()).is_ok());
        if let Some(order) = cleared {
            self.cleared(by, order.id)?;
        }
        // One that does not say that it did is told again, even where it once said so: a copied folder may have been put back.
        let wipe = self.log.read(|log| log.wipe(by.installation))?.filter(|_| cleared.is_none());
        let epoch = self.log.read(|log| log.head())?.epoch;
        let is_in = by.standing() == Standing::Approved && cleared.is_none();
        Ok(ContactAnswer {
            server_ms: self.clock.ms(),
            wipe: wipe.map(|wipe| WipeOrder::make(wipe.id, &owner, log_key)),
            heard: cleared.is_some(),
            lease: if is_in { Some(self.lease(&owner)?) } else { None },
            epoch: Some(epoch),
        })
    }

    /// An open tablet's key store may have lost the transport key that is known here: what waits on it is handed over by the new
    /// one. Whether it is heard is asked of the tablet as it stands now: its rights may have been taken since the door.
    pub(crate) fn hear_transport(
        &self,
        by: &Installation,
        transport: VerifyingKey,
        is_heard: fn(&Installation) -> bool,
    ) -> Result<(), Error> {
        if by.transport == Some(transport) {
            return Ok(());
        }
        let (tablet, now) = (by.installation, self.clock.now());
        self.log.write(move |log| {
            let Some(known) = log.read().installation(tablet)?.filter(is_heard) else { return Ok(()) };
            let worker = known.actor;
            log.put_installation(&Installation { transport: Some(transport), ..known })?;
            let about = Some(StreamId::from(worker));
            log.audit_because(now, worker, "transport key renewed", about, &tablet.to_string())
        })
    }

    fn lease(&self, of: &Owner) -> Result<Lease, Error> {
        let days = self.settings::<TabletSettings>()?.lease_days;
        let now = self.clock.now();
        let leased = Leased { at: now, until: lease::until(&calendar(), now, days) };
        let tablet = of.installation;
        if let Err(error) = self.log.write(move |log| log.put_leased(tablet, &leased)) {
            tracing::warn!(%error, "a tablet's contact could not be written down");
        }
        Ok(Lease::make(now, leased.until, days, of, &self.identity.log))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_of_one_day_to_fourteen() {
        for (lease_days, fits) in [(0, false), (1, true), (7, true), (14, true), (15, false)] {
            assert_eq!(TabletSettings { lease_days }.check().is_ok(), fits, "{lease_days}");
        }
        assert_eq!(TabletSettings::default().lease_days, 7);
    }
}
