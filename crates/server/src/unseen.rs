//! What workers do not know yet of their visits of today and tomorrow, and the call that it takes: a task when a worker would
//! stand at a door where nobody waits for her. It ends by itself when the tablet has taken the change, or when it is too late
//! to matter. What is unseen is the domain's answer, on what the tablets have taken and what is folded.

use crate::error::Error;
use crate::log::Installation;
use crate::municipality::Municipality;
use crate::planning::calendar;
use crate::slots::not_needed;
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, TaskId, VisitId};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::time::Time;
use vizitas_domain::unseen::{Change, Sight, Sighting, Tablet, Unseen, unseen};
use vizitas_domain::worker::BlockKind;
use vizitas_replica::{Replica, Worker};
use vizitas_sync::hash::Hash;

/// A worker, what her tablets have seen, and what she does not know of whose visits.
#[derive(Clone, Debug)]
pub(crate) struct WorkerSight {
    pub(crate) worker: Worker,
    pub(crate) sight: Sight,
    /// Of today and tomorrow, as far as it is not over.
    pub(crate) unseen: Vec<(StreamId, Unseen)>,
}

/// What was found of a worker and a stream, as long as neither goes on: a stream that an old tablet lags behind is not
/// folded at every look.
#[derive(Default)]
pub(crate) struct Found(Mutex<HashMap<(ActorId, StreamId), Lag>>);

struct Lag {
    known: u64,
    head: u64,
    unseen: Vec<Unseen>,
}

impl Municipality {
    /// What workers for whom `within` holds have seen and not seen, in the order of names.
    pub(crate) fn sights(
        &self,
        replica: &Replica,
        within: impl Fn(ActorId) -> bool,
    ) -> Result<Vec<WorkerSight>, Error> {
        let (tablets, sightings) = self.log.read(|log| Ok((log.tablets()?, log.sightings()?)))?;
        let tablets = by_worker(&tablets, &sightings.into_iter().collect());
        let now = self.clock.now();
        let (today, end) = today_and_tomorrow(now);
        let mut sights = Vec::new();
        for worker in replica.workers()?.into_iter().filter(|worker| within(worker.id)) {
            let sight = Sight::of(tablets.get(&worker.id).map_or(&[], Vec::as_slice));
            let mut unseen = match sight.known {
                // What was given to others when she left is nothing to tell her.
                Some(known) if worker.profile.works_at(now) && !has_left(replica, worker.id, &sight)? => {
                    self.behind(replica, worker.id, known)?
                }
                _ => Vec::new(),
            };
            unseen.retain(|(_, one)| one.is_within(today, end) && !one.is_past(now));
            unseen.sort_by_key(|(_, one)| (one.was.or(one.is), one.visit));
            sights.push(WorkerSight { worker, sight, unseen });
        }
        Ok(sights)
    }

    /// What a worker who knows the log up to a position does not know of her visits, whenever they are.
    fn behind(
        &self,
        replica: &Replica,
        worker: ActorId,
        known: u64,
    ) -> Result<Vec<(StreamId, Unseen)>, Error> {
        let folded = replica.cursor()?.position;
        let mut found = self.found.0.lock().map_err(|_| Error::Closed)?;
        let mut all = Vec::new();
        for (stream, head) in self.log.read(|log| log.news_of(worker, known))? {
            let is_same = |lag: &&Lag| lag.known == known && lag.head == head;
            let unseen = match found.get(&(worker, stream)).filter(is_same) {
                Some(lag) => lag.unseen.clone(),
                None => {
                    let unseen = unseen(worker, known, &replica.events(stream)?, &replica.epochs()?);
                    // What came after the replica was brought up to date is looked at next time.
                    if head <= folded {
                        found.insert((worker, stream), Lag { known, head, unseen: unseen.clone() });
                    }
                    unseen
                }
            };
            all.extend(unseen.into_iter().map(|one| (stream, one)));
        }
        Ok(all)
    }

