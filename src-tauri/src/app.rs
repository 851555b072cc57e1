//! What the window holds: the device, who is to be told of changes, and when the tablet was last touched.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tauri::{AppHandle, Emitter};
use tokio::sync::Notify;
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::view::{ErrorView, StatusView};

/// The app's state, shared by commands and the background.
#[derive(Clone)]
pub(crate) struct App {
    device: Arc<Mutex<Device>>,
    handle: AppHandle,
    touched: Arc<Mutex<Instant>>,
    /// Rung when something waits to be synced, or somebody asks for it.
    pub(crate) bell: Arc<Notify>,
    /// Rung when the app was opened: there is somebody to listen for.
    pub(crate) ear: Arc<Notify>,
}

impl App {
    pub(crate) fn new(device: Arc<Mutex<Device>>, handle: AppHandle) -> Self {
        Self {
            device,
            handle,
            touched: Arc::new(Mutex::new(Instant::now())),
            bell: Arc::default(),
            ear: Arc::default(),
        }
    }

    /// After the app was opened: what waits is synced, and the server's wake-ups are listened to.
    pub(crate) fn opened(&self) {
        self.touch();
        self.bell.notify_one();
        self.ear.notify_one();
    }

    /// The device, as the last write left it even if somebody panicked over it.
    pub(crate) fn device(&self) -> MutexGuard<'_, Device> {
        self.device.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The device for work that waits for the network in between.
    pub(crate) fn shared(&self) -> &Mutex<Device> {
        &self.device
    }

    /// The window's own handle.
    pub(crate) fn handle(&self) -> &AppHandle {
        &self.handle
    }

    /// Somebody is using the tablet.
    pub(crate) fn touch(&self) {
        *self.touched.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long nobody has.
    pub(crate) fn idle(&self) -> std::time::Duration {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Tells the window how the app stands.
    pub(crate) fn tell_status(&self) -> Result<StatusView, ErrorView> {
        let status = self.device().status().map_err(refusal)?;
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
        self.device().lock();
        self.bell.notify_one();
        let _ = self.tell_status();
    }

    /// After something was saved: the line at the top changes, and it is to be synced.
    pub(crate) fn wrote(&self) {
        self.bell.notify_one();
        let _ = self.tell_status();
    }
}

/// An error as the window gets it. What is not meant for people is logged, by its code alone.
pub(crate) fn refusal(error: DeviceError) -> ErrorView {
    let view = error.view();
    tracing::debug!(code = ?view.code, %error, "refused");
    view
}
