//! What a power cut may leave of what was written. Until a file is made durable its writes lie somewhere between the program
//! and the platter: each 512-byte sector of each of them may be there, missing, or noise, in any order, and so may every
//! change of length. What was made durable stays. Whole and torn alike are chosen by a seed, so that an image can be had
//! again.

use crate::Op;
use std::collections::BTreeMap;
use std::path::Path;

/// Bytes that a disk writes whole or not at all.
const SECTOR: u64 = 512;

/// Numbers from a seed (SplitMix64).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// The same seed gives the same numbers.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`; 0 when the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.number().checked_rem(bound).unwrap_or(0)
    }
}

/// A file after the cut; none when it is not there.
pub type Image = BTreeMap<String, Option<Vec<u8>>>;

/// How the disk treats what was not made durable.
#[derive(Clone, Copy)]
enum Manner {
    /// All of it is lost.
    Lost,
    /// All of it is there, as when the program alone died.
    Kept,
    /// It is there up to a point, and the sector at that point is torn.
    UpTo(u64),
    /// Each sector for itself: so many of a hundred are there.
    Each(u64),
    /// The same, and some of those that were being written are noise.
    Noise(u64),
}

#[derive(Default)]
struct File {
    exists: bool,
    durable: Vec<u8>,
    /// Whether its name is on the disk.
    named: bool,
    pending: Vec<Pending>,
}

enum Pending {
    Write(u64, Vec<u8>),
    Size(u64),
}

/// Files as they were when the noting began, and everything noted up to the cut: what may be found afterwards.
#[must_use]
pub fn after_a_cut(before: &BTreeMap<String, Vec<u8>>, ops: &[Op], chance: &mut Chance) -> Image {
    let mut files = begin(before);
    for op in ops {
        take(&mut files, op);
    }
    let manner = match chance.below(8) {
        0 => Manner::Lost,
        1 => Manner::Kept,
        2 | 3 => Manner::UpTo(chance.number()),
        4 | 5 => Manner::Each(chance.below(100)),
        _ => Manner::Noise(chance.below(100)),
    };
    files.into_iter().map(|(name, file)| (name, left(file, manner, chance))).collect()
}

/// The same when the program alone died: the system still writes what it was told.
#[must_use]
pub fn killed(before: &BTreeMap<String, Vec<u8>>, ops: &[Op]) -> Image {
    let mut files = begin(before);
    for op in ops {
        take(&mut files, op);
    }
    let chance = &mut Chance::new(0);
    files.into_iter().map(|(name, file)| (name, left(file, Manner::Kept, chance))).collect()
}

