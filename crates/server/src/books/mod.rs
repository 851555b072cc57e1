//! The office's books go into the log: rows become events, and the ledger remembers what each row said. A second import
//! changes nothing; a changed row changes only the fields that changed in the file, as somebody who has seen no more
//! than the last import, so that what people did since is a conflict and never overwritten. Nothing is ever deleted.

mod ledger;
mod rows;
mod withheld;
mod write;

pub(crate) use withheld::ERASED;

use crate::error::Error;
use crate::import::{Known, Parsed, Report, Section};
use crate::log::{LedgerRow, Read};
use crate::municipality::Municipality;
use ledger::{Change, Hashes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vizitas_domain::id::ActorId;

/// The lists of an office, as the ledger calls them.
pub(crate) const WORKERS: &str = "workers";
pub(crate) const CLIENTS: &str = "clients";
pub(crate) const VISITS: &str = "visits";

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The rows go in.
    Apply,
    /// Only the report is made.
    DryRun,
}

/// One list of the ledger, by the rows' keys.
pub(crate) type List = BTreeMap<String, LedgerRow>;

/// The ledger of this office.
pub(crate) struct Ledger {
    pub(crate) workers: List,
    pub(crate) clients: List,
    pub(crate) visits: List,
}

impl Ledger {
    pub(crate) fn read(log: &dyn Read, office: &str) -> Result<Self, Error> {
        let list = |name| -> Result<List, Error> {
            let rows = log.ledger(office, name)?;
            Ok(rows.into_iter().map(|row| (row.key.clone(), row)).collect())
        };
        Ok(Self { workers: list(WORKERS)?, clients: list(CLIENTS)?, visits: list(VISITS)? })
    }
}

impl Municipality {
    /// What earlier imports brought in.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn known_to_import(&self) -> Result<Known, Error> {
        let ledger = self.log.read(|log| Ledger::read(log, &self.slug))?;
        Ok(Known {
            workers: ledger.workers.into_keys().collect(),
            clients: ledger.clients.into_keys().collect(),
        })
    }

    /// Applies what the files say, by whoever commands at the server's own command line.
    ///
    /// # Errors
    /// As [`Self::import_by`].
    pub fn import(self: &Arc<Self>, parsed: Parsed, mode: Mode) -> Result<Report, Error> {
        self.import_by(self.identity.office, parsed, mode)
    }

    /// Applies what the files say, all of it in one commit, has its plans judged, and settles the report's counts. Of two
    /// rows for one time, which were warned of, the first holds it; the other is double-booked, unless both are at one door.
    ///
    /// # Errors
    /// When the databases fail; then nothing went in.
    pub fn import_by(
        self: &Arc<Self>,
        actor: ActorId,
        mut parsed: Parsed,
        mode: Mode,
    ) -> Result<Report, Error> {
        let mut report = std::mem::take(&mut parsed.report);
        self.leave_out_withheld(&mut parsed)?;
        let office = Arc::clone(self);
        let (ledger, parsed) = match mode {
            Mode::DryRun => (self.log.read(|log| Ledger::read(log, &self.slug))?, parsed),
            Mode::Apply => {
                // Whoever has a visit still to come keeps the case: the claims say who that is.
                self.judge_plans()?;
                let workers = self.folded(|replica| Ok(replica.workers()?))?;
                let profiles = workers.into_iter().map(|worker| (worker.id, worker.profile)).collect();
                let written = self.log.write(move |log| {
                    let ledger = Ledger::read(log.read(), &office.slug)?;
                    office.write_rows(log, &parsed, &ledger, &profiles)?;
                    log.audit(office.clock.now(), actor, "books imported", None)?;
                    Ok((ledger, parsed))
                })?;
                self.judge_plans()?;
                written
            }
        };
        let hashes = Hashes(&self.identity.ledger);
        let workers = parsed.workers.iter().map(|row| (&row.origin.key, &row.fields));
        count(&mut report.workers, &ledger.workers, workers, &hashes)?;
        let clients = parsed.clients.iter().map(|row| (&row.origin.key, &row.fields));
        count(&mut report.clients, &ledger.clients, clients, &hashes)?;
        let visits = parsed.visits.iter().map(|row| (&row.origin.key, &row.fields));
        count(&mut report.visits, &ledger.visits, visits, &hashes)?;
        Ok(report)
    }
}

/// Says what became of the good rows of a table, and which rows are gone from it.
fn count<'r>(
    section: &mut Section,
    before: &List,
    rows: impl Iterator<Item = (&'r String, &'r crate::import::Fields)>,
    hashes: &Hashes<'_>,
) -> Result<(), Error> {
    let counts = &mut section.counts;
    (counts.imported, counts.unchanged, counts.updated) = (0, 0, 0);
    let mut met: BTreeSet<&str> = section.refused.iter().map(|problem| problem.key.as_str()).collect();
    for (key, fields) in rows {
        met.insert(key);
        match hashes.change(before.get(key), fields)? {
            Change::New => counts.imported += 1,
            Change::Same => counts.unchanged += 1,
            Change::Fields(_) => counts.updated += 1,
        }
    }
    // A folder without this table at all says nothing of its rows.
    if !met.is_empty() {
        let gone = before.keys().filter(|key| !met.contains(key.as_str()));
        counts.missing = gone.cloned().collect();
    }
    Ok(())
}
