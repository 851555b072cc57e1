//! The long tier: everything at full counts, and a page that says when each part was last seen to hold.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use crate::budget::Tier;
use crate::failure::Failure;
use crate::place::Place;
use crate::{android, bench, faults, fresh, fuzz, setup, step, test};

/// How long each decoder is fuzzed here, in seconds.
const FUZZ_SECONDS: u32 = 60;

/// What can be run by itself, for the whole takes hours. They are run, and stand on the page, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// The tests at the long tier's counts
    Tests,
    /// The faults of the machine at theirs
    Faults,
    /// Every decoder fuzzed
    Fuzz,
    /// The Android project and its type-check
    Android,
    /// Both README commands and the field app's package in a new Debian
    Fresh,
    /// The benchmark
    Bench,
}

impl Part {
    const ALL: [Self; 6] = [Self::Tests, Self::Faults, Self::Fuzz, Self::Android, Self::Fresh, Self::Bench];

    const fn title(self) -> &'static str {
        match self {
            Self::Tests => "Tests at full counts",
            Self::Faults => "Faults of the machine, by seed",
            Self::Fuzz => "Every decoder fuzzed",
            Self::Android => "Android, as far as it can be proved here",
            Self::Fresh => "A new Debian 12",
            Self::Bench => "The benchmark",
        }
    }

    /// Runs it; what it says of itself.
    fn run(self, place: &Place) -> Result<String, Failure> {
        match self {
            Self::Tests => test::run(place, Tier::Long).map(as_typed),
            Self::Faults => {
                setup::run(place)?;
                faults::all(place).map(as_typed)
            }
            Self::Fuzz => fuzz::run(place, FUZZ_SECONDS).map(as_typed),
            Self::Android => android::run(place),
            Self::Fresh => fresh::run(place).map(|()| {
                "Both README commands ran in it, and the field app's package was installed and walked through.".into()
            }),
            Self::Bench => {
                for suite in ["replica", "planning", "clients"] {
                    bench::run(place, suite, false, None)?;
                }
                figures(place)
            }
        }
    }
}

/// Runs these parts, or all when none is named, and writes each to docs/long-run.md as soon as it held: a run that stops
/// leaves what it did, and what another run did of the other parts.
pub(crate) fn run(place: &Place, parts: &[Part]) -> Result<(), Failure> {
    let git =
        |words: &[&str]| step::ask(place.command("git").args(words)).unwrap_or_default().trim().to_owned();
    // The pages that a long run writes are no change of what it tests.
    let changes = ["status", "--porcelain", "--", ".", ":!docs/long-run.md", ":!docs/benchmarks.md"];
    if !git(&changes).is_empty() {
        return Err(Failure::Said("commit first: the page names the commit that was tested".into()));
    }
    let commit = git(&["log", "-1", "--format=%h of %cs"]);
    for part in Part::ALL {
        if !parts.is_empty() && !parts.contains(&part) {
            continue;
        }
        let start = Instant::now();
        let said = part.run(place)?;
        let said = format!("Commit {commit}, run on {} (UTC) in {}.\n\n{said}", today(place), minutes(start));
        // Read now and not before: another part may have been run meanwhile.
        let mut page = Page::read(place)?;
        page.put(part, said)?;
        println!("\nWrote {}.", page.path.display());
    }
    Ok(())
}

/// docs/long-run.md: what was said of each part, under its title.
struct Page {
    path: PathBuf,
    parts: Vec<(Part, String)>,
}

const HEAD: &str = "# The long runs\n\nWritten by `cargo xtask long`, each part when it last held, with the commit that was \
                    tested. A part that is not here was not run yet.\n";

impl Page {
    fn read(place: &Place) -> Result<Self, Failure> {
        let path = place.root.join("docs/long-run.md");
        let text = if path.exists() {
            fs::read_to_string(&path).map_err(Failure::file(&path))?
        } else {
            String::new()
        };
        Ok(Self { parts: parts_of(&text), path })
    }

    fn put(&mut self, part: Part, said: String) -> Result<(), Failure> {
        self.parts.retain(|(other, _)| *other != part);
        self.parts.push((part, said));
        self.parts.sort_by_key(|(part, _)| *part as usize);
        fs::write(&self.path, self.text()).map_err(Failure::file(&self.path))
    }

    fn text(&self) -> String {
        let sections = self.parts.iter().map(|(part, said)| format!("\n## {}\n\n{said}\n", part.title()));
        std::iter::once(HEAD.to_owned()).chain(sections).collect()
    }
}

/// The parts of a page that was written here.
fn parts_of(text: &str) -> Vec<(Part, String)> {
    let sections = text.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    let known = sections.filter_map(|(title, said)| {
        let part = Part::ALL.into_iter().find(|part| part.title() == title)?;
        Some((part, said.trim().to_owned()))
    });
    known.collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_its_own_place_and_leaves_the_others_as_they_were() {
        let folder = std::env::temp_dir().join(format!("vizitas-long-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut page = Page { path: folder.join("long-run.md"), parts: Vec::new() };
        page.put(Part::Bench, "| a | 1 |\n\nmore".into()).unwrap();
        page.put(Part::Faults, "```text\nkill: 10\n```".into()).unwrap();
        page.put(Part::Bench, "| a | 2 |".into()).unwrap();
        let written = fs::read_to_string(&page.path).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected =
            [(Part::Faults, "```text\nkill: 10\n```".to_owned()), (Part::Bench, "| a | 2 |".to_owned())];
        assert_eq!(parts_of(&written), expected);
        assert_eq!(Page { parts: parts_of(&written), ..page }.text(), written);
    }
}
