//! How long what is written about a client is kept: rules by class of records, as data, and what they say of one client at a
//! moment. It counts; whoever erases stands elsewhere.

use crate::time::Time;
use serde::{Deserialize, Serialize};

/// Seconds of a day.
const DAY_S: i64 = 24 * 3600;
/// Days of a month, on average and rounded up: nothing goes a day too early.
const MONTH_DAYS: i64 = 31;

/// The rules in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Which they are.
    pub version: String,
    /// So many days before something goes it is announced.
    pub announce_days: u32,
    /// So many days backups are kept.
    pub backups_kept_days: u32,
    /// By class; of several that fit the first counts.
    pub classes: Vec<Class>,
}

/// Whom a class is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// Who was visited.
    Visited,
    /// Who was registered and never visited.
    NeverVisited,
    /// Records that are no client's: named so that a person is told, never counted here.
    Records,
}

/// What happens at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It is erased, once it was announced.
    Erase,
    /// A person decides.
    Ask,
    /// It is kept.
    Keep,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// Lithuanian.
    pub lt: String,
    /// English.
    pub en: String,
}

/// One class of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name in the rules.
    pub class: String,
    /// What it is.
    pub title: Both,
    /// Whom it is about.
    pub applies: Applies,
    /// So many months after the last thing written about the client.
    pub months: u32,
    /// What happens then.
    pub then: Then,
    /// What the period rests on.
    pub source: Both,
}

/// What counts of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When the last thing was written.
    pub last: Time,
    /// Whether a visit ever took place.
    pub visited: bool,
    /// Promises that are open.
    pub promises: usize,
    /// Tasks and conflicts that are open.
    pub tasks: usize,
    /// Visits that are not over.
    pub visits: usize,
    /// Complaints: nothing says that one is settled, so a person decides.
    pub complaints: usize,
}

/// Why nothing goes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// A promise is open.
    Promise,
    /// A task or a conflict is open.
    Task,
    /// A visit is still to come, or not closed.
    Visit,
    /// There was a complaint.
    Complaint,
}

/// What the rules say of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The class.
    pub class: String,
    /// From when on.
    pub at: Time,
    /// What happens then.
    pub then: Then,
    /// Why not by itself.
    pub holds: Vec<Holds>,
}

impl Rules {
    /// Whether the rules make sense.
    #[must_use]
    pub fn are_sound(&self) -> bool {
        let erases = |class: &Class| class.then != Then::Erase || class.months > 0;
        let mut names: Vec<&str> = self.classes.iter().map(|class| class.class.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        self.announce_days > 0 && names.len() == self.classes.len() && self.classes.iter().all(erases)
    }

    /// What the rules say of a client; none when none is about her.
    #[must_use]
    pub fn verdict(&self, facts: &Facts) -> Option<Verdict> {
        let applies = if facts.visited { Applies::Visited } else { Applies::NeverVisited };
        let class = self.classes.iter().find(|class| class.applies == applies)?;
        let days = i64::from(class.months).saturating_mul(MONTH_DAYS);
        let holds = [
            (facts.promises, Holds::Promise),
            (facts.tasks, Holds::Task),
            (facts.visits, Holds::Visit),
            (facts.complaints, Holds::Complaint),
        ];
        Some(Verdict {
            class: class.class.clone(),
            at: Time(facts.last.0.saturating_add(days.saturating_mul(DAY_S))),
            then: class.then,
            holds: holds.into_iter().filter(|(count, _)| *count > 0).map(|(_, why)| why).collect(),
        })
    }

    /// When what is announced now may go.
    #[must_use]
    pub fn earliest(&self, announced: Time) -> Time {
        Time(announced.0.saturating_add(i64::from(self.announce_days).saturating_mul(DAY_S)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str, applies: Applies, months: u32, then: Then) -> Class {
        let both = || Both { lt: String::new(), en: String::new() };
        Class { class: name.to_owned(), title: both(), applies, months, then, source: both() }
    }

    fn rules() -> Rules {
        Rules {
            version: "1".to_owned(),
            announce_days: 30,
            backups_kept_days: 90,
            classes: vec![
                class("case", Applies::Visited, 120, Then::Erase),
                class("registration", Applies::NeverVisited, 12, Then::Ask),
                class("audit", Applies::Records, 0, Then::Keep),
            ],
        }
    }

    #[test]
    fn the_first_class_that_fits_counts_and_open_things_hold() {
        let quiet = Facts { last: Time(0), visited: true, promises: 0, tasks: 0, visits: 0, complaints: 0 };
        let cases = [
            (quiet, "case", 120, Then::Erase, vec![]),
            (Facts { visited: false, ..quiet }, "registration", 12, Then::Ask, vec![]),
            (Facts { promises: 1, ..quiet }, "case", 120, Then::Erase, vec![Holds::Promise]),
            (
                Facts { tasks: 1, visits: 2, complaints: 1, ..quiet },
                "case",
                120,
                Then::Erase,
                vec![Holds::Task, Holds::Visit, Holds::Complaint],
            ),
        ];
        for (facts, class, months, then, holds) in cases {
            let at = Time(months * 31 * DAY_S);
            let expected = Verdict { class: class.to_owned(), at, then, holds };
            assert_eq!(rules().verdict(&facts), Some(expected));
        }
        let none = Rules { classes: vec![], ..rules() };
        assert_eq!(none.verdict(&quiet), None);
        assert_eq!(rules().earliest(Time(5)), Time(5 + 30 * DAY_S));
    }

    #[test]
    fn rules_that_erase_at_once_or_without_a_word_are_refused() {
        assert!(rules().are_sound());
        let silent = Rules { announce_days: 0, ..rules() };
        let at_once = Rules { classes: vec![class("case", Applies::Visited, 0, Then::Erase)], ..rules() };
        let twice = Rules { classes: vec![class("a", Applies::Visited, 1, Then::Ask); 2], ..rules() };
        assert!(!silent.are_sound() && !at_once.are_sound() && !twice.are_sound());
    }
}
