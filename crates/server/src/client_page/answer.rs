//! A press of a button becomes an event by the client, decided on what the log says at that very moment, or is doubted and
//! becomes a call to make. Pressed twice it counts once.

use super::look::Sight;
use super::said::{Ruling, Said, is_recent, rule};
use super::view::can_be_undone;
use crate::error::Error;
use crate::log::{Fate, PageAnswer, PageLink, StreamKind, Write};
use crate::messages::named;
use crate::municipality::Municipality;
use crate::office::{Saying, named_at, seen_now};
use crate::slots;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::client::{Channel, Field};
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, TaskId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::task::{Task, TaskCause, TaskOutcome};
use vizitas_domain::text::Text;
use vizitas_domain::visit::{Agreement, AnsweredBy, Plan, VisitEvent};

/// How often a decision is made anew when somebody was faster.
const TRIES: usize = 5;
/// In how many minutes a client whose answer was doubted is to be called, at most.
const CALL_WITHIN_MINUTES: i64 = 4 * 60;

/// What came with a form.
#[derive(Clone, Debug)]
pub(super) struct Press {
    pub(super) said: Said,
    /// The plan or the offer that the page showed; for an undo the answer's event.
    pub(super) about: Option<EventId>,
    /// The client's words.
    pub(super) wish: Text,
    /// Something stands in the field that people do not see.
    pub(super) trap: bool,
    /// The time that is meant, when it is another than the agreed one and still to be had.
    pub(super) slot: Option<Plan>,
}

/// What a press comes to.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// This happened.
    Event(VisitEvent),
    /// It was to an offer that is over: a person reads it.
    Unclear,
    /// It is not possible any more; the page says how things stand.
    Nothing,
}

impl Municipality {
    /// Takes a press of a button.
    ///
    /// # Errors
    /// When the databases fail, or the visit changes faster than it can be decided on.
    pub(super) fn press(self: &Arc<Self>, link: PageLink, press: &Press) -> Result<(), Error> {
        for _ in 0..TRIES {
            let Some(sight) = self.sight_of(link)? else { return Ok(()) };
            let slot = match press.said {
                Said::Move(at) => self.other_times(&sight)?.into_iter().find(|plan| plan.start == at),
                _ => None,
            };
            let (office, press) = (Arc::clone(self), Press { slot, ..press.clone() });
            let to = if press.said == Said::Stranger { self.went_to(&link)? } else { Text::default() };
            let done = self.log.write(move |log| {
                let head = log.read().stream(link.stream)?.map_or(0, |row| row.head);
                let newest = log.read().page_answers(link.visit, 1)?.first().map(|one| one.number);
                if head > sight.position || newest != sight.presses.first().map(|one| one.number) {
                    return Err(Error::Moved);
                }
                office.take(log, &sight, &press, to)
            });
            match done {
                Err(Error::Moved) => {}
                done => {
                    done?;
                    return self.judge_plans();
                }
            }
        }
        Err(Error::Moved)
    }

    fn take(&self, log: &mut dyn Write, sight: &Sight, press: &Press, to: Text) -> Result<(), Error> {
        let gone = not_for_me_lately(sight);
        if sight.link.ended.is_some() && gone.is_none() {
            return Ok(());
        }
        match rule(&sight.presses, press.said, press.about, press.trap, sight.now) {
            Ruling::Shut | Ruling::Repeat => Ok(()),
            Ruling::Doubt => self.doubt(log, sight, press),
            Ruling::Take if press.said == Said::Undo => match gone {
                Some(given) => self.for_me_after_all(log, sight, given),
                None => self.undo(log, sight, press),
            },
            Ruling::Take if gone.is_some() => Ok(()),
            Ruling::Take if press.said == Said::Stranger => self.not_for_me(log, sight, press, to),
            Ruling::Take if matches!(press.said, Said::Move(_)) => self.move_to(log, sight, press),
            Ruling::Take => self.record(log, sight, press),
        }
    }

