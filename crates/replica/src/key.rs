//! The key of a replica's file. It is given by the caller, is never written by this crate, and leaves memory
//! when dropped.

use std::fmt::{self, Write as _};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// SQLCipher's raw key together with its salt. With the key alone the salt would be read from the file's first
/// sector, and a power cut while that is written would leave a file nobody can open.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey {
    key: [u8; 32],
    salt: [u8; 16],
}

impl FileKey {
    /// A key of 256 random bits and a salt of 128, both drawn by the caller for one file.
    #[must_use]
    pub fn new(key: [u8; 32], salt: [u8; 16]) -> Self {
        Self { key, salt }
    }

    /// Key and salt themselves, to be stored under another key.
    #[must_use]
    pub fn bytes(&self) -> (&[u8; 32], &[u8; 16]) {
        (&self.key, &self.salt)
    }

    /// The statement that opens the file: `PRAGMA key = "x'…'"` with 64 digits of key and 32 of salt.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        /// 16 letters before the digits, two after.
        const LENGTH: usize = 16 + 2 * (32 + 16) + 2;
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        text.push_str("PRAGMA key = \"x'");
        for byte in self.key.iter().chain(&self.salt) {
            // Writing into a string with room enough neither fails nor moves it.
            let _ = write!(text, "{byte:02x}");
        }
        text.push_str("'\"");
        text
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_holds_key_and_salt() {
        let pragma = FileKey::new([0xab; 32], [0x01; 16]).pragma();
        assert_eq!(*pragma, format!("PRAGMA key = \"x'{}{}'\"", "ab".repeat(32), "01".repeat(16)));
        assert!(pragma.capacity() == pragma.len(), "it never moved, so no copy stays behind");
    }
}
