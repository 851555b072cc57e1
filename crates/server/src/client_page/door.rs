//! How many may be at the clients' door at once. Who has a good link is let in, if need be after a moment; who tries wrong
//! ones is told less and less. It keeps addresses for a minute, in memory alone.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use vizitas_domain::time::Time;

/// Pages made at once; who comes then waits,
const AT_ONCE: usize = 16;
/// but not for longer than this.
const PATIENCE: Duration = Duration::from_secs(10);
/// Wrong links from one address within a minute that are answered at length.
const WRONG_A_MINUTE: u32 = 30;
/// Addresses kept; when there are more, all are forgotten.
const ADDRESSES: usize = 10_000;

/// The door.
#[derive(Debug)]
pub(crate) struct Door {
    room: Semaphore,
    wrong: Mutex<HashMap<IpAddr, (i64, u32)>>,
}

impl Default for Door {
    fn default() -> Self {
        Self { room: Semaphore::new(AT_ONCE), wrong: Mutex::default() }
    }
}

impl Door {
    /// Waits for room; none when there is none for too long.
    pub(super) async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        tokio::time::timeout(PATIENCE, self.room.acquire()).await.ok()?.ok()
    }

    /// Whether a wrong link, or a request that proves nothing, is one too many from this address. A good one is never asked
    /// about.
    pub(crate) fn is_pushed(&self, from: IpAddr, now: Time) -> bool {
        let minute = now.0.div_euclid(60);
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= ADDRESSES {
            wrong.clear();
        }
        let (when, count) = wrong.entry(from).or_insert((minute, 0));
        if *when != minute {
            (*when, *count) = (minute, 0);
        }
        *count += 1;
        *count > WRONG_A_MINUTE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tries_wrong_links_is_told_less_for_a_minute_and_nobody_else_is() {
        let door = Door::default();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert!((0..WRONG_A_MINUTE).all(|_| !door.is_pushed(one, Time(0))));
        assert!(door.is_pushed(one, Time(59)));
        assert!(!door.is_pushed(other, Time(59)));
        assert!(!door.is_pushed(one, Time(60)));
    }
}
