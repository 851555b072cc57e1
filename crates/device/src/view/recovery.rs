//! What opens a locked tablet without its PIN, and how that stands.

use super::redacted;
use super::status::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the supervisor's code stands on this tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub enum CodeStandingView {
    /// None was made here, or it was used.
    None,
    /// The office can give one that opens it.
    Ready,
    /// Its day is over.
    Expired,
    /// There were too many wrong ones.
    Gone,
}

/// How the asking for the keys stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub enum AskingStanding {
    /// Two people of the office have yet to open it.
    Waiting,
    /// They have: a new PIN is to be chosen.
    Answered,
    /// It is too late for this asking.
    Over,
    /// The office has nothing that it could open.
    Nothing,
}

/// The keys are asked for at the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub struct AskingView {
    /// The digits to read out, in two groups of four; none until the server has heard of it, and drawn its part of them.
    pub check: Option<String>,
    /// How it stands.
    pub standing: AskingStanding,
    /// Until when it may be answered; none until the server has said so.
    pub until: Option<Moment>,
    /// Whether this tablet could prove which one it is. One whose key store is gone has to be brought to the office.
    pub proved: bool,
}

/// What opens a locked tablet without its PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub struct RecoveryView {
    /// How the supervisor's code stands.
    pub code: CodeStandingView,
    /// How many codes may still be tried, once it is time to say so.
    pub code_left: Option<u8>,
    /// How long it is until the next may be tried, in seconds.
    pub code_wait_s: u32,
    /// The keys are asked for; none when nobody asked.
    pub asking: Option<AskingView>,
}

/// Opens a locked tablet by the supervisor's code, with a new PIN.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub struct UnlockCodeArgs {
    /// The code as typed, or the scanned text.
    pub code: String,
    /// The PIN from now on.
    pub pin: String,
}

/// Opens a tablet whose keys the office has given back, with a new PIN.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/recovery.ts")]
pub struct RecoverArgs {
    /// The PIN from now on.
    pub pin: String,
}

redacted!(UnlockCodeArgs, RecoverArgs);
