//! Whose an account of the municipality's provider is: said and taken back by an administrator. Which account it is stands
//! in no audit: it may be somebody's address.

use super::proof::spend_proof;
use super::provider_settings::ProviderSettings;
use super::session::Staff;
use super::{By, found};
use crate::error::{Error, Unfit};
use crate::log::AccountRow;
use crate::municipality::Municipality;
use crate::settings::read;
use vizitas_domain::id::ActorId;

impl Municipality {
    /// A person's account with the provider of now.
    pub(crate) fn account_of(&self, actor: ActorId) -> Result<Option<AccountRow>, Error> {
        let realm = self.settings::<ProviderSettings>()?.realm();
        self.log.read(|log| log.account_of(&realm, actor))
    }

    /// Says whose an account is, by whoever commands at the server's own machine.
    ///
    /// # Errors
    /// [`Error::Exists`] when it is somebody's, or the person has another; [`Error::Field`] when it cannot be one;
    /// [`Error::Missing`] when nobody signs in so.
    pub fn bind_account(&self, actor: ActorId, subject: &str) -> Result<(), Error> {
        self.bind_account_by(None, actor, subject)
    }

    /// Says whose an account is, which is a way in: in the console on a proof, which is used up.
    ///
    /// # Errors
    /// As [`Self::bind_account`]; [`Error::Unproved`].
    pub(crate) fn bind_account_by(
        &self,
        staff: Option<&Staff>,
        actor: ActorId,
        subject: &str,
    ) -> Result<(), Error> {
        let (now, staff, subject) = (self.clock.now(), staff.cloned(), subject.to_owned());
        let by = staff.as_ref().map_or(self.identity.office, |staff| staff.actor);
        self.log.write(move |log| {
            if let Some(staff) = &staff {
                spend_proof(log, staff, now)?;
            }
            // Read under the lock: whoever changes the provider meanwhile would leave an account that opens nothing.
            let settings = read::<ProviderSettings>(log.read())?;
            let realm = settings.realm();
            let Some(subject) = settings.account(&subject).filter(|_| !realm.issuer.is_empty()) else {
                let cause = Unfit::empty_or(&subject, Unfit::Address);
                return Err(Error::field("subject", cause, "the account as the provider names it"));
            };
            found(log.read().staff_of(actor)?)?;
            let taken = log.read().account(&realm, &subject)?.or(log.read().account_of(&realm, actor)?);
            if taken.is_some() {
                return Err(Error::Exists("this account, or another of this person's".to_owned()));
            }
            log.put_account(&AccountRow { realm, subject, actor, by, since: now, used: None })?;
            log.audit_because(now, by, "account bound", None, &actor.to_string())
        })
    }

    /// Takes back all accounts of a person's, those with earlier providers among them; whoever came in by one is out at
    /// once. From then on no address binds this person or these accounts again: an administrator does, or nobody.
    ///
    /// # Errors
    /// [`Error::Missing`] when the person has none.
    pub(crate) fn unbind_account(&self, by: By, actor: ActorId) -> Result<(), Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            if !log.end_accounts(actor, now)? {
                return Err(Error::Missing("an account of this person's".to_owned()));
            }
            log.end_sessions(Some(actor), now)?;
            log.audit_because(now, by.actor, "account unbound", None, &actor.to_string())
        })
    }
}
