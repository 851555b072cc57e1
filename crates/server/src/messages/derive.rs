//! Deriving messages. Behind the log, once, from a mark kept beside it: what is called for now, and what is no longer true,
//! commit together with the mark, so that no crash loses a message and none is made twice. It never reads past what was
//! judged, so that nobody is told a time that turns out to be taken.

use super::hours::Hours;
use super::wanted::{News, Timed, cannot_wait, holds, timed_plans, wanted};
use super::{Carriers, DERIVED_TO};
use crate::error::Error;
use crate::judge::{JUDGED_TO, Stretch};
use crate::log::{Entry, Job, JobRow, JobState, Write};
use crate::municipality::Municipality;
use crate::vault::KeyRing;
use std::collections::BTreeMap;
use std::sync::Arc;
use vizitas_domain::client::{Card, Channel};
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::reach::card_to_write_by;
use vizitas_domain::told::Delivery;
use vizitas_domain::visit::VisitEvent;
use vizitas_replica::{Client, Replica};

/// Entries read in one commit.
const PIECE: u32 = 5_000;
/// A stream that changes under one's hands is folded and looked at again, so many times.
const TRIES: usize = 20;

/// What happened, by client, in log order.
type Happened = BTreeMap<StreamId, Vec<Event>>;

/// A client whose visits something happened to.
struct Seen {
    stream: StreamId,
    /// As it is to be written by.
    card: Card,
    visits: Vec<Visit>,
    events: Vec<Event>,
    /// What the plans say of whose times messages tell.
    plans: BTreeMap<EventId, Timed>,
}

impl Municipality {
    /// Derives the messages that everything judged in the log calls for.
    ///
    /// # Errors
    /// When the databases fail, or streams change faster than they can be read. The mark then stays where it is.
    pub fn derive_messages(self: &Arc<Self>) -> Result<(), Error> {
        while self.derive_some()? {}
        Ok(())
    }

    /// Reads a piece of what waits; false when nothing does.
    pub(super) fn derive_some(self: &Arc<Self>) -> Result<bool, Error> {
        let (from, entries) = self.log.read(|log| {
            let (from, judged) = (log.mark(DERIVED_TO)?, log.mark(JUDGED_TO)?);
            let mut entries = log.after(from, PIECE)?;
            entries.retain(|entry| entry.position <= judged);
            Ok((from, entries))
        })?;
        let Some(last) = entries.last() else { return Ok(false) };
        let stretch = Stretch { from, upto: last.position };
        let carriers = self.carriers()?;
        let happened = self.happened(&entries)?;
        for _ in 0..TRIES {
            let (position, seen) = self.seen(&happened)?;
            let (office, carriers) = (Arc::clone(self), carriers.clone());
            match self.log.write(move |log| office.derive(log, stretch, position, &seen, &carriers)) {
                Err(Error::Moved) => {}
                done => return done.map(|()| true),
            }
        }
        Err(Error::Moved)
    }

    /// What these entries say of visits. What does not open was erased.
    fn happened(&self, entries: &[Entry]) -> Result<Happened, Error> {
        let mut keys = KeyRing::of(&self.vault);
        let mut happened = Happened::new();
        for entry in entries {
            let key = keys.key(entry.event.header())?;
            let opened = key.and_then(|key| entry.event.open(key, Some(entry.position)).ok());
            if let Some(event) = opened
                && matches!(
                    event.body,
                    Body::Visit(..) | Body::Settled { .. } | Body::SettlementWithdrawn { .. }
                )
            {
                happened.entry(event.stream).or_default().push(event);
            }
        }
        Ok(happened)
    }

    /// The visits these events touch, as they stand by now, and up to where the replica had read.
    fn seen(&self, happened: &Happened) -> Result<(u64, Vec<Seen>), Error> {
        let (position, mut all) = self.folded(|replica| {
            let mut all = Vec::with_capacity(happened.len());
            for (stream, events) in happened {
                let Some(client) = replica.client(*stream)? else { continue };
                let mut visits = replica.visits_of(*stream)?;
                visits.retain(|visit| events.iter().any(|event| touches(event, visit)));
                let events = events.iter().map(|event| spelled_out(replica, event));
                let events = events.collect::<Result<_, _>>()?;
                let card = to_write_by(replica, &client)?;
                all.push(Seen { stream: *stream, card, visits, events, plans: BTreeMap::new() });
            }
            Ok((replica.cursor()?.position, all))
        })?;
        for client in &mut all {
            for visit in &client.visits {
                let known = self.log.read(|log| log.jobs_of(visit.id))?;
                for plan in timed_plans(&known) {
                    if let Some(timed) = self.timed(plan)? {
                        client.plans.insert(plan, timed);
                    }
                }
            }
        }
        Ok((position, all))
    }

    fn timed(&self, event: EventId) -> Result<Option<Timed>, Error> {
        Ok(match self.said(event)? {
            Some(VisitEvent::Agreed { plan, agreement }) => Some(Timed { plan, word: Some(agreement) }),
            // A picked time was written, not spoken of.
            _ => self.plan_of(event)?.map(|plan| Timed { plan, word: None }),
        })
    }

