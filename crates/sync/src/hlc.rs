//! A hybrid logical clock's label: it orders what one person did for display and decides nothing.

use vizitas_domain::time::Time;

/// Milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hlc(pub u64);

/// A label further ahead than this of the server-corrected time is not followed, in milliseconds.
pub const MAX_AHEAD_MS: u64 = 5 * 60 * 1000;

impl Hlc {
    /// A label from its parts; milliseconds beyond 48 bits are cut.
    #[must_use]
    pub fn new(ms: u64, counter: u16) -> Self {
        Self(ms << 16 | u64::from(counter))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn ms(self) -> u64 {
        self.0 >> 16
    }

    /// The counter within the millisecond.
    #[must_use]
    pub fn counter(self) -> u16 {
        (self.0 & 0xffff) as u16
    }

    /// The moment it names, in whole seconds.
    #[must_use]
    pub fn time(self) -> Time {
        // 48 bits of milliseconds always fit in an i64.
        Time((self.ms() / 1000) as i64)
    }

    /// The label of the next event made here: never behind this one, even when the clock went back.
    #[must_use]
    pub fn next(self, now_ms: u64) -> Self {
        Self::new(now_ms, 0).max(Self(self.0.saturating_add(1)))
    }

    /// This clock after another's label was seen. A label too far ahead of `now_ms` is ignored.
    #[must_use]
    pub fn seeing(self, other: Self, now_ms: u64) -> Self {
        if other.ms() > now_ms.saturating_add(MAX_AHEAD_MS) { self } else { self.max(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_goes_back_and_never_follows_a_clock_gone_wild() {
        let last = Hlc::new(1_000, 7);
        assert_eq!(last.next(900), Hlc::new(1_000, 8));
        assert_eq!(last.next(2_000), Hlc::new(2_000, 0));
        assert_eq!(last.seeing(Hlc::new(5_000, 1), 1_000), Hlc::new(5_000, 1));
        assert_eq!(last.seeing(Hlc::new(1_001 + MAX_AHEAD_MS, 0), 1_000), last);
        assert_eq!(Hlc::new(1_700_000_000_999, 3).time(), Time(1_700_000_000));
    }
}
