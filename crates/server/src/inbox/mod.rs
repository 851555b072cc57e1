//! What needs somebody's hand: tasks, conflicts, visits that stand where only a person can lead them on, work of a tablet
//! that has no place, and what is still in the hands of somebody who has left. Nothing leaves it without an outcome: a task
//! with its end, a conflict with its settlement, a visit with what came of it, held work with a decision, a case with its
//! new worker. It reads the replica and decides nothing by itself.

mod act;
mod call;
mod held;
mod settled;
mod side;
mod stray;

pub(crate) use act::one_call_with;
pub(crate) use held::{HeldAct, HeldWork, Opened, Thing, Why};
pub(crate) use settled::{Back, How, Matter, Settled, Was, held_rows};
pub(crate) use side::{Side, Value};
pub(crate) use stray::stray_row;

use crate::error::Error;
use crate::leaving::{Remains, remains};
use std::collections::BTreeSet;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_replica::{Client, ClientTask, ClientVisit, Replica};

/// States that only a person leads on from.
const STUCK: [State; 9] = [
    State::Requested,
    State::Overdue,
    State::RescheduleNeeded,
    State::MoveAsked,
    State::Unanswered,
    State::Declined,
    State::NoAccess,
    State::Interrupted,
    State::Missed,
];

/// Something that needs a hand.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// About whom; none: a client who is not known here.
    pub(crate) client: Option<Client>,
    /// The visit it is about, if any.
    pub(crate) visit: Option<Visit>,
    /// Since when it waits.
    pub(crate) since: Time,
    /// What it is.
    pub(crate) what: What,
}

/// What needs a hand.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A task without an outcome.
    Task(StandingTask),
    /// Two things that cannot both hold.
    Conflict { clash: Clash, events: Vec<EventId>, sides: Vec<Side> },
    /// The visit stands where only a person leads it on.
    Stuck,
    /// What a tablet handed in has no place.
    Held(Box<HeldWork>),
    /// A worker has left, and clients or visits are hers all the same.
    Remains(Remains),
}

/// Everything that needs a hand of clients for whom `within` holds, and what is held back: what is due by `now` first, then
/// the oldest; visits that want their first time come last, since nobody was promised anything.
pub(crate) fn items(
    replica: &Replica,
    now: Time,
    held: Vec<Opened>,
    within: impl Fn(&Client) -> bool,
) -> Result<Vec<Item>, Error> {
    let mut items = tasks(replica, &within)?;
    let called: BTreeSet<VisitId> = items.iter().filter_map(called).collect();
    items.extend(conflicts(replica, &within)?);
    let mut stand_still = BTreeSet::new();
    for found in replica.visits_in(&STUCK)? {
        let is_called = found.visit.state == State::RescheduleNeeded && called.contains(&found.visit.id);
        if within(&found.client) && !is_called && !is_settled(replica, &found)? {
            stand_still.insert(found.visit.id);
            items.push(stuck(found));
        }
    }
    // That nothing follows was a mistake: the visit says so by itself.
    items.retain(|item| {
        !matches!(&item.what, What::Task(standing) if act::is_marker(&standing.task)
        && standing.task.visit.is_some_and(|visit| stand_still.contains(&visit)))
    });
    for work in held::rows(replica, held)? {
        let (client, since) = (work.client.clone().filter(&within), work.since);
        items.push(Item { client, visit: None, since, what: What::Held(Box::new(work)) });
    }
    items.extend(remains(replica, now, &within)?.into_iter().map(|remains| {
        let since = remains.since;
        Item { client: None, visit: None, since, what: What::Remains(remains) }
    }));
    items.sort_by_key(|item| (item.urgency(now), item.since));
    Ok(items)
}

