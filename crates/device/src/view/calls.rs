//! Calls to make: whom, why, at which number, by when, and what came of them.

use super::{Moment, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why somebody is to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub enum CallCause {
    /// A call was missed, or nobody answered ours.
    MissedCall,
    /// A message did not arrive, or cannot be sent.
    MessageFailed,
    /// Nobody can say whether a message went.
    MessageUnknown,
    /// The coming visit is not confirmed yet.
    Unanswered,
    /// Two promises for one time.
    DoubleBooked,
    /// Perhaps a machine gave the answer.
    AnswerDoubted,
    /// The contact may be wrong.
    NotForMe,
    /// A reply in words.
    ReplyUnclear,
    /// A new time needs the client's word.
    NeedsWord,
    /// Something else, in words.
    Other,
}

/// Who is to call.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub enum CallOwner {
    /// Nobody yet: the office, or this worker.
    Office,
    /// This worker.
    Me,
    /// Somebody else.
    Colleague {
        /// The name; empty when this tablet does not know it.
        name: String,
    },
}

/// What came of a call to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub enum CallResult {
    /// It was done.
    Done,
    /// It is not needed any more.
    NotNeeded,
}

/// Who said what came of it.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallEndView {
    /// What came of it.
    pub result: CallResult,
    /// In words; may be empty.
    pub words: String,
    /// When.
    pub at: Moment,
    /// Who says so; none = this worker, empty = somebody whose name this tablet does not know.
    pub by: Option<String>,
}

/// A call to make.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallTaskView {
    /// Its id.
    pub id: String,
    /// The client.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// Why.
    pub cause: CallCause,
    /// In words, a client's own among them; may be empty.
    pub words: String,
    /// The visit it is about.
    pub visit: Option<String>,
    /// When that visit is planned.
    pub visit_at: Option<Moment>,
    /// The number to call, as shown; none when no number is known.
    pub number: Option<String>,
    /// The contact person whose number it is; none = the client's own.
    pub contact: Option<String>,
    /// That contact's name.
    pub contact_name: Option<String>,
    /// By when.
    pub due: Moment,
    /// Whether that is past.
    pub overdue: bool,
    /// Who is to call.
    pub owner: CallOwner,
    /// What came of it; none while it is open.
    pub end: Option<CallEndView>,
    /// What others said of it who did not know of that.
    pub also_ended: Vec<CallEndView>,
}

/// Calls to make to the worker's clients.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallsView {
    /// Due by the end of today, the oldest first.
    pub due: Vec<CallTaskView>,
    /// Due later, soonest first.
    pub later: Vec<CallTaskView>,
    /// What a colleague makes.
    pub others: Vec<CallTaskView>,
    /// With an outcome of the last seven days, newest first.
    pub ended: Vec<CallTaskView>,
}

/// Names a call to make: to take it, give it back or open it again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallTaskArgs {
    /// Which.
    pub task: String,
}

/// Says what came of a call to make without logging a call.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallEndArgs {
    /// Which.
    pub task: String,
    /// What came of it.
    pub result: CallResult,
    /// In words.
    pub words: String,
}

/// Who spoke when it was not the client, with the fields that the standard lists.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallerArgs {
    /// Name as it was said; may be empty.
    pub name: String,
    /// Their organisation; may be empty.
    pub organisation: String,
    /// Their position; may be empty.
    pub position: String,
}

/// Records a call by somebody who is no client, about somebody who is none yet.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallNewArgs {
    /// Who called.
    pub caller: CallerArgs,
    /// The caller's number as typed; may be empty.
    pub number: String,
    /// First name of the person it is about; both names empty: about the caller.
    pub first_name: String,
    /// Surname of the person it is about.
    pub surname: String,
    /// Where that person lives, on one line; may be empty.
    pub address: String,
    /// What was said.
    pub text: String,
}

/// A recorded call, and when to call again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/calls.ts")]
pub struct CallKept {
    /// When to call again; none when nothing is left to do.
    pub again: Option<Moment>,
}

redacted!(CallOwner, CallEndView, CallTaskView, CallsView, CallEndArgs, CallerArgs, CallNewArgs);
