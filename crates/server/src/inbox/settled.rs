//! What was settled lately, by whom and how: read from the log and the fold, never kept apart. Whatever leaves the inbox
//! stands here, though nobody of the office had a hand in it.

use super::act::is_marker;
use super::call::{one, same_call};
use super::held::{Thing, placed_thing};
use super::side::{self, Side, Value};
use super::{STUCK, visit_of};
use crate::error::Error;
use crate::log::{HeldFate, HeldOutcome};
use crate::municipality::Municipality;
use crate::planning::calendar;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::fold::client::{StandingTask, TaskEnd};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, InstallationId, StreamId, TaskId, VisitId};
use vizitas_domain::state::{Act, State};
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::{Client, Replica};
use vizitas_sync::hash::Hash;

/// Events read at once, and at most.
const PIECE: u32 = 1_000;
const MOST: usize = 20_000;
/// A visit without a time waits when it has done so for this long.
const WAITED_S: i64 = 60;
/// Days that an office may be shut on end.
const SHUT_DAYS: usize = 6;

/// Of which client a held event is and what it says, as far as it can be told.
type HeldThing = Option<(StreamId, Option<Thing>)>;

/// Something that was settled.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    /// What it was in the inbox, by the names of its rows.
    pub(crate) was: Vec<Was>,
    /// About whom; none: a client who is not known here.
    pub(crate) client: Option<Client>,
    /// The visit it is about, as it stands now.
    pub(crate) visit: Option<Visit>,
    /// When, by the clock of who did it.
    pub(crate) at: Time,
    /// Who did it, in which capacity; none: it came about by itself.
    pub(crate) by: Option<(ActorId, Role)>,
    /// What it was.
    pub(crate) matter: Matter,
    /// What came of it.
    pub(crate) how: How,
    /// How it is taken back.
    pub(crate) back: Back,
}

/// A row of the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Was {
    Task(TaskId),
    Conflict(Vec<EventId>),
    Visit(VisitId),
    Held(InstallationId, Hash),
    Stray(String),
}

/// What it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Somebody had to do something.
    Task { cause: TaskCause, words: Text },
    /// Two things could not both hold.
    Conflict { clash: Clash },
    /// A visit stood still.
    Stuck { state: State },
    /// A tablet's work had no place.
    Held { tablet: InstallationId, thing: Option<Thing>, count: usize },
    /// Nobody known wrote.
    Stray { sender: String, words: String },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The task has its outcome.
    Ended {
        outcome: TaskOutcome,
        words: Text,
        /// What others said of it who did not know of that.
        also: Vec<TaskEnd>,
    },
    /// This holds.
    Chosen { value: Value },
    /// The visit goes on.
    Led { state: State, start: Option<Time>, workers: Vec<ActorId> },
    /// Another visit follows it.
    Followed { start: Option<Time> },
    /// Nothing follows, and why.
    NoMore { words: Text },
    /// We did not come, and why.
    Missed { words: Text },
    /// What became of held work.
    Held { fate: HeldFate, words: Text },
}

/// How it is taken back.
#[derive(Clone, Debug)]
pub(crate) enum Back {
    /// It is not, here: what was done to a visit is changed on the board.
    No,
    /// Not at all.
    Never,
    /// The task is opened again.
    Reopen(TaskId),
    /// Another side is chosen instead of what this settlement chose.
    Choose { events: Vec<EventId>, settled: EventId, sides: Vec<Side> },
    /// The decision is taken back.
    TakeUp { tablet: InstallationId, hashes: Vec<Hash> },
    /// The message waits again.
    Stray(String),
}

impl Municipality {
    /// The first moment of the last working day before today: what was settled since is shown.
    pub(crate) fn settled_since(&self) -> Time {
        let calendar = calendar();
        let today = calendar.local(self.clock.now()).0;
        let before =
            today.iter_days().rev().skip(1).take(SHUT_DAYS).find(|day| calendar.opening(*day).is_some());
        calendar.day(before.unwrap_or(today)).start
    }

