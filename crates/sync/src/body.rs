//! What happened, as bytes: `[kind, version, role, {field → value}]`. It owns the numbers of kinds and fields, each
//! given once and for ever; the domain's types may change their shape, these may not.
//!
//! Field 0 of every kind is the visit it touches, if it touches one: so an app can say of a kind it does not
//! know which visit it is about. A field this app does not know is passed over; a kind, a version or a value it
//! does not know makes the whole body [`Body::Unknown`]. The bytes themselves are kept by whoever stores them.

mod client;
pub mod kind;
mod number;
mod office;
mod register;
mod told;
mod visit;
mod worker;

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits, Put, Value};
use crate::seal::BODY_LIMIT;
use minicbor::Encoder;
use number::Numbered;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::VisitId;
use vizitas_domain::time::Time;

const LIMITS: Limits = Limits { bytes: BODY_LIMIT, depth: 8 };

/// Version of every kind so far. A kind whose fields change their meaning gets the next; an added field does not.
pub const VERSION: u8 = 1;

/// Numbers of fields that mean the same in every kind that has them.
mod field {
    /// The visit.
    pub(super) const VISIT: u64 = 0;
    /// When it happened.
    pub(super) const AT: u64 = 1;
    /// The event it refers to.
    pub(super) const EVENT: u64 = 2;
    /// The thing it is about: a promise, a contact, a block, a stream.
    pub(super) const THING: u64 = 3;
    /// Words.
    pub(super) const WORDS: u64 = 5;
    /// A cause, a kind or an end.
    pub(super) const CAUSE: u64 = 6;
    /// A second moment: until, arrival, due.
    pub(super) const THEN: u64 = 7;
}

/// Writes a body. [`Body::Unknown`] is refused: its own bytes are passed on instead.
pub fn encode(role: Role, body: &Body) -> Result<Vec<u8>, Error> {
    let kind = kind::of(body);
    let mut map = FieldsMut::new();
    match body {
        Body::Visit(id, event) => visit::write(*id, event, &mut map),
        Body::Unknown { .. } => return Err(Error::UnknownKind),
        Body::ClientRegistered { .. }
        | Body::FieldsSet(_)
        | Body::ContactSet(_)
        | Body::ClientMerged { .. }
        | Body::ClientUnmerged => client::write(body, &mut map),
        Body::NoteWritten(_)
        | Body::PromiseMade(_)
        | Body::PromiseMoved { .. }
        | Body::PromiseEnded { .. }
        | Body::PromiseReopened { .. }
        | Body::CallLogged(_)
        | Body::FeedbackRecorded(_)
        | Body::Settled { .. }
        | Body::SettlementWithdrawn { .. }
        | Body::TaskMoved { .. } => register::write(body, &mut map),
        Body::MessageTold(_)
        | Body::TaskRaised(_)
        | Body::TaskTaken { .. }
        | Body::TaskDone { .. }
        | Body::TaskReopened { .. } => told::write(body, &mut map),
        Body::WorkerSet(_) | Body::TimeBlocked(_) | Body::TimeFreed(_) | Body::BusySet { .. } => {
            worker::write(body, &mut map);
        }
        Body::StandardPublished { .. }
        | Body::Granted { .. }
        | Body::Revoked { .. }
        | Body::EpochBegun { .. } => office::write(body, &mut map),
    }
    let mut bytes = Vec::new();
    let mut out = Encoder::new(&mut bytes);
    out.put_array(4);
    out.put_uint(kind);
    out.put_uint(VERSION);
    out.put_uint(role.number());
    map.write(&mut out);
    if bytes.len() > BODY_LIMIT { Err(Error::TooLarge("body")) } else { Ok(bytes) }
}

/// Reads a body. Never fails for being newer than this app, only for being malformed.
pub fn decode(bytes: &[u8]) -> Result<(Role, Body), Error> {
    let [number, version, role, fields] = Value::whole(bytes, LIMITS)?.tuple()?;
    let (number, version) = (number.narrow()?, version.narrow()?);
    let fields = fields.fields()?;
    let known = Role::named(role.uint()?).and_then(|role| {
        if version != VERSION {
            return Err(Error::UnknownKind);
        }
        Ok((role, read(number, &fields)?))
    });
    match known {
        Err(Error::UnknownKind) => {
            let visit = fields.maybe_id(field::VISIT, VisitId)?;
            Ok((Role::default(), Body::Unknown { kind: number, version, visit }))
        }
        known => known,
    }
}

fn read(kind: u16, fields: &Fields<'_>) -> Result<Body, Error> {
    match kind {
        kind::CLIENT_FIRST..=kind::CLIENT_LAST => client::read(kind, fields),
        kind::TOLD_FIRST..=kind::TOLD_LAST => told::read(kind, fields),
        kind::REGISTER_FIRST..=kind::REGISTER_LAST => register::read(kind, fields),
        kind::VISIT_FIRST..=kind::VISIT_LAST => visit::read(kind, fields),
        kind::WORKER_FIRST..=kind::WORKER_LAST => worker::read(kind, fields),
        kind::OFFICE_FIRST..=kind::OFFICE_LAST => office::read(kind, fields),
        _ => Err(Error::UnknownKind),
    }
}

fn time(fields: &Fields<'_>, number: u64) -> Result<Time, Error> {
    fields.int(number).map(Time)
}

/// A value of a numbered enumeration; one this app does not know makes the body unknown.
fn named<T: Numbered>(fields: &Fields<'_>, number: u64) -> Result<T, Error> {
    T::named(fields.uint(number)?)
}
