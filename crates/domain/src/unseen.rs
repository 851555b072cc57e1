//! What became of a worker's visits that she does not know of yet. A tablet shows what it has taken by asking for what
//! follows; what lies behind that, and what she did herself, is all she can know. That a tablet took something says that it
//! could be seen, not that anybody looked: nothing here claims more.

use crate::concurrency::Epochs;
use crate::event::{Body, Event};
use crate::fold::client::fold;
use crate::fold::visit::{StandingPlan, Visit};
use crate::id::{ActorId, EventId, VisitId};
use crate::state::{Act, State};
use crate::time::Time;
use crate::visit::VisitEvent;
use std::collections::BTreeMap;

/// So long a change waits for the tablet before somebody has to call.
const WAIT_MINUTES: i64 = 15;
/// A visit so near is not waited for.
const NEAR_MINUTES: i64 = 2 * 60;
/// But for so long: a tablet with signal asks within a minute.
const NEAR_WAIT_MINUTES: i64 = 1;

/// When an unlocked tablet last asked for what is new, and what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// When it asked, by the server's clock.
    pub at: Time,
    /// It has everything of its worker's up to this position of the log; 0: nothing yet.
    pub position: u64,
}

/// One of a worker's tablets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tablet {
    /// None when it never asked.
    pub sighting: Option<Sighting>,
    /// Its rights were taken: nobody looks at it any more.
    pub revoked: bool,
}

/// What a worker can have seen, by all of her tablets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// How many tablets she has.
    pub tablets: usize,
    /// When one of them last had the plan, and up to where one has it; none: not yet.
    pub last: Option<Sighting>,
    /// Up to where she knows the log: by the tablets she has or, while none of them has the plan, by those that were taken
    /// from her. None when she never had it: what she knows then is not known here.
    pub known: Option<u64>,
}

impl Sight {
    /// What these tablets together have seen: either of two is enough, one whose rights were taken counts no more.
    #[must_use]
    pub fn of(tablets: &[Tablet]) -> Self {
        let seen = |revoked: bool| {
            let those = tablets.iter().filter(move |tablet| tablet.revoked == revoked);
            let seen = those.filter_map(|tablet| tablet.sighting).filter(|sighting| sighting.position > 0);
            seen.reduce(|a, b| Sighting { at: a.at.max(b.at), position: a.position.max(b.position) })
        };
        let (last, before) = (seen(false), seen(true));
        Self {
            tablets: tablets.iter().filter(|tablet| !tablet.revoked).count(),
            last,
            known: last.or(before).map(|sighting| sighting.position),
        }
    }
}

/// What changed for a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// She is to come; she does not know.
    New,
    /// At another time.
    Moved,
    /// Somebody else comes instead.
    Away,
    /// The time does not stand any more, and no other is agreed.
    Open,
    /// The visit will not be.
    Cancelled,
}

/// Something that she does not know of one of her visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Which visit.
    pub visit: VisitId,
    /// What changed.
    pub change: Change,
    /// When she thinks she is expected.
    pub was: Option<Time>,
    /// When she is.
    pub is: Option<Time>,
    /// How long the visit takes, in minutes.
    pub minutes: u16,
    /// The newest event that she does not know of it.
    pub about: EventId,
    /// Since when there is something she does not know, by the clock of who did it.
    pub since: Time,
}

impl Unseen {
    /// Whether one of its times lies in [`from`, `to`).
    #[must_use]
    pub fn is_within(&self, from: Time, to: Time) -> bool {
        self.times().any(|time| from <= time && time < to)
    }

    /// Whether nobody need be told any more: every time it speaks of is over.
    #[must_use]
    pub fn is_past(&self, now: Time) -> bool {
        self.times().all(|time| time.plus_minutes(self.minutes.into()) <= now)
    }

