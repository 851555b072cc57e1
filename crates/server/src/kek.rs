//! The key-encryption key: one secret file that opens every other key of the server. It wraps keys and never
//! data, and never stands in a database or a backup.

use crate::error::Error;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Crypto("no random bytes"))?;
    Ok(bytes)
}

/// Writes a file that only its owner may read, refusing to overwrite, and waits until it is on the disk.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(Error::at(path))?;
    file.write_all(bytes).map_err(Error::at(path))?;
    file.sync_all().map_err(Error::at(path))
}

/// The key-encryption key. It comes from a file; what opens keys elsewhere (a hardware module) would take this type's
/// place.
pub struct Kek(LessSafeKey);

impl std::fmt::Debug for Kek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kek")
    }
}

impl Kek {
    /// Makes a new key and writes it to `path` with mode 0600.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let key = Zeroizing::new(random::<32>()?);
        let text = Zeroizing::new(hex(key.as_slice()));
        write_private(path, text.as_bytes())?;
        Self::from_bytes(key.as_slice())
    }

    /// Reads the key from `path`.
    ///
    /// # Errors
    /// When the file is missing, is readable by others, or is not 64 hexadecimal digits.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mode = std::fs::metadata(path).map_err(Error::at(path))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Error::Exposed(path.to_owned()));
        }
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(Error::at(path))?);
        let bytes =
            Zeroizing::new(unhex(text.trim()).ok_or(Error::Sealed("the key file is not hexadecimal"))?);
        Self::from_bytes(&bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let key = UnboundKey::new(&AES_256_GCM, bytes)
            .map_err(|_| Error::Sealed("the key file has a wrong length"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Wraps a key. `label` says what it is for and must be given again to unwrap it. Result: 12 bytes of nonce,
    /// the ciphertext, 16 bytes of tag (AES-256-GCM, NIST SP 800-38D).
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn wrap(&self, label: &[u8], key: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce = random::<NONCE_LEN>()?;
        let mut out = nonce.to_vec();
        let mut body = key.to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(label), &mut body)
            .map_err(|_| Error::Crypto("key wrap"))?;
        out.append(&mut body);
        Ok(out)
    }

    /// Opens what [`Kek::wrap`] made under the same label.
    ///
    /// # Errors
    /// When the key, the label or the bytes are not those of the wrap.
    pub fn unwrap(&self, label: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let (nonce, body) =
            wrapped.split_at_checked(NONCE_LEN).ok_or(Error::Sealed("a wrapped key is too short"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Error::Crypto("nonce"))?;
        let mut body = Zeroizing::new(body.to_vec());
        let length = self
            .0
            .open_in_place(nonce, Aad::from(label), &mut body)
            .map_err(|_| Error::Sealed("a wrapped key"))?
            .len();
        body.truncate(length);
        Ok(body)
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Bytes of a hexadecimal text, none when it is not one.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_open_only_under_their_own_label_and_key() {
        let dir = tempfile::tempdir().unwrap();
        let kek = Kek::create(&dir.path().join("kek")).unwrap();
        let wrapped = kek.wrap(b"log", b"secret").unwrap();
        assert_eq!(kek.unwrap(b"log", &wrapped).unwrap().as_slice(), b"secret");
        assert!(kek.unwrap(b"vault", &wrapped).is_err());
        let again = Kek::open(&dir.path().join("kek")).unwrap();
        assert_eq!(again.unwrap(b"log", &wrapped).unwrap().as_slice(), b"secret");
        let other = Kek::create(&dir.path().join("other")).unwrap();
        assert!(other.unwrap(b"log", &wrapped).is_err());
        assert!(kek.unwrap(b"log", b"short").is_err());
    }

    #[test]
    fn a_key_file_that_others_may_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kek");
        Kek::create(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Kek::open(&path), Err(Error::Exposed(_))));
        assert!(matches!(Kek::create(&path), Err(Error::File { .. })));
    }

    #[test]
    fn hexadecimal_comes_back() {
        assert_eq!(unhex(&hex(&[0, 15, 255])).as_deref(), Some(&[0, 15, 255][..]));
        assert_eq!(unhex("abc"), None);
        assert_eq!(unhex("zz"), None);
    }
}
