//! The office moves a visit, or hands a case over. Each makes ordinary events, signed by the node, for the person who
//! commands; and each is decided on what the log says at that very moment.

use crate::error::Error;
use crate::log::Write;
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use vizitas_domain::client::{Channel, Field};
use vizitas_domain::event::{Body, Role};
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

impl Municipality {
    /// Moves a visit.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit or worker; [`Error::Invalid`] when it cannot be moved any more.
    pub fn move_visit(self: &Arc<Self>, by: By, wish: &Move) -> Result<(), Error> {
        let worker = wish.worker.as_deref().map(|code| self.worker(code)).transpose()?;
        for _ in 0..TRIES {
            let (folded, stream, visit, responsible) = self.find_visit(wish.visit)?;
            let workers = match (worker, &visit.plan, responsible) {
                (Some(worker), _, _) => vec![worker],
                (None, Some(standing), _) => standing.plan.workers.clone(),
                (None, None, Some(responsible)) => vec![responsible],
                (None, None, None) => {
                    return Err(Error::Invalid("name the worker who is to come".to_owned()));
                }
            };
            let place = visit.plan.as_ref().map(|standing| standing.plan.place.clone()).unwrap_or_default();
            let plan = Plan { start: wish.start, minutes: visit.minutes.max(1), workers, place };
            let named = visit.plan.as_ref().map(|standing| standing.id);
            let events = steps((visit.state, visit.kind), named, plan, wish, self.clock.now())?;
            let office = Arc::clone(self);
            let done = self.log.write(move |log| {
                office.expect(log, stream, folded)?;
                for event in events {
                    office.command(log, by, stream, Body::Visit(visit.id, event))?;
                }
                Ok(())
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

    /// Gives a client's case to another worker.
    ///
    /// # Errors
    /// [`Error::Missing`] when no client has this number or no worker this code.
    pub fn assign(self: &Arc<Self>, by: By, client: &str, worker: &str) -> Result<(), Error> {
        let worker = self.worker(worker)?;
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

/// The events that lead from where the visit stands to its new time.
fn steps(
    (state, kind): (State, VisitKind),
    named: Option<EventId>,
    plan: Plan,
    wish: &Move,
    now: Time,
) -> Result<Vec<VisitEvent>, Error> {
    let agreement = |channel| Agreement { by: AnsweredBy::Client, channel, at: now };
    let (last_act, last) = match (kind, wish.consent) {
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
    let asked = match wish.consent {
        Consent::Client(channel) if wish.cause == Cause::Client => Some((
            Act::AskMove,
            VisitEvent::MoveAsked { plan: named, wish: Text::default(), agreement: agreement(channel) },
        )),
        _ => None,
    };
    let must = (Act::MustMove, VisitEvent::MustMove { cause: wish.cause, note: Text::default() });
    for (act, first) in asked.into_iter().chain([must]) {
        if possible(state, act).and_then(|between| possible(between, last_act)).is_some() {
            return Ok(vec![first, last]);
        }
    }
    Err(Error::Invalid(format!("a visit that is {state:?} cannot be moved")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn names(state: State, kind: VisitKind, consent: Consent, cause: Cause) -> Option<String> {
        let plan = Plan { start: Time(9), minutes: 30, workers: vec![], place: Text::default() };
        let wish = Move { visit: VisitId(Uuid::nil()), start: Time(9), consent, cause, worker: None };
        let name = |event: &VisitEvent| format!("{event:?}").split([' ', '(']).next().unwrap().to_owned();
        let events = steps((state, kind), None, plan, &wish, Time(1)).ok()?;
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
        let unannounced = |state| names(state, VisitKind::Unannounced, Consent::Office, Cause::System);
        assert_eq!(unannounced(State::Scheduled).as_deref(), Some("MustMove Scheduled"));
        assert_eq!(unannounced(State::Requested).as_deref(), Some("Scheduled"));
    }
}
