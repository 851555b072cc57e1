//! A worker cannot come: what becomes of her visits is proposed, and what of it is accepted is done as one. What is
//! proposed changes nothing; what has changed since it was proposed is not accepted.

mod accept;

pub use accept::{Accepted, Way};

use crate::error::Error;
use crate::municipality::Municipality;
use crate::planning::{LOOK_DAYS, NOTICE_MINUTES, READ_DAYS, Span, Team, Wanted, calendar};
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::{ActorId, EventId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Plan;
use vizitas_planning::repair::{Mended, Repair, Stranded};
use vizitas_planning::slot::{Crew, Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::Taken;
use vizitas_replica::{ClientVisit, Replica};

/// A visit may have begun so long before an absence does.
const LONGEST_VISIT_MINUTES: i64 = 12 * 60;
/// Most minutes of one taken time.
const MOST_MINUTES: u16 = 30 * 24 * 60;

/// A worker cannot come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Who.
    pub worker: ActorId,
    /// From when.
    pub from: Time,
    /// The first moment after.
    pub until: Time,
}

/// A visit that she cannot keep, and what could become of it.
#[derive(Clone, Debug)]
pub struct Affected {
    /// The visit with its client.
    pub held: ClientVisit,
    /// The event that made the plan or the offer.
    pub made: EventId,
    /// When, and who comes: of an offer the first of its times at which she would.
    pub plan: Plan,
    /// What could become of it.
    pub mended: Mended,
}

/// What could become of an absent worker's visits.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Her visits, the earliest first.
    pub visits: Vec<Affected>,
    /// Everybody's names.
    pub names: BTreeMap<ActorId, String>,
}

impl Absence {
    /// Whether a plan of hers lies in it.
    fn takes(&self, plan: &Plan) -> bool {
        plan.workers.contains(&self.worker) && plan.start < self.until && end(plan) > self.from
    }

    /// Its time as blocks of a calendar, none of them longer than one can be.
    fn pieces(&self) -> impl Iterator<Item = (Time, u16)> {
        let (mut from, until) = (self.from, self.until);
        std::iter::from_fn(move || {
            let left = until.minutes_since(from).min(MOST_MINUTES.into());
            let minutes = u16::try_from(left).ok().filter(|minutes| *minutes > 0)?;
            let begun = from;
            from = from.plus_minutes(left);
            Some((begun, minutes))
        })
    }
}

impl Municipality {
    /// What could become of an absent worker's visits, by whoever may come; none: by anybody.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when the absence ends before it begins.
    pub fn absence_proposal(
        &self,
        absence: &Absence,
        among: Option<&BTreeSet<ActorId>>,
    ) -> Result<Proposal, Error> {
        if absence.until <= absence.from {
            return Err(Error::Invalid("an absence ends after it begins".to_owned()));
        }
        let now = self.clock.now();
        self.folded(|replica| {
            let affected = affected(replica, absence, now)?;
            let except: BTreeSet<VisitId> = affected.iter().map(|lost| lost.held.visit.id).collect();
            let from = absence.from.min(now).plus_minutes(-24 * 60);
            let to = absence.until.max(now).plus_minutes(READ_DAYS * 24 * 60);
            let mut team = Team::read(replica, among, Span { from, to, now, except: &except })?;
            for worker in team.workers.iter_mut().filter(|worker| worker.id == absence.worker) {
                let taken = absence.pieces().map(|(start, minutes)| Taken { start, minutes, place: None });
                taken.for_each(|taken| worker.take(taken));
            }
            let wanted = affected
                .iter()
                .map(|Lost { held, .. }| Wanted::read(replica, &held.client, Some(&held.visit)));
            let wanted: Vec<Wanted> = wanted.collect::<Result<_, _>>()?;
            let stranded = affected.iter().zip(&wanted);
            let stranded: Vec<Stranded<'_>> =
                stranded.map(|(lost, wanted)| lost.stranded(absence.worker, wanted, &team, now)).collect();
            let (calendar, travel) = (calendar(), StraightLine::default());
            let (weights, workers) = (Weights::default(), team.workers.as_slice());
            let repair =
                Repair { calendar: &calendar, travel: &travel, weights, workers, stranded: &stranded, now };
            let mended = repair.mend();
            let visits = affected.into_iter().zip(mended);
            let visits =
                visits.map(|(Lost { held, made, plan }, mended)| Affected { held, made, plan, mended });
            Ok(Proposal { visits: visits.collect(), names: team.names() })
        })
    }
}

/// A visit that she cannot keep.
struct Lost {
    held: ClientVisit,
    made: EventId,
    plan: Plan,
}

impl Lost {
    /// The visit as the repair sees it.
    fn stranded<'a>(&self, absent: ActorId, wanted: &'a Wanted, team: &'a Team, now: Time) -> Stranded<'a> {
        let promised = can_be_mended(self.held.visit.state);
        let partner = self.plan.workers.iter().copied().find(|worker| *worker != absent);
        let crew = if partner.is_some() { Crew::Two } else { Crew::One };
        let wish = Wish { crew, ..wanted.wish(team, now.plus_minutes(NOTICE_MINUTES), LOOK_DAYS) };
        Stranded { visit: self.held.visit.id, start: self.plan.start, promised, partner, wish }
    }
}

/// Her visits that lie in the absence and have not begun, with the plans that stand, then those of which she was only
/// offered or proposed in it; each the earliest first.
fn affected(replica: &Replica, absence: &Absence, now: Time) -> Result<Vec<Lost>, Error> {
    replica.worker(absence.worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
    let from = absence.from.plus_minutes(-LONGEST_VISIT_MINUTES);
    let hers = |plan: &Plan| absence.takes(plan) && end(plan) > now;
    let mut affected = Vec::new();
    for held in replica.agenda(absence.worker, from, absence.until)? {
        let standing = held.visit.plan.clone().filter(|_| can_be_mended(held.visit.state));
        let Some(StandingPlan { id, plan, .. }) = standing.filter(|it| hers(&it.plan)) else { continue };
        affected.push(Lost { held, made: id, plan });
    }
    let mut seen = BTreeSet::new();
    for taken in replica.taken(absence.worker, from, absence.until)? {
        if !seen.insert(taken.visit) {
            continue;
        }
        let Some(held) = replica.visit(taken.client, taken.visit)? else { continue };
        let Some((made, times)) = asked(&held.visit) else { continue };
        let Some(plan) = times.into_iter().find(|plan| hers(plan)).cloned() else { continue };
        affected.push(Lost { held, made, plan });
    }
    Ok(affected)
}

/// The first moment after a plan.
fn end(plan: &Plan) -> Time {
    plan.start.plus_minutes(plan.minutes.into())
}

/// What a visit waits for an answer to: the event that asked, and its times, the earliest first.
fn asked(visit: &Visit) -> Option<(EventId, Vec<&Plan>)> {
    match visit.state {
        State::Offered => visit.offer.as_ref().map(|offer| {
            let mut times: Vec<&Plan> = offer.slots.iter().collect();
            times.sort_by_key(|plan| plan.start);
            (offer.id, times)
        }),
        State::Proposed => visit.plan.as_ref().map(|standing| (standing.id, vec![&standing.plan])),
        _ => None,
    }
}

/// States from which another worker can take a visit, or the service can move it.
pub(super) fn can_be_mended(state: State) -> bool {
    matches!(
        state,
        State::Confirmed
            | State::Scheduled
            | State::EnRoute
            | State::Late
            | State::Overdue
            | State::RescheduleNeeded
    )
}
