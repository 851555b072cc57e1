//! An event as it stands in the log: canonical header and sealed body, kept verbatim, with the hash that covers
//! both. The body enters the hash by its own hash, so it can be erased and the chain still verifies.

use crate::Error;
use crate::body;
use crate::hash::Hash;
use crate::header::Header;
use crate::keys::DataKey;
use crate::seal::{self, SEALED_LIMIT};
use crate::sign::{Purpose, Signature, VerifyingKey};
use std::fmt;
use vizitas_domain::event::Event;

/// An event whose bytes are settled.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedEvent {
    header: Header,
    bytes: Vec<u8>,
    sealed: Vec<u8>,
    hash: Hash,
}

impl fmt::Debug for SealedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedEvent({:?}, seq {}, {:?})", self.header.id, self.header.seq, self.hash)
    }
}

impl SealedEvent {
    /// An event from its header and sealed body.
    pub fn new(header: Header, sealed: Vec<u8>) -> Result<Self, Error> {
        header.well_formed()?;
        let bytes = header.bytes();
        Self::assemble(header, bytes, sealed)
    }

    /// An event from stored bytes.
    pub fn from_bytes(header: Vec<u8>, sealed: Vec<u8>) -> Result<Self, Error> {
        Self::assemble(Header::parse(&header)?, header, sealed)
    }

    fn assemble(header: Header, bytes: Vec<u8>, sealed: Vec<u8>) -> Result<Self, Error> {
        if sealed.len() > SEALED_LIMIT {
            return Err(Error::TooLarge("sealed body"));
        }
        let hash = event_hash(&bytes, &Hash::of(&[&sealed]));
        Ok(Self { header, bytes, sealed, hash })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The header's canonical bytes.
    #[must_use]
    pub fn header_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The sealed body.
    #[must_use]
    pub fn sealed(&self) -> &[u8] {
        &self.sealed
    }

    /// The event's hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Whether `maker` signed it.
    pub fn verify(&self, maker: &VerifyingKey, signature: &Signature) -> Result<(), Error> {
        maker.verify(Purpose::Event, &self.hash.0, signature)
    }

    /// Opens the body and gives the event as the fold sees it, at its place in the log if it has one.
    pub fn open(&self, key: &DataKey, position: Option<u64>) -> Result<Event, Error> {
        if key.id() != self.header.key {
            return Err(Error::Key);
        }
        let plain = seal::open(&self.bytes, &self.sealed, key)?;
        let (role, body) = body::decode(&plain)?;
        Ok(Event {
            id: self.header.id,
            stream: self.header.stream,
            position,
            installation: self.header.installation,
            actor: self.header.actor,
            role,
            seen: self.header.seen,
            at: self.header.hlc.time(),
            body,
        })
    }
}

/// The hash of an event whose body may be gone: SHA-256 of the header and the SHA-256 of the sealed body.
#[must_use]
pub fn event_hash(header: &[u8], sealed: &Hash) -> Hash {
    Hash::of(&[header, &sealed.0])
}
