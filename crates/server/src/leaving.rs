//! How a worker leaves and comes back: her end, what has to be handed over before it, and what ends when it has come. That
//! she has left is never forgotten by itself: what is still hers then stands in the inbox until somebody hands it over. What she
//! wrote, and her name under it, stay.

use crate::error::Error;
use crate::log::{StaffRow, Write};
use crate::municipality::Municipality;
use crate::staff::{By, StaffRole, somebody_leads};
use std::collections::BTreeSet;
use std::sync::Arc;
use vizitas_domain::event::Body;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Plan;
use vizitas_domain::worker::Profile;
use vizitas_replica::{Client, ClientVisit, Replica};

/// No visit takes longer: a day.
const LONGEST_MINUTES: i64 = 24 * 60;

/// What stands in the way of somebody's leaving at once: both must be settled by a person first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stays {
    /// So many clients are hers.
    Clients(usize),
    /// So many visits are still to come.
    Visits(usize),
}

/// What ended when somebody left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// Tablets whose rights were taken; none while her end is still to come.
    pub(crate) tablets: usize,
    /// Whether she still signs in to the console after it: as more than a worker, which an administrator alone ends.
    pub(crate) signs_in: bool,
}

/// Somebody who works here no more, and what is hers all the same.
#[derive(Clone, Debug)]
pub(crate) struct Remains {
    pub(crate) worker: ActorId,
    /// Since when she is gone.
    pub(crate) since: Time,
    /// How many clients are hers.
    pub(crate) clients: usize,
    /// How many visits to come.
    pub(crate) visits: usize,
}

