//! Kinds 18 to 22: what the client was told, and tasks.

use super::number::Numbered;
use super::{field, kind, named, time};
use crate::Error;
use crate::cbor::{Fields, FieldsMut};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, EventId, MessageId, TaskId, VisitId};
use vizitas_domain::task::Task;
use vizitas_domain::told::Told;

const OWNER: u64 = 8;
const CHANNEL: u64 = 9;
const DELIVERY: u64 = 10;

pub(super) fn write(body: &Body, map: &mut FieldsMut) {
    match body {
        Body::MessageTold(told) => {
            map.maybe_id(field::VISIT, told.visit.map(|id| id.0))
                .int(field::AT, told.at.0)
                .maybe_id(field::EVENT, told.plan.map(|id| id.0))
                .id(field::THING, told.id.0)
                .text(field::WORDS, &told.why)
                .uint(field::CAUSE, told.purpose.number())
                .uint(CHANNEL, told.channel.number())
                .uint(DELIVERY, told.delivery.number());
        }
        Body::TaskRaised(task) => {
            map.maybe_id(field::VISIT, task.visit.map(|id| id.0))
                .int(field::AT, task.at.0)
                .maybe_id(field::EVENT, task.about.map(|id| id.0))
                .id(field::THING, task.id.0)
                .text(field::WORDS, &task.words)
                .uint(field::CAUSE, task.cause.number())
                .int(field::THEN, task.due.0)
                .maybe_id(OWNER, task.owner.map(|id| id.0));
        }
        Body::TaskTaken { task, owner } => {
            map.id(field::THING, task.0).maybe_id(OWNER, owner.map(|id| id.0));
        }
        Body::TaskDone { task, outcome, words, at } => {
            map.int(field::AT, at.0)
                .id(field::THING, task.0)
                .text(field::WORDS, words)
                .uint(field::CAUSE, outcome.number());
        }
        Body::TaskReopened { task } => {
            map.id(field::THING, task.0);
        }
        _ => {}
    }
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    let visit = map.maybe_id(field::VISIT, VisitId)?;
    let event = || map.maybe_id(field::EVENT, EventId);
    let task = || map.id(field::THING, TaskId);
    let at = || time(map, field::AT);
    let owner = || map.maybe_id(OWNER, ActorId);
    Ok(match kind {
        kind::MESSAGE_TOLD => Body::MessageTold(Told {
            id: map.id(field::THING, MessageId)?,
            visit,
            plan: event()?,
            purpose: named(map, field::CAUSE)?,
            channel: named(map, CHANNEL)?,
            delivery: named(map, DELIVERY)?,
            at: at()?,
            why: map.text(field::WORDS)?.into(),
        }),
        kind::TASK_RAISED => Body::TaskRaised(Task {
            id: task()?,
            cause: named(map, field::CAUSE)?,
            visit,
            about: event()?,
            owner: owner()?,
            due: time(map, field::THEN)?,
            words: map.text(field::WORDS)?.into(),
            at: at()?,
        }),
        kind::TASK_TAKEN => Body::TaskTaken { task: task()?, owner: owner()? },
        kind::TASK_DONE => Body::TaskDone {
            task: task()?,
            outcome: named(map, field::CAUSE)?,
            words: map.text(field::WORDS)?.into(),
            at: at()?,
        },
        kind::TASK_REOPENED => Body::TaskReopened { task: task()? },
        _ => return Err(Error::UnknownKind),
    })
}
