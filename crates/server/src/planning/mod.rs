//! Planning at the server: who is free when, by the whole municipality's replica. It proposes and looks; what is decided
//! becomes events elsewhere, and whether a time was free when it was decided the judge says.

mod moves;
mod offers;
mod team;

pub use moves::{Broken, MoveCheck, Off, Telling};
pub use offers::{OfferAsk, Offers};
pub use team::Held;
pub(crate) use team::{Span, Team, Wanted};

use vizitas_planning::calendar::{Calendar, OfficeHours};

/// How far ahead times are looked for, in days on which the office is open.
pub(crate) const LOOK_DAYS: u16 = 10;
/// How long before a visit somebody must know of it.
pub(crate) const NOTICE_MINUTES: i64 = 60;
/// Days of the calendar that hold so many office days, with weekends and holidays.
pub(crate) const READ_DAYS: i64 = 24;

/// The municipality's days.
pub(crate) fn calendar() -> Calendar {
    Calendar::lithuanian(OfficeHours::alytus())
}
