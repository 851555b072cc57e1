//! Whether an agreed time is free. Each standing plan claims its worker's time in five-minute cells; who finds a cell
//! taken was second, and hears so in an event. The plan that stands is the fold's answer, never this module's.

use crate::error::Error;
use crate::judge::{JUDGED_TO, Stretch};
use crate::log::{Claim, Read, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::{holds, named_at};
use crate::vault::KeyRing;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::address::is_one_door;
use vizitas_domain::client::Address;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::fold::visit::{Offer, StandingPlan, Visit};
use vizitas_domain::id::{ActorId, EventId, StreamId, TaskId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::task::TaskOutcome;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Plan, VisitEvent};

/// Length of a cell in seconds.
pub(crate) const CELL_S: i64 = 300;
/// Most minutes of a plan that takes somebody's time: a day.
const MOST_MINUTES: u16 = 24 * 60;
/// Most people whose time one plan takes.
const MOST_WORKERS: usize = 8;

/// Visits whose time may have changed, by client. None stands for those in conflict: a settlement names events only.
pub(crate) type Touched = BTreeMap<StreamId, BTreeSet<Option<VisitId>>>;

/// Such visits as the replica shows them.
pub(crate) struct Folded {
    /// Up to where it had read.
    pub(crate) position: u64,
    /// The visits, by client.
    pub(crate) visits: Vec<(StreamId, Vec<Visit>)>,
    /// Visits that gave way to one of them.
    pub(crate) doubled: Vec<Doubled>,
    /// Calls about two promises for one time that clash no more.
    pub(crate) apart: Vec<(StreamId, TaskId)>,
    /// Where these clients live, and those whose visits stand in their way.
    pub(crate) doors: Doors,
}

/// Where clients live.
pub(crate) type Doors = BTreeMap<StreamId, Address>;

/// A visit that must move because another has its time.
pub(crate) struct Doubled {
    /// The client.
    pub(crate) stream: StreamId,
    /// The visit.
    pub(crate) visit: Visit,
    /// The calls that this asks for.
    pub(crate) calls: Vec<TaskId>,
}

/// Which visit's time an event may change, if it may.
pub(crate) fn touches(body: &Body) -> Option<Option<VisitId>> {
    use VisitEvent as V;
    match body {
        Body::Settled { .. } => Some(None),
        Body::SettlementWithdrawn { visit, .. } => visit.map(Some),
        Body::Visit(
            visit,
            V::Offered { .. }
            | V::Lapsed { .. }
            | V::Agreed { .. }
            | V::Picked { .. }
            | V::Accepted { .. }
            | V::Scheduled(_)
            | V::Proposed(_)
            | V::Covered { .. }
            | V::MustMove { .. }
            | V::Declined { .. }
            | V::Cancelled { .. }
            | V::KeptOld { .. }
            | V::AnswerWithdrawn { .. },
        ) => Some(Some(*visit)),
        _ => None,
    }
}

/// The plan that an event makes.
fn plan_in(body: &Body) -> Option<&Plan> {
    match body {
        Body::Visit(_, VisitEvent::Agreed { plan, .. } | VisitEvent::Scheduled(plan)) => Some(plan),
        _ => None,
    }
}

/// Whether two plans share a minute.
fn overlap(one: &Plan, other: &Plan) -> bool {
    let end = |plan: &Plan| plan.start.plus_minutes(plan.minutes.into());
    one.start < end(other) && other.start < end(one)
}

/// First and behind-the-last cell of a plan.
pub(crate) fn cells(plan: &Plan) -> std::ops::Range<i64> {
    let end = plan.start.plus_minutes(plan.minutes.into());
    plan.start.0.div_euclid(CELL_S)..end.0.saturating_add(CELL_S - 1).div_euclid(CELL_S)
}

impl Municipality {
    /// Brings claims and verdicts of these visits in line with the plans that stand, and moves the mark over the stretch
    /// of the log that may have changed them. Whose plan came first has the time.
    ///
    /// # Errors
    /// [`Error::Moved`] when one of the streams has gone on since it was folded: fold it anew.
    pub(crate) fn settle(&self, log: &mut dyn Write, stretch: Stretch, folded: &Folded) -> Result<(), Error> {
        if log.read().mark(JUDGED_TO)? != stretch.from {
            // Another process has judged it meanwhile.
            return Ok(());
        }
        let head = log.read().head()?.position;
        let (mut standing, mut offered) = (Vec::new(), Vec::new());
        for (stream, visits) in &folded.visits {
            if log.read().stream(*stream)?.is_some_and(|row| row.head > folded.position) {
                return Err(Error::Moved);
            }
            for visit in visits {
                log.release(visit.id)?;
                if let Some(offer) = visit.offer.as_ref().filter(|_| visit.state == State::Offered) {
                    let placed = log.read().placed(offer.id)?.map(|(position, _)| position);
                    offered.push((placed, *stream, visit, offer));
                }
                if let Some(plan) = visit.plan.as_ref().filter(|_| takes_time(visit)) {
                    let placed = log.read().placed(plan.id)?.map(|(position, _)| position);
                    standing.push((placed, *stream, visit, plan));
                }
            }
        }
        standing.sort_by_key(|(placed, ..)| *placed);
        for (_, stream, visit, plan) in standing {
            self.settle_visit(log, stream, visit, plan, &folded.doors)?;
        }
        offered.sort_by_key(|(placed, ..)| *placed);
        for (_, stream, visit, offer) in offered {
            hold(log, stream, visit.id, offer)?;
        }
        for doubled in &folded.doubled {
            if log.read().stream(doubled.stream)?.is_some_and(|row| row.head > folded.position) {
                return Err(Error::Moved);
            }
            self.restore(log, doubled)?;
        }
        for (stream, task) in &folded.apart {
            let saying = self.saying(log, *stream, not_needed(*task, self.clock.now()))?;
            self.say(log, &self.identity.node, StreamKind::Client, *stream, saying)?;
        }
        // Nobody need read what was said just now.
        let said = if head == stretch.upto { log.read().head()?.position } else { stretch.upto };
        log.set_mark(JUDGED_TO, said)
    }

    fn settle_visit(
        &self,
        log: &mut dyn Write,
        stream: StreamId,
        visit: &Visit,
        standing: &StandingPlan,
        doors: &Doors,
    ) -> Result<(), Error> {
        // Beyond what a visit can be it takes nobody's time and gives nobody the case; and it is never said to be held.
        let Some(workers) = workers(log.read(), &standing.plan)? else { return Ok(()) };
        for worker in &workers {
            if !holds(log.read(), stream, *worker)? {
                self.grant(log, stream, *worker)?;
            }
        }
        let taken = self.claim(log, stream, visit.id, standing, &workers)?;
        let verdict = match taken {
            None if standing.held || visit.state == State::Proposed => return Ok(()),
            None => VisitEvent::PlanHeld { plan: standing.id },
            // Only what is still to come can be moved.
            Some(other)
                if matches!(visit.state, State::Confirmed | State::Scheduled)
                    && (!standing.held
                        || self.may_double(log.read(), stream, standing, &other, doors)?) =>
            {
                VisitEvent::DoubleBooked { plan: standing.id, with: other.visit }
            }
            Some(_) => return Ok(()),
        };
        let saying = self.saying(log, stream, Body::Visit(visit.id, verdict))?;
        self.say(log, &self.identity.node, StreamKind::Client, stream, saying).map(drop)
    }

    /// Claims a plan's cells for a visit that holds none. When another visit holds one of them: its claim, and nothing is
    /// claimed. What is only offered to somebody gives way: the first that is agreed has the time.
    fn claim(
        &self,
        log: &mut dyn Write,
        stream: StreamId,
        visit: VisitId,
        standing: &StandingPlan,
        workers: &BTreeSet<ActorId>,
    ) -> Result<Option<Claim>, Error> {
        let cells = cells(&standing.plan);
        for worker in workers {
            for other in log.read().claims(*worker, cells.start, cells.end)? {
                if !self.is_offer(log.read(), other.plan)? {
                    return Ok(Some(other));
                }
            }
        }
        for worker in workers {
            for cell in cells.clone() {
                log.seize(&Claim { worker: *worker, cell, stream, visit, plan: standing.id })?;
            }
        }
        Ok(None)
    }

    /// Whether a plan that the office made is to give way to the one that had its time first. What is over nobody moves.
    /// Two at one door, as the books have a couple perhaps, are the office's own arrangement, and one client twice at one
    /// start is one visit written twice. The books' minutes are as they were written: who shares a cell of five minutes
    /// need not share a minute.
    fn may_double(
        &self,
        log: &dyn Read,
        stream: StreamId,
        standing: &StandingPlan,
        other: &Claim,
        doors: &Doors,
    ) -> Result<bool, Error> {
        if standing.plan.start <= self.clock.now() {
            return Ok(false);
        }
        let by_books = |event: Option<Event>| event.filter(|event| event.role == Role::Import);
        if by_books(self.opened(log, standing.id)?).is_none() {
            return Ok(true);
        }
        let Some(first) = by_books(self.opened(log, other.plan)?) else { return Ok(true) };
        let first = plan_in(&first.body);
        let is_meant = if stream == other.stream {
            first.is_some_and(|plan| plan.start == standing.plan.start)
        } else {
            let doors = doors.get(&stream).zip(doors.get(&other.stream));
            doors.is_some_and(|(one, two)| is_one_door(one, two))
        };
        Ok(!is_meant && first.is_none_or(|plan| overlap(plan, &standing.plan)))
    }

    /// The time of a visit that had to give way is free again: it stands as it was agreed, and nobody need call about it.
    fn restore(&self, log: &mut dyn Write, doubled: &Doubled) -> Result<(), Error> {
        let Doubled { stream, visit, calls } = doubled;
        let Some(standing) = visit.plan.as_ref().filter(|standing| standing.plan.start > self.clock.now())
        else {
            return Ok(());
        };
        if !is_free(log.read(), visit.id, &standing.plan)? {
            return Ok(());
        }
        let covered = VisitEvent::Covered { workers: standing.plan.workers.clone() };
        let saying = self.saying(log, *stream, Body::Visit(visit.id, covered))?;
        let position = self.say(log, &self.identity.node, StreamKind::Client, *stream, saying)?;
        let named = named_at(log.read(), position)?;
        take(log, *stream, visit.id, &standing.plan, named)?;
        for task in calls {
            let saying = self.saying(log, *stream, not_needed(*task, self.clock.now()))?;
            self.say(log, &self.identity.node, StreamKind::Client, *stream, saying)?;
        }
        Ok(())
    }

    /// Whether a claim's event offers times. What does not open was erased, and offers none.
    fn is_offer(&self, log: &dyn Read, event: EventId) -> Result<bool, Error> {
        let offers = |event: Event| matches!(event.body, Body::Visit(_, VisitEvent::Offered { .. }));
        Ok(self.opened(log, event)?.is_some_and(offers))
    }

    /// What an event says, when it is in the log and opens.
    pub(crate) fn opened(&self, log: &dyn Read, event: EventId) -> Result<Option<Event>, Error> {
        let Some(entry) = log.entry(event)? else { return Ok(None) };
        let mut keys = KeyRing::of(&self.vault);
        Ok(keys.key(entry.event.header())?.and_then(|key| entry.event.open(key, None).ok()))
    }
}

/// A call came to be needed no more, though nobody made it.
pub(crate) fn not_needed(task: TaskId, at: Time) -> Body {
    Body::TaskDone { task, outcome: TaskOutcome::NotNeeded, words: Text::default(), at }
}

/// Whether a visit that stands here keeps its worker from others. While a client who asked for another time is offered
/// some, the old one stays hers; not so where the service cannot keep it.
fn takes_time(visit: &Visit) -> bool {
    match visit.state {
        State::Confirmed
        | State::Scheduled
        | State::Proposed
        | State::MoveAsked
        | State::EnRoute
        | State::Late => true,
        State::Offered => visit.move_cause.is_none(),
        _ => false,
    }
}

/// Claims what is free of an offer's times until it is answered or lapses.
fn hold(log: &mut dyn Write, stream: StreamId, visit: VisitId, offer: &Offer) -> Result<(), Error> {
    for slot in &offer.slots {
        for worker in workers(log.read(), slot)?.unwrap_or_default() {
            for cell in cells(slot) {
                log.claim(&Claim { worker, cell, stream, visit, plan: offer.id })?;
            }
        }
    }
    Ok(())
}

/// Whose time a plan takes: people whom the log knows, each once. None when it asks for more than a visit can.
fn workers(log: &dyn Read, plan: &Plan) -> Result<Option<BTreeSet<ActorId>>, Error> {
    let named: BTreeSet<ActorId> = plan.workers.iter().copied().collect();
    if plan.minutes > MOST_MINUTES || named.len() > MOST_WORKERS {
        return Ok(None);
    }
    let mut known = BTreeSet::new();
    for worker in named {
        if log.person(worker)?.is_some() {
            known.insert(worker);
        }
    }
    Ok(Some(known))
}

/// The clients who have some of a plan's time.
pub(crate) fn holders(log: &dyn Read, plan: &Plan) -> Result<BTreeSet<StreamId>, Error> {
    let (cells, mut streams) = (cells(plan), BTreeSet::new());
    for worker in workers(log, plan)?.unwrap_or_default() {
        streams.extend(log.claims(worker, cells.start, cells.end)?.iter().map(|claim| claim.stream));
    }
    Ok(streams)
}

/// Whether nobody but this visit has a plan's time.
pub(crate) fn is_free(log: &dyn Read, visit: VisitId, plan: &Plan) -> Result<bool, Error> {
    let cells = cells(plan);
    for worker in workers(log, plan)?.unwrap_or_default() {
        if log.claims(worker, cells.start, cells.end)?.iter().any(|claim| claim.visit != visit) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Claims a free plan's time for a visit, instead of whatever time it held.
pub(crate) fn take(
    log: &mut dyn Write,
    stream: StreamId,
    visit: VisitId,
    plan: &Plan,
    named: EventId,
) -> Result<(), Error> {
    let workers = workers(log.read(), plan)?.unwrap_or_default();
    log.release(visit)?;
    for worker in workers {
        for cell in cells(plan) {
            log.claim(&Claim { worker, cell, stream, visit, plan: named })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_takes_every_cell_it_touches_and_none_after_its_end() {
        let plan = |start, minutes| Plan { start: Time(start), minutes, workers: vec![], place: "".into() };
        assert_eq!(cells(&plan(0, 30)), 0..6);
        assert_eq!(cells(&plan(1800, 30)), 6..12);
        assert_eq!(cells(&plan(60, 5)), 0..2);
        assert_eq!(cells(&plan(-300, 5)), -1..0);
    }

    #[test]
    fn plans_that_touch_share_no_minute() {
        let plan = |minute: i64, minutes| {
            let start = Time(minute * 60);
            Plan { start, minutes, workers: vec![], place: "".into() }
        };
        for (one, other, expected) in [
            (plan(0, 30), plan(30, 30), false),
            (plan(0, 32), plan(34, 30), false),
            (plan(0, 31), plan(30, 30), true),
            (plan(0, 60), plan(20, 10), true),
            (plan(0, 30), plan(0, 30), true),
        ] {
            assert_eq!(
                (overlap(&one, &other), overlap(&other, &one)),
                (expected, expected),
                "{one:?} {other:?}"
            );
        }
    }
}
