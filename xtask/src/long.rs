//! The long tier: everything at full counts, and a page that says when it was last seen to hold.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use crate::budget::Tier;
use crate::failure::Failure;
use crate::place::Place;
use crate::{android, bench, faults, fresh, fuzz, step, test};

/// How long each decoder is fuzzed here.
const FUZZ_SECONDS: u32 = 60;

/// Runs it all and writes docs/long-run.md, whose absence of a part means that the part was not reached.
pub(crate) fn run(place: &Place) -> Result<(), Failure> {
    let git =
        |words: &[&str]| step::ask(place.command("git").args(words)).unwrap_or_default().trim().to_owned();
    if !git(&["status", "--porcelain"]).is_empty() {
        return Err(Failure::Said("commit first: the page names the commit that was tested".into()));
    }
    let commit = git(&["log", "-1", "--format=%h of %cs"]);
    let head = format!("# The last long run\n\nCommit {commit}, run on {} (UTC).\n", today(place));
    let mut page = Page { path: place.root.join("docs/long-run.md"), text: head };
    page.part("Tests at full counts", || test::run(place, Tier::Long).map(as_typed))?;
    page.part("Faults of the machine, by seed", || faults::all(place).map(as_typed))?;
    page.part(&format!("Every decoder fuzzed for {FUZZ_SECONDS} s"), || {
        fuzz::run(place, FUZZ_SECONDS).map(as_typed)
    })?;
    page.part("Android, as far as it can be proved here", || android::run(place))?;
    page.part("A new Debian 12", || {
        fresh::run(place)?;
        Ok("Both README commands ran in it, and the field app's package was installed and walked through."
            .into())
    })?;
    page.part("The benchmark", || {
        bench::run(place, "replica", false, None)?;
        bench::run(place, "planning", false, None)?;
        figures(place)
    })?;
    println!("\nWrote {}.", page.path.display());
    Ok(())
}

/// Written after each part, so that a run that stops says how far it came.
struct Page {
    path: PathBuf,
    text: String,
}

impl Page {
    fn part(&mut self, title: &str, work: impl FnOnce() -> Result<String, Failure>) -> Result<(), Failure> {
        let start = Instant::now();
        let said = work()?;
        _ = write!(self.text, "\n## {title}: {}\n\n{said}\n", minutes(start));
        fs::write(&self.path, &self.text).map_err(Failure::file(&self.path))
    }
}

fn as_typed(report: String) -> String {
    format!("```text\n{report}\n```")
}

/// The table of docs/benchmarks.md, which says what each figure is.
fn figures(place: &Place) -> Result<String, Failure> {
    let path = place.root.join("docs/benchmarks.md");
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let table: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    Ok(format!("What each figure is, [benchmarks.md](benchmarks.md) says.\n\n{}", table.join("\n")))
}

fn today(place: &Place) -> String {
    step::ask(place.command("date").args(["--utc", "+%Y-%m-%d"])).unwrap_or_default().trim().to_owned()
}

fn minutes(start: Instant) -> String {
    format!("{:.0} min", (start.elapsed().as_secs_f64() / 60.0).ceil())
}
