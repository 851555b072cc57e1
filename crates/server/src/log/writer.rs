//! The one writer of a log: pieces of work wait in a line, and those that wait together share one commit. A back end begins
//! and ends the transaction.

use super::statement::Db;
use super::statements::{DbRead, DbWrite};
use super::{Read as _, Work};
use crate::error::Error;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use tokio::sync::watch;

/// At most so many pieces of work share a commit, so that nobody waits behind a herd.
const BATCH: usize = 256;

/// A piece of work and where its outcome goes.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) done: SyncSender<Result<(), Error>>,
}

/// A piece of work that was done, and what came of it as long as the commit succeeds.
pub(super) type Outcome = (SyncSender<Result<(), Error>>, Result<(), Error>);

/// Does work within a transaction that holds the log's lock, each piece in a savepoint of its own, so that a failing one takes
/// only itself back; the newest position after all of it. The work that was not reached is left in `jobs`.
///
/// # Errors
/// When the database fails: then the transaction must be taken back.
pub(super) fn batch(
    db: &dyn Db,
    jobs: &mut dyn Iterator<Item = Job>,
    waiting: &mut Vec<Outcome>,
) -> Result<u64, Error> {
    let mut head = DbRead(db).head()?;
    for job in jobs {
        let begun = db.tell("SAVEPOINT job");
        let outcome = begun.and_then(|()| {
            let mut log = DbWrite::new(db, head);
            (job.work)(&mut log)?;
            let after = log.end();
            // A statement that failed unnoticed makes PostgreSQL refuse this.
            db.tell("RELEASE SAVEPOINT job")?;
            head = after;
            Ok(())
        });
        let failed = outcome.is_err();
        waiting.push((job.done, outcome));
        if failed {
            db.tell("ROLLBACK TO SAVEPOINT job")?;
            db.tell("RELEASE SAVEPOINT job")?;
        }
    }
    Ok(head.position)
}

/// Tells everybody who waits what came of the work, after `committed`, the newest position or why nothing was kept.
pub(super) fn answer(committed: &Result<u64, Error>, waiting: Vec<Outcome>, told: &watch::Sender<u64>) {
    if let Ok(position) = *committed {
        told.send_if_modified(|head| std::mem::replace(head, position) != position);
    }
    for (done, outcome) in waiting {
        let outcome = match (committed, outcome) {
            (Err(Error::Unsure), Ok(())) => Err(Error::Unsure),
            (Err(error), Ok(())) => Err(Error::NotCommitted(error.to_string())),
            (_, outcome) => outcome,
        };
        // Whoever waited may have gone away; the work is done all the same.
        let _ = done.send(outcome);
    }
}

/// A line of work before one thread.
pub(super) struct Writer {
    line: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread. `run` commits a batch and answers each of its jobs.
    pub(super) fn start(mut run: impl FnMut(Vec<Job>) + Send + 'static) -> Result<Self, Error> {
        let (line, jobs) = sync_channel(BATCH);
        let thread = std::thread::Builder::new().name("log-writer".to_owned()).spawn(move || {
            while let Some(batch) = next_batch(&jobs) {
                run(batch);
            }
        })?;
        Ok(Self { line: Mutex::new(Some(line)), thread: Mutex::new(Some(thread)) })
    }

    /// Queues the work and waits until it is durable or failed.
    pub(super) fn work(&self, work: Work) -> Result<(), Error> {
        let (done, outcome) = sync_channel(1);
        let line = self.line.lock().map_err(|_| Error::Closed)?.clone();
        line.ok_or(Error::Closed)?.send(Job { work, done }).map_err(|_| Error::Closed)?;
        outcome.recv().map_err(|_| Error::Closed)?
    }
}

impl Drop for Writer {
    /// Lets the line run out and waits for it: nothing accepted is left half done.
    fn drop(&mut self) {
        if let Ok(mut line) = self.line.lock() {
            line.take();
        }
        if let Ok(mut thread) = self.thread.lock()
            && let Some(thread) = thread.take()
        {
            let _ = thread.join();
        }
    }
}

fn next_batch(jobs: &Receiver<Job>) -> Option<Vec<Job>> {
    let mut batch = vec![jobs.recv().ok()?];
    while batch.len() < BATCH
        && let Ok(job) = jobs.try_recv()
    {
        batch.push(job);
    }
    Some(batch)
}
