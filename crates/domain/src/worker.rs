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

/// Working hours of one weekday, with its break. Minutes after local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DayHours {
    /// 0 Monday to 6 Sunday.
    pub weekday: u8,
    /// First minute of work, 0..1440.
    pub from: u16,
    /// First minute after work, 1..=1440.
    pub to: u16,
    /// First minute of the break; as `break_to` when there is none.
    pub break_from: u16,
    /// First minute after the break.
    pub break_to: u16,
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
    /// What she can do beside what everybody can.
    #[serde(default)]
    pub skills: Vec<Text>,
    /// Her week, where it differs from day to day: a weekday that is not named is free. Empty: `hours` hold.
    #[serde(default)]
    pub week: Vec<DayHours>,
    /// The first moment at which she works here no more: the midnight after her last day, or sooner. None: she stays.
    #[serde(default)]
    pub until: Option<Time>,
}

impl Profile {
    /// Whether she works here at a moment, as far as her end tells. Her hours are another matter.
    #[must_use]
    pub fn works_at(&self, moment: Time) -> bool {
        self.until.is_none_or(|until| moment < until)
    }

    /// Whether all of a visit lies before her end.
    #[must_use]
    pub fn works_through(&self, start: Time, minutes: u16) -> bool {
        self.works_at(start) && self.until.is_none_or(|until| start.plus_minutes(minutes.into()) <= until)
    }
}

/// What a worker's time is taken by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// She keeps it for herself: a meeting, a doctor.
    #[default]
    Own,
    /// Leave.
    Leave,
    /// Ill.
    Ill,
    /// Training.
    Training,
}

/// Time a worker does not visit: leave, illness, a meeting. She writes it herself, or the office does.
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
    /// What takes it.
    #[serde(default)]
    pub kind: BlockKind,
}

/// When a worker is taken, without saying by whom: what colleagues' slot search reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Busy {
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(until: Option<Time>) -> Profile {
        let (code, given, surname) = (Text::from("D07"), Text::from("Ieva"), Text::from("Rimkė"));
        let (position, unit, phone, email) = Default::default();
        let (languages, hours, skills, week) = Default::default();
        Profile { code, given, surname, position, unit, phone, email, languages, hours, skills, week, until }
    }

    #[test]
    fn somebody_works_before_her_end_and_not_from_it_on() {
        let hour = |hour: i64| Time(hour * 3600);
        // Her end, a visit's beginning and its minutes; whether she works then, and all through it.
        let cases = [
            (None, hour(90_000), 60, (true, true)),
            (Some(hour(24)), hour(8), 60, (true, true)),
            (Some(hour(24)), hour(23), 60, (true, true)),
            (Some(hour(24)), hour(23), 61, (true, false)),
            (Some(hour(24)), hour(24), 0, (false, false)),
            (Some(hour(24)), hour(32), 60, (false, false)),
        ];
        for (end, start, minutes, expected) in cases {
            let profile = until(end);
            let works = (profile.works_at(start), profile.works_through(start, minutes));
            assert_eq!(works, expected, "{end:?} {start:?} {minutes}");
        }
    }
}
