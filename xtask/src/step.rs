//! Runs one program at a time and says so. Nothing here runs two at once: two cargo builds would wait on each other.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::Failure;

/// Says what is about to happen, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("\n▸ {what}");
    let start = Instant::now();
    let outcome = work()?;
    println!("  {what}: done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(outcome)
}

/// Runs a program to its end, its output going to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|source| Failure::Start { program: name(command), source })?;
    if status.success() { Ok(()) } else { Err(Failure::Program { program: name(command), status }) }
}

/// Runs a program silently; its standard output when it succeeded, nothing when it is missing or failed.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program with its first arguments, enough to know it by.
pub(crate) fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().take(3).map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
