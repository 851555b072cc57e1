//! What a visit, as it stands, calls for to be told, and whether a message is still true of it. Pure. An unannounced visit
//! calls for nothing, ever; nor does a plan that the office has not said to be free.

use super::hours::Hours;
use crate::log::{Job, JobRow, JobState};
use std::collections::BTreeMap;
use vizitas_domain::client::Channel;
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::{EventId, MessageId, StreamId};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent, VisitKind};
use vizitas_sync::hash::Hash;

/// Minutes after a visit when the client is asked how it was, and days until which.
const RATED_AFTER: i64 = 60;
const RATED_UNTIL: i64 = 7 * 24 * 60;
/// Minutes for which "on the way" is news when nobody said when she arrives.
const ON_THE_WAY: i64 = 30;
/// Minutes for which an answer from the client's page may turn out to be a machine's: who gave it reads there that it is
/// recorded, and is written to when it stands.
const DOUBTED: i64 = 10;
/// Minutes within which a question may be answered before somebody calls, however late it is asked.
const ANSWERED_WITHIN: i64 = 60;
/// Minutes for which a cancellation is news when there was no time yet.
const CANCELLATION: i64 = 2 * 24 * 60;

/// Something that happened to the visit, of what was read just now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct News<'a> {
    pub(crate) id: EventId,
    pub(crate) at: Time,
    pub(crate) event: &'a VisitEvent,
}

/// Whether a person calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// No: it is for those who can be written to.
    Never,
    /// Who cannot be written to is called.
    Instead,
    /// In any case.
    Always,
}

/// A message that is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) cause: EventId,
    pub(crate) plan: Option<EventId>,
    pub(crate) purpose: Purpose,
    pub(crate) not_before: Time,
    pub(crate) not_after: Time,
    pub(crate) person: Person,
    /// What the client was told last, when it says otherwise than what stands again: this message takes it back.
    pub(crate) after: Option<MessageId>,
}

impl Wanted {
    /// The message, by the channel that this client is told through; none when it is not for such a client.
    pub(crate) fn job(self, stream: StreamId, visit: &Visit, channel: Channel) -> Option<Job> {
        let channel = match self.person {
            Person::Always => Channel::Phone,
            Person::Never if channel == Channel::Phone => return None,
            _ => channel,
        };
        Some(Job {
            id: id(self.cause, self.purpose, stream, self.person == Person::Always, self.after),
            stream,
            visit: visit.id,
            cause: self.cause,
            plan: self.plan,
            purpose: self.purpose,
            channel,
            not_before: self.not_before,
            not_after: self.not_after,
        })
    }
}

impl Wanted {
    /// What of it a person sees to where the office writes to nobody: what the client must hear. Nobody was asked a
    /// question, so nobody left it unanswered; and what stands in the office's books the office has told.
    pub(crate) fn unwritten(self, visit: &Visit) -> Option<Self> {
        let by_books = visit
            .plan
            .as_ref()
            .and_then(|standing| standing.agreement)
            .is_some_and(|word| word.by == AnsweredBy::Import);
        let from_books = by_books && matches!(self.purpose, Purpose::Agreed | Purpose::Moved);
        (self.person != Person::Never && must_arrive(self.purpose) && !from_books).then_some(self)
    }
}

/// A message's id: the same whenever it is derived. The channel is no part of it, so that a changed wish tells nothing twice.
/// What is told anew is another message, named by what it takes back.
fn id(
    cause: EventId,
    purpose: Purpose,
    client: StreamId,
    by_person: bool,
    after: Option<MessageId>,
) -> MessageId {
    let purpose = format!("{purpose:?}{}", if by_person { " by a person" } else { "" });
    let after = after.map(|after| after.0.into_bytes());
    let after = after.as_ref().map_or(&[][..], |bytes| bytes.as_slice());
    MessageId(named(&[cause.0.as_bytes(), purpose.as_bytes(), client.0.as_bytes(), after]))
}

