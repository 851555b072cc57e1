//! Keeps what this version leaves on disks, so that every later one proves that it opens it. It is done once a version; what
//! is kept is never made anew.

use std::fs;

use crate::failure::Failure;
use crate::place::Place;
use crate::setup;
use crate::step::{self, step};

/// Makes tests/fixtures/released/VERSION.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    let folder = place.root.join("tests/fixtures/released").join(version);
    if folder.exists() {
        return Err(Failure::Said(format!("{version} is kept already: raise the version first")));
    }
    setup::run(place)?;
    let made = place.target.join("released");
    if made.exists() {
        fs::remove_dir_all(&made).map_err(Failure::file(&made))?;
    }
    step("what this version leaves on disks", || {
        let run = ["run", "--quiet", "--package", "vizitas-tests", "--bin", "released", "--"];
        step::run(place.command("cargo").args(run).arg(&made))
    })?;
    step("kept", || {
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        step::run(place.command("cp").arg("--recursive").arg(made.join(".")).arg(&folder))
    })
}
