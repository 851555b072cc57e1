//! What a client was told: when, how, and whether it arrived; and what waits to be told. It changes nothing.

use crate::error::Error;
use crate::log::{JobRow, JobState};
use crate::municipality::Municipality;
use vizitas_domain::id::StreamId;
use vizitas_domain::told::Told;

impl Municipality {
    /// What a client was told, the latest first.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn messages_of(&self, client: StreamId) -> Result<Vec<Told>, Error> {
        self.folded(|replica| Ok(replica.messages_of(client)?))
    }

    /// What waits to be told to a client, the first due first.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn messages_waiting_for(&self, client: StreamId) -> Result<Vec<JobRow>, Error> {
        let visits = self.folded(|replica| Ok(replica.visits_of(client)?))?;
        let mut waiting = Vec::new();
        for visit in visits {
            let jobs = self.log.read(|log| log.jobs_of(visit.id))?;
            waiting.extend(
                jobs.into_iter().filter(|row| matches!(row.state, JobState::Waiting | JobState::Sending)),
            );
        }
        waiting.sort_by_key(|row| row.due);
        Ok(waiting)
    }
}
