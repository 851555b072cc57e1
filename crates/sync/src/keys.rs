//! Data keys of streams, and HPKE (RFC 9180) to carry them. It owns the cipher suite; who is given which key is
//! decided elsewhere.

use crate::Error;
use crate::cbor::{FieldsMut, Limits, Out, Put, Value};
use crate::entropy::{Entropy, draw};
use crate::hash::Hash;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use std::convert::Infallible;
use std::fmt;
use vizitas_domain::id::StreamId;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Names a data key without telling it: the first 16 bytes of its SHA-256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 16]);

/// The AES-256 key of one generation of one stream.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({:?})", self.id())
    }
}

impl DataKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, Error> {
        draw(entropy).map(Self)
    }

    /// A stored key.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key itself, to be stored under another key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let Hash(digest) = Hash::of(&[&self.0]);
        let mut id = KeyId::default();
        for (to, from) in id.0.iter_mut().zip(digest) {
            *to = from;
        }
        id
    }
}

/// A data key with the stream and generation it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamKey {
    /// The stream.
    pub stream: StreamId,
    /// Its generation, from 1.
    pub generation: u32,
    /// The key.
    pub key: DataKey,
}

/// Length of a recipient's public key in bytes.
pub const RECIPIENT_BYTES: usize = 1216;
/// Length of an encapsulated secret in bytes.
pub const ENCAPSULATED_BYTES: usize = 1120;

type Aead = ChaCha20Poly1305;
type Kdf = HkdfSha256;
type PublicKey = <XWing as Kem>::PublicKey;
type EncappedKey = <XWing as Kem>::EncappedKey;
type PrivateKey = <XWing as Kem>::PrivateKey;

/// To whom something is sealed: an X-Wing public key (ML-KEM-768 with X25519).
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(PublicKey);

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient")
    }
}

impl Recipient {
    /// A public key of [`RECIPIENT_BYTES`] bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        PublicKey::from_bytes(bytes).map(Self).map_err(|_| Error::Key)
    }

    /// The public key as bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// Seals `plain` so that only this recipient opens it, and only when told the same `info`.
    pub fn seal(&self, info: &[u8], plain: &[u8], entropy: &dyn Entropy) -> Result<Boxed, Error> {
        let mut rng = Drawn { entropy, failed: false };
        let setup = hpke::setup_sender_with_rng::<Aead, Kdf, XWing>(&OpModeS::Base, &self.0, info, &mut rng);
        let (encapsulated, mut context) = setup.map_err(|_| Error::Key)?;
        if rng.failed {
            return Err(Error::Entropy);
        }
        let content = context.seal(plain, &[]).map_err(|_| Error::Key)?;
        Ok(Boxed { encapsulated: encapsulated.to_bytes().to_vec(), content })
    }
}

/// The secret half of a [`Recipient`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Opener([u8; 32]);

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener")
    }
}

impl Opener {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, Error> {
        draw(entropy).map(Self)
    }

    /// A stored key.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key itself, to be stored under another key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn private(&self) -> Result<PrivateKey, Error> {
        PrivateKey::from_bytes(&self.0).map_err(|_| Error::Key)
    }

    /// The public half.
    pub fn recipient(&self) -> Result<Recipient, Error> {
        Ok(Recipient(XWing::sk_to_pk(&self.private()?)))
    }

    /// Opens what was sealed with the same `info`.
    pub fn open(&self, info: &[u8], sealed: &Boxed) -> Result<Zeroizing<Vec<u8>>, Error> {
        let encapsulated = EncappedKey::from_bytes(&sealed.encapsulated).map_err(|_| Error::Sealed)?;
        let setup =
            hpke::setup_receiver::<Aead, Kdf, XWing>(&OpModeR::Base, &self.private()?, &encapsulated, info);
        let mut context = setup.map_err(|_| Error::Sealed)?;
        context.open(&sealed.content, &[]).map(Zeroizing::new).map_err(|_| Error::Sealed)
    }
}

/// Something sealed to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boxed {
    /// The encapsulated secret, [`ENCAPSULATED_BYTES`] bytes.
    pub encapsulated: Vec<u8>,
    /// The ciphertext with its tag.
    pub content: Vec<u8>,
}

impl Boxed {
    /// Both, one behind the other.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.encapsulated.as_slice(), &self.content].concat()
    }

    /// Writes it as one byte string.
    pub(crate) fn write(&self, out: &mut Out<'_>) {
        out.put_bytes(&self.bytes());
    }

    /// Reads it from one byte string.
    pub(crate) fn read(value: Value<'_>) -> Result<Self, Error> {
        Self::from_bytes(value.bytes()?)
    }

    /// Reads what [`Boxed::bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.split_at_checked(ENCAPSULATED_BYTES);
        let (encapsulated, content) = bytes.ok_or(Error::Malformed("sealed box: too short"))?;
        Ok(Self { encapsulated: encapsulated.to_vec(), content: content.to_vec() })
    }
}

/// What [`seal_keys`] binds a bundle of keys to.
const KEYS_INFO: &[u8] = b"vizitas granted keys v1";
const KEYS_LIMITS: Limits = Limits { bytes: 1 << 22, depth: 3 };

/// Seals data keys to whoever was granted their streams. One encapsulation carries them all.
pub fn seal_keys(to: &Recipient, keys: &[StreamKey], entropy: &dyn Entropy) -> Result<Boxed, Error> {
    let mut map = FieldsMut::new();
    map.list(1, keys, |out, key| {
        out.put_array(3);
        out.put_bytes(key.stream.0.as_bytes());
        out.put_uint(key.generation);
        out.put_bytes(key.key.bytes());
    });
    to.seal(KEYS_INFO, &Zeroizing::new(map.finish()), entropy)
}

/// Opens a bundle made by [`seal_keys`].
pub fn open_keys(opener: &Opener, sealed: &Boxed) -> Result<Vec<StreamKey>, Error> {
    let plain = opener.open(KEYS_INFO, sealed)?;
    Value::whole(&plain, KEYS_LIMITS)?.fields()?.list(1, |value| {
        let [stream, generation, key] = value.tuple()?;
        let key = DataKey::from_bytes(key.array()?);
        Ok(StreamKey { stream: stream.id(StreamId)?, generation: generation.narrow()?, key })
    })
}

/// Hands our random bytes to the `hpke` crate, whose interface cannot fail. A failure is remembered; what was
/// made with it is thrown away.
struct Drawn<'e> {
    entropy: &'e dyn Entropy,
    failed: bool,
}

impl TryRng for Drawn<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.failed |= self.entropy.fill(bytes).is_err();
        Ok(())
    }
}

impl TryCryptoRng for Drawn<'_> {}