    /// What was settled from a moment on of clients for whom `within` holds, the latest first.
    pub(crate) fn settled(
        &self,
        replica: &Replica,
        since: Time,
        within: impl Fn(&Client) -> bool,
    ) -> Result<Vec<Settled>, Error> {
        let events = self.since(replica, since)?;
        let mut clients: BTreeMap<StreamId, Option<Client>> = BTreeMap::new();
        let mut by_client: BTreeMap<StreamId, Vec<&Event>> = BTreeMap::new();
        for event in &events {
            let client = match clients.get(&event.stream) {
                Some(client) => client.as_ref(),
                None => {
                    let known = replica.client(event.stream)?.filter(&within);
                    clients.entry(event.stream).or_insert(known).as_ref()
                }
            };
            if client.is_some() {
                by_client.entry(event.stream).or_default().push(event);
            }
        }
        let mut settled = Vec::new();
        for (stream, events) in by_client {
            let Some(Some(client)) = clients.remove(&stream) else { continue };
            settled.extend(tasks(replica, &client, &events)?);
            settled.extend(conflicts(replica, &client, &events)?);
            settled.extend(visits(replica, &client, &events)?);
        }
        settled.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(settled)
    }

    /// What happened from a moment on and may have settled something, in the order of the log. What the node itself wrote
    /// tells the hour; what a tablet brought late counts as of when it came.
    fn since(&self, replica: &Replica, since: Time) -> Result<Vec<Event>, Error> {
        let node = self.identity.node.installation;
        let (mut before, mut read, mut found) = (replica.cursor()?.position.saturating_add(1), 0, Vec::new());
        'log: while read < MOST {
            let piece = replica.events_before(before, PIECE)?;
            read += piece.len();
            let Some(last) = piece.last().and_then(|event| event.position) else { break };
            before = last;
            for event in piece {
                if event.installation == node && event.at < since {
                    break 'log;
                }
                if may_settle(&event.body) {
                    found.push(event);
                }
            }
        }
        found.reverse();
        Ok(found)
    }

    /// What became of held work from a moment on. It asks log and vault: never call it while looking at the replica.
    pub(crate) fn held_settled(
        &self,
        since: Time,
        within: impl Fn(ActorId) -> bool,
    ) -> Result<Vec<(HeldOutcome, HeldThing)>, Error> {
        let outcomes = self.log.read(|log| {
            let mut within_reach = Vec::new();
            for outcome in log.held_outcomes(since)? {
                let maker = log.installation(outcome.link.installation)?;
                within_reach.extend(maker.filter(|maker| within(maker.actor)).map(|_| outcome));
            }
            Ok(within_reach)
        })?;
        let mut found = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            let thing = self.held_thing(&outcome.link)?;
            found.push((outcome, thing));
        }
        Ok(found)
    }
}

/// Whether an event may have led something out of the inbox.
fn may_settle(body: &Body) -> bool {
    match body {
        Body::TaskDone { .. } | Body::Settled { .. } => true,
        Body::Visit(_, VisitEvent::Requested { follows, .. }) => follows.is_some(),
        Body::Visit(_, VisitEvent::AnswerWithdrawn { .. } | VisitEvent::Corrected { .. }) => true,
        Body::Visit(_, act) => Act::of(act).is_some(),
        _ => false,
    }
}

/// Tasks that ended by these events; those that one call settled as one.
fn tasks(replica: &Replica, client: &Client, events: &[&Event]) -> Result<Vec<Settled>, Error> {
    let ended: BTreeSet<TaskId> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::TaskDone { task, .. } => Some(*task),
            _ => None,
        })
        .collect();
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    let mut calls: Vec<Vec<StandingTask>> = Vec::new();
    for standing in replica.tasks_of(client.id)? {
        if standing.end.is_none() || !ended.contains(&standing.task.id) {
            continue;
        }
        let same = |call: &&mut Vec<StandingTask>| {
            call.iter().any(|other| other.end == standing.end && same_call(&other.task, &standing.task))
        };
        match calls.iter_mut().find(same) {
            Some(call) => call.push(standing),
            None => calls.push(vec![standing]),
        }
    }
    let mut settled = Vec::with_capacity(calls.len());
    for call in calls {
        let was = call.iter().map(|standing| Was::Task(standing.task.id)).collect();
        let Some(StandingTask { task, end: Some(end), also_ended, .. }) = one(call) else { continue };
        let visit = visit_of(replica, client, task.visit)?;
        let role = |body: &Body| matches!(body, Body::TaskDone { task: of, .. } if *of == task.id);
        let role = events.iter().rfind(|event| role(&event.body)).map_or(Role::System, |event| event.role);
        let no_more = visit.as_ref().filter(|visit| is_marker(&task) && visit.state.is_closed());
        let (was, matter, how) = match no_more {
            Some(visit) => (
                vec![Was::Visit(visit.id)],
                Matter::Stuck { state: visit.state },
                How::NoMore { words: end.words },
            ),
            None => (
                was,
                Matter::Task { cause: task.cause, words: task.words },
                How::Ended { outcome: end.outcome, words: end.words, also: also_ended },
            ),
        };
        let (client, by, back) = (Some(client.clone()), Some((end.actor, role)), Back::Reopen(task.id));
        settled.push(Settled { was, client, visit, at: end.at, by, matter, how, back });
    }
    Ok(settled)
}

