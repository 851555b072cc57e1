//! Writes a year's real mix of events: sealed, chained, each with what its maker had seen. It knows no server.

use super::failure::BenchError;
use ring::rand::SystemRandom;
use std::collections::HashMap;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent, VisitKind};
use vizitas_sync::chain::{Chain, Draft, Head, Signed};
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey, StreamKey};
use vizitas_sync::sign::SigningKey;
use vizitas_sync::testing::mix::Mix;
use vizitas_sync::testing::words::MEASURED;

/// Somebody whose chain goes on.
pub(crate) struct Maker {
    /// Who acts.
    pub(crate) actor: ActorId,
    /// Signs.
    pub(crate) key: SigningKey,
    /// Its chain.
    pub(crate) chain: Chain,
}

impl Maker {
    /// Seals the next event of the chain.
    ///
    /// # Errors
    /// Those of sealing.
    pub(crate) fn make(
        &mut self,
        at: Time,
        role: Role,
        seen: Seen,
        key: &StreamKey,
        body: Body,
    ) -> Result<Signed, BenchError> {
        let ms = u64::try_from(at.0).unwrap_or_default() * 1_000 + self.chain.head.seq % 1_000;
        let draft = Draft { id: event_id(ms), hlc: Hlc::new(ms, 0), actor: self.actor, role, seen, body };
        let signed = self.chain.append(&draft, key, &self.key, &SystemRandom::new())?;
        self.chain.head = Head::from(&signed.event);
        Ok(signed)
    }
}

fn event_id(ms: u64) -> EventId {
    let nanos = u32::try_from(ms % 1_000).unwrap_or_default() * 1_000_000;
    let at = uuid::Timestamp::from_unix(uuid::ContextV7::new(), ms / 1_000, nanos);
    EventId(uuid::Uuid::new_v7(at))
}

/// Writes about clients, visit after visit.
pub(crate) struct Scribe {
    /// The clients, in the order in which they were registered, with their keys.
    pub(crate) clients: Vec<StreamKey>,
    /// Visits that were written about.
    pub(crate) visits: Vec<(StreamId, VisitId)>,
    mix: Mix,
    /// Minutes between one visit and the next.
    pause: u32,
    worker: Maker,
    coordinator: Maker,
    node: Maker,
    last: HashMap<StreamId, u64>,
    position: u64,
}

impl Scribe {
    /// About so many clients of these workers, from a position of the log on.
    ///
    /// # Errors
    /// When no key can be drawn.
    pub(crate) fn new(
        seed: u64,
        clients: usize,
        workers: Vec<ActorId>,
        pause: u32,
        position: u64,
    ) -> Result<Self, BenchError> {
        let mix = Mix::new(seed, MEASURED);
        let maker = |actor| -> Result<Maker, BenchError> {
            let installation = mix.chance.id(InstallationId);
            let chain = Chain { installation, incarnation: 1, head: Head::default() };
            Ok(Maker { actor, key: SigningKey::generate(&SystemRandom::new())?, chain })
        };
        let first = workers.first().copied().ok_or(BenchError::Wrong("nobody works"))?;
        let (worker, coordinator) = (maker(first)?, maker(mix.chance.id(ActorId))?);
        let node = maker(mix.chance.id(ActorId))?;
        let client = |_| -> Result<StreamKey, BenchError> {
            let key = DataKey::generate(&SystemRandom::new())?;
            Ok(StreamKey { stream: mix.chance.id(StreamId), generation: 1, key })
        };
        let clients = (0..clients).map(client).collect::<Result<_, _>>()?;
        let (visits, last) = (Vec::new(), HashMap::new());
        let mix = mix.among(workers);
        Ok(Self { clients, visits, mix, pause, worker, coordinator, node, last, position })
    }

    /// Up to when it has told.
    #[must_use]
    pub(crate) fn time(&self) -> Time {
        self.mix.time()
    }

    /// A number below `bound`.
    #[must_use]
    pub(crate) fn below(&self, bound: usize) -> usize {
        usize::try_from(self.mix.chance.below(bound as u64)).unwrap_or_default()
    }

    /// A note of two to four sentences.
    #[must_use]
    pub(crate) fn note(&self) -> vizitas_domain::text::Text {
        self.mix.words(1 + self.mix.chance.below(3))
    }

    /// One of the clients.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn client(&self) -> Result<StreamKey, BenchError> {
        let client = self.clients.get(self.below(self.clients.len())).cloned();
        client.ok_or(BenchError::Wrong("there is no client"))
    }

    /// The log went on without this scribe.
    pub(crate) fn go_on_from(&mut self, position: u64) {
        self.position = position;
    }

    /// The first event of every client.
    ///
    /// # Errors
    /// Those of sealing.
    pub(crate) fn registrations(&mut self) -> Result<Vec<Signed>, BenchError> {
        let clients = self.clients.clone();
        clients.iter().map(|client| self.tell(client, Role::Coordinator, self.mix.registered())).collect()
    }

    /// What happens at and around one visit with a client.
    pub(crate) fn bodies(&mut self) -> Vec<(Role, Body)> {
        self.mix.wait(self.pause);
        let mut bodies = self.mix.visit();
        // Own time and busy time belong to a worker's stream.
        bodies.retain(|(_, body)| !matches!(body, Body::TimeBlocked(_) | Body::BusySet { .. }));
        bodies
    }

    /// The next visit, with one client after the other in no order.
    ///
    /// # Errors
    /// Those of sealing.
    pub(crate) fn visit(&mut self) -> Result<Vec<Signed>, BenchError> {
        let client = self.client()?;
        let bodies = self.bodies();
        let visit = bodies.iter().find_map(|(_, body)| match body {
            Body::Visit(visit, _) => Some(*visit),
            _ => None,
        });
        self.visits.extend(visit.map(|visit| (client.stream, visit)));
        bodies.into_iter().map(|(role, body)| self.tell(&client, role, body)).collect()
    }

    /// A visit agreed for this time.
    ///
    /// # Errors
    /// Those of sealing.
    pub(crate) fn agreed(&mut self, client: &StreamKey, start: Time) -> Result<Vec<Signed>, BenchError> {
        let visit = self.mix.chance.id(VisitId);
        let agreement = Agreement {
            by: AnsweredBy::Client,
            channel: vizitas_domain::client::Channel::Phone,
            at: self.time(),
        };
        let workers = vec![self.worker.actor];
        let plan = Plan { start, minutes: 45, workers, place: Default::default() };
        let requested = VisitEvent::Requested {
            purpose: "Pagalbos namuose peržiūra".into(),
            kind: VisitKind::Agreed,
            minutes: 45,
            workers_needed: 1,
            follows: None,
            skill: "".into(),
            priority: Default::default(),
        };
        self.visits.push((client.stream, visit));
        let acts = [requested, VisitEvent::Agreed { plan, agreement }];
        acts.into_iter().map(|act| self.tell(client, Role::Worker, Body::Visit(visit, act))).collect()
    }

    fn tell(&mut self, client: &StreamKey, role: Role, body: Body) -> Result<Signed, BenchError> {
        let position = self.last.get(&client.stream).copied().unwrap_or_default();
        let (at, seen) = (self.time(), Seen { epoch: 1, position });
        let maker = match role {
            Role::Worker => &mut self.worker,
            Role::Coordinator | Role::Client => &mut self.coordinator,
            Role::System | Role::Import => &mut self.node,
        };
        let signed = maker.make(at, role, seen, client, body)?;
        self.position += 1;
        self.last.insert(client.stream, self.position);
        Ok(signed)
    }
}
