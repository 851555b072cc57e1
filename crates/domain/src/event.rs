//! An event as the fold sees it: who did what, when it got its place in the log, and what its maker had seen.
//! Bytes, keys and signatures are the sync crate's.

use crate::client::{Contact, Field};
use crate::id::{ActorId, BlockId, EventId, InstallationId, PromiseId, StreamId, TaskId, VisitId};
use crate::register::{Call, Feedback, Note, Promise, PromiseEnd};
use crate::task::{Task, TaskOutcome};
use crate::text::Text;
use crate::time::Time;
use crate::told::Told;
use crate::visit::VisitEvent;
use crate::worker::{Block, Busy, Profile};
use serde::{Deserialize, Serialize};

/// In which capacity somebody acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Visits people.
    #[default]
    Worker,
    /// The person visited, through a page or a message.
    Client,
    /// The server's own verdicts.
    System,
    /// The office's books.
    Import,
    /// Plans and reschedules.
    Coordinator,
}

/// Up to where an actor's replica had applied a stream without a gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seen {
    /// The log's epoch: each restore begins a new one.
    pub epoch: u32,
    /// The last position applied, 0 when none.
    pub position: u64,
}

/// An event with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its place in the municipality's log; none while it waits to be pushed.
    pub position: Option<u64>,
    /// Who signed it.
    pub installation: InstallationId,
    /// Who acted.
    pub actor: ActorId,
    /// In which capacity.
    pub role: Role,
    /// What the actor had seen of this stream.
    pub seen: Seen,
    /// When, by the maker's own clock. Shown, never used to decide.
    pub at: Time,
    /// What happened.
    pub body: Body,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// A person becomes a client.
    ClientRegistered {
        /// The office's own number, when it has one.
        number: Option<Text>,
        /// What is known.
        fields: Vec<Field>,
    },
    /// Fields of the card are set.
    FieldsSet(Vec<Field>),
    /// Somebody near the client is written down or changed.
    ContactSet(Contact),
    /// The same person is registered twice: this stream goes on in the other.
    ClientMerged {
        /// The stream that goes on.
        into: StreamId,
    },
    /// The merge was a mistake.
    ClientUnmerged,
    /// Something happened to a visit.
    Visit(VisitId, VisitEvent),
    /// A note.
    NoteWritten(Note),
    /// A promise.
    PromiseMade(Promise),
    /// A promise gets another day; the client knows.
    PromiseMoved {
        /// Which.
        promise: PromiseId,
        /// By when now.
        due: Time,
        /// Why.
        reason: Text,
    },
    /// A promise ended.
    PromiseEnded {
        /// Which.
        promise: PromiseId,
        /// How.
        end: PromiseEnd,
    },
    /// The end was tapped by mistake: the promise is open again.
    PromiseReopened {
        /// Which.
        promise: PromiseId,
    },
    /// A call.
    CallLogged(Call),
    /// A complaint, wish or praise.
    FeedbackRecorded(Feedback),
    /// The client was told something, or there is news of a message (the server's).
    MessageTold(Told),
    /// Somebody has to do something.
    TaskRaised(Task),
    /// Somebody takes a task, or gives it back to the office.
    TaskTaken {
        /// Which.
        task: TaskId,
        /// Who does it now.
        owner: Option<ActorId>,
    },
    /// A task is to be done at another time: a call that nobody answered is made again then.
    TaskMoved {
        /// Which.
        task: TaskId,
        /// By when now.
        due: Time,
    },
    /// A task has its outcome.
    TaskDone {
        /// Which.
        task: TaskId,
        /// What came of it.
        outcome: TaskOutcome,
        /// In words.
        words: Text,
        /// When.
        at: Time,
    },
    /// The outcome was a mistake: the task is open again.
    TaskReopened {
        /// Which.
        task: TaskId,
    },
    /// A conflict is settled by a person.
    Settled {
        /// The sorted ids of the events in conflict.
        conflict: Vec<EventId>,
        /// The one that holds.
        keep: EventId,
    },
    /// A settlement was a mistake: what it settled waits again.
    SettlementWithdrawn {
        /// The settlement.
        settled: EventId,
        /// The visit that was disputed; none: the card.
        visit: Option<VisitId>,
    },
    /// The office writes a worker's profile.
    WorkerSet(Profile),
    /// A worker keeps time for herself.
    TimeBlocked(Block),
    /// She gives it back.
    TimeFreed(BlockId),
    /// The server says when the worker is taken on a span of days.
    BusySet {
        /// First moment of the span.
        from: Time,
        /// First moment after it.
        to: Time,
        /// What is taken within it.
        taken: Vec<Busy>,
    },
    /// A version of the standard comes into force.
    StandardPublished {
        /// Its version.
        version: Text,
        /// Its language.
        language: Text,
        /// FHIR R4 Questionnaire as JSON.
        questionnaire: Text,
    },
    /// A worker may work with a stream from here on.
    Granted {
        /// The stream.
        stream: StreamId,
        /// The worker.
        worker: ActorId,
    },
    /// She may not any more.
    Revoked {
        /// The stream.
        stream: StreamId,
        /// The worker.
        worker: ActorId,
        /// Without cause (a hand-over) late facts and notes are still welcome.
        for_cause: bool,
    },
    /// A restored log begins a new epoch.
    EpochBegun {
        /// The new epoch.
        epoch: u32,
        /// The last position kept from the one before.
        kept: u64,
    },
    /// A kind made by a newer app: kept and passed on, understood by none here.
    Unknown {
        /// Its number.
        kind: u16,
        /// Its version.
        version: u8,
        /// The visit it touches, when it says so.
        visit: Option<VisitId>,
    },
}
