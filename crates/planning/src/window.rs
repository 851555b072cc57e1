//! Stretches of time within one day, and how a way fits around the lunch pause. Plain arithmetic on moments;
//! knows no dates, no places and no people.

use vizitas_domain::time::Time;

/// From a moment to a later one; the end is the first moment after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Time,
    pub(crate) to: Time,
}

impl Span {
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Seconds that both hold.
    pub(crate) fn shared_secs(self, other: Self) -> i64 {
        (self.to.0.min(other.to.0) - self.from.0.max(other.from.0)).max(0)
    }
}

/// A worker's working time on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) work: Span,
    pub(crate) lunch: Option<Span>,
}

impl Window {
    /// The first moment she can be there when she is free from `free`: a way that would cut lunch is driven
    /// after it.
    pub(crate) fn arrive(&self, free: Time, minutes: u16) -> Time {
        let there = free.plus_minutes(i64::from(minutes));
        match self.lunch {
            Some(lunch) if free < lunch.to && there > lunch.from => lunch.to.plus_minutes(i64::from(minutes)),
            _ => there,
        }
    }

    /// The last moment she can set out to be there by `due`: a way that would cut lunch is driven before it.
    pub(crate) fn depart(&self, due: Time, minutes: u16) -> Time {
        let out = due.plus_minutes(-i64::from(minutes));
        match self.lunch {
            Some(lunch) if out < lunch.to && due > lunch.from => lunch.from.plus_minutes(-i64::from(minutes)),
            _ => out,
        }
    }

    /// Minutes between two moments that lunch does not take.
    pub(crate) fn idle_minutes(&self, from: Time, to: Time) -> u32 {
        let span = Span { from, to };
        let pause = self.lunch.map_or(0, |lunch| lunch.shared_secs(span));
        whole_minutes(to.0.saturating_sub(from.0) - pause)
    }
}

/// Whole minutes of so many seconds; none of fewer than 60.
pub(crate) fn whole_minutes(secs: i64) -> u32 {
    u32::try_from(secs.max(0).unsigned_abs() / 60).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(hour: i64, minute: i64) -> Time {
        Time((hour * 60 + minute) * 60)
    }

    fn day() -> Window {
        Window {
            work: Span { from: clock(8, 0), to: clock(17, 0) },
            lunch: Some(Span { from: clock(12, 0), to: clock(12, 45) }),
        }
    }

    #[test]
    fn a_way_is_driven_before_or_after_lunch_never_through_it() {
        let cases = [
            (clock(11, 30), 20, clock(11, 50)),
            (clock(11, 40), 20, clock(12, 0)),
            (clock(11, 45), 20, clock(13, 5)),
            (clock(12, 10), 20, clock(13, 5)),
            (clock(12, 45), 20, clock(13, 5)),
        ];
        for (free, minutes, there) in cases {
            assert_eq!(day().arrive(free, minutes), there);
        }
        let cases = [
            (clock(13, 5), 20, clock(12, 45)),
            (clock(13, 0), 20, clock(11, 40)),
            (clock(12, 30), 20, clock(11, 40)),
            (clock(12, 0), 20, clock(11, 40)),
        ];
        for (due, minutes, out) in cases {
            assert_eq!(day().depart(due, minutes), out);
        }
    }

    #[test]
    fn lunch_is_not_idle_time() {
        assert_eq!(day().idle_minutes(clock(11, 50), clock(13, 0)), 25);
        assert_eq!(day().idle_minutes(clock(9, 0), clock(9, 20)), 20);
        assert_eq!(day().idle_minutes(clock(9, 20), clock(9, 0)), 0);
    }
}
