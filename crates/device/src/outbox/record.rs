//! What a record of the outbox says, and its bytes. Old bytes stay readable for ever; a tag that is not known
//! is passed over.

use std::fmt;

/// The head of an installation's chain: the number and hash of its newest event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Which life of the installation, from 1: each new enrolment begins one. 0 means that the head is not known.
    pub incarnation: u32,
    /// Number of the newest event, 0 before the first.
    pub seq: u64,
    /// Its hash (SHA-256), zeros before the first.
    pub hash: [u8; 32],
}

impl Head {
    /// As it is kept.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.incarnation.to_be_bytes().as_slice(), &self.seq.to_be_bytes(), &self.hash].concat()
    }

    /// The head of these bytes; none when they are too few.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        Some(Self {
            incarnation: u32::from_be_bytes(input.array()?),
            seq: u64::from_be_bytes(input.array()?),
            hash: input.array()?,
        })
    }
}

/// A saved event: exactly the bytes that the log will hold, and what goes with them on the way.
#[derive(Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its number in the installation's chain.
    pub seq: u64,
    /// The hash of the event before it.
    pub prev: [u8; 32],
    /// Its own hash.
    pub hash: [u8; 32],
    /// Ed25519 signature of the hash.
    pub signature: [u8; 64],
    /// The clear header, canonical bytes.
    pub header: Vec<u8>,
    /// The sealed body.
    pub sealed: Vec<u8>,
    /// The offer of a new stream's first key to the server, when this event begins a stream.
    pub key_offer: Option<Vec<u8>>,
}

impl fmt::Debug for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Saved({}, {} bytes)", self.seq, self.sealed.len())
    }
}

/// What the server said of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has this position in this epoch.
    At {
        /// The log's epoch.
        epoch: u32,
        /// Its position.
        position: u64,
    },
    /// Its client was erased: it may go at once.
    Erased,
    /// Something it needs has not come yet; it is offered again.
    Parked(u16),
    /// It was not taken, for this reason; it stays readable here.
    Refused(u16),
}

impl Answer {
    /// Whether the server will say nothing else of it.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Parked(_))
    }

    /// Whether the event may leave the outbox when a backup covers positions up to `covered_to`.
    pub(super) fn releases(self, covered_to: u64) -> bool {
        match self {
            Self::At { position, .. } => position <= covered_to,
            Self::Erased => true,
            Self::Parked(_) | Self::Refused(_) => false,
        }
    }
}

/// Which unfinished text: of which visit, and which of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftKey {
    /// The visit's id.
    pub visit: [u8; 16],
    /// 0 notes, 1 summary.
    pub field: u8,
}

/// An unfinished text, sealed under its stream's key; empty means it is gone.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which.
    pub key: DraftKey,
    /// When it was saved, in seconds since 1970.
    pub at: i64,
    /// The sealed text.
    pub sealed: Vec<u8>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({} bytes)", self.sealed.len())
    }
}

#[derive(Debug)]
pub(super) enum Record {
    Head(Head),
    Saved(Saved),
    Answer(u64, Answer),
    Draft(Draft),
}

const HEAD: u8 = 1;
const SAVED: u8 = 2;
const ANSWER: u8 = 3;
const DRAFT: u8 = 4;

impl Record {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Head(head) => {
                out.push(HEAD);
                out.extend(head.bytes());
            }
            Self::Saved(saved) => {
                out.push(SAVED);
                out.extend(saved.seq.to_be_bytes());
                out.extend(saved.prev);
                out.extend(saved.hash);
                out.extend(saved.signature);
                put_bytes(&mut out, &saved.header);
                put_bytes(&mut out, &saved.sealed);
                put_bytes(&mut out, saved.key_offer.as_deref().unwrap_or(&[]));
            }
            Self::Answer(seq, answer) => {
                out.push(ANSWER);
                out.extend(seq.to_be_bytes());
                let (tag, number, position) = match *answer {
                    Answer::At { epoch, position } => (0, epoch, position),
                    Answer::Erased => (1, 0, 0),
                    Answer::Parked(code) => (2, u32::from(code), 0),
                    Answer::Refused(code) => (3, u32::from(code), 0),
                };
                out.push(tag);
                out.extend(number.to_be_bytes());
                out.extend(position.to_be_bytes());
            }
            Self::Draft(draft) => {
                out.push(DRAFT);
                out.extend(draft.key.visit);
                out.push(draft.key.field);
                out.extend(draft.at.to_be_bytes());
                put_bytes(&mut out, &draft.sealed);
            }
        }
        out
    }

    /// The record, or none when its tag is not known or its bytes are too few.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        Some(match input.array::<1>()? {
            [HEAD] => Self::Head(Head::read(input.0)?),
            [SAVED] => Self::Saved(Saved {
                seq: u64::from_be_bytes(input.array()?),
                prev: input.array()?,
                hash: input.array()?,
                signature: input.array()?,
                header: input.bytes()?,
                sealed: input.bytes()?,
                key_offer: Some(input.bytes()?).filter(|offer| !offer.is_empty()),
            }),
            [ANSWER] => {
                let seq = u64::from_be_bytes(input.array()?);
                let [tag] = input.array::<1>()?;
                let number = u32::from_be_bytes(input.array()?);
                let position = u64::from_be_bytes(input.array()?);
                let code = u16::try_from(number).unwrap_or(u16::MAX);
                let answer = match tag {
                    0 => Answer::At { epoch: number, position },
                    1 => Answer::Erased,
                    2 => Answer::Parked(code),
                    3 => Answer::Refused(code),
                    _ => return None,
                };
                Self::Answer(seq, answer)
            }
            [DRAFT] => Self::Draft(Draft {
                key: DraftKey { visit: input.array()?, field: u8::from_be_bytes(input.array()?) },
                at: i64::from_be_bytes(input.array()?),
                sealed: input.bytes()?,
            }),
            _ => return None,
        })
    }
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(bytes);
}

struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(u32::from_be_bytes(self.array()?)).ok()?;
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head.to_vec())
    }
}
