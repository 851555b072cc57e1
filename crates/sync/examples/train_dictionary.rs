//! Trains the zstd dictionary for bodies from a seeded mix of realistic ones. Run once for each new dictionary; one that
//! has been released is never trained again, since every sealed body names the dictionary it was packed with.
//!
//! `cargo run -p vizitas-sync --features testing --example train_dictionary -- crates/sync/dict/v1.zdict`

use std::error::Error;
use vizitas_sync::body;
use vizitas_sync::testing::mix::Mix;
use vizitas_sync::testing::words::TRAINING;

const VISITS: usize = 1_500;
const BYTES: usize = 24 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file to write?")?;
    let mut mix = Mix::new(20_261_123, TRAINING);
    let mut samples = Vec::new();
    for _ in 0..VISITS {
        for (role, event) in mix.visit() {
            samples.push(body::encode(role, &event)?);
        }
    }
    std::fs::write(path, zstd::dict::from_samples(&samples, BYTES)?)?;
    Ok(())
}
