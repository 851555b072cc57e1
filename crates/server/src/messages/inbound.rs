//! What clients write back. A few words answer; whatever is not surely one of them, or not surely of one client, goes to a
//! person with its text. Nothing is lost, and one message told twice by a gateway counts once.

use super::gateway::at;
use super::proof::{Call, is_again};
use super::settings::SmsSettings;
use super::wanted::{handed, named};
use crate::error::Error;
use crate::log::{Inbound, JobRow, JobState, StrayDone, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::Saying;
use ring::hmac;
use serde_json::Value;
use std::sync::Arc;
use vizitas_domain::client::Channel;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, StreamId, TaskId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, VisitEvent, VisitKind};
use vizitas_message::Language;
use vizitas_message::inbound::{self, Reply};

/// Minutes within which somebody should read what is not understood.
const READ_WITHIN: i64 = 60;
/// A stream that changes under one's hands is looked at again, so many times.
const TRIES: usize = 20;

/// Whom a message is from, as far as the books tell.
struct Found {
    position: u64,
    /// Clients with this number, who was written to last first, with the visit that was written about.
    clients: Vec<(StreamId, Language, Option<About>)>,
}

/// The visit that an answer is about.
struct About {
    /// The registration it stands in: of a client registered twice perhaps the other one.
    stream: StreamId,
    visit: Visit,
    /// Whether what was written last is what stands: an answer to an earlier time is none to this one.
    stands: bool,
}

impl Municipality {
    /// Takes in a message from outside, as the gateway tells it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has not the fields that the settings name; else when the databases fail.
    pub fn take_inbound(self: &Arc<Self>, said: &Value) -> Result<(), Error> {
        self.take_inbound_of(None, said)
    }

    /// The same of a call that counts once.
    pub(super) fn take_inbound_of(self: &Arc<Self>, call: Option<Call>, said: &Value) -> Result<(), Error> {
        let mapping = self.settings::<SmsSettings>()?.inbound;
        let (Some(from), Some(words)) = (at(said, &mapping.from), at(said, &mapping.text)) else {
            return Err(Error::Invalid("a message without the fields that the settings name".to_owned()));
        };
        let now = self.clock.now();
        let id = at(said, &mapping.id).unwrap_or_else(|| {
            // Without an id of its own, the same words within the same minute are the same message. It outlives who wrote and
            // what, and must tell neither.
            let minute = now.0.div_euclid(60).to_be_bytes();
            let said = named(&[from.as_bytes(), words.as_bytes(), &minute]);
            let tag = hmac::sign(&self.identity.ledger, &[b"inbound v1\n", &said.as_bytes()[..]].concat());
            named(&[tag.as_ref()]).to_string()
        });
        for _ in 0..TRIES {
            let found = self.senders(&from)?;
            let (office, id, from, words) = (Arc::clone(self), id.clone(), from.clone(), words.clone());
            let taken = self.log.write(move |log| {
                if is_again(log, call, now)? {
                    return Ok(());
                }
                office.take_words(log, &found, id, from, &words)
            });
            match taken {
                Err(Error::Moved) => {}
                Err(error) => return Err(error),
                // A picked time has to be judged before it is told.
                Ok(()) => return self.judge_plans(),
            }
        }
        Err(Error::Moved)
    }

