//! The inbox: what the server told a tablet while it was locked, kept until somebody opens it. It owns the file and how far
//! what it holds goes. It must never hold anything that can be read without the profile's keys: each answer is sealed to the
//! profile's own public key, so that even the headers, which tell which streams are busy, tell nothing to whoever finds the
//! tablet. In the open stand positions of the log, times of fetching and that public key.
//!
//! Nothing depends on it. One that is lost, torn, full or does not fit is begun anew, and the next pull brings all of it.
//!
//! Layout: eight bytes of magic with the version, then frames as in the outbox, the first of which says where the replica
//! stood, and each other one holds an answer.

use crate::error::DeviceError;
use crate::outbox::{frame, read_frames};
use crate::profile::write_whole;
use ring::rand::SystemRandom;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::{Boxed, Opener, Recipient};
use vizitas_sync::log::Cursor;
use vizitas_sync::sign::{Purpose, Signature, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

const MAGIC: &[u8; 8] = b"VZINBX\x00\x01";
const INFO: &[u8] = b"vizitas inbox v1";
/// Nothing more is fetched once it is this large: months of a caseload's news.
const FULL: u64 = 16 << 20;

/// The inbox of one installation.
pub(crate) struct Inbox {
    path: PathBuf,
    held: Option<Held>,
}

/// What stands in the file.
struct Held {
    start: Start,
    /// How far the last answer goes.
    upto: Cursor,
    answers: u32,
    /// Where the next answer goes; what lies beyond was never kept.
    end: u64,
}

/// Where the replica stood when the inbox was begun.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Start {
    /// Binds answers to this inbox.
    id: [u8; 16],
    cursor: Cursor,
    /// The public half of the profile's own key.
    recipient: Vec<u8>,
}

/// An answer as it lies in the inbox.
pub(crate) struct Letter {
    /// From where on it was asked.
    pub(crate) from: Cursor,
    /// How far it goes.
    pub(crate) upto: Cursor,
    /// When it came, by the tablet's clock.
    pub(crate) at: Time,
    info: Vec<u8>,
    signature: Signature,
    sealed: Vec<u8>,
}

impl Letter {
    /// The answer, once it is found to have been kept by this tablet.
    ///
    /// # Errors
    /// When somebody else put it there, or it does not open.
    pub(crate) fn open(
        &self,
        opener: &Opener,
        keeper: &VerifyingKey,
    ) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
        keeper.verify(Purpose::Inbox, &self.signed(), &self.signature)?;
        Ok(opener.open(&self.info, &Boxed::from_bytes(&self.sealed)?)?)
    }

    /// What the tablet signs: which answer of which inbox, when it came, how far it goes, and what it is.
    fn signed(&self) -> Vec<u8> {
        let hash = Hash::of(&[&self.sealed]);
        [&self.info, self.at.0.to_be_bytes().as_slice(), &bytes(&self.upto), &hash.0].concat()
    }

    fn encode(&self) -> Vec<u8> {
        [self.at.0.to_be_bytes().as_slice(), &bytes(&self.upto), &self.signature.0, &self.sealed].concat()
    }

    fn decode(record: &[u8], from: Cursor, info: Vec<u8>) -> Option<Self> {
        let (at, rest) = record.split_first_chunk()?;
        let (upto, rest) = cursor(rest)?;
        let (signature, sealed) = rest.split_first_chunk()?;
        let (at, signature) = (Time(i64::from_be_bytes(*at)), Signature(*signature));
        Some(Self { from, upto, at, info, signature, sealed: sealed.to_vec() })
    }
}

impl Start {
    fn encode(&self) -> Vec<u8> {
        [self.id.as_slice(), &bytes(&self.cursor), &self.recipient].concat()
    }

    fn decode(record: &[u8]) -> Option<Self> {
        let (id, rest) = record.split_first_chunk()?;
        let (cursor, recipient) = cursor(rest)?;
        Some(Self { id: *id, cursor, recipient: recipient.to_vec() })
    }

    /// What binds the answer of this number to this inbox.
    fn info(&self, number: u32) -> Vec<u8> {
        [INFO, &self.id, &number.to_be_bytes()].concat()
    }
}

impl Held {
    /// What can be read of a file; none when not even its beginning can.
    fn read(file: &[u8]) -> Option<(Self, Vec<Letter>)> {
        let (records, good) = read_frames(file.strip_prefix(MAGIC)?);
        let (first, answers) = records.split_first()?;
        let start = Start::decode(first)?;
        let (mut upto, mut letters) = (start.cursor, Vec::new());
        for (record, number) in answers.iter().zip(0..) {
            let letter = Letter::decode(record, upto, start.info(number))?;
            upto = letter.upto;
            letters.push(letter);
        }
        let answers = u32::try_from(letters.len()).ok()?;
        let end = u64::try_from(MAGIC.len().saturating_add(good)).ok()?;
        Some((Self { start, upto, answers, end }, letters))
    }
}

