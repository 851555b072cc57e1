//! Judging plans. Which of the times that stand in the log are free is decided behind the log, once, and never in the way
//! of a push. One deriver a municipality reads on from a mark kept beside the log; claims, verdicts and the mark commit
//! together, so that no crash loses a verdict. It never judges what it has not folded.

use crate::error::Error;
use crate::log::Entry;
use crate::municipality::Municipality;
use crate::slots::{Doors, Doubled, Folded, Touched, holders, touches};
use crate::vault::KeyRing;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{StreamId, TaskId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_replica::{ClientVisit, Replica};

/// The mark up to which plans were judged.
pub(crate) const JUDGED_TO: &str = "judged_to";
/// Entries judged in one commit.
const PIECE: u32 = 5_000;
/// A stream that changes under one's hands is folded and judged again, so many times.
const TRIES: usize = 20;
/// A tablet hands over its work in several messages: plans are judged when it has been silent for so long,
const LULL: Duration = Duration::from_millis(100);
/// and after so long in any case.
const PATIENCE: Duration = Duration::from_secs(2);
/// When judging failed: how long until it is tried again.
const AGAIN: Duration = Duration::from_secs(10);

/// Entries between two marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    /// The mark before.
    pub(crate) from: u64,
    /// The last entry.
    pub(crate) upto: u64,
}

impl Municipality {
    /// Judges every plan in the log that nobody judged yet. A command that made one calls it, and ends when the verdict
    /// stands.
    ///
    /// # Errors
    /// When the databases fail, or plans change faster than they can be judged. The mark then stays where it is.
    pub fn judge_plans(self: &Arc<Self>) -> Result<(), Error> {
        while self.judge_some()? {}
        Ok(())
    }

    /// Judges a piece of what waits; false when nothing does.
    fn judge_some(self: &Arc<Self>) -> Result<bool, Error> {
        // One at a time in this process; another process is met at the mark. It guards nothing that could be left half
        // done.
        let _alone = self.judging.lock().unwrap_or_else(PoisonError::into_inner);
        let (from, entries) = self.log.read(|log| {
            let from = log.mark(JUDGED_TO)?;
            Ok((from, log.after(from, PIECE)?))
        })?;
        let Some(last) = entries.last() else { return Ok(false) };
        let stretch = Stretch { from, upto: last.position };
        let touched = self.touched(&entries)?;
        for _ in 0..TRIES {
            let folded = self.fold(&touched)?;
            let office = Arc::clone(self);
            match self.log.write(move |log| office.settle(log, stretch, &folded)) {
                Err(Error::Moved) => {}
                done => return done.map(|()| true),
            }
        }
        Err(Error::Moved)
    }

    /// The visits whose time these entries may have changed. What does not open was erased.
    fn touched(&self, entries: &[Entry]) -> Result<Touched, Error> {
        let mut keys = KeyRing::of(&self.vault);
        let mut touched = Touched::new();
        for entry in entries {
            let opened = keys.key(entry.event.header())?.and_then(|key| entry.event.open(key, None).ok());
            if let Some(opened) = opened
                && let Some(visit) = touches(&opened.body)
            {
                touched.entry(opened.stream).or_default().insert(visit);
            }
        }
        Ok(touched)
    }

    /// These visits as they stand by now.
    fn fold(&self, touched: &Touched) -> Result<Folded, Error> {
        if touched.is_empty() {
            let (visits, doubled, apart) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(Folded { position: 0, visits, doubled, apart, doors: Doors::new() });
        }
        self.folded(|replica| {
            let mut visits = Vec::with_capacity(touched.len());
            for (stream, ids) in touched {
                let mut of_client = replica.visits_of(*stream)?;
                of_client.retain(|visit| {
                    ids.contains(&Some(visit.id)) || ids.contains(&None) && !visit.conflicts.is_empty()
                });
                visits.push((*stream, of_client));
            }
            let doubled = doubled(replica, &visits)?;
            let mut apart = Vec::new();
            for (stream, visits) in &visits {
                // What judges gives back below is said with it.
                let moved =
                    |visit: VisitId| visits.iter().any(|one| one.id == visit && !one.shares_its_time());
                let over = replica.tasks_of(*stream)?.into_iter().filter(is_open_clash);
                apart.extend(
                    over.filter(|call| call.task.visit.is_some_and(moved))
                        .map(|call| (*stream, call.task.id)),
                );
            }
            let doors = self.doors(replica, &visits)?;
            Ok(Folded { position: replica.cursor()?.position, visits, doubled, apart, doors })
        })
    }

