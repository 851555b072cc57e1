//! A tablet that nobody uses locks itself. How long nobody did is told by its running time, sleep included: one that was put
//! into a bag open is locked before it answers anything when it is taken out. It never counts by a clock that can be set.

use crate::device::Device;
use std::time::Duration;

/// The app locks when nobody used it for so long.
const AFTER: Duration = Duration::from_secs(2 * 60);
/// A talk is not interrupted by the lock, nor a call to the office that is to approve the tablet.
const AFTER_IN_TALK: Duration = Duration::from_secs(10 * 60);

impl Device {
    /// Somebody uses the tablet. One that was left for too long until then is locked instead.
    pub fn touch(&mut self) {
        self.lock_if_left();
        if let Some(open) = self.open.as_mut().or(self.shut.as_mut().map(|shut| &mut shut.open)) {
            open.touched = (self.stopwatch)();
        }
    }

    /// Takes the keys out of memory when nobody used the tablet for too long, or the lease is over; whether they were taken
    /// now.
    pub fn lock_if_left(&mut self) -> bool {
        let is_left = self.used().is_some_and(|used| {
            let in_talk = self.in_visit() || self.waits_for_approval();
            (self.stopwatch)().since(&used.touched) > if in_talk { AFTER_IN_TALK } else { AFTER }
        });
        // A lease that cannot be read shows nothing: it is judged again when the app is next opened.
        let is_over = self.is_open() && self.is_shut().unwrap_or(true);
        if is_left || is_over {
            self.lock();
        }
        is_left || is_over
    }
}

#[cfg(test)]
mod tests {
    use crate::ids;
    use crate::rasa::{ONA, Rasa, VISIT, at};
    use crate::uptime::Uptime;
    use crate::view::VisitArgs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};
    use vizitas_domain::visit::VisitKind;

    #[test]
    fn a_tablet_that_is_left_locks_and_a_talk_is_not_interrupted() {
        let seconds = Arc::new(AtomicU64::new(1_000));
        let up = Arc::clone(&seconds);
        let pass = |time: u64| seconds.fetch_add(time, Ordering::Relaxed);
        let mut rasa = Rasa::new();
        rasa.plan(VisitKind::Agreed, at(9, 0));
        let app = &mut rasa.app;
        app.set_stopwatch(Arc::new(move || Uptime::of("start", up.load(Ordering::Relaxed))));
        let again = |app: &mut crate::device::Device| {
            app.lock();
            app.unlock("804217").unwrap();
        };
        again(app);
        pass(120);
        assert!(!app.lock_if_left());
        app.touch();
        pass(120);
        assert!(!app.lock_if_left());
        pass(1);
        // It slept open: who takes it up first of all meets the lock.
        app.touch();
        assert!(!app.is_open());
        assert!(!app.lock_if_left(), "it is locked already");
        again(app);
        app.set_out(&VisitArgs { visit: ids::within(ONA, VISIT) }).unwrap();
        pass(600);
        assert!(!app.lock_if_left());
        pass(1);
        assert!(app.lock_if_left() && !app.is_open());
        // What has passed before it was opened does not count.
        again(app);
        assert!(!app.lock_if_left() && app.is_open());
    }
}
