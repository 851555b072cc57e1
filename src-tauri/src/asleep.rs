//! Locking before the tablet sleeps, and when its session is locked: the system says so over D-Bus (systemd-logind,
//! `org.freedesktop.login1`). It asks for a moment before each sleep, so that no key is in memory while the tablet sleeps. Where
//! there is no such system the lock counts the time asleep, which is enough for whoever wakes it.

use crate::app::App;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::OwnedFd;

const LOGIND: &str = "org.freedesktop.login1";
const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

pub(crate) fn start(app: App) {
    std::thread::spawn(move || {
        let watched = Connection::system().and_then(|bus| watch(&bus, &|| app.lock()));
        if let Err(error) = watched {
            tracing::debug!(%error, "the system does not say when it sleeps");
        }
    });
}

/// Locks whenever the system says so, until the bus is gone.
fn watch(bus: &Connection, lock: &dyn Fn()) -> zbus::Result<()> {
    let said = zbus::MatchRule::builder().msg_type(Type::Signal).sender(LOGIND)?.build();
    let signals = MessageIterator::for_match_rule(said, bus, None)?;
    // Held, the system waits with its sleep; dropped, it goes on.
    let mut moment = ask_for_a_moment(bus);
    for signal in signals {
        let signal = signal?;
        match signal.header().member().map(|member| member.as_str()) {
            Some("PrepareForSleep") if signal.body().deserialize()? => {
                lock();
                moment = None;
            }
            Some("PrepareForSleep") => moment = ask_for_a_moment(bus),
            Some("Lock") => lock(),
            _ => {}
        }
    }
    drop(moment);
    Ok(())
}

fn ask_for_a_moment(bus: &Connection) -> Option<OwnedFd> {
    let asked = ("sleep", "Vizitas", "locks itself first", "delay");
    let answer = bus.call_method(Some(LOGIND), PATH, Some(MANAGER), "Inhibit", &asked);
    answer.and_then(|answer| answer.body().deserialize()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::net::UnixStream;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc;
    use std::time::Duration;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::Fd;

    /// A bus of the test's own.
    struct Bus(Child, String);

    impl Bus {
        fn new() -> Self {
            let mut daemon = Command::new("dbus-daemon");
            daemon.args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped());
            let mut child = daemon.spawn().unwrap();
            let mut address = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
            Self(child, address.trim().to_owned())
        }

        fn connect(&self) -> Builder<'static> {
            Builder::address(self.1.as_str()).unwrap()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// The system's side: hands out moments, each a pipe whose other end tells when it was let go.
    struct Logind(mpsc::Sender<UnixStream>);

    #[zbus::interface(name = "org.freedesktop.login1.Manager")]
    impl Logind {
        fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> Fd<'static> {
            assert_eq!((what, mode), ("sleep", "delay"));
            let (ours, theirs) = UnixStream::pair().unwrap();
            ours.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
            self.0.send(ours).unwrap();
            std::os::fd::OwnedFd::from(theirs).into()
        }
    }

    #[test]
    fn it_locks_before_the_tablet_sleeps_and_lets_it_sleep_then() {
        let bus = Bus::new();
        let (moments, asked) = mpsc::channel();
        let system =
            bus.connect().name(LOGIND).unwrap().serve_at(PATH, Logind(moments)).unwrap().build().unwrap();
        let app = bus.connect().build().unwrap();
        let (locked, locks) = mpsc::channel();
        std::thread::spawn(move || watch(&app, &|| locked.send(()).unwrap()));
        let soon = Duration::from_secs(30);
        let mut held = asked.recv_timeout(soon).unwrap();
        let sleeps = |whether: bool| {
            system.emit_signal(None::<&str>, PATH, MANAGER, "PrepareForSleep", &(whether,)).unwrap();
        };
        sleeps(true);
        locks.recv_timeout(soon).unwrap();
        assert_eq!(held.read(&mut [0]).unwrap(), 0, "the moment was let go");
        // Awake again it asks for the next one.
        sleeps(false);
        let _held = asked.recv_timeout(soon).unwrap();
        assert!(locks.try_recv().is_err());
        let session = "/org/freedesktop/login1/session/_31";
        system.emit_signal(None::<&str>, session, "org.freedesktop.login1.Session", "Lock", &()).unwrap();
        locks.recv_timeout(soon).unwrap();
        // What others say is no matter.
        let stranger = bus.connect().build().unwrap();
        stranger.emit_signal(None::<&str>, PATH, MANAGER, "PrepareForSleep", &(true,)).unwrap();
        sleeps(false);
        let _held = asked.recv_timeout(soon).unwrap();
        assert!(locks.try_recv().is_err());
    }
}
