//! Notes, with what corrects them.

use crate::entries::{self, Written};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::{Table, table};
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Note;

impl Written for Note {
    const TABLE: Table = table!("notes", ", visit, place", ", ?, ?");

    fn all(state: &ClientState) -> &[Entry<Self>] {
        &state.notes
    }

    fn visit(&self) -> Option<VisitId> {
        self.visit
    }
}

impl Replica {
    /// A client's notes, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn notes_of(&self, client: StreamId) -> Result<Vec<Entry<Note>>> {
        entries::of(self, client)
    }

    /// The notes of one visit, in the order in which they were written.
    ///
    /// # Errors
    /// Those of the database.
    pub fn notes_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Note>>> {
        entries::at(self, client, visit)
    }
}
