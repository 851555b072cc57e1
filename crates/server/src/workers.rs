//! Workers as the office keeps them beside its books: who becomes one, what is written of her, and how one leaves. Her
//! week is the matter of `hours`, her absences of `absence`, her clients of `clients`.

use crate::error::Error;
use crate::hours::Work;
use crate::log::{LedgerRow, Person, StreamKind};
use crate::municipality::Municipality;
use crate::offer::last_generation_before;
use crate::office::Saying;
use crate::slots::CELL_S;
use crate::staff::{By, StaffRole, somebody_leads};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::worker::Profile;

/// Most languages of one worker.
const MOST_LANGUAGES: usize = 20;
/// Characters of a code.
const LONGEST_CODE: usize = 20;

/// A worker, and what is in her hands.
#[derive(Clone, Debug)]
pub(crate) struct InHand {
    pub(crate) worker: ActorId,
    pub(crate) profile: Profile,
    /// How many clients are hers.
    pub(crate) clients: usize,
    /// How many tablets with rights.
    pub(crate) tablets: usize,
    /// Whether she may sign in to the console.
    pub(crate) signs_in: bool,
}

/// What stands in the way of somebody's leaving: both must be settled by a person first.
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
    /// Tablets whose rights were taken.
    pub(crate) tablets: usize,
    /// Whether she still signs in to the console: as more than a worker, which an administrator alone ends.
    pub(crate) signs_in: bool,
}

impl Municipality {
    /// Everybody with what is in her hands, in the order of names.
    pub(crate) fn in_hand(&self) -> Result<Vec<InHand>, Error> {
        let tablets = self.log.read(|log| log.tablets())?;
        let staff = self.staff()?;
        self.folded(|replica| {
            let workers = replica.workers()?.into_iter();
            let in_hand = workers.map(|worker| {
                let hers =
                    tablets.iter().filter(|tablet| tablet.actor == worker.id && tablet.revoked.is_none());
                Ok(InHand {
                    worker: worker.id,
                    profile: worker.profile,
                    clients: replica.clients(Some(worker.id))?.len(),
                    tablets: hers.count(),
                    signs_in: staff.iter().any(|row| row.actor == worker.id && row.disabled.is_none()),
                })
            });
            in_hand.collect()
        })
    }

    /// Makes somebody a worker: a stream and a key of her own, and what is published to every worker. The books know her
    /// by her code from then on.
    ///
    /// # Errors
    /// [`Error::Exists`] when the code is taken, [`Error::Invalid`] when it is none or nobody is named.
    pub(crate) fn add_worker(self: &Arc<Self>, by: By, profile: Profile) -> Result<ActorId, Error> {
        let code = profile.code.to_string();
        if code.is_empty() || code.chars().count() > LONGEST_CODE || !makes_sense(&profile) {
            return Err(Error::Invalid("a worker has a code and a name".to_owned()));
        }
        let known = self.folded(|replica| Ok(replica.workers()?))?;
        if known.iter().any(|worker| worker.profile.code.eq_ignore_ascii_case(&code)) {
            return Err(Error::Exists("worker with this code".to_owned()));
        }
        let stream = StreamId(Uuid::now_v7());
        let (actor, office, now) = (ActorId(stream.0), Arc::clone(self), self.clock.now());
        self.log.write(move |log| {
            let ledger = log.read().ledger(&office.slug, crate::books::WORKERS)?;
            if ledger.iter().any(|row| row.key.eq_ignore_ascii_case(&code)) {
                return Err(Error::Exists("worker with this code".to_owned()));
            }
            let epoch = log.read().head()?.epoch;
            // The key is durable before anything is sealed with it.
            office.vault.put(&[office.new_key(stream, last_generation_before(epoch).saturating_add(1))?])?;
            let body = Body::WorkerSet(profile);
            let saying = Saying { actor: by.actor, role: by.role, seen: Seen::default(), body };
            let position = office.say(log, &office.identity.node, StreamKind::Worker, stream, saying)?;
            log.put_person(&Person { actor, role: Role::Worker, registers: true })?;
            let published = Self::only_stream(log.read(), StreamKind::Published)?.stream;
            office.grant(log, published, actor)?;
            office.grant(log, stream, actor)?;
            // No column of the books has said anything of her yet.
            let fields = b"{}".to_vec();
            let row = LedgerRow { key: code, stream, thing: None, fields, epoch, position };
            log.put_ledger(&office.slug, crate::books::WORKERS, &row)?;
            log.audit(now, by.actor, "worker added", Some(stream))?;
            Ok(actor)
        })
    }

