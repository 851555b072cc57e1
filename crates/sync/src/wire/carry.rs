//! A tablet delivers what it carries for another.

use super::Message;
use crate::Error;
use crate::carry::ParcelId;
use crate::cbor::{Fields, FieldsMut};
use crate::keys::Boxed;

/// A part of a parcel: a push of whoever made it, sealed to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarryRequest {
    /// Which parcel.
    pub parcel: ParcelId,
    /// Which part of it, from 0.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// The push.
    pub sealed: Boxed,
}

impl Message for CarryRequest {
    fn write(&self, map: &mut FieldsMut) {
        map.bytes(1, &self.parcel).uint(2, self.number).uint(3, self.of).put(4, |out| self.sealed.write(out));
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let sealed = Boxed::read(map.must(4)?)?;
        Ok(Self { parcel: map.array(1)?, number: map.narrow(2)?, of: map.narrow(3)?, sealed })
    }
}

/// What came of it. What was said of single events is for their maker, who asks for it herself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarryOutcome {
    /// It was taken in, as if its maker had pushed it: each event has its verdict.
    Taken,
    /// It does not open here, or holds nothing of sense: trying again does not help.
    Unreadable,
    /// Whoever made it is not known here, or not any more in this life.
    MakerUnknown,
}

/// Answer to a part of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CarryAnswer {
    /// What came of it.
    pub outcome: CarryOutcome,
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
}

impl Message for CarryAnswer {
    fn write(&self, map: &mut FieldsMut) {
        let outcome: u8 = match self.outcome {
            CarryOutcome::Taken => 1,
            CarryOutcome::Unreadable => 2,
            CarryOutcome::MakerUnknown => 3,
        };
        map.uint(1, outcome).uint(2, self.server_ms);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let outcome = match map.uint(1)? {
            1 => CarryOutcome::Taken,
            2 => CarryOutcome::Unreadable,
            3 => CarryOutcome::MakerUnknown,
            _ => return Err(Error::Malformed("carry answer: outcome")),
        };
        Ok(Self { outcome, server_ms: map.uint(2)? })
    }
}
