//! A worker as the plan knows her: who she is, which languages and hours she has, and the time she keeps for
//! herself.

use crate::client::Language;
use crate::id::BlockId;
use crate::text::Text;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// Working hours of an ordinary day: minutes after local midnight, `from` < `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hours {
    /// First minute of work, 0..1440.
    pub from: u16,
    /// First minute after work, 1..=1440.
    pub to: u16,
}

/// A worker's profile. Written whole by the office; the latest one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The office's own code: `D07`.
    pub code: Text,
    /// Given name.
    pub given: Text,
    /// Surname.
    pub surname: Text,
    /// Position: `Socialinis darbuotojas`.
    pub position: Text,
    /// Unit of the office.
    pub unit: Text,
    /// Telephone, E.164 where it could be understood.
    pub phone: Text,
    /// Electronic mail address.
    pub email: Text,
    /// Languages spoken.
    pub languages: Vec<Language>,
    /// Ordinary working hours, when known.
    pub hours: Option<Hours>,
}

/// Time a worker keeps for herself: leave, a meeting, a doctor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Which one.
    pub id: BlockId,
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// What for; seen by the worker and the coordinator.
    pub reason: Text,
}

/// When a worker is taken, without saying by whom: what colleagues' slot search reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Busy {
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
}
