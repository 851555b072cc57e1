//! The state of the app as a whole: enrolled, locked, open, and the sync line that every screen shows.

use super::lease::LeaseView;
use super::recovery::RecoveryView;
use super::redacted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A local day and wall time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct Moment {
    /// Local calendar day, `"2026-11-23"`.
    pub day: String,
    /// Local wall time, `"9:35"`.
    pub time: String,
}

/// How far the app is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub enum Stage {
    /// No installation on this tablet yet: a code is needed.
    New,
    /// Enrolled; keys are out of memory; a PIN is needed.
    Locked,
    /// Unlocked.
    Open,
}

/// What the connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub enum Link {
    /// The server was not reached at the last try.
    Offline,
    /// Nothing to do; the server answered last time.
    Idle,
    /// A sync is running.
    Syncing,
}

/// The sync line at the top of every screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct SyncLine {
    /// What the connection is doing.
    pub link: Link,
    /// Changes saved here that have no final answer from the server yet.
    pub waiting: u32,
    /// Changes that the server parked or refused: they stay here and need a look.
    pub attention: u32,
    /// When this tablet last saw the plan; none before the first sync.
    pub plan_seen: Option<Moment>,
}

/// How the tries of the PIN stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct PinView {
    /// How many tries are left, once it is time to say so; 0: no PIN opens this profile any more.
    pub left: Option<u8>,
    /// How long it is until the next may be made, in seconds.
    pub wait_s: u32,
    /// No PIN opens it and all that was written is handed over: the tablet may begin anew with another code.
    pub may_leave: bool,
}

/// What the first sync has brought so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct FirstSync {
    /// People whose whole history is here.
    pub people_done: u32,
    /// People of the caseload.
    pub people_all: u32,
    /// Today's visits can be used already.
    pub today_ready: bool,
}

/// A profile that the office had cleared, since its tablet was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct ClearedView {
    /// When the order came.
    pub at: Moment,
    /// Something that was written here has not been handed over yet: it stays until it is.
    pub waits: bool,
    /// All of it is handed over and the office knows: the tablet may begin anew with another code.
    pub may_leave: bool,
    /// The file in which it waited was lost: whether all of it was handed over cannot be told here.
    pub unsure: bool,
}

/// A tablet that the office has not let in, or not let in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct ApprovalView {
    /// The digits of its keys, in two groups of four: the office's screen shows the same.
    pub check: String,
    /// The office's name.
    pub office: String,
    /// The office refused it: it waits no more.
    pub refused: bool,
}

/// What opens an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub enum OpenedBy {
    /// A PIN of 6 to 12 digits, with the tablet's key store.
    Pin,
    /// A passphrase of at least 12 characters: there is no key store, or was none.
    Passphrase,
}

/// How far somebody at the lock would come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub enum ProfileState {
    /// It may be tried.
    Ready,
    /// After wrong tries the next one has to wait.
    Waits,
    /// No PIN opens it any more.
    Gone,
    /// The office had it cleared.
    Cleared,
    /// Its files do not read.
    Damaged,
}

/// One of those who work with this tablet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct ProfileView {
    /// What it is called when it is chosen.
    pub id: String,
    /// Her name; none while it is not known, or the key store does not open it.
    pub name: Option<String>,
    /// Its number on this tablet, from 1: said where there is no name.
    pub number: u32,
    /// How far she would come.
    pub state: ProfileState,
    /// What she wrote that has no final answer from the server yet.
    pub waiting: u32,
}

/// Asks for somebody's lock.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct ChooseArgs {
    /// Whose; none for the list.
    pub profile: Option<String>,
}

/// The state of the app; also sent as the event `status` whenever it changes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct StatusView {
    /// How far the app is open.
    pub stage: Stage,
    /// Whose profile of this tablet it is; none on the screen for a code, and while somebody is to be chosen.
    pub profile: Option<String>,
    /// What opens it; on the screen for a code, what is to be chosen.
    pub opened_by: OpenedBy,
    /// All who work with this tablet; told while nobody is at work.
    pub profiles: Vec<ProfileView>,
    /// The worker whose installation this is; none before enrolment.
    pub worker: Option<String>,
    /// Now, as the tablet's server-corrected clock has it.
    pub now: Moment,
    /// The sync line.
    pub sync: SyncLine,
    /// The office had this profile cleared: nothing opens it, and only what waits is still handed over.
    pub cleared: Option<ClearedView>,
    /// How long what lies here may be read without a contact; none before the server has ever said so.
    pub lease: Option<LeaseView>,
    /// The lease is over and the PIN was right: what is written is taken, though nothing is shown.
    pub writes: bool,
    /// Notes that were written so without a visit: they wait to be given to somebody.
    pub kept: u32,
    /// How the tries of the PIN stand; none but while locked.
    pub pin: Option<PinView>,
    /// What opens it without its PIN; none but while locked.
    pub recovery: Option<RecoveryView>,
    /// While the office has not let this tablet in: nothing else can be done then. None while locked.
    pub approval: Option<ApprovalView>,
    /// The first sync while it runs, else none.
    pub first_sync: Option<FirstSync>,
    /// Conflicts that wait to be settled; 0 while locked.
    pub conflicts: u32,
}

/// Asks to bind this tablet to a worker.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct EnrolArgs {
    /// The office's code as typed: any case, spaces and hyphens; the device is forgiving.
    pub code: String,
    /// The chosen PIN of 6 to 12 digits, or passphrase.
    pub pin: String,
}

/// Asks to open a locked app.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct UnlockArgs {
    /// The PIN or passphrase as typed.
    pub pin: String,
}

/// Asks to put another PIN in the place of the one that opens the app.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/status.ts")]
pub struct ChangePinArgs {
    /// The PIN or passphrase that opens it now.
    pub old: String,
    /// The one that is to.
    pub new: String,
}

redacted!(StatusView, ProfileView, EnrolArgs, UnlockArgs, ChangePinArgs);
