//! The tablet's outbox, which is no database: its file is read before and after each save, and what lies between is torn.

use super::{Trouble, scratch};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use vizitas_device::outbox::{Draft, DraftKey, Head, Outbox, OutboxError, Repair, Saved};
use vizitas_vfs::Op;
use vizitas_vfs::disk::{Chance, after_a_cut};

/// Saves of a trace.
const SAVES: u64 = 40;

/// The file after each save, the first before any.
static TRACE: OnceLock<Vec<Vec<u8>>> = OnceLock::new();

fn saved(seq: u64, prev: [u8; 32]) -> Saved {
    // Some are small and some go over many sectors.
    let size = if seq.is_multiple_of(3) { 9_000 } else { 300 };
    Saved {
        seq,
        prev,
        hash: [seq as u8 + 1; 32],
        signature: [seq as u8; 64],
        header: vec![seq as u8; 180],
        sealed: vec![seq as u8; size],
        key_offer: (seq % 7 == 1).then(|| vec![9; 1_300]),
    }
}

/// Saves events, each with a draft that it makes needless.
fn save(outbox: &mut Outbox, seq: u64) -> Result<(), Trouble> {
    let draft = Draft { key: DraftKey { visit: [1; 16], field: 0 }, at: 1, sealed: vec![seq as u8; 40] };
    Ok(outbox.save(vec![saved(seq, outbox.head().hash)], vec![draft])?)
}

/// Opens it. A process that somebody else starts just then holds its lock, too, until its program begins.
fn open(path: &Path) -> Result<(Outbox, Repair), OutboxError> {
    const TRIES: u32 = 100_000;
    let mut tries = 0;
    loop {
        match Outbox::open(path) {
            Err(OutboxError::InUse) if tries < TRIES => {
                tries += 1;
                std::thread::yield_now();
            }
            opened => return opened,
        }
    }
}

fn trace() -> Result<Vec<Vec<u8>>, Trouble> {
    let folder = scratch()?;
    let path = folder.path().join("outbox");
    Outbox::create(&path, Some(Head { incarnation: 1, seq: 0, hash: [0; 32] }))?;
    let mut files = vec![fs::read(&path)?];
    let (mut outbox, _) = Outbox::open(&path)?;
    for seq in 1..=SAVES {
        save(&mut outbox, seq)?;
        files.push(fs::read(&path)?);
    }
    Ok(files)
}

/// The power goes while a save is under way: what is wrong with the file afterwards.
pub(super) fn cut(seed: u64, scratch: &Path) -> Result<Result<(), String>, Trouble> {
    let files = match TRACE.get() {
        Some(files) => files,
        None => {
            let made = trace()?;
            TRACE.get_or_init(|| made)
        }
    };
    let mut chance = Chance::new(seed);
    let said = chance.below(SAVES) as usize;
    let (Some(before), Some(after)) = (files.get(said), files.get(said + 1)) else {
        return Err("no trace".into());
    };
    let Some(bytes) = after.strip_prefix(before.as_slice()) else { return Err("a save is no append".into()) };
    let op = Op::Write { file: "outbox".into(), offset: before.len() as u64, bytes: bytes.to_vec() };
    let image = after_a_cut(&[("outbox".to_owned(), before.clone())].into(), &[op], &mut chance);
    let Some(Some(left)) = image.get("outbox") else { return Ok(Err("outbox: gone".into())) };
    let path = scratch.join("outbox");
    fs::write(&path, left)?;
    let opened = open(&path);
    let outcome = match opened {
        Err(error) => Err(format!("outbox: after {said} saves: {error}")),
        Ok((mut outbox, _)) => {
            let held: Vec<Saved> = outbox.held().map(|(saved, _)| saved.clone()).collect();
            let whole = held.iter().zip(1..).all(|(held, seq)| *held == saved(seq, held.prev));
            let chained = outbox.head().seq == held.len() as u64;
            let count = held.len();
            // And it goes on: what is saved next is found, too.
            let next = save(&mut outbox, count as u64 + 1).is_ok();
            drop(outbox);
            let again = open(&path).map(|(outbox, _)| outbox.held().count());
            match (whole && chained && next, again) {
                (true, Ok(found)) if (count == said || count == said + 1) && found == count + 1 => Ok(()),
                (fit, found) => Err(format!(
                    "outbox: after {said} saves {count} are there, whole {fit}, and one more makes {found:?}"
                )),
            }
        }
    };
    for entry in fs::read_dir(scratch)? {
        let path = entry?.path();
        if path.is_file() {
            fs::remove_file(path)?;
        }
    }
    Ok(outcome)
}
