//! The long tier: everything at full counts, and a page that says when it was last seen to hold.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use crate::budget::Tier;
use crate::failure::Failure;
use crate::place::Place;
use crate::{fresh, step, test};

/// Runs it all and writes docs/long-run.md, whose absence of a step means that the step was not reached.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    let git =
        |words: &[&str]| step::ask(place.command("git").args(words)).unwrap_or_default().trim().to_owned();
    if !git(&["status", "--porcelain"]).is_empty() {
        return Err(Failure::Said("commit first: the page names the commit that was tested".into()));
    }
    let commit = git(&["log", "-1", "--format=%h of %cs"]);
    let mut page = format!("# The last long run\n\nCommit {commit}, run on {} (UTC).\n", today(place));
    let start = Instant::now();
    let report = test::run(place, Tier::Long)?;
    _ = write!(page, "\n## Tests at full counts: {}\n\n```text\n{report}\n```\n", minutes(start));
    let start = Instant::now();
    fresh::run(place)?;
    _ = write!(
        page,
        "\n## A new Debian 12: {}\n\nBoth README commands ran in it, and the field app's package was installed and walked through.\n",
        minutes(start)
    );
    let path = place.root.join("docs/long-run.md");
    fs::write(&path, page).map_err(Failure::file(&path))?;
    println!("\nWrote docs/long-run.md.");
    Ok(())
}

fn today(place: &Place) -> String {
    step::ask(place.command("date").args(["--utc", "+%Y-%m-%d"])).unwrap_or_default().trim().to_owned()
}

fn minutes(start: Instant) -> String {
    format!("{:.0} min", (start.elapsed().as_secs_f64() / 60.0).ceil())
}
