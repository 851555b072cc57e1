//! A file of checksummed records, only ever appended to and made durable. It knows nothing of what they say.
//!
//! Layout: eight bytes of magic with the version, then frames: length (u32, big-endian), the first eight bytes
//! of SHA-256 over length and payload, payload. A payload is the records of one write, each with its length,
//! so that what is saved together is found together or not at all.

use super::{OutboxError, Repair};
use ring::digest::{SHA256, digest};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"VZOUTB\x00\x01";
/// What files of every version begin with.
const NAME: &[u8] = b"VZOUTB\x00";
const PREFIX: usize = 4 + 8;
/// No frame is larger: a day's work rewritten is a tenth of it.
const MAX_FRAME: usize = 1 << 28;

pub(super) struct RecordFile {
    file: File,
    path: PathBuf,
    /// Where the next record goes; what lies beyond was never told to be saved.
    end: u64,
}

impl RecordFile {
    pub(super) fn create(path: &Path, records: &[Vec<u8>]) -> Result<(), OutboxError> {
        let mut file = private().write(true).create_new(true).open(path)?;
        write_all(&mut file, records)?;
        sync_folder(path)
    }

    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Vec<u8>>, Repair), OutboxError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        file.try_lock().map_err(|error| match error {
            std::fs::TryLockError::WouldBlock => OutboxError::InUse,
            std::fs::TryLockError::Error(error) => OutboxError::Io(error),
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let Some(body) = bytes.strip_prefix(MAGIC) else {
            return if bytes.len() >= MAGIC.len() && bytes.starts_with(NAME) {
                Err(OutboxError::Newer)
            } else {
                begin_again(file, path, &bytes)
            };
        };
        let (records, good) = read(body);
        let mut repair = Repair::default();
        let end = length(MAGIC.len().saturating_add(good));
        let tail = body.get(good..).unwrap_or(&[]);
        if !tail.is_empty() {
            repair.torn_bytes = length(tail.len());
            if readable_beyond(tail) {
                repair.set_aside = Some(set_aside(path, &bytes)?);
            }
            file.set_len(end)?;
            file.sync_all()?;
        }
        let mut records = records;
        if repair.set_aside.is_some() {
            records.extend(salvage(tail));
        }
        let mut open = Self { file, path: path.to_owned(), end };
        if repair.set_aside.is_some() {
            open.replace(&records)?;
        }
        Ok((open, records, repair))
    }

    /// Appends records and makes them durable; on an error the file is as before.
    pub(super) fn append(&mut self, records: &[Vec<u8>]) -> Result<(), OutboxError> {
        let bytes = frame(records);
        let written = self
            .file
            .seek(SeekFrom::Start(self.end))
            .and_then(|_| self.file.write_all(&bytes))
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half a record may be on the disk: cut it, so that a later one does not stand behind it.
            let _ = self.file.set_len(self.end);
            return Err(error.into());
        }
        self.end = self.end.saturating_add(length(bytes.len()));
        Ok(())
    }

    /// Bytes of the file.
    pub(super) fn length(&self) -> u64 {
        self.end
    }

    /// Puts a file of these records in the place of this one, whole or not at all.
    pub(super) fn replace(&mut self, records: &[Vec<u8>]) -> Result<(), OutboxError> {
        let beside = self.path.with_extension("new");
        let mut file = private().read(true).write(true).create(true).truncate(true).open(&beside)?;
        file.try_lock().map_err(|_| OutboxError::InUse)?;
        let end = write_all(&mut file, records)?;
        std::fs::rename(&beside, &self.path)?;
        sync_folder(&self.path)?;
        self.file = file;
        self.end = end;
        Ok(())
    }
}

/// A file whose very beginning is lost: it is set aside, and what can be read of it goes on in a new one. One that was
/// cut while it was made never told anybody that anything was saved.
fn begin_again(
    file: File,
    path: &Path,
    bytes: &[u8],
) -> Result<(RecordFile, Vec<Vec<u8>>, Repair), OutboxError> {
    let mut repair = Repair { torn_bytes: length(bytes.len()), set_aside: None };
    if !MAGIC.starts_with(bytes) {
        repair.set_aside = Some(set_aside(path, bytes)?);
    }
    let records = salvage(bytes);
    let mut open = RecordFile { file, path: path.to_owned(), end: 0 };
    open.replace(&records)?;
    Ok((open, records, repair))
}

