//! Three offers out of all slots, each with its reasons: what is said to a client on the phone or at the door.
//! Writes no sentences and holds no slot.

use crate::gap::{Edge, Gap, later};
use crate::slot::{Crew, Search, Slot};
use crate::travel::{Leg, Travel};
use crate::window::Span;
use crate::worker::{Taken, Worker};
use chrono::NaiveDate;
use vizitas_domain::client::Language;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;

/// How many offers are made at most.
const OFFERS: usize = 3;

/// A way of so many minutes is near.
const NEAR_MINUTES: u16 = 10;

/// So many minutes later or earlier being near is no reason any more.
const SOON_MINUTES: u32 = 60;

/// What speaks for an offer; the strongest stands first. All speak of the first worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No earlier half of a day has a time that suits.
    SoonestFree,
    /// It lies within the client's good times.
    FitsGoodTime,
    /// The worker who usually comes.
    UsualWorker,
    /// The worker speaks the client's language, where that is not Lithuanian.
    SpeaksLanguage(Language),
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

/// What to mind about an offer. All speak of the first worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Outside the client's good times: nothing within them came first.
    OutsideGoodTime,
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
    /// They stand in order: convenient ones first, then by time.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let mut halves = Halves::default();
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

    fn offer(&self, slot: &Slot, soonest: bool) -> Offer {
        let (workers, substitute) = match (self.wish.crew, slot.second) {
            (Crew::Two, Some(second)) => (vec![slot.first, second], None),
            (_, second) => (vec![slot.first], second),
        };
        let worker = self.workers.iter().find(|worker| worker.id == slot.first);
        let room = worker.and_then(|worker| self.room(worker, slot));
        Offer {
            start: slot.start,
            minutes: self.wish.minutes,
            date: slot.date,
            afternoon: slot.afternoon,
            workers,
            substitute,
            why: self.reasons(slot, soonest, room.as_ref()),
            mind: self.cautions(slot, room.as_ref()),
        }
    }

    fn reasons(&self, slot: &Slot, soonest: bool, room: Option<&Room>) -> Vec<Reason> {
        let foreign = self.wish.language.filter(|language| *language != Language::default());
        let near = |edge: Edge, leg: Leg, apart: u32| {
            let near = edge.taken && !leg.estimated && leg.minutes <= NEAR_MINUTES && apart < SOON_MINUTES;
            near.then_some(leg.minutes)
        };
        let previous = |room: &Room| near(room.left, room.gap.to_here, room.gap.buffer_before(room.visit));
        let next = |room: &Room| near(room.right, room.gap.onward, room.gap.buffer_after(room.visit));
        [
            soonest.then_some(Reason::SoonestFree),
            (slot.convenient && !self.wish.good.is_empty()).then_some(Reason::FitsGoodTime),
            (self.wish.usual == Some(slot.first)).then_some(Reason::UsualWorker),
            foreign.map(Reason::SpeaksLanguage),
            room.and_then(previous).map(|minutes| Reason::NearPrevious { minutes }),
            room.and_then(next).map(|minutes| Reason::NearNext { minutes }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn cautions(&self, slot: &Slot, room: Option<&Room>) -> Vec<Caution> {
        let thin = |room: &Room| {
            let minutes = room.gap.buffer_before(room.visit).min(room.gap.buffer_after(room.visit));
            (minutes < u32::from(self.weights.buffer_minutes)).then_some(Caution::ThinBuffer { minutes })
        };
        let estimated = |room: &Room| room.gap.to_here.estimated || room.gap.onward.estimated;
        [
            (!slot.convenient).then_some(Caution::OutsideGoodTime),
            self.wish.usual.is_some_and(|usual| usual != slot.first).then_some(Caution::OtherWorker),
            room.and_then(thin),
            room.is_some_and(estimated).then_some(Caution::TravelEstimated),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The gap of a worker's day that holds a slot.
    fn room(&self, worker: &Worker, slot: &Slot) -> Option<Room> {
        let day = self.calendar.day(slot.date);
        let window = self.calendar.opening(slot.date)?.window(&day, worker.hours)?;
        let visit = Taken { start: slot.start, minutes: self.wish.minutes, place: self.wish.place }.span();
        let before = worker.taken().iter().filter(|taken| taken.end() <= visit.from);
        let next = worker.taken().iter().find(|taken| taken.start >= visit.to && taken.start < day.end);
        let home = self.home(worker);
        let left = Edge::left(before.fold(None, later), &day, &window, &home);
        let right = Edge::right(next, &window, &home);
        Some(Room { visit, left, right, gap: self.gap(window, &home, left, right)? })
    }
}

/// A slot in its gap.
struct Room {
    visit: Span,
    left: Edge,
    right: Edge,
    gap: Gap,
}

/// The best start of each half of a day, in order.
#[derive(Default)]
struct Halves(Vec<Slot>);

impl Halves {
    /// Takes a later day's starts, the earliest first.
    fn take(&mut self, slots: &[Slot]) {
        for half in slots.chunk_by(|one, next| (one.date, one.afternoon) == (next.date, next.afternoon)) {
            // A convenient start beats any other of its half-day, so that the first convenient half-day shows one.
            self.0.extend(half.iter().min_by_key(|slot| (!slot.convenient, slot.cost)));
        }
    }

    /// Whether no later day can change what is picked: the quickest convenient half-day is known, and as many others
    /// as are offered cost no more than anything later. Of equal costs the earlier is picked.
    fn settled(&self, later_cost: u64) -> bool {
        let Some(quickest) = self.0.iter().position(|slot| slot.convenient) else { return false };
        let others = self.0.iter().enumerate().filter(|(place, _)| *place != quickest);
        others.filter(|(_, slot)| slot.cost <= later_cost).count() >= OFFERS - 1
    }

    /// The slots to offer, in the order of [`Search::offers`].
    fn pick(mut self) -> Vec<Slot> {
        let quickest = self.0.iter().position(|slot| slot.convenient).unwrap_or(0);
        let mut picked: Vec<Slot> = self.0.splice(quickest..(quickest + 1).min(self.0.len()), []).collect();
        self.0.sort_by_key(|slot| (slot.cost, slot.start));
        picked.extend(self.0.into_iter().take(OFFERS - picked.len()));
        picked.sort_by_key(|slot| (!slot.convenient, slot.start));
        picked
    }
}

#[cfg(test)]
mod tests;
