//! Kinds 32 to 95: what happens to a visit.

use super::number::Numbered;
use super::{field, kind, named, time};
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Put, Value, map_of};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, ContactId, EventId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent};

/// Fields of visits beside the common ones.
mod of {
    pub(super) const PLAN: u64 = 3;
    pub(super) const AGREEMENT: u64 = 4;
    pub(super) const WORKERS: u64 = 8;
    pub(super) const KIND: u64 = 9;
    pub(super) const MINUTES: u64 = 10;
    pub(super) const WORKERS_NEEDED: u64 = 11;
    pub(super) const FOLLOWS: u64 = 12;
    pub(super) const SLOTS: u64 = 13;
    pub(super) const CARD_LEFT: u64 = 14;
    pub(super) const CALLED: u64 = 15;
    pub(super) const BY_CLIENT: u64 = 16;
    pub(super) const SLOT: u64 = 17;
    pub(super) const WITH: u64 = 18;
    pub(super) const STANDARD: u64 = 19;
    pub(super) const ITEM: u64 = 20;
    pub(super) const ANSWER: u64 = 21;
    pub(super) const SKILL: u64 = 22;
    pub(super) const PRIORITY: u64 = 23;
    pub(super) const SCORE: u64 = 24;
}

pub(super) fn write(visit: VisitId, event: &VisitEvent, map: &mut FieldsMut) {
    use VisitEvent as E;
    map.id(field::VISIT, visit.0);
    match event {
        E::Requested { purpose, kind, minutes, workers_needed, follows, skill, priority } => map
            .text(field::WORDS, purpose)
            .uint(of::KIND, kind.number())
            .uint(of::MINUTES, *minutes)
            .uint(of::WORKERS_NEEDED, *workers_needed)
            .maybe_id(of::FOLLOWS, follows.map(|id| id.0))
            .text(of::SKILL, skill)
            .uint(of::PRIORITY, priority.number()),
        E::Offered { slots, until } => {
            map.int(field::THEN, until.0).list(of::SLOTS, slots, |out, slot| plan(slot).write(out))
        }
        E::Proposed(new) | E::Scheduled(new) => map.fields(of::PLAN, &plan(new)),
        E::Agreed { plan: new, agreement: word } => {
            map.fields(of::PLAN, &plan(new)).fields(of::AGREEMENT, &agreement(word))
        }
        E::Picked { offer, slot, agreement: word } => {
            map.id(field::EVENT, offer.0).fields(of::AGREEMENT, &agreement(word)).uint(of::SLOT, *slot)
        }
        E::Acknowledged { plan, agreement: word }
        | E::Accepted { plan, agreement: word }
        | E::Declined { plan, agreement: word } => {
            map.id(field::EVENT, plan.0).fields(of::AGREEMENT, &agreement(word))
        }
        E::MoveAsked { plan, wish, agreement: word } => map
            .maybe_id(field::EVENT, plan.map(|id| id.0))
            .fields(of::AGREEMENT, &agreement(word))
            .text(field::WORDS, wish),
        E::KeptOld { agreement: word } => map.fields(of::AGREEMENT, &agreement(word)),
        E::AnswerWithdrawn { answer: event }
        | E::Lapsed { offer: event }
        | E::PlanHeld { plan: event }
        | E::Corrected { fact: event } => map.id(field::EVENT, event.0),
        E::MustMove { cause, note } => map.text(field::WORDS, note).uint(field::CAUSE, cause.number()),
        E::Covered { workers: who } => workers(map, of::WORKERS, who),
        E::Cancelled { by_client, reason } => map.text(field::WORDS, reason).flag(of::BY_CLIENT, *by_client),
        E::Overdue => map,
        E::Missed { reason } => map.text(field::WORDS, reason),
        E::DoubleBooked { plan, with } => map.id(field::EVENT, plan.0).id(of::WITH, with.0),
        E::SetOut { at, arrival } => {
            map.int(field::AT, at.0);
            match arrival {
                // Written even when 0: absent means that nobody guessed.
                Some(arrival) => map.put(field::THEN, |out| out.put_int(arrival.0)),
                None => map,
            }
        }
        E::Late { at, arrival } => map.int(field::AT, at.0).int(field::THEN, arrival.0),
        E::TurnedBack { at } | E::Arrived { at } => map.int(field::AT, at.0),
        E::Started { at, alone_because: words } | E::Finished { at, summary: words } => {
            map.int(field::AT, at.0).text(field::WORDS, words)
        }
        E::NoAccess { at, card_left, called } => {
            map.int(field::AT, at.0).flag(of::CARD_LEFT, *card_left).flag(of::CALLED, *called)
        }
        E::Interrupted { at, cause, reason } => {
            map.int(field::AT, at.0).text(field::WORDS, reason).uint(field::CAUSE, cause.number())
        }
        E::Rated { score, comment, at } => {
            map.int(field::AT, at.0).text(field::WORDS, comment).uint(of::SCORE, *score)
        }
        E::Checked { standard, item, answer, why } => map
            .text(field::WORDS, why)
            .text(of::STANDARD, standard)
            .text(of::ITEM, item)
            .uint(of::ANSWER, answer.number()),
    };
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    let event = match kind {
        kind::VISIT_REQUESTED..=kind::VISIT_LAPSED | kind::VISIT_ACKNOWLEDGED => read_agreeing(kind, map)?,
        kind::VISIT_MUST_MOVE..=kind::VISIT_DOUBLE_BOOKED => read_changing(kind, map)?,
        _ => read_field_fact(kind, map)?,
    };
    Ok(Body::Visit(map.id(field::VISIT, VisitId)?, event))
}

