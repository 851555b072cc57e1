//! A message made ready: the facts looked up at the last moment, the words by the published templates, the client's link and
//! the invitation's number. It sends nothing.

use super::Carriers;
use super::carrier::{Mail, Sms};
use super::letter;
use super::settings::MessageSettings;
use super::wanted::handed;
use crate::error::Error;
use crate::log::{Job, JobRow, Write};
use crate::municipality::Municipality;
use crate::vault::KeyRing;
use vizitas_domain::client::{Card, Channel};
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::EventId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_domain::visit::{Plan, VisitEvent};
use vizitas_message::ical::{Calendar, Entry, Mailbox, Method};
use vizitas_message::{Catalogue, Facts, Language, Person};

/// Each epoch's invitations are numbered from here on, so that the numbers rise over a restore, too.
const SEQUENCES_AN_EPOCH: u32 = 10_000;

/// A message, whole, with what has to be kept when it goes.
pub(super) struct Composed {
    pub(super) content: Content,
    sequence: Option<u32>,
}

/// For which carrier.
pub(super) enum Content {
    Sms(Sms),
    Mail(Box<Mail>),
}

impl Composed {
    /// Keeps the invitation's number.
    ///
    /// # Errors
    /// [`Error::Moved`] when another one has been sent meanwhile.
    pub(super) fn keep(&self, log: &mut dyn Write, job: &Job) -> Result<(), Error> {
        let Some(sequence) = self.sequence else { return Ok(()) };
        if log.read().mail_sequence(job.visit)?.is_some_and(|sent| sent >= sequence) {
            return Err(Error::Moved);
        }
        log.put_mail_sequence(job.visit, sequence, job.id)
    }
}

impl Municipality {
    /// Makes a message ready.
    pub(super) fn compose(
        &self,
        row: &JobRow,
        card: &Card,
        visit: &Visit,
        to: String,
        carriers: &Carriers,
    ) -> Result<Composed, Error> {
        let job = &row.job;
        let language = Language::from(card.language);
        let facts = Facts {
            was: if job.purpose == Purpose::Moved { self.told_before(job.plan, visit)? } else { None },
            link: self.link(job)?.into(),
            ..self.facts(job.purpose, card, visit, carriers)?
        };
        let catalogue = carriers.templates.catalogue(language);
        let id = job.id.to_string();
        if job.channel == Channel::Sms {
            let text = catalogue.sms(job.purpose, &facts, carriers.sms.letters);
            return Ok(Composed { content: Content::Sms(Sms { id, to, text }), sequence: None });
        }
        let mail = catalogue.mail(job.purpose, &facts);
        let (sequence, invitation) = self.invitation(job, language, &facts, &to, carriers)?.unzip();
        let now = self.clock.now();
        let message = letter::write(job.id, &carriers.email.from, &to, now, mail, invitation.as_ref())?;
        Ok(Composed { content: Content::Mail(Box::new(Mail { id, to, message })), sequence })
    }

    /// What a message may tell of a visit, without its link and the time before.
    pub(crate) fn facts(
        &self,
        purpose: Purpose,
        card: &Card,
        visit: &Visit,
        carriers: &Carriers,
    ) -> Result<Facts, Error> {
        let offer = visit.offer.as_ref().filter(|_| purpose == Purpose::Offer);
        let plan = visit.plan.as_ref().map(|standing| &standing.plan);
        let first = offer.and_then(|offer| offer.slots.first()).or(plan);
        let workers = self.named(first)?;
        let estimate = visit.facts.arrival_estimate;
        let away = estimate.map(|at| at.minutes_since(self.clock.now()).clamp(1, 240));
        let away = away.and_then(|minutes| u16::try_from(minutes).ok());
        let (messages, language) = (&carriers.messages, Language::from(card.language));
        let catalogue = Catalogue::published(language);
        // The office writes these words in Lithuanian: in another language the sentence falls away.
        let ready = if language == Language::Lt { messages.ready.as_str() } else { "" };
        Ok(Facts {
            start: first.map_or(Time::default(), |plan| plan.start),
            minutes: first.map_or(visit.minutes, |plan| plan.minutes),
            offers: offer
                .map(|offer| offer.slots.iter().map(|slot| slot.start).collect())
                .unwrap_or_default(),
            answer_by: offer.map(|offer| offer.until),
            away: away.filter(|_| purpose == Purpose::OnTheWay),
            arrival: estimate.filter(|_| purpose == Purpose::Late),
            ready: ready.into(),
            summary: visit.facts.summary.clone(),
            phone: office_phone(messages, &workers),
            unit: messages.unit.as_str().into(),
            municipality: self.name()?.into(),
            greeting: catalogue.greeting(card),
            signer: workers.first().cloned().unwrap_or_default(),
            workers,
            ..Facts::default()
        })
    }

