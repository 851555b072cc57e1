//! People, keys and events for the tests, the same each time.

use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId};
use vizitas_sync::chain::{Chain, Draft, Head, Signed};
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::hlc::Hlc;
use vizitas_sync::keys::{DataKey, KeyId, StreamKey};
use vizitas_sync::sign::SigningKey;
use vizitas_sync::testing::mix::Mix;
use vizitas_sync::testing::seeded::Seeded;
use vizitas_sync::testing::words::{Bank, MEASURED};

/// 2026-11-23 08:00 UTC in milliseconds.
pub(crate) const MORNING_MS: u64 = 1_795_420_800_000;

/// A worker with her tablet, writing about a few clients.
pub(crate) struct Tablet {
    pub(crate) chance: Seeded,
    pub(crate) signer: SigningKey,
    pub(crate) chain: Chain,
    pub(crate) actor: ActorId,
    pub(crate) keys: Vec<StreamKey>,
    mix: Mix,
    now_ms: u64,
}

impl Tablet {
    pub(crate) fn new(seed: u64) -> Self {
        Self::writing(seed, MEASURED)
    }

    pub(crate) fn writing(seed: u64, words: Bank) -> Self {
        let chance = Seeded::new(seed);
        let signer = SigningKey::generate(&chance).unwrap();
        let chain = Chain { installation: chance.id(InstallationId), incarnation: 1, head: Head::default() };
        let actor = chance.id(ActorId);
        let keys = (0..20).map(|_| stream_key(&chance)).collect();
        Self { chance, signer, chain, actor, keys, mix: Mix::new(seed, words), now_ms: MORNING_MS }
    }

    /// All events of one visit of one of her clients.
    pub(crate) fn visit(&mut self) -> Vec<Signed> {
        let key = self.chance.pick(&self.keys).clone();
        let seen = Seen { epoch: 1, position: self.chance.below(90_000) };
        self.mix.visit().into_iter().map(|(role, body)| self.write(role, body, &key, seen)).collect()
    }

    /// At least so many events.
    pub(crate) fn events(&mut self, least: usize) -> Vec<Signed> {
        let mut events = Vec::new();
        while events.len() < least {
            events.extend(self.visit());
        }
        events
    }

    pub(crate) fn write(&mut self, role: Role, body: Body, key: &StreamKey, seen: Seen) -> Signed {
        self.now_ms += 1_000 * self.chance.below(400);
        let id = self.chance.id_at(self.now_ms, EventId);
        let hlc = Hlc::new(self.now_ms, 0);
        let draft = Draft { id, hlc, actor: self.actor, role, seen, body };
        let signed = self.chain.append(&draft, key, &self.signer, &self.chance).unwrap();
        self.chain.head = Head::from(&signed.event);
        signed
    }

    pub(crate) fn key_of(&self, signed: &Signed) -> &StreamKey {
        let stream = signed.event.header().stream;
        self.keys.iter().find(|key| key.stream == stream).unwrap()
    }
}

pub(crate) fn stream_key(chance: &Seeded) -> StreamKey {
    let key = DataKey::generate(chance).unwrap();
    StreamKey { stream: chance.id(StreamId), generation: 1, key }
}

/// A header whose every field says which it is.
pub(crate) fn header(seq: u64, prev: Hash) -> Header {
    let id = |byte| uuid::Uuid::from_bytes([byte; 16]);
    Header {
        id: EventId(id(0x11)),
        stream: StreamId(id(0x22)),
        generation: 3,
        key: KeyId([0x33; 16]),
        installation: InstallationId(id(0x44)),
        incarnation: 5,
        seq,
        prev,
        hlc: Hlc::new(MORNING_MS, 7),
        actor: ActorId(id(0x55)),
        seen: Seen { epoch: 2, position: 1_234 },
        later: Default::default(),
    }
}