/// An id made of what it stands for: the first 16 bytes of SHA-256.
pub(crate) fn named(parts: &[&[u8]]) -> uuid::Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(Hash::of(parts).0).for_each(|(byte, of)| *byte = of);
    uuid::Uuid::from_bytes(bytes)
}

/// Whether a message has been, or may have been, handed to its carrier.
pub(crate) fn handed(row: &JobRow) -> bool {
    match row.state {
        JobState::Waiting | JobState::Told(Delivery::Withdrawn) => false,
        JobState::Told(Delivery::Failed) => row.tried.is_some(),
        JobState::Sending | JobState::Told(_) => true,
    }
}

/// Whether it tells when the visit is, or that it is not to be then.
fn tells_when(row: &JobRow) -> bool {
    tells_time(row) || matches!(row.job.purpose, Purpose::MustMove | Purpose::Cancelled)
}

/// Whether it tells when the visit is.
fn tells_time(row: &JobRow) -> bool {
    matches!(row.job.purpose, Purpose::Agreed | Purpose::Moved)
}

/// A time that messages were made for, with the word that the client gave to it.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) plan: Plan,
    pub(crate) word: Option<Agreement>,
}

/// The plans of whose times messages tell.
pub(crate) fn timed_plans(known: &[JobRow]) -> impl Iterator<Item = EventId> {
    known.iter().filter(|row| tells_time(row)).filter_map(|row| row.job.plan)
}

/// Whether the client was spoken with.
fn is_live(word: &Agreement) -> bool {
    matches!(word.channel, Channel::Phone | Channel::Door)
}

/// What is called for. `known` are the messages about the visit there are already; `plans` what those plans say of whose
/// times they tell ([`timed_plans`]).
pub(crate) fn wanted(
    visit: &Visit,
    news: &[News<'_>],
    known: &[JobRow],
    plans: &BTreeMap<EventId, Timed>,
    now: Time,
    hours: &Hours,
) -> Vec<Wanted> {
    if visit.kind == VisitKind::Unannounced {
        return Vec::new();
    }
    let of = Of { visit, news, known, plans, now };
    let mut all = match visit.state {
        State::Offered => of.offer(hours),
        State::Proposed => of.proposal(hours),
        State::Confirmed => of.agreed().into_iter().chain(of.before(hours)).collect(),
        State::EnRoute | State::Late => of.agreed().into_iter().chain(of.on_the_way()).collect(),
        State::RescheduleNeeded => of.must_move(),
        State::Cancelled => of.cancelled().into_iter().collect(),
        State::Completed => of.rate().into_iter().collect(),
        _ => Vec::new(),
    };
    all.retain(|wanted: &Wanted| wanted.not_after > now);
    all
}

struct Of<'a> {
    visit: &'a Visit,
    news: &'a [News<'a>],
    known: &'a [JobRow],
    plans: &'a BTreeMap<EventId, Timed>,
    now: Time,
}

