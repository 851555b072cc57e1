//! Runs rounds of one fault and says what came of them: in words, or as JSON. Fails when a round failed, or when a wrong way
//! of writing was not found out.
#![expect(clippy::print_stdout, reason = "a command-line tool speaks on its terminal")]

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use vizitas_tests::faults::{Rounds, Trouble, disk, io, kill, migrate, power};

/// Rounds of a fault.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// Which rounds to run.
#[derive(clap::Args)]
struct Which {
    /// How many rounds
    #[arg(long)]
    rounds: u64,
    /// The seed of the first; that of a failing round runs it again
    #[arg(long, default_value_t = 0)]
    first_seed: u64,
    /// Print the tally as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum What {
    /// The tablet's app or the server is killed at any moment
    Kill(Which),
    /// The power goes at any moment
    Power(Which),
    /// The disk breaks at any operation
    Io(Which),
    /// The disk is full at any size
    Disk(Which),
    /// An upgrade from every release is cut at any operation
    Migrate(Which),
    /// The app that is killed
    #[command(hide = true)]
    App(Process),
    /// The app that lives on
    #[command(hide = true)]
    Last(Process),
    /// The app that opens everything and aborts
    #[command(hide = true)]
    Abort(Process),
    /// The same, and its memory may be written down
    #[command(hide = true)]
    AbortDumped(Process),
    /// The server that is killed
    #[command(hide = true)]
    Server(Process),
}

/// A process that is killed.
#[derive(clap::Args)]
struct Process {
    /// Its files
    folder: PathBuf,
    /// The server's port
    port: String,
}

#[tokio::main]
async fn main() -> Result<ExitCode, Trouble> {
    let (which, run): (Which, fn(Rounds) -> _) = match Arguments::parse().what {
        What::Kill(which) => (which, |rounds| kill::run(rounds, &std::env::current_exe()?)),
        What::Power(which) => (which, power::run),
        What::Io(which) => (which, io::run),
        What::Disk(which) => (which, disk::run),
        What::Migrate(which) => (which, migrate::run),
        What::App(app) => return kill::app(&app.folder, &app.port, false).await.map(|()| ExitCode::SUCCESS),
        What::Last(app) => return kill::app(&app.folder, &app.port, true).await.map(|()| ExitCode::SUCCESS),
        What::Abort(app) => return kill::abort(&app.folder, true),
        What::AbortDumped(app) => return kill::abort(&app.folder, false),
        What::Server(server) => {
            return kill::server(&server.folder, &server.port).await.map(|()| ExitCode::SUCCESS);
        }
    };
    let tally = run(Rounds { first: which.first_seed, count: which.rounds })?;
    if which.json {
        println!("{}", serde_json::to_string_pretty(&tally)?);
    } else {
        println!("{}", tally.words());
    }
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
