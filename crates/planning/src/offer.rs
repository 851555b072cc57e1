//! Three offers out of all slots, each with its reasons: what is said to a client on the phone or at the door.
//! Writes no sentences and holds no slot.

use crate::slot::{Crew, Search, Slot};
use crate::travel::Travel;
use crate::window::Span;
use chrono::NaiveDate;
use vizitas_domain::client::Language;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Priority;
use vizitas_domain::visit::VisitKind;

/// How many offers are made at most.
const OFFERS: usize = 3;

/// What speaks for an offer or a move; the strongest stands first. All speak of the first worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No earlier half of a day has a time that suits; of an urgent visit, no earlier time is free.
    SoonestFree,
    /// It lies within the client's good times.
    FitsGoodTime,
    /// The worker who usually comes.
    UsualWorker,
    /// The worker has visited the client before.
    KnowsClient,
    /// The worker speaks the client's language, where that is not Lithuanian.
    SpeaksLanguage(Language),
    /// The worker has the skill that the visit needs.
    HasSkill,
    /// She is so many minutes away just before.
    NearPrevious {
        /// Minutes from the visit before.
        minutes: u16,
    },
    /// She has to be so many minutes away just after.
    NearNext {
        /// Minutes to the visit after.
        minutes: u16,
    },
}

/// What to mind about an offer or a move. All speak of the first worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Outside the client's good times: nothing within them came first.
    OutsideGoodTime,
    /// It touches a time that does not suit the client.
    InBadTime,
    /// Not the worker who usually comes.
    OtherWorker,
    /// Little time is left between arrival and the promised time, here or at the next visit.
    ThinBuffer {
        /// Minutes of the thinner side.
        minutes: u32,
    },
    /// A place is known no finer than its postcode.
    TravelEstimated,
}

/// A time to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// When it would begin.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// The local day.
    pub date: NaiveDate,
    /// Whether it begins at noon or later.
    pub afternoon: bool,
    /// Who would come: one worker, or two different ones.
    pub workers: Vec<ActorId>,
    /// Who could come instead, at a visit of one.
    pub substitute: Option<ActorId>,
    /// Why this one.
    pub why: Vec<Reason>,
    /// What to mind.
    pub mind: Vec<Caution>,
}

impl<T: Travel> Search<'_, T> {
    /// At most three offers in different halves of days. The first is the quickest convenient one: the cheapest
    /// start in the first half-day that has a convenient one. The others are those of the cheapest half-days.
    /// They stand in order: convenient ones first, then by time. Of an urgent visit the first is the first start
    /// there is, and time alone is the order. Nothing is offered of a visit that the client is not told of.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        if self.wish.kind == VisitKind::Unannounced {
            return Vec::new();
        }
        let mut halves = Halves::new(self.wish.priority);
        for day in self.days() {
            halves.take(&day.slots);
            if halves.settled(day.later_cost) {
                break;
            }
        }
        let slots = halves.pick();
        let soonest = slots.first().map(|slot| slot.start);
        slots.iter().map(|slot| self.offer(slot, soonest == Some(slot.start))).collect()
    }

    /// The best start of every half-day, in order of time: what a coordinator picks from by herself, as for a visit
    /// that the client is not told of.
    #[must_use]
    pub fn times(&self) -> Vec<Offer> {
        let mut halves = Halves::new(self.wish.priority);
        self.days().for_each(|day| halves.take(&day.slots));
        let first = halves.best.first().map(|slot| slot.start);
        halves.best.iter().map(|slot| self.offer(slot, first == Some(slot.start))).collect()
    }

    fn offer(&self, slot: &Slot, soonest: bool) -> Offer {
        let (workers, substitute) = match (self.wish.crew, slot.second) {
            (Crew::Two, Some(second)) => (vec![slot.first, second], None),
            (_, second) => (vec![slot.first], second),
        };
        let (why, mind) = self.words(slot).unwrap_or_default();
        let soonest = soonest.then_some(Reason::SoonestFree);
        Offer {
            start: slot.start,
            minutes: self.wish.minutes,
            date: slot.date,
            afternoon: slot.afternoon,
            workers,
            substitute,
            why: soonest.into_iter().chain(why).collect(),
            mind,
        }
    }

    /// What speaks for a slot and what against it.
    fn words(&self, slot: &Slot) -> Option<(Vec<Reason>, Vec<Caution>)> {
        let worker = self.workers.iter().find(|worker| worker.id == slot.first)?;
        let day = self.calendar.day(slot.date);
        let window = worker.window(self.calendar.opening(slot.date)?, &day)?;
        let visit = Span { from: slot.start, to: slot.start.plus_minutes(i64::from(self.wish.minutes)) };
        let room = self.room(worker, (&day, window), worker.taken().iter(), visit);
        let why = self.reasons(worker, &day, visit, room.as_ref());
        Some((why, self.cautions(worker, &day, visit, room.as_ref())))
    }
}

/// The best start of each half of a day, in order.
struct Halves {
    urgent: bool,
    best: Vec<Slot>,
    /// The first start of all.
    soonest: Option<Slot>,
}

impl Halves {
    fn new(priority: Priority) -> Self {
        Self { urgent: priority == Priority::Urgent, best: Vec::new(), soonest: None }
    }

    /// Takes a later day's starts, the earliest first.
    fn take(&mut self, slots: &[Slot]) {
        self.soonest = self.soonest.or(slots.first().copied());
        for half in slots.chunk_by(|one, next| (one.date, one.afternoon) == (next.date, next.afternoon)) {
            // A convenient start beats any other of its half-day, so that the first convenient half-day shows one.
            self.best.extend(half.iter().min_by_key(|slot| (!slot.convenient, slot.cost)));
        }
    }

    /// The half-day that is offered first. Who waits urgently does not wait for a convenient one.
    fn quickest(&self) -> Option<usize> {
        self.best.iter().position(|slot| self.urgent || slot.convenient)
    }

    /// Whether no later day can change what is picked: the quickest half-day is known, and as many others as are
    /// offered cost no more than anything later. Of equal costs the earlier is picked.
    fn settled(&self, later_cost: u64) -> bool {
        let Some(quickest) = self.quickest() else { return false };
        let others = self.best.iter().enumerate().filter(|(place, _)| *place != quickest);
        others.filter(|(_, slot)| slot.cost <= later_cost).count() >= OFFERS - 1
    }

    /// The slots to offer, in the order of [`Search::offers`].
    fn pick(mut self) -> Vec<Slot> {
        let quickest = self.quickest().unwrap_or(0);
        let mut picked: Vec<Slot> =
            self.best.splice(quickest..(quickest + 1).min(self.best.len()), []).collect();
        if self.urgent {
            picked = self.soonest.into_iter().collect();
        }
        self.best.sort_by_key(|slot| (slot.cost, slot.start));
        picked.extend(self.best.into_iter().take(OFFERS - picked.len()));
        picked.sort_by_key(|slot| (!self.urgent && !slot.convenient, slot.start));
        picked
    }
}

#[cfg(test)]
mod tests;
