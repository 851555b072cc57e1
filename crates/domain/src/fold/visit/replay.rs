//! The replay of what stands through the table of states. It decides nothing about concurrency.

use super::{Check, Entry, Facts, Offer, Rating, Right, StandingPlan, Visit};
use crate::event::Role;
use crate::id::{EventId, VisitId};
use crate::state::{Act, State, next};
use crate::time::Time;
use crate::visit::{Agreement, Answer, Plan, VisitEvent};
use std::collections::BTreeMap;

/// An entry that was not possible where it stands.
pub(super) struct Refused {
    pub(super) event: EventId,
    /// The plan that stood when an answer named another one.
    pub(super) stale_against: Option<EventId>,
}

/// A visit in the making.
pub(super) struct Replay {
    visit: Visit,
    /// Every plan there was, by the event that named it.
    plans: BTreeMap<EventId, Plan>,
    version: u32,
    pub(super) refused: Vec<Refused>,
}

impl Default for Replay {
    fn default() -> Self {
        let nobody = VisitId(uuid::Uuid::nil());
        Self { visit: Visit::new(nobody), plans: BTreeMap::new(), version: 0, refused: Vec::new() }
    }
}

impl Replay {
    pub(super) fn into_visit(self, id: VisitId) -> Visit {
        Visit { id, ..self.visit }
    }

    pub(super) fn apply(&mut self, entry: Entry<'_>) {
        match Act::of(entry.act) {
            None => self.note(entry),
            Some(act) => self.advance(entry, act),
        }
    }

    /// What changes no state.
    fn note(&mut self, entry: Entry<'_>) {
        match entry.act {
            VisitEvent::Requested { purpose, kind, minutes, workers_needed, follows, skill, priority } => {
                self.visit.since.get_or_insert(entry.event.at);
                self.visit.skill = skill.clone();
                self.visit.priority = *priority;
                self.visit.purpose = purpose.clone();
                self.visit.kind = *kind;
                self.visit.minutes = *minutes;
                self.visit.workers_needed = *workers_needed;
                self.visit.follows = *follows;
            }
            VisitEvent::Acknowledged { agreement, .. } => match self.stale(entry.act) {
                Some(standing) => self.refuse(entry, Some(standing)),
                None => self.visit.acknowledged = Some(*agreement),
            },
            VisitEvent::Rated { score, comment, at } => {
                let rating = Rating { score: *score, comment: comment.clone(), at: *at };
                self.visit.rating = (1..=5).contains(score).then_some(rating);
            }
            VisitEvent::PlanHeld { plan } => {
                if let Some(standing) = self.visit.plan.as_mut().filter(|standing| standing.id == *plan) {
                    standing.held = true;
                }
            }
            VisitEvent::Checked { standard, item, answer, why } => {
                if self.visit.standard.is_empty() {
                    self.visit.standard = standard.clone();
                }
                if *answer == Answer::Cleared {
                    self.visit.checks.remove(item);
                } else {
                    self.visit.checks.insert(item.clone(), Check { answer: *answer, why: why.clone() });
                }
            }
            _ => {}
        }
    }

    fn advance(&mut self, entry: Entry<'_>, act: Act) {
        if let Some(stale_against) = self.stale(entry.act) {
            return self.refuse(entry, Some(stale_against));
        }
        let by_right = match entry.right {
            Right::Table => false,
            Right::Weight => !act.is_fact() && !self.visit.state.is_closed() && !self.in_the_field(),
            Right::Settled => !self.in_the_field(),
        };
        let state = if by_right {
            Some(act.leads_to(self.visit.kind))
        } else {
            next(self.visit.state, self.visit.kind, act, entry.event.role)
        };
        let Some(state) = state else { return self.refuse_or_remember(entry, act) };
        if !self.take(entry) {
            return self.refuse(entry, None);
        }
        self.visit.state = state;
        self.visit.since = Some(entry.event.at);
    }

    /// A settlement cannot undo what was done: it is an answer for the books alone.
    fn in_the_field(&self) -> bool {
        self.visit.facts.arrived.is_some() || self.visit.facts.ended.is_some()
    }

    fn refuse(&mut self, entry: Entry<'_>, stale_against: Option<EventId>) {
        self.refused.push(Refused { event: entry.event.id, stale_against });
    }

    /// The second of two workers arrives where the first is already: that is remembered, not refused.
    fn refuse_or_remember(&mut self, entry: Entry<'_>, act: Act) {
        let second = act == Act::Arrive
            && matches!(self.visit.state, State::Arrived | State::InProgress)
            && !self.visit.facts.who_arrived.contains(&entry.event.actor);
        if second {
            self.visit.facts.who_arrived.push(entry.event.actor);
        } else {
            self.refuse(entry, None);
        }
    }

    /// For an answer that names a plan other than the standing one in the client's eyes: the standing one.
    fn stale(&self, act: &VisitEvent) -> Option<EventId> {
        let named = match act {
            VisitEvent::Accepted { plan, .. } | VisitEvent::Declined { plan, .. } => *plan,
            VisitEvent::MoveAsked { plan: Some(plan), .. } | VisitEvent::Acknowledged { plan, .. } => *plan,
            _ => return None,
        };
        let standing = self.visit.plan.as_ref()?;
        let same = self.plans.get(&named).is_some_and(|plan| plan.same_for_client(&standing.plan));
        (standing.id != named && !same).then_some(standing.id)
    }

