//! Tasks about a client: a call to make, a reply to read, a tablet that has not seen a cancellation. A task stays until
//! somebody says what came of it; it never disappears by itself.

use crate::id::{ActorId, EventId, TaskId, VisitId};
use crate::text::Text;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// Why there is a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskCause {
    /// A call was missed, or nobody answered ours: call back.
    MissedCall,
    /// A message did not arrive, or cannot be sent to this client: call.
    MessageFailed,
    /// Nobody can say whether a message went: call.
    MessageUnknown,
    /// No answer by noon the day before: call.
    Unanswered,
    /// Two promises for one time: agree another with the second client.
    DoubleBooked,
    /// A machine may have given the answer, or answers contradict one another: call.
    AnswerDoubted,
    /// Somebody says that the message was not for them: the contact may be wrong.
    NotForMe,
    /// A reply in words that a person must read.
    ReplyUnclear,
    /// The worker's tablet has not seen a cancellation or a move: call the worker.
    NotSeen,
    /// A new time needs the client's word: call.
    NeedsWord,
    /// The visit should have ended, and nothing was heard: ask the worker.
    Silent,
    /// Something else, in words.
    Other,
}

impl TaskCause {
    /// Whether it is done by calling the client. The others are the office's own: to ask a worker, or to decide.
    #[must_use]
    pub fn asks_to_call_the_client(self) -> bool {
        match self {
            Self::MissedCall
            | Self::MessageFailed
            | Self::MessageUnknown
            | Self::Unanswered
            | Self::DoubleBooked
            | Self::AnswerDoubted
            | Self::NotForMe
            | Self::ReplyUnclear
            | Self::NeedsWord => true,
            Self::NotSeen | Self::Silent | Self::Other => false,
        }
    }
}

/// Something somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Which one.
    pub id: TaskId,
    /// Why.
    pub cause: TaskCause,
    /// The visit it is about, if any.
    pub visit: Option<VisitId>,
    /// The event it follows from, if any: a plan, a message, a call.
    pub about: Option<EventId>,
    /// Who is to do it; none: the office, whoever takes it.
    pub owner: Option<ActorId>,
    /// By when.
    pub due: Time,
    /// In words; a client's own words among them.
    pub words: Text,
    /// When it was raised.
    pub at: Time,
}

/// What came of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    /// It was done.
    Done,
    /// It is no longer needed.
    NotNeeded,
}
