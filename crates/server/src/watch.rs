//! What the clock alone brings about: an offer that nobody answered lapses, a visit of which nothing was heard is overdue,
//! one that should have ended raises a task, and so does a change that a tablet has not taken; whose last day has passed is
//! out, and whose access lies unused is warned and suspended; once a day what is to go for its age is announced, and goes. Each is decided on what has been folded and said once: when it has been, the next look finds nothing to say. Nothing
//! of it is kept beside the log, so that a server that was down says what it missed. By the same clock the audit is signed.

use crate::audit::When;
use crate::error::Error;
use crate::judge::calls_come_apart;
use crate::log::StreamKind;
use crate::municipality::Municipality;
use crate::slots::not_needed;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::{StreamId, TaskId};
use vizitas_domain::state::State;
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::Replica;

/// So long after its time a visit of which nothing was heard is overdue.
const OVERDUE_MINUTES: i64 = 30;
/// A worker who is late may be waited for so long, whatever her tablet says.
const LATEST_MINUTES: i64 = 4 * 60;
/// So long after it should have ended somebody asks.
const MARGIN_MINUTES: i64 = 30;
/// How often the clock is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(10);

impl Municipality {
    /// Says what has fallen due by now.
    ///
    /// # Errors
    /// When the databases fail. What could be said was said.
    pub fn watch_clock(self: &Arc<Self>) -> Result<(), Error> {
        self.sign_audit(When::Due)?;
        self.end_of_workers()?;
        if let Err(error) = self.suspend_idle() {
            tracing::error!(%error, "whose access lies unused could not be looked at");
        }
        if let Err(error) = self.keep_retention() {
            tracing::error!(%error, "what is past its age could not be looked at");
        }
        self.forget_late_asking()?;
        let now = self.clock.now();
        self.forget_strays(self.settled_since())?;
        let (position, due) = self.folded(|replica| {
            let mut due = self.calls_for_unseen(replica, now)?;
            for (stream, task) in calls_come_apart(replica)? {
                due.entry(stream).or_default().push(not_needed(task, now));
            }
            for (stream, visit) in replica.visits_by_clock(now)? {
                if let Some(body) = self.falls_due(replica, stream, &visit, now)? {
                    due.entry(stream).or_default().push(body);
                }
            }
            Ok((replica.cursor()?.position, due))
        })?;
        if due.is_empty() {
            return Ok(());
        }
        let mut said = Ok(());
        for (stream, bodies) in due {
            let office = Arc::clone(self);
            let done = self.log.write(move |log| {
                office.expect(log, stream, position)?;
                for body in bodies {
                    let saying = office.saying(log, stream, body)?;
                    office.say(log, &office.identity.node, StreamKind::Client, stream, saying)?;
                }
                Ok(())
            });
            match done {
                // Something else was said of this client meanwhile: the next look decides anew.
                Ok(()) | Err(Error::Moved) => {}
                Err(error) => said = Err(error),
            }
        }
        self.judge_plans()?;
        said
    }

    fn falls_due(
        &self,
        replica: &Replica,
        stream: StreamId,
        visit: &Visit,
        now: Time,
    ) -> Result<Option<Body>, Error> {
        let event = |event| Ok(Some(Body::Visit(visit.id, event)));
        match (visit.state, &visit.plan, &visit.offer) {
            (State::Offered, _, Some(offer)) if offer.until <= now => {
                event(VisitEvent::Lapsed { offer: offer.id })
            }
            (State::Proposed, Some(standing), _) if standing.plan.start <= now => {
                event(VisitEvent::Lapsed { offer: standing.id })
            }
            (State::Confirmed | State::Scheduled | State::EnRoute | State::Late, Some(standing), _)
                if expected(visit, standing).plus_minutes(OVERDUE_MINUTES) <= now =>
            {
                if self.was_to_come(standing)? { event(VisitEvent::Overdue) } else { Ok(None) }
            }
            (State::Arrived | State::InProgress, _, _) if should_have_ended(visit, now) => {
                let tasks = replica.tasks_of(stream)?;
                let known = |task: &Task| task.cause == TaskCause::Silent && task.visit == Some(visit.id);
                let raised = tasks.iter().any(|standing| known(&standing.task));
                Ok((!raised).then(|| Body::TaskRaised(silent(visit, now))))
            }
            _ => Ok(None),
        }
    }

    /// Whether a plan was made before its time. What the books bring in later is history, and nobody is waited for.
    fn was_to_come(&self, standing: &StandingPlan) -> Result<bool, Error> {
        let made = self.log.read(|log| log.entry(standing.id))?;
        Ok(made.is_some_and(|entry| entry.event.header().hlc.time() < standing.plan.start))
    }

    /// Looks at the clock until stopped. `told` hears after every look.
    pub(crate) async fn keep_watching(
        self: Arc<Self>,
        mut stopping: watch::Receiver<bool>,
        told: impl Fn(&Self),
    ) {
        let mut tick = tokio::time::interval(LOOK_EVERY);
        while !*stopping.borrow() {
            tokio::select! {
                _ = tick.tick() => {}
                _ = stopping.changed() => return,
            }
            let office = Arc::clone(&self);
            match tokio::task::spawn_blocking(move || office.watch_clock()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "what fell due could not be said"),
                Err(_) => tracing::warn!("a look at the clock failed"),
            }
            told(&self);
        }
    }
}

/// When the worker is expected: at the time, or later when she said so.
fn expected(visit: &Visit, standing: &StandingPlan) -> Time {
    let (start, estimate) = (standing.plan.start, visit.facts.arrival_estimate);
    estimate.map_or(start, |estimate| estimate.min(start.plus_minutes(LATEST_MINUTES))).max(start)
}

/// Whether somebody is at a client's so long that it is time to ask.
fn should_have_ended(visit: &Visit, now: Time) -> bool {
    let minutes = visit.plan.as_ref().map_or(visit.minutes, |standing| standing.plan.minutes);
    let begun = visit.facts.started.or(visit.facts.arrived);
    begun.is_some_and(|begun| begun.plus_minutes(i64::from(minutes) + MARGIN_MINUTES) <= now)
}

fn silent(visit: &Visit, now: Time) -> Task {
    Task {
        id: TaskId(Uuid::now_v7()),
        cause: TaskCause::Silent,
        visit: Some(visit.id),
        about: visit.plan.as_ref().map(|standing| standing.id),
        owner: None,
        due: now,
        words: Text::default(),
        at: now,
    }
}
