//! The rows of the log as the rest of the server sees them. Plain values; no statement stands here.

use crate::error::Error;
use vizitas_domain::event::Role;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::Recipient;
use vizitas_sync::sign::VerifyingKey;

/// The newest end of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The epoch in force.
    pub epoch: u32,
    /// The newest position, 0 when the log is empty.
    pub position: u64,
    /// The chain hash there.
    pub chain: Hash,
}

/// An event with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub position: u64,
    /// The chain hash there.
    pub chain: Hash,
    /// The event, verbatim.
    pub event: SealedEvent,
}

/// What a stream is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// A client.
    Client,
    /// A worker.
    Worker,
    /// What all workers read.
    Published,
    /// What only the server reads.
    Server,
}

impl StreamKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Worker => "worker",
            Self::Published => "published",
            Self::Server => "server",
        }
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, Error> {
        [Self::Client, Self::Worker, Self::Published, Self::Server]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(Error::Malformed("kind of stream"))
    }
}

/// The name under which a role is stored.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Worker => "worker",
        Role::Client => "client",
        Role::System => "system",
        Role::Import => "import",
        Role::Coordinator => "coordinator",
    }
}

pub(crate) fn role_from_name(name: &str) -> Result<Role, Error> {
    [Role::Worker, Role::Client, Role::System, Role::Import, Role::Coordinator]
        .into_iter()
        .find(|role| role_name(*role) == name)
        .ok_or(Error::Malformed("role"))
}

/// A stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamRow {
    /// Which.
    pub stream: StreamId,
    /// What it is about.
    pub kind: StreamKind,
    /// Position of its first event.
    pub began: u64,
    /// Position of its newest event.
    pub head: u64,
}

/// A worker holds a stream from one position on, perhaps up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The stream.
    pub stream: StreamId,
    /// The worker.
    pub worker: ActorId,
    /// Position of the event that granted it.
    pub since: u64,
    /// Position of the event that ended it.
    pub until: Option<u64>,
    /// Whether it was taken away for cause: then late facts are not welcome either.
    pub for_cause: bool,
}

/// Somebody with rights at this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub actor: ActorId,
    /// In which capacity.
    pub role: Role,
    /// Whether this person may take up new clients.
    pub registers: bool,
}

/// A worker's profile on one tablet, or a server node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    /// Which.
    pub installation: InstallationId,
    /// Whose.
    pub actor: ActorId,
    /// In which capacity it signs.
    pub role: Role,
    /// Which life of it is in force.
    pub incarnation: u32,
    /// What its chain is signed with.
    pub sign_key: VerifyingKey,
    /// What a locked tablet proves its requests with; none for a node.
    pub transport: Option<VerifyingKey>,
    /// To whom data keys are sealed; none for a node.
    pub recipient: Option<Recipient>,
    /// Since when, by the server's clock.
    pub since: Time,
    /// Who gave the code that it came by; none for a node, and of one that came before this was asked.
    pub given_by: Option<ActorId>,
    /// When somebody of the office approved it: until then it is given nothing and nothing is taken from it.
    pub approved: Option<Time>,
    /// When it was revoked; of one that was never approved: refused.
    pub revoked: Option<Time>,
    /// Since when its worker's access rests; said of the person, in one place for all (`super::WriteStaff`).
    pub suspended: Option<Time>,
}

impl Installation {
    /// A worker's approved tablet, for tests: each says what differs.
    #[cfg(test)]
    pub(crate) fn approved_one() -> Self {
        Self {
            installation: InstallationId(uuid::Uuid::from_u128(9)),
            actor: ActorId(uuid::Uuid::from_u128(7)),
            role: Role::Worker,
            incarnation: 1,
            sign_key: VerifyingKey([1; 32]),
            transport: Some(VerifyingKey([2; 32])),
            recipient: None,
            since: Time(5),
            given_by: None,
            approved: Some(Time(6)),
            revoked: None,
            suspended: None,
        }
    }

    /// How it stands with the office.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.approved, self.revoked) {
            (None, None) => Standing::Waiting,
            (None, Some(_)) => Standing::Refused,
            (Some(_), None) if self.suspended.is_some() => Standing::Suspended,
            (Some(_), None) => Standing::Approved,
            (Some(_), Some(_)) => Standing::Revoked,
        }
    }
}

/// How an installation stands with the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It came by a code, and nobody has looked at it yet.
    Waiting,
    /// It has its worker's rights.
    Approved,
    /// It had them, and they were taken.
    Revoked,
    /// It never had them and will not.
    Refused,
    /// It has them, and they rest, since its worker's access does: nothing goes out, and what comes in waits.
    Suspended,
}

/// One event in an installation's chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whose chain.
    pub installation: InstallationId,
    /// Which life.
    pub incarnation: u32,
    /// Which number.
    pub seq: u64,
    /// The event's hash.
    pub hash: Hash,
    /// The event's id.
    pub event: EventId,
    /// Its place, when it has one.
    pub position: Option<u64>,
}

/// Why an event has no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Its stream or key is not known yet: it will be tried again.
    Parked,
    /// Refused for good.
    Refused,
}

/// An event that got no position, kept with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Its link. `position` is none.
    pub link: Link,
    /// Whether it is tried again.
    pub held: Held,
    /// The code that was answered.
    pub code: u16,
    /// The event, verbatim.
    pub event: SealedEvent,
    /// When it came, by the server's clock.
    pub at: Time,
}

/// A stretch of the log between two restores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// Its number, from 1.
    pub epoch: u32,
    /// The last position kept from the one before.
    pub kept: u64,
    /// When it began, by the server's clock.
    pub begun: Time,
}

/// What was last imported of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The row's own number or code.
    pub key: String,
    /// The stream it became part of.
    pub stream: StreamId,
    /// The thing within the stream, when the row is not the stream itself.
    pub thing: Option<VisitId>,
    /// Per field its name and keyed hash, as the import encodes them.
    pub fields: Vec<u8>,
    /// Epoch of the import.
    pub epoch: u32,
    /// The stream's position after the import: what a later edit of the row has seen.
    pub position: u64,
}

/// A worker is promised for five minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub worker: ActorId,
    /// Which five minutes: seconds since 1970 ÷ 300.
    pub cell: i64,
    /// The client.
    pub stream: StreamId,
    /// The visit.
    pub visit: VisitId,
    /// The plan that claims it.
    pub plan: EventId,
}

/// A one-time code: who may enrol with it, and how it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// By what it is looked up: a keyed hash of what a tablet names it by.
    pub lookup: [u8; 8],
    /// What its secret is derived from.
    pub salt: [u8; 32],
    /// Whose tablet it enrols.
    pub actor: ActorId,
    /// Who gave it; none when that was before it was asked.
    pub given_by: Option<ActorId>,
    /// Whether the tablet that uses it is approved with that.
    pub ahead: bool,
    /// Not good from then on.
    pub expires: Time,
    /// The installation it became, once used.
    pub installation: Option<InstallationId>,
}
