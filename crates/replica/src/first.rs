//! The first connection of a process. It opens no file.

use rusqlite::Connection;
use std::sync::Once;

/// Makes SQLite and SQLCipher ready, once a process, before any file is opened. SQLite counts as initialised a moment
/// before SQLCipher's own part of that is done, so two threads that open their first files at once may meet a library
/// that does not know its cipher yet.
pub fn make_ready() {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| drop(Connection::open_in_memory()));
}
