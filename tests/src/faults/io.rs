//! The disk breaks: one operation fails, or every one from some moment on. Whoever writes is told so; what was told to be
//! saved is there afterwards, whole, and the work goes on once the disk does.

use super::stores::{STEPS, Store};
use super::{Rounds, Tally, Trouble, alone, scratch};
use std::collections::BTreeMap;
use std::path::Path;
use vizitas_vfs::disk::Chance;
use vizitas_vfs::{Fault, counted, fail, install, watch};

/// The files whose disk breaks, in turn.
pub(super) const STORES: [Store; 3] = [Store::Replica, Store::Log, Store::Vault];

/// Runs the rounds.
///
/// # Errors
/// When the machine does not let it.
pub fn run(rounds: Rounds) -> Result<Tally, Trouble> {
    let _alone = alone();
    install();
    let mut tally = Tally::new("io", rounds);
    let mut operations = BTreeMap::new();
    for seed in rounds.first..rounds.first + rounds.count {
        let store = STORES.get((seed % 3) as usize).copied().unwrap_or(Store::Replica);
        let all = match operations.get(store.name()) {
            Some(all) => *all,
            None => {
                let all = of_a_whole_run(store)?;
                operations.insert(store.name(), all);
                all
            }
        };
        let mut chance = Chance::new(seed);
        let at = 1 + chance.below(all);
        let fault = if chance.below(2) == 0 { Fault::BrokenAt(at) } else { Fault::BrokenAfter(at) };
        tally.take(seed, round(store, fault)?);
    }
    Ok(tally)
}

fn of_a_whole_run(store: Store) -> Result<u64, Trouble> {
    let folder = scratch()?;
    store.prepare(folder.path())?;
    watch(folder.path());
    fail(Fault::None);
    store.fill(folder.path(), |_| {})?;
    Ok(counted().0)
}

/// Writes until the fault stops it, looks at what is there, mends the disk, and writes the rest.
pub(super) fn round(store: Store, fault: Fault) -> Result<Result<(), String>, Trouble> {
    let folder = scratch()?;
    store.prepare(folder.path())?;
    watch(folder.path());
    fail(fault);
    let mut saved = 0;
    let stopped = store.fill(folder.path(), |step| saved = step);
    let refused = counted().1;
    let say = |what: String| format!("{} with {fault:?}, {saved} steps saved: {what}", store.name());
    if let Some(error) =
        stopped.as_ref().err().and_then(|error| error.downcast_ref::<vizitas_replica::Error>())
        && matches!(fault, Fault::FullAfter(_))
        && !error.is_full()
    {
        // The tablet says in words that there is no room, and what to do.
        return Ok(Err(say(format!("a full disk is told as: {error}"))));
    }
    if refused > 0
        && matches!(fault, Fault::FullAfter(_))
        && stopped.is_err()
        && let Err(what) = reads_go_on(store, folder.path(), saved)
    {
        return Ok(Err(say(what)));
    }
    fail(Fault::None);
    let outcome = match store.read(folder.path()) {
        Err(error) => Err(say(format!("afterwards {error}"))),
        // What failed may have been written all the same.
        Ok(found) if found < saved || found > saved + 1 => Err(say(format!("{found} are there"))),
        Ok(found) => match goes_on(store, folder.path(), found) {
            Ok(STEPS) => Ok(()),
            Ok(found) => Err(say(format!("with the rest written {found} are there"))),
            Err(error) => Err(say(format!("the rest could not be written: {error}"))),
        },
    };
    Ok(outcome)
}

/// On a full disk everything can still be read.
fn reads_go_on(store: Store, folder: &Path, saved: u64) -> Result<(), String> {
    if saved == 0 {
        // There may be no file yet, and none can be made.
        return Ok(());
    }
    match store.read(folder) {
        Ok(found) if found >= saved => Ok(()),
        Ok(found) => Err(format!("while it is full {found} can be read")),
        Err(error) => Err(format!("while it is full nothing can be read: {error}")),
    }
}

fn goes_on(store: Store, folder: &Path, found: u64) -> Result<u64, Trouble> {
    let mut step = store.open(folder)?;
    for number in found..STEPS {
        step(number)?;
    }
    drop(step);
    store.read(folder)
}
