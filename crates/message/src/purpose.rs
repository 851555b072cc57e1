//! What a message is for.

use serde::{Deserialize, Serialize};

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Times to choose from.
    Offer,
    /// One time, proposed by letter or call: does it suit?
    Proposal,
    /// A time is agreed.
    Agreed,
    /// Two days before.
    Reminder,
    /// The day before, when nobody has answered.
    Question,
    /// The worker has set out.
    OnTheWay,
    /// The worker comes later than agreed.
    Late,
    /// The time has changed.
    Moved,
    /// The visit will not be.
    Cancelled,
    /// The service cannot keep the time and asks for another.
    MustMove,
    /// How was it?
    Rate,
    /// What was said and decided.
    Summary,
}

impl Purpose {
    /// All of them, in the order of a visit's life.
    pub const ALL: [Self; 12] = [
        Self::Offer,
        Self::Proposal,
        Self::Agreed,
        Self::Reminder,
        Self::Question,
        Self::OnTheWay,
        Self::Late,
        Self::Moved,
        Self::Cancelled,
        Self::MustMove,
        Self::Rate,
        Self::Summary,
    ];
}
