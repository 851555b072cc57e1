//! Any body of a given kind, with every field filled by chance: the ends of ranges, empty texts and absent
//! options among them. Unlike [`super::mix`], these need not make sense.

use super::seeded::Seeded;
use crate::body::kind;
use chrono::NaiveDate;
use vizitas_domain::client::{Address, Channel, Contact, Field, Grade, Language, Place, Risk, Suit, Tie};
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::{
    ActorId, BlockId, ContactId, EventId, MessageId, PromiseId, StreamId, TaskId, VisitId,
};
use vizitas_domain::register::{Call, Direction, Feedback, FeedbackKind, Note, Promise, PromiseEnd, Reached};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_domain::visit::{
    Agreement, Answer, AnsweredBy, Cause, Plan, Priority, StopCause, VisitEvent, VisitKind,
};
use vizitas_domain::worker::{Block, BlockKind, Busy, DayHours, Hours, Profile};

/// A role.
#[must_use]
pub fn role(c: &Seeded) -> Role {
    *c.pick(&[Role::Worker, Role::Client, Role::System, Role::Import, Role::Coordinator])
}

/// A body of a kind; none when the number is no kind's.
#[must_use]
pub fn body(kind: u16, c: &Seeded) -> Option<Body> {
    Some(match kind {
        kind::CLIENT_REGISTERED => Body::ClientRegistered { number: maybe(c, text), fields: card(c) },
        kind::FIELDS_SET => Body::FieldsSet(card(c)),
        kind::CONTACT_SET => Body::ContactSet(contact(c)),
        kind::CLIENT_MERGED => Body::ClientMerged { into: c.id(StreamId) },
        kind::CLIENT_UNMERGED => Body::ClientUnmerged,
        kind::NOTE_WRITTEN => Body::NoteWritten(Note {
            visit: maybe(c, visit_id),
            text: text(c),
            corrects: maybe(c, event_id),
            at: time(c),
        }),
        kind::PROMISE_MADE => Body::PromiseMade(Promise {
            id: c.id(PromiseId),
            visit: maybe(c, visit_id),
            text: text(c),
            due: time(c),
            owner: c.id(ActorId),
            at: time(c),
        }),
        kind::PROMISE_MOVED => Body::PromiseMoved { promise: c.id(PromiseId), due: time(c), reason: text(c) },
        kind::PROMISE_ENDED => Body::PromiseEnded {
            promise: c.id(PromiseId),
            end: *c.pick(&[PromiseEnd::Kept, PromiseEnd::Released]),
        },
        kind::PROMISE_REOPENED => Body::PromiseReopened { promise: c.id(PromiseId) },
        kind::CALL_LOGGED => Body::CallLogged(call(c)),
        kind::FEEDBACK_RECORDED => Body::FeedbackRecorded(Feedback {
            visit: maybe(c, visit_id),
            kind: *c.pick(&[FeedbackKind::Complaint, FeedbackKind::Wish, FeedbackKind::Praise]),
            text: text(c),
            answer_wished: flag(c),
            at: time(c),
        }),
        kind::MESSAGE_TOLD => Body::MessageTold(told(c)),
        kind::TASK_RAISED => Body::TaskRaised(task(c)),
        kind::TASK_TAKEN => Body::TaskTaken { task: c.id(TaskId), owner: maybe(c, worker) },
        kind::TASK_DONE => Body::TaskDone {
            task: c.id(TaskId),
            outcome: *c.pick(&[TaskOutcome::Done, TaskOutcome::NotNeeded]),
            words: text(c),
            at: time(c),
        },
        kind::TASK_REOPENED => Body::TaskReopened { task: c.id(TaskId) },
        kind::SETTLED => Body::Settled { conflict: many(c, event_id), keep: event_id(c) },
        kind::TASK_MOVED => Body::TaskMoved { task: c.id(TaskId), due: time(c) },
        kind::SETTLEMENT_WITHDRAWN => {
            Body::SettlementWithdrawn { settled: event_id(c), visit: maybe(c, visit_id) }
        }
        kind::WORKER_SET => Body::WorkerSet(profile(c)),
        kind::TIME_BLOCKED => Body::TimeBlocked(Block {
            id: c.id(BlockId),
            start: time(c),
            minutes: c.number() as u16,
            reason: text(c),
            kind: *c.pick(&[BlockKind::Own, BlockKind::Leave, BlockKind::Ill, BlockKind::Training]),
        }),
        kind::TIME_FREED => Body::TimeFreed(c.id(BlockId)),
        kind::BUSY_SET => {
            let busy = |c: &Seeded| Busy { start: time(c), minutes: c.number() as u16 };
            Body::BusySet { from: time(c), to: time(c), taken: many(c, busy) }
        }
        kind::STANDARD_PUBLISHED => {
            Body::StandardPublished { version: text(c), language: text(c), questionnaire: text(c) }
        }
        kind::GRANTED => Body::Granted { stream: c.id(StreamId), worker: c.id(ActorId) },
        kind::REVOKED => Body::Revoked { stream: c.id(StreamId), worker: c.id(ActorId), for_cause: flag(c) },
        kind::EPOCH_BEGUN => Body::EpochBegun { epoch: c.number() as u32, kept: c.number() },
        _ => Body::Visit(visit_id(c), visit(kind, c)?),
    })
}

