//! After a restore: a tablet offers what it holds and the log has lost. The log key's own word, given in an earlier pull
//! answer, shows that an event had been accepted: it gets a place again, whoever made it and whoever brings it. Rights
//! are not asked anew; what was never accepted is not taken here.

use crate::error::Error;
use crate::log::{Installation, Link, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::holds;
use crate::slots::touches;
use std::sync::Arc;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::id::ActorId;
use vizitas_sync::body::kind;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::keys::{StreamKey, open_keys};
use vizitas_sync::wire::{Code, OfferAnswer, OfferRequest, OfferedList, Verdict};

/// An offered event with what was found out about it before the log was locked.
struct Offered {
    event: SealedEvent,
    finding: Result<Event, Verdict>,
}

impl Municipality {
    /// Takes an offer in and answers each event.
    ///
    /// # Errors
    /// Those of the databases.
    pub(crate) fn offer(
        self: &Arc<Self>,
        by: &Installation,
        request: OfferRequest,
    ) -> Result<OfferAnswer, Error> {
        let log_key = self.identity.log.verifying();
        let good = |proof: &OfferedList| proof.list.verify(&log_key, &proof.signature).is_ok();
        let proved = OfferRequest { lists: request.lists.into_iter().filter(good).collect(), ..request };
        self.keep_brought(by, &proved)?;
        let mut offered = Vec::with_capacity(proved.events.len());
        for (position, event) in &proved.events {
            let finding = match proved.names(*position, event) {
                true => self.find_out(event)?,
                false => Err(Verdict::Refused(Code::NOT_ALLOWED)),
            };
            offered.push(Offered { event: event.clone(), finding });
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
        Ok(OfferAnswer { verdicts, epoch })
    }

    /// Puts data keys that the vault lost back into it: of streams that the bearer holds, or that a proved event names.
    /// Only such as belong to an epoch that is over: what the server seals with now, it drew itself.
    fn keep_brought(&self, by: &Installation, proved: &OfferRequest) -> Result<(), Error> {
        let Some(boxed) = &proved.keys else { return Ok(()) };
        let Ok(brought) = open_keys(&self.identity.opener, boxed) else { return Ok(()) };
        let named = |key: &StreamKey| {
            proved.events.iter().filter(|(position, event)| proved.names(*position, event)).any(
                |(_, event)| {
                    let header = event.header();
                    (header.stream, header.generation, header.key)
                        == (key.stream, key.generation, key.key.id())
                },
            )
        };
        let (mut keys, epoch) = (Vec::new(), self.log.read(|log| log.head())?.epoch);
        for key in brought.into_iter().filter(|key| key.generation <= last_generation_before(epoch)) {
            if named(&key) || self.log.read(|log| holds(log, key.stream, by.actor))? {
                keys.push(key);
            }
        }
        if keys.is_empty() { Ok(()) } else { self.vault.put(&keys) }
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
        log.leave_quarantine(&Link {
            installation: header.installation,
            incarnation: header.incarnation,
            seq: header.seq,
            hash: event.hash(),
            event: header.id,
            position: None,
        })?;
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
