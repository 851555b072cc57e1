//! Withholding a client's data where the law keeps the record: nobody is shown it and nothing of it changes, no message goes
//! out, and tablets lose it as they lose a grant. The server's replica does not hold it, so that no list, search, board or
//! message can meet it; a dossier reads the log itself. It can be lifted.

use crate::error::Error;
use crate::log::Restriction;
use crate::municipality::Municipality;
use crate::staff::By;
use std::collections::BTreeSet;
use std::sync::Arc;
use vizitas_domain::fold::client::fold;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;

/// Grounds on which data may be withheld (GDPR, Article 18(1)), and where a law keeps what a person asked to be erased.
pub const RESTRICTION_GROUNDS: [&str; 5] = ["accuracy", "unlawful", "claim", "objection", "law"];

impl Municipality {
    /// Withholds a client's data.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, [`Error::Exists`] when they are withheld, [`Error::Invalid`] when
    /// there is no such ground.
    pub fn restrict(
        self: &Arc<Self>,
        by: By,
        client: StreamId,
        ground: &str,
        words: &str,
    ) -> Result<(), Error> {
        if !RESTRICTION_GROUNDS.contains(&ground) {
            return Err(Error::Invalid(format!("a ground is one of {}", RESTRICTION_GROUNDS.join(", "))));
        }
        let streams = self.registrations_of(client)?;
        for stream in &streams {
            self.all_events(*stream)?
                .0
                .first()
                .map(drop)
                .ok_or_else(|| Error::Missing("client".to_owned()))?;
        }
        let (office, now) = (Arc::clone(self), self.clock.now());
        let (ground, words, gone) = (ground.to_owned(), Text::trimmed(words), streams.clone());
        self.log.write(move |log| {
            let withheld = log.read().restrictions()?;
            let person = streams.first().copied().unwrap_or(client);
            for stream in streams {
                if withheld.iter().any(|one| one.stream == stream) {
                    return Err(Error::Exists("restriction".to_owned()));
                }
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
                })?;
                log.audit_because(now, by.actor, "restricted", Some(stream), &ground)?;
            }
            Ok(())
        })?;
        self.withdraw_from_replica(&gone)
    }

    /// Withholds a client's data no more; who answers for the case has it again.
    ///
    /// # Errors
    /// [`Error::Missing`] when they are not withheld.
    pub fn lift_restriction(self: &Arc<Self>, by: By, person: StreamId) -> Result<(), Error> {
        let withheld = self.log.read(|log| log.restrictions())?;
        let streams: Vec<StreamId> =
            withheld.into_iter().filter(|one| one.person == person).map(|one| one.stream).collect();
        let first = streams.first().copied().ok_or_else(|| Error::Missing("restriction".to_owned()))?;
        let (events, epochs) = self.all_events(first)?;
        let responsible = fold(&events, &epochs).card.responsible;
        let (office, now, back) = (Arc::clone(self), self.clock.now(), streams.clone());
        self.log.write(move |log| {
            for stream in streams {
                log.drop_restriction(stream)?;
                if let Some(worker) = responsible {
                    office.grant(log, stream, worker)?;
                }
                log.audit(now, by.actor, "restriction lifted", Some(stream))?;
            }
            Ok(())
        })?;
        self.bring_back_to_replica(&back)
    }

    /// What a restriction brings with it, done again in a log that a restore brought back.
    pub(crate) fn restrict_again(self: &Arc<Self>) -> Result<(), Error> {
        let office = Arc::clone(self);
        self.log.write(move |log| {
            let epoch = log.read().head()?.epoch;
            for one in log.read().restrictions()? {
                if log.read().stream(one.stream)?.is_some() {
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
