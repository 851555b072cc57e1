//! The window of the field app: it opens the screens and passes each command to the device.
//!
//! It must never decide anything. A command here parses its input, calls one function and maps the error.

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the web view or the window cannot be made.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
