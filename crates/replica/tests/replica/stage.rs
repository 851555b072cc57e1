//! What the tests share: a replica in a folder of its own, and short ways to say an event.

use tempfile::TempDir;
use uuid::Uuid;
use vizitas_domain::client::{Address, Field};
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, Plan, VisitEvent, VisitKind};
use vizitas_replica::{Applied, Arrival, Batch, FileKey, Replica};

/// Ids of different things begin at different numbers, so that a mixed-up id is found out.
pub(crate) fn client(n: u32) -> StreamId {
    StreamId(Uuid::from_u128(0x1000_0000 + u128::from(n)))
}
pub(crate) fn worker(n: u32) -> ActorId {
    ActorId(Uuid::from_u128(0x2000_0000 + u128::from(n)))
}
pub(crate) fn visit(n: u32) -> VisitId {
    VisitId(Uuid::from_u128(0x3000_0000 + u128::from(n)))
}
pub(crate) fn event_id(n: u32) -> EventId {
    EventId(Uuid::from_u128(0x4000_0000 + u128::from(n)))
}
pub(crate) fn installation(n: u32) -> InstallationId {
    InstallationId(Uuid::from_u128(0x5000_0000 + u128::from(n)))
}

pub(crate) fn key() -> FileKey {
    FileKey::new([3; 32], [4; 16])
}

pub(crate) struct Stage {
    pub(crate) dir: TempDir,
    pub(crate) replica: Replica,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut replica = Replica::open(&dir.path().join("replica"), &key()).unwrap();
        replica.catch_up(1, |_| None).unwrap();
        Self { dir, replica }
    }

    pub(crate) fn take(&mut self, events: impl IntoIterator<Item = Event>) -> Applied {
        self.replica.apply(&batch(events)).unwrap()
    }
}

pub(crate) fn batch(events: impl IntoIterator<Item = Event>) -> Batch {
    Batch { arrivals: events.into_iter().map(arrival).collect(), ..Batch::default() }
}

/// Bytes and hash stand for those the log would hold: any that differ from event to event will do.
pub(crate) fn arrival(event: Event) -> Arrival {
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(event.id.0.as_bytes());
    Arrival { bytes: event.id.0.as_bytes().to_vec(), hash, event }
}

/// The `n`-th event; its position is `n` too.
pub(crate) fn event(n: u32, stream: StreamId, body: Body) -> Event {
    Event {
        id: event_id(n),
        stream,
        position: Some(n.into()),
        installation: installation(1),
        actor: worker(1),
        role: Role::Worker,
        seen: Seen { epoch: 1, position: u64::from(n) - 1 },
        at: Time(i64::from(n)),
        body,
    }
}

pub(crate) fn waiting(event: Event) -> Event {
    Event { position: None, ..event }
}

pub(crate) fn registered(given: &str, surname: &str) -> Body {
    let fields =
        vec![Field::Given(given.into()), Field::Surname(surname.into()), Field::Responsible(Some(worker(1)))];
    Body::ClientRegistered { number: None, fields }
}

pub(crate) fn living(street: &str, house: &str, flat: &str, phone: &str) -> Body {
    let address = Address {
        street: street.into(),
        house: house.into(),
        flat: flat.into(),
        postcode: "62504".into(),
        town: "Alytus".into(),
        place: None,
    };
    Body::FieldsSet(vec![Field::Address(address), Field::Phone(phone.into())])
}

pub(crate) fn requested(n: u32) -> Body {
    let requested = VisitEvent::Requested {
        purpose: "Pokalbis".into(),
        kind: VisitKind::Agreed,
        minutes: 45,
        workers_needed: 1,
        follows: None,
        skill: "".into(),
        priority: Default::default(),
    };
    Body::Visit(visit(n), requested)
}

pub(crate) fn plan(start: i64, workers: &[ActorId]) -> Plan {
    Plan { start: Time(start), minutes: 45, workers: workers.to_vec(), place: "".into() }
}

pub(crate) fn agreed(n: u32, start: i64, workers: &[ActorId]) -> Body {
    Body::Visit(visit(n), VisitEvent::Agreed { plan: plan(start, workers), agreement: Agreement::default() })
}
