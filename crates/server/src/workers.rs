//! Workers as the office keeps them beside its books: who becomes one, and what is written of her. Her week is the matter of
//! `hours`, her absences of `absence`, her clients of `clients`, and her end of `leaving`.

use crate::error::Error;
use crate::hours::Work;
use crate::leaving;
use crate::log::{LedgerRow, Person, Standing, StreamKind};
use crate::municipality::Municipality;
use crate::offer::last_generation_before;
use crate::office::Saying;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::time::Time;
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
    /// How many visits stand that she would have to make after her end.
    pub(crate) after: usize,
    /// Since when her access rests.
    pub(crate) suspended: Option<Time>,
}

impl Municipality {
    /// Everybody with what is in her hands, in the order of names.
    pub(crate) fn in_hand(&self) -> Result<Vec<InHand>, Error> {
        let (tablets, rests) = self.log.read(|log| Ok((log.tablets()?, log.suspensions()?)))?;
        let (staff, now) = (self.staff()?, self.clock.now());
        self.folded(|replica| {
            let workers = replica.workers()?.into_iter();
            let in_hand = workers.map(|worker| {
                let hers = tablets
                    .iter()
                    .filter(|tablet| tablet.actor == worker.id && tablet.standing() == Standing::Approved);
                let after = match worker.profile.until {
                    Some(until) => leaving::visits_from(replica, worker.id, (until.max(now), now))?.len(),
                    None => 0,
                };
                Ok(InHand {
                    worker: worker.id,
                    profile: worker.profile,
                    after,
                    suspended: rests.iter().find(|one| one.actor == worker.id).and_then(|one| one.since),
                    clients: replica.clients(Some(worker.id))?.len(),
                    tablets: hers.count(),
                    signs_in: staff.iter().any(|row| row.actor == worker.id && row.may_sign_in(now)),
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

    /// Changes what is written of a worker, on her profile as it stands at that very moment. Her code stays, since the
    /// books know her by it; and so does her end, which is said in no other way than by leaving.
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
            let (code, until) = (known.code.clone(), known.until);
            let profile = Profile { code, until, ..mend(known) };
            if makes_sense(&profile) {
                Ok(Body::WorkerSet(profile))
            } else {
                Err(Error::Invalid("a worker has a name".to_owned()))
            }
        })
    }
}

/// Somebody is named, and what she knows is no endless list.
fn makes_sense(profile: &Profile) -> bool {
    let work = Work { hours: profile.hours, week: profile.week.clone(), skills: profile.skills.clone() };
    let named = !profile.given.is_empty() || !profile.surname.is_empty();
    named && profile.languages.len() <= MOST_LANGUAGES && work.makes_sense()
}
