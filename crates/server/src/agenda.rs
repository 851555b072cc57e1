//! A day as it is planned, for the command line. Clients are named by the office's number alone.

use crate::error::Error;
use crate::municipality::Municipality;
use crate::pull::{day_end, day_start};
use chrono::{NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Vilnius;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_domain::state::State;

/// A visit of the day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgendaLine {
    /// Local time at which it begins.
    pub start: NaiveTime,
    /// The office's code of the worker.
    pub worker: String,
    /// How long, in minutes.
    pub minutes: u16,
    /// Where it stands.
    pub state: State,
    /// The office's number of the client; the stream's id when the client has none.
    pub client: String,
    /// The client's stream.
    pub stream: StreamId,
    /// The visit.
    pub visit: VisitId,
}

impl Municipality {
    /// The visits of a day, of one worker when she is named; by time.
    ///
    /// # Errors
    /// [`Error::Missing`] when no worker has this code.
    pub fn agenda(&self, day: NaiveDate, worker: Option<&str>) -> Result<Vec<AgendaLine>, Error> {
        let only = worker.map(|code| self.worker(code)).transpose()?;
        let none = || Error::Invalid("no such day".to_owned());
        let (from, to) = (day_start(day).ok_or_else(none)?, day_end(day).ok_or_else(none)?);
        self.folded(|replica| {
            let mut lines = Vec::new();
            for worker in replica.workers()? {
                if only.is_some_and(|only| only != worker.id) {
                    continue;
                }
                for found in replica.agenda(worker.id, from, to)? {
                    let Some(standing) = &found.visit.plan else { continue };
                    let start = Utc.timestamp_opt(standing.plan.start.0, 0).earliest();
                    let number = found.client.card.number.map(String::from);
                    lines.push(AgendaLine {
                        start: start.map(|at| at.with_timezone(&Vilnius).time()).unwrap_or_default(),
                        worker: worker.profile.code.to_string(),
                        minutes: standing.plan.minutes,
                        state: found.visit.state,
                        client: number.unwrap_or_else(|| found.client.id.to_string()),
                        stream: found.client.id,
                        visit: found.visit.id,
                    });
                }
            }
            lines.sort();
            Ok(lines)
        })
    }
}
