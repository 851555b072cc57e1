//! What the log keeps of accounts elsewhere: which account of the municipality's provider is whose. Whether somebody holds
//! the account is not its matter.

use crate::error::Error;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// An account of a provider's and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The provider, as it names itself.
    pub issuer: String,
    /// The account, as the provider names it.
    pub subject: Text,
    /// Whose it is.
    pub actor: ActorId,
    /// Who said so: an administrator, or the owner by a verified address.
    pub by: ActorId,
    /// Since when.
    pub since: Time,
    /// When somebody last signed in by it.
    pub used: Option<Time>,
}

/// What can be asked.
pub trait ReadAccounts {
    /// Whose account this is.
    fn account(&self, issuer: &str, subject: &str) -> Result<Option<AccountRow>, Error>;
    /// A person's account with a provider.
    fn account_of(&self, issuer: &str, actor: ActorId) -> Result<Option<AccountRow>, Error>;
}

/// What can be changed.
pub trait WriteAccounts {
    /// Writes whose account this is, or when it was used; a person has one with a provider, and an account one owner.
    fn put_account(&mut self, row: &AccountRow) -> Result<(), Error>;
    /// Forgets a person's account with a provider. False when there was none.
    fn remove_account(&mut self, issuer: &str, actor: ActorId) -> Result<bool, Error>;
}