    fn record(&self, log: &mut dyn Write, sight: &Sight, press: &Press) -> Result<(), Error> {
        let event = match outcome(sight, press) {
            Outcome::Event(event) => event,
            Outcome::Unclear => {
                let task = self.task(sight, TaskCause::ReplyUnclear, press.about, press.wish.clone());
                self.say_verdict(log, sight, Body::TaskRaised(task))?;
                return put(log, sight, press, None, Fate::Stale);
            }
            Outcome::Nothing => return put(log, sight, press, None, Fate::Stale),
        };
        let Some(slot) = picked(&sight.visit, &event) else {
            let event = self.say_as_client(log, sight, event)?;
            return put(log, sight, press, Some(event), Fate::Stands);
        };
        if !slots::is_free(log.read(), sight.visit.id, &slot)? {
            return put(log, sight, press, None, Fate::Taken);
        }
        // The time is the client's in the same commit: of two who pick it the first has it.
        let event = self.say_as_client(log, sight, event)?;
        slots::take(log, sight.link.stream, sight.visit.id, &slot, event)?;
        put(log, sight, press, Some(event), Fate::Stands)
    }

    fn undo(&self, log: &mut dyn Write, sight: &Sight, press: &Press) -> Result<(), Error> {
        let given = sight.presses.first().filter(|one| one.fate == Fate::Stands && one.event == press.about);
        let Some(given) = given else { return Ok(()) };
        if !Said::read(&given.said).is_some_and(|said| can_be_undone(sight, said)) {
            return Ok(());
        }
        self.withdraw(log, sight, given, Fate::Undone)
    }

    /// Takes an answer back. The time it gave up may be somebody else's by now: then another is looked for.
    fn withdraw(
        &self,
        log: &mut dyn Write,
        sight: &Sight,
        given: &PageAnswer,
        fate: Fate,
    ) -> Result<(), Error> {
        log.put_page_answer(&PageAnswer { fate, ..given.clone() })?;
        let Some(answer) = given.event else { return Ok(()) };
        if matches!(Said::read(&given.said), Some(Said::Move(_))) {
            // What has come after a move stands without it.
            let done = sight.moved.as_ref().filter(|done| done.is_by(given));
            return done.map_or(Ok(()), |done| self.move_back(log, sight, done));
        }
        self.say_as_client(log, sight, VisitEvent::AnswerWithdrawn { answer })?;
        let standing = sight.visit.plan.as_ref().filter(|_| given.said == Said::Cannot.name());
        let Some(standing) = standing else { return Ok(()) };
        let (stream, visit) = (sight.link.stream, sight.visit.id);
        if slots::is_free(log.read(), visit, &standing.plan)? {
            return slots::take(log, stream, visit, &standing.plan, standing.id);
        }
        let gone = VisitEvent::MoveAsked {
            plan: Some(standing.id),
            wish: Text::default(),
            agreement: agreement(sight),
        };
        self.say_verdict(log, sight, Body::Visit(visit, gone)).map(drop)
    }

    fn doubt(&self, log: &mut dyn Write, sight: &Sight, press: &Press) -> Result<(), Error> {
        self.withdraw_recent(log, sight, press.said.is_rating())?;
        put(log, sight, press, None, Fate::Doubted)?;
        if press.said.is_rating() {
            // Nobody is called about a mark.
            return Ok(());
        }
        let task = self.task(sight, TaskCause::AnswerDoubted, sight.visit.in_question(), Text::default());
        self.say_verdict(log, sight, Body::TaskRaised(task)).map(drop)
    }

    /// Takes back what was given within the last minutes: answers, or ratings.
    fn withdraw_recent(&self, log: &mut dyn Write, sight: &Sight, ratings: bool) -> Result<(), Error> {
        let rating = |one: &PageAnswer| Said::read(&one.said).is_some_and(Said::is_rating);
        let given = sight.presses.iter().filter(|one| one.fate == Fate::Stands && rating(one) == ratings);
        for one in given.filter(|one| is_recent(one, sight.now)) {
            if !ratings {
                self.withdraw(log, sight, one, Fate::Doubted)?;
                continue;
            }
            log.put_page_answer(&PageAnswer { fate: Fate::Doubted, ..one.clone() })?;
            let none = VisitEvent::Rated { score: 0, comment: Text::default(), at: sight.now };
            self.say_as_client(log, sight, none)?;
        }
        Ok(())
    }

    /// Whoever says this does not speak for the client: what was said a moment ago does not stand, and the link is dead.
    /// `to`, where the link went, stands in the task: while that is open nothing is written there.
    fn not_for_me(&self, log: &mut dyn Write, sight: &Sight, press: &Press, to: Text) -> Result<(), Error> {
        self.withdraw_recent(log, sight, false)?;
        log.put_page_link(&PageLink { ended: Some(sight.now), ..sight.link })?;
        put(log, sight, press, None, Fate::Stands)?;
        let task = self.task(sight, TaskCause::NotForMe, sight.visit.in_question(), to);
        let id = task_of(sight, number(sight));
        self.say_verdict(log, sight, Body::TaskRaised(Task { id, ..task })).map(drop)
    }

