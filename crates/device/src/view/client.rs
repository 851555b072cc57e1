//! What the present client may see on the tablet: nothing about anybody else, nothing of the case.

use super::{PlannedVisit, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A promise as its client sees it.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/client.ts")]
pub struct ClientPromise {
    /// The promise.
    pub text: String,
    /// By which day.
    pub day: String,
    /// By which time; none = by the end of the day.
    pub time: Option<String>,
}

/// The client's screen. Without a visit it shows the worker and the office alone.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/client.ts")]
pub struct ClientView {
    /// The worker's name and surname.
    pub worker: String,
    /// The worker's position.
    pub position: String,
    /// The office's name.
    pub office: String,
    /// The office's telephone, as shown.
    pub phone: String,
    /// How to address the client; none without a visit.
    pub greeting: Option<String>,
    /// What the visit is about, in neutral words.
    pub purpose: Option<String>,
    /// Planned minutes of the visit.
    pub minutes: Option<u32>,
    /// Open promises to this client, at or before this visit.
    pub promises: Vec<ClientPromise>,
    /// The next visit, when it was agreed.
    pub next: Option<PlannedVisit>,
}

/// Asks for the client's screen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/client.ts")]
pub struct ClientViewArgs {
    /// The visit whose client is present; none on screens of no visit.
    pub visit: Option<String>,
}

redacted!(ClientPromise, ClientView);
