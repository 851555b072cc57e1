//! Fuzzing: every target in fuzz/ gets bytes of libFuzzer's making for a while. What it finds stays under the target
//! folder; it writes nothing into the repository and makes no input smaller.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};
use crate::{apt, tools};

/// An input that takes longer, in seconds, is a find as much as a crash.
const HANG_SECONDS: u32 = 10;

/// How one target fared.
struct Fared {
    target: String,
    runs: String,
    runs_each_second: String,
    finds: usize,
    crashes: Vec<PathBuf>,
}

/// Installs what is missing, builds, runs each target for so many seconds; the table of how many inputs each took.
pub(crate) fn run(place: &Place, seconds: u32) -> Result<String, Failure> {
    apt::ensure(place, &["build-essential"])?;
    tools::ensure(place, &tools::CARGO_FUZZ)?;
    let targets = targets(place)?;
    step("the fuzz targets", || build(place))?;
    let mut fared = Vec::new();
    for target in &targets {
        fared.push(step(&format!("fuzzing {target}"), || fuzz(place, target, seconds))?);
    }
    let report = report(&fared);
    println!("\n{report}\n");
    let crashed: Vec<&Fared> = fared.iter().filter(|fared| !fared.crashes.is_empty()).collect();
    if crashed.is_empty() { Ok(report) } else { Err(Failure::Said(found(place, &crashed))) }
}

/// The targets by their files' names, in order.
fn targets(place: &Place) -> Result<Vec<String>, Failure> {
    let folder = place.root.join("fuzz/fuzz_targets");
    let mut targets: Vec<String> = files(&folder)?
        .iter()
        .filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect();
    targets.sort();
    Ok(targets)
}

/// Optimised, with assertions and libFuzzer's counters. No sanitizer: they want a nightly compiler, and this workspace
/// forbids unsafe code.
fn build(place: &Place) -> Result<(), Failure> {
    let mut build = place.command("cargo");
    // Stable takes the flags of libFuzzer's counters only when told so.
    build.args(["fuzz", "build", "--sanitizer", "none", "--target-dir"]).arg(folder(place));
    step::run(build.env("RUSTC_BOOTSTRAP", "1").env_remove("CARGO_TARGET_DIR"))
}

fn fuzz(place: &Place, target: &str, seconds: u32) -> Result<Fared, Failure> {
    let (finds, crashes) =
        (folder(place).join("finds").join(target), folder(place).join("crashes").join(target));
    for folder in [&finds, &crashes] {
        fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    }
    let before = files(&finds)?.len();
    let mut command = place.command(&binary(place, target)?.to_string_lossy());
    command.arg(format!("-artifact_prefix={}/", crashes.display()));
    command.args([format!("-max_total_time={seconds}"), format!("-timeout={HANG_SECONDS}")]);
    // Where the first folder is, new inputs go; the second is only read.
    command
        .args(["-print_final_stats=1", "-verbosity=0"])
        .arg(&finds)
        .arg(place.root.join("tests/fixtures/corpus").join(target));
    let said = listen(&mut command)?;
    let crashes = files(&crashes)?;
    if !said.ended_well && crashes.is_empty() {
        println!("{}", said.words);
        return Err(Failure::Said(format!("{target} stopped without leaving an input; its words are above")));
    }
    let stat = |name: &str| {
        let line = said.words.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or("?").trim().to_owned()
    };
    Ok(Fared {
        target: target.to_owned(),
        runs: stat("stat::number_of_executed_units"),
        runs_each_second: stat("stat::average_exec_per_sec"),
        finds: files(&finds)?.len() - before,
        crashes,
    })
}

struct Said {
    words: String,
    ended_well: bool,
}

fn listen(command: &mut Command) -> Result<Said, Failure> {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let output = output.map_err(|source| Failure::Start { program: step::name(command), source })?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Said { words, ended_well: output.status.success() })
}

fn report(fared: &[Fared]) -> String {
    let mut table = format!("  {:16} {:>12}  {:>9}  {:>9}", "decoder", "inputs", "a second", "new paths");
    for Fared { target, runs, runs_each_second, finds, .. } in fared {
        _ = write!(table, "\n  {target:16} {runs:>12}  {runs_each_second:>9}  {finds:>9}");
    }
    table
}

fn found(place: &Place, crashed: &[&Fared]) -> String {
    let mut text =
        "fuzzing found inputs that break a decoder. To see one fail again, give it to its target:\n"
            .to_owned();
    for fared in crashed {
        for crash in &fared.crashes {
            let binary = binary(place, &fared.target).unwrap_or_default();
            _ = write!(text, "\n    {} {}", binary.display(), crash.display());
        }
    }
    text + "\n\nOnce it is mended, move the input to tests/fixtures/corpus/<target>, where the tests replay it."
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

/// cargo-fuzz builds for the host by its name.
fn binary(place: &Place, target: &str) -> Result<PathBuf, Failure> {
    let version = step::ask(place.command("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::Said("rustc does not say what machine this is".into()))?;
    Ok(folder(place).join(host).join("release").join(target))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    Ok(files)
}
