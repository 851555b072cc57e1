//! Whether an agreed time is free. Each standing plan claims its worker's time in five-minute cells; who finds a cell
//! taken was second, and hears so in an event. The plan that stands is the fold's answer, never this module's.

use crate::error::Error;
use crate::log::{Claim, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::holds;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::visit::{Plan, VisitEvent};

/// Length of a cell in seconds.
pub(crate) const CELL_S: i64 = 300;
/// A stream that changes under one's hands is looked at again so many times; then the next push does it.
const TRIES: usize = 5;

/// Visits whose time may have changed, by client. None stands for those in conflict: a settlement names events only.
pub(crate) type Touched = BTreeMap<StreamId, BTreeSet<Option<VisitId>>>;

/// Which visit's time an event may change, if it may.
pub(crate) fn touches(body: &Body) -> Option<Option<VisitId>> {
    use VisitEvent as V;
    match body {
        Body::Settled { .. } => Some(None),
        Body::Visit(
            visit,
            V::Agreed { .. }
            | V::Picked { .. }
            | V::Accepted { .. }
            | V::Scheduled(_)
            | V::Proposed(_)
            | V::Covered { .. }
            | V::MustMove { .. }
            | V::Declined { .. }
            | V::Cancelled { .. }
            | V::KeptOld { .. },
        ) => Some(Some(*visit)),
        _ => None,
    }
}

/// First and behind-the-last cell of a plan.
pub(crate) fn cells(plan: &Plan) -> std::ops::Range<i64> {
    let end = plan.start.plus_minutes(plan.minutes.into());
    plan.start.0.div_euclid(CELL_S)..end.0.saturating_add(CELL_S - 1).div_euclid(CELL_S)
}

impl Municipality {
    /// Brings claims and verdicts of these clients' visits in line with the plans that stand.
    pub(crate) fn settle_plans(self: &Arc<Self>, mut touched: Touched) -> Result<(), Error> {
        for _ in 0..TRIES {
            if touched.is_empty() {
                return Ok(());
            }
            let (position, found) = self.folded(|replica| {
                let mut found = Vec::with_capacity(touched.len());
                for (stream, ids) in &touched {
                    let mut visits = replica.visits_of(*stream)?;
                    visits.retain(|visit| {
                        ids.contains(&Some(visit.id)) || ids.contains(&None) && !visit.conflicts.is_empty()
                    });
                    found.push((*stream, visits));
                }
                Ok((replica.cursor()?.position, found))
            })?;
            let office = Arc::clone(self);
            let moved = self.log.write(move |log| office.settle(log, position, &found))?;
            touched.retain(|stream, _| moved.contains(stream));
        }
        tracing::warn!(clients = touched.len(), "plans changed faster than they could be judged");
        Ok(())
    }

    /// Settles what has not changed since it was folded; says what has.
    fn settle(
        &self,
        log: &mut dyn Write,
        folded: u64,
        found: &[(StreamId, Vec<Visit>)],
    ) -> Result<BTreeSet<StreamId>, Error> {
        let mut moved = BTreeSet::new();
        for (stream, visits) in found {
            if log.read().stream(*stream)?.is_some_and(|row| row.head > folded) {
                moved.insert(*stream);
                continue;
            }
            for visit in visits {
                self.settle_visit(log, *stream, visit)?;
            }
        }
        Ok(moved)
    }

    fn settle_visit(&self, log: &mut dyn Write, stream: StreamId, visit: &Visit) -> Result<(), Error> {
        let takes_time = matches!(
            visit.state,
            State::Confirmed
                | State::Scheduled
                | State::Proposed
                | State::MoveAsked
                | State::EnRoute
                | State::Late
        );
        let Some(standing) = visit.plan.as_ref().filter(|_| takes_time) else {
            return log.release(visit.id);
        };
        for worker in &standing.plan.workers {
            if log.read().person(*worker)?.is_some() && !holds(log.read(), stream, *worker)? {
                self.grant(log, stream, *worker)?;
            }
        }
        let taken = claim(log, stream, visit.id, standing.id, &standing.plan)?;
        let verdict = match taken {
            None if standing.held || visit.state == State::Proposed => return Ok(()),
            None => VisitEvent::PlanHeld { plan: standing.id },
            // Only what is still to come can be moved; a verdict on a plan that was held is never taken back.
            Some(with) if !standing.held && matches!(visit.state, State::Confirmed | State::Scheduled) => {
                VisitEvent::DoubleBooked { plan: standing.id, with }
            }
            Some(_) => return Ok(()),
        };
        let saying = self.saying(log, stream, Body::Visit(visit.id, verdict))?;
        self.say(log, &self.identity.node, StreamKind::Client, stream, saying).map(drop)
    }
}

/// Claims a plan's cells in place of the visit's old ones. When another visit holds one of them: that visit, and
/// nothing is claimed.
pub(crate) fn claim(
    log: &mut dyn Write,
    stream: StreamId,
    visit: VisitId,
    plan: EventId,
    times: &Plan,
) -> Result<Option<VisitId>, Error> {
    log.release(visit)?;
    let cells = cells(times);
    for worker in &times.workers {
        if let Some(other) = log.read().claims(*worker, cells.start, cells.end)?.first() {
            return Ok(Some(other.visit));
        }
    }
    for worker in &times.workers {
        for cell in cells.clone() {
            log.claim(&Claim { worker: *worker, cell, stream, visit, plan })?;
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vizitas_domain::time::Time;

    #[test]
    fn a_plan_takes_every_cell_it_touches_and_none_after_its_end() {
        let plan = |start, minutes| Plan { start: Time(start), minutes, workers: vec![], place: "".into() };
        assert_eq!(cells(&plan(0, 30)), 0..6);
        assert_eq!(cells(&plan(1800, 30)), 6..12);
        assert_eq!(cells(&plan(60, 5)), 0..2);
        assert_eq!(cells(&plan(-300, 5)), -1..0);
    }
}
