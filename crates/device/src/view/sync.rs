//! The calm place: what is saved here, what has reached the server, when the plan was last seen.

use super::{ErrorView, Moment, ParcelView, SyncLine, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a saved change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/sync.ts")]
pub enum SavedWhat {
    /// A stamp of the way: set out, arrived, started, ended, no access, turned back.
    Stamp,
    /// An answer of the checklist.
    Answer,
    /// A note or summary.
    Note,
    /// A promise made, moved or kept.
    Promise,
    /// A complaint, wish or praise.
    Feedback,
    /// A call.
    Call,
    /// A time agreed, moved or asked for.
    Plan,
    /// A person added or mended.
    Person,
    /// Blocked time.
    Block,
    /// A correction of a mistaken tap.
    Correction,
    /// A settled conflict.
    Settlement,
    /// Anything else.
    Other,
}

/// Where a saved change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/sync.ts")]
pub enum Fate {
    /// Saved here, waits for a connection.
    Waiting,
    /// The server keeps it until something else arrives.
    Parked,
    /// The server did not take it; it stays readable here and a coordinator sees it.
    Refused,
}

/// A change that is saved here and not yet settled with the server.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/sync.ts")]
pub struct SavedItem {
    /// Its event id.
    pub id: String,
    /// What it is.
    pub what: SavedWhat,
    /// The client's name; none when it is about nobody.
    pub name: Option<String>,
    /// When it was saved.
    pub at: Moment,
    /// Where it is.
    pub fate: Fate,
}

/// The calm place.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/sync.ts")]
pub struct SyncView {
    /// The sync line.
    pub line: SyncLine,
    /// Changes of this tablet that have reached the server, ever.
    pub reached: u32,
    /// When the last of them did.
    pub reached_at: Option<Moment>,
    /// When a sync was last tried.
    pub tried_at: Option<Moment>,
    /// What stopped the last try, if anything did.
    pub problem: Option<ErrorView>,
    /// People whose history is still loading.
    pub loading: u32,
    /// Changes that have reached the server and are kept here all the same, until a backup of the server holds them.
    pub kept: u32,
    /// What has not been settled with the server: refused first, then parked, then waiting, oldest first.
    pub items: Vec<SavedItem>,
    /// What this tablet carries for colleagues, the newest first.
    pub parcels: Vec<ParcelView>,
    /// The office's name.
    pub office: String,
    /// Version of the app.
    pub version: String,
}

redacted!(SavedItem, SyncView);
