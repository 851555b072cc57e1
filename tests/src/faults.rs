//! Faults that a machine makes, by seed: the power goes, the disk breaks or is full. What a round does is chosen by its seed
//! alone, so that a failing one can be had again; what it proves stands at each. `cargo xtask faults` runs them, and the
//! tests run some of each. It must never be linked into the product.

pub mod disk;
pub mod io;
pub mod kill;
pub mod migrate;
mod outbox;
mod pair;
pub mod power;
mod stores;

use serde::Serialize;
use std::error::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Why a round could not be run: the machine's fault, not the product's.
pub type Trouble = Box<dyn Error + Send + Sync>;

/// Which rounds to run.
#[derive(Clone, Copy, Debug)]
pub struct Rounds {
    /// The first seed.
    pub first: u64,
    /// How many.
    pub count: u64,
}

/// What came of the rounds of one kind.
#[derive(Debug, Serialize)]
pub struct Tally {
    /// Which fault.
    pub fault: &'static str,
    /// The first seed.
    pub first_seed: u64,
    /// How many rounds were run.
    pub rounds: u64,
    /// What must not be, each with its seed.
    pub failures: Vec<Failing>,
    /// What the harness must find: a wrong way of writing, the rounds it was put to, and how many of them showed it.
    pub controls: Vec<Control>,
}

/// A round that failed.
#[derive(Debug, Serialize)]
pub struct Failing {
    /// By which it is had again.
    pub seed: u64,
    /// What was wrong.
    pub what: String,
}

/// A way of writing that is known to be wrong.
#[derive(Debug, Serialize)]
pub struct Control {
    /// What is wrong with it.
    pub name: &'static str,
    /// Rounds it was put to.
    pub rounds: u64,
    /// Rounds that showed it.
    pub found: u64,
}

impl Tally {
    fn new(fault: &'static str, rounds: Rounds) -> Self {
        Self { fault, first_seed: rounds.first, rounds: 0, failures: Vec::new(), controls: Vec::new() }
    }

    fn take(&mut self, seed: u64, outcome: Result<(), String>) {
        self.rounds += 1;
        if let Err(what) = outcome {
            self.failures.push(Failing { seed, what });
        }
    }

    /// Whether nothing failed and every control was found out.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.failures.is_empty() && self.controls.iter().all(|control| control.found > 0)
    }

    /// The same in words, for people.
    #[must_use]
    pub fn words(&self) -> String {
        let mut lines = vec![format!(
            "{}: {} rounds from seed {}, {} failed",
            self.fault,
            self.rounds,
            self.first_seed,
            self.failures.len()
        )];
        for control in &self.controls {
            lines.push(format!(
                "  control, {}: found in {} of {}",
                control.name, control.found, control.rounds
            ));
        }
        for failing in &self.failures {
            lines.push(format!("  seed {}: {}", failing.seed, failing.what));
        }
        lines.join("\n")
    }
}

/// A folder for a round, in memory where the system has such a place: what is durable is decided here and not by a disk.
fn scratch() -> std::io::Result<tempfile::TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

/// The shim is one a process: whoever uses it is alone.
static SHIM: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    SHIM.lock().unwrap_or_else(PoisonError::into_inner)
}