    /// Where those live whose visits are judged, and those who have their time.
    fn doors(&self, replica: &Replica, visits: &[(StreamId, Vec<Visit>)]) -> Result<Doors, Error> {
        let mut streams = BTreeSet::new();
        for (stream, visits) in visits {
            streams.insert(*stream);
            for plan in visits.iter().filter_map(|visit| visit.plan.as_ref()).map(|standing| &standing.plan) {
                streams.extend(self.log.read(|log| holders(log, plan))?);
            }
        }
        if streams.len() < 2 {
            // Nobody stands in anybody's way.
            return Ok(Doors::new());
        }
        let mut doors = Doors::new();
        for stream in streams {
            doors.extend(replica.client(stream)?.map(|client| (stream, client.card.address)));
        }
        Ok(doors)
    }

    /// Judges what waits, then whatever is placed, until stopped. `told` hears after every piece.
    pub(crate) async fn keep_judging(
        self: Arc<Self>,
        mut stopping: watch::Receiver<bool>,
        told: impl Fn(&Self),
    ) {
        while !*stopping.borrow() {
            let office = Arc::clone(&self);
            let judged = tokio::task::spawn_blocking(move || office.judge_some()).await;
            told(&self);
            let wait = match judged {
                Ok(Ok(true)) => continue,
                Ok(Ok(false)) => None,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "plans could not be judged");
                    Some(AGAIN)
                }
                Err(_) => Some(AGAIN),
            };
            tokio::select! {
                () = self.silence(wait) => {}
                _ = stopping.changed() => {}
            }
        }
    }

    /// Waits until plans were placed and whoever placed them is silent, or for `most`.
    async fn silence(&self, most: Option<Duration>) {
        match most {
            Some(most) => tokio::time::sleep(most).await,
            None => self.plans.notified().await,
        }
        let talking = async { while tokio::time::timeout(LULL, self.plans.notified()).await.is_ok() {} };
        // Whether they fell silent or patience ended makes no difference.
        let _ = tokio::time::timeout(PATIENCE, talking).await;
    }
}

/// Whether a task is a call about two promises for one time that waits to be made.
fn is_open_clash(standing: &StandingTask) -> bool {
    standing.end.is_none() && standing.task.cause == TaskCause::DoubleBooked
}

/// Calls about two promises for one time that clash no more, by stream. What happens in the field is not judged, and the
/// books may bring in anything: so the clock looks too.
pub(crate) fn calls_come_apart(replica: &Replica) -> Result<Vec<(StreamId, TaskId)>, Error> {
    let mut apart = Vec::new();
    for found in replica.open_tasks(None)?.into_iter().filter(|found| is_open_clash(&found.task)) {
        let Some(visit) = found.task.task.visit else { continue };
        let known = replica.visit(found.client.id, visit)?;
        if known.is_some_and(|known| !known.visit.shares_its_time()) {
            apart.push((found.client.id, found.task.task.id));
        }
    }
    Ok(apart)
}

/// Visits that must move because one of these has their time.
fn doubled(replica: &Replica, judged: &[(StreamId, Vec<Visit>)]) -> Result<Vec<Doubled>, Error> {
    let judged: BTreeSet<VisitId> =
        judged.iter().flat_map(|(_, visits)| visits.iter().map(|visit| visit.id)).collect();
    let mut doubled = Vec::new();
    for ClientVisit { client, visit } in replica.visits_in(&[State::RescheduleNeeded])? {
        let gave_way = visit.double_booked.is_some_and(|with| judged.contains(&with));
        if !gave_way {
            continue;
        }
        let asks = |standing: &StandingTask| is_open_clash(standing) && standing.task.visit == Some(visit.id);
        let tasks = replica.tasks_of(client.id)?;
        let calls = tasks.iter().filter(|standing| asks(standing)).map(|standing| standing.task.id).collect();
        doubled.push(Doubled { stream: client.id, visit, calls });
    }
    Ok(doubled)
}
