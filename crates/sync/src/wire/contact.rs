//! A tablet says that it is there, open or locked, and hears what concerns it as a whole: an order to destroy its keys,
//! and until when what lies on it may be read. An older server does not know this; a tablet then goes on without.

use super::Message;
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Value};
use crate::lease::Lease;
use crate::sign::{Signature, VerifyingKey};
use crate::wipe::WipeOrder;
use uuid::Uuid;
use vizitas_domain::time::Time;

/// Says that the tablet is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactRequest {
    /// The order that was carried out here, until the server has heard so.
    pub cleared: Option<WipeOrder>,
    /// The transport key by which this tablet hands over while it is locked; counts when an open one says so.
    pub transport: Option<VerifyingKey>,
}

/// What the server has to say to the tablet as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactAnswer {
    /// The server's clock, milliseconds since 1970.
    pub server_ms: u64,
    /// The tablet is to destroy its keys.
    pub wipe: Option<WipeOrder>,
    /// That it did so is written down here.
    pub heard: bool,
    /// The lease that begins with this contact; none for a tablet whose rights were taken.
    pub lease: Option<Lease>,
    /// The log's epoch: what was taken in an earlier one may be lost with a restore.
    pub epoch: Option<u32>,
}

impl Message for ContactRequest {
    fn write(&self, map: &mut FieldsMut) {
        write_order(map, 1, self.cleared.as_ref());
        if let Some(transport) = &self.transport {
            map.bytes(2, &transport.0);
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            cleared: map.maybe(1, read_order)?,
            transport: map.maybe(2, |value| Ok(VerifyingKey(value.array()?)))?,
        })
    }
}

impl Message for ContactAnswer {
    fn write(&self, map: &mut FieldsMut) {
        map.uint(1, self.server_ms);
        write_order(map, 2, self.wipe.as_ref());
        map.flag(3, self.heard);
        if let Some(lease) = &self.lease {
            let mut inner = FieldsMut::new();
            inner.int(1, lease.from.0).int(2, lease.until.0).uint(3, lease.days).bytes(4, &lease.signature.0);
            map.fields(4, &inner);
        }
        if let Some(epoch) = self.epoch {
            map.uint(5, epoch);
        }
    }

    fn read(map: &Fields<'_>) -> Result<Self, Error> {
        Ok(Self {
            server_ms: map.uint(1)?,
            wipe: map.maybe(2, read_order)?,
            heard: map.flag(3)?,
            lease: map.maybe(4, read_lease)?,
            // Epochs begin with 1, and a number that is 0 is not written.
            epoch: map.maybe(5, |value| value.narrow())?.filter(|epoch| *epoch > 0),
        })
    }
}

fn write_order(map: &mut FieldsMut, number: u64, order: Option<&WipeOrder>) {
    if let Some(order) = order {
        let mut inner = FieldsMut::new();
        inner.id(1, order.id).bytes(2, &order.signature.0);
        map.fields(number, &inner);
    }
}

fn read_order(value: Value<'_>) -> Result<WipeOrder, Error> {
    let inner = value.fields()?;
    Ok(WipeOrder { id: inner.id(1, |id: Uuid| id)?, signature: Signature(inner.array(2)?) })
}

fn read_lease(value: Value<'_>) -> Result<Lease, Error> {
    let inner = value.fields()?;
    Ok(Lease {
        from: Time(inner.int(1)?),
        until: Time(inner.int(2)?),
        days: inner.narrow(3)?,
        signature: Signature(inner.array(4)?),
    })
}
