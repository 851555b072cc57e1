//! One visit in five steps: before, door, during, close, done.

use super::{
    Agreement, CallView, FeedbackView, Moment, PersonBrief, PlannedVisit, PromiseView, ToldView, redacted,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The derived state of a visit; the window shows it as shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
#[expect(missing_docs, reason = "the words are those of the state table of the domain")]
pub enum VisitState {
    Requested,
    Offered,
    Proposed,
    Unanswered,
    Declined,
    MoveAsked,
    Confirmed,
    Scheduled,
    RescheduleNeeded,
    EnRoute,
    Late,
    Overdue,
    Arrived,
    InProgress,
    Completed,
    NoAccess,
    Interrupted,
    Missed,
    Cancelled,
}

/// A step of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub enum Step {
    /// Before setting out and on the way.
    Before,
    /// At the door.
    Door,
    /// During the talk.
    During,
    /// Closing: in progress, and the summary has been begun.
    Close,
    /// Done.
    Done,
}

/// A field fact that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub enum FactKind {
    /// Set out.
    SetOut,
    /// Said that she will be late.
    Late,
    /// Said that she will be later than she had said.
    Later,
    /// Turned back on the way.
    TurnedBack,
    /// Arrived.
    Arrived,
    /// No access.
    NoAccess,
    /// Started.
    Started,
    /// Interrupted.
    Interrupted,
    /// Finished.
    Finished,
}

/// The newest fact of a visit, while a correction may take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct UndoView {
    /// The fact.
    pub fact: FactKind,
    /// When it was tapped.
    pub at: String,
}

/// An answer to a sentence of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub enum Answer {
    /// Yes.
    Yes,
    /// Not now.
    NotNow,
}

/// An answered sentence.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct AnswerView {
    /// The sentence's `linkId`.
    pub item: String,
    /// The answer.
    pub answer: Answer,
    /// Why not now, in the worker's words; may be empty.
    pub why: String,
}

/// A kept note.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct NoteView {
    /// Its id.
    pub id: String,
    /// The words.
    pub text: String,
    /// When it was kept.
    pub at: Moment,
    /// The colleague who wrote it; none = this worker.
    pub by: Option<String>,
}

/// A visit.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct VisitView {
    /// Its id.
    pub id: String,
    /// The derived state.
    pub state: VisitState,
    /// The step that the state calls for.
    pub step: Step,
    /// Planned day; none while none is planned.
    pub day: Option<String>,
    /// Planned time; none while none is planned.
    pub time: Option<String>,
    /// Planned minutes at the client's home.
    pub minutes: u32,
    /// What it is about, in the office's words; may be empty.
    pub purpose: String,
    /// Never announced to the client.
    pub unannounced: bool,
    /// Who agreed to the time; none when nobody did.
    pub agreement: Option<Agreement>,
    /// What the client was told of the time that stands; none when nothing was.
    pub told: Option<ToldView>,
    /// The other worker of a two-person visit; empty when none is named yet.
    pub companion: Option<String>,
    /// Done although the plan had changed meanwhile.
    pub out_of_plan: bool,
    /// The client.
    pub person: PersonBrief,
    /// Leave by then to be on time.
    pub set_out_by: Option<String>,
    /// When the worker set out.
    pub set_out: Option<String>,
    /// When she thinks to arrive, once she said that she will be late.
    pub expected: Option<String>,
    /// When she arrived.
    pub arrived: Option<String>,
    /// Minutes between the agreed time and arrival: late > 0, early < 0.
    pub arrived_off: Option<i32>,
    /// When the talk started.
    pub started: Option<String>,
    /// When it ended, however it ended.
    pub ended: Option<String>,
    /// Why it was interrupted; may be empty.
    pub interrupted_why: String,
    /// The visit before this one, if any.
    pub last_visit: Option<Moment>,
    /// Open promises made to this client before this visit.
    pub promised_before: Vec<PromiseView>,
    /// Promises made at this visit.
    pub promised_here: Vec<PromiseView>,
    /// The checklist's version that this visit keeps.
    pub standard: String,
    /// Answers so far.
    pub answers: Vec<AnswerView>,
    /// Notes kept at this visit, oldest first.
    pub notes: Vec<NoteView>,
    /// The unfinished note: autosaved, becomes a note when the visit ends.
    pub draft_notes: String,
    /// What was talked about and decided, to be read aloud: autosaved, kept when the visit ends.
    pub draft_summary: String,
    /// Complaints, wishes, praise recorded at this visit.
    pub feedback: Vec<FeedbackView>,
    /// Calls about this visit.
    pub calls: Vec<CallView>,
    /// A card was left when nobody opened.
    pub card_left: bool,
    /// The next visit, if one is planned or asked for.
    pub next: Option<PlannedVisit>,
    /// The newest fact that may be taken back.
    pub undo: Option<UndoView>,
    /// A newer app changed this visit: facts and notes may be added, the plan not.
    pub update_needed: bool,
}

/// Names a visit: to see it, set out, arrive, start, finish, turn back, or take the newest fact back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct VisitArgs {
    /// The visit.
    pub visit: String,
}

/// Why a visit stops short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub enum InterruptCause {
    /// The client asked to stop.
    Asked,
    /// The client refused entry.
    Refused,
    /// It is not safe.
    Unsafe,
    /// Another reason.
    Other,
}

/// Stops a visit short.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct InterruptArgs {
    /// The visit.
    pub visit: String,
    /// Why.
    pub cause: InterruptCause,
    /// More words; may be empty.
    pub why: String,
}

/// She will be late.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct LateArgs {
    /// The visit.
    pub visit: String,
    /// In how many minutes from now she thinks to arrive: 1 to 480.
    pub minutes: u32,
}

/// Nobody opened.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct NoAccessArgs {
    /// The visit.
    pub visit: String,
    /// A card was left at the door.
    pub card_left: bool,
}

/// Answers a sentence of the checklist; a later answer replaces an earlier one.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct AnswerChecklistArgs {
    /// The visit.
    pub visit: String,
    /// The sentence's `linkId`.
    pub item: String,
    /// The answer.
    pub answer: Answer,
    /// Why not now; may be empty.
    pub why: String,
}

/// Which unfinished text is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub enum DraftField {
    /// The notes.
    Notes,
    /// The summary.
    Summary,
}

/// Saves an unfinished text; the answer comes when it is durable.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct DraftSaveArgs {
    /// The visit.
    pub visit: String,
    /// Which text.
    pub field: DraftField,
    /// The whole text.
    pub text: String,
}

/// Keeps a note at a visit, say after it ended.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/visit.ts")]
pub struct NoteArgs {
    /// The visit.
    pub visit: String,
    /// The words.
    pub text: String,
}

redacted!(AnswerView, NoteView, VisitView, InterruptArgs, AnswerChecklistArgs, DraftSaveArgs, NoteArgs);
