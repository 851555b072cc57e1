//! A profile's owner as the lock knows her: what opens it, how that is changed, and under which name it stands in the list.
//! It must never hold anything open.

use crate::device::Device;
use crate::error::DeviceError;
use crate::keystore;
use crate::phrase;
use crate::pin;
use crate::view::{ChangePinArgs, OpenedBy};

impl Device {
    /// Puts another PIN in the place of the one that opens the app. Who is wrong about the old one as often as is free goes
    /// on at the lock, which says how many tries are left.
    ///
    /// # Errors
    /// `Locked`; for the old PIN as [`Device::unlock`]; `PinWeak` or `PhraseWeak` for the new one.
    pub fn change_pin(&mut self, args: &ChangePinArgs) -> Result<(), DeviceError> {
        let me = self.name_of(self.worker()?)?;
        if self.opened_by() == OpenedBy::Passphrase {
            let office = self.identity.as_ref().map_or("", |identity| identity.office.as_str());
            phrase::check(&args.new, &[office, &me])?;
        }
        let hardness = self.hardness.unwrap_or_else(pin::calibrate);
        let changed =
            self.profile.change_pin(&args.old, &args.new, &*self.store, hardness, &(self.stopwatch)());
        // A transport key that the key store had lost was drawn anew: nothing is proved by the one before.
        self.transport = None;
        self.keep_transport();
        let is_told =
            || self.profile.tries().is_ok_and(|tries| tries.is_none_or(|tries| tries.told().is_some()));
        if changed.is_err() && is_told() {
            self.lock();
        }
        changed
    }

    /// The name under which this profile stands in the list at the lock, once it is known here.
    pub(crate) fn label(&mut self) -> Option<String> {
        let Some(identity) = &self.identity else { return None };
        self.label.get_or_insert_with(|| self.profile.label(identity, &*self.store)).clone()
    }

    /// What opens the app; before enrolment, what is to.
    pub(crate) fn opened_by(&self) -> OpenedBy {
        let by_phrase = match self.identity {
            Some(_) => self.profile.is_by_phrase(),
            None => !*self.key_store.get_or_init(|| keystore::is_there(&*self.store)),
        };
        if by_phrase { OpenedBy::Passphrase } else { OpenedBy::Pin }
    }

    /// Keeps the worker's name for that list. Whoever has none there has a number: no reason to stop anybody.
    pub(crate) fn keep_label(&mut self) {
        let name = self.worker().and_then(|worker| self.name_of(worker)).unwrap_or_default();
        if name.is_empty()
            || self.opened_by() == OpenedBy::Passphrase
            || self.label().as_deref() == Some(&*name)
        {
            return;
        }
        let Some(identity) = &self.identity else { return };
        match self.profile.keep_label(identity, &name, &*self.store) {
            Ok(()) => self.label = Some(Some(name)),
            Err(error) => tracing::warn!(%error, "the name at the lock was not kept"),
        }
    }
}
