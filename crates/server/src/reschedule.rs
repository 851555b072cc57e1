//! The office moves a visit, or hands a case over. Each makes ordinary events, signed by the node, for the person who
//! commands; and each is decided on what the log says at that very moment.

use crate::board::named;
use crate::error::Error;
use crate::log::Write;
use crate::municipality::Municipality;
use crate::staff::By;
use std::collections::BTreeSet;
use std::sync::Arc;
use vizitas_domain::client::{Channel, Field};
use vizitas_domain::event::{Body, Event, Role};
use vizitas_domain::fold::client;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, StreamId, VisitId};
use vizitas_domain::state::{Act, State, next};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent, VisitKind};

/// How often a decision is made anew when somebody was faster.
const TRIES: usize = 5;

/// Whether the client said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The client agreed, through this channel.
    Client(Channel),
    /// Nobody asked yet: the time is offered, and held.
    Office,
    /// Nobody need be asked: the agreed time stays, and somebody else comes.
    Kept,
}

/// A visit's new time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which visit.
    pub visit: VisitId,
    /// When it begins now.
    pub start: Time,
    /// Whether the client said yes.
    pub consent: Consent,
    /// Why.
    pub cause: Cause,
    /// The office's code of who comes now, when it is somebody else.
    pub worker: Option<String>,
}

/// The same, decided by somebody who looked at the visit.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) visit: VisitId,
    pub(crate) start: Time,
    pub(crate) consent: Consent,
    pub(crate) cause: Cause,
    /// Who comes; none: as before.
    pub(crate) workers: Option<Vec<ActorId>>,
    /// What stood when it was looked at ([`named`]); none: whatever stands.
    pub(crate) seen: Option<Option<EventId>>,
}

/// What a decision did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decided {
    /// The position of what it ended with: by it the decision is taken back.
    pub(crate) position: u64,
    /// Whether it can be.
    pub(crate) undoable: bool,
}

impl Municipality {
    /// Moves a visit.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit or worker; [`Error::Invalid`] when it cannot be moved any more.
    pub fn move_visit(self: &Arc<Self>, by: By, wish: &Move) -> Result<(), Error> {
        let worker = wish.worker.as_deref().map(|code| self.worker(code)).transpose()?;
        let Move { visit, start, consent, cause, .. } = *wish;
        let workers = worker.map(|worker| vec![worker]);
        self.decide(by, &Decision { visit, start, consent, cause, workers, seen: None }).map(drop)
    }

    /// Moves a visit as somebody decided who had looked at it.
    ///
    /// # Errors
    /// As [`Municipality::move_visit`]; [`Error::Left`] when somebody who is to come has left by then; [`Error::Moved`] when the visit was changed since it was looked at.
    pub(crate) fn decide(self: &Arc<Self>, by: By, wish: &Decision) -> Result<Decided, Error> {
        for _ in 0..TRIES {
            let (folded, stream, visit, responsible) = self.find_visit(wish.visit)?;
            if wish.seen.is_some_and(|seen| seen != named(&visit)) {
                return Err(Error::Moved);
            }
            let workers = match (&wish.workers, &visit.plan, responsible) {
                (Some(workers), ..) => workers.clone(),
                (None, Some(standing), _) => standing.plan.workers.clone(),
                (None, None, Some(responsible)) => vec![responsible],
                (None, None, None) => {
                    return Err(Error::Invalid("name the worker who is to come".to_owned()));
                }
            };
            let place = visit.plan.as_ref().map(|standing| standing.plan.place.clone()).unwrap_or_default();
            let plan = Plan { start: wish.start, minutes: visit.minutes.max(1), workers, place };
            self.folded(|replica| Self::all_work_then(replica, &plan))?;
            let standing = visit.plan.as_ref();
            if wish.consent == Consent::Kept && standing.is_none_or(|it| it.plan.start != wish.start) {
                return Err(Error::Invalid("only an agreed time can be kept".to_owned()));
            }
            let (stands, named) = ((visit.state, visit.kind), standing.map(|standing| standing.id));
            let events = steps(stands, named, plan, (wish.consent, wish.cause), self.clock.now())?;
            match self.act_on(by, folded, stream, visit.id, events) {
                Err(Error::Moved) => {}
                done => {
                    let undoable = matches!(visit.state, State::Confirmed | State::Scheduled);
                    return Ok(Decided { position: done?, undoable });
                }
            }
        }
        Err(Error::Moved)
    }

