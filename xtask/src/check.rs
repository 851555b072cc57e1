//! Form: what can be judged without running the product.

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{run as start, step};
use crate::{bindings, setup, tools, ui};

/// The folder with a copy of the RustSec database, for whoever keeps one.
const ADVISORY_DB: &str = "VIZITAS_ADVISORY_DB";

/// Every check, cheapest first.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    setup::run(place)?;
    tools::ensure(place, &tools::CARGO_DENY)?;
    let cargo = |words: &[&str]| {
        let mut command = place.command("cargo");
        command.args(words);
        command
    };
    step("formatting", || start(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("the UI's types and lint", || ui::script(place, "check"))?;
    step("dependencies: licences, bans, sources", || {
        start(&mut cargo(&["deny", "--workspace", "check", "bans", "licenses", "sources"]))
    })?;
    if std::env::var_os(ADVISORY_DB).is_some() {
        step("dependencies: known faults", || {
            start(&mut cargo(&["deny", "--workspace", "check", "--disable-fetch", "advisories"]))
        })?;
    } else {
        println!(
            "  Known faults of dependencies are not looked up: {ADVISORY_DB} names no advisory database."
        );
    }
    step("clippy", || {
        start(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
    })?;
    step("documentation", || {
        start(
            cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    })?;
    step("bindings", || bindings::check(place))?;
    step("the console's types", || ui::script(place, "api:check"))
}