/// Conflicts that were settled by these events.
fn conflicts(replica: &Replica, client: &Client, events: &[&Event]) -> Result<Vec<Settled>, Error> {
    if !events.iter().any(|event| matches!(event.body, Body::Settled { .. })) {
        return Ok(Vec::new());
    }
    let mut settled = Vec::new();
    for found in replica.conflicts_of(client.id)? {
        let by = found.conflict.settled.and_then(|id| events.iter().find(|event| event.id == id));
        let Some(event) = by else { continue };
        let sides = side::sides(&side::events(replica, &found)?, &found);
        let Some(chosen) = sides.iter().find(|side| side.stands) else { continue };
        let (clash, ids) = (found.conflict.clash, found.conflict.events);
        settled.push(Settled {
            was: vec![Was::Conflict(ids.clone())],
            client: Some(client.clone()),
            visit: visit_of(replica, client, found.visit)?,
            at: event.at,
            by: Some((event.actor, event.role)),
            matter: Matter::Conflict { clash },
            how: How::Chosen { value: chosen.value.clone() },
            back: Back::Choose { events: ids, settled: event.id, sides },
        });
    }
    Ok(settled)
}

/// Visits that these events led on from where they stood still.
fn visits(replica: &Replica, client: &Client, events: &[&Event]) -> Result<Vec<Settled>, Error> {
    let overdue =
        |visit: VisitId| events.iter().any(|event| event.body == Body::Visit(visit, VisitEvent::Overdue));
    // What happens at a visit happens every day: only one of which nothing had been heard is looked at for it.
    let touched: BTreeSet<VisitId> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::Visit(visit, act) if !Act::of(act).is_some_and(Act::is_fact) || overdue(*visit) => {
                Some(*visit)
            }
            _ => None,
        })
        .collect();
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    let fresh: BTreeSet<EventId> = events.iter().map(|event| event.id).collect();
    let (all, known) = (replica.events(client.id)?, replica.visits_of(client.id)?);
    let mut settled = Vec::new();
    for visit in known.iter().filter(|visit| touched.contains(&visit.id)) {
        for step in steps(visit, &all).into_iter().filter(|step| fresh.contains(&step.event.id)) {
            settled.push(led(client, visit, &step));
        }
        let followed = visit.follows.and_then(|before| known.iter().find(|other| other.id == before));
        let begun = all.iter().find(
            |event| matches!(&event.body, Body::Visit(of, VisitEvent::Requested { .. }) if *of == visit.id),
        );
        if let Some((before, event)) = followed.zip(begun.filter(|event| fresh.contains(&event.id)))
            && STUCK.contains(&before.state)
        {
            settled.push(Settled {
                was: vec![Was::Visit(before.id)],
                client: Some(client.clone()),
                visit: Some(before.clone()),
                at: event.at,
                by: Some((event.actor, event.role)),
                matter: Matter::Stuck { state: before.state },
                how: How::Followed { start: visit.plan.as_ref().map(|standing| standing.plan.start) },
                back: Back::No,
            });
        }
    }
    Ok(settled)
}

fn led(client: &Client, visit: &Visit, step: &Step<'_>) -> Settled {
    let words = match &step.event.body {
        Body::Visit(_, VisitEvent::Missed { reason }) => Some(reason.clone()),
        _ => None,
    };
    let plan = match &step.event.body {
        Body::Visit(
            _,
            VisitEvent::Agreed { plan, .. } | VisitEvent::Proposed(plan) | VisitEvent::Scheduled(plan),
        ) => Some(plan),
        Body::Visit(_, VisitEvent::Offered { slots, .. }) => slots.first(),
        _ => visit.plan.as_ref().map(|standing| &standing.plan),
    };
    let back = if words.is_some() { Back::Never } else { Back::No };
    Settled {
        was: vec![Was::Visit(visit.id)],
        client: Some(client.clone()),
        visit: Some(visit.clone()),
        at: step.event.at,
        by: (step.event.role != Role::System).then_some((step.event.actor, step.event.role)),
        matter: Matter::Stuck { state: step.from },
        how: match words {
            Some(words) => How::Missed { words },
            None => How::Led {
                state: step.to,
                start: plan.map(|plan| plan.start),
                workers: plan.map(|plan| plan.workers.clone()).unwrap_or_default(),
            },
        },
        back,
    }
}