fn visit(kind: u16, c: &Seeded) -> Option<VisitEvent> {
    use VisitEvent as E;
    Some(match kind {
        kind::VISIT_REQUESTED => E::Requested {
            purpose: text(c),
            kind: *c.pick(&[VisitKind::Agreed, VisitKind::Unannounced]),
            minutes: c.number() as u16,
            workers_needed: c.number() as u8,
            follows: maybe(c, visit_id),
            skill: text(c),
            priority: *c.pick(&[Priority::Normal, Priority::Soon, Priority::Urgent]),
        },
        kind::VISIT_OFFERED => E::Offered { slots: many(c, plan), until: time(c) },
        kind::VISIT_PROPOSED => E::Proposed(plan(c)),
        kind::VISIT_AGREED => E::Agreed { plan: plan(c), agreement: agreement(c) },
        kind::VISIT_PICKED => {
            E::Picked { offer: event_id(c), slot: c.number() as u8, agreement: agreement(c) }
        }
        kind::VISIT_ACCEPTED => E::Accepted { plan: event_id(c), agreement: agreement(c) },
        kind::VISIT_MOVE_ASKED => {
            E::MoveAsked { plan: maybe(c, event_id), wish: text(c), agreement: agreement(c) }
        }
        kind::VISIT_DECLINED => E::Declined { plan: event_id(c), agreement: agreement(c) },
        kind::VISIT_KEPT_OLD => E::KeptOld { agreement: agreement(c) },
        kind::VISIT_ANSWER_WITHDRAWN => E::AnswerWithdrawn { answer: event_id(c) },
        kind::VISIT_LAPSED => E::Lapsed { offer: event_id(c) },
        kind::VISIT_MUST_MOVE => E::MustMove { cause: cause(c), note: text(c) },
        kind::VISIT_COVERED => E::Covered { workers: many(c, worker) },
        kind::VISIT_SCHEDULED => E::Scheduled(plan(c)),
        kind::VISIT_CANCELLED => E::Cancelled { by_client: flag(c), reason: text(c) },
        kind::VISIT_OVERDUE => E::Overdue,
        kind::VISIT_MISSED => E::Missed { reason: text(c) },
        kind::VISIT_PLAN_HELD => E::PlanHeld { plan: event_id(c) },
        kind::VISIT_DOUBLE_BOOKED => E::DoubleBooked { plan: event_id(c), with: visit_id(c) },
        kind::VISIT_SET_OUT => E::SetOut { at: time(c), arrival: maybe(c, time) },
        kind::VISIT_LATE => E::Late { at: time(c), arrival: time(c) },
        kind::VISIT_TURNED_BACK => E::TurnedBack { at: time(c) },
        kind::VISIT_ARRIVED => E::Arrived { at: time(c) },
        kind::VISIT_STARTED => E::Started { at: time(c), alone_because: text(c) },
        kind::VISIT_NO_ACCESS => E::NoAccess { at: time(c), card_left: flag(c), called: flag(c) },
        kind::VISIT_FINISHED => E::Finished { at: time(c), summary: text(c) },
        kind::VISIT_INTERRUPTED => E::Interrupted { at: time(c), cause: stop(c), reason: text(c) },
        kind::VISIT_CORRECTED => E::Corrected { fact: event_id(c) },
        kind::VISIT_CHECKED => E::Checked {
            standard: text(c),
            item: text(c),
            answer: *c.pick(&[Answer::Yes, Answer::NotNow, Answer::Cleared]),
            why: text(c),
        },
        kind::VISIT_ACKNOWLEDGED => E::Acknowledged { plan: event_id(c), agreement: agreement(c) },
        kind::VISIT_RATED => E::Rated { score: c.number() as u8, comment: text(c), at: time(c) },
        _ => return None,
    })
}

