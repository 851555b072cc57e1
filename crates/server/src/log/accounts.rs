//! What the log keeps of accounts elsewhere: which account of the municipality's provider is whose. Whether somebody holds
//! the account is not its matter.

use crate::error::Error;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// By what accounts are told apart: one and the same word of two providers, or of two claims, is two people's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realm {
    /// The provider, as it names itself.
    pub issuer: String,
    /// The claim that names its accounts.
    pub claim: String,
}

/// An account of a provider's and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Where it is one.
    pub realm: Realm,
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
    /// Whose account this is now.
    fn account(&self, realm: &Realm, subject: &str) -> Result<Option<AccountRow>, Error>;
    /// A person's account of now.
    fn account_of(&self, realm: &Realm, actor: ActorId) -> Result<Option<AccountRow>, Error>;
    /// Whether this account, or any account of this person's, was ever taken back.
    fn was_ended(&self, realm: &Realm, subject: &str, actor: ActorId) -> Result<bool, Error>;
}

/// What can be changed.
pub trait WriteAccounts {
    /// Writes whose account this is, or when it was used. A person has one of a realm, and an account one owner: a second
    /// is an error.
    fn put_account(&mut self, row: &AccountRow) -> Result<(), Error>;
    /// Takes back all accounts of a person's, with every provider; that they were is kept. False when there was none.
    fn end_accounts(&mut self, actor: ActorId, now: Time) -> Result<bool, Error>;
}
