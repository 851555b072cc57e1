//! What is written down about a client besides visits: notes, promises, calls, and complaints, wishes and
//! praise. All of it is appended; a correction names what it corrects.

use crate::id::{ActorId, EventId, PromiseId, VisitId};
use crate::text::Text;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// A note as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The visit it belongs to, if any.
    pub visit: Option<VisitId>,
    /// What was written.
    pub text: Text,
    /// The note this one corrects.
    pub corrects: Option<EventId>,
    /// When it was written, by the writer's tablet.
    pub at: Time,
}

/// A promise made to a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Which one.
    pub id: PromiseId,
    /// The visit at which it was made, if any.
    pub visit: Option<VisitId>,
    /// What was promised, as a sentence.
    pub text: Text,
    /// By when.
    pub due: Time,
    /// Who keeps it: only one's own promises can be made.
    pub owner: ActorId,
    /// When it was made.
    pub at: Time,
}

/// How a promise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PromiseEnd {
    /// It was kept.
    Kept,
    /// The client no longer needs it.
    Released,
}

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// They called us.
    In,
    /// We called them.
    Out,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reached {
    /// We spoke.
    Spoke,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    LeftMessage,
    /// The number is not theirs, or does not exist.
    WrongNumber,
}

/// A call with the fields the standard lists (§10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The visit it was about, if any.
    pub visit: Option<VisitId>,
    /// When.
    pub at: Time,
    /// Who called whom.
    pub direction: Direction,
    /// With whom.
    pub name: Text,
    /// Their organisation, if any.
    pub organisation: Text,
    /// Their position, if any.
    pub position: Text,
    /// The number called or calling.
    pub number: Text,
    /// How it went.
    pub reached: Reached,
    /// What was said or left.
    pub message: Text,
}

/// What kind of word a client had for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedbackKind {
    /// A complaint.
    Complaint,
    /// A wish.
    Wish,
    /// Praise.
    Praise,
}

/// A complaint, wish or praise, registered where it was heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The visit at which it was heard, if any.
    pub visit: Option<VisitId>,
    /// Which kind.
    pub kind: FeedbackKind,
    /// In the client's words.
    pub text: Text,
    /// Whether an answer is wished.
    pub answer_wished: bool,
    /// When it was heard.
    pub at: Time,
}