    /// The workers of a plan, as a message names them.
    fn named(&self, plan: Option<&Plan>) -> Result<Vec<Person>, Error> {
        let Some(plan) = plan else { return Ok(Vec::new()) };
        self.folded(|replica| {
            let mut named = Vec::new();
            for worker in &plan.workers {
                let Some(worker) = replica.worker(*worker)? else { continue };
                let profile = worker.profile;
                let name = format!("{} {}", &*profile.given, &*profile.surname).into();
                named.push(Person { name, position: profile.position, phone: profile.phone });
            }
            Ok(named)
        })
    }

    /// The time that was told last before this plan, when it is another.
    pub(crate) fn told_before(&self, plan: Option<EventId>, visit: &Visit) -> Result<Option<Time>, Error> {
        let start = visit.plan.as_ref().map(|standing| standing.plan.start);
        let known = self.log.read(|log| log.jobs_of(visit.id))?;
        let before = known.iter().filter(|row| row.job.plan != plan && handed(row));
        let Some(last) = before.max_by_key(|row| row.tried).and_then(|row| row.job.plan) else {
            return Ok(None);
        };
        Ok(self.start_of(last)?.filter(|was| Some(*was) != start))
    }

    /// The time that an event gave a visit.
    fn start_of(&self, event: EventId) -> Result<Option<Time>, Error> {
        Ok(self.plan_of(event)?.map(|plan| plan.start))
    }

    /// The plan that an event gave a visit.
    pub(crate) fn plan_of(&self, event: EventId) -> Result<Option<Plan>, Error> {
        let Some(said) = self.said(event)? else { return Ok(None) };
        Ok(match said {
            VisitEvent::Agreed { plan, .. } | VisitEvent::Proposed(plan) => Some(plan),
            VisitEvent::Picked { offer, slot, .. } => match self.said(offer)? {
                Some(VisitEvent::Offered { slots, .. }) => slots.into_iter().nth(usize::from(slot)),
                _ => None,
            },
            _ => None,
        })
    }

    /// What an event of the log says of a visit.
    pub(crate) fn said(&self, event: EventId) -> Result<Option<VisitEvent>, Error> {
        let Some(entry) = self.log.read(|log| log.entry(event))? else { return Ok(None) };
        let mut keys = KeyRing::of(&self.vault);
        let key = keys.key(entry.event.header())?;
        let opened = key.and_then(|key| entry.event.open(key, Some(entry.position)).ok());
        Ok(opened.and_then(|event| match event.body {
            Body::Visit(_, said) => Some(said),
            _ => None,
        }))
    }

    /// A new link to the visit's page; empty where no pages are served.
    fn link(&self, job: &Job) -> Result<String, Error> {
        if self.pages_at.is_none() || matches!(job.purpose, Purpose::Summary) {
            return Ok(String::new());
        }
        let token = self.new_link(job.stream, job.visit)?;
        Ok(self.page_address(token).unwrap_or_default())
    }

    /// Whether an invitation went out, or may have: who never had one has nothing to take out of the calendar.
    fn is_invited(&self, job: &Job) -> Result<bool, Error> {
        let known = self.log.read(|log| log.jobs_of(job.visit))?;
        let invites = |row: &&JobRow| {
            row.job.channel == Channel::Email && matches!(row.job.purpose, Purpose::Agreed | Purpose::Moved)
        };
        Ok(known.iter().filter(invites).any(handed))
    }

    /// The invitation that goes with a mail, and its number: above every one sent before.
    fn invitation(
        &self,
        job: &Job,
        language: Language,
        facts: &Facts,
        to: &str,
        carriers: &Carriers,
    ) -> Result<Option<(u32, Calendar)>, Error> {
        let (sent, epoch) = self.log.read(|log| Ok((log.mail_sequence(job.visit)?, log.head()?.epoch)))?;
        let method = match job.purpose {
            Purpose::Agreed | Purpose::Moved => Method::Request,
            Purpose::Cancelled | Purpose::MustMove if self.is_invited(job)? => Method::Cancel,
            _ => return Ok(None),
        };
        let first = epoch.saturating_sub(1).saturating_mul(SEQUENCES_AN_EPOCH);
        let sequence = sent.map_or(first, |sent| sent.saturating_add(1).max(first));
        let from: lettre::message::Mailbox =
            carriers.email.from.parse().map_err(|_| Error::Invalid("from: Name <address>".to_owned()))?;
        let (summary, notes) = Catalogue::published(language).calendar(facts);
        let entry = Entry {
            visit: job.visit,
            sequence,
            written: self.clock.now(),
            start: facts.start,
            minutes: facts.minutes,
            organizer: Mailbox {
                name: from.name.unwrap_or_default().into(),
                address: from.email.to_string().into(),
            },
            attendee: Mailbox { name: Text::default(), address: to.into() },
            summary: summary.into(),
            notes: notes.into(),
        };
        Ok(Some((sequence, Calendar::write(method, &entry))))
    }
}

/// Whom to call: the office, or the worker who comes.
pub(super) fn office_phone(messages: &MessageSettings, workers: &[Person]) -> Text {
    match (messages.phone.as_str(), workers.first()) {
        ("", Some(worker)) => worker.phone.clone(),
        (phone, _) => phone.into(),
    }
}
