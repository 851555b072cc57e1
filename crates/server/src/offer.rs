//! After a restore: a tablet offers what it holds and the log has lost. The log key's own word, given in an earlier pull
//! answer, shows that an event had been accepted: it gets a place again, whoever made it and whoever brings it. Rights
//! are not asked anew; what was never accepted is not taken here.

use crate::error::Error;
use crate::log::{Installation, Link, Quarantined, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::holds;
use crate::push::EVENTS_LIMIT;
use crate::slots::touches;
use std::collections::HashSet;
use std::sync::Arc;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_sync::body::kind;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{Boxed, KeyId, StreamKey, open_keys};
use vizitas_sync::wire::{Code, OfferAnswer, OfferRequest, ProblemCode, Verdict};

/// What names a data key: its stream, its generation, its id.
type KeyName = (StreamId, u32, KeyId);

/// The key that an event is sealed with.
pub(crate) fn key_of(header: &Header) -> KeyName {
    (header.stream, header.generation, header.key)
}

/// The name of a key.
pub(crate) fn name_of(key: &StreamKey) -> KeyName {
    (key.stream, key.generation, key.key.id())
}

/// An offered event with what was found out about it before the log was locked.
struct Offered {
    event: SealedEvent,
    finding: Result<Event, Verdict>,
}

impl Municipality {
    /// Takes an offer in and answers each event.
    ///
    /// # Errors
    /// A problem code when there is too much of it, or an error of the databases.
    pub(crate) fn offer(
        self: &Arc<Self>,
        by: &Installation,
        request: OfferRequest,
    ) -> Result<Result<OfferAnswer, ProblemCode>, Error> {
        let Ok(places) = request.proved(&self.identity.log.verifying()) else {
            return Ok(Err(ProblemCode::TooLarge));
        };
        let is_proved = |(position, event): &(u64, SealedEvent)| places.contains(&(*position, event.hash()));
        let proved: Vec<bool> = request.events.iter().map(is_proved).collect();
        let events: Vec<SealedEvent> = request.events.into_iter().map(|(_, event)| event).collect();
        if let Some(boxed) = &request.keys {
            let named = events.iter().zip(&proved).filter(|(_, proved)| **proved);
            let named = named.map(|(event, _)| key_of(event.header())).collect();
            if let Err(code) = self.keep_brought(by, boxed, &named)? {
                return Ok(Err(code));
            }
        }
        let mut offered = Vec::with_capacity(events.len());
        for (event, proved) in events.into_iter().zip(proved) {
            let finding =
                if proved { self.find_out(&event)? } else { Err(Verdict::Refused(Code::NOT_ALLOWED)) };
            offered.push(Offered { event, finding });
        }
        let office = Arc::clone(self);
        let (verdicts, epoch, plans) = self.log.write(move |log| {
            let (mut verdicts, mut plans) = (Vec::with_capacity(offered.len()), false);
            for one in &offered {
                let verdict = office.place_again(log, one)?;
                if let (Verdict::At(_), Ok(opened)) = (verdict, &one.finding) {
                    plans |= touches(&opened.body).is_some();
                }
                verdicts.push(verdict);
            }
            Ok((verdicts, log.read().head()?.epoch, plans))
        })?;
        if plans {
            self.plans.notify_one();
        }
        Ok(Ok(OfferAnswer { verdicts, epoch }))
    }

    /// Puts data keys that the vault lost back into it. A key counts that a proved event names, since the vault had it when
    /// that was accepted; or one that the bearer's own parked work waits for. What nothing names anybody could have made
    /// up, and is passed over. Only keys of an epoch that is over: what the server seals with now, it drew itself.
    fn keep_brought(
        &self,
        by: &Installation,
        boxed: &Boxed,
        named: &HashSet<KeyName>,
    ) -> Result<Result<(), ProblemCode>, Error> {
        let Ok(brought) = open_keys(&self.identity.opener, boxed) else { return Ok(Ok(())) };
        if brought.len() > EVENTS_LIMIT {
            return Ok(Err(ProblemCode::TooLarge));
        }
        let (epoch, parked) =
            self.log.read(|log| Ok((log.head()?.epoch, log.quarantine(by.installation)?)))?;
        let is_over = |key: &StreamKey| key.generation <= last_generation_before(epoch);
        let (mut keys, others): (Vec<_>, Vec<_>) =
            brought.into_iter().filter(is_over).partition(|key| named.contains(&name_of(key)));
        let keyless = |one: &&Quarantined| one.code == Code::KEY_UNKNOWN.0;
        let mut awaited: HashSet<KeyName> =
            parked.iter().filter(keyless).map(|one| key_of(one.event.header())).collect();
        let mut given: HashSet<_> = keys.iter().map(|key| (key.stream, key.generation)).collect();
        for key in others {
            // Her own work names what she likes: it fills a gap in a stream of hers, and stands beside no other key.
            if awaited.remove(&name_of(&key))
                && self.log.read(|log| holds(log, key.stream, by.actor))?
                && self.vault.keys(key.stream)?.iter().all(|known| known.generation != key.generation)
                && given.insert((key.stream, key.generation))
            {
                keys.push(key);
            }
        }
        if !keys.is_empty() {
            self.vault.put(&keys)?;
        }
        Ok(Ok(()))
    }

    /// Opens a proved event, outside the log's lock.
    fn find_out(&self, event: &SealedEvent) -> Result<Result<Event, Verdict>, Error> {
        let header = event.header();
        let Some(key) = self.vault.key(header.stream, header.generation, header.key)? else {
            let erased = self.vault.is_erased(header.stream)?;
            return Ok(Err(if erased { Verdict::Erased } else { Verdict::Parked(Code::KEY_UNKNOWN) }));
        };
        Ok(event.open(&key, None).map_err(|_| Verdict::Refused(Code::MALFORMED)))
    }

    fn place_again(&self, log: &mut dyn Write, offered: &Offered) -> Result<Verdict, Error> {
        let event = &offered.event;
        let header = event.header();
        if let Some((position, hash)) = log.read().placed(header.id)? {
            return Ok(if hash == event.hash() { Verdict::Known(position) } else { Verdict::IdConflict });
        }
        let opened = match &offered.finding {
            Ok(opened) => opened,
            Err(verdict) => return Ok(*verdict),
        };
        let known = log.read().stream(header.stream)?;
        let Some(kind) = known.map(|row| row.kind).or_else(|| kind_of(&opened.body)) else {
            return Ok(Verdict::Refused(Code::NOT_ALLOWED));
        };
        let position = log.append(event, kind)?;
        let link = Link {
            installation: header.installation,
            incarnation: header.incarnation,
            seq: header.seq,
            hash: event.hash(),
            event: header.id,
            position: None,
        };
        log.leave_quarantine(&link, self.clock.now())?;
        if let Body::ClientRegistered { .. } = &opened.body
            && let Some(worker) = first_holder(opened)
            && log.read().person(worker)?.is_some()
        {
            self.grant(log, opened.stream, worker)?;
        }
        Ok(Verdict::At(position))
    }
}

/// Generations that earlier epochs may have given: each epoch has its own, so that a restored vault gives none twice.
pub(crate) fn last_generation_before(epoch: u32) -> u32 {
    epoch.saturating_sub(1).saturating_mul(1 << 16)
}

/// What a stream is about that begins again with this event.
fn kind_of(body: &Body) -> Option<StreamKind> {
    match kind::of(body) {
        1..=95 => Some(StreamKind::Client),
        96..=127 => Some(StreamKind::Worker),
        _ => None,
    }
}

/// Who held a client's stream from its first event on.
fn first_holder(registered: &Event) -> Option<ActorId> {
    if registered.role == Role::Worker {
        return Some(registered.actor);
    }
    let Body::ClientRegistered { fields, .. } = &registered.body else { return None };
    fields.iter().find_map(|field| match field {
        Field::Responsible(worker) => *worker,
        _ => None,
    })
}
