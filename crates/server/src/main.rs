//! `vizitas-server`: a municipality's log, served to its tablets, and the administrator's commands. It never asks at a
//! terminal: what a command needs stands on its line.

mod cli;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when even that cannot be said.
            let _ = writeln!(std::io::stderr(), "vizitas-server: {error}");
            ExitCode::FAILURE
        }
    }
}
