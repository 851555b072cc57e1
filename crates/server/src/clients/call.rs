//! A call with a client, and all that it brings, in one commit: what was said, the time agreed or wished for, the task it
//! was made for, and the task that a call leaves behind which reached nobody.

use crate::error::Error;
use crate::inbox::one_call_with;
use crate::log::Write;
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::calling::{Around, follow_up};
use vizitas_domain::client::Channel;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, StreamId, TaskId, VisitId};
use vizitas_domain::register::Call;
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, Priority, VisitEvent, VisitKind};

/// How often a decision is made anew when somebody was faster.
const TRIES: usize = 5;

/// What the client said about the visit that the call was about.
#[derive(Clone, Debug)]
pub(crate) enum Settles {
    /// This time is agreed.
    Agreed(Plan),
    /// None of the times suits; what would, in words.
    Wished(Text),
    /// The agreed time stands.
    Confirmed,
    /// The visit is not wanted.
    Cancelled(Text),
}

/// A visit that the call itself asks for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) purpose: Text,
    pub(crate) minutes: u16,
}

/// A call, and what it brings.
#[derive(Clone, Debug)]
pub(crate) struct CallWork {
    /// With whom, or about whom.
    pub(crate) client: StreamId,
    /// As it is logged; its visit is the one that is settled.
    pub(crate) call: Call,
    /// A new visit, which is settled then.
    pub(crate) wanted: Option<Wanted>,
    /// What the client said about it.
    pub(crate) settles: Option<Settles>,
    /// The task that the call was made for.
    pub(crate) task: Option<TaskId>,
    /// When to call again, if nobody was reached.
    pub(crate) again: Time,
}

impl Municipality {
    /// Writes a call down with all that it brings.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, visit or task; [`Error::Invalid`] when the visit can no more be
    /// settled so; [`Error::Left`] when somebody who is to come has left by then; [`Error::Moved`] when others were faster again and again.
    pub(crate) fn take_call(self: &Arc<Self>, by: By, work: &CallWork) -> Result<(), Error> {
        for _ in 0..TRIES {
            let (folded, visit, tasks) = self.folded(|replica| {
                let position = replica.cursor()?.position;
                let visit = match work.call.visit {
                    None => None,
                    Some(visit) => {
                        let found = replica.visit(work.client, visit)?;
                        Some(found.ok_or_else(|| Error::Missing("visit".to_owned()))?.visit)
                    }
                };
                if let Some(Settles::Agreed(plan)) = &work.settles {
                    Self::all_work_then(replica, plan)?;
                }
                Ok((position, visit, replica.tasks_of(work.client)?))
            })?;
            let bodies = self.bodies(work, visit.as_ref(), &tasks)?;
            let (office, client) = (Arc::clone(self), work.client);
            let done = self.log.write(move |log| {
                office.expect(log, client, folded)?;
                office.say_all(log, by, client, bodies)
            });
            match done {
                Err(Error::Moved) => {}
                done => {
                    done?;
                    return self.judge_plans();
                }
            }
        }
        Err(Error::Moved)
    }

    fn say_all(&self, log: &mut dyn Write, by: By, client: StreamId, bodies: Vec<Body>) -> Result<(), Error> {
        bodies.into_iter().try_for_each(|body| self.command(log, by, client, body).map(drop))
    }

    /// The events of a call, in their order.
    fn bodies(
        &self,
        work: &CallWork,
        visit: Option<&Visit>,
        tasks: &[StandingTask],
    ) -> Result<Vec<Body>, Error> {
        let now = self.clock.now();
        let mut bodies = vec![Body::CallLogged(work.call.clone())];
        let mut stands = visit.map(Stands::of);
        if let Some(wanted) = &work.wanted {
            let new = Stands::new(VisitId(Uuid::now_v7()));
            bodies.push(Body::Visit(new.visit, requested(wanted)));
            stands = Some(new);
        }
        if let (Some(stands), Some(settles)) = (stands, &work.settles) {
            let events = settled(stands, settles, now)?;
            bodies.extend(events.into_iter().map(|event| Body::Visit(stands.visit, event)));
        }
        let made_for = work.task.map(|task| one_call_with(task, tasks)).unwrap_or_default();
        let around = Around {
            tasks,
            made_for: &made_for,
            owner: None,
            again: work.again,
            new: TaskId(Uuid::now_v7()),
            now,
        };
        bodies.extend(follow_up(&work.call, &around));
        Ok(bodies)
    }
}

/// Where a visit stands, as far as settling it asks.
#[derive(Clone, Copy)]
struct Stands {
    visit: VisitId,
    state: State,
    kind: VisitKind,
    plan: Option<EventId>,
}

impl Stands {
    fn of(visit: &Visit) -> Self {
        let plan = visit.plan.as_ref().map(|standing| standing.id);
        Self { visit: visit.id, state: visit.state, kind: visit.kind, plan }
    }

    fn new(visit: VisitId) -> Self {
        Self { visit, state: State::Requested, kind: VisitKind::Agreed, plan: None }
    }
}

/// The events by which a visit takes in what the client said.
fn settled(stands: Stands, settles: &Settles, now: Time) -> Result<Vec<VisitEvent>, Error> {
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Phone, at: now };
    let asked = |wish: &Text| VisitEvent::MoveAsked { plan: stands.plan, wish: wish.clone(), agreement };
    match settles {
        Settles::Agreed(plan) => {
            let before = [
                None,
                Some(asked(&Text::default())),
                Some(VisitEvent::Offered { slots: vec![plan.clone()], until: plan.start }),
                Some(VisitEvent::MustMove { cause: Cause::Client, note: Text::default() }),
            ];
            let agreed = VisitEvent::Agreed { plan: plan.clone(), agreement };
            let ways = before.into_iter().map(|first| first.into_iter().chain([agreed.clone()]).collect());
            first_possible(stands, ways)
        }
        Settles::Wished(wish) => first_possible(stands, [vec![asked(wish)]]),
        Settles::Confirmed => match stands.plan {
            Some(plan) if stands.state == State::Confirmed => {
                Ok(vec![VisitEvent::Acknowledged { plan, agreement }])
            }
            _ => first_possible(stands, [vec![VisitEvent::KeptOld { agreement }]]),
        },
        Settles::Cancelled(reason) => {
            let reason = reason.clone();
            first_possible(stands, [vec![VisitEvent::Cancelled { by_client: true, reason }]])
        }
    }
}

/// The first of these ways that the visit's state allows, step by step.
fn first_possible(
    stands: Stands,
    ways: impl IntoIterator<Item = Vec<VisitEvent>>,
) -> Result<Vec<VisitEvent>, Error> {
    let step = |state: State, event: &VisitEvent| {
        Act::of(event).and_then(|act| next(state, stands.kind, act, Role::Coordinator))
    };
    let fits = |way: &Vec<VisitEvent>| way.iter().try_fold(stands.state, step).is_some();
    let refused = || Error::Invalid("the visit cannot be settled so".to_owned());
    ways.into_iter().find(fits).ok_or_else(refused)
}

/// A visit that is asked for.
fn requested(wanted: &Wanted) -> VisitEvent {
    VisitEvent::Requested {
        purpose: wanted.purpose.clone(),
        kind: VisitKind::Agreed,
        minutes: wanted.minutes,
        workers_needed: 1,
        follows: None,
        skill: Text::default(),
        priority: Priority::Normal,
    }
}
