//! A worker cannot come: what becomes of her visits is proposed, and what of it is accepted is done as one. What is
//! proposed changes nothing; what has changed since it was proposed is not accepted.

mod accept;

pub use accept::{Accepted, Way};

use crate::error::Error;
use crate::municipality::Municipality;
use crate::planning::{LOOK_DAYS, NOTICE_MINUTES, READ_DAYS, Span, Team, Wanted, calendar};
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::fold::visit::StandingPlan;
use vizitas_domain::id::{ActorId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_planning::repair::{Mended, Repair, Stranded};
use vizitas_planning::slot::{Crew, Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::{Taken, Worker};
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
    /// The plan that stands.
    pub standing: StandingPlan,
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
            let except: BTreeSet<VisitId> = affected.iter().map(|(held, _)| held.visit.id).collect();
            let from = absence.from.min(now).plus_minutes(-24 * 60);
            let to = absence.until.max(now).plus_minutes(READ_DAYS * 24 * 60);
            let mut team = Team::read(replica, among, Span { from, to, now, except: &except })?;
            let partners = keep_partners(&mut team, &affected, absence.worker);
            for worker in team.workers.iter_mut().filter(|worker| worker.id == absence.worker) {
                let taken = absence.pieces().map(|(start, minutes)| Taken { start, minutes, place: None });
                taken.for_each(|taken| worker.take(taken));
            }
            let wanted =
                affected.iter().map(|(held, _)| Wanted::read(replica, &held.client, Some(&held.visit)));
            let wanted: Vec<Wanted> = wanted.collect::<Result<_, _>>()?;
            let stranded: Vec<Stranded<'_>> = affected
                .iter()
                .zip(&wanted)
                .zip(&partners)
                .map(|(((held, standing), wanted), partner)| {
                    let crew = if partner.is_some() { Crew::Two } else { Crew::One };
                    let earliest = now.plus_minutes(NOTICE_MINUTES);
                    let wish = Wish { crew, ..wanted.wish(&team, earliest, LOOK_DAYS) };
                    Stranded { visit: held.visit.id, start: standing.plan.start, partner: *partner, wish }
                })
                .collect();
            let (calendar, travel) = (calendar(), StraightLine::default());
            let (weights, workers) = (Weights::default(), team.workers.as_slice());
            let repair =
                Repair { calendar: &calendar, travel: &travel, weights, workers, stranded: &stranded, now };
            let mended = repair.mend();
            let visits = affected.into_iter().zip(mended);
            let visits = visits.map(|((held, standing), mended)| Affected { held, standing, mended });
            Ok(Proposal { visits: visits.collect(), names: team.names() })
        })
    }
}

/// Her visits that lie in the absence and have not begun, with the plans that stand.
fn affected(
    replica: &Replica,
    absence: &Absence,
    now: Time,
) -> Result<Vec<(ClientVisit, StandingPlan)>, Error> {
    replica.worker(absence.worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
    let from = absence.from.plus_minutes(-LONGEST_VISIT_MINUTES);
    let mut affected = Vec::new();
    for held in replica.agenda(absence.worker, from, absence.until)? {
        let Some(standing) = held.visit.plan.clone().filter(|_| can_be_mended(held.visit.state)) else {
            continue;
        };
        let end = standing.plan.start.plus_minutes(standing.plan.minutes.into());
        if end > absence.from && end > now && standing.plan.workers.contains(&absence.worker) {
            affected.push((held, standing));
        }
    }
    Ok(affected)
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

/// Whoever else comes to a visit keeps her time for it.
fn keep_partners(
    team: &mut Team,
    affected: &[(ClientVisit, StandingPlan)],
    absent: ActorId,
) -> Vec<Option<ActorId>> {
    let keep = |(held, standing): &(ClientVisit, StandingPlan)| {
        let partner = standing.plan.workers.iter().copied().find(|worker| *worker != absent)?;
        let worker: &mut Worker = team.workers.iter_mut().find(|worker| worker.id == partner)?;
        let (start, minutes) = (standing.plan.start, standing.plan.minutes);
        worker.take(Taken { start, minutes, place: held.client.card.address.place });
        Some(partner)
    };
    affected.iter().map(keep).collect()
}
