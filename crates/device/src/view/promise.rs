//! Promises made to clients: a sentence, a date, a person.

use super::redacted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether a promise is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub enum PromiseState {
    /// Not kept yet, in time.
    Open,
    /// Not kept and its time is past.
    Overdue,
    /// Kept.
    Kept,
}

/// A promise.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub struct PromiseView {
    /// Its id.
    pub id: String,
    /// The client to whom it was made.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// The promise in the worker's words.
    pub text: String,
    /// The day by which it is due.
    pub day: String,
    /// The time by which it is due; none = by the end of the day.
    pub time: Option<String>,
    /// Whose promise it is, when it is a colleague's; none = the worker's own.
    pub owner: Option<String>,
    /// Open, overdue, kept.
    pub state: PromiseState,
    /// It was moved at least once.
    pub moved: bool,
}

/// The worker's promises.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub struct PromisesView {
    /// Past their time, oldest first.
    pub overdue: Vec<PromiseView>,
    /// Due today.
    pub today: Vec<PromiseView>,
    /// Due later, soonest first.
    pub later: Vec<PromiseView>,
    /// Kept within the last seven days, newest first.
    pub kept: Vec<PromiseView>,
}

/// Makes a promise of one's own.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub struct PromiseMakeArgs {
    /// To whom.
    pub person: String,
    /// At which visit, if at one.
    pub visit: Option<String>,
    /// The promise.
    pub text: String,
    /// By which day.
    pub day: String,
    /// By which time; none = by the end of the day.
    pub time: Option<String>,
}

/// Names a promise: to keep it, or to take "kept" back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub struct PromiseArgs {
    /// The promise.
    pub promise: String,
}

/// Moves a promise to another date; the client has been told.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/promise.ts")]
pub struct PromiseMoveArgs {
    /// The promise.
    pub promise: String,
    /// By which day now.
    pub day: String,
    /// By which time; none = by the end of the day.
    pub time: Option<String>,
}

redacted!(PromiseView, PromisesView, PromiseMakeArgs);