fn flag(c: &Seeded) -> bool {
    c.below(2) == 0
}

fn maybe<T>(c: &Seeded, some: impl Fn(&Seeded) -> T) -> Option<T> {
    (c.below(3) > 0).then(|| some(c))
}

fn many<T>(c: &Seeded, one: impl Fn(&Seeded) -> T) -> Vec<T> {
    (0..c.below(4)).map(|_| one(c)).collect()
}

fn text(c: &Seeded) -> Text {
    let letters = ['a', 'ą', 'Ž', ' ', '„', '\n', '€', 'щ', '0', '\u{1f600}', '\u{0}'];
    (0..c.below(12)).map(|_| *c.pick(&letters)).collect::<String>().into()
}

fn time(c: &Seeded) -> Time {
    let any = c.number() as i64;
    Time(*c.pick(&[0, 1, -1, 1_795_000_000, i64::MIN, i64::MAX, any, any % 100_000]))
}

fn event_id(c: &Seeded) -> EventId {
    c.id(EventId)
}

fn visit_id(c: &Seeded) -> VisitId {
    c.id(VisitId)
}

fn worker(c: &Seeded) -> ActorId {
    c.id(ActorId)
}

fn cause(c: &Seeded) -> Cause {
    use Cause as C;
    *c.pick(&[C::Client, C::Ill, C::Overrun, C::Traffic, C::Emergency, C::System])
}

fn stop(c: &Seeded) -> StopCause {
    *c.pick(&[StopCause::Unsafe, StopCause::Asked, StopCause::RefusedEntry, StopCause::Other])
}

fn language(c: &Seeded) -> Language {
    *c.pick(&[Language::Lt, Language::Ru, Language::Pl, Language::En, Language::Sign])
}

fn channel(c: &Seeded) -> Channel {
    use Channel as C;
    *c.pick(&[C::Unknown, C::Phone, C::Sms, C::Email, C::Letter, C::Door, C::Page])
}

fn plan(c: &Seeded) -> Plan {
    Plan { start: time(c), minutes: c.number() as u16, workers: many(c, worker), place: text(c) }
}

fn agreement(c: &Seeded) -> Agreement {
    let by = match c.below(3) {
        0 => AnsweredBy::Client,
        1 => AnsweredBy::Contact(c.id(ContactId)),
        _ => AnsweredBy::Import,
    };
    Agreement { by, channel: channel(c), at: time(c) }
}

fn contact(c: &Seeded) -> Contact {
    Contact {
        id: c.id(ContactId),
        name: text(c),
        relation: text(c),
        phone: text(c),
        tie: *c.pick(&[Tie::Contact, Tie::Household]),
        may_be_told: flag(c),
        removed: flag(c),
    }
}

fn call(c: &Seeded) -> Call {
    use Reached as R;
    Call {
        visit: maybe(c, visit_id),
        at: time(c),
        direction: *c.pick(&[Direction::In, Direction::Out]),
        name: text(c),
        organisation: text(c),
        position: text(c),
        number: text(c),
        reached: *c.pick(&[R::Spoke, R::NoAnswer, R::LeftMessage, R::WrongNumber]),
        message: text(c),
    }
}

