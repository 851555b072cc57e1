//! The fold of one visit: the plan, the agreement and what was done, from the visit's events in log order.
//!
//! Each event is compared with every standing one its maker did not know of; of two that clash the heavier
//! stands and the other is kept as void. What stands is replayed through the table of states.

mod replay;

use super::Conflict;
use crate::concurrency::{Clash, Epochs, clash, concurrent, later_settlement_holds, weight};
use crate::event::Event;
use crate::id::{ActorId, EventId, VisitId};
use crate::state::{Act, State};
use crate::text::Text;
use crate::time::Time;
use crate::visit::{Agreement, Answer, Cause, Plan, Priority, StopCause, VisitEvent, VisitKind};
use replay::Replay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The plan that stands, named by its event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingPlan {
    /// The event that made it.
    pub id: EventId,
    /// When, how long, by whom, where.
    pub plan: Plan,
    /// The client's word on it, when there is one.
    pub agreement: Option<Agreement>,
    /// The office has confirmed that the time is free, or itself made the plan.
    pub held: bool,
    /// How many plans there were, this one included: a number to show, not a name.
    pub version: u32,
}

/// What was offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The event that made it.
    pub id: EventId,
    /// The times, the best first.
    pub slots: Vec<Plan>,
    /// Until when they are held.
    pub until: Time,
}

/// What happened in the field. Times are the tablet's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Set out.
    pub set_out: Option<Time>,
    /// The estimate told last.
    pub arrival_estimate: Option<Time>,
    /// At the door: first of those who came.
    pub arrived: Option<Time>,
    /// Who arrived.
    pub who_arrived: Vec<ActorId>,
    /// The talk began.
    pub started: Option<Time>,
    /// Why one came alone to a visit of two.
    pub alone_because: Text,
    /// Done, broken off or given up.
    pub ended: Option<Time>,
    /// Why it was broken off.
    pub stopped: Option<StopCause>,
    /// The reason in words.
    pub stop_reason: Text,
    /// A card was left at the door.
    pub card_left: bool,
    /// The client was called from the door.
    pub called: bool,
    /// What was discussed, decided and done, and what comes next.
    pub summary: Text,
}

/// One answered sentence of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The answer.
    pub answer: Answer,
    /// Why not now.
    pub why: Text,
}

/// How the client found the visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// From 1, bad, to 5, good.
    pub score: u8,
    /// In the client's words.
    pub comment: Text,
    /// When.
    pub at: Time,
}

/// A visit as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Which one.
    pub id: VisitId,
    /// Whether the client is told.
    pub kind: VisitKind,
    /// What for.
    pub purpose: Text,
    /// How long it should take, in minutes.
    pub minutes: u16,
    /// How many workers must come.
    pub workers_needed: u8,
    /// The visit it follows from.
    pub follows: Option<VisitId>,
    /// What a worker must be able to do; empty when anybody can come.
    pub skill: Text,
    /// How soon it is wanted.
    pub priority: Priority,
    /// Where it stands.
    pub state: State,
    /// Since when, by the clock of who brought it there: an age to show, never to decide by.
    pub since: Option<Time>,
    /// When and by whom it is to be.
    pub plan: Option<StandingPlan>,
    /// The time agreed first, for measuring punctuality against it too.
    pub first_agreed: Option<Time>,
    /// The client's word that the standing plan was read and holds, beside the agreement itself.
    pub acknowledged: Option<Agreement>,
    /// How the client found it.
    pub rating: Option<Rating>,
    /// What is offered.
    pub offer: Option<Offer>,
    /// What the client asked for, when another time is wanted.
    pub wish: Text,
    /// Why the service has to move it.
    pub move_cause: Option<Cause>,
    /// Why it was cancelled or missed.
    pub close_reason: Text,
    /// What happened in the field.
    pub facts: Facts,
    /// The version of the standard it is done under: that of the first answer.
    pub standard: Text,
    /// The checklist's answers by item.
    pub checks: BTreeMap<Text, Check>,
    /// It was done although the plan had changed meanwhile.
    pub out_of_plan: bool,
    /// The visit that has the same time, when two were promised offline.
    pub double_booked: Option<VisitId>,
    /// What clashed.
    pub conflicts: Vec<Conflict>,
    /// Events that changed nothing: they came second, or were not possible any more.
    pub void: Vec<EventId>,
    /// A newer app touched it: facts and notes may be added, no plan changed.
    pub update_needed: bool,
}

impl Visit {
    /// Whether it still shares its time with another that was promised first: nobody gave it another time, it was not
    /// cancelled, and nobody came after all.
    #[must_use]
    pub fn shares_its_time(&self) -> bool {
        self.double_booked.is_some() && !self.state.is_closed() && self.facts.arrived.is_none()
    }

