//! A stream written by several people, in the order of the log.

use std::collections::BTreeMap;
use uuid::Uuid;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::fold::client::{ClientState, fold};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, Plan, VisitEvent, VisitKind};

/// Ids of different things start at different offsets, so that a mix-up fails.
pub(crate) const RASA: u128 = 1_000;
pub(crate) const JONAS: u128 = 2_000;
pub(crate) const COORDINATOR: u128 = 3_000;
pub(crate) const SERVER: u128 = 4_000;
pub(crate) const CLIENT: u128 = 5_000;
const INSTALLATIONS: u128 = 100_000;
const EVENTS: u128 = 900_000;
pub(crate) const VISIT: VisitId = VisitId(Uuid::from_u128(70_000));

/// Who writes: what they have seen is up to the test.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who(pub(crate) u128, pub(crate) Role);

pub(crate) const WORKER: Who = Who(RASA, Role::Worker);
pub(crate) const COLLEAGUE: Who = Who(JONAS, Role::Worker);
pub(crate) const OFFICE: Who = Who(COORDINATOR, Role::Coordinator);
pub(crate) const SYSTEM: Who = Who(SERVER, Role::System);
pub(crate) const PERSON: Who = Who(CLIENT, Role::Client);

#[derive(Default)]
pub(crate) struct Story {
    pub(crate) events: Vec<Event>,
    seen: BTreeMap<u128, u64>,
    pub(crate) epochs: Epochs,
}

impl Story {
    /// A visit that was wanted and, by everybody's knowledge, agreed for minute 600.
    pub(crate) fn agreed() -> Self {
        let mut story = Self::default();
        story.knows_all(OFFICE);
        story.tell(OFFICE, requested(VisitKind::Agreed));
        story.tell(OFFICE, agreed(600, RASA));
        for who in [WORKER, COLLEAGUE, OFFICE, SYSTEM, PERSON] {
            story.knows_all(who);
        }
        story
    }

    pub(crate) fn head(&self) -> u64 {
        u64::try_from(self.events.len()).unwrap()
    }

    /// Somebody's tablet hears of everything so far.
    pub(crate) fn knows_all(&mut self, who: Who) {
        self.seen.insert(who.0, self.head());
    }

    /// Somebody does something, knowing what they last heard of, and of their own doings.
    pub(crate) fn tell(&mut self, who: Who, act: VisitEvent) -> EventId {
        self.write(who, Body::Visit(VISIT, act))
    }

    pub(crate) fn write(&mut self, who: Who, body: Body) -> EventId {
        let position = self.head() + 1;
        let id = EventId(Uuid::from_u128(EVENTS + u128::from(position)));
        let seen = self.seen.get(&who.0).copied().unwrap_or(0);
        self.events.push(Event {
            id,
            stream: StreamId(Uuid::from_u128(7)),
            position: Some(position),
            installation: InstallationId(Uuid::from_u128(INSTALLATIONS + who.0)),
            actor: ActorId(Uuid::from_u128(who.0)),
            role: who.1,
            seen: Seen { epoch: 1, position: seen },
            at: Time(i64::try_from(position).unwrap() * 60),
            body,
        });
        id
    }

    pub(crate) fn state(&self) -> ClientState {
        fold(&self.events, &self.epochs)
    }

    pub(crate) fn visit(&self) -> Visit {
        self.state().visits.remove(&VISIT).expect("the visit was told of")
    }
}

pub(crate) fn worker(id: u128) -> ActorId {
    ActorId(Uuid::from_u128(id))
}

pub(crate) fn plan(minute: i64, who: u128) -> Plan {
    Plan { start: Time(minute * 60), minutes: 45, workers: vec![worker(who)], place: "".into() }
}

pub(crate) fn requested(kind: VisitKind) -> VisitEvent {
    VisitEvent::Requested {
        purpose: "".into(),
        kind,
        minutes: 45,
        workers_needed: 1,
        follows: None,
        skill: "".into(),
        priority: Default::default(),
    }
}

pub(crate) fn agreed(minute: i64, who: u128) -> VisitEvent {
    VisitEvent::Agreed { plan: plan(minute, who), agreement: Agreement::default() }
}

pub(crate) fn arrived(minute: i64) -> VisitEvent {
    VisitEvent::Arrived { at: Time(minute * 60) }
}

pub(crate) fn started(minute: i64) -> VisitEvent {
    VisitEvent::Started { at: Time(minute * 60), alone_because: "".into() }
}

pub(crate) fn finished(minute: i64) -> VisitEvent {
    VisitEvent::Finished { at: Time(minute * 60), summary: "done".into() }
}

pub(crate) fn cancelled(by_client: bool) -> VisitEvent {
    VisitEvent::Cancelled { by_client, reason: "".into() }
}

pub(crate) fn must_move() -> VisitEvent {
    VisitEvent::MustMove { cause: vizitas_domain::visit::Cause::Ill, note: "".into() }
}