    /// It was for her after all: the link lives again, and nobody has to look at the number.
    fn for_me_after_all(&self, log: &mut dyn Write, sight: &Sight, given: &PageAnswer) -> Result<(), Error> {
        log.put_page_link(&PageLink { ended: None, ..sight.link })?;
        log.put_page_answer(&PageAnswer { fate: Fate::Undone, ..given.clone() })?;
        let (task, words) = (task_of(sight, given.number), Text::default());
        let done = Body::TaskDone { task, outcome: TaskOutcome::NotNeeded, words, at: sight.now };
        self.say_verdict(log, sight, done).map(drop)
    }

    /// The number or the address that a link went to, as the card said it then; empty when nobody can say.
    fn went_to(&self, link: &PageLink) -> Result<Text, Error> {
        let jobs = self.log.read(|log| log.jobs_of(link.visit))?;
        // The link is made for its message, just before that goes.
        let written = jobs.iter().filter(|row| matches!(row.job.channel, Channel::Sms | Channel::Email));
        let apart = written.filter_map(|row| Some((row.tried?.0.abs_diff(link.made.0), row.job.channel)));
        let Some((_, channel)) = apart.min_by_key(|(apart, _)| *apart) else { return Ok(Text::default()) };
        let (card, events) = self.folded(|replica| {
            let card = replica.client(link.stream)?.map(|client| client.card).unwrap_or_default();
            Ok((card, replica.events(link.stream)?))
        })?;
        let set = |event: &Event| -> Option<Text> {
            let (Body::ClientRegistered { fields, .. } | Body::FieldsSet(fields)) = &event.body else {
                return None;
            };
            fields.iter().rev().find_map(|field| match field {
                Field::Phone(phone) if channel == Channel::Sms => Some(phone.clone()),
                Field::Email(email) if channel == Channel::Email => Some(email.clone()),
                _ => None,
            })
        };
        let (then, since): (Vec<&Event>, Vec<&Event>) =
            events.iter().partition(|event| event.at <= link.made);
        // What the office has mended since is not what the message went by.
        if since.into_iter().any(|event| set(event).is_some()) {
            return Ok(then.into_iter().rev().find_map(set).unwrap_or_default());
        }
        Ok(if channel == Channel::Sms { card.phone } else { card.email })
    }

    fn task(&self, sight: &Sight, cause: TaskCause, about: Option<EventId>, words: Text) -> Task {
        let within = sight.now.plus_minutes(CALL_WITHIN_MINUTES);
        let start = sight.visit.plan.as_ref().map(|standing| standing.plan.start);
        let before = start.filter(|start| *start > sight.now).map_or(within, |start| start.min(within));
        Task {
            id: TaskId(Uuid::now_v7()),
            cause,
            visit: Some(sight.visit.id),
            about,
            owner: None,
            due: before,
            words,
            at: sight.now,
        }
    }

    pub(super) fn say_verdict(
        &self,
        log: &mut dyn Write,
        sight: &Sight,
        body: Body,
    ) -> Result<EventId, Error> {
        let stream = sight.link.stream;
        let saying = self.saying(log, stream, body)?;
        let position = self.say(log, &self.identity.node, StreamKind::Client, stream, saying)?;
        named_at(log.read(), position)
    }

    /// Says it for the client, whose stream carries the client's own id.
    pub(super) fn say_as_client(
        &self,
        log: &mut dyn Write,
        sight: &Sight,
        event: VisitEvent,
    ) -> Result<EventId, Error> {
        let stream = sight.link.stream;
        let (actor, seen) = (ActorId(stream.0), seen_now(log.read(), stream)?);
        let saying = Saying { actor, role: Role::Client, seen, body: Body::Visit(sight.visit.id, event) };
        let position = self.say(log, &self.identity.node, StreamKind::Client, stream, saying)?;
        named_at(log.read(), position)
    }
}