fn begin(before: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, File> {
    let file =
        |bytes: &Vec<u8>| File { exists: true, named: true, durable: bytes.clone(), pending: Vec::new() };
    before.iter().map(|(name, bytes)| (name.clone(), file(bytes))).collect()
}

fn take(files: &mut BTreeMap<String, File>, op: &Op) {
    match op {
        Op::Write { file, offset, bytes } => {
            let file = files.entry(file.clone()).or_default();
            file.exists = true;
            file.pending.push(Pending::Write(*offset, bytes.clone()));
        }
        Op::Truncate { file, size } => {
            let file = files.entry(file.clone()).or_default();
            file.exists = true;
            file.pending.push(Pending::Size(*size));
        }
        Op::Sync { file: name } => {
            let file = files.entry(name.clone()).or_default();
            for pending in std::mem::take(&mut file.pending) {
                settle(&mut file.durable, pending);
            }
            let new = !std::mem::replace(&mut file.named, file.exists);
            // The system's VFS makes the folder durable with a new journal's or write-ahead log's first sync: every name
            // in it is then as it is, the deleted ones gone.
            if new && (name.ends_with("-wal") || name.ends_with("-journal")) {
                settle_names(files, Path::new(name).parent());
            }
        }
        Op::Delete { file, durable } => {
            if *durable {
                files.insert(file.clone(), File::default());
            } else if let Some(file) = files.get_mut(file) {
                // The name may be gone or not; what it names begins anew when it is written again.
                (file.exists, file.named) = (false, false);
                file.pending.push(Pending::Size(0));
            }
        }
        Op::Told(_) => {}
    }
}

fn settle_names(files: &mut BTreeMap<String, File>, folder: Option<&Path>) {
    for (_, file) in files.iter_mut().filter(|(name, _)| Path::new(name).parent() == folder) {
        if file.exists {
            file.named = true;
        } else {
            *file = File::default();
        }
    }
}

fn settle(bytes: &mut Vec<u8>, pending: Pending) {
    match pending {
        Pending::Write(offset, new) => put(bytes, offset, &new),
        Pending::Size(size) => bytes.resize(size as usize, 0),
    }
}

fn put(bytes: &mut Vec<u8>, offset: u64, new: &[u8]) {
    let (from, to) = (offset as usize, offset as usize + new.len());
    if bytes.len() < to {
        bytes.resize(to, 0);
    }
    if let Some(place) = bytes.get_mut(from..to) {
        place.copy_from_slice(new);
    }
}

fn left(file: File, manner: Manner, chance: &mut Chance) -> Option<Vec<u8>> {
    // A name that was never made durable may be there or not; with all that is pending lost, it is not.
    let there = file.named
        || (file.exists || !file.durable.is_empty())
            && match manner {
                Manner::Lost => false,
                Manner::Kept => file.exists,
                Manner::UpTo(_) | Manner::Each(_) | Manner::Noise(_) => chance.below(2) == 0,
            };
    if !there {
        return None;
    }
    let mut bytes = file.durable;
    let mut pieces: Vec<Pending> = file.pending.into_iter().flat_map(sectors).collect();
    let count = pieces.len() as u64;
    let (upto, share, noise) = match manner {
        Manner::Lost => (0, 100, 0),
        Manner::Kept => (count, 100, 0),
        Manner::UpTo(number) => (number.checked_rem(count + 1).unwrap_or(0), 100, 0),
        Manner::Each(share) => (count, share, 0),
        Manner::Noise(share) => (count, share, 20),
    };
    pieces.truncate(upto as usize);
    for piece in pieces {
        if chance.below(100) >= share {
            if let Pending::Write(offset, new) = piece
                && chance.below(100) < noise
            {
                let noise: Vec<u8> = new.iter().map(|_| chance.number() as u8).collect();
                put(&mut bytes, offset, &noise);
            }
            continue;
        }
        settle(&mut bytes, piece);
    }
    Some(bytes)
}

/// A write, sector by sector.
fn sectors(pending: Pending) -> Vec<Pending> {
    let Pending::Write(offset, bytes) = pending else { return vec![pending] };
    let mut pieces = Vec::new();
    let (mut at, mut rest) = (offset, bytes.as_slice());
    while !rest.is_empty() {
        let room = (SECTOR - at % SECTOR) as usize;
        let (piece, after) = rest.split_at(room.min(rest.len()));
        pieces.push(Pending::Write(at, piece.to_vec()));
        at += piece.len() as u64;
        rest = after;
    }
    pieces
}

/// Lays an image down in a folder.
///
/// # Errors
/// Those of the file system.
pub fn lay_down(image: &Image, folder: &Path) -> std::io::Result<()> {
    for (name, bytes) in image {
        match bytes {
            Some(bytes) => std::fs::write(folder.join(name), bytes)?,
            None if folder.join(name).exists() => std::fs::remove_file(folder.join(name))?,
            None => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
    use super::*;

    fn write(offset: u64, byte: u8) -> Op {
        Op::Write { file: "a".into(), offset, bytes: vec![byte; 512] }
    }

    #[test]
    fn what_was_made_durable_stays_and_nothing_else_must() {
        let sync = Op::Sync { file: "a".into() };
        let ops = [write(0, 1), write(512, 1), sync, write(0, 2), write(1024, 2)];
        let (mut lost, mut kept, mut torn, mut noise) = (0, 0, 0, 0);
        for seed in 0..2_000 {
            let image = after_a_cut(&BTreeMap::new(), &ops, &mut Chance::new(seed));
            let bytes = image["a"].clone().unwrap();
            assert_eq!(bytes[512..1024], [1; 512], "seed {seed}");
            match (bytes[0], bytes.get(1024)) {
                (1, None) => lost += 1,
                (2, Some(2)) => kept += 1,
                (1 | 2, None | Some(0 | 2)) => torn += 1,
                _ => noise += 1,
            }
        }
        assert!([lost, kept, torn, noise].iter().all(|count| *count > 50), "{lost} {kept} {torn} {noise}");
    }

    #[test]
    fn a_deleted_journal_does_not_come_back_once_the_folder_is_durable() {
        let journal = || "a-journal".to_owned();
        let made = Op::Write { file: journal(), offset: 0, bytes: vec![1; 512] };
        let ops = [made, Op::Sync { file: journal() }, Op::Delete { file: journal(), durable: false }];
        let back = |ops: &[Op]| {
            (0..200)
                .any(|seed| after_a_cut(&BTreeMap::new(), ops, &mut Chance::new(seed))["a-journal"].is_some())
        };
        assert!(back(&ops));
        let wal = || "a-wal".to_owned();
        let then = [Op::Write { file: wal(), offset: 0, bytes: vec![1] }, Op::Sync { file: wal() }];
        assert!(!back(&[ops.as_slice(), &then].concat()));
    }

    #[test]
    fn a_file_that_was_never_made_durable_may_be_missing() {
        let gone =
            |seed| after_a_cut(&BTreeMap::new(), &[write(0, 1)], &mut Chance::new(seed))["a"].is_none();
        let count = (0..1_000).filter(|seed| gone(*seed)).count();
        assert!((100..900).contains(&count), "{count}");
    }
}
