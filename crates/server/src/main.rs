//! `vizitas-server`: a municipality's log, served to its tablets, and the administrator's commands. It never asks at a
//! terminal: what a command needs stands on its line.

mod cli;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Before a key is read.
    if let Err(error) = vizitas_server::no_core::leave_none() {
        let _ = writeln!(std::io::stderr(), "vizitas-server: a crash would leave a core file: {error}");
        return ExitCode::FAILURE;
    }
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when even that cannot be said.
            let _ = writeln!(std::io::stderr(), "vizitas-server: {error}");
            ExitCode::FAILURE
        }
    }
}
