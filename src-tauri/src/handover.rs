//! Handing a number or a place to the tablet's own apps, a file to its folders. Nothing else leaves the window.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;
use tauri::{AppHandle, Manager};
use vizitas_device::error::DeviceError;
use vizitas_device::view::{ErrorCode, ErrorView, SavedFile};

/// Opens the telephone app with a number (RFC 3966).
pub(crate) fn call(number: &str) -> Result<(), ErrorView> {
    open(&format!("tel:{number}"))
}

/// Opens the map app: at a point when it is known, else by its address (RFC 5870).
pub(crate) fn map(point: Option<(f64, f64)>, address: &str) -> Result<(), ErrorView> {
    let query: String = address.bytes().map(escaped).collect();
    match point {
        Some((lat, lon)) => open(&format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}({query})")),
        None => open(&format!("geo:0,0?q={query}")),
    }
}

/// Saves a file where the tablet keeps downloads, else documents, else all that is its user's.
pub(crate) fn file(app: &AppHandle, name: String, bytes: &[u8]) -> Result<SavedFile, DeviceError> {
    let paths = app.path();
    let folder = paths.download_dir().or_else(|_| paths.document_dir()).or_else(|_| paths.home_dir());
    let folder = folder.map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
    write(&folder, &name, bytes)?;
    let folder = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(SavedFile { folder, name })
}

/// Readable by its user alone: a checklist is not encrypted any more. One saved before is replaced.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(folder.join(name))?;
    written.write_all(bytes)?;
    written.sync_all()
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

fn open(address: &str) -> Result<(), ErrorView> {
    let none = |_| ErrorView { code: ErrorCode::NoHandler, args: Default::default() };
    tauri_plugin_opener::open_url(address, None::<&str>).map_err(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_escaped() {
        let query: String = "Naujoji g. 5".bytes().map(escaped).collect();
        assert_eq!(query, "Naujoji%20g%2E%205");
    }

    #[test]
    fn a_file_is_its_users_alone_and_replaces_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let downloads = folder.path().join("downloads");
        for text in ["{ \"a longer first\": 1 }", "{}"] {
            write(&downloads, "vizitas-7.json", text.as_bytes()).unwrap();
        }
        let path = downloads.join("vizitas-7.json");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