/// An event that led a visit on from where only a person leads it on.
struct Step<'e> {
    from: State,
    to: State,
    event: &'e Event,
}

/// Every such step of a visit, in the order of the log: what stands of its events says where each led. Where an answer or
/// a fact was taken back, the visit is where it is now.
fn steps<'e>(visit: &Visit, events: &'e [Event]) -> Vec<Step<'e>> {
    let of_visit = |event: &'e Event| match &event.body {
        Body::Visit(of, act) if *of == visit.id => Some((event, act)),
        _ => None,
    };
    let leads = |act: &VisitEvent| Act::of(act).map(|act| act.leads_to(visit.kind));
    let taken_back = |id: EventId| {
        let found = events.iter().filter_map(of_visit).find(|(event, _)| event.id == id);
        found.filter(|_| visit.void.contains(&id)).and_then(|(_, act)| leads(act))
    };
    let (mut at, mut since, mut steps) = (State::default(), Time::default(), Vec::new());
    for (event, act) in events.iter().filter_map(of_visit) {
        if visit.void.contains(&event.id) {
            continue;
        }
        let (from, to) = match act {
            VisitEvent::AnswerWithdrawn { answer: back } | VisitEvent::Corrected { fact: back } => {
                let Some(from) = taken_back(*back) else { continue };
                (from, visit.state)
            }
            act => {
                let Some(to) = leads(act) else {
                    if matches!(act, VisitEvent::Requested { .. }) {
                        since = event.at;
                    }
                    continue;
                };
                (std::mem::replace(&mut at, to), to)
            }
        };
        // A visit that has its first time at once never waited for anybody.
        let waited = from != State::Requested || since.0.saturating_add(WAITED_S) <= event.at.0;
        if from != to && STUCK.contains(&from) && waited {
            steps.push(Step { from, to, event });
        }
    }
    steps
}

/// What became of held work as rows: what one person decided at one moment of one kind of thing is one.
pub(crate) fn held_rows(
    replica: &Replica,
    outcomes: Vec<(HeldOutcome, HeldThing)>,
    within: impl Fn(&Client) -> bool,
) -> Result<Vec<Settled>, Error> {
    let mut rows: Vec<Settled> = Vec::new();
    for (outcome, thing) in outcomes {
        let HeldOutcome { link, fate, actor, at, words } = outcome;
        let found = match thing {
            Some(found) => Some(found),
            None => placed_thing(replica, link.event)?.map(|(stream, thing)| (stream, Some(thing))),
        };
        let (stream, thing) = found.unzip();
        let client = stream.map(|stream| replica.client(stream)).transpose()?.flatten().filter(&within);
        let (tablet, thing) = (link.installation, thing.flatten());
        let by = actor.map(|actor| (actor, Role::Coordinator));
        let how = How::Held { fate, words };
        let alike = |row: &&mut Settled| {
            (row.at, row.by, &row.how) == (at, by, &how)
                && row.client.as_ref().map(|client| client.id) == client.as_ref().map(|client| client.id)
                && matches!(&row.matter, Matter::Held { tablet: of, thing: other, .. } if (*of, *other) == (tablet, thing))
        };
        if let Some(row) = rows.iter_mut().find(alike) {
            row.was.push(Was::Held(tablet, link.hash));
            if let Matter::Held { count, .. } = &mut row.matter {
                *count += 1;
            }
            if let Back::TakeUp { hashes, .. } = &mut row.back {
                hashes.push(link.hash);
            }
            continue;
        }
        let back = match fate {
            HeldFate::Placed => Back::No,
            HeldFate::Kept | HeldFate::LetGo => Back::TakeUp { tablet, hashes: vec![link.hash] },
        };
        let matter = Matter::Held { tablet, thing, count: 1 };
        rows.push(Settled {
            was: vec![Was::Held(tablet, link.hash)],
            client,
            visit: None,
            at,
            by,
            matter,
            how,
            back,
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
