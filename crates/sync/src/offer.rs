//! The key of a new stream, offered to the server by the tablet that made it. A sidecar of the outbox record and
//! of the push: never part of an event's bytes.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits};
use crate::entropy::Entropy;
use crate::keys::{Boxed, KeyId, Opener, Recipient, StreamKey};
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::id::StreamId;

/// Most bytes of an offer.
pub const OFFER_LIMIT: usize = 2048;
const LIMITS: Limits = Limits { bytes: OFFER_LIMIT, depth: 2 };
const INFO: &[u8] = b"vizitas key offer v1";

/// A data key sealed to the server and signed by the installation that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOffer {
    /// The stream.
    pub stream: StreamId,
    /// Generation of the key, from 1.
    pub generation: u32,
    /// Which key is inside: it stands in the headers of the events it opens.
    pub key: KeyId,
    /// The key, sealed.
    pub sealed: Boxed,
    /// The installation's word for all of it.
    pub signature: Signature,
}

impl KeyOffer {
    /// Seals a key to the server and signs the offer.
    pub fn make(
        key: &StreamKey,
        server: &Recipient,
        signer: &SigningKey,
        entropy: &dyn Entropy,
    ) -> Result<Self, Error> {
        let (stream, generation, id) = (key.stream, key.generation, key.key.id());
        let sealed = server.seal(&info(stream, generation, id), key.key.bytes(), entropy)?;
        let unsigned = Self { stream, generation, key: id, sealed, signature: Signature([0; 64]) };
        let signature = signer.sign(Purpose::KeyOffer, &unsigned.fields().finish());
        Ok(Self { signature, ..unsigned })
    }

    /// Opens the offer: signed by `maker`, bound to its stream, and holding the key that it names.
    pub fn open(&self, server: &Opener, maker: &VerifyingKey) -> Result<StreamKey, Error> {
        maker.verify(Purpose::KeyOffer, &self.fields().finish(), &self.signature)?;
        let plain = server.open(&info(self.stream, self.generation, self.key), &self.sealed)?;
        let bytes = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Error::Key)?;
        let key = crate::keys::DataKey::from_bytes(bytes);
        if key.id() != self.key {
            return Err(Error::Key);
        }
        Ok(StreamKey { stream: self.stream, generation: self.generation, key })
    }

    fn fields(&self) -> FieldsMut {
        let mut map = FieldsMut::new();
        map.id(0, self.stream.0)
            .uint(1, self.generation)
            .bytes(2, &self.key.0)
            .put(3, |out| self.sealed.write(out));
        map
    }

    /// The offer as bytes, for the outbox and the push.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut map = self.fields();
        map.bytes(4, &self.signature.0);
        map.finish()
    }

    /// Reads an offer.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let map = Fields::whole(bytes, LIMITS)?;
        Ok(Self {
            stream: map.id(0, StreamId)?,
            generation: map.narrow(1)?,
            key: KeyId(map.array(2)?),
            sealed: Boxed::read(map.must(3)?)?,
            signature: Signature(map.array(4)?),
        })
    }
}

/// Binds the sealed key to its name and place.
fn info(stream: StreamId, generation: u32, key: KeyId) -> Vec<u8> {
    [INFO, stream.0.as_bytes(), &generation.to_be_bytes(), &key.0].concat()
}