    /// Whether somebody has to call the worker: she would stand at a door where nobody waits for her, or not at the one where
    /// somebody does, and her tablet has had its time. A clock that went wrong where the change was made can put this off no
    /// longer than until the visit is near.
    #[must_use]
    pub fn needs_call(&self, now: Time) -> bool {
        let near = self.times().any(|time| {
            time.plus_minutes(self.minutes.into()) > now && time <= now.plus_minutes(NEAR_MINUTES)
        });
        let wait = if near { NEAR_WAIT_MINUTES } else { WAIT_MINUTES };
        let waited = near && self.since > now || self.since.plus_minutes(wait) <= now;
        self.change != Change::New && waited && !self.is_past(now)
    }

    fn times(&self) -> impl Iterator<Item = Time> {
        [self.was, self.is].into_iter().flatten()
    }
}

/// What a worker who knows the log up to a position does not know of her visits with one client. `events` are the client's,
/// in log order.
#[must_use]
pub fn unseen(worker: ActorId, known: u64, events: &[Event], epochs: &Epochs) -> Vec<Unseen> {
    let mut news: BTreeMap<VisitId, (Time, EventId)> = BTreeMap::new();
    let mut settled: Option<(Time, EventId)> = None;
    for event in events.iter().filter(|event| !knows(worker, known, event)) {
        let first = match &event.body {
            Body::Visit(visit, act) if changes_plan(act) => {
                news.entry(*visit).or_insert((event.at, event.id))
            }
            Body::Settled { .. } | Body::SettlementWithdrawn { .. } => {
                settled.get_or_insert((event.at, event.id))
            }
            _ => continue,
        };
        first.1 = event.id;
    }
    if news.is_empty() && settled.is_none() {
        return Vec::new();
    }
    let hers: Vec<Event> = events.iter().filter(|event| knows(worker, known, event)).cloned().collect();
    let (before, now) = (fold(&hers, epochs), fold(events, epochs));
    let found = now.visits.values().filter_map(|visit| {
        let (since, about) = news.get(&visit.id).copied().or(settled)?;
        let known = before.visits.get(&visit.id);
        let (change, was, is) = change(worker, known, visit)?;
        let minutes = visit.plan.as_ref().map_or(visit.minutes, |standing| standing.plan.minutes);
        Some(Unseen { visit: visit.id, change, was, is, minutes, about, since })
    });
    found.collect()
}

/// Whether a worker knows of an event: her tablet took it, or she did it.
fn knows(worker: ActorId, known: u64, event: &Event) -> bool {
    event.actor == worker || event.position.is_some_and(|position| position <= known)
}

/// Whether an act may change when and by whom a visit is to be.
fn changes_plan(act: &VisitEvent) -> bool {
    match act {
        VisitEvent::AnswerWithdrawn { .. } => true,
        act => Act::of(act).is_some_and(|act| !act.is_fact() && act != Act::GoOverdue),
    }
}

/// What changed for a worker between what she knows of a visit and how it stands; none when she need not be told.
fn change(
    worker: ActorId,
    known: Option<&Visit>,
    now: &Visit,
) -> Option<(Change, Option<Time>, Option<Time>)> {
    let over = now.facts.arrived.is_some() || (now.state.is_closed() && now.state != State::Cancelled);
    if over {
        return None;
    }
    let was = known.and_then(|known| expected(worker, known));
    let is = expected(worker, now);
    let change = match (was, is) {
        (None, None) => return None,
        (None, Some(_)) => Change::New,
        (Some(was), Some(is)) if was == is => return None,
        (Some(_), Some(_)) => Change::Moved,
        (Some(_), None) if now.state == State::Cancelled => Change::Cancelled,
        (Some(_), None) if stands(now).is_some() => Change::Away,
        (Some(_), None) => Change::Open,
    };
    Some((change, was, is))
}

/// When a visit expects this worker.
fn expected(worker: ActorId, visit: &Visit) -> Option<Time> {
    stands(visit)
        .filter(|standing| standing.plan.workers.contains(&worker))
        .map(|standing| standing.plan.start)
}

/// The plan by which somebody is to be at a door. What is only offered or proposed sends nobody, nor what the client or the
/// service has asked to change.
fn stands(visit: &Visit) -> Option<&StandingPlan> {
    use State as S;
    let to_come = matches!(visit.state, S::Confirmed | S::Scheduled | S::EnRoute | S::Late | S::Overdue);
    visit.plan.as_ref().filter(|_| to_come)
}
