//! Handing a number or a place to the tablet's own apps. Nothing else leaves the window.

use vizitas_device::view::{ErrorCode, ErrorView};

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
}