impl Of<'_> {
    fn held(&self) -> Option<&StandingPlan> {
        self.visit.plan.as_ref().filter(|standing| standing.held)
    }

    /// When an event happened, by a clock that is not ahead of ours.
    fn at(&self, id: EventId) -> Time {
        let found = self.news.iter().find(|news| news.id == id);
        found.map_or(self.now, |news| news.at.min(self.now))
    }

    /// The newest news of a kind, unless it changed nothing.
    fn last(&self, kind: impl Fn(&VisitEvent) -> bool) -> Option<&News<'_>> {
        self.news.iter().rev().find(|news| kind(news.event) && !self.visit.void.contains(&news.id))
    }

    fn at_once(&self, purpose: Purpose, plan: EventId, until: Time, person: Person) -> Wanted {
        Wanted {
            cause: plan,
            plan: Some(plan),
            purpose,
            not_before: self.at(plan),
            not_after: until,
            person,
            after: None,
        }
    }

    fn offer(&self, hours: &Hours) -> Vec<Wanted> {
        let Some(offer) = self.visit.offer.as_ref() else { return Vec::new() };
        let first = offer.slots.iter().map(|slot| slot.start).min().unwrap_or(offer.until);
        self.asked(self.at_once(Purpose::Offer, offer.id, offer.until, Person::Instead), first, hours)
    }

    fn proposal(&self, hours: &Hours) -> Vec<Wanted> {
        let Some(standing) = self.held() else { return Vec::new() };
        let start = standing.plan.start;
        self.asked(self.at_once(Purpose::Proposal, standing.id, start, Person::Instead), start, hours)
    }

    /// A question, and the call when nobody answered it: by noon before the day, or an hour after it was asked.
    fn asked(&self, wanted: Wanted, start: Time, hours: &Hours) -> Vec<Wanted> {
        let call = hours.before(start).call.max(wanted.not_before.plus_minutes(ANSWERED_WITHIN));
        let called = Wanted { not_before: call, person: Person::Always, ..wanted };
        [wanted].into_iter().chain((call < called.not_after).then_some(called)).collect()
    }

    /// What was told last about when it is, or that it is not.
    fn told_last(&self) -> Option<&JobRow> {
        let told = self.known.iter().filter(|row| handed(row) && tells_when(row));
        told.max_by_key(|row| (row.tried.unwrap_or(row.due), row.job.id))
    }

    /// The message by which the client has what stands in writing, though perhaps by an earlier plan: the move from it was
    /// undone before anything of the move went.
    fn has_it(&self, standing: &StandingPlan) -> Option<&JobRow> {
        let told = self.told_last()?;
        let went = matches!(told.state, JobState::Told(Delivery::Sent | Delivery::Delivered));
        let timed = self.plans.get(&told.job.plan?)?;
        let at = |row: &JobRow| row.tried.unwrap_or(row.due);
        let asks = |row: &JobRow| matches!(row.job.purpose, Purpose::Offer | Purpose::Proposal);
        let same = |row: &JobRow| tells_time(row) && row.job.plan == told.job.plan;
        let other = |row: &&JobRow| handed(row) && (tells_when(row) || asks(row)) && !same(row);
        let alone = !self.known.iter().filter(other).any(|row| at(row) >= at(told));
        let written = told.job.channel != Channel::Phone;
        (went && written && alone && same(told) && timed.plan == standing.plan).then_some(told)
    }

    /// When the client, spoken with, agreed to another time last, if that was after a moment.
    fn heard_another(&self, standing: &StandingPlan, after: Time) -> Option<Time> {
        let known = self.plans.values().filter_map(|timed| Some((&timed.plan, timed.word.as_ref()?)));
        let new = self.news.iter().filter_map(|news| match news.event {
            VisitEvent::Agreed { plan, agreement } => Some((plan, agreement)),
            _ => None,
        });
        let live = known.chain(new).filter(|(plan, word)| {
            !plan.same_for_client(&standing.plan) && is_live(word) && word.at >= after
        });
        live.map(|(_, word)| word.at).max()
    }

    fn agreed(&self) -> Option<Wanted> {
        let standing = self.held()?;
        let has_it = self.has_it(standing);
        let heard = has_it.and_then(|told| self.heard_another(standing, told.tried.unwrap_or(told.due)));
        if has_it.is_some() && heard.is_none() {
            return None;
        }
        let about_this = |row: &JobRow| row.job.plan == Some(standing.id);
        // What was taken back before it went is called for again when its plan stands again.
        let taken_back = |row: &JobRow| row.state == JobState::Told(Delivery::Withdrawn);
        let known = self.known.iter().filter(|row| about_this(row) && tells_time(row) && !taken_back(row));
        let last = self.told_last();
        let otherwise = last.filter(|last| !(about_this(last) && tells_time(last)));
        if known.clone().any(|row| !handed(row) || row.state == JobState::Sending) {
            return None;
        }
        if known.clone().next().is_some() {
            return otherwise.map(|last| self.told_anew(standing, last));
        }
        let covered = self
            .news
            .iter()
            .any(|news| news.id == standing.id && matches!(news.event, VisitEvent::Covered { .. }));
        let told_another = self.known.iter().any(|row| !about_this(row) && handed(row));
        let agreed_another = self.visit.first_agreed.is_some_and(|first| first != standing.plan.start);
        // Who has this time in writing and agreed to another since is reminded of it: to her nothing was moved.
        let moved = !covered && has_it.is_none() && (told_another || agreed_another);
        let by_import = standing.agreement.is_some_and(|word| word.by == AnsweredBy::Import);
        if by_import && !moved && standing.version == 1 {
            // Agreed before this system: the office has told it.
            return None;
        }
        let purpose = if moved { Purpose::Moved } else { Purpose::Agreed };
        // Who was told another time since she was spoken with of this one, or agreed to another, has to hear of it.
        let since = |word: Time| {
            heard.is_some_and(|heard| heard >= word)
                || otherwise.is_some_and(|last| last.tried.unwrap_or(last.due) > word)
        };
        let knows = !covered && standing.agreement.is_some_and(|word| is_live(&word) && !since(word.at));
        let person = if knows { Person::Never } else { Person::Instead };
        let wanted = self.at_once(purpose, standing.id, standing.plan.start, person);
        let from_page = standing.agreement.is_some_and(|word| word.channel == Channel::Page);
        let doubted = if from_page { DOUBTED } else { 0 };
        Some(Wanted { not_before: wanted.not_before.plus_minutes(doubted), ..wanted })
    }

    /// The client was told this time, and otherwise since; now it stands again.
    fn told_anew(&self, standing: &StandingPlan, otherwise: &JobRow) -> Wanted {
        let purpose = if tells_time(otherwise) { Purpose::Moved } else { Purpose::Agreed };
        // Who took her own word back knows.
        let own = self.last(|event| matches!(event, VisitEvent::AnswerWithdrawn { .. })).is_some();
        let person = if own { Person::Never } else { Person::Instead };
        let wanted = self.at_once(purpose, standing.id, standing.plan.start, person);
        Wanted { after: Some(otherwise.job.id), ..wanted }
    }

    /// The reminder, the question, and the call when nobody answered: of what was agreed before each.
    fn before(&self, hours: &Hours) -> Vec<Wanted> {
        let Some(standing) = self.held() else { return Vec::new() };
        let days = hours.before(standing.plan.start);
        let agreed = standing.agreement.map_or(self.now, |word| word.at.min(self.now));
        let wanted = |purpose, not_before, not_after, person| Wanted {
            not_before,
            ..self.at_once(purpose, standing.id, not_after, person)
        };
        let mut all = Vec::new();
        if agreed < days.reminder {
            all.push(wanted(Purpose::Reminder, days.reminder, days.question, Person::Never));
        }
        if agreed < days.question && self.visit.acknowledged.is_none() {
            all.push(wanted(Purpose::Question, days.question, standing.plan.start, Person::Never));
            all.push(wanted(Purpose::Question, days.call, standing.plan.start, Person::Always));
        }
        all
    }

    fn on_the_way(&self) -> Option<Wanted> {
        let standing = self.held()?;
        let news = self.last(|event| matches!(event, VisitEvent::SetOut { .. } | VisitEvent::Late { .. }))?;
        let (purpose, until, person) = match (self.visit.state, news.event) {
            (State::EnRoute, VisitEvent::SetOut { at, arrival }) => {
                (Purpose::OnTheWay, arrival.unwrap_or(at.plus_minutes(ON_THE_WAY)), Person::Never)
            }
            (State::Late, VisitEvent::Late { arrival, .. }) => (Purpose::Late, *arrival, Person::Instead),
            _ => return None,
        };
        let not_before = self.at(news.id);
        Some(Wanted {
            cause: news.id,
            plan: Some(standing.id),
            purpose,
            not_before,
            not_after: until,
            person,
            after: None,
        })
    }

    fn must_move(&self) -> Vec<Wanted> {
        let Some(standing) = self.visit.plan.as_ref().filter(|standing| standing.agreement.is_some()) else {
            return Vec::new();
        };
        let kind = |event: &VisitEvent| {
            matches!(event, VisitEvent::MustMove { .. } | VisitEvent::DoubleBooked { .. })
        };
        let Some(news) = self.last(kind) else { return Vec::new() };
        // Two were promised one time: an apology is a person's matter.
        let doubled = matches!(news.event, VisitEvent::DoubleBooked { .. });
        let person = if doubled { Person::Always } else { Person::Instead };
        let wanted = Wanted {
            cause: news.id,
            ..self.at_once(Purpose::MustMove, standing.id, standing.plan.start, person)
        };
        vec![Wanted { not_before: self.at(news.id), ..wanted }]
    }

    fn cancelled(&self) -> Option<Wanted> {
        let news = self.last(|event| matches!(event, VisitEvent::Cancelled { .. }))?;
        let by_client = matches!(news.event, VisitEvent::Cancelled { by_client: true, .. });
        let plan = self.visit.plan.as_ref();
        let knows_of_it = plan.is_some_and(|standing| standing.agreement.is_some());
        if !knows_of_it && !self.known.iter().any(handed) {
            return None;
        }
        let not_before = self.at(news.id).plus_minutes(if by_client { DOUBTED } else { 0 });
        let until = plan.map_or(not_before.plus_minutes(CANCELLATION), |standing| standing.plan.start);
        let person = if by_client { Person::Never } else { Person::Instead };
        let plan = plan.map(|standing| standing.id);
        Some(Wanted {
            cause: news.id,
            plan,
            purpose: Purpose::Cancelled,
            not_before,
            not_after: until,
            person,
            after: None,
        })
    }

    fn rate(&self) -> Option<Wanted> {
        let news = self.last(|event| matches!(event, VisitEvent::Finished { .. }))?;
        let ended = self.visit.facts.ended?.min(self.now);
        Some(Wanted {
            cause: news.id,
            plan: self.visit.plan.as_ref().map(|standing| standing.id),
            purpose: Purpose::Rate,
            not_before: ended.plus_minutes(RATED_AFTER),
            not_after: ended.plus_minutes(RATED_UNTIL),
            person: Person::Never,
            after: None,
        })
    }
}

