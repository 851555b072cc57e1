//! The power goes. What a file was told and what it was told to make durable is noted while the product's own code writes
//! it; at any point of that, [`vizitas_vfs::disk`] makes what may then lie on the disk, and the product's own code opens it.
//!
//! It must open; everything is there that somebody was told is saved; nothing is there in half. Two wrong ways of writing
//! must be found out by the same rounds: `synchronous = NORMAL`, which loses what was told, and a key without its salt, which
//! leaves files that nobody can open.

use super::outbox;
use super::stores::Store;
use super::{Control, Rounds, Tally, Trouble, alone, scratch};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vizitas_vfs::disk::{Chance, after_a_cut, lay_down};
use vizitas_vfs::{Op, install, noted, told, watch};

/// The files whose power is cut, in turn.
const STORES: [Store; 3] = [Store::Replica, Store::Log, Store::Vault];
/// Cuts of one trace.
const CUTS: u64 = 100;
/// Every so many rounds one goes to each control.
const CONTROL_EVERY: u64 = 5;

/// A trace, and what stood in the folder before it.
struct Trace {
    before: BTreeMap<String, Vec<u8>>,
    ops: Vec<Op>,
}

/// When it is cut.
#[derive(Clone, Copy)]
enum When {
    /// At any operation.
    Any,
    /// While the file itself is written, and not the log beside it: then its first sector, with the salt, may be torn.
    FileIsWritten,
}

impl When {
    fn cut(self, ops: &[Op], chance: &mut Chance) -> usize {
        let written = |op: &Op| matches!(op, Op::Write { file, .. } if file == "store.db");
        let wanted = |at: &usize| match self {
            Self::Any => true,
            Self::FileIsWritten => at.checked_sub(1).and_then(|last| ops.get(last)).is_some_and(written),
        };
        let all: Vec<usize> = (0..=ops.len()).filter(wanted).collect();
        all.get(chance.below(all.len() as u64) as usize).copied().unwrap_or(0)
    }
}

/// Runs the rounds and the controls.
///
/// # Errors
/// When the machine does not let it: no room, no temporary folder.
pub fn run(rounds: Rounds) -> Result<Tally, Trouble> {
    let _alone = alone();
    install();
    let mut tally = Tally::new("power", rounds);
    let mut traces = BTreeMap::new();
    let kinds = STORES.len() as u64 + 1;
    let folder = scratch()?;
    for seed in rounds.first..rounds.first + rounds.count {
        let outcome = match STORES.get((seed % kinds) as usize) {
            Some(store) => cut(*store, seed, When::Any, &mut traces, folder.path())?,
            None => outbox::cut(seed, folder.path())?,
        };
        tally.take(seed, outcome);
    }
    for (name, store, when) in [
        ("synchronous = NORMAL", Store::ReplicaNotSynced, When::Any),
        ("a key without its salt", Store::KeyWithoutSalt, When::FileIsWritten),
    ] {
        let mut control = Control { name, rounds: 0, found: 0 };
        for seed in (rounds.first..rounds.first + rounds.count).step_by(CONTROL_EVERY as usize) {
            control.rounds += 1;
            control.found += u64::from(cut(store, seed, when, &mut traces, folder.path())?.is_err());
        }
        tally.controls.push(control);
    }
    // The same file and the same rounds with the salt: what was found out was the salt's lack.
    for seed in (rounds.first..rounds.first + rounds.count).step_by(CONTROL_EVERY as usize) {
        let outcome = cut(Store::KeyWithSalt, seed, When::FileIsWritten, &mut traces, folder.path())?;
        tally.take(seed, outcome);
    }
    Ok(tally)
}

/// One cut: what is wrong with the file afterwards.
fn cut(
    store: Store,
    seed: u64,
    when: When,
    traces: &mut BTreeMap<(&'static str, u64), Trace>,
    scratch: &Path,
) -> Result<Result<(), String>, Trouble> {
    let number = seed / CUTS;
    let place = (store.name(), number);
    if !traces.contains_key(&place) {
        // A store's earlier trace is not needed again: seeds ascend.
        traces.retain(|(name, _), _| *name != store.name());
        traces.insert(place, trace(store)?);
    }
    let Some(trace) = traces.get(&place) else { return Err("no trace".into()) };
    let mut chance = Chance::new(seed);
    let at = when.cut(&trace.ops, &mut chance);
    let (done, rest) = trace.ops.split_at(at);
    let number = |op: &Op| match op {
        Op::Told(number) => Some(*number),
        _ => None,
    };
    let said = done.iter().rev().find_map(number).unwrap_or(0);
    // What was under way may be there already.
    let most = rest.iter().find_map(number).unwrap_or(said);
    let folder = scratch.join("image");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir(&folder)?;
    lay_down(&after_a_cut(&trace.before, done, &mut chance), &folder)?;
    private(&folder)?;
    let found = vizitas_vfs::pause(|| store.read(&folder));
    Ok(match found {
        Ok(found) if (said..=most).contains(&found) => Ok(()),
        Ok(found) if found < said => Err(format!(
            "{}: cut at {at}, {said} steps were told to be saved, {found} are there",
            store.name()
        )),
        Ok(found) => Err(format!("{}: cut at {at}, {found} steps are there of {most}", store.name())),
        Err(error) => Err(format!("{}: cut at {at}: {error}", store.name())),
    })
}

/// Key files are the owner's alone, as the product demands.
fn private(folder: &Path) -> Result<(), Trouble> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(())
}

/// Everything that is written in a store's steps.
fn trace(store: Store) -> Result<Trace, Trouble> {
    let folder = scratch()?;
    store.prepare(folder.path())?;
    let mut before = BTreeMap::new();
    for entry in fs::read_dir(folder.path())? {
        let entry = entry?;
        before.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    watch(folder.path());
    let filled = store.fill(folder.path(), told);
    let mut ops = noted();
    filled?;
    // The shared memory beside a write-ahead log is made anew by whoever opens it.
    ops.retain(
        |op| !matches!(op, Op::Write { file, .. } | Op::Truncate { file, .. } if file.ends_with("-shm")),
    );
    Ok(Trace { before, ops })
}
