//! Programs and packages that come as PyPI wheels: Python is all it takes to fetch, verify and unpack them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::place::Place;
use crate::{apt, step};

/// Downloads what `pin` names, version and hashes, and unpacks it into `folder`, which is made anew.
pub(crate) fn fetch(place: &Place, pin: &str, folder: &Path) -> Result<(), Failure> {
    if step::ask(place.command("python3").args(["-m", "pip", "--version"])).is_none() {
        apt::ensure(place, &["python3", "python3-pip"])?;
    }
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
    }
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let requirement = folder.join("pin.txt");
    fs::write(&requirement, pin).map_err(Failure::file(&requirement))?;
    let mut download = place.command("python3");
    download.args([
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        "--dest",
    ]);
    step::run(download.arg(folder).arg("--requirement").arg(&requirement))?;
    for wheel in wheels_in(folder)? {
        step::run(place.command("python3").args(["-m", "zipfile", "--extract"]).arg(&wheel).arg(folder))?;
        fs::remove_file(&wheel).map_err(Failure::file(&wheel))?;
    }
    Ok(())
}

fn wheels_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?.filter_map(Result::ok);
    let is_wheel = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "whl");
    let wheels: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_wheel).collect();
    if wheels.is_empty() {
        return Err(Failure::Said("pip reported success, yet there is no wheel".into()));
    }
    Ok(wheels)
}

/// A wheel's files lose their permission to be run.
pub(crate) fn allow_running(file: &Path) -> Result<(), Failure> {
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).map_err(Failure::file(file))
}