impl Municipality {
    /// Somebody leaves. From her end on, her tablets have no rights and she signs in no more: at once when it has come, else
    /// when it comes. `Err` within when it has come and her clients or visits have to be handed over first; then nothing
    /// changes. Said again, the later word counts.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when nobody would be an administrator any more,
    /// [`Error::Moved`] when somebody else wrote of her meanwhile.
    pub(crate) fn leave(
        self: &Arc<Self>,
        by: By,
        worker: ActorId,
        until: Option<Time>,
        may_end_any: bool,
    ) -> Result<Result<Left, Stays>, Error> {
        let now = self.clock.now();
        let until = until.unwrap_or(now);
        let has_come = until <= now;
        let (position, profile, clients, visits) = self.folded(|replica| {
            let known = replica.worker(worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
            let clients = replica.clients(Some(worker))?.len();
            let visits = visits_from(replica, worker, (now, now))?.len();
            Ok((replica.cursor()?.position, known.profile, clients, visits))
        })?;
        if has_come && clients > 0 {
            return Ok(Err(Stays::Clients(clients)));
        }
        if has_come && visits > 0 {
            return Ok(Err(Stays::Visits(visits)));
        }
        let office = Arc::clone(self);
        let signs_in = self.log.write(move |log| {
            office.expect(log, worker.into(), position)?;
            // The last administrator cannot leave: whether she is the last is asked before anything is kept.
            let signs_in = ends_sign_in(log, by, worker, (until, now), may_end_any)?;
            let left = Profile { until: Some(until), ..profile };
            office.say_of_worker(log, by, worker, Body::WorkerSet(left))?;
            let deed = if has_come { "worker left" } else { "worker leaves" };
            log.audit(now, by.actor, deed, Some(worker.into()))?;
            Ok(signs_in)
        })?;
        let tablets = if has_come { self.revoke_tablets(by, worker)? } else { 0 };
        Ok(Ok(Left { tablets, signs_in }))
    }

    /// Somebody who was to leave, or has left, works here again. What ended when she left stays ended: a tablet is given
    /// anew, and an administrator lets her in again.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker or she never left, [`Error::Moved`] when somebody else wrote of her
    /// meanwhile.
    pub(crate) fn come_back(self: &Arc<Self>, by: By, worker: ActorId) -> Result<(), Error> {
        let now = self.clock.now();
        let (position, profile) = self.folded(|replica| {
            let known = replica.worker(worker)?.filter(|worker| worker.profile.until.is_some());
            let known = known.ok_or_else(|| Error::Missing("worker who leaves".to_owned()))?;
            Ok((replica.cursor()?.position, known.profile))
        })?;
        let office = Arc::clone(self);
        self.log.write(move |log| {
            office.expect(log, worker.into(), position)?;
            // What was only to end goes on.
            if let Some(row) = log.read().staff_of(worker)?.filter(|row| row.disabled > Some(now)) {
                log.put_staff(&StaffRow { disabled: None, ..row })?;
            }
            office.say_of_worker(log, by, worker, Body::WorkerSet(Profile { until: None, ..profile }))?;
            log.audit(now, by.actor, "worker came back", Some(worker.into()))
        })
    }

    /// Ends by the clock what is left of those whose end has come: tablets, and who signs in as a worker.
    ///
    /// # Errors
    /// When the databases fail. What could be ended was ended.
    pub(crate) fn end_of_workers(&self) -> Result<(), Error> {
        let now = self.clock.now();
        let workers = self.folded(|replica| Ok(replica.workers()?))?;
        for worker in workers.into_iter().filter(|worker| !worker.profile.works_at(now)) {
            let (by, worker) = (self.office(), worker.id);
            self.revoke_tablets(by, worker)?;
            let signs_in = |row: &StaffRow| row.role == StaffRole::Worker && row.disabled.is_none();
            if self.log.read(|log| log.staff_of(worker))?.is_some_and(|row| signs_in(&row)) {
                self.log.write(move |log| ends_sign_in(log, by, worker, (now, now), false).map(drop))?;
            }
        }
        Ok(())
    }

    /// That everybody who is to come works here then.
    ///
    /// # Errors
    /// [`Error::Left`] when somebody does not.
    pub(crate) fn all_work_then(replica: &Replica, plan: &Plan) -> Result<(), Error> {
        for worker in &plan.workers {
            let known = replica.worker(*worker)?;
            if known.is_some_and(|known| !known.profile.works_through(plan.start, plan.minutes)) {
                return Err(Error::Left);
            }
        }
        Ok(())
    }

    /// That somebody works here now: a client, a tablet is given to nobody else.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Left`] when she has left.
    pub(crate) fn works_now(&self, replica: &Replica, worker: ActorId) -> Result<(), Error> {
        let known = replica.worker(worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
        if known.profile.works_at(self.clock.now()) { Ok(()) } else { Err(Error::Left) }
    }

    /// Takes the rights of all her tablets. How many had them.
    fn revoke_tablets(&self, by: By, worker: ActorId) -> Result<usize, Error> {
        let known = self.log.read(|log| log.tablets())?;
        let mut tablets = 0;
        for tablet in known.iter().filter(|tablet| tablet.actor == worker && tablet.revoked.is_none()) {
            tablets += usize::from(self.revoke_tablet(by, tablet.installation)?);
        }
        Ok(tablets)
    }
}

/// Ends her sign-in at a moment. Whether it stays, because she signs in as more than a worker and somebody says so who
/// may not end that.
fn ends_sign_in(
    log: &mut dyn Write,
    by: By,
    worker: ActorId,
    (until, now): (Time, Time),
    may_end_any: bool,
) -> Result<bool, Error> {
    let Some(row) = log.read().staff_of(worker)?.filter(|row| row.has_access(now)) else {
        return Ok(false);
    };
    if row.role != StaffRole::Worker && !may_end_any {
        return Ok(true);
    }
    let (role, until) = (row.role, until.max(now));
    log.put_staff(&StaffRow { disabled: Some(until), ..row })?;
    if role == StaffRole::Administrator {
        somebody_leads(log)?;
    }
    if until <= now {
        log.end_sessions(Some(worker), now)?;
        let what = format!("{worker} {} disabled", role.name());
        log.audit_because(now, by.actor, "staff changed", None, &what)?;
    }
    Ok(false)
}

/// Visits that she is to make, agreed or only offered, which do not lie before a moment altogether.
pub(crate) fn visits_from(
    replica: &Replica,
    worker: ActorId,
    (from, now): (Time, Time),
) -> Result<Vec<ClientVisit>, Error> {
    let (mut seen, mut visits) = (BTreeSet::new(), Vec::new());
    for taken in replica.taken(worker, from.plus_minutes(-LONGEST_MINUTES), Time(i64::MAX))? {
        let is_over = taken.start.plus_minutes(taken.minutes.into()) <= from;
        let has_lapsed = taken.offered_until.is_some_and(|until| until <= now);
        if !is_over && !has_lapsed && seen.insert(taken.visit) {
            let found = replica.visit(taken.client, taken.visit)?;
            visits.extend(found.filter(|found| !found.visit.state.is_closed()));
        }
    }
    Ok(visits)
}

/// Whoever has left by now and has clients for whom `within` holds, or their visits, in the order of names.
pub(crate) fn remains(
    replica: &Replica,
    now: Time,
    within: impl Fn(&Client) -> bool,
) -> Result<Vec<Remains>, Error> {
    let mut all = Vec::new();
    for worker in replica.workers()? {
        let Some(since) = worker.profile.until.filter(|until| *until <= now) else { continue };
        let clients = replica.clients(Some(worker.id))?.iter().filter(|client| within(client)).count();
        let visits = visits_from(replica, worker.id, (now, now))?;
        let visits = visits.iter().filter(|found| within(&found.client)).count();
        if clients > 0 || visits > 0 {
            all.push(Remains { worker: worker.id, since, clients, visits });
        }
    }
    Ok(all)
}
