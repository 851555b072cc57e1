//! Time that nobody at the tablet can set: how long it has been running. What is to pass on the tablet alone is measured by
//! it, never by the wall clock, which anybody may turn. It says nothing of when anything was.

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// How long the tablet has been running, sleep included, and which of its starts that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uptime {
    start: String,
    seconds: u64,
}

/// Reads the uptime. Given from outside, so that a test has it in hand.
pub type Stopwatch = Arc<dyn Fn() -> Uptime + Send + Sync>;

impl Uptime {
    /// The running time of a start of that name.
    #[must_use]
    pub fn of(start: &str, seconds: u64) -> Self {
        Self { start: start.to_owned(), seconds }
    }

    /// At least so much has passed since `then`. Across a restart only what this start has run is sure.
    #[must_use]
    pub fn since(&self, then: &Self) -> Duration {
        let before = if self.start == then.start { then.seconds } else { 0 };
        Duration::from_secs(self.seconds.saturating_sub(before))
    }

    /// Whether both are of the same start.
    #[must_use]
    pub(crate) fn is_same_start(&self, other: &Self) -> bool {
        self.start == other.start
    }
}

/// The operating system's own count where it names its starts; elsewhere the program's, which begins anew with it.
#[must_use]
pub fn system() -> Stopwatch {
    let (begun, own) = (std::time::Instant::now(), uuid::Uuid::new_v4().to_string());
    Arc::new(move || of_system().unwrap_or_else(|| Uptime::of(&own, begun.elapsed().as_secs())))
}

/// Linux and Android: `CLOCK_BOOTTIME`, which goes on in sleep, and the kernel's name of this start (random(4)).
#[cfg(any(target_os = "linux", target_os = "android"))]
fn of_system() -> Option<Uptime> {
    let start = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let up = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Some(Uptime::of(start.trim(), u64::try_from(up.tv_sec).ok()?))
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn of_system() -> Option<Uptime> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn across_a_restart_only_what_has_run_since_is_sure() {
        let cases = [
            (("a", 100), ("a", 130), 30),
            (("a", 100), ("a", 90), 0),
            (("a", 100), ("b", 90), 90),
            (("a", 100), ("b", 5), 5),
        ];
        for ((start, then), (later, now), passed) in cases {
            let (then, now) = (Uptime::of(start, then), Uptime::of(later, now));
            assert_eq!(now.since(&then), Duration::from_secs(passed), "{then:?} {now:?}");
        }
    }

    #[test]
    fn the_systems_count_goes_on_and_keeps_its_name() {
        let stopwatch = system();
        let (first, second) = (stopwatch(), stopwatch());
        assert_eq!(first.start, second.start);
        assert!(second.seconds >= first.seconds);
    }
}