/// A frame a record: the file appears whole or not at all, and damage to one frame takes no other record with it.
fn write_all(file: &mut File, records: &[Vec<u8>]) -> Result<u64, OutboxError> {
    let mut bytes = MAGIC.to_vec();
    for record in records {
        bytes.extend(frame(std::slice::from_ref(record)));
    }
    file.write_all(&bytes)?;
    file.sync_all()?;
    Ok(length(bytes.len()))
}

pub(crate) fn frame(records: &[Vec<u8>]) -> Vec<u8> {
    let mut payload = Vec::new();
    for record in records {
        payload.extend(size(record));
        payload.extend(record);
    }
    let size = size(&payload);
    let mut frame = Vec::with_capacity(payload.len().saturating_add(PREFIX));
    frame.extend(size);
    frame.extend(checksum(size, &payload));
    frame.extend(payload);
    frame
}

fn size(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes()
}

fn checksum(size: [u8; 4], payload: &[u8]) -> [u8; 8] {
    let mut input = Vec::with_capacity(payload.len().saturating_add(4));
    input.extend(size);
    input.extend(payload);
    let mut sum = [0; 8];
    for (to, from) in sum.iter_mut().zip(digest(&SHA256, &input).as_ref()) {
        *to = *from;
    }
    sum
}

/// The payload of the frame at the start of `bytes`, and what is after it.
fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<8>()?;
    let length = usize::try_from(u32::from_be_bytes(*size)).ok().filter(|length| *length <= MAX_FRAME)?;
    let (payload, rest) = rest.split_at_checked(length)?;
    (checksum(*size, payload) == *sum).then_some((payload, rest))
}

/// Puts the records of a payload behind those already found.
fn unpack(mut payload: &[u8], records: &mut Vec<Vec<u8>>) {
    while let Some((size, rest)) = payload.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX);
        let Some((record, rest)) = rest.split_at_checked(length) else { return };
        records.push(record.to_vec());
        payload = rest;
    }
}

/// The records from the start on, and how many bytes they take.
pub(crate) fn read(body: &[u8]) -> (Vec<Vec<u8>>, usize) {
    let mut records = Vec::new();
    let mut rest = body;
    while let Some((payload, after)) = first(rest) {
        unpack(payload, &mut records);
        rest = after;
    }
    (records, body.len().saturating_sub(rest.len()))
}

/// Whether good frames stand behind the first bad byte: then it is damage, not a torn tail.
fn readable_beyond(tail: &[u8]) -> bool {
    (1..tail.len().saturating_sub(PREFIX))
        .any(|from| tail.get(from..).is_some_and(|rest| first(rest).is_some()))
}

/// All records that can still be read in a damaged tail.
fn salvage(tail: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = tail;
    while let Some(next) = rest.get(1..) {
        match first(rest) {
            Some((payload, after)) => {
                unpack(payload, &mut found);
                rest = after;
            }
            None => rest = next,
        }
    }
    found
}

fn set_aside(path: &Path, bytes: &[u8]) -> Result<PathBuf, OutboxError> {
    let (mut file, aside) = place_aside(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(&aside)?;
    Ok(aside)
}

/// Gives a whole file another name.
pub(super) fn move_aside(path: &Path) -> Result<(), OutboxError> {
    let (_, aside) = place_aside(path)?;
    std::fs::rename(path, &aside)?;
    sync_folder(path)
}

/// What is made is its owner's alone: headers stand in it in clear.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A new file beside this one, under a name that nothing has.
fn place_aside(path: &Path) -> Result<(File, PathBuf), OutboxError> {
    for number in 1..u32::MAX {
        let aside = path.with_extension(format!("damaged-{number}"));
        match private().write(true).create_new(true).open(&aside) {
            Ok(file) => return Ok((file, aside)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(OutboxError::Io(std::io::Error::other("no name left for a damaged outbox")))
}

/// A new name is durable only once its folder is.
fn sync_folder(path: &Path) -> Result<(), OutboxError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
