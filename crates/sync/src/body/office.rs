//! Kinds 128 to 159: what the office and the server set for everybody.

use super::{field, kind};
use crate::Error;
use crate::cbor::{Fields, FieldsMut};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, StreamId};

const VERSION: u64 = 1;
const LANGUAGE: u64 = 2;
const QUESTIONNAIRE: u64 = 3;
const WORKER: u64 = 4;
const FOR_CAUSE: u64 = 5;
const EPOCH: u64 = 1;
const KEPT: u64 = 2;

pub(super) fn write(body: &Body, map: &mut FieldsMut) {
    match body {
        Body::StandardPublished { version, language, questionnaire } => {
            map.text(VERSION, version).text(LANGUAGE, language).text(QUESTIONNAIRE, questionnaire);
        }
        Body::Granted { stream, worker } => {
            map.id(field::THING, stream.0).id(WORKER, worker.0);
        }
        Body::Revoked { stream, worker, for_cause } => {
            map.id(field::THING, stream.0).id(WORKER, worker.0).flag(FOR_CAUSE, *for_cause);
        }
        Body::EpochBegun { epoch, kept } => {
            map.uint(EPOCH, *epoch).uint(KEPT, *kept);
        }
        _ => {}
    }
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    let stream = || map.id(field::THING, StreamId);
    let worker = || map.id(WORKER, ActorId);
    Ok(match kind {
        kind::STANDARD_PUBLISHED => Body::StandardPublished {
            version: map.text(VERSION)?.into(),
            language: map.text(LANGUAGE)?.into(),
            questionnaire: map.text(QUESTIONNAIRE)?.into(),
        },
        kind::GRANTED => Body::Granted { stream: stream()?, worker: worker()? },
        kind::REVOKED => {
            Body::Revoked { stream: stream()?, worker: worker()?, for_cause: map.flag(FOR_CAUSE)? }
        }
        kind::EPOCH_BEGUN => Body::EpochBegun { epoch: map.narrow(EPOCH)?, kept: map.uint(KEPT)? },
        _ => return Err(Error::UnknownKind),
    })
}
