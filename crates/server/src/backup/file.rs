//! A backup as a file: a label that says what it is, the parts as they lie on the disk, and a check over all of it. It
//! packs, unpacks and judges bytes; where files stand and what follows from them is not its matter.
//!
//! Layout: sixteen bytes of magic; then parts, each with the length of its name (one byte), its name, its length (eight
//! bytes, big-endian) and its bytes; a zero byte; SHA-256 over all before. Files of the former kind hold log and vault
//! together: six parts in a fixed order without names or check.

use super::Kind;
use crate::error::Error;
use ring::digest::{Context, SHA256, SHA256_OUTPUT_LEN};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 16] = b"vizitas backup 2";
const FORMER: &[u8; 16] = b"vizitas backup 1";
/// What the former kind holds, in its order.
const FORMER_PARTS: [&str; 6] =
    ["municipality.json", "identity.key", "log.key", "log.db", "vault.key", "vault.db"];
/// The part that says what the others are; it comes first.
const LABEL: &str = "backup.json";
/// The erasure register, as a log's backup carries it.
pub(super) const ERASURES: &str = "erasures";
/// No label is longer.
const LABEL_LIMIT: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    /// What it holds.
    pub(crate) kind: Kind,
    /// Of which municipality.
    pub(crate) slug: String,
    /// When it was begun, in seconds since 1970.
    pub(crate) made: i64,
    /// The log's epoch then.
    pub(crate) epoch: u32,
    /// Of the log: its last position. Of the vault: every key used up to here is in it.
    pub(crate) covers: u64,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Of the former kind: log and vault.
    Both,
    /// One of the two.
    One(Label),
}

impl Kind {
    /// The parts of a backup of this kind, besides the label.
    pub(super) fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Log => &["municipality.json", "log.key", "log.db", ERASURES],
            Self::Vault => &["municipality.json", "identity.key", "vault.key", "vault.db"],
        }
    }

    /// The part that is a database.
    pub(super) fn database(self) -> &'static str {
        match self {
            Self::Log => "log.db",
            Self::Vault => "vault.db",
        }
    }
}

/// Writes a new file of these parts, each found by its name, durable on return.
pub(super) fn pack(to: &Path, label: &Label, part: impl Fn(&str) -> PathBuf) -> Result<(), Error> {
    let mut out = Checked { inner: BufWriter::new(private(to)?), sum: Context::new(&SHA256) };
    out.write_all(MAGIC)?;
    let text = serde_json::to_vec(label).map_err(|_| Error::Malformed("backup"))?;
    head(&mut out, LABEL, text.len() as u64)?;
    out.write_all(&text)?;
    for name in label.kind.parts() {
        let path = part(name);
        let mut from = File::open(&path).map_err(Error::at(&path))?;
        let length = from.metadata().map_err(Error::at(&path))?.len();
        head(&mut out, name, length)?;
        if std::io::copy(&mut from, &mut out)? != length {
            return Err(Error::Malformed("a file changed while it was backed up"));
        }
    }
    out.write_all(&[0])?;
    let Checked { mut inner, sum } = out;
    inner.write_all(sum.finish().as_ref())?;
    let file = inner.into_inner().map_err(|error| Error::Io(error.into_error()))?;
    file.sync_all().map_err(Error::at(to))
}

/// What a file is, by its beginning alone.
pub(super) fn look(file: &Path) -> Result<Found, Error> {
    let mut from = open(file)?;
    match magic(&mut from, file)? {
        FORMER => Ok(Found::Both),
        _ => label(&mut from).map(Found::One),
    }
}

/// Puts the parts of a file into a folder, those that are wanted, and says what it was. The check is over all of them.
pub(super) fn unpack(file: &Path, into: &Path, wanted: impl Fn(&str) -> bool) -> Result<Found, Error> {
    let mut from = open(file)?;
    if magic(&mut from, file)? == FORMER {
        for part in FORMER_PARTS {
            let length = length(&mut from)?;
            keep(&mut from, length, wanted(part).then(|| into.join(part)))?;
        }
        return Ok(Found::Both);
    }
    let label = label(&mut from)?;
    loop {
        let name = name(&mut from)?;
        if name.is_empty() {
            break;
        }
        let known = label.kind.parts().iter().find(|part| **part == name);
        let part = known.ok_or(Error::Malformed("backup: a part that this program does not know"))?;
        let length = length(&mut from)?;
        keep(&mut from, length, wanted(part).then(|| into.join(part)))?;
    }
    let Checked { mut inner, sum } = from;
    let mut told = [0; SHA256_OUTPUT_LEN];
    read(&mut inner, &mut told)?;
    if sum.finish().as_ref() == told { Ok(Found::One(label)) } else { Err(DAMAGED) }
}

