//! One worker's day in order: visits, the ways between them and when to set out, own time, lunch, and what is
//! free. Shows what the plan says and where it cannot be kept; never changes it.

use crate::calendar::{Calendar, LocalDay, Own};
use crate::travel::{Leg, Travel};
use crate::window::{Span, Window};
use chrono::NaiveDate;
use vizitas_domain::client::Place;
use vizitas_domain::id::{BlockId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::worker::Block;

/// A lunch shorter than this is no lunch (Labour Code, article 122), unless the office's own is.
const SHORTEST_LUNCH_SECS: i64 = 30 * 60;

/// A visit as the day needs it. Cancelled ones are left out by whoever asks; of a visit that has begun the real
/// beginning may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Which one.
    pub id: VisitId,
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// Where, when known.
    pub place: Option<Place>,
    /// Whether the client's word is given.
    pub agreed: bool,
}

/// What a day is laid out from.
#[derive(Clone, Copy, Debug)]
pub struct Sketch<'a> {
    /// Which day.
    pub date: NaiveDate,
    /// The worker's own hours.
    pub own: Own<'a>,
    /// Where her day begins, when known.
    pub base: Option<Place>,
    /// Her visits, of any days and in any order.
    pub visits: &'a [Visit],
    /// Time she keeps for herself, of any days and in any order.
    pub blocks: &'a [Block],
}

/// What fills a stretch of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The way to a visit.
    Travel {
        /// When to set out, to be there in time four times of five.
        set_out: Time,
        /// How long, in minutes.
        minutes: u16,
        /// An end is known no finer than its postcode: say so.
        estimated: bool,
        /// To which visit.
        to: VisitId,
    },
    /// A visit.
    Visit {
        /// Which one.
        id: VisitId,
        /// When it begins, as promised.
        start: Time,
        /// How long, in minutes.
        minutes: u16,
        /// Whether the client's word is given.
        agreed: bool,
        /// By how many minutes she will come late if all before it takes its time; 0 is in time.
        late_minutes: u32,
    },
    /// Time the worker keeps for herself, cut to this day.
    Block {
        /// Which one.
        id: BlockId,
        /// When it begins.
        start: Time,
        /// How long, in minutes.
        minutes: u32,
    },
    /// The office's pause, as far as nothing lies in it.
    Lunch {
        /// When it begins.
        start: Time,
        /// How long, in minutes.
        minutes: u32,
    },
    /// Free time within working hours.
    Gap {
        /// When it begins.
        start: Time,
        /// How long, in minutes.
        minutes: u32,
    },
}

/// A visit or a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A visit.
    Visit(VisitId),
    /// Own time.
    Block(BlockId),
}

/// Where the day cannot be kept as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Two lie over one another, at least one of them a visit.
    Overlap {
        /// The one that begins first.
        first: Entry,
        /// The one that begins while it lasts.
        second: Entry,
    },
    /// She cannot be there in time.
    Late {
        /// At which visit.
        visit: VisitId,
        /// By how many minutes.
        minutes: u32,
    },
    /// A visit lies outside her working hours, or on a day off.
    OutsideHours {
        /// Which one.
        visit: VisitId,
    },
    /// Less than half an hour of lunch is left.
    LunchLost {
        /// What is left, in minutes.
        minutes: u32,
    },
}

/// A day in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which day.
    pub date: NaiveDate,
    /// The worker's hours on it; `None` on a day off.
    pub work: Option<(Time, Time)>,
    /// What fills it, by beginning.
    pub items: Vec<Item>,
    /// Where it cannot be kept.
    pub warnings: Vec<Warning>,
}

impl Item {
    /// When it begins.
    #[must_use]
    pub fn start(&self) -> Time {
        match *self {
            Self::Travel { set_out, .. } => set_out,
            Self::Visit { start, .. }
            | Self::Block { start, .. }
            | Self::Lunch { start, .. }
            | Self::Gap { start, .. } => start,
        }
    }