    pub(super) fn new(id: VisitId) -> Self {
        Self {
            id,
            kind: VisitKind::default(),
            purpose: Text::default(),
            minutes: 0,
            workers_needed: 1,
            follows: None,
            skill: Text::default(),
            priority: Priority::default(),
            state: State::default(),
            since: None,
            plan: None,
            first_agreed: None,
            acknowledged: None,
            rating: None,
            offer: None,
            wish: Text::default(),
            move_cause: None,
            close_reason: Text::default(),
            facts: Facts::default(),
            standard: Text::default(),
            checks: BTreeMap::new(),
            out_of_plan: false,
            double_booked: None,
            conflicts: Vec::new(),
            void: Vec::new(),
            update_needed: false,
        }
    }

    /// What an answer of the client's would be about: the offer that times may be picked from, else the plan.
    #[must_use]
    pub fn in_question(&self) -> Option<EventId> {
        let picks = matches!(self.state, State::Offered | State::Unanswered);
        let offered = self.offer.as_ref().filter(|_| picks).map(|offer| offer.id);
        offered.or(self.plan.as_ref().map(|standing| standing.id))
    }
}

/// One thing that happened to the visit, as the fold weighs it.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Who, when, having seen what.
    pub(super) event: &'a Event,
    /// What; for a settlement, what the kept event did.
    pub(super) act: &'a VisitEvent,
    /// By what right it stands.
    pub(super) right: Right,
}

/// By what right an act stands where the table of states may not know it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// The table's alone.
    Table,
    /// It outweighed what was done at the same time, and with that perhaps its own maker's step before it: it leads
    /// on from any state that is not closed.
    Weight,
    /// A person chose it: it holds whatever the state.
    Settled,
}

/// What the stream says of one visit, in log order.
#[derive(Default)]
pub(super) struct History<'a> {
    steps: Vec<Step<'a>>,
    update_needed: bool,
}

enum Step<'a> {
    Act(&'a Event, &'a VisitEvent),
    Settle(&'a Event, &'a [EventId], EventId),
    Unsettle(&'a Event, EventId),
}

impl<'a> History<'a> {
    pub(super) fn push(&mut self, event: &'a Event, act: &'a VisitEvent) {
        self.steps.push(Step::Act(event, act));
    }

    pub(super) fn settle(&mut self, event: &'a Event, conflict: &'a [EventId], keep: EventId) {
        self.steps.push(Step::Settle(event, conflict, keep));
    }

    pub(super) fn unsettle(&mut self, event: &'a Event, settled: EventId) {
        self.steps.push(Step::Unsettle(event, settled));
    }

    pub(super) fn touched_by_newer_app(&mut self) {
        self.update_needed = true;
    }

    /// The visit these events make.
    pub(super) fn fold(&self, id: VisitId, epochs: &Epochs) -> Visit {
        let mut walk = Walk::new(epochs);
        for step in &self.steps {
            match *step {
                Step::Act(event, act) => walk.act(event, act),
                Step::Settle(event, conflict, keep) => walk.settle(event, conflict, keep),
                Step::Unsettle(event, settled) => walk.unsettle(event, settled),
            }
        }
        let mut visit = walk.finish(id);
        visit.update_needed = self.update_needed;
        visit
    }
}

/// The walk through a visit's events.
struct Walk<'a> {
    epochs: &'a Epochs,
    /// All acts seen so far, by event: a settlement may bring one back.
    known: BTreeMap<EventId, &'a VisitEvent>,
    standing: Vec<Entry<'a>>,
    void: Vec<EventId>,
    conflicts: Vec<Conflict>,
    settlements: BTreeMap<Vec<EventId>, Settlement<'a>>,
}

/// A person's choice in force.
#[derive(Clone, Copy)]
struct Settlement<'a> {
    event: &'a Event,
    /// What stood while nobody had chosen.
    stood: EventId,
}

impl<'a> Walk<'a> {
    fn new(epochs: &'a Epochs) -> Self {
        Self {
            epochs,
            known: BTreeMap::new(),
            standing: Vec::new(),
            void: Vec::new(),
            conflicts: Vec::new(),
            settlements: BTreeMap::new(),
        }
    }

    fn act(&mut self, event: &'a Event, act: &'a VisitEvent) {
        self.known.insert(event.id, act);
        match act {
            VisitEvent::Corrected { fact } => self.take_back(event, *fact, true),
            VisitEvent::AnswerWithdrawn { answer } => self.take_back(event, *answer, false),
            _ => self.weigh(Entry { event, act, right: Right::Table }),
        }
    }