const DAMAGED: Error = Error::Malformed("backup: cut short or damaged");

/// A new file that only its owner may read.
pub(super) fn private(path: &Path) -> Result<File, Error> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(Error::at(path))
}

/// What goes through is summed up.
struct Checked<T> {
    inner: T,
    sum: Context,
}

impl<T: Read> Read for Checked<T> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.sum.update(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<T: Write> Write for Checked<T> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn open(file: &Path) -> Result<Checked<BufReader<File>>, Error> {
    let inner = BufReader::new(File::open(file).map_err(Error::at(file))?);
    Ok(Checked { inner, sum: Context::new(&SHA256) })
}

fn magic(from: &mut impl Read, file: &Path) -> Result<&'static [u8; 16], Error> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).map_err(Error::at(file))?;
    [MAGIC, FORMER].into_iter().find(|known| **known == magic).ok_or(Error::Malformed("backup"))
}

fn label(from: &mut impl Read) -> Result<Label, Error> {
    if name(from)? != LABEL {
        return Err(DAMAGED);
    }
    let length = length(from)?;
    if length > LABEL_LIMIT {
        return Err(DAMAGED);
    }
    let mut text = vec![0; usize::try_from(length).unwrap_or_default()];
    read(from, &mut text)?;
    serde_json::from_slice(&text).map_err(|_| DAMAGED)
}

fn head(out: &mut impl Write, name: &str, length: u64) -> Result<(), Error> {
    out.write_all(&[u8::try_from(name.len()).map_err(|_| Error::Malformed("backup"))?])?;
    out.write_all(name.as_bytes())?;
    Ok(out.write_all(&length.to_be_bytes())?)
}

fn name(from: &mut impl Read) -> Result<String, Error> {
    let mut length = [0];
    read(from, &mut length)?;
    let mut name = vec![0; usize::from(length[0])];
    read(from, &mut name)?;
    String::from_utf8(name).map_err(|_| DAMAGED)
}

fn length(from: &mut impl Read) -> Result<u64, Error> {
    let mut length = [0; 8];
    read(from, &mut length)?;
    Ok(u64::from_be_bytes(length))
}

fn read(from: &mut impl Read, into: &mut [u8]) -> Result<(), Error> {
    from.read_exact(into).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => DAMAGED,
        _ => Error::Io(error),
    })
}

fn keep(from: &mut impl Read, length: u64, to: Option<PathBuf>) -> Result<(), Error> {
    let mut part = from.take(length);
    let copied = match to {
        None => std::io::copy(&mut part, &mut std::io::sink())?,
        Some(to) => {
            let mut out = private(&to)?;
            let copied = std::io::copy(&mut part, &mut out)?;
            out.sync_all()?;
            copied
        }
    };
    if copied == length { Ok(()) } else { Err(DAMAGED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(folder: &Path) -> (PathBuf, Label) {
        for part in Kind::Vault.parts() {
            std::fs::write(folder.join(part), format!("žodžiai: {part}")).unwrap();
        }
        let label = Label { kind: Kind::Vault, slug: "alytus".to_owned(), made: 7, epoch: 2, covers: 9 };
        let file = folder.join("file");
        pack(&file, &label, |part| folder.join(part)).unwrap();
        (file, label)
    }

    #[test]
    fn what_was_packed_comes_back_and_no_byte_of_it_may_change_or_be_missing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, label) = packed(folder.path());
        let out = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            path
        };
        let all = out("all");
        assert_eq!(look(&file).unwrap(), Found::One(label.clone()));
        assert_eq!(unpack(&file, &all, |part| part != "vault.key").unwrap(), Found::One(label));
        assert_eq!(std::fs::read_to_string(all.join("vault.db")).unwrap(), "žodžiai: vault.db");
        assert!(!all.join("vault.key").exists());
        let whole = std::fs::read(&file).unwrap();
        let none = |_: &str| false;
        for at in 0..whole.len() {
            let mut bent = whole.clone();
            bent[at] ^= 1;
            std::fs::write(&file, &bent).unwrap();
            assert!(unpack(&file, folder.path(), none).is_err(), "byte {at}");
            std::fs::write(&file, &whole[..at]).unwrap();
            assert!(unpack(&file, folder.path(), none).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_part_is_never_written_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (file, _) = packed(folder.path());
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.windows(9).position(|part| part == b"vault.key").unwrap();
        bytes[at..at + 9].copy_from_slice(b"../ev.key");
        std::fs::write(&file, &bytes).unwrap();
        let unpacked = unpack(&file, folder.path(), |_| false);
        assert!(matches!(unpacked, Err(Error::Malformed(why)) if why.contains("does not know")));
    }
}
