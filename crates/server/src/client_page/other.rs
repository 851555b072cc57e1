//! Other times for an agreed visit: looked for when its client opens the form for another time, and had by one press. The table
//! lets the client ask, the office offer and the client pick; here the three stand in one commit, so that no time is ever offered
//! that is not held. Looking holds nothing; what is gone by the press is said to be gone.

use super::answer::{Press, agreement, put};
use super::look::Sight;
use super::said::{Said, is_recent};
use crate::error::Error;
use crate::log::{Fate, PageAnswer, Write};
use crate::municipality::Municipality;
use crate::planning::OfferAsk;
use crate::slots;
use vizitas_domain::event::Body;
use vizitas_domain::fold::visit::{StandingPlan, Visit};
use vizitas_domain::id::EventId;
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Plan, VisitEvent, VisitKind};

/// For how long the time is held that is picked in the same breath.
const HELD_MINUTES: i64 = 10;

/// A move that a press of the last minutes brought about.
#[derive(Debug)]
pub(super) struct Move {
    /// The answer that asked for it,
    asked: EventId,
    /// the one that picked the time that stands now,
    picked: EventId,
    /// and the plan before, with its time where the log still tells it.
    before: EventId,
    from: Option<Plan>,
}

impl Move {
    /// Whether this press brought it about.
    pub(super) fn is_by(&self, given: &PageAnswer) -> bool {
        given.event == Some(self.asked)
    }
}

/// The plan of a visit whose client may pick another time at once: an agreed one, at home.
fn movable(visit: &Visit) -> Option<&StandingPlan> {
    let may = visit.state == State::Confirmed && visit.kind == VisitKind::Agreed;
    visit.plan.as_ref().filter(|standing| may && standing.plan.place.is_empty())
}

impl Municipality {
    /// Other times that are free for a visit, the quickest convenient first.
    pub(super) fn other_times(&self, sight: &Sight) -> Result<Vec<Plan>, Error> {
        let Some(standing) = movable(&sight.visit) else { return Ok(Vec::new()) };
        let ask = OfferAsk {
            client: sight.link.stream,
            visit: Some(sight.visit.id),
            minutes: Some(standing.plan.minutes),
            from: None,
            among: None,
        };
        let found = self.offers_for(&ask)?.times.into_iter();
        let plan = |start: Time, workers| Plan { start, workers, ..standing.plan.clone() };
        let plans = found.map(|offer| plan(offer.start, offer.workers));
        let others: Vec<Plan> = plans.filter(|plan| plan.start != standing.plan.start).collect();
        self.log.read(|log| {
            let mut free = Vec::with_capacity(others.len());
            for plan in &others {
                if slots::is_free(log, sight.visit.id, plan)? {
                    free.push(plan.clone());
                }
            }
            Ok(free)
        })
    }

    /// The move that the newest press brought about, as long as nothing has come after it.
    pub(super) fn move_of(
        &self,
        visit: &Visit,
        presses: &[PageAnswer],
        now: Time,
    ) -> Result<Option<Move>, Error> {
        let moved = |one: &&PageAnswer| {
            one.fate == Fate::Stands
                && is_recent(one, now)
                && matches!(Said::read(&one.said), Some(Said::Move(_)))
        };
        let asked = presses.iter().find(moved).and_then(|one| one.event);
        let (Some(asked), Some(standing)) = (asked, visit.plan.as_ref()) else { return Ok(None) };
        if !matches!(self.said(standing.id)?, Some(VisitEvent::Picked { .. })) {
            return Ok(None);
        }
        let Some(VisitEvent::MoveAsked { plan: Some(before), .. }) = self.said(asked)? else {
            return Ok(None);
        };
        Ok(Some(Move { asked, picked: standing.id, before, from: self.plan_of(before)? }))
    }

    /// Moves the visit to the time that was pressed, when it still is free.
    pub(super) fn move_to(&self, log: &mut dyn Write, sight: &Sight, press: &Press) -> Result<(), Error> {
        let standing = movable(&sight.visit).filter(|standing| Some(standing.id) == press.about);
        let Some(standing) = standing else { return put(log, sight, press, None, Fate::Stale) };
        let Some(slot) = press.slot.as_ref() else { return put(log, sight, press, None, Fate::Taken) };
        let (stream, visit, agreement) = (sight.link.stream, sight.visit.id, agreement(sight));
        if !slots::is_free(log.read(), visit, slot)? {
            return put(log, sight, press, None, Fate::Taken);
        }
        let ask = VisitEvent::MoveAsked { plan: Some(standing.id), wish: Text::default(), agreement };
        let asked = self.say_as_client(log, sight, ask)?;
        let until = sight.now.plus_minutes(HELD_MINUTES);
        let offered = VisitEvent::Offered { slots: vec![slot.clone()], until };
        let offer = self.say_verdict(log, sight, Body::Visit(visit, offered))?;
        let picked = self.say_as_client(log, sight, VisitEvent::Picked { offer, slot: 0, agreement })?;
        slots::take(log, stream, visit, slot, picked)?;
        put(log, sight, press, Some(asked), Fate::Stands)
    }

    /// Takes a move back: pick and wish, so that the offer between them is void as well. The time before may be somebody
    /// else's by now: then another is looked for.
    pub(super) fn move_back(&self, log: &mut dyn Write, sight: &Sight, done: &Move) -> Result<(), Error> {
        for answer in [done.picked, done.asked] {
            self.say_as_client(log, sight, VisitEvent::AnswerWithdrawn { answer })?;
        }
        let (stream, visit) = (sight.link.stream, sight.visit.id);
        // Where another worker had taken it over, who has the time is judged with every plan.
        let Some(from) = &done.from else { return Ok(()) };
        if slots::is_free(log.read(), visit, from)? {
            return slots::take(log, stream, visit, from, done.before);
        }
        let (plan, agreement) = (Some(done.before), agreement(sight));
        let gone = VisitEvent::MoveAsked { plan, wish: Text::default(), agreement };
        self.say_verdict(log, sight, Body::Visit(visit, gone)).map(drop)
    }
}
