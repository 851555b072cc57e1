//! The erasure register as a file of its own: a line a stream, its id and when it was erased. It names nobody, can be kept
//! anywhere, and is given to a restore whose vault is older than it.

use crate::error::Error;
use crate::municipality::Municipality;
use std::path::Path;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;

impl Municipality {
    /// The register, a line a stream: `UUID SECONDS`.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn erasure_register(&self) -> Result<String, Error> {
        let register = self.vault.register()?;
        Ok(register.iter().map(|(stream, at)| format!("{stream} {}\n", at.0)).collect())
    }
}

/// Reads a register that was written to a file.
///
/// # Errors
/// When it cannot be read, or a line is none of a register's: then nothing of it counts.
pub fn read_register(file: &Path) -> Result<Vec<(StreamId, Time)>, Error> {
    let text = std::fs::read_to_string(file).map_err(Error::at(file))?;
    let read = |line: &str| {
        let (stream, at) = line.split_once(' ')?;
        Some((StreamId(stream.parse().ok()?), Time(at.trim().parse().ok()?)))
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| read(line).ok_or(Error::Malformed("erasure register"))).collect()
}
