//! What stands in the inbox as its JSON: each thing with its visit, its sides, whose it is, and by what it is settled.

use super::names::{Names, Who, full};
use super::seen::{Calls, WorkerCall};
use super::visit_state::VisitState;
use crate::inbox::{HeldWork, Item, Side, Thing, Value, What, Why};
use crate::leaving::Remains;
use serde::Serialize;
use std::fmt::Write as _;
use utoipa::ToSchema;
use uuid::Uuid;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::Role;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, InstallationId, TaskId, VisitId};
use vizitas_domain::task::TaskCause;
use vizitas_domain::text::Text;
use vizitas_domain::visit::VisitKind;
use vizitas_replica::Client;
use vizitas_sync::hash::Hash;

/// The visit that something is about.
#[derive(Serialize, ToSchema)]
pub(super) struct InboxVisit {
    #[schema(value_type = Uuid)]
    pub(super) id: VisitId,
    /// Where it stands.
    pub(super) state: VisitState,
    /// When it is to be, in seconds since 1970.
    pub(super) start: Option<i64>,
    /// Who comes.
    pub(super) workers: Vec<Who>,
    /// Whether the client is never told of it.
    pub(super) unannounced: bool,
    /// What the client asked for, or why it ended.
    #[schema(value_type = String)]
    pub(super) words: Text,
}

/// One side of a conflict.
#[derive(Serialize, ToSchema)]
pub(super) struct InboxSide {
    /// What is kept when this side is chosen.
    #[schema(value_type = Uuid)]
    pub(super) event: EventId,
    /// Who said it; none: nobody by name.
    pub(super) by: Option<Who>,
    /// In which capacity: `worker`, `coordinator`, `client`, `system`, `import`.
    #[schema(value_type = String)]
    pub(super) role: Role,
    pub(super) at: i64,
    pub(super) value: InboxValue,
    /// Whether it holds now.
    pub(super) stands: bool,
}

/// What one side says.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum InboxValue {
    /// A time.
    Plan { start: i64 },
    /// Who comes.
    Workers { workers: Vec<Who> },
    /// Where it led the visit.
    State { state: VisitState },
    /// A field of the card.
    Field {
        #[schema(value_type = String)]
        text: Text,
    },
}

/// What it is, and what only that kind has.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum InboxKind {
    /// Somebody has to do something.
    Task {
        #[schema(value_type = Uuid)]
        task: TaskId,
        #[schema(value_type = String)]
        cause: TaskCause,
        owner: Option<Who>,
        due: i64,
        #[schema(value_type = String)]
        words: Text,
        /// The worker to call, when it is a worker.
        call: Option<WorkerCall>,
    },
    /// Two things that cannot both hold.
    Conflict {
        #[schema(value_type = String)]
        clash: Clash,
        #[schema(value_type = Vec<Uuid>)]
        events: Vec<EventId>,
        sides: Vec<InboxSide>,
    },
    /// The visit stands where only a person leads it on.
    Stuck,
    /// What a tablet handed in has no place; all of one kind.
    Held {
        /// Whose tablet.
        worker: Option<Who>,
        #[schema(value_type = Uuid)]
        tablet: InstallationId,
        why: HeldWhy,
        /// What it is; none when it does not open.
        thing: Option<HeldThing>,
        /// When it was made, by the tablet's clock: the first of it and the last.
        first: i64,
        last: i64,
        /// So much of this tablet lies aside that it hands in nothing more until somebody decides.
        full: bool,
        /// Each by its hash: what is decided about.
        hashes: Vec<String>,
        /// Whether it may have its place once the office has done something about it.
        may_be_placed: bool,
    },
    /// A worker has left, and clients or visits are hers all the same.
    Remains {
        worker: Option<Who>,
        /// How many clients are hers.
        clients: usize,
        /// How many visits to come.
        visits: usize,
    },
}

/// Why something that a tablet handed in has no place.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum HeldWhy {
    /// The client is not known here.
    StreamUnknown,
    /// The key that opens it is not here.
    KeyUnknown,
    /// The tablet's rights were taken before it came.
    Revoked,
    /// The maker's access rests.
    Suspended,
    /// The tablet was copied, or set back.
    Forked,
    /// It came damaged.
    Damaged,
    /// Its maker has no right to it.
    NotAllowed,
    /// It names another person than the tablet's.
    WrongActor,
    /// It is larger than is taken.
    TooLarge,
    /// The client's data are erased.
    Erased,
}

impl From<Why> for HeldWhy {
    fn from(why: Why) -> Self {
        match why {
            Why::StreamUnknown => Self::StreamUnknown,
            Why::KeyUnknown => Self::KeyUnknown,
            Why::Revoked => Self::Revoked,
            Why::Suspended => Self::Suspended,
            Why::Forked => Self::Forked,
            Why::Damaged => Self::Damaged,
            Why::NotAllowed => Self::NotAllowed,
            Why::WrongActor => Self::WrongActor,
            Why::TooLarge => Self::TooLarge,
            Why::Erased => Self::Erased,
        }
    }
}

/// What kind of thing a tablet handed in.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum HeldThing {
    /// A new client.
    Client,
    /// Something on a client's card.
    Card,
    Note,
    Promise,
    Call,
    /// A complaint, wish or praise.
    Feedback,
    /// What happened at a visit.
    Fact,
    /// A change of a visit's time.
    Plan,
    Task,
    /// The worker's own time.
    Time,
    Other,
}