/// From the request to the client's answer.
fn read_agreeing(kind: u16, map: &Fields<'_>) -> Result<VisitEvent, Error> {
    use VisitEvent as E;
    let event = || map.id(field::EVENT, EventId);
    let word = || read_agreement(map.must(of::AGREEMENT)?);
    Ok(match kind {
        kind::VISIT_REQUESTED => E::Requested {
            purpose: words(map)?,
            kind: named(map, of::KIND)?,
            minutes: map.narrow(of::MINUTES)?,
            workers_needed: map.narrow(of::WORKERS_NEEDED)?,
            follows: map.maybe_id(of::FOLLOWS, VisitId)?,
            skill: map.text(of::SKILL)?.into(),
            priority: named(map, of::PRIORITY)?,
        },
        kind::VISIT_OFFERED => {
            E::Offered { slots: map.list(of::SLOTS, read_plan)?, until: time(map, field::THEN)? }
        }
        kind::VISIT_PROPOSED => E::Proposed(read_plan(map.must(of::PLAN)?)?),
        kind::VISIT_AGREED => E::Agreed { plan: read_plan(map.must(of::PLAN)?)?, agreement: word()? },
        kind::VISIT_PICKED => E::Picked { offer: event()?, slot: map.narrow(of::SLOT)?, agreement: word()? },
        kind::VISIT_ACCEPTED => E::Accepted { plan: event()?, agreement: word()? },
        kind::VISIT_MOVE_ASKED => {
            let plan = map.maybe_id(field::EVENT, EventId)?;
            E::MoveAsked { plan, wish: words(map)?, agreement: word()? }
        }
        kind::VISIT_ACKNOWLEDGED => E::Acknowledged { plan: event()?, agreement: word()? },
        kind::VISIT_DECLINED => E::Declined { plan: event()?, agreement: word()? },
        kind::VISIT_KEPT_OLD => E::KeptOld { agreement: word()? },
        kind::VISIT_ANSWER_WITHDRAWN => E::AnswerWithdrawn { answer: event()? },
        kind::VISIT_LAPSED => E::Lapsed { offer: event()? },
        _ => return Err(Error::UnknownKind),
    })
}

/// What the service changes, and the server's verdicts.
fn read_changing(kind: u16, map: &Fields<'_>) -> Result<VisitEvent, Error> {
    use VisitEvent as E;
    let event = || map.id(field::EVENT, EventId);
    Ok(match kind {
        kind::VISIT_MUST_MOVE => E::MustMove { cause: named(map, field::CAUSE)?, note: words(map)? },
        kind::VISIT_COVERED => E::Covered { workers: map.ids(of::WORKERS, ActorId)? },
        kind::VISIT_SCHEDULED => E::Scheduled(read_plan(map.must(of::PLAN)?)?),
        kind::VISIT_CANCELLED => E::Cancelled { by_client: map.flag(of::BY_CLIENT)?, reason: words(map)? },
        kind::VISIT_OVERDUE => E::Overdue,
        kind::VISIT_MISSED => E::Missed { reason: words(map)? },
        kind::VISIT_PLAN_HELD => E::PlanHeld { plan: event()? },
        kind::VISIT_DOUBLE_BOOKED => E::DoubleBooked { plan: event()?, with: map.id(of::WITH, VisitId)? },
        _ => return Err(Error::UnknownKind),
    })
}

