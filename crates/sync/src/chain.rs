//! An installation's chain: every event it made, in order, each holding the hash of the one before. The signature
//! of the newest vouches for all. It owns how an event is made and how a run of them is checked.

use crate::Error;
use crate::body;
use crate::entropy::{Entropy, draw};
use crate::event::SealedEvent;
use crate::hash::Hash;
use crate::header::{Header, Later};
use crate::hlc::Hlc;
use crate::keys::StreamKey;
use crate::seal;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, EventId, InstallationId};

/// The last event of a chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its seq, 0 before the first.
    pub seq: u64,
    /// Its hash, [`Hash::ZERO`] before the first.
    pub hash: Hash,
}

impl Head {
    /// Whether the event comes right after this head.
    pub fn precedes(&self, event: &SealedEvent) -> Result<(), Error> {
        let header = event.header();
        let next = self.seq.checked_add(1) == Some(header.seq) && header.prev == self.hash;
        if next { Ok(()) } else { Err(Error::Chain(header.seq)) }
    }
}

impl From<&SealedEvent> for Head {
    fn from(event: &SealedEvent) -> Self {
        Self { seq: event.header().seq, hash: event.hash() }
    }
}

/// Where an installation is about to append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Whose chain.
    pub installation: InstallationId,
    /// Which life of it, from 1.
    pub incarnation: u32,
    /// Its last event.
    pub head: Head,
}

/// What is to become an event.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id: a UUIDv7 made now.
    pub id: EventId,
    /// When, by the maker's clock.
    pub hlc: Hlc,
    /// Who acts.
    pub actor: ActorId,
    /// In which capacity.
    pub role: Role,
    /// Up to where the stream had been applied.
    pub seen: Seen,
    /// What happened.
    pub body: Body,
}

/// An event with its maker's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The event.
    pub event: SealedEvent,
    /// Signature over its hash.
    pub signature: Signature,
}

impl Chain {
    /// Seals, chains and signs a draft. The chain itself is not moved: the caller sets [`Chain::head`] from the
    /// event once it is durable.
    pub fn append(
        &self,
        draft: &Draft,
        key: &StreamKey,
        signer: &SigningKey,
        entropy: &dyn Entropy,
    ) -> Result<Signed, Error> {
        let plain = body::encode(draft.role, &draft.body)?;
        let header = Header {
            id: draft.id,
            stream: key.stream,
            generation: key.generation,
            key: key.key.id(),
            installation: self.installation,
            incarnation: self.incarnation,
            seq: self.head.seq.checked_add(1).ok_or(Error::Chain(self.head.seq))?,
            prev: self.head.hash,
            hlc: draft.hlc,
            actor: draft.actor,
            seen: draft.seen,
            later: Later::default(),
        };
        let sealed = seal::seal(&header.bytes(), &plain, &key.key, draw(entropy)?)?;
        let event = SealedEvent::new(header, sealed)?;
        let signature = signer.sign(Purpose::Event, &event.hash().0);
        Ok(Signed { event, signature })
    }
}

/// Checks a run of events of one installation: each follows the one before, and the newest is signed. What came
/// before the run is not judged here; [`Head::precedes`] does when it is known.
pub fn verify_run(events: &[SealedEvent], maker: &VerifyingKey, newest: &Signature) -> Result<(), Error> {
    let [first, rest @ ..] = events else {
        return Err(Error::Malformed("run of events: empty"));
    };
    let whose = |event: &SealedEvent| (event.header().installation, event.header().incarnation);
    let mut last = first;
    for event in rest {
        if whose(event) != whose(first) {
            return Err(Error::Chain(event.header().seq));
        }
        Head::from(last).precedes(event)?;
        last = event;
    }
    last.verify(maker, newest)
}
