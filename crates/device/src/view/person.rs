//! A person: how to address and reach them, who else lives there, what to mind; and finding one.

use super::{CallView, Channel, FeedbackView, Moment, PlannedVisit, PromiseView, VisitState, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A contact person of the client.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct ContactPerson {
    /// Its id.
    pub id: String,
    /// Name and surname.
    pub name: String,
    /// What they are to the client, in the office's words ("daughter").
    pub relation: String,
    /// Telephone as shown, `0 600 00000`.
    pub phone: Option<String>,
    /// The client allows us to speak to them about the case.
    pub may_be_told: bool,
    /// Lives in the same home.
    pub same_home: bool,
}

/// How to meet a person: all she must know before the door.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PersonBrief {
    /// Its id.
    pub id: String,
    /// Name and surname.
    pub name: String,
    /// The whole greeting in the client's language, with courtesy title and vocative.
    pub greeting: String,
    /// Age in full years, when the birth date is known.
    pub age: Option<u32>,
    /// The client's language, BCP 47.
    pub language: String,
    /// An interpreter is needed ("sign language"), in the office's words.
    pub interpreter: Option<String>,
    /// Telephone as shown, `0 600 00000`.
    pub phone: Option<String>,
    /// The telephone was found to be wrong.
    pub phone_wrong: bool,
    /// E-mail.
    pub email: Option<String>,
    /// Whole address: street, house-flat, postcode, town.
    pub address: String,
    /// The address is known no better than its town or postcode.
    pub address_coarse: bool,
    /// How to get in.
    pub access: Option<String>,
    /// Preferred way of being told.
    pub channel: Channel,
    /// Never send text messages to this home.
    pub never_text: bool,
    /// Good and bad times, in the office's words.
    pub times: Option<String>,
    /// What to mind, most important first, in the office's words.
    pub needs: Vec<String>,
    /// Household and contact persons.
    pub contacts: Vec<ContactPerson>,
    /// Why visits need two workers; none when they do not.
    pub two_workers: Option<String>,
    /// Why visits to this home need care, as long as it holds.
    pub risk: Option<RiskView>,
}

/// Why visits to a home need care. Never on a screen that a client may see.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct RiskView {
    /// What happened, as facts.
    pub facts: String,
    /// Who wrote it down; empty when this tablet does not know the name.
    pub by: String,
    /// The last day on which it holds.
    pub until: String,
}

/// A visit in the past.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PastVisit {
    /// The visit.
    pub visit: String,
    /// When.
    pub at: Moment,
    /// How it ended.
    pub state: VisitState,
    /// The colleague who visited; none = this worker.
    pub by: Option<String>,
    /// First words of the summary; may be empty.
    pub summary: String,
}

/// A person's card.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PersonView {
    /// How to meet them.
    pub brief: PersonBrief,
    /// Visits to come, soonest first; those without a time last.
    pub planned: Vec<PlannedVisit>,
    /// Visits of the past, newest first.
    pub past: Vec<PastVisit>,
    /// Open promises, soonest first.
    pub promises: Vec<PromiseView>,
    /// Complaints, wishes, praise, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Calls, newest first.
    pub calls: Vec<CallView>,
    /// History is still loading.
    pub loading: bool,
}

/// A person as a line of a search.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PersonRow {
    /// Its id.
    pub id: String,
    /// Name and surname.
    pub name: String,
    /// Street and house, without the town.
    pub place: String,
    /// Telephone as shown.
    pub phone: Option<String>,
    /// The next planned visit.
    pub next: Option<Moment>,
}

/// Names a person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PersonArgs {
    /// The person.
    pub person: String,
}

/// Searches the caseload by name, street or telephone.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct SearchArgs {
    /// What was typed, with or without Lithuanian letters; empty = everybody, by surname.
    pub query: String,
}

/// A field of a person that the worker may mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub enum PersonField {
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// Whole address on one line.
    Address,
    /// How to get in.
    Access,
    /// Good and bad times.
    Times,
    /// The greeting, when the made one is wrong.
    Greeting,
}

/// Mends one field of a person or of a contact person.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct PersonMendArgs {
    /// The person.
    pub person: String,
    /// The contact person whose telephone it is; none = the client's own field.
    pub contact: Option<String>,
    /// Which field.
    pub field: PersonField,
    /// The new value as typed; empty = there is none.
    pub value: String,
}

/// Adds somebody near a person.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct ContactAddArgs {
    /// The person.
    pub person: String,
    /// Name as it is said.
    pub name: String,
    /// Daughter, neighbour, guardian; may be empty.
    pub relation: String,
    /// Telephone as typed; may be empty.
    pub phone: String,
    /// Lives in the same home.
    pub same_home: bool,
    /// Whether one may speak to this person about the client.
    pub may_be_told: bool,
}

/// Adds a client met at the door.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct ClientAddArgs {
    /// First name.
    pub first_name: String,
    /// Surname; may be empty when it was not told.
    pub surname: String,
    /// Whole address on one line.
    pub address: String,
    /// Telephone as typed; may be empty.
    pub phone: String,
    /// Language, BCP 47.
    pub language: String,
    /// Why they are added; may be empty.
    pub note: String,
}

/// Asks the tablet to call a number of a person, or of one of the contact persons.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/person.ts")]
pub struct OpenCallArgs {
    /// The person.
    pub person: String,
    /// The contact person; none = the client.
    pub contact: Option<String>,
}

redacted!(
    ContactAddArgs,
    ContactPerson,
    PersonBrief,
    RiskView,
    PastVisit,
    PersonView,
    PersonRow,
    SearchArgs,
    PersonMendArgs,
    ClientAddArgs
);
