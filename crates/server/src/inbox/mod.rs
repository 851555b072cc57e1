//! What needs somebody's hand: tasks, conflicts, and visits that stand where only a person can lead them on. Nothing leaves
//! it without an outcome: a task with its end, a conflict with its settlement, a visit with what came of it. It reads the
//! replica and decides nothing by itself.

mod act;
mod side;

pub(crate) use side::{Side, Value};

use crate::error::Error;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::fold::client::StandingTask;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskCause;
use vizitas_domain::time::Time;
use vizitas_replica::{Client, ClientVisit, Replica};

/// States that only a person leads on from.
const STUCK: [State; 8] = [
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
    /// About whom.
    pub(crate) client: Client,
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
}

/// Everything that needs a hand of clients for whom `within` holds, the oldest first.
pub(crate) fn items(replica: &Replica, within: impl Fn(&Client) -> bool) -> Result<Vec<Item>, Error> {
    let mut items = tasks(replica, &within)?;
    items.extend(conflicts(replica, &within)?);
    for found in replica.visits_in(&STUCK)? {
        if within(&found.client) && !is_settled(replica, &found)? {
            items.push(stuck(found));
        }
    }
    items.sort_by_key(|item| item.since);
    Ok(items)
}

fn tasks(replica: &Replica, within: impl Fn(&Client) -> bool) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for found in replica.open_tasks(None)? {
        if within(&found.client) {
            let visit = visit_of(replica, &found.client, found.task.task.visit)?;
            let since = found.task.task.at;
            items.push(Item { client: found.client, visit, since, what: What::Task(found.task) });
        }
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
        items.push(Item { client, visit, since, what });
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
    Item { client, visit: Some(visit), since, what: What::Stuck }
}

/// Whether somebody has led a visit on already that cannot change any more: another follows it, or a person said what came
/// of it, as a task about it that has its end.
fn is_settled(replica: &Replica, found: &ClientVisit) -> Result<bool, Error> {
    let ClientVisit { client, visit } = found;
    if !visit.state.is_closed() {
        return Ok(false);
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
