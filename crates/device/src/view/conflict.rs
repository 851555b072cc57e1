//! Where two people changed the same thing without knowing of one another: both values, one tap to settle.

use super::{Moment, VisitState, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What two people changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub enum ConflictAbout {
    /// The time of a visit.
    Time,
    /// Whether a visit takes place.
    Visit,
    /// Who visits.
    Worker,
    /// When or how a visit ended.
    Outcome,
    /// A telephone number.
    Phone,
    /// An address.
    Address,
    /// A name.
    Name,
    /// Any other field of a person.
    Person,
}

/// Who made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub enum Author {
    /// The worker of this tablet.
    Me,
    /// A colleague.
    Worker,
    /// A coordinator.
    Coordinator,
    /// The client.
    Client,
    /// The office's file that was taken over.
    Import,
    /// The server by itself.
    System,
}

/// A value that a change set.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub enum ConflictValue {
    /// A planned time.
    Plan {
        /// The day.
        day: String,
        /// The time.
        time: String,
    },
    /// A visit's state (cancelled, completed, no access …).
    State {
        /// The state.
        state: VisitState,
        /// Since when, wall time.
        at: Option<String>,
    },
    /// Words: a number, an address, a name.
    Text {
        /// The words.
        text: String,
    },
}

/// One side of a conflict.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub struct ConflictSide {
    /// The event that set the value: the choice that settles.
    pub event: String,
    /// The value.
    pub value: ConflictValue,
    /// Who set it.
    pub by: Author,
    /// The colleague's or coordinator's name, when known.
    pub by_name: Option<String>,
    /// When.
    pub at: Moment,
    /// The client agreed to it.
    pub agreed: bool,
    /// It stands unless somebody settles otherwise.
    pub stands: bool,
}

/// A conflict that waits to be settled.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub struct ConflictView {
    /// Its id: the sorted set of event ids, in one string.
    pub id: String,
    /// The client whom it is about.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// The visit, if it is about one.
    pub visit: Option<String>,
    /// What was changed.
    pub about: ConflictAbout,
    /// The sides, two or more, in log order.
    pub sides: Vec<ConflictSide>,
    /// This worker may settle it; else a coordinator will.
    pub mine_to_settle: bool,
}

/// Settles a conflict.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/conflict.ts")]
pub struct SettleArgs {
    /// The conflict.
    pub conflict: String,
    /// The event whose value is to stand.
    pub choice: String,
}

redacted!(ConflictValue, ConflictSide, ConflictView);