    /// Compares an entry with what its maker did not know of, and lets the heaviest stand.
    fn weigh(&mut self, entry: Entry<'a>) {
        let rivals: Vec<(EventId, Clash, bool)> = self
            .standing
            .iter()
            .filter(|old| concurrent(old.event, entry.event, self.epochs))
            .filter_map(|old| {
                let clash = clash(old.act, entry.act)?;
                Some((old.event.id, clash, outweighs(entry.act, old.act)))
            })
            .collect();
        let winner = rivals.iter().find(|(_, _, beaten)| !beaten);
        match winner {
            Some(&(stands, clash, _)) => {
                self.void.push(entry.event.id);
                self.conflicts.push(Conflict::new(clash, stands, &[entry.event.id]));
            }
            None => {
                let beaten: Vec<EventId> = rivals.iter().map(|(id, _, _)| *id).collect();
                self.standing.retain(|old| !beaten.contains(&old.event.id));
                if let Some((_, clash, _)) = rivals.first() {
                    self.conflicts.push(Conflict::new(*clash, entry.event.id, &beaten));
                }
                let right = if beaten.is_empty() { entry.right } else { Right::Weight };
                self.void.extend(beaten);
                self.standing.push(Entry { right, ..entry });
            }
        }
    }

    /// A fact is taken back by who made it, the client's word by anybody who may speak for the client.
    fn take_back(&mut self, event: &'a Event, target: EventId, own_fact: bool) {
        let allowed = self.standing.iter().find(|old| old.event.id == target).is_some_and(|old| {
            match (own_fact, Act::of(old.act)) {
                (true, act) => act.is_some_and(Act::is_fact) && old.event.actor == event.actor,
                (false, Some(act)) => act.is_answer() || matches!(act, Act::Pick | Act::CancelByClient),
                (false, None) => matches!(old.act, VisitEvent::Acknowledged { .. }),
            }
        });
        if allowed {
            self.standing.retain(|old| old.event.id != target);
            self.void.push(target);
        } else {
            self.void.push(event.id);
        }
    }

    fn settle(&mut self, event: &'a Event, ids: &'a [EventId], keep: EventId) {
        // Replaying may name a conflict only now: an answer to a plan that no longer stood.
        self.replayed();
        let known = self.conflicts.iter().position(|conflict| conflict.events == ids);
        let (Some(index), Some(act)) = (known, self.known.get(&keep).copied()) else {
            self.void.push(event.id);
            return;
        };
        let holds = ids.contains(&keep)
            && self.settlements.get(ids).is_none_or(|before| {
                !concurrent(before.event, event, self.epochs)
                    || later_settlement_holds(before.event.role, event.role)
            });
        let Some(conflict) = self.conflicts.get_mut(index).filter(|_| holds) else {
            self.void.push(event.id);
            return;
        };
        let before = self.settlements.get(ids).copied();
        if let Some(before) = before {
            self.standing.retain(|old| old.event.id != before.event.id);
        }
        let stood = before.map_or(conflict.stands, |before| before.stood);
        self.settlements.insert(ids.to_vec(), Settlement { event, stood });
        let changes = conflict.stands != keep || conflict.settled.is_some();
        conflict.stands = keep;
        conflict.settled = Some(event.id);
        if changes {
            self.standing.push(Entry { event, act, right: Right::Settled });
        }
    }

    /// What was chosen counts no more, and what stood before anybody chose stands again. It says so of the settlement in
    /// force alone: whoever did not know of a later one takes nothing back.
    fn unsettle(&mut self, event: &'a Event, settled: EventId) {
        let known = self.conflicts.iter_mut().find(|conflict| conflict.settled == Some(settled));
        let in_force =
            known.and_then(|conflict| Some((self.settlements.remove(&conflict.events)?, conflict)));
        let Some((settlement, conflict)) = in_force else {
            self.void.push(event.id);
            return;
        };
        conflict.stands = settlement.stood;
        conflict.settled = None;
        self.standing.retain(|old| old.event.id != settled);
    }

    /// The visit as what stands makes it; what turns out not to be possible becomes void.
    fn replayed(&mut self) -> Replay {
        let mut replay = Replay::default();
        for entry in &self.standing {
            replay.apply(*entry);
        }
        for refused in &replay.refused {
            if !self.void.contains(&refused.event) {
                self.void.push(refused.event);
            }
            if let Some(plan) = refused.stale_against {
                let conflict = Conflict::new(Clash::StaleAnswer, plan, &[refused.event]);
                if !self.conflicts.iter().any(|known| known.events == conflict.events) {
                    self.conflicts.push(conflict);
                }
            }
        }
        self.standing.retain(|entry| !replay.refused.iter().any(|refused| refused.event == entry.event.id));
        replay
    }

    fn finish(mut self, id: VisitId) -> Visit {
        let mut visit = self.replayed().into_visit(id);
        visit.out_of_plan = self.conflicts.iter().any(|conflict| conflict.clash == Clash::OutOfPlan);
        visit.void = self.void;
        visit.conflicts = self.conflicts;
        visit
    }
}

/// Whether the later act takes the earlier one's place. Of equal weight, the earlier position stands.
fn outweighs(later: &VisitEvent, earlier: &VisitEvent) -> bool {
    Act::of(later).map(weight) > Act::of(earlier).map(weight)
}
