//! What the plan is told of a worker's week, of a client's week and of a visit's haste. Decides nothing.

/// A worker's hours on one weekday, where they are written for her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// 0 is Monday.
    pub weekday: u8,
    /// First minute of work after local midnight.
    pub from: u16,
    /// First minute after work.
    pub to: u16,
    /// First minute of her break; a break that does not end after it begins is none.
    pub break_from: u16,
    /// First minute after it.
    pub break_to: u16,
}

/// A stretch of the week that suits a client, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suit {
    /// 0 is Monday.
    pub weekday: u8,
    /// First minute after local midnight.
    pub from: u16,
    /// First minute after it.
    pub to: u16,
    /// Whether it suits.
    pub good: bool,
}

/// How much a visit is in haste.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// As any other.
    #[default]
    Normal,
    /// Waiting weighs more.
    Soon,
    /// The soonest time first, whatever else speaks against it.
    Urgent,
}
