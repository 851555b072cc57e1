//! What went wrong, as a code with arguments; the sentence lives in locales/ alone (`error-<code>`).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A machine code of what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/error.ts")]
pub enum ErrorCode {
    /// Wrong PIN. How many tries are left, the status says.
    PinWrong,
    /// Too many wrong PINs: the next try has to wait as long as the status says.
    PinWait,
    /// There were so many wrong PINs that none opens this profile any more.
    PinGone,
    /// The PIN is not of six to twelve digits, or is too easy to guess.
    PinWeak,
    /// The passphrase is shorter than twelve characters, or is too easy to guess.
    PhraseWeak,
    /// The supervisor's code is wrong. How many tries are left, the status says.
    UnlockCodeWrong,
    /// Too many wrong codes: the next has to wait as long as the status says.
    UnlockCodeWait,
    /// There is no supervisor's code that opens this tablet.
    UnlockCodeGone,
    /// The supervisor's code is too old.
    UnlockCodeExpired,
    /// The supervisor's code was given for another tablet.
    UnlockCodeOther,
    /// The tablet was without a contact for too long: nothing is shown before the next one or a supervisor's code.
    LeaseOver,
    /// The code has a slip of the finger: its check does not fit.
    CodeMistyped,
    /// The code was used, withdrawn or is too old.
    CodeSpent,
    /// The server did not answer.
    ServerUnreachable,
    /// The server is not the one that the code named.
    ServerNotTrusted,
    /// The coordinator has not approved this tablet yet.
    NotApproved,
    /// The app is locked.
    Locked,
    /// The person or visit is no longer this worker's.
    NotYours,
    /// There is no such thing here.
    NotFound,
    /// The step does not fit the visit's state any more.
    StateMoved,
    /// That time is taken meanwhile.
    TimeTaken,
    /// The worker's last day is over by then.
    Leaving,
    /// A field is missing or malformed. Argument `field`: its camelCase name.
    Invalid,
    /// Somebody used a newer app here: this one may not change the plan.
    UpdateNeeded,
    /// Nothing waits that could be handed to a colleague.
    CarryNothing,
    /// A colleague's file is another municipality's.
    CarryOther,
    /// A colleague's file is none, or was cut or damaged.
    CarryDamaged,
    /// A colleague's file is larger than one can be.
    CarryTooLarge,
    /// More waits here than one file takes.
    CarryTooMuch,
    /// As many colleagues' files wait here as may.
    CarryFull,
    /// What was typed is not what the colleague's tablet shows.
    LinkWrong,
    /// The colleague's tablet cannot be reached.
    LinkUnreachable,
    /// This tablet is in no network.
    LinkNoNetwork,
    /// The tablet's storage is full.
    StorageFull,
    /// The tablet could not save.
    StorageFailed,
    /// No key store of the operating system can be reached.
    KeyStoreMissing,
    /// No app on this tablet opens calls or maps.
    NoHandler,
    /// Anything else; the log has more.
    Unexpected,
}

/// What went wrong; every command's error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/error.ts")]
pub struct ErrorView {
    /// The code.
    pub code: ErrorCode,
    /// Its arguments by name; never personal data.
    pub args: BTreeMap<String, String>,
}
