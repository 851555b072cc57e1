//! Who looked at whom on a tablet: told to the server's audit. Each look has an id of its own, so that one told twice is
//! written down once, and is forgotten on the tablet only when it is named in an answer.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Put, Value, map_of};
use uuid::Uuid;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// Most looks in one message.
pub const LOOKS_LIMIT: usize = 1_000;

/// One look. Whose it is the proof says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// A random id.
    pub id: Uuid,
    /// When, by the tablet's clock.
    pub at: Time,
    /// At whose stream.
    pub stream: StreamId,
    /// What was done.
    pub deed: Deed,
    /// Why, when a reason was asked.
    pub reason: Text,
}

/// What a look was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The card or a visit was opened.
    Opened,
    /// A later version's.
    Other(u64),
}

impl Deed {
    /// Its number.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::Opened => 1,
            Self::Other(number) => number,
        }
    }

    /// The deed of a number.
    #[must_use]
    pub fn named(number: u64) -> Self {
        if number == 1 { Self::Opened } else { Self::Other(number) }
    }
}

/// Looks the server may not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooksRequest {
    /// The looks, oldest first, at most [`LOOKS_LIMIT`].
    pub looks: Vec<Look>,
}

/// Which of them are in the audit now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooksAnswer {
    /// Their ids: these and no others may be forgotten.
    pub taken: Vec<Uuid>,
}

impl Message for LooksRequest {
    fn write(&self, map: &mut FieldsMut) {
        map.list(1, &self.looks, |out, look| {
            map_of(|map| {
                map.id(1, look.id).int(2, look.at.0).id(3, look.stream.0);
                map.uint(4, look.deed.number()).text(5, &look.reason);
            })
            .write(out);
        });
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let look = |value: Value<'_>| {
            let map = value.fields()?;
            Ok(Look {
                id: map.id(1, |id| id)?,
                at: Time(map.int(2)?),
                stream: map.id(3, StreamId)?,
                deed: Deed::named(map.uint(4)?),
                reason: map.text(5)?.into(),
            })
        };
        let looks = map.list(1, look)?;
        if looks.len() > LOOKS_LIMIT {
            return Err(Error::TooLarge("looks"));
        }
        Ok(Self { looks })
    }
}

impl Message for LooksAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.list(1, &self.taken, |out, id| out.put_bytes(id.as_bytes()));
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self { taken: map.ids(1, |id| id)? })
    }
}
