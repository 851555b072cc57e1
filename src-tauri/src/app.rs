//! What the window holds: the tablet, and who is to be told of changes.

use crate::background;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Emitter};
use tokio::sync::Notify;
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::https::{Https, Pin};
use vizitas_device::tablet::{Shared, Tablet};
use vizitas_device::view::{ErrorView, StatusView};

/// The app's state, shared by commands and the background.
#[derive(Clone)]
pub(crate) struct App {
    tablet: Arc<Tablet>,
    handle: AppHandle,
    attended: Arc<Mutex<Vec<Arc<Attended>>>>,
}

/// One profile, with what goes on beside it.
pub(crate) struct Attended {
    device: Shared,
    /// Rung when something of it waits to be synced, or somebody asks for it.
    pub(crate) bell: Notify,
    /// Rung when it was opened: there is somebody to listen for.
    pub(crate) ear: Notify,
}

impl Attended {
    /// The profile, as the last write left it even if somebody panicked over it.
    pub(crate) fn device(&self) -> MutexGuard<'_, Device> {
        self.device.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The profile for work that waits for the network in between.
    pub(crate) fn shared(&self) -> &Mutex<Device> {
        &self.device
    }
}

impl App {
    pub(crate) fn new(tablet: Tablet, handle: AppHandle) -> Self {
        Self { tablet: Arc::new(tablet), handle, attended: Arc::default() }
    }

    /// The tablet.
    pub(crate) fn tablet(&self) -> &Tablet {
        &self.tablet
    }

    /// Looks after every profile that nobody looks after yet.
    pub(crate) fn attend_all(&self) {
        self.tablet.devices().into_iter().for_each(|device| drop(self.attended(device)));
    }

    /// What goes on beside a profile; begun where it has not been.
    fn attended(&self, device: Shared) -> Arc<Attended> {
        let mut all = self.attended.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|known| Arc::ptr_eq(&known.device, &device)) {
            return Arc::clone(known);
        }
        let begun = Arc::new(Attended { device, bell: Notify::new(), ear: Notify::new() });
        all.push(Arc::clone(&begun));
        background::attend(self, &begun);
        begun
    }

    /// What goes on beside the profile at work or at the lock.
    fn current(&self) -> Option<Arc<Attended>> {
        self.tablet.device().map(|device| self.attended(device))
    }

    /// After the app was opened: what waits is synced, and the server's wake-ups are listened to.
    pub(crate) fn opened(&self) {
        if let Some(current) = self.current() {
            current.bell.notify_one();
            current.ear.notify_one();
        }
    }

    /// Asks for a sync of the profile at work, or of what it left when it was locked.
    pub(crate) fn ring(&self) {
        if let Some(current) = self.current() {
            current.bell.notify_one();
        }
    }

    /// Goes to another profile; what whoever was at work leaves is handed over.
    pub(crate) fn leaving<T>(
        &self,
        go: impl FnOnce(&Tablet) -> Result<T, DeviceError>,
    ) -> Result<T, DeviceError> {
        let left = self.current();
        let gone = go(&self.tablet);
        if let Some(left) = left {
            left.bell.notify_one();
        }
        gone
    }

    /// Does something with the profile at work. One that was left for too long is locked first: a tablet that slept open
    /// shows nothing when it wakes.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Device) -> Result<T, DeviceError>,
    ) -> Result<T, ErrorView> {
        self.lock_if_left();
        let device = self.tablet.device().ok_or_else(|| refusal(DeviceError::Locked))?;
        let mut device = device.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut device).map_err(refusal)
    }

    /// The chosen profile, and a connection to the server that was pinned at its enrolment.
    pub(crate) fn line(&self) -> Result<(Shared, Https), ErrorView> {
        let chosen = self.tablet.device().ok_or_else(|| refusal(DeviceError::Locked))?;
        let https = self.with(|device| {
            let (address, certificate) = device.server().ok_or(DeviceError::WrongStage)?;
            Https::new(address, Pin(certificate.to_vec())).map_err(|_| DeviceError::Unreachable)
        })?;
        Ok((chosen, https))
    }

    /// The window's own handle.
    pub(crate) fn handle(&self) -> &AppHandle {
        &self.handle
    }

    /// Somebody is using the tablet.
    pub(crate) fn touch(&self) {
        // At the list and at the lock there is nothing to keep open.
        let _ = self.with(|device| {
            device.touch();
            Ok(())
        });
    }

    /// Locks the tablet if nobody has used it for too long.
    pub(crate) fn lock_if_left(&self) {
        let Some(device) = self.tablet.device() else { return };
        let left = device.lock().unwrap_or_else(PoisonError::into_inner).lock_if_left();
        if left {
            self.ring();
            let _ = self.tell_status();
        }
    }

    /// Tells the window how the app stands.
    pub(crate) fn tell_status(&self) -> Result<StatusView, ErrorView> {
        let status = self.tablet.status().map_err(refusal)?;
        // A window that is gone hears nothing, and needs nothing.
        let _ = self.handle.emit("status", &status);
        Ok(status)
    }

    /// Tells the window that what it shows may have changed.
    pub(crate) fn tell_stale(&self) {
        let _ = self.handle.emit("stale", ());
    }

    /// Takes the keys out of memory; what waits is handed over without them.
    pub(crate) fn lock(&self) {
        self.tablet.lock();
        self.ring();
        let _ = self.tell_status();
    }

    /// After something was saved: the line at the top changes, and it is to be synced.
    pub(crate) fn wrote(&self) {
        self.ring();
        let _ = self.tell_status();
    }
}

/// An error as the window gets it. What is not meant for people is logged, by its code alone.
pub(crate) fn refusal(error: DeviceError) -> ErrorView {
    let view = error.view();
    tracing::debug!(code = ?view.code, %error, "refused");
    view
}
