//! What is accepted of a proposal becomes events: all of it or, when anything has changed since, nothing.

use super::{Absence, asked, can_be_mended};
use crate::error::Error;
use crate::log::{StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::{Saying, seen_now};
use crate::slots::{cells, is_free};
use crate::staff::By;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::{ActorId, BlockId, EventId, StreamId, TaskId, VisitId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Cause, Plan, VisitEvent, VisitKind};
use vizitas_domain::worker::{Block, BlockKind};
use vizitas_replica::{ClientVisit, Replica};

/// Offered times are held so long, unless the first of them is sooner.
const HOLD_MINUTES: i64 = 24 * 60;
/// Most times of one offer.
const MOST_SLOTS: usize = 3;

/// What is to become of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Somebody else comes at the same time.
    Cover {
        /// Who.
        with: ActorId,
    },
    /// These times are offered, and held; for a visit that nobody is told of the one there is becomes its time.
    Offer {
        /// When, and who comes.
        slots: Vec<(Time, Vec<ActorId>)>,
    },
    /// It must move; when, nobody knows yet.
    Move,
}

impl Way {
    /// Who would come.
    pub(crate) fn workers(&self) -> BTreeSet<ActorId> {
        match self {
            Self::Cover { with } => [*with].into(),
            Self::Offer { slots } => slots.iter().flat_map(|(_, workers)| workers.iter().copied()).collect(),
            Self::Move => BTreeSet::new(),
        }
    }
}

/// A visit of a proposal, accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Which one.
    pub visit: VisitId,
    /// The plan that was seen.
    pub plan: EventId,
    /// What is to become of it.
    pub way: Way,
}

/// What is said for one visit.
struct Decided {
    stream: StreamId,
    visit: VisitId,
    bodies: Vec<Body>,
    /// Times it takes, which must be free.
    takes: Vec<Plan>,
}

impl Municipality {
    /// Writes an absence down and does what was accepted of its proposal.
    ///
    /// # Errors
    /// [`Error::Moved`] when a visit or a time is not any more what was seen: then nothing is done.
    /// [`Error::Invalid`] when it makes no sense; [`Error::Left`] when somebody who is to come has left by then.
    pub fn accept_absence(
        self: &Arc<Self>,
        by: By,
        absence: &Absence,
        reason: &Text,
        accepted: &[Accepted],
    ) -> Result<(), Error> {
        if absence.until <= absence.from {
            return Err(Error::Invalid("an absence ends after it begins".to_owned()));
        }
        // Whose time is taken is what the claims say.
        self.judge_plans()?;
        let now = self.clock.now();
        let (position, decided, blocks) = self.folded(|replica| {
            let decided = accepted.iter().map(|one| decide(replica, absence, one, now));
            let decided: Vec<Decided> = decided.collect::<Result<_, _>>()?;
            Ok((replica.cursor()?.position, decided, blocks(replica, absence, reason)?))
        })?;
        apart(&decided)?;
        let (office, worker) = (Arc::clone(self), absence.worker);
        self.log.write(move |log| {
            for block in blocks {
                office.expect(log, worker.into(), position)?;
                office.say_of_worker(log, by, worker, Body::TimeBlocked(block))?;
            }
            for decided in decided {
                office.expect(log, decided.stream, position)?;
                free(log, &decided)?;
                for body in decided.bodies {
                    office.command(log, by, decided.stream, body)?;
                }
            }
            Ok(())
        })?;
        self.judge_plans()
    }

    /// Appends what a person of the office writes of a worker.
    pub(crate) fn say_of_worker(
        &self,
        log: &mut dyn Write,
        by: By,
        worker: ActorId,
        body: Body,
    ) -> Result<u64, Error> {
        let seen = seen_now(log.read(), worker.into())?;
        let saying = Saying { actor: by.actor, role: by.role, seen, body };
        self.say(log, &self.identity.node, StreamKind::Worker, worker.into(), saying)
    }
}

