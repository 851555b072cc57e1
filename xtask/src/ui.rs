//! The web screens: npm's packages, the build that the window and the server embed, and npm's own scripts.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::place::Place;
use crate::step;

/// `npm ci`, when the lock file or Node.js changed since the last time.
pub(crate) fn install(place: &Place) -> Result<(), Failure> {
    let lock = place.ui().join("package-lock.json");
    let mut wanted = fs::read_to_string(&lock).map_err(Failure::file(&lock))?;
    wanted.push_str(&step::ask(place.command("node").arg("--version")).unwrap_or_default());
    let stamp = place.ui().join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        println!("  The UI's packages: all there.");
        return Ok(());
    }
    step::step("the UI's packages", || {
        step::run(npm(place).args(["ci", "--no-audit", "--no-fund"]))?;
        fs::write(&stamp, wanted).map_err(Failure::file(&stamp))
    })
}

/// Builds `ui/dist`, when a source changed since the last time.
pub(crate) fn build(place: &Place) -> Result<(), Failure> {
    let wanted = fingerprint(place)?;
    let stamp = place.ui().join("node_modules/.built");
    let page = fs::read_to_string(place.ui().join("dist/index.html")).unwrap_or_default();
    // The app's build script leaves a page marked `unbuilt` when there is none.
    let there = !page.is_empty() && !page.contains("content=\"unbuilt\"");
    if there && fs::read_to_string(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    script(place, "build", &[])?;
    fs::write(&stamp, wanted).map_err(Failure::file(&stamp))
}

/// One of the scripts in ui/package.json.
pub(crate) fn script(place: &Place, name: &str, environment: &[(String, String)]) -> Result<(), Failure> {
    let environment = environment.iter().map(|(name, value)| (name, value));
    step::run(npm(place).args(["run", "--silent", name]).envs(environment))
}

fn npm(place: &Place) -> Command {
    let mut npm = place.command("npm");
    npm.current_dir(place.ui());
    npm
}

/// Changes whenever a file that the build reads does: names, lengths and times of the UI and the catalogues.
fn fingerprint(place: &Place) -> Result<String, Failure> {
    let mut hasher = DefaultHasher::new();
    for folder in [place.ui(), place.root.join("locales"), place.root.join("standard")] {
        mark(&folder, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn mark(folder: &Path, hasher: &mut DefaultHasher) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.ends_with("node_modules")
                && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("dist"))
            {
                mark(&path, hasher)?;
            }
        } else {
            let about = fs::metadata(&path).map_err(Failure::file(&path))?;
            let changed = about.modified().map_err(Failure::file(&path))?;
            (&path, about.len(), changed).hash(hasher);
        }
    }
    Ok(())
}
