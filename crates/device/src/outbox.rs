//! The outbox: the file where a change is saved before anything else happens to it.
//!
//! It needs no PIN, since bodies come sealed. It alone is the authority for the head of the installation's
//! chain, and keeps it when emptied. Its owner may lose the replica, the PIN or the worker: what was saved
//! stays here until the server's answer, and a copy of it may be carried by another tablet.
//!
//! It must never hold an open (unsealed) word, and never rewrite a record in place: records are appended with
//! a checksum and made durable; a torn tail, which nobody was told is saved, is cut on opening; a damaged
//! middle is set aside whole before what can be read is kept.

mod file;
mod record;

use file::RecordFile;
pub(crate) use file::{frame, read as read_frames};
use record::Record;
pub use record::{Answer, Draft, DraftKey, Head, Saved};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why the outbox could not do its work. Nothing that was saved is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The file system refused: full, read-only, broken.
    #[error("the outbox could not be read or written")]
    Io(#[from] std::io::Error),
    /// Another process holds it.
    #[error("the outbox is in use by another process")]
    InUse,
    /// The file is of a newer app.
    #[error("the outbox was written by a newer app")]
    Newer,
    /// The next event does not follow the head.
    #[error("the event does not follow the head of the chain")]
    OutOfChain,
}

/// What was set aside on opening, to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// Bytes of a torn tail that were cut.
    pub torn_bytes: u64,
    /// Where the damaged file was kept, when a record in its middle could not be read.
    pub set_aside: Option<PathBuf>,
}

/// The open outbox of one installation.
pub struct Outbox {
    file: RecordFile,
    head: Head,
    saved: BTreeMap<u64, (Saved, Option<Answer>)>,
    drafts: BTreeMap<DraftKey, Draft>,
    /// Bytes of records that no longer say anything.
    stale_bytes: u64,
}

/// Rewriting waits until this much of the file is stale, a day of drafts and not each keystroke; and until a third of it is, so
/// that an outbox which nothing leaves costs no more to keep as it grows.
const COMPACT_ABOVE: u64 = 1 << 20;
/// See [`COMPACT_ABOVE`].
const STALE_PART: u64 = 3;

impl Outbox {
    /// Makes a new outbox whose chain goes on after `head`; none in the place of one that was lost, whose head has to be
    /// found out ([`Outbox::knows_head`]).
    ///
    /// # Errors
    /// When the file exists or cannot be made durable.
    pub fn create(path: &Path, head: Option<Head>) -> Result<(), OutboxError> {
        let head = head.map(|head| Record::Head(head).encode());
        RecordFile::create(path, head.as_slice())
    }

