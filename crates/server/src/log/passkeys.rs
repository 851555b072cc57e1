//! What the log keeps of passkeys, public keys with their owners; and what somebody began at the door and is to finish, with a
//! passkey or by way of the municipality's provider. Whether an answer is the right one is not its matter.

use crate::error::Error;
use uuid::Uuid;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_sync::hash::Hash;

/// A passkey of somebody who signs in, as kept: its public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its own id: what lists name it by.
    pub passkey: Uuid,
    /// The id by which the authenticator knows it.
    pub credential: Vec<u8>,
    /// Whose it is.
    pub actor: ActorId,
    /// As its owner calls it.
    pub name: Text,
    /// Public key, counter and flags, JSON.
    pub key: String,
    /// Since when.
    pub since: Time,
    /// When it was last used.
    pub used: Option<Time>,
}

/// What somebody began and is to finish, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    /// Hash of what its owner holds.
    pub handle: Hash,
    /// What it is for: a word of this program's.
    pub kind: String,
    /// The session that began it, if somebody was signed in.
    pub session: Option<Uuid>,
    /// Keyed hash of the address that it was begun from.
    pub place: Hash,
    /// What is to be known at its end, JSON: a passkey's challenge, or a journey to the provider.
    pub state: String,
    /// When it began.
    pub began: Time,
}

/// What can be asked.
pub trait ReadPasskeys {
    /// A person's passkeys, the oldest first.
    fn passkeys_of(&self, actor: ActorId) -> Result<Vec<PasskeyRow>, Error>;
    /// The passkey that the authenticator knows by this id.
    fn passkey(&self, credential: &[u8]) -> Result<Option<PasskeyRow>, Error>;
    /// A ceremony that nobody took yet.
    fn ceremony(&self, handle: &Hash) -> Result<Option<Ceremony>, Error>;
}

/// What can be changed.
pub trait WritePasskeys {
    /// Writes a passkey, or changes it.
    fn put_passkey(&mut self, row: &PasskeyRow) -> Result<(), Error>;
    /// Forgets a passkey. False when there was none.
    fn remove_passkey(&mut self, passkey: Uuid) -> Result<bool, Error>;
    /// Writes a ceremony; those that began before `since` are forgotten, and the oldest beyond `most` of its kind, in its
    /// session or, where nobody is signed in, at its place: nobody pushes out what others began for something else.
    fn put_ceremony(&mut self, ceremony: &Ceremony, since: Time, most: u32) -> Result<(), Error>;
    /// Forgets them all.
    fn drop_ceremonies(&mut self) -> Result<(), Error>;
    /// Takes a ceremony: nobody can take it again.
    fn take_ceremony(&mut self, handle: &Hash) -> Result<Option<Ceremony>, Error>;
}