    /// How long it lasts, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        match *self {
            Self::Travel { minutes, .. } | Self::Visit { minutes, .. } => u32::from(minutes),
            Self::Block { minutes, .. } | Self::Lunch { minutes, .. } | Self::Gap { minutes, .. } => minutes,
        }
    }

    fn span(&self) -> Span {
        Span { from: self.start(), to: self.start().plus_minutes(i64::from(self.minutes())) }
    }
}

impl Day {
    /// Lays a day out. Lateness runs on: who comes late leaves late.
    #[must_use]
    pub fn lay_out(calendar: &Calendar, travel: &impl Travel, sketch: &Sketch<'_>) -> Self {
        let day = calendar.day(sketch.date);
        let window = calendar.opening(sketch.date).and_then(|opening| opening.window(&day, sketch.own));
        let mut course = Course {
            travel,
            window,
            items: Vec::new(),
            warnings: Vec::new(),
            free: day.start,
            place: sketch.base,
            longest: None,
        };
        for promise in promises(sketch, &day) {
            match promise {
                Promise::Visit(visit) => course.visit(visit),
                Promise::Block(id, span) => course.block(id, span),
            }
        }
        let Course { mut items, mut warnings, .. } = course;
        items.sort_by_key(Item::start);
        if let Some(window) = window {
            fill_free(&mut items, &window);
            warnings.extend(lunch_lost(&items, &window));
        }
        Self {
            date: sketch.date,
            work: window.map(|window| (window.work.from, window.work.to)),
            items,
            warnings,
        }
    }
}

enum Promise<'a> {
    Visit(&'a Visit),
    Block(BlockId, Span),
}

/// The visits that begin on a day and the blocks that touch it, by beginning; of equals visits first.
fn promises<'a>(sketch: &Sketch<'a>, day: &LocalDay) -> Vec<Promise<'a>> {
    let today = Span { from: day.start, to: day.end };
    let visits = sketch.visits.iter().filter(|visit| today.from <= visit.start && visit.start < today.to);
    let blocks = sketch.blocks.iter().filter_map(|block| {
        let to = block.start.plus_minutes(i64::from(block.minutes));
        let span = Span { from: block.start, to };
        let cut = Span { from: block.start.max(today.from), to: to.min(today.to) };
        span.overlaps(today).then_some(Promise::Block(block.id, cut))
    });
    let mut promises: Vec<_> = visits.map(Promise::Visit).chain(blocks).collect();
    promises.sort_by_key(|promise| match promise {
        Promise::Visit(visit) => (visit.start, 0, visit.id.0),
        Promise::Block(id, span) => (span.from, 1, id.0),
    });
    promises
}

/// How the day runs, from promise to promise.
struct Course<'a, T> {
    travel: &'a T,
    window: Option<Window>,
    items: Vec<Item>,
    warnings: Vec<Warning>,
    /// When she will be free, lateness included.
    free: Time,
    /// Where she is then.
    place: Option<Place>,
    /// What is planned to last longest so far, and until when.
    longest: Option<(Entry, Time)>,
}

