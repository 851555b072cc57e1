//! The disk is full, at any size: whoever writes is told so, everything can still be read, nothing that was told to be saved
//! is lost, and the work goes on once there is room.

use super::io::{STORES, round};
use super::stores::Store;
use super::{Rounds, Tally, Trouble, alone};
use vizitas_vfs::disk::Chance;
use vizitas_vfs::{Fault, install};

/// No store grows further in a trace.
const MOST: u64 = 3 << 20;

/// Runs the rounds.
///
/// # Errors
/// When the machine does not let it.
pub fn run(rounds: Rounds) -> Result<Tally, Trouble> {
    let _alone = alone();
    install();
    let mut tally = Tally::new("disk", rounds);
    for seed in rounds.first..rounds.first + rounds.count {
        let store = STORES.get((seed % 3) as usize).copied().unwrap_or(Store::Replica);
        let mut chance = Chance::new(seed);
        // Small sizes as often as large ones: the first pages are where a file is made.
        let most = MOST >> chance.below(8);
        tally.take(seed, round(store, Fault::FullAfter(chance.below(most)))?);
    }
    Ok(tally)
}
