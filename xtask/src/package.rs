//! What is installed elsewhere: release packages.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::place::Place;
use crate::step::{self, step};
use crate::{setup, tools};

/// Makes the field app's .deb and says where it is.
pub(crate) fn app(place: &Place) -> Result<PathBuf, Failure> {
    setup::run(place)?;
    let script = tools::tauri_cli(place)?;
    let folder = place.target.join("release/bundle/deb");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Failure::file(&folder))?;
    }
    step("the field app's .deb", || {
        step::run(place.command("node").arg(&script).args(["build", "--ci", "--bundles", "deb"]))
    })?;
    let entries = fs::read_dir(&folder).map_err(Failure::file(&folder))?;
    let package = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .ok_or_else(|| Failure::Said("tauri reported success, yet there is no .deb".into()))?;
    println!("  {}", package.display());
    Ok(package)
}
