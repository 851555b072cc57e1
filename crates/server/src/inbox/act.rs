//! What settles something in the inbox. Each act is decided on what the log says at that very moment and says so when
//! somebody was faster; done twice it counts once.

use super::call::same_call;
use super::is_settled;
use crate::error::Error;
use crate::municipality::Municipality;
use crate::office::named_at;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::id::{ActorId, EventId, StreamId, TaskId, VisitId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::Replica;

/// How often a decision is made anew when somebody was faster.
const TRIES: usize = 5;

impl Municipality {
    /// Gives a task to somebody, or back to the office; and with it every other that asks for the same call.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task, [`Error::Invalid`] when it has its outcome already.
    pub(crate) fn take_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        owner: Option<ActorId>,
    ) -> Result<(), Error> {
        self.act_on_task(by, task, move |standing, all| match standing.end {
            Some(_) => Err(over()),
            None => Ok(one_call(standing, all).map(|task| Body::TaskTaken { task, owner }).collect()),
        })
    }

    /// Says what came of a task; and with it of every other that asks for the same call.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task, [`Error::Invalid`] when somebody else has said so already.
    pub(crate) fn end_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        outcome: TaskOutcome,
        words: &Text,
    ) -> Result<(), Error> {
        let (words, at) = (words.clone(), self.clock.now());
        self.act_on_task(by, task, move |standing, all| match &standing.end {
            // Whoever did not hear the answer says it again.
            Some(end) if (end.actor, end.outcome, &end.words) == (by.actor, outcome, &words) => {
                Ok(Vec::new())
            }
            Some(_) => Err(over()),
            None => {
                let done = |task| Body::TaskDone { task, outcome, words: words.clone(), at };
                Ok(one_call(standing, all).map(done).collect())
            }
        })
    }

    /// The outcome was a mistake: the task is open again, with those that ended with it.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task, [`Error::Invalid`] when it is open already.
    pub(crate) fn reopen_task(self: &Arc<Self>, by: By, task: TaskId) -> Result<(), Error> {
        self.act_on_task(by, task, move |standing, all| {
            let end = standing.end.as_ref().ok_or_else(over)?;
            let with_it = |other: &&StandingTask| {
                other.end.as_ref() == Some(end) && same_call(&standing.task, &other.task)
            };
            Ok(all.iter().filter(with_it).map(|other| Body::TaskReopened { task: other.task.id }).collect())
        })
    }

    /// Chooses one of the sides of a conflict; where `instead` names a settlement, instead of what that one chose. Gives the
    /// settlement.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such conflict, or it is settled already, or by now otherwise.
    pub(crate) fn settle_conflict(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        conflict: &[EventId],
        keep: EventId,
        instead: Option<EventId>,
    ) -> Result<EventId, Error> {
        if !conflict.contains(&keep) {
            return Err(Error::Invalid("none of the sides".to_owned()));
        }
        let position = self.act(by, |replica| {
            let known = replica.conflicts_of(client)?;
            let as_seen =
                known.iter().any(|c| c.conflict.events == conflict && c.conflict.settled == instead);
            if !as_seen {
                return Err(Error::Missing("conflict as it was seen".to_owned()));
            }
            Ok((client, vec![Body::Settled { conflict: conflict.to_vec(), keep }]))
        })?;
        self.judge_plans()?;
        self.log.read(|log| named_at(log, position))
    }

    /// A settlement was a mistake: what it settled waits again, and what stood before anybody chose stands meanwhile.
    ///
    /// # Errors
    /// [`Error::Missing`] when this is not the settlement in force.
    pub(crate) fn unsettle_conflict(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        settled: EventId,
    ) -> Result<(), Error> {
        self.act(by, |replica| {
            let known = replica.conflicts_of(client)?;
            let in_force = known.iter().find(|known| known.conflict.settled == Some(settled));
            let visit = in_force.ok_or_else(|| Error::Missing("settlement in force".to_owned()))?.visit;
            // Whoever wrote a field anew knowing both values settled it by that, which is no choice to take back.
            let chosen =
                replica.event(settled)?.is_some_and(|event| matches!(event.body, Body::Settled { .. }));
            if !chosen {
                return Err(Error::Missing("choice".to_owned()));
            }
            Ok((client, vec![Body::SettlementWithdrawn { settled, visit }]))
        })?;
        self.judge_plans()
    }

    /// Says what came of a visit that stands still: one that is overdue was missed; of one that is over a person says why
    /// nothing follows. Gives the task that says so: opened again, the visit waits as before. That we did not come is
    /// never taken back.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit, [`Error::Invalid`] when it can still be led on, somebody has led it on
    /// already, or no reason is said.
    pub(crate) fn close_visit(
        self: &Arc<Self>,
        by: By,
        visit: VisitId,
        words: &Text,
    ) -> Result<Option<TaskId>, Error> {
        if words.trim().is_empty() {
            return Err(Error::Invalid("say what came of it".to_owned()));
        }
        let now = self.clock.now();
        let mut said = None;
        self.act(by, |replica| {
            let found = replica.visit_by_id(visit)?.ok_or_else(|| Error::Missing("visit".to_owned()))?;
            let (state, kind) = (found.visit.state, found.visit.kind);
            let words = words.clone();
            if state == State::Overdue && next(state, kind, Act::Miss, by.role).is_some() {
                said = None;
                return Ok((found.client.id, vec![Body::Visit(visit, VisitEvent::Missed { reason: words })]));
            }
            if !state.is_closed() || is_settled(replica, &found)? {
                return Err(Error::Invalid("the visit can still be led on, or has been".to_owned()));
            }
            let tasks = replica.tasks_of(found.client.id)?;
            let marks = |standing: &&StandingTask| {
                standing.end.is_none() && standing.task.visit == Some(visit) && is_marker(&standing.task)
            };
            let known = tasks.iter().find(marks).map(|standing| standing.task.id);
            let task = known.unwrap_or_else(|| TaskId(Uuid::now_v7()));
            said = Some(task);
            let raised = known.is_none().then(|| Body::TaskRaised(marker(task, visit, by.actor, now)));
            let done = Body::TaskDone { task, outcome: TaskOutcome::NotNeeded, words, at: now };
            Ok((found.client.id, raised.into_iter().chain([done]).collect()))
        })?;
        Ok(said)
    }

    /// Decides on a task, having seen all of its client's.
    fn act_on_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        decide: impl Fn(&StandingTask, &[StandingTask]) -> Result<Vec<Body>, Error>,
    ) -> Result<(), Error> {
        self.act(by, |replica| {
            let found = replica.task(task)?.ok_or_else(|| Error::Missing("task".to_owned()))?;
            let all = replica.tasks_of(found.client.id)?;
            Ok((found.client.id, decide(&found.task, &all)?))
        })
        .map(drop)
    }

    /// Decides by the replica and appends, anew when the stream has gone on meanwhile. Gives the position of what was
    /// appended last, 0 when nothing was to be.
    fn act(
        self: &Arc<Self>,
        by: By,
        mut decide: impl FnMut(&Replica) -> Result<(StreamId, Vec<Body>), Error>,
    ) -> Result<u64, Error> {
        for _ in 0..TRIES {
            let (position, (client, bodies)) =
                self.folded(|replica| Ok((replica.cursor()?.position, decide(replica)?)))?;
            if bodies.is_empty() {
                return Ok(0);
            }
            let office = Arc::clone(self);
            let done = self.log.write(move |log| {
                office.expect(log, client, position)?;
                bodies.into_iter().try_fold(0, |_, body| office.command(log, by, client, body))
            });
            match done {
                Err(Error::Moved) => {}
                done => return done,
            }
        }
        Err(Error::Moved)
    }
}

