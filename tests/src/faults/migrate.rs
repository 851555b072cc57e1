//! An upgrade is cut. A server and a tablet of every release are opened by the code of today, which brings their files to its
//! own form; at any point of that the process is killed, or the power goes. Opened again, they show what they show when
//! nothing was cut: the old form or the new, never neither.

use super::{Rounds, Tally, Trouble, alone, scratch};
use crate::released::{Released, copy, releases};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use vizitas_vfs::disk::{Chance, after_a_cut, killed, lay_down};
use vizitas_vfs::{Op, install, noted, pause, watch};

/// An upgrade, and what is seen when nothing cuts it.
struct Upgrade {
    release: PathBuf,
    before: BTreeMap<String, Vec<u8>>,
    ops: Vec<Op>,
    seen: Value,
}

/// Runs the rounds.
///
/// # Errors
/// When the machine does not let it.
pub fn run(rounds: Rounds) -> Result<Tally, Trouble> {
    let _alone = alone();
    install();
    let mut tally = Tally::new("migrate", rounds);
    let upgrades = releases()?.iter().map(|release| upgrade(release)).collect::<Result<Vec<_>, _>>()?;
    for seed in rounds.first..rounds.first + rounds.count {
        let Some(upgrade) = upgrades.get(seed.checked_rem(upgrades.len() as u64).unwrap_or(0) as usize)
        else {
            return Err("no release left anything".into());
        };
        tally.take(seed, cut(upgrade, &mut Chance::new(seed))?);
    }
    Ok(tally)
}

fn upgrade(release: &Path) -> Result<Upgrade, Trouble> {
    let folder = scratch()?;
    copy(release, folder.path())?;
    let mut before = BTreeMap::new();
    read(folder.path(), folder.path(), &mut before)?;
    watch(folder.path());
    let opened = Released::open(folder.path())?;
    let seen = opened.seen()?;
    // What closing carries over is no part of the upgrade.
    let mut ops = noted();
    drop(opened);
    ops.retain(
        |op| !matches!(op, Op::Write { file, .. } | Op::Truncate { file, .. } if file.ends_with("-shm")),
    );
    Ok(Upgrade { release: release.to_owned(), before, ops, seen })
}

fn read(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Trouble> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, root, files)?;
        } else {
            files.insert(path.strip_prefix(root)?.to_string_lossy().into_owned(), fs::read(&path)?);
        }
    }
    Ok(())
}

fn cut(upgrade: &Upgrade, chance: &mut Chance) -> Result<Result<(), String>, Trouble> {
    let at = chance.below(upgrade.ops.len() as u64 + 1) as usize;
    let (done, _) = upgrade.ops.split_at(at);
    let power = chance.below(2) == 0;
    let image =
        if power { after_a_cut(&upgrade.before, done, chance) } else { killed(&upgrade.before, done) };
    let folder = scratch()?;
    copy(&upgrade.release, folder.path())?;
    lay_down(&image, folder.path())?;
    let how = if power { "the power went" } else { "killed" };
    let opened = pause(|| Released::open(folder.path()).and_then(|opened| opened.seen()));
    Ok(match opened {
        Ok(seen) if seen == upgrade.seen => Ok(()),
        Ok(_) => Err(format!("{how} after {at} operations: something else is shown")),
        Err(error) => Err(format!("{how} after {at} operations: {error}")),
    })
}
