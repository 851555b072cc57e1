//! What can go wrong on the tablet, as codes; the sentences live in locales/ alone.

use crate::outbox::OutboxError;

/// Why a use case could not be done. Nothing that was saved is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The PIN, or the tablet, is not the right one.
    #[error("the PIN does not open this profile")]
    PinWrong,
    /// The PIN is no six digits or easy to guess.
    #[error("the PIN is too easy to guess")]
    PinWeak,
    /// The tablet's key store cannot be reached.
    #[error("no key store can be reached")]
    KeyStoreMissing,
    /// A primitive refused: no randomness, a damaged file.
    #[error("a key could not be used")]
    Crypto,
    /// The outbox could not be read or written.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// A file of the profile could not be read or written.
    #[error("a file of the profile could not be read or written")]
    Io(#[from] std::io::Error),
}
