//! Moments. The domain counts whole seconds in UTC and never asks what time it is; wall-clock times and days
//! belong to the municipality's time zone and are worked out by those who show or plan them.

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// The moment `minutes` later (earlier when negative); stays at the ends of the range instead of wrapping.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60)))
    }

    /// Whole minutes from `earlier` to this moment, rounded towards the earlier one.
    #[must_use]
    pub fn minutes_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_never_wraps() {
        assert_eq!(Time(i64::MAX).plus_minutes(1), Time(i64::MAX));
        assert_eq!(Time(0).plus_minutes(-2), Time(-120));
        assert_eq!(Time(119).minutes_since(Time(0)), 1);
        assert_eq!(Time(-1).minutes_since(Time(0)), -1);
    }
}