/// What ended this link a moment ago: for as long as an answer is fresh it may be taken back there, unless a machine may
/// have given what was said before it.
pub(super) fn not_for_me_lately(sight: &Sight) -> Option<&PageAnswer> {
    let recent = |one: &&PageAnswer| is_recent(one, sight.now);
    let given = sight.presses.first().filter(recent)?;
    let here = given.said == Said::Stranger.name() && given.link == sight.link.hash;
    let doubted = sight.presses.iter().filter(recent).any(|one| one.fate == Fate::Doubted);
    (here && given.fate == Fate::Stands && !doubted).then_some(given)
}

/// The task that a press of "not for me" raises, by its number.
fn task_of(sight: &Sight, number: u32) -> TaskId {
    TaskId(named(&[sight.visit.id.0.as_bytes(), b"not for me", &number.to_be_bytes()]))
}

/// The number of a new press.
fn number(sight: &Sight) -> u32 {
    sight.presses.first().map_or(1, |one| one.number + 1)
}

pub(super) fn agreement(sight: &Sight) -> Agreement {
    Agreement { by: AnsweredBy::Client, channel: Channel::Page, at: sight.now }
}

/// The time that an event picks.
fn picked(visit: &Visit, event: &VisitEvent) -> Option<Plan> {
    let VisitEvent::Picked { offer, slot, .. } = event else { return None };
    let standing = visit.offer.as_ref().filter(|standing| standing.id == *offer)?;
    standing.slots.get(usize::from(*slot)).cloned()
}

/// What a press comes to, by the table of states. It names what the page showed: whether that still counts is the fold's
/// to say, which keeps what does not.
fn outcome(sight: &Sight, press: &Press) -> Outcome {
    let visit = &sight.visit;
    let possible = |act| next(visit.state, visit.kind, act, Role::Client).is_some();
    let agreement = agreement(sight);
    let wish = press.wish.clone();
    if let Said::Rate(score) = press.said {
        let over = matches!(visit.state, State::Completed | State::Interrupted);
        let again = visit.rating.as_ref().is_some_and(|known| known.score == score && wish.is_empty());
        let rated = VisitEvent::Rated { score, comment: wish, at: sight.now };
        return if over && !again { Outcome::Event(rated) } else { Outcome::Nothing };
    }
    let current = visit.in_question() == press.about;
    let Some(about) = press.about else {
        // No time is set yet: what she cannot is the meeting.
        let refused = press.said == Said::Cannot && current && possible(Act::CancelByClient);
        let cancelled = VisitEvent::Cancelled { by_client: true, reason: wish };
        return if refused { Outcome::Event(cancelled) } else { Outcome::Nothing };
    };
    let offered = visit.state == State::Offered;
    match press.said {
        Said::Fits if possible(Act::Accept) => {
            Outcome::Event(VisitEvent::Accepted { plan: about, agreement })
        }
        Said::Fits if visit.state == State::Confirmed => {
            Outcome::Event(VisitEvent::Acknowledged { plan: about, agreement })
        }
        Said::Pick(slot) if !visit.state.is_closed() => {
            Outcome::Event(VisitEvent::Picked { offer: about, slot, agreement })
        }
        Said::Other | Said::Cannot if offered && !current => Outcome::Unclear,
        Said::Other if possible(Act::AskMove) => {
            let plan = (!offered).then_some(about);
            Outcome::Event(VisitEvent::MoveAsked { plan, wish, agreement })
        }
        Said::Cannot if possible(Act::Decline) => {
            Outcome::Event(VisitEvent::Declined { plan: about, agreement })
        }
        Said::Cannot if possible(Act::CancelByClient) && current => {
            Outcome::Event(VisitEvent::Cancelled { by_client: true, reason: wish })
        }
        // Not to this time: but is it to the new one? It is kept beside it, and asked anew.
        Said::Cannot if possible(Act::AskMove) => {
            Outcome::Event(VisitEvent::MoveAsked { plan: Some(about), wish, agreement })
        }
        Said::Keep if possible(Act::KeepOld) && current => Outcome::Event(VisitEvent::KeptOld { agreement }),
        _ => Outcome::Nothing,
    }
}

/// Writes the press down.
pub(super) fn put(
    log: &mut dyn Write,
    sight: &Sight,
    press: &Press,
    event: Option<EventId>,
    fate: Fate,
) -> Result<(), Error> {
    log.put_page_answer(&PageAnswer {
        visit: sight.visit.id,
        number: number(sight),
        stream: sight.link.stream,
        link: sight.link.hash,
        said: press.said.name(),
        plan: press.about,
        event,
        at: sight.now,
        fate,
    })
}
