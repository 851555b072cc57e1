//! The writer's own connection: a batch of work under the lock that all nodes share, in one commit. It is opened anew when
//! it was lost, and never goes on after something failed on it.

use super::Speaker;
use super::conversation::Conversation;
use super::place::Place;
use crate::error::Error;
use crate::log::Read as _;
use crate::log::statements::DbRead;
use crate::log::words::WordsKey;
use crate::log::writer::{Job, Outcome, batch};
use deadpool_postgres::ClientWrapper;
use std::sync::Arc;
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// Where the writer writes.
pub(super) struct Line {
    pub(super) runtime: Arc<Speaker>,
    pub(super) place: Place,
    pub(super) key: Arc<WordsKey>,
    /// None when it was lost, or while it is in use: work that panics takes it with it, and the database lets go of the lock.
    pub(super) client: Option<ClientWrapper>,
}

/// The number of a transaction, by which its fate can be asked.
struct Begun(String);

impl Line {
    /// The newest position.
    pub(super) fn head(&mut self) -> Result<u64, Error> {
        let client = self.connect()?;
        let head = DbRead(&self.by(&client)).head()?;
        self.client = Some(client);
        Ok(head.position)
    }

    /// One commit for the whole batch; the newest position after it.
    pub(super) fn commit(&mut self, jobs: Vec<Job>, waiting: &mut Vec<Outcome>) -> Result<u64, Error> {
        let mut jobs = jobs.into_iter();
        let result = self.begin().and_then(|(client, begun)| {
            let position = batch(&self.by(&client), jobs.by_ref(), waiting)?;
            match self.runtime.wait(client.batch_execute("COMMIT")) {
                Ok(()) => self.client = Some(client),
                Err(error) => {
                    drop(client);
                    self.fate(&begun, error)?;
                }
            }
            Ok(position)
        });
        // Jobs that were not reached because the database failed are told so too.
        waiting.extend(jobs.map(|job| (job.done, Ok(()))));
        result
    }

    /// A transaction that holds the lock. A connection that was lost meanwhile shows now, when nothing was done yet.
    fn begin(&mut self) -> Result<(ClientWrapper, Begun), Error> {
        loop {
            let (fresh, client) = (self.client.is_none(), self.connect()?);
            match self.locked(&client) {
                Ok(begun) => return Ok((client, begun)),
                Err(error) if fresh => return Err(error),
                Err(_) => {}
            }
        }
    }

    fn locked(&self, client: &ClientWrapper) -> Result<Begun, Error> {
        let sql = format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock({});
             SELECT pg_current_xact_id()",
            self.place.lock()
        );
        let answers = self.runtime.wait(client.simple_query(&sql))?;
        let number = answers.iter().rev().find_map(|answer| match answer {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        number.map(|number| Begun(number.to_owned())).ok_or(Error::Malformed("number of a transaction"))
    }

    /// What became of a transaction whose commit was not confirmed. Who holds the lock after it can know.
    fn fate(&mut self, begun: &Begun, error: Error) -> Result<(), Error> {
        let asked = self.begin().and_then(|(client, _)| {
            let status = self.runtime.wait(async {
                let row = client.query_one("SELECT pg_xact_status(($1::text)::xid8)", &[&begun.0]).await?;
                client.batch_execute("ROLLBACK").await?;
                row.try_get::<_, Option<String>>(0)
            })?;
            self.client = Some(client);
            Ok(status)
        });
        match asked.ok().flatten().as_deref() {
            Some("committed") => Ok(()),
            Some("aborted") => Err(error),
            _ => Err(Error::Unsure),
        }
    }

    fn by<'a>(&'a self, client: &'a ClientWrapper) -> Conversation<'a> {
        Conversation { runtime: &self.runtime, client, key: &self.key }
    }

    fn connect(&mut self) -> Result<ClientWrapper, Error> {
        match self.client.take() {
            Some(client) if !client.is_closed() => Ok(client),
            _ => self.runtime.wait(async {
                let (client, connection) = self.place.config.connect(NoTls).await?;
                let connection = tokio::spawn(async move {
                    // That it ended is seen by whoever asks next.
                    let _ = connection.await;
                });
                Ok::<_, Error>(ClientWrapper::new(client, connection))
            }),
        }
    }
}
