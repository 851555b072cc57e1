//! The key-encryption key: one secret that opens every other key of the server. It wraps keys and never data, and never
//! stands in a database or a backup.

mod replace;
mod source;

use crate::error::Error;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

pub(crate) use replace::rewrap;
pub use source::KekSource;

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

/// The key-encryption key: one that wraps, and, while it is being replaced, the ones before it that still open.
pub struct Kek {
    key: LessSafeKey,
    before: Vec<LessSafeKey>,
}

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
        let text = draw()?;
        write_private(path, text.as_bytes())?;
        Self::from_text(&text)
    }

    /// Reads the key from `path`.
    ///
    /// # Errors
    /// When the file is missing, is readable by others, or is not of the form of [`Kek::from_text`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mode = std::fs::metadata(path).map_err(Error::at(path))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Error::Exposed(path.to_owned()));
        }
        Self::from_text(&read(path)?)
    }

    /// Reads the key from its text: 64 hexadecimal digits, and after white space those of keys before it.
    ///
    /// # Errors
    /// When it is not of this form.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        let mut keys = text.split_ascii_whitespace().map(|digits| {
            let bytes = Zeroizing::new(unhex(digits).ok_or(Error::Sealed("the key is not hexadecimal"))?);
            let key = UnboundKey::new(&AES_256_GCM, &bytes);
            Ok(LessSafeKey::new(key.map_err(|_| Error::Sealed("the key has a wrong length"))?))
        });
        let key = keys.next().ok_or(Error::Sealed("the key is empty"))??;
        Ok(Self { key, before: keys.collect::<Result<_, Error>>()? })
    }

    /// The same key; what it does not open is tried with another's.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.before.push(other.key);
        self.before.extend(other.before);
        self
    }

    /// Whether there are keys before it that still open.
    #[must_use]
    pub fn is_being_replaced(&self) -> bool {
        !self.before.is_empty()
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
        self.key
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
        let mut keys = std::iter::once(&self.key).chain(&self.before);
        let opened = keys.find_map(|key| unwrap(key, label, wrapped));
        opened.ok_or(Error::Sealed("a wrapped key"))
    }

    /// The same wrap made anew under the key that wraps; none when it is that already.
    ///
    /// # Errors
    /// As [`Kek::unwrap`].
    pub(crate) fn rewrap(&self, label: &[u8], wrapped: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        if unwrap(&self.key, label, wrapped).is_some() {
            return Ok(None);
        }
        self.wrap(label, &self.unwrap(label, wrapped)?).map(Some)
    }

    /// Makes the wrap in a file anew, whole or not at all. True when there was something to do.
    pub(crate) fn rewrap_file(&self, label: &[u8], path: &Path) -> Result<bool, Error> {
        let wrapped = std::fs::read(path).map_err(Error::at(path))?;
        let Some(anew) = self.rewrap(label, &wrapped)? else { return Ok(false) };
        replace_private(path, &anew)?;
        Ok(true)
    }
}

fn unwrap(key: &LessSafeKey, label: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, body) = wrapped.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut body = Zeroizing::new(body.to_vec());
    let length = key.open_in_place(nonce, Aad::from(label), &mut body).ok()?.len();
    body.truncate(length);
    Some(body)
}

/// The text of a new key.
fn draw() -> Result<Zeroizing<String>, Error> {
    Ok(Zeroizing::new(hex(Zeroizing::new(random::<32>()?).as_slice())))
}

fn read(path: &Path) -> Result<Zeroizing<String>, Error> {
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(Error::at(path))
}

/// Puts a file that only its owner may read in the place of one that is there, whole or not at all.
fn replace_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("new");
    match std::fs::remove_file(&beside) {
        // Of a run that was cut short.
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::at(&beside)(error)),
        _ => write_private(&beside, bytes)?,
    }
    std::fs::rename(&beside, path).map_err(Error::at(path))?;
    sync_parent(path)
}

/// Makes a name in its folder durable.
pub(crate) fn sync_parent(file: &Path) -> Result<(), Error> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::at(folder))
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
    fn while_a_key_is_replaced_the_one_before_still_opens_and_no_longer_wraps() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        let (old, new) = (Kek::create(&path("old")).unwrap(), Kek::create(&path("new")).unwrap());
        let both = [read(&path("new")).unwrap(), read(&path("old")).unwrap()]
            .map(|text| text.to_string())
            .join("\n");
        let both = Kek::from_text(&both).unwrap();
        assert!(both.is_being_replaced() && !new.is_being_replaced());
        let wrapped = old.wrap(b"log", b"secret").unwrap();
        let anew = both.rewrap(b"log", &wrapped).unwrap().unwrap();
        assert_eq!(both.rewrap(b"log", &anew).unwrap(), None);
        assert_eq!(new.unwrap(b"log", &anew).unwrap().as_slice(), b"secret");
        assert!(old.unwrap(b"log", &anew).is_err());
        assert!(both.rewrap(b"vault", &wrapped).is_err());
        for bad in ["", " ", "00", "zz", &"0".repeat(63), &format!("{} 00", "0".repeat(64))] {
            assert!(Kek::from_text(bad).is_err(), "{bad}");
        }
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