    /// Puts a file that belongs to nobody aside, if there is one. It is never deleted.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn set_aside(path: &Path) -> Result<(), OutboxError> {
        if path.exists() { file::move_aside(path) } else { Ok(()) }
    }

    /// Opens the outbox, cutting a torn tail.
    ///
    /// # Errors
    /// When it cannot be read, is in use or newer.
    pub fn open(path: &Path) -> Result<(Self, Repair), OutboxError> {
        let (file, records, repair) = RecordFile::open(path)?;
        let mut outbox = Self {
            file,
            head: Head::default(),
            saved: BTreeMap::new(),
            drafts: BTreeMap::new(),
            stale_bytes: 0,
        };
        for bytes in records {
            // A record of a newer app is kept in the file and passed over.
            if let Some(record) = Record::decode(&bytes) {
                outbox.take(record);
            }
        }
        Ok((outbox, repair))
    }

    /// The head of the installation's chain.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// Whether it is known where the chain stands. Until it is, nothing may be saved: it might be a second branch.
    #[must_use]
    pub fn knows_head(&self) -> bool {
        self.head.incarnation != 0
    }

    /// Saves events, and with them the drafts that they make needless: when this returns all of it is durable.
    ///
    /// # Errors
    /// When they do not follow the head, or the file cannot be written; then nothing was saved.
    pub fn save(&mut self, events: Vec<Saved>, drafts: Vec<Draft>) -> Result<(), OutboxError> {
        if !self.knows_head() {
            return Err(OutboxError::OutOfChain);
        }
        let mut head = self.head;
        for event in &events {
            if event.seq != head.seq.saturating_add(1) || event.prev != head.hash {
                return Err(OutboxError::OutOfChain);
            }
            head = Head { incarnation: head.incarnation, seq: event.seq, hash: event.hash };
        }
        let records = events.into_iter().map(Record::Saved);
        self.write(records.chain(drafts.into_iter().map(Record::Draft)).collect())
    }

    /// Takes back what a lost or damaged file held and others still know: events that wait, and where the chain stands.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing changed.
    pub fn take_back(&mut self, events: Vec<Saved>, head: Head) -> Result<(), OutboxError> {
        let lacking = events.into_iter().filter(|event| !self.saved.contains_key(&event.seq));
        let records = lacking.map(Record::Saved).collect::<Vec<_>>();
        self.write(records.into_iter().chain([Record::Head(head)]).collect())
    }

    /// Writes down what the server said of events, each by its own number.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing changed.
    pub fn answer(&mut self, answers: &[(u64, Answer)]) -> Result<(), OutboxError> {
        self.write(answers.iter().map(|(seq, answer)| Record::Answer(*seq, *answer)).collect())?;
        self.compact_when_stale()
    }

    /// Saves an unfinished text, sealed; an empty one is gone.
    ///
    /// # Errors
    /// When the file cannot be written; then the earlier draft stands.
    pub fn draft(&mut self, draft: Draft) -> Result<(), OutboxError> {
        self.write(vec![Record::Draft(draft)])?;
        self.compact_when_stale()
    }

    /// An unfinished text, sealed.
    #[must_use]
    pub fn draft_of(&self, key: &DraftKey) -> Option<&Draft> {
        self.drafts.get(key)
    }

    /// All unfinished texts, sealed.
    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.values()
    }

    /// Events that are still held, in the order of the chain, with what the server said of them.
    pub fn held(&self) -> impl DoubleEndedIterator<Item = (&Saved, Option<Answer>)> {
        self.saved.values().map(|(saved, answer)| (saved, *answer))
    }

    /// The held event with this number.
    #[must_use]
    pub fn numbered(&self, seq: u64) -> Option<&Saved> {
        self.saved.get(&seq).map(|(saved, _)| saved)
    }

    /// Events without a final answer: what "waits".
    pub fn waiting(&self) -> impl DoubleEndedIterator<Item = &Saved> {
        self.held()
            .filter(|(_, answer)| answer.is_none_or(|answer| !answer.is_final()))
            .map(|(saved, _)| saved)
    }

    /// Drops events and unfinished texts of clients who were erased, whatever was said of them; the head stays.
    ///
    /// # Errors
    /// When the file cannot be written; then all of it is still there.
    pub fn forget(&mut self, seqs: &[u64], drafts: &[DraftKey]) -> Result<(), OutboxError> {
        let drafts: Vec<DraftKey> =
            drafts.iter().filter(|key| self.drafts.contains_key(key)).copied().collect();
        if seqs.is_empty() && drafts.is_empty() {
            return Ok(());
        }
        let answers = seqs.iter().map(|seq| Record::Answer(*seq, Answer::Erased));
        let empty = drafts.iter().map(|key| Record::Draft(Draft { key: *key, at: 0, sealed: Vec::new() }));
        self.write(answers.chain(empty).collect())?;
        for seq in seqs {
            self.saved.remove(seq);
        }
        self.compact()
    }

    /// How many events the server has taken and the outbox still holds, since no backup covers them yet.
    #[must_use]
    pub fn uncovered(&self) -> usize {
        self.held().filter(|(_, answer)| matches!(answer, Some(Answer::At { .. }))).count()
    }

    /// Drops events that are answered for good and covered by a backup of the server, and those of clients who were erased;
    /// the head stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn release(&mut self, covered_to: u64) -> Result<(), OutboxError> {
        let gone: Vec<u64> = self
            .saved
            .iter()
            .filter(|(_, (_, answer))| answer.is_some_and(|answer| answer.releases(covered_to)))
            .map(|(seq, _)| *seq)
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        for seq in gone {
            self.saved.remove(&seq);
        }
        self.compact()
    }

    fn write(&mut self, records: Vec<Record>) -> Result<(), OutboxError> {
        let bytes: Vec<Vec<u8>> = records.iter().map(Record::encode).collect();
        self.file.append(&bytes)?;
        for record in records {
            self.take(record);
        }
        Ok(())
    }

    fn take(&mut self, record: Record) {
        match record {
            Record::Head(head) => self.head = head,
            Record::Saved(saved) => {
                self.head = Head { incarnation: self.head.incarnation, seq: saved.seq, hash: saved.hash };
                self.saved.insert(saved.seq, (saved, None));
            }
            Record::Answer(seq, answer) => {
                if let Some((_, known)) = self.saved.get_mut(&seq) {
                    *known = Some(answer);
                }
                self.stale_bytes = self.stale_bytes.saturating_add(16);
            }
            Record::Draft(draft) => {
                let key = draft.key;
                let before = if draft.sealed.is_empty() {
                    self.drafts.remove(&key)
                } else {
                    self.drafts.insert(key, draft)
                };
                let stale = before.map_or(0, |old| old.sealed.len());
                self.stale_bytes = self.stale_bytes.saturating_add(u64::try_from(stale).unwrap_or(u64::MAX));
            }
        }
    }

    fn compact_when_stale(&mut self) -> Result<(), OutboxError> {
        let most = COMPACT_ABOVE.max(self.file.length() / STALE_PART);
        if self.stale_bytes > most { self.compact() } else { Ok(()) }
    }

    /// Writes what still says something to a new file and puts it in the old one's place.
    fn compact(&mut self) -> Result<(), OutboxError> {
        let mut records = Vec::new();
        // The head before the first held event, so that the chain reads on from it.
        let first = self.saved.values().next().map(|(saved, _)| Head {
            incarnation: self.head.incarnation,
            seq: saved.seq.saturating_sub(1),
            hash: saved.prev,
        });
        records.push(Record::Head(first.unwrap_or(self.head)).encode());
        for (saved, answer) in self.saved.values() {
            records.push(Record::Saved(saved.clone()).encode());
            if let Some(answer) = answer {
                records.push(Record::Answer(saved.seq, *answer).encode());
            }
        }
        records.push(Record::Head(self.head).encode());
        records.extend(self.drafts.values().map(|draft| Record::Draft(draft.clone()).encode()));
        self.file.replace(&records)?;
        self.stale_bytes = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
