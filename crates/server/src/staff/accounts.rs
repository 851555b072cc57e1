//! Whose an account of the municipality's provider is: said and taken back by an administrator. Which account it is stands
//! in no audit: it may be somebody's address.

use super::provider_settings::ProviderSettings;
use super::{By, found};
use crate::error::Error;
use crate::log::AccountRow;
use crate::municipality::Municipality;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;

/// Characters of an account's name, at most.
const LONGEST: usize = 255;

impl Municipality {
    /// A person's account with the provider of now.
    pub(crate) fn account_of(&self, actor: ActorId) -> Result<Option<AccountRow>, Error> {
        let issuer = self.settings::<ProviderSettings>()?.issuer;
        self.log.read(|log| log.account_of(&issuer, actor))
    }

    /// Says whose an account is.
    ///
    /// # Errors
    /// [`Error::Exists`] when it is somebody's, or the person has another; [`Error::Field`] when it cannot be one;
    /// [`Error::Missing`] when nobody signs in so.
    pub fn bind_account(&self, by: Option<By>, actor: ActorId, subject: &str) -> Result<(), Error> {
        let issuer = self.settings::<ProviderSettings>()?.issuer;
        let subject = Text::trimmed(subject);
        let odd = subject.chars().any(char::is_control);
        if issuer.is_empty() || subject.is_empty() || subject.chars().count() > LONGEST || odd {
            let cause = crate::error::Unfit::empty_or(&subject, crate::error::Unfit::Address);
            return Err(Error::field("subject", cause, "the account as the provider names it"));
        }
        let (now, by) = (self.clock.now(), by.map_or(self.identity.office, |by| by.actor));
        self.log.write(move |log| {
            found(log.read().staff_of(actor)?)?;
            let taken = log.read().account(&issuer, &subject)?.or(log.read().account_of(&issuer, actor)?);
            if taken.is_some() {
                return Err(Error::Exists("this account, or another of this person's".to_owned()));
            }
            log.put_account(&AccountRow { issuer, subject, actor, by, since: now, used: None })?;
            log.audit_because(now, by, "account bound", None, &actor.to_string())
        })
    }

    /// Takes back whose an account is; whoever came in by it is out at once.
    ///
    /// # Errors
    /// [`Error::Missing`] when the person has none.
    pub(crate) fn unbind_account(&self, by: By, actor: ActorId) -> Result<(), Error> {
        let issuer = self.settings::<ProviderSettings>()?.issuer;
        let now = self.clock.now();
        self.log.write(move |log| {
            if !log.remove_account(&issuer, actor)? {
                return Err(Error::Missing("an account of this person's".to_owned()));
            }
            log.end_sessions(Some(actor), now)?;
            log.audit_because(now, by.actor, "account unbound", None, &actor.to_string())
        })
    }
}