/// Somebody was faster.
fn over() -> Error {
    Error::Invalid("it has its outcome".to_owned())
}

/// The task by which a person says that nothing follows a visit.
fn marker(id: TaskId, visit: VisitId, owner: ActorId, now: Time) -> Task {
    let (cause, words) = (TaskCause::Other, Text::default());
    Task { id, cause, visit: Some(visit), about: None, owner: Some(owner), due: now, words, at: now }
}

/// Whether a task is such a one: it asks nothing in words of its own.
pub(super) fn is_marker(task: &Task) -> bool {
    task.cause == TaskCause::Other && task.visit.is_some() && task.words.is_empty() && task.about.is_none()
}

/// A task and the open ones that one call settles with it.
pub(crate) fn one_call_with(task: TaskId, all: &[StandingTask]) -> Vec<TaskId> {
    let open = all.iter().find(|standing| standing.task.id == task && standing.end.is_none());
    open.map_or_else(|| vec![task], |standing| one_call(standing, all).collect())
}

/// A task and the open ones that ask for the same call.
fn one_call<'a>(standing: &'a StandingTask, all: &'a [StandingTask]) -> impl Iterator<Item = TaskId> + 'a {
    let open = all.iter().filter(|other| other.end.is_none() && same_call(&standing.task, &other.task));
    open.map(|other| other.task.id)
}
