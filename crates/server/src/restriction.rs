//! Withholding a client's data where the law keeps the record: nobody is shown it and nothing of it changes, no message goes
//! out, visits that stand are called off, and tablets lose it as they lose a grant. The server's replica does not hold it, so
//! that no list, search, board or message can meet it; a dossier reads the log itself. It can be lifted.

use crate::error::Error;
use crate::log::{Read, Restriction, Write};
use crate::municipality::Municipality;
use crate::staff::By;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::client::fold;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId, TaskId};
use vizitas_domain::state::{Act, next};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::VisitEvent;

/// Grounds on which data may be withheld (GDPR, Article 18(1)), and where a law keeps what a person asked to be erased.
pub const RESTRICTION_GROUNDS: [&str; 5] = ["accuracy", "unlawful", "claim", "objection", "law"];

/// A visit that was called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledOff {
    /// When it was to be.
    pub start: Time,
    /// Who was to come.
    pub workers: Vec<ActorId>,
}

impl CalledOff {
    /// None when nobody was to come at any time yet.
    fn of(visit: &Visit) -> Option<Self> {
        let plan = &visit.plan.as_ref()?.plan;
        Some(Self { start: plan.start, workers: plan.workers.clone() })
    }
}

/// Visits of a client that stand, with how far the client's history was read.
struct Standing {
    stream: StreamId,
    head: u64,
    visits: Vec<Visit>,
}

/// Whose case it is.
fn holders(log: &dyn Read, stream: StreamId) -> Result<Vec<ActorId>, Error> {
    let open = log.grants_on(stream)?.into_iter().filter(|grant| grant.until.is_none());
    Ok(open.map(|grant| grant.worker).collect())
}

impl Municipality {
    /// Withholds a client's data. Visits that stand are called off first, each with a task that a coordinator meets once it is
    /// lifted: until then nobody would know that somebody is to come, and nobody could say that nobody does. Which they were
    /// is told once, to whoever withholds, who tells the client and the workers.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, [`Error::Exists`] when they are withheld, [`Error::Invalid`] when
    /// there is no such ground, [`Error::Moved`] when something was written of them meanwhile.
    pub fn restrict(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        ground: &str,
        words: &str,
    ) -> Result<Vec<CalledOff>, Error> {
        if !RESTRICTION_GROUNDS.contains(&ground) {
            return Err(Error::Invalid(format!("a ground is one of {}", RESTRICTION_GROUNDS.join(", "))));
        }
        let streams = self.registrations_of(client)?;
        let mut standing = Vec::new();
        for stream in &streams {
            standing.push(self.that_stand(*stream)?.ok_or_else(|| Error::Missing("client".to_owned()))?);
        }
        let called_off = standing.iter().flat_map(|one| &one.visits).filter_map(CalledOff::of).collect();
        let (office, now) = (Arc::clone(self), self.clock.now());
        let (ground, words) = (ground.to_owned(), Text::trimmed(words));
        self.log.write(move |log| {
            let withheld = log.read().restrictions()?;
            let person = streams.first().copied().unwrap_or(client);
            for Standing { stream, head, visits } in standing {
                if withheld.iter().any(|one| one.stream == stream) {
                    return Err(Error::Exists("restriction".to_owned()));
                }
                office.expect(log, stream, head)?;
                let count = visits.len();
                for visit in visits {
                    office.call_off_withheld(log, by, stream, &visit)?;
                }
                if count > 0 {
                    let deed = "visits called off for a restriction";
                    log.audit_because(now, by.actor, deed, Some(stream), &count.to_string())?;
                }
                let held_by = holders(log.read(), stream)?;
                office.end_grants(log, stream, false)?;
                // Whoever holds it again when it is lifted is given another key than those who lost it have.
                office.next_key(stream, log.read().head()?.epoch)?;
                log.drop_waiting_jobs(stream)?;
                log.end_openings_on(stream, now)?;
                log.put_restriction(&Restriction {
                    stream,
                    person,
                    ground: ground.clone(),
                    words: words.clone(),
                    actor: by.actor,
                    since: now,
                    held_by,
                })?;
                log.audit_because(now, by.actor, "restricted", Some(stream), &ground)?;
            }
            Ok(())
        })?;
        self.withdraw_from_replica(&self.registrations_of(client)?)?;
        Ok(called_off)
    }

