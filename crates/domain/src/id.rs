//! Names of things. Every id is a UUID; ids of different things are different types so that they cannot be
//! mixed up. An id says nothing of a person and may stand in logs.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// An event: UUIDv7, made by the installation that saved it. A plan is named by the id of its event.
    EventId
    /// A stream of events: one per client, one per worker, the published one and the server's own.
    StreamId
    /// A visit, unique in its client's stream.
    VisitId
    /// A person who may be told or who lives with the client.
    ContactId
    /// A promise made to a client.
    PromiseId
    /// Whoever acts: a worker, a coordinator, or the server itself. A worker's id is also the id of her stream.
    ActorId
    /// A worker's profile on one tablet, or one server node: whoever signs.
    InstallationId
    /// Time a worker keeps for herself.
    BlockId
    /// A message to a client: the same for all news of it.
    MessageId
    /// Something somebody has to do about a client.
    TaskId
}

impl From<ActorId> for StreamId {
    /// A worker's stream carries the worker's own id.
    fn from(worker: ActorId) -> Self {
        Self(worker.0)
    }
}
