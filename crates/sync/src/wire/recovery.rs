//! What opens a profile again without its PIN: the wraps that a tablet hands to the server while it is open, and the asking
//! for its keys once nothing opens it any more. An older server does not know these; a tablet then goes on without.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Value};
use crate::check::Drawn;
use crate::keys::{Boxed, Recipient};
use crate::recovery::RecoveryKey;
use crate::sign::{Signature, VerifyingKey};
use crate::unlock::CodeName;
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_domain::time::Time;

/// Most bytes of what is sealed.
const CONTENT_LIMIT: usize = 512;

/// A profile's keys, sealed to the recovery key of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryWrap {
    /// Which recovery key.
    pub key: u32,
    /// The keys.
    pub sealed: Boxed,
}

/// A supervisor's code, sealed to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedCode {
    /// Which, and until when.
    pub name: CodeName,
    /// The code.
    pub sealed: Boxed,
}

/// Hands over what the server is to keep, and asks what it has. With nothing in it, it only asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapsRequest {
    /// The keys, sealed to the recovery key.
    pub wrap: Option<RecoveryWrap>,
    /// The supervisor's code.
    pub code: Option<OfferedCode>,
    /// What a locked tablet proves its requests with: another one than before after its key store was lost.
    pub transport: Option<VerifyingKey>,
    /// By what it was opened without its PIN, until the server has heard so.
    pub opened: Option<Way>,
}

/// A way past the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The supervisor's code.
    Code,
    /// The keys that two people gave back.
    Office,
}

/// What the server has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapsAnswer {
    /// The recovery key in force; none when the municipality has made none.
    pub key: Option<RecoveryKey>,
    /// To the recovery key of which number this life's wrap is sealed that the server holds; 0: it holds none.
    pub wrapped: u32,
    /// The code it holds, as long as nobody was given it.
    pub code: Option<Uuid>,
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
}

impl Message for WrapsRequest {
    fn write(&self, map: &mut FieldsMut) {
        if let Some(wrap) = &self.wrap {
            write_wrap(map, 1, wrap);
        }
        if let Some(code) = &self.code {
            let mut inner = FieldsMut::new();
            inner.id(1, code.name.id).int(2, code.name.expires.0).put(3, |out| code.sealed.write(out));
            map.fields(2, &inner);
        }
        if let Some(transport) = &self.transport {
            map.bytes(3, &transport.0);
        }
        if let Some(way) = self.opened {
            map.uint(4, if way == Way::Code { 1_u8 } else { 2_u8 });
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let code = |value: Value<'_>| {
            let map = value.fields()?;
            let name = CodeName { id: map.id(1, |id| id)?, expires: Time(map.int(2)?) };
            Ok(OfferedCode { name, sealed: read_box(map.must(3)?)? })
        };
        Ok(Self {
            wrap: map.maybe(1, read_wrap)?,
            code: map.maybe(2, code)?,
            transport: map.maybe(3, |value| Ok(VerifyingKey(value.array()?)))?,
            opened: map.maybe(4, |value| Ok(if value.uint()? == 1 { Way::Code } else { Way::Office }))?,
        })
    }
}

impl Message for WrapsAnswer {
    fn write(&self, map: &mut FieldsMut) {
        if let Some(key) = &self.key {
            let mut inner = FieldsMut::new();
            inner.uint(1, key.number).bytes(2, &key.recipient.bytes()).bytes(3, &key.signature.0);
            map.fields(1, &inner);
        }
        map.uint(2, self.wrapped).maybe_id(3, self.code).uint(4, self.server_ms);
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        let key = |value: Value<'_>| {
            let map = value.fields()?;
            Ok(RecoveryKey {
                number: map.narrow(1)?,
                recipient: Recipient::from_bytes(map.bytes(2)?)?,
                signature: Signature(map.array(3)?),
            })
        };
        Ok(Self {
            key: map.maybe(1, key)?,
            wrapped: map.narrow(2)?,
            code: map.maybe_id(3, |id| id)?,
            server_ms: map.uint(4)?,
        })
    }
}

/// Asks for the keys of a profile that nothing opens any more; asked again with the same key, it is answered the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoverRequest {
    /// Whose.
    pub installation: InstallationId,
    /// To whom the keys are to be sealed: drawn for this request alone.
    pub recipient: Recipient,
    /// The wrap that the tablet itself holds, in case the server's was lost.
    pub wrap: Option<RecoveryWrap>,
}

/// How the asking stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecoverAnswer {
    /// Two people of the office have yet to open it.
    Waiting {
        /// Until when they may, milliseconds since 1970 by the server's clock.
        until_ms: u64,
        /// Drawn by the server for this request: a part of the digits.
        drawn: Drawn,
    },
    /// The keys, sealed to the request's key; and the server's clock, milliseconds since 1970, by which the time is counted
    /// that is left to take them. 0: it does not say.
    Opened(Boxed, u64),
    /// It is too late for this request, or another took its place.
    Over,
    /// There is nothing that the two could open: the municipality has no recovery key, or had none yet when this tablet was
    /// last open.
    Nothing,
}

impl Message for RecoverRequest {
    fn write(&self, map: &mut FieldsMut) {
        map.id(1, self.installation.0).bytes(2, &self.recipient.bytes());
        if let Some(wrap) = &self.wrap {
            write_wrap(map, 3, wrap);
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            installation: map.id(1, InstallationId)?,
            recipient: Recipient::from_bytes(map.bytes(2)?)?,
            wrap: map.maybe(3, read_wrap)?,
        })
    }
}

impl Message for RecoverAnswer {
    fn write(&self, map: &mut FieldsMut) {
        match self {
            Self::Waiting { until_ms, drawn } => map.uint(1, 1_u8).uint(2, *until_ms).bytes(4, drawn),
            Self::Opened(sealed, server_ms) => {
                map.uint(1, 2_u8).put(3, |out| sealed.write(out)).uint(5, *server_ms)
            }
            Self::Over => map.uint(1, 3_u8),
            Self::Nothing => map.uint(1, 4_u8),
        };
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(match map.uint(1)? {
            1 => Self::Waiting { until_ms: map.uint(2)?, drawn: map.array(4)? },
            2 => Self::Opened(Boxed::read(map.must(3)?)?, map.uint(5)?),
            4 => Self::Nothing,
            // What a later server says instead of these gives no keys either.
            _ => Self::Over,
        })
    }
}

fn write_wrap(map: &mut FieldsMut, number: u64, wrap: &RecoveryWrap) {
    let mut inner = FieldsMut::new();
    inner.uint(1, wrap.key).put(2, |out| wrap.sealed.write(out));
    map.fields(number, &inner);
}

fn read_wrap(value: Value<'_>) -> Result<RecoveryWrap, Error> {
    let map = value.fields()?;
    Ok(RecoveryWrap { key: map.narrow(1)?, sealed: read_box(map.must(2)?)? })
}

/// What is kept for a tablet is small.
fn read_box(value: Value<'_>) -> Result<Boxed, Error> {
    let sealed = Boxed::read(value)?;
    if sealed.content.len() > CONTENT_LIMIT { Err(Error::TooLarge("wrap")) } else { Ok(sealed) }
}
