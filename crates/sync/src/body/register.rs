//! Kinds 10 to 31: notes, promises, calls, feedback, settled conflicts.

use super::number::Numbered;
use super::{field, kind, named, time};
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Put};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, EventId, PromiseId, TaskId, VisitId};
use vizitas_domain::register::{Call, Feedback, Note, Promise};
use vizitas_domain::text::Text;

const OWNER: u64 = 8;
const DIRECTION: u64 = 9;
const NAME: u64 = 10;
const ORGANISATION: u64 = 11;
const POSITION: u64 = 12;
const NUMBER: u64 = 13;
const ANSWER_WISHED: u64 = 9;
const CONFLICT: u64 = 10;

pub(super) fn write(body: &Body, map: &mut FieldsMut) {
    match body {
        Body::NoteWritten(note) => {
            map.maybe_id(field::VISIT, note.visit.map(|id| id.0))
                .int(field::AT, note.at.0)
                .maybe_id(field::EVENT, note.corrects.map(|id| id.0))
                .text(field::WORDS, &note.text);
        }
        Body::PromiseMade(promise) => {
            map.maybe_id(field::VISIT, promise.visit.map(|id| id.0))
                .int(field::AT, promise.at.0)
                .id(field::THING, promise.id.0)
                .text(field::WORDS, &promise.text)
                .int(field::THEN, promise.due.0)
                .id(OWNER, promise.owner.0);
        }
        Body::PromiseMoved { promise, due, reason } => {
            map.id(field::THING, promise.0).text(field::WORDS, reason).int(field::THEN, due.0);
        }
        Body::PromiseEnded { promise, end } => {
            map.id(field::THING, promise.0).uint(field::CAUSE, end.number());
        }
        Body::PromiseReopened { promise } => {
            map.id(field::THING, promise.0);
        }
        Body::CallLogged(call) => {
            map.maybe_id(field::VISIT, call.visit.map(|id| id.0))
                .int(field::AT, call.at.0)
                .text(field::WORDS, &call.message)
                .uint(field::CAUSE, call.reached.number())
                .uint(DIRECTION, call.direction.number())
                .text(NAME, &call.name)
                .text(ORGANISATION, &call.organisation)
                .text(POSITION, &call.position)
                .text(NUMBER, &call.number);
        }
        Body::FeedbackRecorded(feedback) => {
            map.maybe_id(field::VISIT, feedback.visit.map(|id| id.0))
                .int(field::AT, feedback.at.0)
                .text(field::WORDS, &feedback.text)
                .uint(field::CAUSE, feedback.kind.number())
                .flag(ANSWER_WISHED, feedback.answer_wished);
        }
        Body::Settled { conflict, keep } => {
            map.id(field::EVENT, keep.0).list(CONFLICT, conflict, |out, id| out.put_bytes(id.0.as_bytes()));
        }
        Body::TaskMoved { task, due } => {
            map.id(field::THING, task.0).int(field::THEN, due.0);
        }
        Body::SettlementWithdrawn { settled, visit } => {
            map.maybe_id(field::VISIT, visit.map(|id| id.0)).id(field::EVENT, settled.0);
        }
        _ => {}
    }
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    let visit = map.maybe_id(field::VISIT, VisitId)?;
    let promise = || map.id(field::THING, PromiseId);
    let words = || map.text(field::WORDS).map(Text::from);
    let at = || time(map, field::AT);
    Ok(match kind {
        kind::NOTE_WRITTEN => {
            let corrects = map.maybe_id(field::EVENT, EventId)?;
            Body::NoteWritten(Note { visit, text: words()?, corrects, at: at()? })
        }
        kind::PROMISE_MADE => Body::PromiseMade(Promise {
            id: promise()?,
            visit,
            text: words()?,
            due: time(map, field::THEN)?,
            owner: map.id(OWNER, ActorId)?,
            at: at()?,
        }),
        kind::PROMISE_MOVED => {
            Body::PromiseMoved { promise: promise()?, due: time(map, field::THEN)?, reason: words()? }
        }
        kind::PROMISE_ENDED => Body::PromiseEnded { promise: promise()?, end: named(map, field::CAUSE)? },
        kind::PROMISE_REOPENED => Body::PromiseReopened { promise: promise()? },
        kind::CALL_LOGGED => Body::CallLogged(Call {
            visit,
            at: at()?,
            direction: named(map, DIRECTION)?,
            name: map.text(NAME)?.into(),
            organisation: map.text(ORGANISATION)?.into(),
            position: map.text(POSITION)?.into(),
            number: map.text(NUMBER)?.into(),
            reached: named(map, field::CAUSE)?,
            message: words()?,
        }),
        kind::FEEDBACK_RECORDED => Body::FeedbackRecorded(Feedback {
            visit,
            kind: named(map, field::CAUSE)?,
            text: words()?,
            answer_wished: map.flag(ANSWER_WISHED)?,
            at: at()?,
        }),
        kind::SETTLED => {
            Body::Settled { conflict: map.ids(CONFLICT, EventId)?, keep: map.id(field::EVENT, EventId)? }
        }
        kind::TASK_MOVED => {
            Body::TaskMoved { task: map.id(field::THING, TaskId)?, due: time(map, field::THEN)? }
        }
        kind::SETTLEMENT_WITHDRAWN => {
            Body::SettlementWithdrawn { settled: map.id(field::EVENT, EventId)?, visit }
        }
        _ => return Err(Error::UnknownKind),
    })
}