impl Item {
    /// 0: somebody should have seen to it by now; 2: nobody waits for it at an hour.
    fn urgency(&self, now: Time) -> u8 {
        match (&self.what, self.visit.as_ref().map(|visit| visit.state)) {
            (What::Task(standing), _) if standing.task.due <= now => 0,
            (What::Stuck, Some(State::Overdue)) | (What::Remains(_), _) => 0,
            (What::Stuck, Some(State::Requested)) => 2,
            _ => 1,
        }
    }
}

/// The visit whose time somebody is to call about: that it must move needs no row beside it.
fn called(item: &Item) -> Option<VisitId> {
    match &item.what {
        What::Task(standing) if call::is_about_time(&standing.task) => standing.task.visit,
        _ => None,
    }
}

/// Tasks without an outcome, those that one call settles as one.
fn tasks(replica: &Replica, within: impl Fn(&Client) -> bool) -> Result<Vec<Item>, Error> {
    let mut calls: Vec<(Client, Vec<StandingTask>)> = Vec::new();
    for ClientTask { client, task } in
        replica.open_tasks(None)?.into_iter().filter(|open| within(&open.client))
    {
        let same = |(of, tasks): &&mut (Client, Vec<StandingTask>)| {
            of.id == client.id && tasks.iter().any(|other| call::same_call(&other.task, &task.task))
        };
        match calls.iter_mut().find(same) {
            Some((_, tasks)) => tasks.push(task),
            None => calls.push((client, vec![task])),
        }
    }
    let mut items = Vec::with_capacity(calls.len());
    for (client, tasks) in calls {
        let Some(task) = call::one(tasks) else { continue };
        let visit = visit_of(replica, &client, task.task.visit)?;
        items.push(Item { client: Some(client), visit, since: task.task.at, what: What::Task(task) });
    }
    Ok(items)
}

fn conflicts(replica: &Replica, within: impl Fn(&Client) -> bool) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for found in replica.open_conflicts()? {
        let Some(client) = replica.client(found.client)?.filter(|client| within(client)) else { continue };
        let events = side::events(replica, &found)?;
        let sides = side::sides(&events, &found);
        // A side whose event is gone has nothing to choose.
        let Some(since) = events.iter().map(|event| event.at).max().filter(|_| sides.len() > 1) else {
            continue;
        };
        let visit = visit_of(replica, &client, found.visit)?;
        let conflict = found.conflict;
        let what = What::Conflict { clash: conflict.clash, events: conflict.events, sides };
        items.push(Item { client: Some(client), visit, since, what });
    }
    Ok(items)
}

fn visit_of(replica: &Replica, client: &Client, visit: Option<VisitId>) -> Result<Option<Visit>, Error> {
    let Some(visit) = visit else { return Ok(None) };
    Ok(replica.visit(client.id, visit)?.map(|found| found.visit))
}

fn stuck(found: ClientVisit) -> Item {
    let ClientVisit { client, visit } = found;
    let since = visit.since.unwrap_or_default();
    Item { client: Some(client), visit: Some(visit), since, what: What::Stuck }
}

/// Whether somebody has led a visit on already that cannot change any more: another follows it, or a person said what came
/// of it: why we did not come, or as a task about it that has its end.
fn is_settled(replica: &Replica, found: &ClientVisit) -> Result<bool, Error> {
    let ClientVisit { client, visit } = found;
    if !visit.state.is_closed() {
        return Ok(false);
    }
    if visit.state == State::Missed && !visit.close_reason.trim().is_empty() {
        return Ok(true);
    }
    if replica.visits_of(client.id)?.iter().any(|other| other.follows == Some(visit.id)) {
        return Ok(true);
    }
    // That the worker's tablet took a change says nothing of the visit.
    let ended = |task: &StandingTask| {
        task.task.cause != TaskCause::NotSeen
            && task.end.as_ref().is_some_and(|end| Some(end.at) >= visit.since)
    };
    Ok(replica.tasks_of(client.id)?.iter().any(|task| task.task.visit == Some(visit.id) && ended(task)))
}
