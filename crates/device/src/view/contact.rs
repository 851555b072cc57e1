//! What clients say between and during visits: calls, complaints, wishes, praise.

use super::{CallerArgs, Moment, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub enum FeedbackKind {
    /// Something went wrong.
    Complaint,
    /// Something is wished for.
    Wish,
    /// Something went well.
    Praise,
}

/// A recorded complaint, wish or praise.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub struct FeedbackView {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: FeedbackKind,
    /// What was said.
    pub text: String,
    /// When it was recorded.
    pub at: Moment,
    /// The client wishes an answer.
    pub wants_answer: bool,
}

/// Records a complaint, wish or praise.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub struct FeedbackRecordArgs {
    /// Who said it.
    pub person: String,
    /// At which visit, if at one.
    pub visit: Option<String>,
    /// Its kind.
    pub kind: FeedbackKind,
    /// What was said, as near to the client's words as can be.
    pub text: String,
    /// The client wishes an answer.
    pub wants_answer: bool,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub enum CallOutcome {
    /// We talked.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    LeftMessage,
    /// The number is wrong.
    WrongNumber,
}

/// A recorded call.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub struct CallView {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Moment,
    /// They called us.
    pub incoming: bool,
    /// Who spoke, when it was not the client: name, position and organisation in one line.
    pub caller: Option<String>,
    /// The number, as shown; none when not recorded.
    pub number: Option<String>,
    /// How it went.
    pub outcome: CallOutcome,
    /// What was said; may be empty.
    pub text: String,
}

/// Records a call that the worker made or took.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/contact.ts")]
pub struct CallLogArgs {
    /// With whom.
    pub person: String,
    /// About which visit, if about one.
    pub visit: Option<String>,
    /// The call to make that it was made for.
    pub task: Option<String>,
    /// They called us.
    pub incoming: bool,
    /// Who spoke, when it was not the client.
    pub caller: CallerArgs,
    /// The number called or calling; none when not known.
    pub number: Option<String>,
    /// How it went.
    pub outcome: CallOutcome,
    /// What was said; may be empty.
    pub text: String,
    /// When to call again if nobody answered; none = within the office's next hour.
    pub again: Option<Moment>,
}

redacted!(FeedbackView, FeedbackRecordArgs, CallView, CallLogArgs);
