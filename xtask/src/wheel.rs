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
    for wheel in files_in(folder, "whl")? {
        step::run(place.command("python3").args(["-m", "zipfile", "--extract"]).arg(&wheel).arg(folder))?;
        fs::remove_file(&wheel).map_err(Failure::file(&wheel))?;
    }
    Ok(())
}

/// Downloads Python packages that come as source alone, into a folder that [`fetch`] has filled, setuptools among it, and puts
/// what each is beside the others. Nothing is built: what has parts in C comes as a wheel.
pub(crate) fn fetch_sources(place: &Place, pin: &str, folder: &Path) -> Result<(), Failure> {
    let requirement = folder.join("sources.txt");
    fs::write(&requirement, pin).map_err(Failure::file(&requirement))?;
    let mut download = place.command("python3");
    // To know a package pip runs its setup.py, with the setuptools that is here and no other.
    download.env("PYTHONPATH", folder).args([
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--no-binary=:all:",
        "--no-build-isolation",
        "--require-hashes",
        "--dest",
    ]);
    step::run(download.arg(folder).arg("--requirement").arg(&requirement))?;
    for archive in files_in(folder, "gz")? {
        step::run(place.command("python3").args(["-m", "tarfile", "--extract"]).arg(&archive).arg(folder))?;
        fs::remove_file(&archive).map_err(Failure::file(&archive))?;
        // sslyze-6.3.1.tar.gz holds sslyze-6.3.1, and that a folder sslyze.
        let stem = archive.with_extension("").with_extension("");
        let name = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let package = name.rsplit_once('-').map_or(&*name, |(package, _)| package);
        fs::rename(stem.join(package), folder.join(package)).map_err(Failure::file(&stem))?;
        fs::remove_dir_all(&stem).map_err(Failure::file(&stem))?;
    }
    Ok(())
}

/// The files of a folder whose names end so; pip has just put some there.
fn files_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?.filter_map(Result::ok);
    let fits = |path: &PathBuf| path.extension().is_some_and(|extension| extension == ending);
    let files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(fits).collect();
    if files.is_empty() {
        return Err(Failure::Said(format!("pip reported success, yet there is no .{ending}")));
    }
    Ok(files)
}

/// A wheel's files lose their permission to be run.
pub(crate) fn allow_running(file: &Path) -> Result<(), Failure> {
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).map_err(Failure::file(file))
}
