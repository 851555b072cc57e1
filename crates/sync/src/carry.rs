//! What a colleague's tablet carries for one that cannot send. A **parcel** is one file: pushes of the tablet that made it,
//! each sealed to the server as a whole. Whoever carries it learns how large it is and for which server, and nothing else.
//! It owns the file's bytes; who made what is in it is told by the events' own signatures, as in every push.
//!
//! A file is `magic ‖ canonical CBOR ‖ SHA-256 of both`, so that one that was cut or damaged on the way is known at once.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits};
use crate::entropy::{Entropy, draw};
use crate::hash::Hash;
use crate::keys::{Boxed, Opener, Recipient};
use crate::wire::{CarryRequest, Message, PushRequest};
use zeroize::Zeroizing;

/// Names a parcel: random.
pub type ParcelId = [u8; 16];

/// Most bytes of a parcel's file: what a tablet of the office may have lying aside, and room to spare.
pub const PARCEL_LIMIT: usize = 72 << 20;
const LIMITS: Limits = Limits { bytes: PARCEL_LIMIT, depth: 3 };
/// What every parcel begins with, of whatever version.
const NAME: &[u8] = b"VIZITAS PARCEL ";
const MAGIC: &[u8; 17] = b"VIZITAS PARCEL 1\n";
const INFO: &[u8] = b"vizitas carry v1";
const SUM: usize = 32;

/// Pushes of one tablet, sealed to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its name.
    pub id: ParcelId,
    /// Which server it is for: the beginning of the SHA-256 of its public key.
    server: [u8; 8],
    /// The pushes, in their order.
    parts: Vec<Boxed>,
}

impl Parcel {
    /// Seals pushes to a server.
    ///
    /// # Errors
    /// `TooLarge`, or when a primitive refuses.
    pub fn pack(pushes: &[PushRequest], server: &Recipient, entropy: &dyn Entropy) -> Result<Self, Error> {
        let id = draw(entropy)?;
        let of = u32::try_from(pushes.len()).map_err(|_| Error::TooLarge("parcel"))?;
        let parts = pushes.iter().zip(0..).map(|(push, number)| {
            server.seal(&info(&id, number, of), &Zeroizing::new(push.encode()), entropy)
        });
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        if parts.iter().map(|part| part.content.len()).sum::<usize>() > PARCEL_LIMIT - (1 << 20) {
            return Err(Error::TooLarge("parcel"));
        }
        Ok(Self { id, server: mark(server), parts })
    }

    /// Whether it is for this server.
    #[must_use]
    pub fn is_for(&self, server: &Recipient) -> bool {
        self.server == mark(server)
    }

    /// What is sent of it, one after the other.
    pub fn requests(&self) -> impl Iterator<Item = CarryRequest> {
        let of = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let request = move |(part, number): (&Boxed, u32)| CarryRequest {
            parcel: self.id,
            number,
            of,
            sealed: part.clone(),
        };
        self.parts.iter().zip(0..).map(request)
    }

    /// The file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        map.bytes(1, &self.id).bytes(2, &self.server).list(3, &self.parts, |out, part| part.write(out));
        let mut file = [MAGIC.as_slice(), &map.finish()].concat();
        let Hash(sum) = Hash::of(&[&file]);
        file.extend(sum);
        file
    }

    /// Reads a file.
    ///
    /// # Errors
    /// `Malformed` for what is none, or was cut or damaged; `Version` of a later app; `TooLarge`.
    pub fn decode(file: &[u8]) -> Result<Self, Error> {
        const WRONG: Error = Error::Malformed("parcel");
        if file.len() > PARCEL_LIMIT {
            return Err(Error::TooLarge("parcel"));
        }
        let rest = file.strip_prefix(NAME).ok_or(WRONG)?;
        let (content, sum) = file.split_last_chunk::<SUM>().ok_or(WRONG)?;
        if Hash::of(&[content]).0 != *sum {
            return Err(WRONG);
        }
        let fields = content.strip_prefix(MAGIC).ok_or_else(|| {
            Error::Version(rest.first().map_or(0, |digit| u64::from(digit.wrapping_sub(b'0'))))
        })?;
        let map = Fields::whole(fields, LIMITS)?;
        let parts = map.list(3, Boxed::read)?;
        if parts.is_empty() {
            return Err(WRONG);
        }
        Ok(Self { id: map.array(1)?, server: map.array(2)?, parts })
    }
}

impl CarryRequest {
    /// Opens a part of a parcel.
    ///
    /// # Errors
    /// When it was sealed to another server, is another part than it says, or holds no push.
    pub fn open(&self, server: &Opener) -> Result<PushRequest, Error> {
        PushRequest::decode(&server.open(&info(&self.parcel, self.number, self.of), &self.sealed)?)
    }
}

fn mark(server: &Recipient) -> [u8; 8] {
    Hash::of(&[&server.bytes()]).0.first_chunk().copied().unwrap_or_default()
}

/// What binds a part to its place.
fn info(parcel: &ParcelId, number: u32, of: u32) -> Vec<u8> {
    [INFO, parcel, &number.to_be_bytes(), &of.to_be_bytes()].concat()
}
