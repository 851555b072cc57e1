//! What the log keeps beside the events for clients' pages: links, and what was pressed. It knows ids, never a word.

use crate::error::Error;
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::time::Time;

/// SHA-256 of a link's token.
pub type LinkHash = [u8; 32];

/// A link to a visit's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// By what it is found.
    pub hash: LinkHash,
    /// The client.
    pub stream: StreamId,
    /// The visit.
    pub visit: VisitId,
    /// When it was made.
    pub made: Time,
    /// When somebody said that it had come to the wrong person.
    pub ended: Option<Time>,
}

/// What became of something pressed on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was recorded.
    Stands,
    /// Whoever gave it took it back.
    Undone,
    /// A machine may have given it.
    Doubted,
    /// It was to a plan that was no longer the one.
    Stale,
    /// The time that was picked is somebody else's by now.
    Taken,
}

impl Fate {
    const NAMES: [(Self, &str); 5] = [
        (Self::Stands, "stands"),
        (Self::Undone, "undone"),
        (Self::Doubted, "doubted"),
        (Self::Stale, "stale"),
        (Self::Taken, "taken"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(fate, _)| *fate == self).map_or("stands", |(_, name)| name)
    }

    pub(crate) fn from_name(name: &str) -> Result<Self, Error> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(fate, _)| *fate).ok_or(Error::Malformed("fate of an answer"))
    }
}

/// Something pressed on a visit's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAnswer {
    /// The visit.
    pub visit: VisitId,
    /// Its number among the visit's, from 1.
    pub number: u32,
    /// The client.
    pub stream: StreamId,
    /// By which link.
    pub link: LinkHash,
    /// Which button, as the form names it.
    pub said: String,
    /// The plan or the offer that the page showed.
    pub plan: Option<EventId>,
    /// The event it became.
    pub event: Option<EventId>,
    /// When.
    pub at: Time,
    /// What became of it.
    pub fate: Fate,
}

/// What can be asked of clients' pages.
pub trait ReadPages {
    /// A link, alive or not.
    fn page_link(&self, hash: &LinkHash) -> Result<Option<PageLink>, Error>;
    /// What was pressed on a visit's pages, the newest first, at most `limit`.
    fn page_answers(&self, visit: VisitId, limit: u32) -> Result<Vec<PageAnswer>, Error>;
}

/// What can be changed of clients' pages.
pub trait WritePages {
    /// Writes a link, or that it ended.
    fn put_page_link(&mut self, link: &PageLink) -> Result<(), Error>;
    /// Writes an answer, or what became of it.
    fn put_page_answer(&mut self, answer: &PageAnswer) -> Result<(), Error>;
}