    /// Changes what is written of a worker, on her profile as it stands at that very moment. Her code stays: the books
    /// know her by it.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when nobody would be named any more.
    pub(crate) fn mend_worker(
        self: &Arc<Self>,
        by: By,
        worker: ActorId,
        mend: impl FnOnce(Profile) -> Profile,
    ) -> Result<(), Error> {
        self.write_of_worker(by, worker, |known| {
            let code = known.code.clone();
            let profile = Profile { code, ..mend(known) };
            if makes_sense(&profile) {
                Ok(Body::WorkerSet(profile))
            } else {
                Err(Error::Invalid("a worker has a name".to_owned()))
            }
        })
    }

    /// Somebody leaves: her tablets lose their rights and she signs in no more, at once. `Err` within when her clients or
    /// visits have to be handed over first; then nothing changes. What she wrote, and her name under it, stay.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when nobody would be an administrator any more.
    pub(crate) fn leave(
        self: &Arc<Self>,
        by: By,
        worker: ActorId,
        may_end_any: bool,
    ) -> Result<Result<Left, Stays>, Error> {
        self.folded(|replica| Ok(replica.worker(worker)?))?
            .ok_or_else(|| Error::Missing("worker".to_owned()))?;
        // The claims say what is still to come.
        self.judge_plans()?;
        let clients = self.caseload(worker)?.len();
        if clients > 0 {
            return Ok(Err(Stays::Clients(clients)));
        }
        let now = self.clock.now();
        let claims = self.log.read(|log| log.claims(worker, now.0.div_euclid(CELL_S), i64::MAX))?;
        let visits: BTreeSet<_> = claims.iter().map(|claim| claim.visit).collect();
        if !visits.is_empty() {
            return Ok(Err(Stays::Visits(visits.len())));
        }
        // The last administrator cannot leave: this is asked before anything ends.
        let signs_in = self.log.write(move |log| {
            log.audit(now, by.actor, "worker left", Some(worker.into()))?;
            let Some(mut row) = log.read().staff_of(worker)?.filter(|row| row.disabled.is_none()) else {
                return Ok(false);
            };
            if row.role != StaffRole::Worker && !may_end_any {
                return Ok(true);
            }
            row.disabled = Some(now);
            log.put_staff(&row)?;
            if row.role == StaffRole::Administrator {
                somebody_leads(log)?;
            }
            log.end_sessions(Some(worker), now)?;
            let what = format!("{worker} {} disabled", row.role.name());
            log.audit_because(now, by.actor, "staff changed", None, &what)?;
            Ok(false)
        })?;
        let known = self.log.read(|log| log.tablets())?;
        let mut tablets = 0;
        for tablet in known.iter().filter(|tablet| tablet.actor == worker) {
            tablets += usize::from(self.revoke_tablet(by, tablet.installation)?);
        }
        Ok(Ok(Left { tablets, signs_in }))
    }
}

/// Somebody is named, and what she knows is no endless list.
fn makes_sense(profile: &Profile) -> bool {
    let work = Work { hours: profile.hours, week: profile.week.clone(), skills: profile.skills.clone() };
    let named = !profile.given.is_empty() || !profile.surname.is_empty();
    named && profile.languages.len() <= MOST_LANGUAGES && work.makes_sense()
}
