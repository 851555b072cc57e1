//! Complaints, wishes and praise.

use crate::entries::{self, Written};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::{Table, table};
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Feedback;

impl Written for Feedback {
    const TABLE: Table = table!("feedback", ", visit, place", ", ?, ?");

    fn all(state: &ClientState) -> &[Entry<Self>] {
        &state.feedback
    }

    fn visit(&self) -> Option<VisitId> {
        self.visit
    }
}

impl Replica {
    /// A client's complaints, wishes and praise, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_of(&self, client: StreamId) -> Result<Vec<Entry<Feedback>>> {
        entries::of(self, client)
    }

    /// Those heard at one visit, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn feedback_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Feedback>>> {
        entries::at(self, client, visit)
    }
}