    /// Calls that are to be made because a tablet has not taken a change, and those that are needed no more, by stream.
    pub(crate) fn calls_for_unseen(
        &self,
        replica: &Replica,
        now: Time,
    ) -> Result<BTreeMap<StreamId, Vec<Body>>, Error> {
        let sights = self.sights(replica, |_| true)?;
        let mut due: BTreeMap<StreamId, Vec<Body>> = BTreeMap::new();
        for WorkerSight { worker, unseen, .. } in &sights {
            for (stream, one) in unseen.iter().filter(|(_, one)| one.needs_call(now)) {
                if !is_away(replica, worker.id, one)?
                    && !is_raised(&replica.tasks_of(*stream)?, worker.id, one)
                {
                    due.entry(*stream).or_default().push(Body::TaskRaised(call(worker, one, now)));
                }
            }
        }
        for found in replica.open_tasks(None)? {
            let task = &found.task.task;
            let Some(called) = whom_to_call(task, sights.iter().map(|sight| sight.worker.id)) else {
                continue;
            };
            let sight = sights.iter().find(|sight| sight.worker.id == called);
            let waits =
                |(_, one): &(StreamId, Unseen)| Some(one.visit) == task.visit && one.change != Change::New;
            if !sight.is_some_and(|sight| sight.unseen.iter().any(waits)) {
                due.entry(found.client.id).or_default().push(not_needed(task.id, now));
            }
        }
        Ok(due)
    }
}

/// Which worker a task says to call, because her tablet has not taken a change. The task is named by it.
pub(crate) fn whom_to_call(task: &Task, workers: impl IntoIterator<Item = ActorId>) -> Option<ActorId> {
    let (visit, about) = (task.visit?, task.about?);
    let named = |worker: &ActorId| task.id == task_of(visit, about, *worker);
    workers.into_iter().find(|worker| task.cause == TaskCause::NotSeen && named(worker))
}

/// The task about one change of one visit and one worker is the same whoever raises it: once is enough, after a restore too.
fn task_of(visit: VisitId, about: EventId, worker: ActorId) -> TaskId {
    let named = [visit.0, about.0, worker.0].map(Uuid::into_bytes);
    let hash = Hash::of(&[b"not seen v1", &named[0], &named[1], &named[2]]);
    TaskId(hash.0.first_chunk().copied().map(Uuid::from_bytes).unwrap_or_default())
}

fn call(worker: &Worker, unseen: &Unseen, now: Time) -> Task {
    let profile = &worker.profile;
    Task {
        id: task_of(unseen.visit, unseen.about, worker.id),
        cause: TaskCause::NotSeen,
        visit: Some(unseen.visit),
        about: Some(unseen.about),
        owner: None,
        due: now,
        words: format!("{} {}", &*profile.given, &*profile.surname).trim().into(),
        at: now,
    }
}

/// Whether the call is known already: the same one, whatever became of it, or an open one to this worker about this visit.
fn is_raised(tasks: &[StandingTask], worker: ActorId, unseen: &Unseen) -> bool {
    let id = task_of(unseen.visit, unseen.about, worker);
    tasks.iter().any(|standing| {
        let is_open = standing.end.is_none() && standing.task.visit == Some(unseen.visit);
        standing.task.id == id || is_open && whom_to_call(&standing.task, [worker]).is_some()
    })
}

/// Whether she would not go there anyway: she is ill or on leave at the time she knows.
fn is_away(replica: &Replica, worker: ActorId, unseen: &Unseen) -> Result<bool, Error> {
    let (Some(was), None) = (unseen.was, unseen.is) else { return Ok(false) };
    let blocks = replica.blocks(worker, was, was.plus_minutes(unseen.minutes.into()))?;
    Ok(blocks.iter().any(|block| matches!(block.kind, BlockKind::Ill | BlockKind::Leave)))
}

/// Whether she works here no more, as far as can be told: without a tablet and without a client. What was given to others
/// when she left is nothing to tell her.
fn has_left(replica: &Replica, worker: ActorId, sight: &Sight) -> Result<bool, Error> {
    Ok(sight.tablets == 0 && replica.clients(Some(worker))?.is_empty())
}

fn by_worker(
    tablets: &[Installation],
    sightings: &BTreeMap<InstallationId, Sighting>,
) -> BTreeMap<ActorId, Vec<Tablet>> {
    let mut by_worker: BTreeMap<ActorId, Vec<Tablet>> = BTreeMap::new();
    // One that was never approved was given nothing to see.
    for tablet in tablets.iter().filter(|tablet| tablet.approved.is_some()) {
        let sighting = sightings.get(&tablet.installation).copied();
        let known = Tablet { sighting, revoked: tablet.revoked.is_some() };
        by_worker.entry(tablet.actor).or_default().push(known);
    }
    by_worker
}

/// The first moment of today, and the first after tomorrow.
fn today_and_tomorrow(now: Time) -> (Time, Time) {
    let calendar = calendar();
    let today = calendar.local(now).0;
    let tomorrow = today.succ_opt().unwrap_or(today);
    (calendar.day(today).start, calendar.day(tomorrow).end)
}
