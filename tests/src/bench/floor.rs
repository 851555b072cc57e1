//! The least that carrying events costs: putting or getting the same bytes in a bare database, one durable commit a
//! message; one signature checked a message; each body unpacked. Nothing is opened, ordered, authorised or folded.

use super::bare::Bare;
use super::failure::BenchError;
use ring::rand::SystemRandom;
use vizitas_sync::batch::EVENTS_LIMIT;
use vizitas_sync::event::{SealedEvent, event_hash};
use vizitas_sync::hash::Hash;
use vizitas_sync::log::next_head;
use vizitas_sync::seal::{DICTIONARY_V1, OVERHEAD};
use vizitas_sync::sign::{Purpose, Signature, SigningKey};
use zstd::bulk::{Compressor, Decompressor};

/// A body unpacked is not longer.
const LONGEST: usize = 1 << 20;

/// Events as they lie in a table, and packed bodies of the same lengths.
pub(crate) struct Load {
    rows: Vec<Vec<u8>>,
    packed: Vec<Vec<u8>>,
    hashes: Vec<(Vec<u8>, Vec<u8>)>,
    key: SigningKey,
    signature: Signature,
    unpacker: Decompressor<'static>,
}

impl Load {
    /// Of these events; `bodies` are what they say, encoded.
    ///
    /// # Errors
    /// When the dictionary does not load.
    pub(crate) fn of(events: &[SealedEvent], bodies: &[Vec<u8>]) -> Result<Self, BenchError> {
        let mut packer = Compressor::with_dictionary(3, DICTIONARY_V1)?;
        let packed = bodies.iter().map(|body| packer.compress(body)).collect::<Result<_, _>>()?;
        let key = SigningKey::generate(&SystemRandom::new())?;
        let signature = key.sign(Purpose::Event, &[7; 32]);
        Ok(Self {
            rows: events.iter().map(|event| [event.header_bytes(), event.sealed()].concat()).collect(),
            packed,
            hashes: events.iter().map(|e| (e.header_bytes().to_vec(), e.sealed().to_vec())).collect(),
            key,
            signature,
            unpacker: Decompressor::with_dictionary(DICTIONARY_V1)?,
        })
    }

    /// How many events.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.rows.len()
    }

    /// Puts them, a commit for each message of `size` events.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn put(&self, bare: &mut Bare, size: usize) -> Result<(), BenchError> {
        self.rows.chunks(size).try_for_each(|rows| bare.add(rows.iter().map(Vec::as_slice)))
    }

    /// Gets the rows that were put last.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn get(&self, bare: &Bare) -> Result<(), BenchError> {
        let last = bare.count()?;
        bare.read(last - i64::try_from(self.rows.len()).unwrap_or_default() + 1, last).map(drop)
    }

    /// One signature checked for each full message.
    ///
    /// # Errors
    /// When it does not fit.
    pub(crate) fn verify(&self) -> Result<(), BenchError> {
        let maker = self.key.verifying();
        let messages = self.rows.len().div_ceil(EVENTS_LIMIT);
        Ok((0..messages).try_for_each(|_| maker.verify(Purpose::Event, &[7; 32], &self.signature))?)
    }

    /// Each body unpacked.
    ///
    /// # Errors
    /// When one does not unpack.
    pub(crate) fn unpack(&mut self) -> Result<(), BenchError> {
        for packed in &self.packed {
            self.unpacker.decompress(packed, LONGEST.min(packed.len() * 40 + 1_024))?;
        }
        Ok(())
    }

    /// Each event's hash, and the log's chain over them.
    #[must_use]
    pub(crate) fn hash(&self) -> Hash {
        let hash = |before: Hash, (position, (header, sealed)): (u64, &(Vec<u8>, Vec<u8>))| {
            next_head(&before, position, &event_hash(header, &Hash::of(&[sealed])))
        };
        (1..).zip(&self.hashes).fold(Hash::ZERO, hash)
    }
}

/// Bytes of an event's body, packed, without its seal.
#[must_use]
pub(crate) fn packed_bytes(event: &SealedEvent) -> usize {
    event.sealed().len().saturating_sub(OVERHEAD)
}