    /// Writes the act down; false when it names something that does not exist.
    fn take(&mut self, entry: Entry<'_>) -> bool {
        match entry.act {
            VisitEvent::Offered { slots, until } => {
                self.visit.offer = Some(Offer { id: entry.event.id, slots: slots.clone(), until: *until });
            }
            VisitEvent::Proposed(plan) | VisitEvent::Scheduled(plan) => self.set_plan(entry, plan, None),
            VisitEvent::Agreed { plan, agreement } => self.set_plan(entry, plan, Some(*agreement)),
            VisitEvent::Picked { offer, slot, agreement } => {
                return self.pick(entry, *offer, *slot, *agreement);
            }
            VisitEvent::Accepted { agreement, .. } => self.agree(*agreement),
            VisitEvent::MoveAsked { wish, .. } => self.visit.wish = wish.clone(),
            VisitEvent::MustMove { cause, .. } => self.visit.move_cause = Some(*cause),
            VisitEvent::DoubleBooked { with, .. } => {
                self.visit.double_booked = Some(*with);
                self.visit.move_cause = Some(crate::visit::Cause::System);
            }
            VisitEvent::Covered { workers } => {
                let Some(standing) = self.visit.plan.as_mut() else { return false };
                standing.plan.workers.clone_from(workers);
                standing.id = entry.event.id;
                standing.held = true;
                self.plans.insert(entry.event.id, standing.plan.clone());
                self.version = self.version.saturating_add(1);
                standing.version = self.version;
                // Somebody comes at the agreed time: nothing stands in its way any more.
                self.visit.move_cause = None;
                self.visit.double_booked = None;
            }
            VisitEvent::Cancelled { reason, .. } | VisitEvent::Missed { reason } => {
                self.visit.close_reason = reason.clone();
            }
            _ => take_fact(&mut self.visit.facts, entry),
        }
        true
    }

    fn set_plan(&mut self, entry: Entry<'_>, plan: &Plan, agreement: Option<Agreement>) {
        self.version = self.version.saturating_add(1);
        self.plans.insert(entry.event.id, plan.clone());
        self.visit.acknowledged = None;
        self.visit.plan = Some(StandingPlan {
            id: entry.event.id,
            plan: plan.clone(),
            agreement: None,
            held: entry.event.role != Role::Worker,
            version: self.version,
        });
        self.visit.offer = None;
        self.visit.move_cause = None;
        self.visit.double_booked = None;
        self.visit.wish = "".into();
        if let Some(agreement) = agreement {
            self.agree(agreement);
        }
    }

    fn pick(&mut self, entry: Entry<'_>, offer: EventId, slot: u8, agreement: Agreement) -> bool {
        let Some(standing) = self.visit.offer.as_ref().filter(|standing| standing.id == offer) else {
            return false;
        };
        let Some(plan) = standing.slots.get(usize::from(slot)).cloned() else { return false };
        self.version = self.version.saturating_add(1);
        self.plans.insert(entry.event.id, plan.clone());
        self.visit.acknowledged = None;
        self.visit.plan = Some(StandingPlan {
            id: entry.event.id,
            plan,
            agreement: None,
            held: true,
            version: self.version,
        });
        self.visit.offer = None;
        self.visit.move_cause = None;
        self.visit.double_booked = None;
        self.agree(agreement);
        true
    }

    fn agree(&mut self, agreement: Agreement) {
        if let Some(standing) = self.visit.plan.as_mut() {
            standing.agreement = Some(agreement);
            self.visit.first_agreed.get_or_insert(standing.plan.start);
        }
    }
}

fn take_fact(facts: &mut Facts, entry: Entry<'_>) {
    let came = |facts: &mut Facts, at: Time| {
        facts.arrived.get_or_insert(at);
        if !facts.who_arrived.contains(&entry.event.actor) {
            facts.who_arrived.push(entry.event.actor);
        }
    };
    match entry.act {
        VisitEvent::SetOut { at, arrival } => {
            facts.set_out = Some(*at);
            facts.arrival_estimate = *arrival;
        }
        VisitEvent::Late { arrival, .. } => facts.arrival_estimate = Some(*arrival),
        VisitEvent::TurnedBack { .. } => {
            facts.set_out = None;
            facts.arrival_estimate = None;
        }
        VisitEvent::Arrived { at } => came(facts, *at),
        VisitEvent::Started { at, alone_because } => {
            came(facts, *at);
            facts.started = Some(*at);
            facts.alone_because = alone_because.clone();
        }
        VisitEvent::NoAccess { at, card_left, called } => {
            came(facts, *at);
            facts.ended = Some(*at);
            facts.card_left = *card_left;
            facts.called = *called;
        }
        VisitEvent::Finished { at, summary } => {
            facts.ended = Some(*at);
            facts.summary = summary.clone();
        }
        VisitEvent::Interrupted { at, cause, reason } => {
            facts.ended = Some(*at);
            facts.stopped = Some(*cause);
            facts.stop_reason = reason.clone();
        }
        _ => {}
    }
}
