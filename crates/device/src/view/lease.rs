//! How long what lies here may be read without a contact.

use super::status::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a lease stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub enum LeaseStandingView {
    /// It holds for a day and longer.
    Open,
    /// It ends within a day.
    EndsSoon,
    /// It is over: nothing of a client is shown.
    Shut,
}

/// A lease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct LeaseView {
    /// How it stands.
    pub standing: LeaseStandingView,
    /// When it ends or ended.
    pub until: Moment,
    /// It is over because the tablet's clock went back while it was switched off.
    pub reset: bool,
}
