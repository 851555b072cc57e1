//! A server that lost its replica makes it anew from the whole log: every event read, its hash and the log's chain
//! checked, its body opened, kept and folded. Through the server's own code, from opening to the first look.

use super::bare::Bare;
use super::failure::BenchError;
use super::figure::{Figure, Goal};
use super::floor::Load;
use super::scribe::Scribe;
use super::town::Town;
use std::path::Path;
use std::time::Instant;
use vizitas_domain::id::ActorId;

/// Workers of the town.
const WORKERS: usize = 50;
/// Rows put in one commit by the floor.
const COMMIT: usize = 20_000;
/// Events of which the floor is measured, before and after.
const FLOOR: usize = 100_000;

/// From a log of so many events about so many clients.
///
/// # Errors
/// Those of the server.
pub(crate) fn measure(folder: &Path, seed: u64, events: usize, clients: usize) -> Result<Figure, BenchError> {
    let town = Town::found(folder)?;
    let source = vizitas_sync::testing::seeded::Seeded::new(seed);
    let workers: Vec<ActorId> = (0..WORKERS).map(|_| source.id(ActorId)).collect();
    let mut scribe = Scribe::new(seed, clients, workers, 0, town.head()?)?;
    town.take_up(&mut scribe, None)?;
    let sample = town.live(&mut scribe, events.min(FLOOR), true)?;
    while usize::try_from(town.head()?).unwrap_or(usize::MAX) < events {
        town.live(&mut scribe, (events / 20).max(1), false)?;
    }
    town.go_to_monday_after(scribe.time());
    let mut load = Load::of(&sample, &super::syncing::bodies(&sample, &scribe.clients)?)?;
    drop((sample, scribe));
    let before = floor(&mut load, &town.folder().join("before.db"))?;
    let begun = Instant::now();
    let town = town.reopened(true)?;
    town.look()?;
    let took = begun.elapsed().as_secs_f64();
    let after = floor(&mut load, &town.folder().join("after.db"))?;
    let count = town.head()? as f64;
    let figure = Figure::new("rebuild", count / took, "events/s").above(before.midpoint(after));
    Ok(figure.reaching(Goal::AtLeast(30_000.0)).beside(format!(
        "{count} events of {clients} clients in {took:.1} s; floor {before:.0} before, {after:.0} after; {}",
        peak_memory()
    )))
}

/// Events a second: read from one bare database, hashed and chained, bodies unpacked, put into another.
fn floor(load: &mut Load, path: &Path) -> Result<f64, BenchError> {
    let mut from = Bare::create(&path.with_extension("from"))?;
    load.put(&mut from, COMMIT)?;
    let mut to = Bare::create(path)?;
    let begun = Instant::now();
    load.get(&from)?;
    std::hint::black_box(load.hash());
    load.unpack()?;
    load.put(&mut to, COMMIT)?;
    Ok(load.count() as f64 / begun.elapsed().as_secs_f64())
}

/// The most memory this process has held, where the system says so.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    kib.map_or_else(String::new, |kib| format!("at most {} MiB of memory", kib / 1_024))
}