impl Inbox {
    /// The inbox in this file, whether there is one yet or not.
    pub(crate) fn at(path: PathBuf) -> Self {
        let held = std::fs::read(&path).ok().and_then(|file| Held::read(&file)).map(|(held, _)| held);
        Self { path, held }
    }

    /// Begins anew: the replica stands at `cursor`, and what comes is for whoever has the secret half of `recipient`.
    ///
    /// # Errors
    /// When the file cannot be written; then the one before is still there, and goes no further.
    pub(crate) fn begin(&mut self, cursor: Cursor, recipient: &Recipient) -> Result<(), DeviceError> {
        let recipient = recipient.bytes();
        let is_so = |held: &Held| {
            held.answers == 0 && held.start.cursor == cursor && held.start.recipient == recipient
        };
        if self.held.as_ref().is_some_and(is_so) {
            return Ok(());
        }
        let start = Start { id: draw(&SystemRandom::new())?, cursor, recipient };
        let file = [MAGIC.as_slice(), &frame(&[start.encode()])].concat();
        self.held = None;
        write_whole(&self.path, &file)?;
        let end = u64::try_from(file.len()).unwrap_or(u64::MAX);
        self.held = Some(Held { start, upto: cursor, answers: 0, end });
        Ok(())
    }

    /// Whether the inbox is just as it was begun.
    pub(crate) fn is_empty(&self) -> bool {
        self.held.as_ref().is_none_or(|held| held.answers == 0)
    }

    /// From where on more may be fetched; none when there is no inbox, or it is full.
    pub(crate) fn goes_on(&self) -> Option<Cursor> {
        self.held.as_ref().filter(|held| held.end < FULL).map(|held| held.upto)
    }

    /// Keeps an answer that was asked from `from` on and goes to `upto`; when this returns it is durable. Whether it was kept:
    /// the inbox may have been begun anew meanwhile.
    ///
    /// # Errors
    /// When the file cannot be written; then the inbox is as before.
    pub(crate) fn keep(
        &mut self,
        (from, upto): (&Cursor, Cursor),
        at: Time,
        answer: &[u8],
        keeper: &SigningKey,
    ) -> Result<bool, DeviceError> {
        let Some(held) = self.held.as_mut().filter(|held| held.upto == *from) else { return Ok(false) };
        let info = held.start.info(held.answers);
        let recipient = Recipient::from_bytes(&held.start.recipient)?;
        let sealed = recipient.seal(&info, answer, &SystemRandom::new())?.bytes();
        let mut letter = Letter { from: *from, upto, at, info, signature: Signature([0; 64]), sealed };
        letter.signature = keeper.sign(Purpose::Inbox, &letter.signed());
        let bytes = frame(&[letter.encode()]);
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        // What a cut left behind the last whole answer would stand before this one.
        file.set_len(held.end)?;
        let written = file
            .seek(SeekFrom::Start(held.end))
            .and_then(|_| file.write_all(&bytes))
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            let _ = file.set_len(held.end);
            return Err(error.into());
        }
        held.end = held.end.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        held.upto = upto;
        held.answers = held.answers.saturating_add(1);
        Ok(true)
    }

    /// What lies in it, in the order in which it came.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        let read = || Held::read(&std::fs::read(&self.path).ok()?);
        read().map(|(_, letters)| letters).unwrap_or_default()
    }

    /// Nothing stays, and nothing more is fetched until it is begun anew.
    pub(crate) fn clear(&mut self) {
        self.held = None;
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "an inbox stays that nobody reads");
            }
            _ => {}
        }
    }
}

fn bytes(cursor: &Cursor) -> Vec<u8> {
    [cursor.epoch.to_be_bytes().as_slice(), &cursor.position.to_be_bytes(), &cursor.head.0].concat()
}

fn cursor(bytes: &[u8]) -> Option<(Cursor, &[u8])> {
    let (epoch, rest) = bytes.split_first_chunk()?;
    let (position, rest) = rest.split_first_chunk()?;
    let (head, rest) = rest.split_first_chunk()?;
    let (epoch, position) = (u32::from_be_bytes(*epoch), u64::from_be_bytes(*position));
    Some((Cursor { epoch, position, head: Hash(*head) }, rest))
}

#[cfg(test)]
mod tests;
