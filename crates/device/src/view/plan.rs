//! Times: what was agreed, by whom, which times can be offered, and own time that is blocked.

use super::{Moment, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A way of reaching a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub enum Channel {
    /// By telephone.
    Phone,
    /// Face to face, at the door or during a visit.
    InPerson,
    /// By text message.
    Sms,
    /// By e-mail.
    Email,
    /// By letter.
    Letter,
    /// Not known, as in records taken over from the office.
    Unknown,
}

/// Who accepted a time, how and when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct Agreement {
    /// Name of the contact person who agreed; none when the client did.
    pub contact: Option<String>,
    /// The channel of the agreement.
    pub channel: Channel,
    /// When it was agreed.
    pub at: Moment,
    /// Made here and not yet confirmed by the office.
    pub office_confirms: bool,
}

/// How far the client knows of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub enum ToldHow {
    /// The client has confirmed it.
    Confirmed,
    /// The message arrived.
    Arrived,
    /// The message was handed over to who carries it.
    Sent,
    /// The message did not arrive.
    Failed,
    /// Nobody can say whether the message went.
    Unknown,
}

/// By what the client was told, or told us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub enum ToldBy {
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// A call.
    Phone,
    /// A letter.
    Letter,
    /// The client's own page.
    Page,
    /// Something else.
    Other,
}

/// What the client knows of the time that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct ToldView {
    /// How far.
    pub how: ToldHow,
    /// By what.
    pub by: ToldBy,
}

/// A planned visit, in short.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct PlannedVisit {
    /// The visit.
    pub visit: String,
    /// Its day; none while no time is planned.
    pub day: Option<String>,
    /// Its time; none while no time is planned.
    pub time: Option<String>,
    /// Planned minutes at the client's home.
    pub minutes: u32,
    /// The client agreed to this time.
    pub agreed: bool,
}

/// Why a time is offered, or what to mind about it. The first in a list is the chief one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub enum SlotReason {
    /// The earliest time there is.
    Soonest,
    /// Within the client's good times.
    GoodTime,
    /// The worker is near just before: minutes of travel from the visit before.
    Near {
        /// Minutes of travel.
        minutes: u32,
    },
    /// Fills a gap of the day that is useless otherwise.
    FillsGap,
    /// Adds this much travel to the day.
    ExtraTravel {
        /// Minutes of travel added.
        minutes: u32,
    },
    /// Little slack before the next visit.
    Tight {
        /// Minutes of slack.
        minutes: u32,
    },
    /// Outside the client's good times.
    OutsideGoodTime,
}

/// A time that can be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct SlotView {
    /// Its day.
    pub day: String,
    /// When the visit would start.
    pub time: String,
    /// When it would end.
    pub until: String,
    /// Why it is offered, chief reason first.
    pub why: Vec<SlotReason>,
}

/// Asks for times to offer, quickest convenient first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct SlotsArgs {
    /// Whom to visit.
    pub person: String,
    /// The visit to be moved or agreed; none for a new one.
    pub visit: Option<String>,
    /// Minutes at the client's home.
    pub minutes: u32,
    /// Only from this day on; none = from today.
    pub from_day: Option<String>,
}

/// Why an agreed time moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub enum MoveCause {
    /// The client asked for another time.
    Client,
    /// The worker is ill.
    Ill,
    /// An earlier visit takes longer.
    Overrun,
    /// The road.
    Traffic,
    /// An emergency elsewhere.
    Emergency,
    /// Another cause in the service.
    Service,
}

/// Records that a time was agreed: for a visit that has none yet, or for a new visit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct AgreeTimeArgs {
    /// Whom the visit is for.
    pub person: String,
    /// The visit; none makes a new one.
    pub visit: Option<String>,
    /// The visit that a new one follows, if any.
    pub after: Option<String>,
    /// The agreed day.
    pub day: String,
    /// The agreed time.
    pub time: String,
    /// Minutes at the client's home.
    pub minutes: u32,
    /// The contact person who agreed; none when the client did.
    pub contact: Option<String>,
    /// The channel of the agreement.
    pub channel: Channel,
}

/// Moves an agreed visit to another agreed time.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct MoveTimeArgs {
    /// The visit.
    pub visit: String,
    /// The new day.
    pub day: String,
    /// The new time.
    pub time: String,
    /// Minutes at the client's home.
    pub minutes: u32,
    /// Why it moves.
    pub cause: MoveCause,
    /// The contact person who agreed; none when the client did.
    pub contact: Option<String>,
    /// The channel of the agreement.
    pub channel: Channel,
}

/// Asks the office for a visit whose time is yet to be agreed (say, after no access).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct RequestVisitArgs {
    /// Whom to visit.
    pub person: String,
    /// The visit that it follows, if any.
    pub after: Option<String>,
    /// Minutes at the client's home.
    pub minutes: u32,
}

/// Keeps part of the worker's own day free of visits.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct BlockTimeArgs {
    /// The day.
    pub day: String,
    /// From this time.
    pub from: String,
    /// Until this time.
    pub to: String,
    /// What for, in the worker's words; may be empty.
    pub reason: String,
}

/// Frees blocked time again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/plan.ts")]
pub struct UnblockArgs {
    /// The blocked time's id.
    pub block: String,
}

redacted!(Agreement, PlannedVisit, BlockTimeArgs);