/// Her absence as blocks of her calendar; none where it stands there already.
fn blocks(replica: &Replica, absence: &Absence, reason: &Text) -> Result<Vec<Block>, Error> {
    let known = replica.blocks(absence.worker, absence.from, absence.until)?;
    let stands = |start: Time, minutes: u16| {
        let end = |start: Time, minutes: u16| start.plus_minutes(minutes.into());
        let covers =
            |block: &Block| block.start <= start && end(start, minutes) <= end(block.start, block.minutes);
        known.iter().any(|block| block.kind == BlockKind::Ill && covers(block))
    };
    let pieces = absence.pieces().filter(|(start, minutes)| !stands(*start, *minutes));
    Ok(pieces
        .map(|(start, minutes)| Block {
            id: BlockId(Uuid::now_v7()),
            start,
            minutes,
            reason: reason.clone(),
            kind: BlockKind::Ill,
        })
        .collect())
}

fn decide(replica: &Replica, absence: &Absence, accepted: &Accepted, now: Time) -> Result<Decided, Error> {
    let found = replica.visit_by_id(accepted.visit)?;
    let ClientVisit { client, visit } = found.ok_or_else(|| Error::Missing("visit".to_owned()))?;
    for worker in accepted.way.workers() {
        replica.worker(worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
    }
    let (made, plan, events) = if let Some((made, plans)) = asked(&visit) {
        let plan = plans.into_iter().find(|plan| absence.takes(plan)).ok_or(Error::Moved)?;
        (made, plan, asked_anew(&visit, made, plan, &accepted.way, now)?)
    } else {
        let standing = visit.plan.as_ref().filter(|_| can_be_mended(visit.state)).ok_or(Error::Moved)?;
        (standing.id, &standing.plan, steps(&visit, standing, absence.worker, &accepted.way, now)?)
    };
    if made != accepted.plan || !absence.takes(plan) {
        return Err(Error::Moved);
    }
    let takes: Vec<Plan> = events.iter().flat_map(|event| takes(event, plan)).collect();
    for plan in &takes {
        Municipality::all_work_then(replica, plan)?;
    }
    let call = call(&visit, made, plan.start, &accepted.way, now);
    let mut bodies: Vec<Body> = events.into_iter().map(|event| Body::Visit(visit.id, event)).collect();
    bodies.extend(call.map(Body::TaskRaised));
    Ok(Decided { stream: client.id, visit: visit.id, bodies, takes })
}

/// What the client was only asked is taken back, and asked anew.
fn asked_anew(
    visit: &Visit,
    made: EventId,
    plan: &Plan,
    way: &Way,
    now: Time,
) -> Result<Vec<VisitEvent>, Error> {
    let back = VisitEvent::Lapsed { offer: made };
    match way {
        Way::Cover { .. } => Err(Error::Invalid("nobody can stand in where nothing is promised".to_owned())),
        Way::Move => Ok(vec![back]),
        Way::Offer { slots } => Ok(vec![back, offer(visit.kind, slots, plan, now)?.1]),
    }
}

/// The event by which times are offered; of a visit that nobody is told of the one time is set.
fn offer(
    kind: VisitKind,
    slots: &[(Time, Vec<ActorId>)],
    instead: &Plan,
    now: Time,
) -> Result<(Act, VisitEvent), Error> {
    let invalid = |why: &str| Err(Error::Invalid(why.to_owned()));
    if slots.is_empty() || slots.len() > MOST_SLOTS {
        return invalid("one to three times can be offered");
    }
    let plan = |(start, workers): &(Time, Vec<ActorId>)| Plan {
        start: *start,
        minutes: instead.minutes,
        workers: workers.clone(),
        place: instead.place.clone(),
    };
    let mut slots: Vec<Plan> = slots.iter().map(plan).collect();
    if slots.iter().any(|slot| slot.start < now || slot.workers.is_empty()) {
        return invalid("a time to come needs somebody who comes");
    }
    match (kind, slots.len()) {
        (VisitKind::Agreed, _) => {
            let first = slots.iter().map(|slot| slot.start).min().unwrap_or(now);
            let until = first.min(now.plus_minutes(HOLD_MINUTES));
            Ok((Act::Offer, VisitEvent::Offered { slots, until }))
        }
        (VisitKind::Unannounced, 1) => Ok((Act::Schedule, VisitEvent::Scheduled(slots.remove(0)))),
        (VisitKind::Unannounced, _) => invalid("nobody is offered a check"),
    }
}

/// The events that lead from where the visit stands to what is accepted.
fn steps(
    visit: &Visit,
    standing: &StandingPlan,
    absent: ActorId,
    way: &Way,
    now: Time,
) -> Result<Vec<VisitEvent>, Error> {
    let invalid = |why: &str| Err(Error::Invalid(why.to_owned()));
    let last = match way {
        Way::Cover { with } => {
            let workers: Vec<ActorId> = standing
                .plan
                .workers
                .iter()
                .map(|worker| if *worker == absent { *with } else { *worker })
                .collect();
            if *with == absent || workers.iter().collect::<BTreeSet<_>>().len() < workers.len() {
                return invalid("somebody else has to come");
            }
            Some((Act::Cover, VisitEvent::Covered { workers }))
        }
        Way::Move => None,
        Way::Offer { slots } => Some(offer(visit.kind, slots, &standing.plan, now)?),
    };
    let possible = |from, act| next(from, visit.kind, act, Role::Coordinator);
    let must = || VisitEvent::MustMove { cause: Cause::Ill, note: Text::default() };
    match last {
        Some((act, last)) if possible(visit.state, act).is_some() => Ok(vec![last]),
        None if visit.state == State::RescheduleNeeded => Ok(Vec::new()),
        None => Ok(vec![must()]),
        Some((act, last)) => {
            let between = possible(visit.state, Act::MustMove).ok_or(Error::Moved)?;
            possible(between, act).map(|_| vec![must(), last]).ok_or(Error::Moved)
        }
    }
}

/// Times that an event takes.
fn takes(event: &VisitEvent, standing: &Plan) -> Vec<Plan> {
    match event {
        VisitEvent::Covered { workers } => vec![Plan { workers: workers.clone(), ..standing.clone() }],
        VisitEvent::Scheduled(plan) => vec![plan.clone()],
        VisitEvent::Offered { slots, .. } => slots.clone(),
        _ => Vec::new(),
    }
}

/// The call that a new time needs: before the old time, or the first of the new ones if that is sooner.
fn call(visit: &Visit, about: EventId, start: Time, way: &Way, now: Time) -> Option<Task> {
    let first = match way {
        Way::Cover { .. } => return None,
        Way::Offer { slots } => slots.iter().map(|(start, _)| *start).min(),
        Way::Move => None,
    };
    let due = first.map_or(start, |first| first.min(start)).max(now);
    (visit.kind == VisitKind::Agreed).then(|| Task {
        id: TaskId(Uuid::now_v7()),
        cause: TaskCause::NeedsWord,
        visit: Some(visit.id),
        about: Some(about),
        owner: None,
        due,
        words: Text::default(),
        at: now,
    })
}

/// That no two of the decisions take one time of one worker.
fn apart(decided: &[Decided]) -> Result<(), Error> {
    let mut taken = BTreeSet::new();
    for decided in decided {
        let cell = |plan: &Plan| {
            let (cells, workers) = (cells(plan), plan.workers.clone());
            workers.into_iter().flat_map(move |worker| cells.clone().map(move |cell| (worker, cell)))
        };
        let own: BTreeSet<(ActorId, i64)> = decided.takes.iter().flat_map(cell).collect();
        if own.iter().any(|cell| !taken.insert(*cell)) {
            return Err(Error::Invalid("two visits take one time".to_owned()));
        }
    }
    Ok(())
}

/// That nobody else holds the time a decision takes.
fn free(log: &dyn Write, decided: &Decided) -> Result<(), Error> {
    for plan in &decided.takes {
        if !is_free(log.read(), decided.visit, plan)? {
            return Err(Error::Moved);
        }
    }
    Ok(())
}