    /// What of a client's visits can still be called off; none when nobody knows the client.
    fn that_stand(&self, stream: StreamId) -> Result<Option<Standing>, Error> {
        let head = self.log.read(|log| log.stream(stream))?.map_or(0, |row| row.head);
        let (events, epochs) = self.all_events(stream)?;
        let stands =
            |visit: &Visit| next(visit.state, visit.kind, Act::CancelByOffice, Role::Coordinator).is_some();
        let visits = fold(&events, &epochs).visits.into_values().filter(stands).collect();
        Ok((!events.is_empty()).then_some(Standing { stream, head, visits }))
    }

    /// Calls a visit off, gives its time back, and leaves word for whoever plans once the data are not withheld any more.
    fn call_off_withheld(
        &self,
        log: &mut dyn Write,
        by: By,
        stream: StreamId,
        visit: &Visit,
    ) -> Result<(), Error> {
        let event = VisitEvent::Cancelled { by_client: false, reason: Text::default() };
        self.command(log, by, stream, Body::Visit(visit.id, event))?;
        log.release(visit.id)?;
        let now = self.clock.now();
        let task = Task {
            id: TaskId(Uuid::now_v7()),
            cause: TaskCause::NeedsWord,
            visit: Some(visit.id),
            about: None,
            owner: None,
            due: now,
            words: Text::default(),
            at: now,
        };
        self.command(log, by, stream, Body::TaskRaised(task)).map(drop)
    }

    /// Withholds a client's data no more: whoever had the case has it again, if she still works here, and whoever answers for
    /// it.
    ///
    /// # Errors
    /// [`Error::Missing`] when they are not withheld.
    pub fn lift_restriction(self: &Arc<Self>, by: By, person: StreamId) -> Result<(), Error> {
        let withheld = self.log.read(|log| log.restrictions())?;
        let lifted: Vec<Restriction> = withheld.into_iter().filter(|one| one.person == person).collect();
        let first = lifted.first().ok_or_else(|| Error::Missing("restriction".to_owned()))?.stream;
        let (events, epochs) = self.all_events(first)?;
        let responsible = fold(&events, &epochs).card.responsible;
        let (office, now) = (Arc::clone(self), self.clock.now());
        let back: Vec<StreamId> = lifted.iter().map(|one| one.stream).collect();
        let work: BTreeSet<ActorId> = self.folded(|replica| {
            let workers = replica.workers()?.into_iter();
            Ok(workers.filter(|worker| worker.profile.works_at(now)).map(|worker| worker.id).collect())
        })?;
        self.log.write(move |log| {
            for Restriction { stream, held_by, .. } in lifted {
                log.drop_restriction(stream)?;
                for worker in held_by.iter().filter(|worker| work.contains(worker)).chain(&responsible) {
                    office.grant(log, stream, *worker)?;
                }
                log.audit(now, by.actor, "restriction lifted", Some(stream))?;
            }
            Ok(())
        })?;
        self.bring_back_to_replica(&back)
    }

    /// What a restriction brings with it, done again in a log that a restore brought back.
    pub(crate) fn restrict_again(self: &Arc<Self>) -> Result<(), Error> {
        let (office, by) = (Arc::clone(self), self.office());
        let mut standing = Vec::new();
        for one in self.log.read(|log| log.restrictions())? {
            standing.extend(self.that_stand(one.stream)?);
        }
        self.log.write(move |log| {
            let epoch = log.read().head()?.epoch;
            for Standing { stream, visits, .. } in standing {
                for visit in visits {
                    office.call_off_withheld(log, by, stream, &visit)?;
                }
            }
            for one in log.read().restrictions()? {
                if log.read().stream(one.stream)?.is_some() {
                    let mut held_by = one.held_by.clone();
                    held_by.extend(holders(log.read(), one.stream)?);
                    held_by.sort_unstable();
                    held_by.dedup();
                    log.put_restriction(&Restriction { held_by, ..one.clone() })?;
                    office.end_grants(log, one.stream, false)?;
                    office.next_key(one.stream, epoch)?;
                    log.drop_waiting_jobs(one.stream)?;
                }
            }
            Ok(())
        })
    }

    /// Takes out of the replica what is withheld and still in it: a restriction was cut short.
    pub(crate) fn withdraw_withheld(&self) -> Result<(), Error> {
        let withheld: Vec<StreamId> = self.withheld()?.into_iter().collect();
        if withheld.is_empty() { Ok(()) } else { self.withdraw_from_replica(&withheld) }
    }

    /// Whose data are withheld.
    pub(crate) fn withheld(&self) -> Result<BTreeSet<StreamId>, Error> {
        Ok(self.log.read(|log| log.restrictions())?.into_iter().map(|one| one.stream).collect())
    }
}
