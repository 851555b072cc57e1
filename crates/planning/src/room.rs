//! The place of one visit in one worker's day, between her neighbours, and what speaks for it. Knows neither what it
//! costs nor whether somebody else would be better.

use crate::calendar::LocalDay;
use crate::gap::{Edge, Gap, later};
use crate::offer::{Caution, Reason};
use crate::slot::Search;
use crate::travel::{Leg, Travel};
use crate::window::{Span, Window};
use crate::worker::{Taken, Worker};
use vizitas_domain::client::Language;

/// A way of so many minutes is near.
const NEAR_MINUTES: u16 = 10;

/// So many minutes later or earlier being near is no reason any more.
const SOON_MINUTES: u32 = 60;

/// A visit in its gap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) left: Edge,
    pub(crate) right: Edge,
    pub(crate) gap: Gap,
}

impl<T: Travel> Search<'_, T> {
    /// The room of a visit on a worker's day, among what is taken of it in any order; `None` when it overlaps
    /// something, cuts a pause, or a way is too long.
    pub(crate) fn room<'a>(
        &self,
        worker: &Worker,
        (day, window): (&LocalDay, Window),
        taken: impl Iterator<Item = &'a Taken>,
        visit: Span,
    ) -> Option<Room> {
        let (mut last, mut next) = (None, None::<&Taken>);
        for taken in taken {
            if taken.end() <= visit.from {
                last = later(last, taken);
            } else if taken.start < visit.to {
                return None;
            } else if taken.start < day.end && next.is_none_or(|next| taken.start < next.start) {
                next = Some(taken);
            }
        }
        let home = self.home(worker);
        let left = Edge::left(last, day, &window, &home);
        let right = Edge::right(next, &window, &home);
        let gap = self.gap(window, &home, left, right)?;
        gap.holds(visit).then_some(Room { left, right, gap })
    }

    /// What speaks for a worker at a visit; the strongest stands first. Of ways only where there is room.
    pub(crate) fn reasons(
        &self,
        worker: &Worker,
        day: &LocalDay,
        visit: Span,
        room: Option<&Room>,
    ) -> Vec<Reason> {
        let suits = self.suits(day);
        let (usual, known) = (self.wish.usual == Some(worker.id), self.wish.known.contains(&worker.id));
        let foreign = self.wish.language.filter(|wanted| *wanted != Language::default());
        let skilled = !self.wish.skill.is_empty() && worker.can(self.wish.skill);
        let near = |edge: Edge, leg: Leg, apart: u32| {
            let near = edge.taken && !leg.estimated && leg.minutes <= NEAR_MINUTES && apart < SOON_MINUTES;
            near.then_some(leg.minutes)
        };
        let previous = |room: &Room| near(room.left, room.gap.to_here, room.gap.fit(visit).buffer_before);
        let next = |room: &Room| near(room.right, room.gap.onward, room.gap.fit(visit).buffer_after);
        [
            (suits.fits_good(visit) && !suits.in_bad(visit)).then_some(Reason::FitsGoodTime),
            usual.then_some(Reason::UsualWorker),
            (known && !usual).then_some(Reason::KnowsClient),
            foreign.filter(|wanted| worker.speaks(*wanted)).map(Reason::SpeaksLanguage),
            skilled.then_some(Reason::HasSkill),
            room.and_then(previous).map(|minutes| Reason::NearPrevious { minutes }),
            room.and_then(next).map(|minutes| Reason::NearNext { minutes }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What to mind about it.
    pub(crate) fn cautions(
        &self,
        worker: &Worker,
        day: &LocalDay,
        visit: Span,
        room: Option<&Room>,
    ) -> Vec<Caution> {
        let suits = self.suits(day);
        let thin = |room: &Room| {
            let fit = room.gap.fit(visit);
            let minutes = fit.buffer_before.min(fit.buffer_after);
            (minutes < u32::from(self.weights.buffer_minutes)).then_some(Caution::ThinBuffer { minutes })
        };
        let estimated = |room: &Room| room.gap.to_here.estimated || room.gap.onward.estimated;
        [
            suits.outside_good(visit).then_some(Caution::OutsideGoodTime),
            suits.in_bad(visit).then_some(Caution::InBadTime),
            self.wish.usual.is_some_and(|usual| usual != worker.id).then_some(Caution::OtherWorker),
            room.and_then(thin),
            room.is_some_and(estimated).then_some(Caution::TravelEstimated),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
