//! What can be wrong with bytes. No variant carries a value out of them: an error may stand in a log.

/// Why bytes were not accepted or could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes break deterministic CBOR (RFC 8949 §4.2.1) or its profile here.
    #[error("not deterministic CBOR: {0}")]
    Cbor(&'static str),
    /// The CBOR is sound and says something this format does not allow.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// A limit is passed.
    #[error("{0} is larger than allowed")]
    TooLarge(&'static str),
    /// Another version of the format; for a message, of the protocol.
    #[error("version {0} is not understood here")]
    Version(u64),
    /// The wrong key, or bytes changed on the way. Which of the two cannot be told.
    #[error("sealed bytes do not open")]
    Sealed,
    /// A signature or a proof does not fit.
    #[error("signature does not fit")]
    Signature,
    /// An event does not follow the one before it.
    #[error("chain is broken at seq {0}")]
    Chain(u64),
    /// A key that is none, or another one than was named.
    #[error("key does not fit")]
    Key,
    /// The system gave no random bytes.
    #[error("no random bytes to be had")]
    Entropy,
    /// An event of an unknown kind is passed on as it came, never written anew.
    #[error("unknown kind")]
    UnknownKind,
}
