//! What of one day suits a client and what does not. Does not know what that costs.

use crate::calendar::LocalDay;
use crate::window::Span;
use chrono::Datelike;
use vizitas_domain::client::Suit;

/// A client's good and bad times as moments of one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct DaySuits {
    /// Whether good times are known at all, on this day or another.
    choosy: bool,
    good: Vec<Span>,
    bad: Vec<Span>,
}

impl DaySuits {
    pub(crate) fn on(day: &LocalDay, suits: &[Suit]) -> Self {
        let weekday = day.date.weekday().num_days_from_monday();
        let spans = |good: bool| {
            let today = suits.iter().filter(|suit| suit.good == good && u32::from(suit.weekday) == weekday);
            today.map(|suit| Span { from: day.at(suit.from), to: day.at(suit.to) }).collect()
        };
        Self { choosy: suits.iter().any(|suit| suit.good), good: spans(true), bad: spans(false) }
    }

    /// Whether a visit lies wholly within a good time, when there are any.
    pub(crate) fn fits_good(&self, visit: Span) -> bool {
        self.good.iter().any(|good| good.from <= visit.from && visit.to <= good.to)
    }

    /// Whether good times are known and it does not.
    pub(crate) fn outside_good(&self, visit: Span) -> bool {
        self.choosy && !self.fits_good(visit)
    }

    /// Whether some of it lies in a bad time.
    pub(crate) fn in_bad(&self, visit: Span) -> bool {
        self.bad.iter().any(|bad| bad.overlaps(visit))
    }

    /// Whether it suits.
    pub(crate) fn convenient(&self, visit: Span) -> bool {
        !self.outside_good(visit) && !self.in_bad(visit)
    }
}
