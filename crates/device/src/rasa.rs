//! Rasa's tablet in a test: enrolled and open, without any server. What the office says arrives when the test says so, and
//! what it has not seen of hers it says in ignorance of it.

use crate::device::Device;
use crate::error::DeviceError;
use crate::keystore::KeyStore;
use crate::outbox::{Head, Outbox};
use crate::pin::FLOOR;
use crate::profile::Identity;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, Plan, Priority, VisitEvent, VisitKind};
use vizitas_domain::worker::Profile;
use vizitas_replica::{Arrival, Batch, Cursor, DataKey, Grant, Receipt};
use vizitas_sync::keys::Opener;
use zeroize::Zeroizing;

/// Monday 23 November 2026, 8:00 in Vilnius.
const MORNING: i64 = 1_795_413_600;
pub(crate) const RASA: ActorId = ActorId(Uuid::from_u128(1));
pub(crate) const ASTA: ActorId = ActorId(Uuid::from_u128(2));
pub(crate) const ONA: StreamId = StreamId(Uuid::from_u128(10));
pub(crate) const VISIT: VisitId = VisitId(Uuid::from_u128(20));

/// A time of that Monday.
pub(crate) fn at(hour: i64, minute: i64) -> Time {
    Time(MORNING).plus_minutes((hour - 8) * 60 + minute)
}

/// What is known of an installation of Rasa's without its PIN.
pub(crate) fn identity(installation: u128) -> Identity {
    Identity {
        installation: InstallationId(Uuid::from_u128(installation)),
        incarnation: 1,
        worker: RASA,
        address: "https://localhost:1/m/x".into(),
        certificate: [3; 32],
        log_key: [4; 32],
        recipient: Opener::from_bytes([5; 32]).recipient().unwrap().bytes(),
        office: "Skyrius".into(),
    }
}

/// A key store that lives as long as the test.
#[derive(Default)]
pub(crate) struct Drawer(Mutex<HashMap<String, Vec<u8>>>);

impl Drawer {
    /// Under which names it keeps something.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }
}

impl KeyStore for Drawer {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

pub(crate) struct Rasa {
    pub(crate) app: Device,
    ms: Arc<AtomicU64>,
    position: u64,
    _folder: TempDir,
}

impl Rasa {
    /// At eight, with one client: Ona Ąžuolienė, whose number is known.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ms = Arc::new(AtomicU64::new(u64::try_from(MORNING).unwrap() * 1000));
        let ticking = Arc::clone(&ms);
        let clock = Arc::new(move || ticking.load(Ordering::SeqCst));
        let mut app = Device::at(folder.path(), Arc::new(Drawer::default()), clock).unwrap();
        let (secrets, _) = app.profile.draw_keys("804217", &*app.store, FLOOR).unwrap();
        let head = Head { incarnation: 1, ..Head::default() };
        Outbox::create(&app.profile.outbox(), Some(head)).unwrap();
        app.outbox = Some(Outbox::open(&app.profile.outbox()).unwrap().0);
        app.identity = Some(identity(3));
        app.open_with(secrets).unwrap();
        let mut rasa = Self { app, ms, position: 0, _folder: folder };
        rasa.holds(ONA);
        for (actor, given, surname) in [(RASA, "Rasa", "Petraitienė"), (ASTA, "Asta", "Daukšienė")] {
            rasa.hears(actor.into(), Body::WorkerSet(profile(given, surname)));
        }
        let fields = vec![
            Field::Given("Ona".into()),
            Field::Surname("Ąžuolienė".into()),
            Field::Phone("+37061000001".into()),
        ];
        rasa.hears(ONA, Body::ClientRegistered { number: None, fields });
        rasa
    }

    fn holds(&mut self, stream: StreamId) {
        let key = DataKey { stream, generation: 1, key: Zeroizing::new([7; 32]) };
        let grants = vec![Grant { stream, granted: 0, backfilled: 0 }];
        let replica = &mut self.app.open.as_mut().unwrap().replica;
        replica.apply(&Batch { keys: vec![key], grants, ..Batch::default() }).unwrap();
    }

    /// Asta says something at the office, and it arrives.
    pub(crate) fn hears(&mut self, stream: StreamId, body: Body) -> EventId {
        self.position += 1;
        let id = EventId(Uuid::from_u128(1000 + u128::from(self.position)));
        let event = Event {
            id,
            stream,
            position: Some(self.position),
            installation: InstallationId(Uuid::from_u128(4)),
            actor: ASTA,
            role: Role::Coordinator,
            seen: Seen { epoch: 1, position: self.position - 1 },
            at: self.app.now(),
            body,
        };
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&self.position.to_be_bytes());
        let arrivals = vec![Arrival { event, bytes: Vec::new(), hash }];
        let replica = &mut self.app.open.as_mut().unwrap().replica;
        let cursor = Cursor { epoch: 1, position: self.position, head: hash };
        let receipt = Some(Receipt { cursor, proof: None });
        replica.apply(&Batch { arrivals, receipt, ..Batch::default() }).unwrap();
        id
    }

    /// A visit to Ona that is planned for a time of that day, and what the plan is named.
    pub(crate) fn plan(&mut self, kind: VisitKind, start: Time) -> EventId {
        let requested = VisitEvent::Requested {
            purpose: "Poreikių vertinimas".into(),
            kind,
            minutes: 45,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Priority::Normal,
        };
        self.hears(ONA, Body::Visit(VISIT, requested));
        let plan = Plan { start, minutes: 45, workers: vec![RASA], place: "".into() };
        let planned = match kind {
            VisitKind::Unannounced => VisitEvent::Scheduled(plan),
            VisitKind::Agreed => {
                VisitEvent::Agreed { plan, agreement: Agreement { at: start, ..Agreement::default() } }
            }
        };
        self.hears(ONA, Body::Visit(VISIT, planned))
    }

    pub(crate) fn pass_minutes(&self, minutes: u64) {
        self.ms.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

fn profile(given: &str, surname: &str) -> Profile {
    Profile {
        code: given.into(),
        given: given.into(),
        surname: surname.into(),
        position: "Socialinė darbuotoja".into(),
        unit: "Skyrius".into(),
        phone: "".into(),
        email: "".into(),
        languages: Vec::new(),
        hours: None,
        skills: Vec::new(),
        week: Vec::new(),
        until: None,
    }
}