    /// Calls a visit off.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit; [`Error::Invalid`] when it cannot be called off any more;
    /// [`Error::Moved`] when it was changed since it was looked at.
    pub(crate) fn call_off(
        self: &Arc<Self>,
        by: By,
        visit: VisitId,
        seen: Option<EventId>,
        reason: &Text,
    ) -> Result<(), Error> {
        for _ in 0..TRIES {
            let (folded, stream, visit, _) = self.find_visit(visit)?;
            if seen != named(&visit) {
                return Err(Error::Moved);
            }
            if next(visit.state, visit.kind, Act::CancelByOffice, Role::Coordinator).is_none() {
                return Err(Error::Invalid("this visit cannot be called off".to_owned()));
            }
            let event = VisitEvent::Cancelled { by_client: false, reason: reason.clone() };
            match self.act_on(by, folded, stream, visit.id, vec![event]) {
                Err(Error::Moved) => {}
                done => return done.map(drop),
            }
        }
        Err(Error::Moved)
    }

    /// Takes a decision back: the visit goes to where it stood before, with the word that the client had given then. Whether it
    /// was: where `may` is given, nobody else is to come by it.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit or decision; [`Error::Moved`] when anything has happened to the
    /// visit since.
    pub(crate) fn undo_decision(
        self: &Arc<Self>,
        by: By,
        visit: VisitId,
        position: u64,
        may: Option<&BTreeSet<ActorId>>,
    ) -> Result<bool, Error> {
        let (folded, stream, standing, _) = self.find_visit(visit)?;
        let (events, epochs) = self.folded(|replica| Ok((replica.events(stream)?, replica.epochs()?)))?;
        let before = before(&events, visit, position)?;
        let was = client::fold(before, &epochs).visits.remove(&visit);
        let was = was.ok_or_else(|| Error::Missing("decision".to_owned()))?;
        let back = back(&was, &standing).ok_or(Error::Moved)?;
        if let Some(was) = &was.plan {
            if may.is_some_and(|may| !was.plan.workers.iter().all(|worker| may.contains(worker))) {
                return Ok(false);
            }
            self.folded(|replica| Self::all_work_then(replica, &was.plan))?;
        }
        self.act_on(by, folded, stream, visit, back)?;
        Ok(true)
    }

    /// Writes down what was decided about a visit, unless its stream has gone on; and has the plan judged.
    fn act_on(
        self: &Arc<Self>,
        by: By,
        folded: u64,
        stream: StreamId,
        visit: VisitId,
        events: Vec<VisitEvent>,
    ) -> Result<u64, Error> {
        let office = Arc::clone(self);
        let position = self.log.write(move |log| {
            office.expect(log, stream, folded)?;
            let mut last = 0;
            for event in events {
                last = office.command(log, by, stream, Body::Visit(visit, event))?;
            }
            Ok(last)
        })?;
        self.judge_plans()?;
        Ok(position)
    }

    /// Gives a client's case to another worker.
    ///
    /// # Errors
    /// [`Error::Missing`] when no client has this number or no worker this code; [`Error::Left`] when she has left.
    pub fn assign(self: &Arc<Self>, by: By, client: &str, worker: &str) -> Result<(), Error> {
        let worker = self.worker(worker)?;
        self.folded(|replica| self.works_now(replica, worker))?;
        // Whoever has a visit still to come keeps the case: the claims say who that is.
        self.judge_plans()?;
        let clients = self.folded(|replica| Ok(replica.clients(None)?))?;
        let named = |card: &vizitas_domain::client::Card| {
            card.number.as_ref().is_some_and(|number| number.eq_ignore_ascii_case(client))
        };
        let found = clients.into_iter().find(|other| named(&other.card));
        let stream = found.ok_or_else(|| Error::Missing("client with this number".to_owned()))?.id;
        let office = Arc::clone(self);
        self.log.write(move |log| {
            office.command(log, by, stream, Body::FieldsSet(vec![Field::Responsible(Some(worker))]))?;
            office.hand_over(log, stream, worker)?;
            log.audit(office.clock.now(), by.actor, "case handed over", Some(stream))
        })
    }

