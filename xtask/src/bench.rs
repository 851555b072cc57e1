//! Measures what the product takes: builds the benchmark and lets it write docs/benchmarks.md. It measures nothing itself.

use std::process::Stdio;

use crate::failure::Failure;
use crate::place::Place;
use crate::{setup, step};

/// Builds with `[profile.bench]`, measures a suite on the disk of the target folder, and prints a table or JSON. Only a full run
/// writes the page. With JSON standard output is the figures' alone, so that it can be piped into a program; what setup
/// has to say would not fit there.
pub(crate) fn run(place: &Place, suite: &str, json: bool, events: Option<usize>) -> Result<(), Failure> {
    if !json {
        setup::run(place)?;
    }
    let build = ["build", "--profile", "bench", "--package", "vizitas-tests", "--bin", "bench"];
    step::run(place.command("cargo").args(build).stdout(Stdio::null()))?;
    let mut bench = place.command(&place.target.join("release/bench").to_string_lossy());
    bench
        .arg(place.target.join("bench"))
        .args(["--suite", suite])
        .arg("--page")
        .arg(place.root.join("docs/benchmarks.md"));
    if json {
        bench.arg("--json");
    }
    if let Some(events) = events {
        bench.arg("--events").arg(events.to_string());
    }
    step::run(&mut bench)
}
