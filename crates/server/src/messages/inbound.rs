//! What clients write back. A few words answer; whatever is not surely one of them, or not surely of one client, goes to a
//! person with its text. Nothing is lost, and one message told twice by a gateway counts once.

use super::gateway::at;
use super::settings::SmsSettings;
use super::wanted::{handed, named};
use crate::error::Error;
use crate::log::{Inbound, StreamKind, Write};
use crate::municipality::Municipality;
use crate::office::Saying;
use serde_json::Value;
use std::sync::Arc;
use vizitas_domain::client::Channel;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId, TaskId};
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
    clients: Vec<(StreamId, Language, Option<Visit>)>,
}

impl Municipality {
    /// Takes in a message from outside, as the gateway tells it.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn take_inbound(self: &Arc<Self>, said: &Value) -> Result<(), Error> {
        let mapping = self.settings::<SmsSettings>()?.inbound;
        let (Some(from), Some(words)) = (at(said, &mapping.from), at(said, &mapping.text)) else {
            return Ok(());
        };
        let now = self.clock.now();
        let id = at(said, &mapping.id).unwrap_or_else(|| {
            // Without an id of its own, the same words within the same minute are the same message.
            named(&[from.as_bytes(), words.as_bytes(), &now.0.div_euclid(60).to_be_bytes()]).to_string()
        });
        for _ in 0..TRIES {
            let found = self.senders(&from)?;
            let (office, id, from, words) = (Arc::clone(self), id.clone(), from.clone(), words.clone());
            match self.log.write(move |log| office.take_words(log, &found, id, from, &words)) {
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

    /// A person has dealt with such a message: who and what are forgotten.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none of this id.
    pub fn stray_done(&self, id: &str) -> Result<(), Error> {
        let strays = self.strays()?;
        let stray = strays.into_iter().find(|stray| stray.id == id);
        let stray = stray.ok_or_else(|| Error::Missing("message".to_owned()))?;
        self.log.write(move |log| {
            log.put_inbound(&Inbound { sender: String::new(), words: String::new(), ..stray })
        })
    }

    fn senders(&self, from: &str) -> Result<Found, Error> {
        let phone = vizitas_domain::phone::read(from);
        let (position, with_visits) = self.folded(|replica| {
            let mut clients = Vec::new();
            for client in replica.clients(None)? {
                if phone.is_some() && vizitas_domain::phone::read(&client.card.phone) == phone {
                    let language = Language::from(client.card.language);
                    clients.push((client.id, language, replica.visits_of(client.id)?));
                }
            }
            Ok((replica.cursor()?.position, clients))
        })?;
        let mut clients = Vec::new();
        for (stream, language, visits) in with_visits {
            let (at, visit) = self.told_last(visits)?.unzip();
            clients.push((at, (stream, language, visit)));
        }
        clients.sort_by_key(|(at, (stream, ..))| (std::cmp::Reverse(*at), *stream));
        let clients = clients.into_iter().map(|(_, client)| client).collect();
        Ok(Found { position, clients })
    }

    /// The visit that was written about last, of those that an answer can still change; else the only one there is.
    fn told_last(&self, visits: Vec<Visit>) -> Result<Option<(Time, Visit)>, Error> {
        let open =
            visits.into_iter().filter(|visit| !visit.state.is_closed() && visit.kind == VisitKind::Agreed);
        let (mut open, mut last): (Vec<Visit>, Option<(Time, Visit)>) = (open.collect(), None);
        for visit in &open {
            let jobs = self.log.read(|log| log.jobs_of(visit.id))?;
            if let Some(at) = jobs.iter().filter(|row| handed(row)).filter_map(|row| row.tried).max()
                && last.as_ref().is_none_or(|(newest, _)| *newest < at)
            {
                last = Some((at, visit.clone()));
            }
        }
        let only = (open.len() == 1).then(|| open.pop()).flatten();
        Ok(last.or_else(|| Some((Time::default(), only?))))
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
        let Some((stream, language, visit)) = found.clients.first() else {
            return log.put_inbound(&Inbound { id, at: now, sender: from, words: words.to_owned() });
        };
        if log.read().stream(*stream)?.is_some_and(|row| row.head > found.position) {
            return Err(Error::Moved);
        }
        let alone = found.clients.len() == 1;
        let answer = visit.as_ref().filter(|_| alone).and_then(|visit| {
            let reply = inbound::read(words, *language);
            Some((visit.id, answer(visit, &reply, now)?))
        });
        match answer {
            Some((visit, event)) => {
                let saying = Saying {
                    // A client signs nothing: the node says so for the client, in whose stream it stands.
                    actor: ActorId(stream.0),
                    role: Role::Client,
                    ..self.saying(log, *stream, Body::Visit(visit, event))?
                };
                self.say(log, &self.identity.node, StreamKind::Client, *stream, saying)?;
            }
            None => {
                let task = Task {
                    id: TaskId(named(&[id.as_bytes(), stream.0.as_bytes()])),
                    cause: TaskCause::ReplyUnclear,
                    visit: visit.as_ref().map(|visit| visit.id),
                    about: None,
                    owner: None,
                    due: now.plus_minutes(READ_WITHIN),
                    words: Text::trimmed(words),
                    at: now,
                };
                self.say_of(log, *stream, Body::TaskRaised(task))?;
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
