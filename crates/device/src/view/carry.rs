//! Handing what waits to a colleague's tablet, and what a colleague handed over.

use super::{Moment, redacted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that a colleague's tablet delivers; all of it is sealed to the server.
#[derive(Clone)]
pub struct CarryFile {
    /// Its name, by chance.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Asks to take a colleague's file over.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub struct CarryTakeArgs {
    /// What the file holds, in base 64.
    pub file: String,
}

/// Which of what is carried.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub struct CarriedArgs {
    /// Its id.
    pub parcel: String,
}

/// How far what is carried has come, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub enum ParcelState {
    /// It is kept here and delivered at the next contact.
    Waits,
    /// The server has it.
    Delivered,
    /// The server could not read it, or a part of it; it is kept and can be tried again.
    Damaged,
    /// The server does not know, or not any more, whose it is; it is kept and can be tried again.
    Unknown,
}

/// What a colleague's tablet handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub struct ParcelView {
    /// Its id.
    pub id: String,
    /// How far it has come.
    pub state: ParcelState,
    /// When it was taken over.
    pub taken: Moment,
    /// When the server answered.
    pub answered: Option<Moment>,
}

/// How far a link to a colleague's tablet has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub enum LinkState {
    /// The colleague's tablet has not come yet.
    Waits,
    /// It has taken everything over.
    Taken,
    /// It is closed.
    Over,
}

/// A link that a colleague's tablet may fetch by.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub struct LinkView {
    /// What the colleague types: address and one-time secret.
    pub text: String,
    /// The same as a QR code: dark squares as one SVG path.
    pub path: String,
    /// Width and height of the code, the quiet zone included.
    pub size: u32,
    /// How far it has come.
    pub state: LinkState,
    /// How long it is open still, in seconds.
    pub left_s: u32,
}

/// Asks to fetch what a colleague's tablet shows.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/backend/bindings/carry.ts")]
pub struct LinkTakeArgs {
    /// What it shows, as typed.
    pub text: String,
}

redacted!(CarryFile, CarryTakeArgs, LinkView, LinkTakeArgs);
