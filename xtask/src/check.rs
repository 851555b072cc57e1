//! Form: what can be judged without running the product.

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{run as start, step};
use crate::{advisories, bindings, setup, tools, ui};

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
    step("the UI's types and lint", || ui::script(place, "check", &[]))?;
    step("dependencies: licences, bans, sources", || {
        start(&mut cargo(&["deny", "--workspace", "check", "bans", "licenses", "sources"]))
    })?;
    advisories::check(place, std::env::var_os(advisories::DATABASE))?;
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
    step("the console's types", || ui::script(place, "api:check", &[]))
}
