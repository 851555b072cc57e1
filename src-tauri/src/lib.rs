//! The window of the field app: it opens the screens and passes each command to the device.
//!
//! It must never decide anything. A command here parses its input, calls one function and maps the error.

mod app;
#[cfg(target_os = "linux")]
mod asleep;
mod background;
mod commands;
mod handover;

use app::App;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tauri::Manager;
use vizitas_device::device::Clock;
use vizitas_device::keystore::SystemKeyStore;
use vizitas_device::tablet::Tablet;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the web view or the window cannot be made, or the profiles' folder cannot be read.
pub fn run() -> tauri::Result<()> {
    // Before anything is opened; the web view's processes inherit the limit.
    vizitas_device::no_core::leave_none()?;
    // One provider for all of TLS; another one installed before would be a fault of the build.
    let _ = rustls::crypto::ring::default_provider().install_default();
    tracing_subscriber::fmt().with_env_filter(tracing_subscriber::EnvFilter::from_default_env()).init();
    tauri::Builder::default()
        .setup(|tauri| {
            let folder = tauri.path().app_data_dir()?.join("profile");
            let clock: Clock = Arc::new(now_ms);
            let tablet = Tablet::at(&folder, Arc::new(SystemKeyStore), clock)?;
            tauri.manage(App::new(tablet, tauri.handle().clone()));
            background::start(tauri.handle());
            Ok(())
        })
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!())
}

/// Where the app begins on a phone's or tablet's own system.
#[cfg(mobile)]
#[tauri::mobile_entry_point]
fn start() {
    if let Err(error) = run() {
        tracing::error!(%error, "the window did not open");
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
