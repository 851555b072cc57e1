//! Calls with a client or about one.

use crate::entries::{self, Written};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::{Table, table};
use vizitas_domain::fold::client::{ClientState, Entry};
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::register::Call;

impl Written for Call {
    const TABLE: Table = table!("calls", ", visit, place", ", ?, ?");

    fn all(state: &ClientState) -> &[Entry<Self>] {
        &state.calls
    }

    fn visit(&self) -> Option<VisitId> {
        self.visit
    }
}

impl Replica {
    /// A client's calls, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calls_of(&self, client: StreamId) -> Result<Vec<Entry<Call>>> {
        entries::of(self, client)
    }

    /// The calls about one visit, in their order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calls_at(&self, client: StreamId, visit: VisitId) -> Result<Vec<Entry<Call>>> {
        entries::at(self, client, visit)
    }
}
