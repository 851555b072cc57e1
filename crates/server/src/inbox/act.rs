//! What settles something in the inbox. Each act is decided on what the log says at that very moment and says so when
//! somebody was faster; done twice it counts once.

use crate::error::Error;
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, EventId, StreamId, TaskId, VisitId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::Replica;

/// How often a decision is made anew when somebody was faster.
const TRIES: usize = 5;

impl Municipality {
    /// Gives a task to somebody, or back to the office.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task, [`Error::Invalid`] when it has its outcome already.
    pub(crate) fn take_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        owner: Option<ActorId>,
    ) -> Result<(), Error> {
        self.act_on_task(by, task, move |ended| match ended {
            true => Err(Error::Invalid("the task has its outcome".to_owned())),
            false => Ok(Some(Body::TaskTaken { task, owner })),
        })
    }

    /// Says what came of a task.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task.
    pub(crate) fn end_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        outcome: TaskOutcome,
        words: &Text,
    ) -> Result<(), Error> {
        let (words, at) = (words.clone(), self.clock.now());
        self.act_on_task(by, task, move |ended| {
            let done = Body::TaskDone { task, outcome, words: words.clone(), at };
            Ok((!ended).then_some(done))
        })
    }

    /// The outcome was a mistake: the task is open again.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such task.
    pub(crate) fn reopen_task(self: &Arc<Self>, by: By, task: TaskId) -> Result<(), Error> {
        self.act_on_task(by, task, move |ended| Ok(ended.then_some(Body::TaskReopened { task })))
    }

    /// Chooses one of the sides of a conflict.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such conflict, or it is settled already.
    pub(crate) fn settle_conflict(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        conflict: &[EventId],
        keep: EventId,
    ) -> Result<(), Error> {
        if !conflict.contains(&keep) {
            return Err(Error::Invalid("none of the sides".to_owned()));
        }
        self.act(by, |replica| {
            let known = replica.conflicts_of(client)?;
            let open = known.iter().any(|c| c.conflict.events == conflict && c.conflict.settled.is_none());
            if !open {
                return Err(Error::Missing("open conflict".to_owned()));
            }
            Ok((client, vec![Body::Settled { conflict: conflict.to_vec(), keep }]))
        })?;
        self.judge_plans()
    }

    /// Says what came of a visit that stands still: one that is overdue was missed; of one that is over a person says why
    /// nothing follows.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit, [`Error::Invalid`] when it can still be led on, or no reason is said.
    pub(crate) fn close_visit(self: &Arc<Self>, by: By, visit: VisitId, words: &Text) -> Result<(), Error> {
        if words.trim().is_empty() {
            return Err(Error::Invalid("say what came of it".to_owned()));
        }
        let now = self.clock.now();
        self.act(by, |replica| {
            let found = replica.visit_by_id(visit)?.ok_or_else(|| Error::Missing("visit".to_owned()))?;
            let (state, kind) = (found.visit.state, found.visit.kind);
            let words = words.clone();
            if state == State::Overdue && next(state, kind, Act::Miss, by.role).is_some() {
                return Ok((found.client.id, vec![Body::Visit(visit, VisitEvent::Missed { reason: words })]));
            }
            if !state.is_closed() {
                return Err(Error::Invalid("the visit can still be led on".to_owned()));
            }
            let task = Task {
                id: TaskId(Uuid::now_v7()),
                cause: TaskCause::Other,
                visit: Some(visit),
                about: None,
                owner: Some(by.actor),
                due: now,
                words: Text::default(),
                at: now,
            };
            let outcome = TaskOutcome::NotNeeded;
            let done = Body::TaskDone { task: task.id, outcome, words, at: now };
            Ok((found.client.id, vec![Body::TaskRaised(task), done]))
        })
    }

    fn act_on_task(
        self: &Arc<Self>,
        by: By,
        task: TaskId,
        decide: impl Fn(bool) -> Result<Option<Body>, Error>,
    ) -> Result<(), Error> {
        self.act(by, |replica| {
            let found = replica.task(task)?.ok_or_else(|| Error::Missing("task".to_owned()))?;
            let body = decide(found.task.end.is_some())?;
            Ok((found.client.id, body.into_iter().collect()))
        })
    }

    /// Decides by the replica and appends, anew when the stream has gone on meanwhile.
    fn act(
        self: &Arc<Self>,
        by: By,
        decide: impl Fn(&Replica) -> Result<(StreamId, Vec<Body>), Error>,
    ) -> Result<(), Error> {
        for _ in 0..TRIES {
            let (position, (client, bodies)) =
                self.folded(|replica| Ok((replica.cursor()?.position, decide(replica)?)))?;
            if bodies.is_empty() {
                return Ok(());
            }
            let office = Arc::clone(self);
            let done = self.log.write(move |log| {
                office.expect(log, client, position)?;
                bodies.into_iter().try_for_each(|body| office.command(log, by, client, body).map(drop))
            });
            match done {
                Err(Error::Moved) => {}
                done => return done,
            }
        }
        Err(Error::Moved)
    }
}
