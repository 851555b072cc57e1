//! Between SQLite and the disk: a VFS (sqlite.org/vfs.html) that passes everything on to the system's own and notes, for the
//! files of one folder, what is written, cut, made durable and deleted, in order; from which [`disk`] makes what a power cut
//! may leave. Told to, it refuses instead, as a broken or full disk does.
//!
//! It is the only crate with unsafe code, never part of the product, and must never know what stands in a file.

pub mod disk;
mod shim;

pub use shim::{install, pause};

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something that happened to a file of the folder. A file is named by what follows the folder in its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Bytes were written at an offset.
    Write {
        /// Which file.
        file: String,
        /// From which byte on.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// It was cut or stretched to so many bytes.
    Truncate {
        /// Which file.
        file: String,
        /// To how many bytes.
        size: u64,
    },
    /// All of it so far was made durable.
    Sync {
        /// Which file.
        file: String,
    },
    /// It was deleted, durably or not.
    Delete {
        /// Which file.
        file: String,
        /// Whether its folder was made durable then.
        durable: bool,
    },
    /// Whoever writes was told that this much is saved.
    Told(u64),
}

/// What the shim does besides passing on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// After so many operations every further one fails, as on a disk that breaks.
    BrokenAfter(u64),
    /// The operation of this number fails, and no other.
    BrokenAt(u64),
    /// After so many bytes written anew there is no room for more.
    FullAfter(u64),
}

/// What the shim knows.
#[derive(Default)]
struct State {
    folder: Option<PathBuf>,
    ops: Vec<Op>,
    fault: Fault,
    /// Operations since the fault was set.
    done: u64,
    /// Bytes by which files have grown since then.
    grown: u64,
    /// How often it refused.
    refused: u64,
}

static STATE: Mutex<State> =
    Mutex::new(State { folder: None, ops: Vec::new(), fault: Fault::None, done: 0, grown: 0, refused: 0 });

fn state() -> MutexGuard<'static, State> {
    // What it guards is whole after every statement.
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes what happens in a folder from now on; what was noted before is forgotten.
pub fn watch(folder: &Path) {
    *state() = State { folder: Some(folder.to_owned()), ..State::default() };
}

/// Notes that whoever writes was told so: `number` counts what is saved.
pub fn told(number: u64) {
    state().ops.push(Op::Told(number));
}

/// What happened since [`watch`]; nothing is noted any more.
#[must_use]
pub fn noted() -> Vec<Op> {
    std::mem::take(&mut *state()).ops
}

/// From now on the folder's files fail so.
pub fn fail(fault: Fault) {
    let mut state = state();
    (state.fault, state.done, state.grown, state.refused) = (fault, 0, 0, 0);
}

/// Operations since the last [`fail`], and how many of them were refused.
#[must_use]
pub fn counted() -> (u64, u64) {
    let state = state();
    (state.done, state.refused)
}

/// What an operation comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ruling {
    Pass,
    Broken,
    Full,
}

impl State {
    fn name(&self, path: &str) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let name = Path::new(path).strip_prefix(folder).ok()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// One more operation, by which a file grows so.
    fn rule(&mut self, grows: u64) -> Ruling {
        self.done += 1;
        let ruling = match self.fault {
            Fault::BrokenAfter(count) if self.done > count => Ruling::Broken,
            Fault::BrokenAt(number) if self.done == number => Ruling::Broken,
            Fault::FullAfter(bytes) if grows > 0 && self.grown.saturating_add(grows) > bytes => Ruling::Full,
            _ => Ruling::Pass,
        };
        if ruling == Ruling::Pass {
            self.grown = self.grown.saturating_add(grows);
        } else {
            self.refused += 1;
        }
        ruling
    }
}
