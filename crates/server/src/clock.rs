//! What time it is. Passed in, so that a test holds it in its hand; the log itself never asks.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use vizitas_domain::time::Time;

/// A source of the present moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
    }
}

impl Clock {
    /// A clock that asks `ms`.
    pub fn new(ms: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(ms))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn ms(&self) -> u64 {
        (self.0)()
    }

    /// The same in whole seconds.
    #[must_use]
    pub fn now(&self) -> Time {
        Time(i64::try_from(self.ms() / 1000).unwrap_or(i64::MAX))
    }
}
