//! What goes on without a tap: listening to the server, syncing when it says something or some time has
//! passed, and locking when nobody uses the tablet. Every profile is looked after apart: what one wrote is handed
//! over whoever is at work.

use crate::app::{App, Attended};
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager};
use vizitas_device::https::{Https, Pin};
use vizitas_device::sync::{self, Ended};
use vizitas_device::wake;

/// The plan is asked for at least so often while there is a connection, for where wake-ups do not come through.
const EVERY: Duration = Duration::from_secs(60);
/// While locked: nobody waits for news, and what is to be handed over was tried when the app was locked.
const EVERY_LOCKED: Duration = Duration::from_secs(15 * 60);
/// How often the lock looks at the time.
const LOOK: Duration = Duration::from_secs(5);

pub(crate) fn start(handle: &AppHandle) {
    let app = handle.state::<App>().inner().clone();
    app.attend_all();
    #[cfg(target_os = "linux")]
    crate::asleep::start(app.clone());
    tauri::async_runtime::spawn(locking(app));
}

/// Looks after a profile for as long as the app runs.
pub(crate) fn attend(app: &App, profile: &Arc<Attended>) {
    tauri::async_runtime::spawn(syncing(app.clone(), Arc::clone(profile)));
    tauri::async_runtime::spawn(listening(Arc::clone(profile)));
}

async fn syncing(app: App, profile: Arc<Attended>) {
    let mut pause = Pause::UntilRung(EVERY);
    loop {
        match pause {
            // A timeout is as good as a bell: both mean "look now".
            Pause::UntilRung(longest) => drop(tokio::time::timeout(longest, profile.bell.notified()).await),
            Pause::Asked(whole) => tokio::time::sleep(whole).await,
        }
        pause = once(&app, &profile).await;
    }
}

/// How long to wait for the next sync.
enum Pause {
    /// Until the bell rings, and not longer than this.
    UntilRung(Duration),
    /// All of it, whoever rings: the server asked for it.
    Asked(Duration),
}

/// Rings the bell whenever the server says that something is new.
async fn listening(profile: Arc<Attended>) {
    loop {
        profile.ear.notified().await;
        let Some(https) = connection(&profile) else { continue };
        let woken = || profile.bell.notify_one();
        let ended = wake::listen(profile.shared(), &https, &woken, tokio::time::sleep, wake::spread).await;
        if let Err(error) = ended {
            tracing::debug!(%error, "listens no more until the app is opened again");
        }
    }
}

/// One sync, if there is something to talk about; how long to wait for the next.
async fn once(app: &App, profile: &Attended) -> Pause {
    let Some(https) = connection(profile) else { return Pause::UntilRung(EVERY) };
    let changed = || {
        // What the window shows may be another's day.
        if profile.device().is_open() {
            app.tell_stale();
        }
        let _ = app.tell_status();
    };
    let ended = sync::run(profile.shared(), &https, &changed).await;
    let every = if profile.device().is_open() { EVERY } else { EVERY_LOCKED };
    match ended {
        Ok(Ended::Done | Ended::Stopped) => Pause::UntilRung(every),
        Ok(Ended::Later { ms, asked: true }) => Pause::Asked(Duration::from_millis(ms)),
        Ok(Ended::Later { ms, asked: false }) => Pause::UntilRung(every.min(Duration::from_millis(ms))),
        Err(error) => {
            tracing::warn!(%error, "sync failed");
            Pause::UntilRung(every)
        }
    }
}

fn connection(profile: &Attended) -> Option<Https> {
    let device = profile.device();
    let (address, certificate) = device.server()?;
    if device.has_to_call() { Https::new(address, Pin(certificate.to_vec())).ok() } else { None }
}

async fn locking(app: App) {
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        app.lock_if_left();
    }
}
