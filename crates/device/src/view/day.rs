//! A worker's day and week: visits in order, the ways between them, gaps, and what is due.

use super::{Agreement, CallTaskView, ConflictView, PromiseView, ToldView, VisitState, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the worker gets from one visit to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub enum TravelMode {
    /// By car.
    Car,
    /// On foot.
    Foot,
}

/// One visit as a line of the day.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct VisitRow {
    /// The visit.
    pub id: String,
    /// The client.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// Planned time; none when the day is known but not the time.
    pub time: Option<String>,
    /// Planned minutes at the client's home.
    pub minutes: u32,
    /// Street and house, without the town.
    pub place: String,
    /// How to get in ("stairwell code 12#45"); none when nothing is known.
    pub access: Option<String>,
    /// The derived state.
    pub state: VisitState,
    /// Who agreed to the time; none when nobody did.
    pub agreement: Option<Agreement>,
    /// What the client was told of the time that stands; none when nothing was.
    pub told: Option<ToldView>,
    /// When the worker arrived, once she did.
    pub arrived: Option<String>,
    /// When it ended, however it ended.
    pub ended: Option<String>,
    /// What to mind, most important first, in the office's words.
    pub needs: Vec<String>,
    /// Promises to keep at this visit, in the worker's words.
    pub promised: Vec<String>,
    /// Never announced to the client.
    pub unannounced: bool,
    /// Needs two workers: the other one's name, or empty when none is named yet.
    pub companion: Option<String>,
    /// Done although the plan had changed meanwhile.
    pub out_of_plan: bool,
    /// The conflict that waits to be settled about this visit.
    pub conflict: Option<ConflictView>,
}

/// A visit without a time whose home is near a gap.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct NearVisit {
    /// The visit.
    pub visit: String,
    /// The client.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// Minutes of travel from the visit before the gap.
    pub travel: u32,
    /// Planned minutes at the client's home.
    pub minutes: u32,
    /// Nobody is asked about it: its time is chosen, not agreed.
    pub unannounced: bool,
}

/// One line of the day, in order of time.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
#[expect(clippy::large_enum_variant, reason = "a day has some twenty lines; a box would only hide the shape")]
pub enum DayEntry {
    /// A visit.
    Visit {
        /// The visit's line.
        row: VisitRow,
    },
    /// The way to the next visit.
    Travel {
        /// Minutes on the way.
        minutes: u32,
        /// How.
        mode: TravelMode,
        /// Leave by then to be on time; none when the way is behind.
        set_out_by: Option<String>,
        /// The place is known no better than its town or postcode.
        estimated: bool,
        /// Minutes too few to be on time; 0 when it fits.
        short_by: u32,
    },
    /// Free time.
    Gap {
        /// From.
        from: String,
        /// Until.
        to: String,
        /// Its minutes.
        minutes: u32,
        /// Somebody near who waits for a time.
        near: Option<NearVisit>,
    },
    /// Time that the worker keeps for something else.
    Blocked {
        /// Its id.
        id: String,
        /// From.
        from: String,
        /// Until.
        to: String,
        /// What for, in the worker's words; may be empty.
        reason: String,
    },
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub enum NextAct {
    /// Set out to the visit.
    SetOut,
    /// Say that she has arrived.
    Arrive,
    /// Start or go on with the visit at whose door she stands.
    Resume,
    /// Agree a time: the next visit has none.
    Agree,
}

/// The next visit of the day.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct NextVisit {
    /// The visit.
    pub visit: String,
    /// The client.
    pub person: String,
    /// The client's name and surname.
    pub name: String,
    /// Its time, if any.
    pub time: Option<String>,
    /// Planned minutes at the client's home.
    pub minutes: u32,
    /// What to do.
    pub act: NextAct,
}

/// A day of the worker.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct DayView {
    /// The day.
    pub day: String,
    /// It is the current day.
    pub is_today: bool,
    /// Its lines, in order of time.
    pub entries: Vec<DayEntry>,
    /// What to do next; none on other days and when all is done.
    pub next: Option<NextVisit>,
    /// Visits of the caseload that wait for a time, nearest first.
    pub waiting: Vec<NearVisit>,
    /// Promises overdue or due by the end of the next working day.
    pub promises: Vec<PromiseView>,
    /// Calls that are hers to make, due by the end of the current day; none on other days.
    pub calls: Vec<CallTaskView>,
    /// Conflicts that belong to no line above.
    pub conflicts: Vec<ConflictView>,
}

/// Asks for a day.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct DayArgs {
    /// The day; none = the current one.
    pub day: Option<String>,
}

/// A visit as a line of the week.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct WeekVisit {
    /// The visit.
    pub visit: String,
    /// The client's name and surname.
    pub name: String,
    /// Planned time, if any.
    pub time: Option<String>,
    /// The derived state.
    pub state: VisitState,
}

/// One day of the week.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct WeekDay {
    /// The day.
    pub day: String,
    /// A public holiday.
    pub holiday: bool,
    /// Its visits, in order of time.
    pub visits: Vec<WeekVisit>,
    /// Minutes of office hours that are neither visits, travel nor blocked.
    pub free: u32,
    /// Promises due.
    pub promises: u32,
}

/// A week, Monday to Sunday.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/day.ts")]
pub struct WeekView {
    /// Its seven days; a weekend day without visits is left out.
    pub days: Vec<WeekDay>,
}

redacted!(VisitRow, NearVisit, DayEntry, NextVisit, DayView, WeekVisit, WeekDay, WeekView);