    /// A visit with its client, the case's worker, and up to where the replica had read.
    pub(crate) fn find_visit(
        &self,
        visit: VisitId,
    ) -> Result<(u64, StreamId, Visit, Option<ActorId>), Error> {
        self.folded(|replica| {
            let position = replica.cursor()?.position;
            let found = replica.visit_by_id(visit)?.ok_or_else(|| Error::Missing("visit".to_owned()))?;
            Ok((position, found.client.id, found.visit, found.client.card.responsible))
        })
    }

    /// That a stream has not changed since it was looked at.
    pub(crate) fn expect(&self, log: &dyn Write, stream: StreamId, folded: u64) -> Result<(), Error> {
        let head = log.read().stream(stream)?.map_or(0, |row| row.head);
        if head > folded { Err(Error::Moved) } else { Ok(()) }
    }
}

/// Whether a visit can come to a new time this way.
pub(crate) fn possible(visit: &Visit, consent: Consent) -> bool {
    let plan = Plan { start: Time(0), minutes: 1, workers: Vec::new(), place: Text::default() };
    steps((visit.state, visit.kind), None, plan, (consent, Cause::System), Time(0)).is_ok()
}

/// The events that lead from where the visit stands to its new time.
fn steps(
    (state, kind): (State, VisitKind),
    named: Option<EventId>,
    plan: Plan,
    (consent, cause): (Consent, Cause),
    now: Time,
) -> Result<Vec<VisitEvent>, Error> {
    let agreement = |channel| Agreement { by: AnsweredBy::Client, channel, at: now };
    let (last_act, last) = match (kind, consent) {
        (_, Consent::Kept) => (Act::Cover, VisitEvent::Covered { workers: plan.workers }),
        (VisitKind::Unannounced, _) => (Act::Schedule, VisitEvent::Scheduled(plan)),
        (VisitKind::Agreed, Consent::Client(channel)) => {
            (Act::AgreeLive, VisitEvent::Agreed { plan, agreement: agreement(channel) })
        }
        (VisitKind::Agreed, Consent::Office) => {
            let until = plan.start;
            (Act::Offer, VisitEvent::Offered { slots: vec![plan], until })
        }
    };
    let possible = |from, act| next(from, kind, act, Role::Coordinator);
    if possible(state, last_act).is_some() {
        return Ok(vec![last]);
    }
    let asked = match consent {
        Consent::Client(channel) if cause == Cause::Client => {
            let (wish, agreement) = (Text::default(), agreement(channel));
            Some((Act::AskMove, VisitEvent::MoveAsked { plan: named, wish, agreement }))
        }
        _ => None,
    };
    let must = (Act::MustMove, VisitEvent::MustMove { cause, note: Text::default() });
    for (act, first) in asked.into_iter().chain([must]) {
        if possible(state, act).and_then(|between| possible(between, last_act)).is_some() {
            return Ok(vec![first, last]);
        }
    }
    Err(Error::Invalid(format!("a visit that is {state:?} cannot be moved")))
}

