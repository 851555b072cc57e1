//! The tests: the screens' in Node.js and Chromium, then everything in Rust on a private desktop.

use std::io::{BufRead as _, BufReader};
use std::time::Instant;

use crate::budget::{Budget, Tier};
use crate::desktop::{Desktop, Display};
use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};
use crate::suites::Suites;
use crate::{setup, ui};

/// The suites that npm runs, by the names they have in the budget.
const UI_SUITES: [(&str, &str); 3] = [("ui", "test"), ("axe", "axe"), ("hands", "hands")];

/// Sets up and runs every test; the report of the suites when all passed.
pub(crate) fn run(place: &Place, tier: Tier) -> Result<String, Failure> {
    setup::run(place)?;
    let budget = Budget::read(place)?;
    let counts = budget.environment(tier);
    let mut suites = Suites::default();
    for (suite, script) in UI_SUITES {
        let start = Instant::now();
        step(&format!("{suite}: npm run {script}"), || ui::script(place, script, &counts))?;
        suites.seconds.insert(suite.to_owned(), start.elapsed().as_secs_f64());
    }
    build(place)?;
    let outcome = step("cargo test", || cargo_test(place, &counts, &mut suites));
    let report = suites.report(&budget.seconds);
    println!("\n{report}\n");
    println!("{} passed, {} failed", suites.passed, suites.failed);
    outcome.map(|()| report)
}

/// Builds the binaries and the tests in one go: asking for all targets keeps one feature set, so that nothing is built twice.
pub(crate) fn build(place: &Place) -> Result<(), Failure> {
    step("building everything", || {
        step::run(place.command("cargo").args(["build", "--workspace", "--all-targets"]))
    })
}

fn cargo_test(place: &Place, environment: &[(String, String)], suites: &mut Suites) -> Result<(), Failure> {
    let desktop = Desktop::new(place)?;
    let broken = |source| Failure::Start { program: "cargo test".into(), source };
    // Cargo names the suite on one stream and the suite its result on the other: one pipe for both keeps their order.
    let (reader, writer) = std::io::pipe().map_err(broken)?;
    let mut command =
        desktop.command(place, Display::RealIfAny, &["cargo", "test", "--workspace", "--no-fail-fast"]);
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.stdout(writer.try_clone().map_err(broken)?).stderr(writer);
    let mut child = command.spawn().map_err(broken)?;
    // It holds the pipe's writing ends; while it lives, reading would never end.
    drop(command);
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line.map_err(broken)?).into_owned();
        println!("{line}");
        suites.read(&line);
    }
    let status = child.wait().map_err(broken)?;
    if status.success() { Ok(()) } else { Err(Failure::Program { program: "cargo test".into(), status }) }
}