impl From<Thing> for HeldThing {
    fn from(thing: Thing) -> Self {
        match thing {
            Thing::Client => Self::Client,
            Thing::Card => Self::Card,
            Thing::Note => Self::Note,
            Thing::Promise => Self::Promise,
            Thing::Call => Self::Call,
            Thing::Feedback => Self::Feedback,
            Thing::Fact => Self::Fact,
            Thing::Plan => Self::Plan,
            Thing::Task => Self::Task,
            Thing::Time => Self::Time,
            Thing::Other => Self::Other,
        }
    }
}

/// Something that needs a hand.
#[derive(Serialize, ToSchema)]
pub(super) struct InboxItem {
    /// The same as long as it is the same thing.
    pub(super) key: String,
    /// About whom; none: a client who is not known here.
    pub(super) client: Option<Who>,
    pub(super) visit: Option<InboxVisit>,
    /// Since when it waits.
    pub(super) since: i64,
    pub(super) what: InboxKind,
}

/// What needs a hand, the oldest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Inbox {
    /// Now, by the server.
    pub(super) now: i64,
    pub(super) items: Vec<InboxItem>,
}

/// Shows what needs a hand.
pub(super) struct Show(pub(super) Names, pub(super) Calls);

impl Show {
    pub(super) fn item(&self, item: Item) -> InboxItem {
        let Item { client, visit, since, what } = item;
        let key = match (&what, &visit) {
            (What::Task(task), _) => task_key(task.task.id),
            (What::Conflict { events, .. }, _) => conflict_key(events),
            (What::Stuck, visit) => visit_key(visit.as_ref().map_or(VisitId(Uuid::nil()), |visit| visit.id)),
            (What::Held(work), _) => held_key(work.tablet, work.hashes.first().copied().unwrap_or_default()),
            (What::Remains(remains), _) => format!("remains:{}", remains.worker),
        };
        let (client, visit) = (client.as_ref().map(client_of), visit.map(|visit| self.visit(visit)));
        InboxItem { key, client, visit, since: since.0, what: self.kind(what) }
    }

    pub(super) fn visit(&self, visit: Visit) -> InboxVisit {
        let plan = visit.plan.as_ref().map(|standing| &standing.plan);
        InboxVisit {
            id: visit.id,
            state: visit.state.into(),
            start: plan.map(|plan| plan.start.0),
            workers: plan.map(|plan| self.0.all(&plan.workers)).unwrap_or_default(),
            unannounced: visit.kind == VisitKind::Unannounced,
            words: if visit.wish.is_empty() { visit.close_reason } else { visit.wish },
        }
    }

    fn kind(&self, what: What) -> InboxKind {
        match what {
            What::Task(standing) => InboxKind::Task {
                task: standing.task.id,
                cause: standing.task.cause,
                owner: standing.task.owner.and_then(|owner| self.0.who(owner)),
                due: standing.task.due.0,
                call: self.1.to_make(&standing.task),
                words: standing.task.words,
            },
            What::Conflict { clash, events, sides } => {
                let sides = sides.into_iter().map(|side| self.side(side)).collect();
                InboxKind::Conflict { clash, events, sides }
            }
            What::Stuck => InboxKind::Stuck,
            What::Held(work) => self.held(*work),
            What::Remains(Remains { worker, clients, visits, .. }) => {
                InboxKind::Remains { worker: self.0.who(worker), clients, visits }
            }
        }
    }

    fn held(&self, work: HeldWork) -> InboxKind {
        let HeldWork { worker, tablet, why, thing, made: (first, last), full, hashes, .. } = work;
        InboxKind::Held {
            worker: self.0.who(worker),
            tablet,
            why: why.into(),
            thing: thing.map(HeldThing::from),
            first: first.0,
            last: last.0,
            full,
            hashes: hashes.into_iter().map(hex).collect(),
            may_be_placed: why.may_be_placed(),
        }
    }

    pub(super) fn side(&self, side: Side) -> InboxSide {
        let by = self.0.who(side.actor);
        let value = self.value(side.value);
        InboxSide { event: side.event, by, role: side.role, at: side.at.0, value, stands: side.stands }
    }

    pub(super) fn value(&self, value: Value) -> InboxValue {
        match value {
            Value::Plan { start } => InboxValue::Plan { start: start.0 },
            Value::Workers(workers) => InboxValue::Workers { workers: self.0.all(&workers) },
            Value::State(state) => InboxValue::State { state: state.into() },
            Value::Field(text) => InboxValue::Field { text },
        }
    }
}

/// A client by name.
pub(super) fn client_of(client: &Client) -> Who {
    Who { id: client.id.0, name: full(&client.card.given, &client.card.surname) }
}

pub(super) fn task_key(task: TaskId) -> String {
    format!("task:{task}")
}

pub(super) fn conflict_key(events: &[EventId]) -> String {
    events.iter().fold(String::from("conflict"), |key, event| format!("{key}:{event}"))
}

pub(super) fn visit_key(visit: VisitId) -> String {
    format!("visit:{visit}")
}

pub(super) fn held_key(tablet: InstallationId, hash: Hash) -> String {
    format!("held:{tablet}:{}", hex(hash))
}

/// A hash as 64 digits.
pub(super) fn hex(hash: Hash) -> String {
    hash.0.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A hash of 64 digits; none when it is not one.
pub(super) fn unhex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (nth, byte) in hash.0.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * nth..2 * nth + 2)?, 16).ok()?;
    }
    Some(hash)
}
