//! What stands behind a link: the visit as it is by now, and no more of the client than a page may show.

use super::Token;
use super::head::Head;
use super::other::Move;
use crate::error::Error;
use crate::log::{Fate, PageAnswer, PageLink, Read};
use crate::messages::{EmailSettings, MessageSettings};
use crate::municipality::Municipality;
use crate::photo::PageSettings;
use crate::settings;
use crate::slots::is_free;
use std::collections::BTreeSet;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Plan, VisitKind};
use vizitas_domain::worker::Profile;
use vizitas_message::Language;
use vizitas_message::ical::Mailbox;

/// For how long after the visit its page is there, for feedback.
const FEEDBACK_DAYS: i64 = 90;
/// Presses that are looked at, the newest first.
const PRESSES: u32 = 20;

/// A visit as its page sees it.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) link: PageLink,
    pub(super) visit: Visit,
    /// What heads the page.
    pub(super) head: Head,
    /// The client's language.
    pub(super) language: Language,
    /// Names of those who come.
    pub(super) workers: Vec<Text>,
    /// Who they are, in the same order, and whether a photo of them is shown.
    pub(super) faces: Vec<(ActorId, bool)>,
    /// Whom to call, E.164.
    pub(super) phone: String,
    /// What to have ready, in the office's words.
    pub(super) ready: String,
    /// The municipality's name.
    pub(super) municipality: String,
    /// Who stands in a calendar as the one who invites.
    pub(super) organizer: Mailbox,
    /// The number of the invitation sent last.
    pub(super) sequence: u32,
    /// Which of the offered times are still free.
    pub(super) free: Vec<bool>,
    /// Other times to be had, where they were asked for.
    pub(super) others: Vec<Plan>,
    /// The move that was pressed just now.
    pub(super) moved: Option<Move>,
    /// What was pressed, the newest first.
    pub(super) presses: Vec<PageAnswer>,
    /// Up to where the replica had read.
    pub(super) position: u64,
    pub(super) now: Time,
}

impl Municipality {
    /// Whom to call: the office by its settings, else who comes.
    pub(super) fn phone(&self, settings: &MessageSettings, coming: &[Profile]) -> String {
        let worker = coming.first().map(|profile| &*profile.phone).unwrap_or_default();
        if settings.phone.is_empty() { worker.to_owned() } else { settings.phone.clone() }
    }

    /// Who invites: from whom mail comes; without mail nobody who could be answered.
    fn organizer(municipality: &str, email: &EmailSettings) -> Mailbox {
        let (name, address) = email.from.rsplit_once('<').unwrap_or(("", &email.from));
        let address = address.trim_end_matches('>').trim();
        let address = if address.is_empty() { "noreply@localhost" } else { address };
        let name = if name.trim().is_empty() { municipality } else { name.trim() };
        Mailbox { name: name.into(), address: address.into() }
    }

    /// A link, alive or not.
    pub(super) fn page_link(&self, token: Token) -> Result<Option<PageLink>, Error> {
        let hash = token.hash();
        self.log.read(|log| log.page_link(&hash))
    }

    /// What stands behind a link. None when nothing does, or not any more: the visit is not announced,
    /// it was too long ago, or its client is not there. Who was registered twice is still expected at either's visits.
    pub(super) fn sight_of(&self, link: PageLink) -> Result<Option<Sight>, Error> {
        let now = self.clock.now();
        let found = self.folded(|replica| {
            let Some(found) = replica.visit(link.stream, link.visit)? else { return Ok(None) };
            let coming = coming(&found.visit);
            let workers = replica.workers()?.into_iter().filter(|worker| coming.contains(&worker.id));
            let (ids, profiles): (Vec<_>, Vec<_>) = workers.map(|worker| (worker.id, worker.profile)).unzip();
            Ok(Some((found, ids, profiles, replica.cursor()?.position)))
        })?;
        let Some((found, ids, profiles, position)) = found else { return Ok(None) };
        let visit = found.visit;
        if visit.kind == VisitKind::Unannounced
            || now > last(&visit, &link).plus_minutes(FEEDBACK_DAYS * 24 * 60)
        {
            return Ok(None);
        }
        let (free, presses, sequence) = self.log.read(|log| {
            let presses = log.page_answers(visit.id, PRESSES)?;
            Ok((free(log, &visit)?, presses, log.mail_sequence(visit.id)?.unwrap_or_default()))
        })?;
        let presses: Vec<PageAnswer> = presses.into_iter().map(|press| told_by(&visit, press)).collect();
        let moved = self.move_of(&visit, &presses, now)?;
        let carriers = self.carriers()?;
        let (messages, email) = (&carriers.messages, &carriers.email);
        let head = self.page_head(&found.client.card, &visit, &free, &carriers, now)?;
        let (shown, municipality) = (self.shown_photos()?, self.name()?);
        let name = |profile: &Profile| Text::from(format!("{} {}", &*profile.given, &*profile.surname));
        Ok(Some(Sight {
            link,
            head,
            language: found.client.card.language.into(),
            workers: profiles.iter().map(name).collect(),
            faces: ids.into_iter().map(|worker| (worker, shown.contains(&worker))).collect(),
            phone: self.phone(messages, &profiles),
            ready: messages.ready.clone(),
            organizer: Self::organizer(&municipality, email),
            municipality,
            sequence,
            free,
            others: Vec::new(),
            moved,
            presses,
            position,
            now,
            visit,
        }))
    }
}

impl Municipality {
    /// Whose photos clients' pages show: nobody's, unless the office wishes it.
    fn shown_photos(&self) -> Result<BTreeSet<ActorId>, Error> {
        self.log.read(|log| {
            if !settings::read::<PageSettings>(log)?.photos {
                return Ok(BTreeSet::new());
            }
            Ok(log.photos()?.into_iter().map(|(worker, _)| worker).collect())
        })
    }
}

/// A press as the fold took its event: what did not count was to a plan that is not the one any more.
fn told_by(visit: &Visit, press: PageAnswer) -> PageAnswer {
    let void = press.event.is_some_and(|event| visit.void.contains(&event));
    if void && press.fate == Fate::Stands { PageAnswer { fate: Fate::Stale, ..press } } else { press }
}

/// Who comes, by the plan; or by the first of the offered times.
fn coming(visit: &Visit) -> Vec<ActorId> {
    let planned = visit.plan.as_ref().map(|standing| &standing.plan);
    let offered = visit.offer.as_ref().and_then(|offer| offer.slots.first());
    planned.or(offered).map(|plan| plan.workers.clone()).unwrap_or_default()
}

/// The moment from which feedback is counted.
fn last(visit: &Visit, link: &PageLink) -> Time {
    let planned = visit.plan.as_ref().map(|standing| &standing.plan);
    let offered = visit.offer.iter().flat_map(|offer| &offer.slots);
    let ends = planned.into_iter().chain(offered).map(|plan| plan.start.plus_minutes(plan.minutes.into()));
    ends.chain(visit.facts.ended).max().unwrap_or(link.made)
}

fn free(log: &dyn Read, visit: &Visit) -> Result<Vec<bool>, Error> {
    let slots = visit.offer.iter().flat_map(|offer| &offer.slots);
    slots.map(|slot| is_free(log, visit.id, slot)).collect()
}