fn address(c: &Seeded) -> Address {
    let place = |c: &Seeded| Place {
        lat_e6: c.number() as i32,
        lon_e6: c.number() as i32,
        grade: *c.pick(&[Grade::Town, Grade::Postcode, Grade::Street, Grade::House]),
    };
    Address {
        street: text(c),
        house: text(c),
        flat: text(c),
        postcode: text(c),
        town: text(c),
        place: maybe(c, place),
    }
}

/// Some fields of a card, each at most once and in order, as they come back.
fn card(c: &Seeded) -> Vec<Field> {
    let day = |c: &Seeded| *c.pick(&[NaiveDate::MIN, NaiveDate::MAX, NaiveDate::default()]);
    let all = [
        Field::Given(text(c)),
        Field::Surname(text(c)),
        Field::Born(maybe(c, day)),
        Field::Address(address(c)),
        Field::Phone(text(c)),
        Field::Email(text(c)),
        Field::Language(language(c)),
        Field::Channel(channel(c)),
        Field::Access(text(c)),
        Field::GoodTimes(text(c)),
        Field::BadTimes(text(c)),
        Field::Greeting(text(c)),
        Field::Needs(text(c)),
        Field::NeverText(flag(c)),
        Field::TwoWorkers(flag(c)),
        Field::Responsible(maybe(c, worker)),
        Field::Risk(maybe(c, |c| Risk { facts: text(c), by: worker(c), until: time(c) })),
        Field::Suits(many(c, suit)),
    ];
    all.into_iter().filter(|_| c.below(3) > 0).collect()
}

fn suit(c: &Seeded) -> Suit {
    Suit { weekday: c.number() as u8, from: c.number() as u16, to: c.number() as u16, good: flag(c) }
}

fn told(c: &Seeded) -> Told {
    use {Delivery as D, Purpose as P};
    let purposes = [
        P::Offer,
        P::Proposal,
        P::Agreed,
        P::Reminder,
        P::Question,
        P::OnTheWay,
        P::Late,
        P::Moved,
        P::Cancelled,
        P::MustMove,
        P::Rate,
        P::Summary,
    ];
    Told {
        id: c.id(MessageId),
        visit: maybe(c, visit_id),
        plan: maybe(c, event_id),
        purpose: *c.pick(&purposes),
        channel: channel(c),
        delivery: *c.pick(&[D::Sent, D::Delivered, D::Failed, D::Unknown, D::Withdrawn]),
        at: time(c),
        why: text(c),
    }
}

fn task(c: &Seeded) -> Task {
    use TaskCause as T;
    let causes = [
        T::MissedCall,
        T::MessageFailed,
        T::MessageUnknown,
        T::Unanswered,
        T::DoubleBooked,
        T::AnswerDoubted,
        T::NotForMe,
        T::ReplyUnclear,
        T::NotSeen,
        T::NeedsWord,
        T::Silent,
        T::Other,
    ];
    Task {
        id: c.id(TaskId),
        cause: *c.pick(&causes),
        visit: maybe(c, visit_id),
        about: maybe(c, event_id),
        owner: maybe(c, worker),
        due: time(c),
        words: text(c),
        at: time(c),
    }
}

fn day_hours(c: &Seeded) -> DayHours {
    let minute = |c: &Seeded| c.number() as u16;
    DayHours {
        weekday: c.number() as u8,
        from: minute(c),
        to: minute(c),
        break_from: minute(c),
        break_to: minute(c),
    }
}

fn profile(c: &Seeded) -> Profile {
    Profile {
        code: text(c),
        given: text(c),
        surname: text(c),
        position: text(c),
        unit: text(c),
        phone: text(c),
        email: text(c),
        languages: many(c, language),
        hours: maybe(c, |c| Hours { from: c.number() as u16, to: c.number() as u16 }),
        skills: many(c, text),
        week: many(c, day_hours),
        until: maybe(c, time),
    }
}
