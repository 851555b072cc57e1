//! The erasure register as a file of its own: what it is and whose, then a line a stream, its id and when it was erased. It names
//! nobody, can be kept anywhere, and is given to a restore whose vault is older than it.

use crate::error::Error;
use crate::municipality::Municipality;
use std::path::Path;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;

impl Municipality {
    /// The register: its kind and whose it is, then a line a stream, `UUID SECONDS`, and how many there are.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn erasure_register(&self) -> Result<String, Error> {
        let register = self.vault.register()?;
        let lines: String = register.iter().map(|(stream, at)| format!("{stream} {}\n", at.0)).collect();
        Ok(format!("{KIND} {}\n{lines}{END} {}\n", self.slug, register.len()))
    }
}

/// What the first line says before the municipality's short name.
const KIND: &str = "vizitas erasure register 1";
/// What the last line says before how many lines there are: a file that was cut short brings somebody back.
const END: &str = "end";

/// Reads a municipality's register that was written to a file. One that an earlier release printed has no first and no last
/// line: it counts, and that it cannot be told whose or whole is said.
///
/// # Errors
/// [`Error::Invalid`] when the file is none, another municipality's, or not whole: then nothing of it counts.
pub fn read_register(file: &Path, slug: &str) -> Result<Vec<(StreamId, Time)>, Error> {
    let text = std::fs::read(file).map_err(Error::at(file))?;
    let text = std::str::from_utf8(&text).unwrap_or_default();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let none =
        |why: &str| Error::Invalid(format!("{}: {why}; print one with `erasure register`", file.display()));
    let read = |line: &str| {
        let (stream, at) = line.split_once(' ')?;
        Some((StreamId(stream.parse().ok()?), Time(at.trim().parse().ok()?)))
    };
    let first = lines.next().unwrap_or_default();
    let whose = first.strip_prefix(KIND).map(str::trim);
    match whose {
        None if read(first).is_some() => {
            let earlier = text.lines().filter(|line| !line.trim().is_empty()).map(read);
            let register = earlier.collect::<Option<Vec<_>>>();
            let register = register.ok_or_else(|| none("a line of this erasure register cannot be read"))?;
            tracing::warn!(
                lines = register.len(),
                "an erasure register of an earlier release: it says neither whose it is nor where it ends"
            );
            return Ok(register);
        }
        None => return Err(none("this is no erasure register")),
        Some(whose) if whose != slug => return Err(none("this is another municipality's erasure register")),
        Some(_) => {}
    }
    let mut register = Vec::new();
    for line in lines {
        if let Some(count) = line.strip_prefix(END) {
            return if count.trim().parse() == Ok(register.len()) {
                Ok(register)
            } else {
                Err(none("lines of this erasure register are missing"))
            };
        }
        register.push(read(line).ok_or_else(|| none("a line of this erasure register cannot be read"))?);
    }
    Err(none("the end of this erasure register is missing"))
}