/// The events of a stream before the decision that ended at a position.
///
/// # Errors
/// [`Error::Moved`] when anything but the server's verdict on the plan has happened to the visit since.
fn before(events: &[Event], visit: VisitId, position: u64) -> Result<&[Event], Error> {
    let about = |event: &Event| match &event.body {
        Body::Visit(of, event) if *of == visit => {
            !matches!(event, VisitEvent::PlanHeld { .. } | VisitEvent::DoubleBooked { .. })
        }
        _ => false,
    };
    let end = events.iter().position(|event| event.position == Some(position));
    let end = end.ok_or_else(|| Error::Missing("decision".to_owned()))?;
    let (upto, since) = events.split_at_checked(end.saturating_add(1)).unwrap_or((events, &[]));
    if since.iter().any(about) {
        return Err(Error::Moved);
    }
    let Some((last, earlier)) = upto.split_last().filter(|(last, _)| about(last)) else {
        return Err(Error::Missing("decision".to_owned()));
    };
    // What made room for it was written with it, by the same person.
    let made_room = earlier.split_last().filter(|(one, _)| {
        let room =
            |event: &VisitEvent| matches!(event, VisitEvent::MustMove { .. } | VisitEvent::MoveAsked { .. });
        matches!(&one.body, Body::Visit(of, event) if *of == visit && room(event))
            && (one.actor, one.installation, one.position)
                == (last.actor, last.installation, position.checked_sub(1))
    });
    Ok(made_room.map_or(earlier, |(_, earlier)| earlier))
}

/// The events that lead back to an agreed or scheduled plan.
fn back(was: &Visit, is: &Visit) -> Option<Vec<VisitEvent>> {
    let (plan, stands) = (was.plan.as_ref()?, is.plan.as_ref()?);
    let possible = |from, act| next(from, is.kind, act, Role::Coordinator);
    let same_time = stands.plan.same_for_client(&plan.plan) && stands.agreement == plan.agreement;
    let (act, last) = match (was.state, plan.agreement) {
        (State::Confirmed | State::Scheduled, _) if same_time && is.state == was.state => {
            (Act::Cover, VisitEvent::Covered { workers: plan.plan.workers.clone() })
        }
        (State::Confirmed, Some(agreement)) => {
            (Act::AgreeLive, VisitEvent::Agreed { plan: plan.plan.clone(), agreement })
        }
        (State::Scheduled, _) => (Act::Schedule, VisitEvent::Scheduled(plan.plan.clone())),
        _ => return None,
    };
    if possible(is.state, act).is_some() {
        return Some(vec![last]);
    }
    let must = VisitEvent::MustMove { cause: is.move_cause.unwrap_or(Cause::System), note: Text::default() };
    let between = possible(is.state, Act::MustMove)?;
    possible(between, act).map(|_| vec![must, last])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(state: State, kind: VisitKind, consent: Consent, cause: Cause) -> Option<String> {
        let plan = Plan { start: Time(9), minutes: 30, workers: vec![], place: Text::default() };
        let name = |event: &VisitEvent| format!("{event:?}").split([' ', '(']).next().unwrap().to_owned();
        let events = steps((state, kind), None, plan, (consent, cause), Time(1)).ok()?;
        Some(events.iter().map(name).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_move_takes_the_steps_that_the_state_asks_for() {
        let by_phone = Consent::Client(Channel::Phone);
        let check = |state, consent, cause, expected: Option<&str>| {
            assert_eq!(names(state, VisitKind::Agreed, consent, cause).as_deref(), expected, "{state:?}");
        };
        check(State::Confirmed, by_phone, Cause::Client, Some("MoveAsked Agreed"));
        check(State::Confirmed, by_phone, Cause::Ill, Some("MustMove Agreed"));
        check(State::Confirmed, Consent::Office, Cause::Ill, Some("MustMove Offered"));
        check(State::Requested, by_phone, Cause::Client, Some("Agreed"));
        check(State::Overdue, by_phone, Cause::Client, Some("MustMove Agreed"));
        check(State::RescheduleNeeded, Consent::Office, Cause::Ill, Some("Offered"));
        check(State::Completed, by_phone, Cause::Client, None);
        check(State::Confirmed, Consent::Kept, Cause::Ill, Some("Covered"));
        check(State::RescheduleNeeded, Consent::Kept, Cause::Ill, Some("Covered"));
        check(State::EnRoute, Consent::Kept, Cause::Ill, Some("MustMove Covered"));
        check(State::Requested, Consent::Kept, Cause::Ill, None);
        let unannounced = |state| names(state, VisitKind::Unannounced, Consent::Office, Cause::System);
        assert_eq!(unannounced(State::Scheduled).as_deref(), Some("MustMove Scheduled"));
        assert_eq!(unannounced(State::Requested).as_deref(), Some("Scheduled"));
    }
}