impl<T: Travel> Course<'_, T> {
    fn visit(&mut self, visit: &Visit) {
        let planned = Span { from: visit.start, to: visit.start.plus_minutes(i64::from(visit.minutes)) };
        if self.window.is_none_or(|window| planned.from < window.work.from || window.work.to < planned.to) {
            self.warnings.push(Warning::OutsideHours { visit: visit.id });
        }
        let late = if self.overlaps(Entry::Visit(visit.id), planned) {
            // Two at one time is a fault of the plan that no setting out mends.
            0
        } else {
            self.way(visit)
        };
        let (id, start, minutes, agreed) = (visit.id, visit.start, visit.minutes, visit.agreed);
        self.items.push(Item::Visit { id, start, minutes, agreed, late_minutes: late });
        self.free = self.free.max(planned.to.plus_minutes(i64::from(late)));
        self.place = visit.place;
    }

    fn block(&mut self, id: BlockId, span: Span) {
        self.overlaps(Entry::Block(id), span);
        self.items.push(Item::Block { id, start: span.from, minutes: minutes_of(span) });
        self.free = self.free.max(span.to);
        self.place = None;
    }

    /// Whether an entry begins while an earlier one lasts; two blocks may.
    fn overlaps(&mut self, entry: Entry, planned: Span) -> bool {
        let before = self.longest.filter(|(_, until)| *until > planned.from);
        let both_blocks = matches!((before, entry), (Some((Entry::Block(_), _)), Entry::Block(_)));
        if let (Some((first, _)), false) = (before, both_blocks) {
            self.warnings.push(Warning::Overlap { first, second: entry });
        }
        if self.longest.is_none_or(|(_, until)| until <= planned.to) {
            self.longest = Some((entry, planned.to));
        }
        before.is_some()
    }

    /// The way to a visit: as late as is safe, around lunch if that can be. Answers by how many minutes it
    /// comes late.
    fn way(&mut self, visit: &Visit) -> u32 {
        let Leg { minutes, estimated } = self.travel.leg(self.place, visit.place);
        let straight = visit.start.plus_minutes(-i64::from(minutes));
        let around = self.window.map_or(straight, |window| window.depart(visit.start, minutes));
        let set_out = if around >= self.free { around } else { straight.max(self.free) };
        self.items.push(Item::Travel { set_out, minutes, estimated, to: visit.id });
        let arrival = set_out.plus_minutes(i64::from(minutes));
        let late = minutes_of(Span { from: visit.start, to: arrival });
        if late > 0 {
            self.warnings.push(Warning::Late { visit: visit.id, minutes: late });
        }
        late
    }
}

/// Minutes of a span, a begun one counted whole; none when it ends before it begins.
fn minutes_of(span: Span) -> u32 {
    let secs = span.to.0.saturating_sub(span.from.0).max(0);
    u32::try_from((secs + 59) / 60).unwrap_or(u32::MAX)
}

/// Puts lunch and gaps where nothing else is.
fn fill_free(items: &mut Vec<Item>, window: &Window) {
    let mut free = Vec::new();
    let mut cursor = window.work.from;
    for span in items.iter().map(Item::span).chain([Span { from: window.work.to, to: window.work.to }]) {
        let to = span.from.min(window.work.to);
        split_at_lunch(Span { from: cursor, to }, window.lunch, &mut free);
        cursor = cursor.max(span.to);
    }
    items.extend(free);
    items.sort_by_key(Item::start);
}

fn split_at_lunch(span: Span, lunch: Option<Span>, free: &mut Vec<Item>) {
    let pause = lunch.unwrap_or(Span { from: span.to, to: span.to });
    // Not `clamp`: where nothing is free the span ends before it begins.
    let within = |time: Time| time.max(span.from).min(span.to);
    let pause = Span { from: within(pause.from), to: within(pause.to) };
    let mut push = |from: Time, to: Time, item: fn(Time, u32) -> Item| {
        let whole_minutes = to.minutes_since(from);
        free.extend(u32::try_from(whole_minutes).ok().filter(|minutes| *minutes > 0).map(|m| item(from, m)));
    };
    push(span.from, pause.from, |start, minutes| Item::Gap { start, minutes });
    push(pause.from, pause.to, |start, minutes| Item::Lunch { start, minutes });
    push(pause.to, span.to, |start, minutes| Item::Gap { start, minutes });
}

fn lunch_lost(items: &[Item], window: &Window) -> Option<Warning> {
    let lunch = window.lunch.filter(|lunch| lunch.overlaps(window.work))?;
    let due_secs = lunch.shared_secs(window.work).min(SHORTEST_LUNCH_SECS);
    let left = items.iter().filter(|item| matches!(item, Item::Lunch { .. })).map(Item::minutes).sum();
    (i64::from(left) * 60 < due_secs).then_some(Warning::LunchLost { minutes: left })
}

#[cfg(test)]
mod tests;
