//! A worker as planning sees her: what she speaks and can do, when she works, where her day begins, and when she is taken.
//! Knows neither names nor clients.

use crate::calendar::{LocalDay, Opening, Own};
use crate::window::{Span, Window};
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::worker::DayHours;
use vizitas_domain::worker::{Block, Busy, Hours};

/// Time that is given away already: a visit, own time, a colleague's busy time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// Where, when known.
    pub place: Option<Place>,
}

impl Taken {
    /// The first moment after it.
    #[must_use]
    pub fn end(&self) -> Time {
        self.start.plus_minutes(i64::from(self.minutes))
    }
}

impl From<Busy> for Taken {
    fn from(busy: Busy) -> Self {
        Self { start: busy.start, minutes: busy.minutes, place: None }
    }
}

impl From<&Block> for Taken {
    fn from(block: &Block) -> Self {
        Self { start: block.start, minutes: block.minutes, place: None }
    }
}

/// A worker among whom slots are looked for.
#[derive(Clone, Debug)]
pub struct Worker {
    /// Who she is.
    pub id: ActorId,
    /// What she speaks. When nothing is written Lithuanian is meant.
    pub languages: Vec<Language>,
    /// What she is qualified for, as the office writes it.
    pub skills: Vec<Text>,
    /// Ordinary working hours; `None` means the office's.
    pub hours: Option<Hours>,
    /// Hours and breaks by weekday; empty means that `hours` and the office's pause hold.
    pub week: Vec<DayHours>,
    /// The first moment at which she works here no more; `None` means that she stays.
    pub until: Option<Time>,
    /// Where her day begins and ends. Not known: the way to the first visit is taken as unknown too.
    pub base: Option<Place>,
    taken: Vec<Taken>,
}

impl Worker {
    /// A worker with her taken times, in any order; of the rest nothing is known yet.
    #[must_use]
    pub fn new(id: ActorId, taken: Vec<Taken>) -> Self {
        let (languages, skills, week) = (Vec::new(), Vec::new(), Vec::new());
        let mut worker = Self { id, languages, skills, hours: None, week, until: None, base: None, taken };
        worker.sort();
        worker
    }

    /// Takes more of her time.
    pub fn take(&mut self, taken: Taken) {
        self.taken.push(taken);
        self.sort();
    }

    fn sort(&mut self) {
        self.taken.sort_by_key(|taken| (taken.start, taken.minutes, taken.place));
    }

    /// When she works, as far as it is written for her.
    #[must_use]
    pub fn own(&self) -> Own<'_> {
        Own { hours: self.hours, week: &self.week }
    }

    /// Her working time on a day on which the office is open: nothing of it lies behind her end.
    pub(crate) fn window(&self, opening: Opening, day: &LocalDay) -> Option<Window> {
        let window = opening.window(day, self.own())?;
        let to = self.until.map_or(window.work.to, |until| window.work.to.min(until));
        let work = Span { from: window.work.from, to };
        (work.from < work.to).then_some(Window { work, ..window })
    }

    /// Whether she speaks a language.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.languages.contains(&language) || (self.languages.is_empty() && language == Language::Lt)
    }

    /// Whether she is qualified for what a visit needs; nothing is needed when it is empty.
    #[must_use]
    pub fn can(&self, skill: &str) -> bool {
        skill.is_empty() || self.skills.iter().any(|own| &**own == skill)
    }

    /// Her taken times, the earliest first.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }
}