    fn derive(
        &self,
        log: &mut dyn Write,
        stretch: Stretch,
        position: u64,
        seen: &[Seen],
        carriers: &Carriers,
    ) -> Result<(), Error> {
        if log.read().mark(DERIVED_TO)? != stretch.from {
            // Another process has read it meanwhile.
            return Ok(());
        }
        let hours = Hours::new(carriers.messages.hours);
        for client in seen {
            if log.read().stream(client.stream)?.is_some_and(|row| row.head > position) {
                return Err(Error::Moved);
            }
            for visit in &client.visits {
                self.take_back(log, visit)?;
                self.call_for(log, client, visit, carriers, &hours)?;
            }
        }
        log.set_mark(DERIVED_TO, stretch.upto)
    }

    /// Takes back what is not true any more and has not gone.
    fn take_back(&self, log: &mut dyn Write, visit: &Visit) -> Result<(), Error> {
        for mut row in log.read().jobs_of(visit.id)? {
            if row.state == JobState::Waiting && !holds(&row.job, visit) {
                self.outcome(log, &mut row, Delivery::Withdrawn, "")?;
            }
        }
        Ok(())
    }

    fn call_for(
        &self,
        log: &mut dyn Write,
        client: &Seen,
        visit: &Visit,
        carriers: &Carriers,
        hours: &Hours,
    ) -> Result<(), Error> {
        let news: Vec<News<'_>> = client.events.iter().filter_map(|event| news(event, visit.id)).collect();
        let known = log.read().jobs_of(visit.id)?;
        // While nothing is written, what a client must hear a person says.
        let written = carriers.messages.on;
        let channel = if written { carriers.channel(&client.card) } else { Channel::Phone };
        for wanted in wanted(visit, &news, &known, &client.plans, self.clock.now(), hours) {
            let wanted = if written { Some(wanted) } else { wanted.unwritten(visit) };
            let Some(job) = wanted.and_then(|wanted| wanted.job(client.stream, visit, channel)) else {
                continue;
            };
            self.give_way(log, &known, &job)?;
            if !log.add_job(&job)? && holds(&job, visit) {
                wait_again(log, &job)?;
            }
        }
        Ok(())
    }

    /// Of two that say how the worker is on her way only the newer is told.
    fn give_way(&self, log: &mut dyn Write, known: &[JobRow], to: &Job) -> Result<(), Error> {
        let older = |row: &&JobRow| row.job.purpose == to.purpose && row.job.cause != to.cause;
        if !cannot_wait(to.purpose) {
            return Ok(());
        }
        for row in known.iter().filter(older).filter(|row| row.state == JobState::Waiting) {
            self.outcome(log, &mut row.clone(), Delivery::Withdrawn, "")?;
        }
        Ok(())
    }
}

/// A message that was taken back before it went, and is called for again: the client took her word back, say.
fn wait_again(log: &mut dyn Write, job: &Job) -> Result<(), Error> {
    match log.read().job(job.id)? {
        Some(row) if row.state == JobState::Told(Delivery::Withdrawn) => {
            log.put_job(&JobRow { state: JobState::Waiting, due: job.not_before, ..row })
        }
        _ => Ok(()),
    }
}

/// The card that a client is written by. Who was registered twice has one telephone: what was said of it counts for both.
pub(super) fn to_write_by(replica: &Replica, client: &Client) -> Result<Card, Error> {
    let mut tasks = replica.tasks_of(client.id)?;
    let twice = replica.merged_into(client.id)?.into_iter().map(|other| other.id);
    for other in twice.chain(client.merged_into) {
        tasks.extend(replica.tasks_of(other)?);
    }
    Ok(card_to_write_by(&client.card, &tasks))
}

/// A settlement says of the visit what the side says that it keeps; one that is taken back, what stands without it.
fn spelled_out(replica: &Replica, event: &Event) -> Result<Event, Error> {
    let keep = match &event.body {
        Body::Settled { keep, .. } => Some(*keep),
        Body::SettlementWithdrawn { settled, .. } => stands_without(replica, event.stream, *settled)?,
        _ => None,
    };
    let Some(keep) = keep else { return Ok(event.clone()) };
    let kept = replica.event(keep)?.filter(|kept| kept.stream == event.stream);
    let said = kept.map(|kept| kept.body).filter(|body| matches!(body, Body::Visit(..)));
    Ok(Event { body: said.unwrap_or_else(|| event.body.clone()), ..event.clone() })
}

/// What stands of a conflict whose settlement was taken back.
fn stands_without(replica: &Replica, client: StreamId, settled: EventId) -> Result<Option<EventId>, Error> {
    let Some(Body::Settled { conflict, .. }) = replica.event(settled)?.map(|event| event.body) else {
        return Ok(None);
    };
    let known = replica.conflicts_of(client)?.into_iter();
    Ok(known.map(|known| known.conflict).find(|known| known.events == conflict).map(|known| known.stands))
}

fn touches(event: &Event, visit: &Visit) -> bool {
    match &event.body {
        Body::Visit(id, _) => *id == visit.id,
        Body::Settled { .. } => !visit.conflicts.is_empty(),
        Body::SettlementWithdrawn { visit: of, .. } => *of == Some(visit.id),
        _ => false,
    }
}

fn news(event: &Event, of: VisitId) -> Option<News<'_>> {
    match &event.body {
        Body::Visit(id, body) if *id == of => Some(News { id: event.id, at: event.at, event: body }),
        _ => None,
    }
}
