//! Rounds of a fault that a machine makes, by seed: builds what makes them and runs it. What a fault proves is said in
//! tests/src/faults; how many rounds when nobody says, in tests/budget.toml.

use std::process::{Command, Stdio};

use crate::budget::{Budget, Tier};
use crate::failure::Failure;
use crate::place::Place;
use crate::setup;
use crate::step::{self, step};

/// Which rounds to run.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Rounds {
    /// How many; as many as CI runs when nothing is said
    #[arg(long)]
    rounds: Option<u64>,
    /// The seed of the first; that of a round that failed runs it again
    #[arg(long, default_value_t = 0)]
    first_seed: u64,
    /// Print the tally as JSON
    #[arg(long)]
    json: bool,
}

/// The faults, by their names.
pub(crate) const ALL: [&str; 6] = ["kill", "power", "io", "disk", "restore", "migrate"];

/// Runs the rounds and shows what came of them. It fails when a round did, or when a wrong way of writing was not found out.
/// With JSON standard output is the tally's alone, as with the benchmark's.
pub(crate) fn run(place: &Place, fault: &str, rounds: &Rounds) -> Result<(), Failure> {
    let count = match rounds.rounds {
        Some(count) => count,
        None => of_tier(place, fault, Tier::Ci)?,
    };
    if !rounds.json {
        setup::run(place)?;
    }
    if fault == RESTORE {
        let words = restored(place, count, rounds.first_seed)?;
        let json = format!(
            r#"{{"fault":"{fault}","first_seed":{},"rounds":{count},"failures":[],"controls":[]}}"#,
            rounds.first_seed
        );
        println!("{}", if rounds.json { json } else { words });
        return Ok(());
    }
    let mut faults = built(place)?;
    faults.arg(fault).args(["--rounds", &count.to_string(), "--first-seed", &rounds.first_seed.to_string()]);
    if rounds.json {
        faults.arg("--json");
    }
    step::run(&mut faults)
}

/// Every fault at the long tier's counts; what came of each, in words.
pub(crate) fn all(place: &Place) -> Result<String, Failure> {
    let mut words = Vec::new();
    for fault in ALL {
        let count = of_tier(place, fault, Tier::Long)?;
        if fault == RESTORE {
            words.push(restored(place, count, 0)?);
            continue;
        }
        let count = count.to_string();
        let mut faults = built(place)?;
        faults.args([fault, "--rounds", &count]);
        let started = |source| Failure::Start { program: "faults".into(), source };
        let output = step(&format!("{fault}: {count} rounds"), || faults.output().map_err(started))?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            // It names the seeds.
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::Said(format!("{fault}: a round failed\n{said}\n{}", why.trim())));
        }
        words.push(said);
    }
    Ok(words.join("\n"))
}

/// The one that takes a whole office and five tablets: a test, which says the seed that failed.
const RESTORE: &str = "restore";

fn restored(place: &Place, count: u64, first_seed: u64) -> Result<String, Failure> {
    let mut test = place.command("cargo");
    // Not captured: what failed, and its seed, goes to standard error.
    let one = ["test", "--workspace", "--test", "it", "--", "--nocapture", "restored_behind"];
    test.args(one).stdout(Stdio::null());
    test.env("VIZITAS_BUDGET_FAULTS_RESTORE", count.to_string());
    test.env("VIZITAS_FAULTS_FIRST_SEED", first_seed.to_string());
    step::run(&mut test)?;
    Ok(format!("restore: {count} scenarios with five tablets from seed {first_seed}, 0 failed"))
}

fn of_tier(place: &Place, fault: &str, tier: Tier) -> Result<u64, Failure> {
    Budget::read(place)?.count(tier, &format!("faults_{fault}"))
}

/// The program that makes faults, built as the tests are.
fn built(place: &Place) -> Result<Command, Failure> {
    let build = ["build", "--workspace", "--bin", "faults"];
    step::run(place.command("cargo").args(build).stdout(Stdio::null()))?;
    Ok(place.command(&place.target.join("debug/faults").to_string_lossy()))
}
