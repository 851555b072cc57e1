//! What can be written while the lease is over, and what was written then without a visit.

use super::redacted;
use super::status::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A visit of the worker's as a shut tablet shows it: by its hour alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct ShutVisit {
    /// Its number on this list: it means nothing elsewhere, and to nobody after the tablet is locked.
    pub visit: String,
    /// When it is planned.
    pub planned: Option<Moment>,
    /// Wall time of the arrival, as it is written down.
    pub arrived: Option<String>,
    /// Wall time of the end.
    pub ended: Option<String>,
    /// An arrival can be written down.
    pub may_arrive: bool,
    /// An end can be written down.
    pub may_finish: bool,
    /// Its newest stamp was set since the PIN was right, and can be taken back.
    pub may_undo: bool,
}

/// A note written on a shut tablet.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct ShutNoteArgs {
    /// Its id, 32 hexadecimal digits that the screen draws: the same as long as one and the same note is written.
    pub note: String,
    /// The visit it belongs to; none: it is given to somebody once the tablet is open.
    pub visit: Option<String>,
    /// The whole text.
    pub text: String,
}

/// Saves the unfinished text of such a note; the answer comes when it is durable.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct ShutDraftArgs {
    /// The note's id.
    pub note: String,
    /// The whole text.
    pub text: String,
}

/// A note of a shut tablet that belongs to nobody yet.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct KeptNote {
    /// Its id.
    pub note: String,
    /// When it was written.
    pub at: Moment,
    /// The words.
    pub text: String,
}

/// A visit that such a note may belong to.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct NotePlace {
    /// The visit.
    pub visit: String,
    /// Name and surname.
    pub name: String,
    /// When it was planned.
    pub at: Moment,
}

/// The notes of a shut tablet that belong to nobody yet, the oldest first.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct KeptNotesView {
    /// The notes.
    pub notes: Vec<KeptNote>,
    /// How many more there are whose key has not come yet: it does with the next sync.
    pub sealed: u32,
    /// The worker's visits of the last weeks, the newest first, and then those of the next, the soonest first.
    pub visits: Vec<NotePlace>,
}

/// Gives such a note to a visit, at which it stands from then on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct PlaceNoteArgs {
    /// The note.
    pub note: String,
    /// The visit.
    pub visit: String,
}

/// Names such a note.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/shut.ts")]
pub struct KeptNoteArgs {
    /// The note.
    pub note: String,
}

redacted!(ShutNoteArgs, ShutDraftArgs, KeptNote, NotePlace, KeptNotesView);