/// Whether a message is still true of the visit.
pub(crate) fn holds(job: &Job, visit: &Visit) -> bool {
    let speaks_of = |standing: &StandingPlan| Some(standing.id) == job.plan;
    let planned = visit.plan.as_ref().is_some_and(speaks_of);
    let held = visit.plan.as_ref().is_some_and(|standing| speaks_of(standing) && standing.held);
    if visit.kind == VisitKind::Unannounced || visit.void.contains(&job.cause) {
        return false;
    }
    match job.purpose {
        Purpose::Offer => {
            visit.state == State::Offered && visit.offer.as_ref().map(|offer| offer.id) == job.plan
        }
        Purpose::Proposal => held && visit.state == State::Proposed,
        Purpose::Agreed | Purpose::Moved => {
            held && matches!(visit.state, State::Confirmed | State::EnRoute | State::Late)
        }
        Purpose::Reminder => held && visit.state == State::Confirmed,
        Purpose::Question => held && visit.state == State::Confirmed && visit.acknowledged.is_none(),
        Purpose::OnTheWay => held && visit.state == State::EnRoute,
        Purpose::Late => held && visit.state == State::Late,
        Purpose::MustMove => planned && visit.state == State::RescheduleNeeded,
        Purpose::Cancelled => visit.state == State::Cancelled,
        Purpose::Rate => visit.state == State::Completed && visit.rating.is_none(),
        Purpose::Summary => visit.state == State::Completed,
    }
}

/// Whether it is told at any hour of the day.
pub(crate) fn cannot_wait(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::OnTheWay | Purpose::Late)
}

/// Whether a person must step in when it did not reach the client.
pub(crate) fn must_arrive(purpose: Purpose) -> bool {
    use Purpose as P;
    match purpose {
        P::Offer | P::Proposal | P::Agreed | P::Moved | P::Cancelled | P::MustMove | P::Late | P::Summary => {
            true
        }
        // The call at noon comes after the question, the question after the reminder.
        P::Reminder | P::Question | P::OnTheWay | P::Rate => false,
    }
}

#[cfg(test)]
mod tests;
