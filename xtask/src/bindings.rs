//! The TypeScript types in ui/src/backend/bindings: whether they are what the Rust types say today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::place::Place;
use crate::step;

/// Where they are committed.
const BINDINGS: &str = "ui/src/backend/bindings";

/// Generates them into a folder of its own and compares file by file, so that the work tree stays as it is.
pub(crate) fn check(place: &Place) -> Result<(), Failure> {
    let fresh = place.target.join("bindings");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(Failure::file(&fresh))?;
    }
    fs::create_dir_all(&fresh).map_err(Failure::file(&fresh))?;
    let mut export = place.command("cargo");
    export.args(["test", "--quiet", "--workspace", "--lib", "export_bindings"]);
    // A type names its file from its crate's own `bindings` folder: the same depth here keeps it inside `fresh`.
    export.env("TS_RS_EXPORT_DIR", fresh.join("crates/device/bindings"));
    step::run(&mut export)?;
    let (mut generated, mut committed) = (BTreeMap::new(), BTreeMap::new());
    read(&fresh.join(BINDINGS), &mut generated)?;
    read(&place.root.join(BINDINGS), &mut committed)?;
    let stale: Vec<&str> = generated
        .iter()
        .filter(|(name, text)| committed.get(*name) != Some(*text))
        .map(|(name, _)| name)
        .chain(committed.keys().filter(|name| !generated.contains_key(*name)))
        .map(String::as_str)
        .collect();
    if stale.is_empty() {
        println!("  {} bindings are current.", generated.len());
        return Ok(());
    }
    let names = stale.join(", ");
    Err(Failure::Said(format!(
        "these bindings are stale: {names}\n`cargo test -p vizitas-device export_bindings` writes them; delete what no type makes any more"
    )))
}

/// The files of a folder by name.
fn read(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).map_err(Failure::file(&path))?);
    }
    Ok(())
}
