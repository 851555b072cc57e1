//! A server and a tablet as a release left them, each opened by itself: for processes that are killed, and for upgrades that
//! are cut.

use super::Trouble;
use crate::released::{MORNING_MS, PIN, Released, SLUG, clock, copy, releases, tablet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use vizitas_device::device::Device;
use vizitas_device::https::{Https, Pin};
use vizitas_device::sync::{self, Ended};
use vizitas_device::view::{DayArgs, DayEntry, NoteArgs, VisitArgs};
use vizitas_server::http::{Presence, Served};
use vizitas_server::{DataFolder, Municipality, serve, tls};

/// Puts what the newest release left into a folder.
pub(super) fn lay_out(folder: &Path) -> Result<(), Trouble> {
    copy(releases()?.last().ok_or("no release left anything")?, folder)
}

fn data(folder: &Path) -> DataFolder {
    DataFolder::new(folder.join("server"))
}

fn now() -> Arc<AtomicU64> {
    Arc::new(AtomicU64::new(MORNING_MS))
}

/// The tablet's app, unlocked, and its line to a server on this port.
pub(super) fn app(folder: &Path, port: &str) -> Result<(Mutex<Device>, Https), Trouble> {
    let mut device = tablet(folder, &now())?;
    device.unlock(PIN)?;
    let certificate = tls::certificate(&data(folder).certificate_file())?;
    let pin = ring::digest::digest(&ring::digest::SHA256, &certificate).as_ref().to_vec();
    let line = Https::new(&format!("https://localhost:{port}/m/{SLUG}"), Pin(pin));
    Ok((Mutex::new(device), line.map_err(|_| "no line to the server")?))
}

/// Serves until the process ends; `listening` hears when it does.
pub(super) async fn serve(
    folder: &Path,
    port: &str,
    listening: impl FnOnce() -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let data = data(folder);
    let office = Municipality::open(&data, SLUG, clock(&now()))?;
    let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], port.parse()?)))?;
    let tls = tls::config(&data.certificate_file(), &data.tls_key_file())?;
    let served = Served::new(Presence::of(&data)?, [office]);
    listening()?;
    Ok(serve::serve(listener, tls, served, std::future::pending()).await?)
}

fn held(app: &Mutex<Device>) -> MutexGuard<'_, Device> {
    app.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A visit to write at: the day's first.
pub(super) fn visit_of(app: &Mutex<Device>) -> Result<VisitArgs, Trouble> {
    let day = held(app).day(&DayArgs { day: None })?;
    let first = day.entries.into_iter().find_map(|entry| match entry {
        DayEntry::Visit { row } => Some(row.id),
        _ => None,
    });
    Ok(VisitArgs { visit: first.ok_or("the day has no visit")? })
}

/// The notes at a visit.
pub(super) fn notes(app: &Mutex<Device>, visit: &VisitArgs) -> Result<Vec<String>, Trouble> {
    Ok(held(app).visit(visit)?.notes.into_iter().map(|note| note.text).collect())
}

/// Writes one; when it returns, it is saved.
pub(super) fn note(app: &Mutex<Device>, visit: &VisitArgs, text: &str) -> Result<(), Trouble> {
    held(app).note(&NoteArgs { visit: visit.visit.clone(), text: text.to_owned() })?;
    Ok(())
}

/// Syncs; whether both came to hold the same.
pub(super) async fn sync(app: &Mutex<Device>, line: &Https) -> Result<bool, Trouble> {
    Ok(sync::run(app, line, &|| {}).await? == Ended::Done)
}

/// Whether tablet and office hold the same rows, and nothing waits; neither runs.
pub(super) fn same(folder: &Path) -> Result<Result<(), String>, Trouble> {
    let both = Released::open(folder)?;
    let device = both.device();
    let waiting = device.status()?.sync.waiting;
    if waiting > 0 {
        return Ok(Err(format!("{waiting} still wait")));
    }
    for (stream, (whole, rows)) in device.rows()? {
        if !whole || rows != both.office.rows_of(stream)? {
            return Ok(Err("tablet and office differ".into()));
        }
    }
    Ok(Ok(()))
}

/// Tablet and office, open, with all that they show.
pub(super) fn shown(folder: &Path) -> Result<(Released, String), Trouble> {
    let opened = Released::open(folder)?;
    let shown = opened.seen()?.to_string();
    Ok((opened, shown))
}
