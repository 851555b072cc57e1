//! The clear part of an event: what a server must know to order it without being able to read it. It owns the
//! canonical bytes, which are hashed, signed and bound to the sealed body; it never sees what happened.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits, Put, check};
use crate::hash::Hash;
use crate::hlc::Hlc;
use crate::keys::KeyId;
use vizitas_domain::event::Seen;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};

/// Most bytes of a header.
pub const HEADER_LIMIT: usize = 1024;

const LIMITS: Limits = Limits { bytes: HEADER_LIMIT, depth: 4 };

/// The clear header of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The event's id.
    pub id: EventId,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Generation of the stream's data key; the first is 1.
    pub generation: u32,
    /// Which data key seals the body.
    pub key: KeyId,
    /// Who made and signed it.
    pub installation: InstallationId,
    /// Which life of the installation: a re-enrolment begins the next; the first is 1.
    pub incarnation: u32,
    /// Number among the installation's events of this incarnation, from 1 without a gap.
    pub seq: u64,
    /// Hash of the installation's event before, [`Hash::ZERO`] at seq 1.
    pub prev: Hash,
    /// The maker's clock.
    pub hlc: Hlc,
    /// Who acted.
    pub actor: ActorId,
    /// Up to where the actor's replica had applied this stream.
    pub seen: Seen,
    /// Fields of a later version, kept as they came.
    pub later: Later,
}

mod field {
    pub(super) const ID: u64 = 0;
    pub(super) const STREAM: u64 = 1;
    pub(super) const GENERATION: u64 = 2;
    pub(super) const KEY: u64 = 3;
    pub(super) const INSTALLATION: u64 = 4;
    pub(super) const INCARNATION: u64 = 5;
    pub(super) const SEQ: u64 = 6;
    pub(super) const PREV: u64 = 7;
    pub(super) const HLC: u64 = 8;
    pub(super) const ACTOR: u64 = 9;
    pub(super) const SEEN: u64 = 10;
    /// First number not known to this version.
    pub(super) const LATER: u64 = 11;
}

/// Header fields that a later version added: number and value as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Later(Vec<(u64, Vec<u8>)>);

impl Later {
    /// Takes those fields of a map that this version does not know.
    pub(crate) fn of(fields: &Fields<'_>) -> Self {
        let unknown = fields.iter().filter(|(number, _)| *number >= field::LATER);
        Self(unknown.map(|(number, value)| (number, value.raw().to_vec())).collect())
    }

    /// Whether there are none, as long as no later version speaks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes them behind the known ones.
    pub(crate) fn write(&self, map: &mut FieldsMut) {
        for (number, value) in &self.0 {
            map.raw(*number, value);
        }
    }
}

impl Header {
    /// The canonical bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        map.id(field::ID, self.id.0)
            .id(field::STREAM, self.stream.0)
            .uint(field::GENERATION, self.generation)
            .bytes(field::KEY, &self.key.0)
            .id(field::INSTALLATION, self.installation.0)
            .uint(field::INCARNATION, self.incarnation)
            .uint(field::SEQ, self.seq)
            .bytes(field::PREV, &self.prev.0)
            .uint(field::HLC, self.hlc.0)
            .id(field::ACTOR, self.actor.0);
        if self.seen != Seen::default() {
            map.put(field::SEEN, |out| {
                out.put_array(2);
                out.put_uint(self.seen.epoch);
                out.put_uint(self.seen.position);
            });
        }
        self.later.write(&mut map);
        map.finish()
    }

    /// Reads canonical bytes. Anything this version would have written otherwise is refused, so that bytes and
    /// header always stand for one another.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        check(bytes, LIMITS)?;
        let map = Fields::whole(bytes, LIMITS)?;
        let seen = map.maybe(field::SEEN, |value| {
            let [epoch, position] = value.tuple()?;
            Ok(Seen { epoch: epoch.narrow()?, position: position.uint()? })
        })?;
        let header = Self {
            id: map.id(field::ID, EventId)?,
            stream: map.id(field::STREAM, StreamId)?,
            generation: map.narrow(field::GENERATION)?,
            key: KeyId(map.array(field::KEY)?),
            installation: map.id(field::INSTALLATION, InstallationId)?,
            incarnation: map.narrow(field::INCARNATION)?,
            seq: map.uint(field::SEQ)?,
            prev: Hash(map.array(field::PREV)?),
            hlc: Hlc(map.uint(field::HLC)?),
            actor: map.id(field::ACTOR, ActorId)?,
            seen: seen.unwrap_or_default(),
            later: Later::of(&map),
        };
        header.well_formed()?;
        if header.bytes() == bytes { Ok(header) } else { Err(Error::Malformed("header: not canonical")) }
    }

    /// Whether the numbers can be: counts begin at 1, and only the first event has nothing before it.
    pub fn well_formed(&self) -> Result<(), Error> {
        if self.generation == 0 || self.incarnation == 0 || self.seq == 0 {
            return Err(Error::Malformed("header: a count of zero"));
        }
        if (self.seq == 1) == (self.prev == Hash::ZERO) {
            Ok(())
        } else {
            Err(Error::Malformed("header: prev at the beginning"))
        }
    }
}