/// What the worker did.
fn read_field_fact(kind: u16, map: &Fields<'_>) -> Result<VisitEvent, Error> {
    use VisitEvent as E;
    let at = time(map, field::AT)?;
    Ok(match kind {
        kind::VISIT_SET_OUT => E::SetOut { at, arrival: map.maybe(field::THEN, Value::int)?.map(Time) },
        kind::VISIT_LATE => E::Late { at, arrival: time(map, field::THEN)? },
        kind::VISIT_TURNED_BACK => E::TurnedBack { at },
        kind::VISIT_ARRIVED => E::Arrived { at },
        kind::VISIT_STARTED => E::Started { at, alone_because: words(map)? },
        kind::VISIT_NO_ACCESS => {
            E::NoAccess { at, card_left: map.flag(of::CARD_LEFT)?, called: map.flag(of::CALLED)? }
        }
        kind::VISIT_FINISHED => E::Finished { at, summary: words(map)? },
        kind::VISIT_INTERRUPTED => {
            E::Interrupted { at, cause: named(map, field::CAUSE)?, reason: words(map)? }
        }
        kind::VISIT_RATED => E::Rated { score: map.narrow(of::SCORE)?, comment: words(map)?, at },
        kind::VISIT_CORRECTED => E::Corrected { fact: map.id(field::EVENT, EventId)? },
        kind::VISIT_CHECKED => E::Checked {
            standard: map.text(of::STANDARD)?.into(),
            item: map.text(of::ITEM)?.into(),
            answer: named(map, of::ANSWER)?,
            why: words(map)?,
        },
        _ => return Err(Error::UnknownKind),
    })
}

fn words(map: &Fields<'_>) -> Result<Text, Error> {
    map.text(field::WORDS).map(Text::from)
}

fn workers<'m>(map: &'m mut FieldsMut, number: u64, who: &[ActorId]) -> &'m mut FieldsMut {
    map.list(number, who, |out, id| out.put_bytes(id.0.as_bytes()))
}

/// A plan: 1 start, 2 minutes, 3 workers, 4 place.
fn plan(plan: &Plan) -> FieldsMut {
    map_of(|map| {
        map.int(1, plan.start.0).uint(2, plan.minutes);
        workers(map, 3, &plan.workers).text(4, &plan.place);
    })
}

fn read_plan(value: Value<'_>) -> Result<Plan, Error> {
    let map = value.fields()?;
    Ok(Plan {
        start: time(&map, 1)?,
        minutes: map.narrow(2)?,
        workers: map.ids(3, ActorId)?,
        place: map.text(4)?.into(),
    })
}

/// An agreement: 1 by whom (0 the client, 1 a contact, 2 the office's books), 2 channel, 3 when, 4 the contact.
fn agreement(word: &Agreement) -> FieldsMut {
    let (by, contact) = match word.by {
        AnsweredBy::Client => (0_u8, None),
        AnsweredBy::Contact(id) => (1, Some(id.0)),
        AnsweredBy::Import => (2, None),
    };
    map_of(|map| {
        map.uint(1, by).uint(2, word.channel.number()).int(3, word.at.0).maybe_id(4, contact);
    })
}

fn read_agreement(value: Value<'_>) -> Result<Agreement, Error> {
    let map = value.fields()?;
    let by = match map.uint(1)? {
        0 => AnsweredBy::Client,
        1 => AnsweredBy::Contact(map.id(4, ContactId)?),
        2 => AnsweredBy::Import,
        _ => return Err(Error::UnknownKind),
    };
    Ok(Agreement { by, channel: named(&map, 2)?, at: time(&map, 3)? })
}
