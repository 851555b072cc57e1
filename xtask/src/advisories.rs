//! Known faults of dependencies, looked up with cargo-deny in a copy of the RustSec database that lies on the machine. Nothing is
//! fetched. Each time it is first shown that a fault which is surely there would be found: a check that finds nothing says
//! nothing otherwise.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};

/// Which folder has the copy: a clone of the database, or its files.
pub(crate) const DATABASE: &str = "VIZITAS_ADVISORY_DB";
/// Under which name cargo-deny looks for the database of <https://github.com/RustSec/advisory-db>.
const NAME: &str = "advisory-db-3157b0e258782691";
/// A crate that everything here is built with.
const PLANTED: &str = "serde";

/// Looks them up, when there is a database to look in; says so when there is none.
pub(crate) fn check(place: &Place, database: Option<OsString>) -> Result<(), Failure> {
    step("dependencies: a planted fault is found", || planted_is_found(place))?;
    let Some(database) = database else {
        println!("{}", unset());
        return Ok(());
    };
    step("dependencies: known faults", || {
        let laid = lay_out(Path::new(&database), &folder(place, "advisories"))?;
        step::run(&mut deny(place, &laid))
    })
}

fn unset() -> String {
    format!("  Known faults of dependencies are not looked up: {DATABASE} names no advisory database.")
}

fn folder(place: &Place, name: &str) -> PathBuf {
    place.tools().join(name)
}

fn deny(place: &Place, laid: &Path) -> Command {
    let mut command = place.command("cargo");
    command.args(["deny", "--workspace", "--offline", "check", "advisories"]).env(DATABASE, laid);
    command
}

/// A database with one fault in it, of a crate that is surely used: cargo-deny has to find exactly that.
fn planted_is_found(place: &Place) -> Result<(), Failure> {
    let planted = folder(place, "planted-source");
    plant(&planted)?;
    let laid = lay_out(&planted, &folder(place, "planted"))?;
    let mut command = deny(place, &laid);
    let program = step::name(&command);
    let output = command.output().map_err(|source| Failure::Start { program, source })?;
    found(output.status.success(), &String::from_utf8_lossy(&output.stderr))
}

/// Whether what cargo-deny said is that it found the planted fault.
fn found(passed: bool, said: &str) -> Result<(), Failure> {
    if !passed && said.contains("RUSTSEC-2000-0001") {
        return Ok(());
    }
    Err(Failure::Said(format!("a fault that was planted in {PLANTED} is not found:\n{said}")))
}

fn plant(database: &Path) -> Result<(), Failure> {
    let folder = database.join("crates").join(PLANTED);
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    let file = folder.join("RUSTSEC-2000-0001.md");
    let text = format!(
        "```toml\n[advisory]\nid = \"RUSTSEC-2000-0001\"\npackage = \"{PLANTED}\"\ndate = \"2000-01-01\"\n\n\
         [versions]\npatched = [\">= 999.0.0\"]\n```\n\n# Planted, to be found\n\nNobody's fault.\n"
    );
    fs::write(&file, text).map_err(Failure::file(&file))
}

/// Lays a copy of the database out as cargo-deny wants it: a repository of one commit, under the name that it looks for.
fn lay_out(database: &Path, into: &Path) -> Result<PathBuf, Failure> {
    let crates = database.join("crates");
    if !crates.is_dir() {
        return Err(Failure::Said(format!(
            "{DATABASE} names {}, in which there is no folder `crates`: it has to be a copy of \
             https://github.com/RustSec/advisory-db",
            database.display()
        )));
    }
    let repository = into.join(NAME);
    if into.exists() {
        fs::remove_dir_all(into).map_err(Failure::file(into))?;
    }
    copy(&crates, &repository.join("crates"))?;
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(&repository).args(["-c", "user.name=xtask", "-c", "user.email=xtask@localhost"]);
        git.args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]).args(words);
        step::run(&mut git)
    };
    git(&["init", "--quiet"])?;
    git(&["add", "--all"])?;
    git(&["commit", "--quiet", "--no-verify", "--message", "The database as it was copied"])?;
    Ok(into.to_owned())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::file(to))?;
    for entry in fs::read_dir(from).map_err(Failure::file(from))? {
        let entry = entry.map_err(Failure::file(from))?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to)?;
        } else if path.extension() == Some(OsStr::new("md")) {
            fs::copy(&path, &to).map_err(Failure::file(&path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("vizitas-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_copy_of_the_database_becomes_what_cargo_deny_reads() {
        let (database, into) = (empty("planted"), empty("laid-out"));
        plant(&database).unwrap();
        for _ in 0..2 {
            let laid = lay_out(&database, &into).unwrap();
            let repository = laid.join(NAME);
            assert!(repository.join("crates/serde/RUSTSEC-2000-0001.md").exists());
            let mut show = Command::new("git");
            show.current_dir(&repository).args(["show", "-s", "--format=%cI", "HEAD"]);
            assert!(step::ask(&mut show).is_some_and(|date| date.starts_with("20")));
        }
        fs::remove_dir_all(&database).unwrap();
        assert!(matches!(lay_out(&database, &into), Err(Failure::Said(why)) if why.contains("crates")));
        fs::remove_dir_all(&into).unwrap();
    }

    #[test]
    fn it_is_said_when_there_is_no_database_and_when_the_planted_fault_is_not_found() {
        assert!(unset().contains("not looked up") && unset().contains(DATABASE));
        assert!(found(false, "error[vulnerability]: RUSTSEC-2000-0001").is_ok());
        assert!(found(true, "RUSTSEC-2000-0001").is_err() && found(false, "no network").is_err());
    }
}
