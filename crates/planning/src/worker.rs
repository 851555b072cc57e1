//! A worker as planning sees her: what she speaks, when she works, where her day begins, and when she is taken.
//! Knows neither names nor clients.

use crate::window::Span;
use vizitas_domain::client::{Language, Place};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
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

    pub(crate) fn span(&self) -> Span {
        Span { from: self.start, to: self.end() }
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
    /// Ordinary working hours; `None` means the office's.
    pub hours: Option<Hours>,
    /// Where her day begins and ends. Not known: the way to the first visit is taken as unknown too.
    pub base: Option<Place>,
    languages: Vec<Language>,
    taken: Vec<Taken>,
}

impl Worker {
    /// A worker with her taken times, in any order. When no language is written Lithuanian is meant.
    #[must_use]
    pub fn new(
        id: ActorId,
        languages: Vec<Language>,
        hours: Option<Hours>,
        base: Option<Place>,
        mut taken: Vec<Taken>,
    ) -> Self {
        taken.sort_by_key(|taken| (taken.start, taken.minutes, taken.place));
        Self { id, hours, base, languages, taken }
    }

    /// Whether she speaks a language.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.languages.contains(&language) || (self.languages.is_empty() && language == Language::Lt)
    }

    /// Her taken times, the earliest first.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }
}