    /// Messages that no client was found for, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn strays(&self) -> Result<Vec<Inbound>, Error> {
        self.log.read(|log| log.strays())
    }

    /// A person has dealt with such a message. Who wrote and what are forgotten when it can be taken back no more.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none of this id.
    pub fn stray_done(&self, by: ActorId, id: &str) -> Result<(), Error> {
        let (id, now) = (id.to_owned(), self.clock.now());
        self.log.write(move |log| {
            if !log.read().strays()?.iter().any(|stray| stray.id == id) {
                return Err(Error::Missing("message".to_owned()));
            }
            log.put_stray_done(&id, Some((now, by)))
        })
    }

    /// Nobody has dealt with it after all.
    ///
    /// # Errors
    /// [`Error::Missing`] when it was not dealt with, or is forgotten.
    pub fn stray_again(&self, id: &str) -> Result<(), Error> {
        let id = id.to_owned();
        self.log.write(move |log| {
            if !log.read().strays_done()?.iter().any(|done| done.stray.id == id) {
                return Err(Error::Missing("message".to_owned()));
            }
            log.put_stray_done(&id, None)
        })
    }

    /// Those that were dealt with and can be taken back, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn strays_done(&self) -> Result<Vec<StrayDone>, Error> {
        self.log.read(|log| log.strays_done())
    }

    /// Forgets who wrote and what, of messages that were dealt with before a moment.
    pub(crate) fn forget_strays(&self, before: Time) -> Result<(), Error> {
        let old: Vec<StrayDone> = self.strays_done()?.into_iter().filter(|done| done.at < before).collect();
        if old.is_empty() {
            return Ok(());
        }
        self.log.write(move |log| {
            for StrayDone { stray, .. } in old {
                log.put_stray_done(&stray.id, None)?;
                log.put_inbound(&Inbound { sender: String::new(), words: String::new(), ..stray })?;
            }
            Ok(())
        })
    }

    fn senders(&self, from: &str) -> Result<Found, Error> {
        let phone = vizitas_domain::phone::read(from);
        let (position, with_visits) = self.folded(|replica| {
            let mut clients = Vec::new();
            for client in replica.clients(None)? {
                if phone.is_some() && vizitas_domain::phone::read(&client.card.phone) == phone {
                    let language = Language::from(client.card.language);
                    let twice = replica.merged_into(client.id)?.into_iter().map(|other| other.id);
                    let mut visits = Vec::new();
                    for stream in std::iter::once(client.id).chain(twice) {
                        visits.extend(replica.visits_of(stream)?.into_iter().map(|visit| (stream, visit)));
                    }
                    clients.push((client.id, language, visits));
                }
            }
            Ok((replica.cursor()?.position, clients))
        })?;
        let mut clients = Vec::new();
        for (stream, language, visits) in with_visits {
            let (at, about) = self.told_last(visits)?.unzip();
            clients.push((at, (stream, language, about)));
        }
        clients.sort_by_key(|(at, (stream, ..))| (std::cmp::Reverse(*at), *stream));
        let clients = clients.into_iter().map(|(_, client)| client).collect();
        Ok(Found { position, clients })
    }

    /// The visit that was written about last, of those that an answer can still change; else the only one there is.
    fn told_last(&self, mut open: Vec<(StreamId, Visit)>) -> Result<Option<(Time, About)>, Error> {
        open.retain(|(_, visit)| !visit.state.is_closed() && visit.kind == VisitKind::Agreed);
        let mut last: Option<(Time, StreamId, &Visit, Vec<JobRow>)> = None;
        for (stream, visit) in &open {
            let jobs = self.log.read(|log| log.jobs_of(visit.id))?;
            if let Some(at) = jobs.iter().filter(|row| handed(row)).filter_map(|row| row.tried).max()
                && last.as_ref().is_none_or(|(newest, ..)| *newest < at)
            {
                last = Some((at, *stream, visit, jobs));
            }
        }
        if let Some((at, stream, visit, jobs)) = last {
            let stands = self.is_told(visit, &jobs)?;
            return Ok(Some((at, About { stream, visit: visit.clone(), stands })));
        }
        let Some((stream, visit)) = open.pop().filter(|_| open.is_empty()) else { return Ok(None) };
        let jobs = self.log.read(|log| log.jobs_of(visit.id))?;
        // Nothing was written yet, and what is to be answered waits to be.
        let waits = |row: &JobRow| row.state == JobState::Waiting && row.job.plan == visit.in_question();
        let stands = visit.state != State::Offered || !jobs.iter().any(waits);
        Ok(Some((Time::default(), About { stream, visit, stands })))
    }

    /// Whether what was written last speaks of what stands: of this plan or offer, or of one that is the same to the client.
    fn is_told(&self, visit: &Visit, jobs: &[JobRow]) -> Result<bool, Error> {
        let written = || jobs.iter().filter(|row| handed(row) && row.tried.is_some());
        let newest = written().map(|row| row.tried).max();
        let told: Vec<EventId> =
            written().filter(|row| Some(row.tried) == newest).filter_map(|row| row.job.plan).collect();
        let asked = visit.in_question();
        if asked.is_some_and(|asked| told.contains(&asked)) {
            return Ok(true);
        }
        let Some(standing) = visit.plan.as_ref().filter(|standing| Some(standing.id) == asked) else {
            return Ok(false);
        };
        if let Some(VisitEvent::Picked { offer, .. }) = self.said(standing.id)?
            && told.contains(&offer)
        {
            return Ok(true);
        }
        for told in told {
            if self.plan_of(told)?.is_some_and(|plan| plan.same_for_client(&standing.plan)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take_words(
        &self,
        log: &mut dyn Write,
        found: &Found,
        id: String,
        from: String,
        words: &str,
    ) -> Result<(), Error> {
        if log.read().is_known_inbound(&id)? {
            return Ok(());
        }
        let now = self.clock.now();
        let Some((stream, language, about)) = found.clients.first() else {
            return log.put_inbound(&Inbound { id, at: now, sender: from, words: words.to_owned() });
        };
        let stream = about.as_ref().map_or(*stream, |about| about.stream);
        if log.read().stream(stream)?.is_some_and(|row| row.head > found.position) {
            return Err(Error::Moved);
        }
        let alone = found.clients.len() == 1;
        let answer = about.as_ref().filter(|about| alone && about.stands).and_then(|about| {
            let reply = inbound::read(words, *language);
            Some((about.visit.id, answer(&about.visit, &reply, now)?))
        });
        match answer {
            Some((visit, event)) => {
                let saying = Saying {
                    // A client signs nothing: the node says so for the client, in whose stream it stands.
                    actor: ActorId(stream.0),
                    role: Role::Client,
                    ..self.saying(log, stream, Body::Visit(visit, event))?
                };
                self.say(log, &self.identity.node, StreamKind::Client, stream, saying)?;
            }
            None => {
                let task = Task {
                    id: TaskId(named(&[id.as_bytes(), stream.0.as_bytes()])),
                    cause: TaskCause::ReplyUnclear,
                    visit: about.as_ref().map(|about| about.visit.id),
                    about: None,
                    owner: None,
                    due: now.plus_minutes(READ_WITHIN),
                    words: Text::trimmed(words),
                    at: now,
                };
                self.say_of(log, stream, Body::TaskRaised(task))?;
            }
        }
        log.put_inbound(&Inbound { id, at: now, sender: String::new(), words: String::new() })
    }
}

/// What the client's word does to the visit, where the table of states lets it; none when a person must read it.
fn answer(visit: &Visit, reply: &Reply, now: Time) -> Option<VisitEvent> {
    let agreement = Agreement { by: AnsweredBy::Client, channel: Channel::Sms, at: now };
    let plan = visit.plan.as_ref().map(|standing| standing.id);
    let offer = visit.offer.as_ref().filter(|offer| offer.until > now);
    let move_asked = VisitEvent::MoveAsked { plan, wish: Text::default(), agreement };
    let event = match (reply, visit.state) {
        // One word picks only where there is one time to pick.
        (Reply::Confirm, State::Offered | State::Unanswered) => {
            let offer = offer.filter(|offer| offer.slots.len() == 1)?;
            VisitEvent::Picked { offer: offer.id, slot: 0, agreement }
        }
        (Reply::Confirm, State::Proposed) => VisitEvent::Accepted { plan: plan?, agreement },
        (Reply::Confirm, State::Confirmed | State::EnRoute | State::Late) => {
            return Some(VisitEvent::Acknowledged { plan: plan?, agreement });
        }
        (Reply::Cannot, State::Proposed) => VisitEvent::Declined { plan: plan?, agreement },
        (Reply::Cannot, State::Confirmed) => {
            VisitEvent::Cancelled { by_client: true, reason: Text::default() }
        }
        // None of the offered times suits.
        (Reply::Cannot, State::Offered) | (Reply::Other, _) => move_asked,
        _ => return None,
    };
    let act = Act::of(&event)?;
    next(visit.state, visit.kind, act, Role::Client).map(|_| event)
}
