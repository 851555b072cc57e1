//! `cargo xtask`: every command of this repository, and what CI runs.
//!
//! It must build with Rust and a linker alone, since it is what installs the rest; and it must never ask a question
//! where nobody can answer.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]

mod advisories;
mod android;
mod apt;
mod bench;
mod bindings;
mod budget;
mod check;
mod demo;
mod desktop;
mod failure;
mod faults;
mod fresh;
mod fuzz;
mod long;
mod municipality;
mod node;
mod office;
mod package;
mod place;
mod python;
mod released;
mod setup;
mod step;
mod suites;
mod test;
mod tools;
mod ui;
mod wheel;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::place::Place;

/// Builds, checks, shows and packages Vizitas.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Installs what the machine lacks: system packages, Node.js, the UI's packages, the window driver
    Setup,
    /// Sets up, then checks form: fmt, clippy, docs, dependencies, bindings, the UI's lint and types
    Check,
    /// Sets up, then runs the tests as CI does
    Test,
    /// Sets up and opens the field app; without a display it walks through it and leaves pictures
    Demo {
        /// Walk under a virtual display even when there is a real one
        #[arg(long)]
        headless: bool,
        /// Show this app, say an installed one, instead of the one built here
        #[arg(long)]
        app: Option<PathBuf>,
    },
    /// Runs everything at full length, a new Debian, the fuzzing and the benchmark with it, and writes docs/long-run.md
    Long {
        /// These parts alone; the page keeps the others
        parts: Vec<long::Part>,
    },
    /// Proves both README commands in a new Debian made by debootstrap (root only)
    Fresh,
    /// Gives every decoder bytes of libFuzzer's making for a while; fails when one breaks, and says where the input is
    Fuzz {
        /// How long each decoder
        #[arg(long, default_value_t = 30)]
        seconds: u32,
    },
    /// Makes a fault as a machine does, round by round, and fails when anything is lost; says the seed that shows it again
    Faults {
        /// Which: app or server are killed, the power goes, the disk breaks, it is full, the server comes back older, an upgrade is cut
        #[arg(value_parser = faults::ALL)]
        fault: String,
        #[command(flatten)]
        rounds: faults::Rounds,
    },
    /// Renders the Android project and type-checks the app for a tablet's processor; makes no package
    Android,
    /// Measures the product beside the least it could take; a full run writes its section of docs/benchmarks.md
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Keeps what this version leaves on disks as a fixture; once a version
    Released,
    /// Makes what is installed elsewhere
    Package {
        #[command(subcommand)]
        what: Package,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// Screens, saving, syncing and rebuilding, on 100,000 and 1,000,000 events
    Replica {
        /// Print an array of figures as JSON
        #[arg(long)]
        json: bool,
        /// A quick look: this many events instead of 100,000; the page stays as it is
        #[arg(long)]
        events: Option<usize>,
    },
    /// The clients' page at 500 requests a second, beside an empty handler
    Clients {
        /// Print an array of figures as JSON
        #[arg(long)]
        json: bool,
    },
    /// The search for a time and the repair of a day, by how many workers there are
    Planning {
        /// Print an array of figures as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Package {
    /// A .deb of the field app
    App,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match Place::find().and_then(|place| run(&arguments.command, &place)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            failure.exit_code()
        }
    }
}

fn run(command: &Command, place: &Place) -> Result<(), Failure> {
    match command {
        Command::Setup => setup::run(place),
        Command::Check => check::run(place),
        Command::Test => test::run(place, budget::Tier::Ci).map(drop),
        Command::Demo { headless, app } => demo::run(place, *headless, app.as_deref()),
        Command::Long { parts } => long::run(place, parts),
        Command::Fresh => fresh::run(place),
        Command::Android => android::run(place).map(drop),
        Command::Fuzz { seconds } => fuzz::run(place, *seconds).map(drop),
        Command::Faults { fault, rounds } => faults::run(place, fault, rounds),
        Command::Bench { what: Bench::Replica { json, events } } => {
            bench::run(place, "replica", *json, *events)
        }
        Command::Bench { what: Bench::Clients { json } } => bench::run(place, "clients", *json, None),
        Command::Bench { what: Bench::Planning { json } } => bench::run(place, "planning", *json, None),
        Command::Released => released::run(place),
        Command::Package { what: Package::App } => package::app(place).map(drop),
    }
}
