//! The municipality's log seen from outside: its hash chain, a cursor into it, the signed list of what an answer
//! placed, and the digest of a stream. It owns how these are computed; positions are given by the server alone.

use crate::Error;
use crate::cbor::{Fields, FieldsMut, Limits, Put, Value};
use crate::hash::Hash;
use crate::sign::{Purpose, Signature, SigningKey, VerifyingKey};

/// A place in the log, with the hash of everything up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The log's epoch; each restore begins a new one.
    pub epoch: u32,
    /// The last position read, 0 before the first.
    pub position: u64,
    /// h at that position, [`Hash::ZERO`] before the first.
    pub head: Hash,
}

/// h of a position: SHA-256 of the h before, the position (8 bytes, big-endian) and the event's hash.
#[must_use]
pub fn next_head(before: &Hash, position: u64, event: &Hash) -> Hash {
    Hash::of(&[&before.0, &position.to_be_bytes(), &event.0])
}

/// What a pull answer placed, and how far it scanned: signed, it proves later that each event was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedList {
    /// Up to where the log was scanned.
    pub scanned: Cursor,
    /// Each event's position and hash, by ascending position.
    pub placed: Vec<(u64, Hash)>,
}

/// A list may name this many events.
pub const PLACED_LIMIT: usize = 4_000;
const LIST_LIMITS: Limits = Limits { bytes: PLACED_LIMIT * 48 + 256, depth: 4 };

impl PlacedList {
    /// A list of the given entries, put in order.
    #[must_use]
    pub fn new(scanned: Cursor, mut placed: Vec<(u64, Hash)>) -> Self {
        placed.sort_unstable();
        placed.dedup();
        Self { scanned, placed }
    }

    /// Whether the list says that this event is at this position.
    #[must_use]
    pub fn names(&self, position: u64, event: &Hash) -> bool {
        self.placed.binary_search(&(position, *event)).is_ok()
    }

    /// Signs the list with the log key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Signature {
        key.sign(Purpose::LogList, &self.encode())
    }

    /// Whether the log's owner signed this list.
    pub fn verify(&self, key: &VerifyingKey, signature: &Signature) -> Result<(), Error> {
        key.verify(Purpose::LogList, &self.encode(), signature)
    }

    /// The canonical bytes: what is signed, and what is kept.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut map = FieldsMut::new();
        write_cursor(&mut map, 0, &self.scanned);
        map.list(1, &self.placed, |out, (position, hash)| {
            out.put_array(2);
            out.put_uint(*position);
            out.put_bytes(&hash.0);
        });
        map.finish()
    }

    /// Reads a kept list.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let map = Fields::whole(bytes, LIST_LIMITS)?;
        let placed = map.list(1, |value| {
            let [position, hash] = value.tuple()?;
            Ok((position.uint()?, Hash(hash.array()?)))
        })?;
        if !placed.is_sorted_by(|one, next| one < next) {
            return Err(Error::Malformed("placed list: order"));
        }
        Ok(Self { scanned: read_cursor(map.must(0)?)?, placed })
    }
}

pub(crate) fn write_cursor(map: &mut FieldsMut, number: u64, cursor: &Cursor) {
    map.put(number, |out| {
        out.put_array(3);
        out.put_uint(cursor.epoch);
        out.put_uint(cursor.position);
        out.put_bytes(&cursor.head.0);
    });
}

pub(crate) fn read_cursor(value: Value<'_>) -> Result<Cursor, Error> {
    let [epoch, position, head] = value.tuple()?;
    Ok(Cursor { epoch: epoch.narrow()?, position: position.uint()?, head: Hash(head.array()?) })
}

/// What two replicas compare at the end of a sync: how many events of a stream, up to where, which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many events.
    pub count: u64,
    /// Position of the last, 0 when none.
    pub last: u64,
    /// Chained over the events in log order as h is over the log.
    pub hash: Hash,
}

impl Digest {
    /// The digest with the stream's next event.
    #[must_use]
    pub fn with(self, position: u64, event: &Hash) -> Self {
        Self { count: self.count + 1, last: position, hash: next_head(&self.hash, position, event) }
    }
}

/// Looks for the last position at which two logs still agree, by halving over the cursors one side has kept.
#[derive(Clone, Debug)]
pub struct Bisect {
    kept: Vec<(u64, Hash)>,
    /// Every kept cursor before this index agrees.
    agrees: usize,
    /// Every kept cursor from this index on does not.
    differs: usize,
}

impl Bisect {
    /// Over the kept cursors of one epoch, by ascending position.
    #[must_use]
    pub fn new(kept: Vec<(u64, Hash)>) -> Self {
        let differs = kept.len();
        Self { kept, agrees: 0, differs }
    }

    /// The position to ask about next; none when the answer is known.
    #[must_use]
    pub fn probe(&self) -> Option<u64> {
        if self.agrees == self.differs {
            None
        } else {
            self.kept.get(self.middle()).map(|(position, _)| *position)
        }
    }

    fn middle(&self) -> usize {
        self.agrees.midpoint(self.differs)
    }

    /// Takes the other side's h at the probed position; none when its log does not reach so far.
    pub fn answer(&mut self, theirs: Option<Hash>) {
        let middle = self.middle();
        let ours = self.kept.get(middle).map(|(_, hash)| *hash);
        if self.agrees == self.differs {
            return;
        }
        if theirs.is_some() && theirs == ours {
            self.agrees = middle + 1;
        } else {
            self.differs = middle;
        }
    }

    /// The last position in common and its h: 0 and [`Hash::ZERO`] when there is none. Meaningful once
    /// [`Bisect::probe`] gives none.
    #[must_use]
    pub fn common(&self) -> (u64, Hash) {
        let last = self.agrees.checked_sub(1).and_then(|index| self.kept.get(index));
        last.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(n: u64, fork: u64) -> Vec<(u64, Hash)> {
        let mut head = Hash::ZERO;
        let step = |position| {
            let event = Hash([if position >= fork { 1 } else { 0 }; 32]);
            head = next_head(&head, position, &event);
            (position, head)
        };
        (1..=n).map(step).collect()
    }

    #[test]
    fn bisecting_finds_every_fork_in_few_questions() {
        for length in 0..40 {
            for fork in 1..=length + 1 {
                for theirs_length in 0..=length {
                    let ours = heads(length, u64::MAX);
                    let theirs = heads(theirs_length, fork);
                    let mut bisect = Bisect::new(ours.clone());
                    let mut asked = 0;
                    while let Some(position) = bisect.probe() {
                        bisect.answer(theirs.iter().find(|(p, _)| *p == position).map(|(_, h)| *h));
                        asked += 1;
                    }
                    let expected = (fork - 1).min(theirs_length);
                    assert_eq!(bisect.common().0, expected);
                    assert!(asked <= 6);
                }
            }
        }
    }

    #[test]
    fn a_list_is_proof_only_for_what_it_names() {
        let key = SigningKey::from_seed(&[3; 32]).unwrap();
        let scanned = Cursor { epoch: 1, position: 9, head: Hash([9; 32]) };
        let list = PlacedList::new(scanned, vec![(7, Hash([7; 32])), (2, Hash([2; 32]))]);
        let signature = list.sign(&key);
        assert_eq!(list.verify(&key.verifying(), &signature), Ok(()));
        assert!(list.names(7, &Hash([7; 32])) && !list.names(7, &Hash([2; 32])));
        assert_eq!(PlacedList::decode(&list.encode()), Ok(list.clone()));
        let mut other = list;
        other.scanned.position = 10;
        assert_eq!(other.verify(&key.verifying(), &signature), Err(Error::Signature));
    }
}
