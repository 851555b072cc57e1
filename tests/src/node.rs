//! The programs of ui/tools are run by the Node.js that setup fetched.

use std::path::PathBuf;
use std::{env, io};

/// The folder that is built into.
///
/// # Errors
/// When this program does not know where it lies.
pub(crate) fn target() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let built = ["deps", "debug", "release"];
    let folder = own.ancestors().skip(1).find(|folder| !built.iter().any(|name| folder.ends_with(name)));
    Ok(folder.unwrap_or(&own).to_owned())
}

/// The Node.js that setup fetched, else the machine's own.
///
/// # Errors
/// As [`target`].
pub(crate) fn node() -> io::Result<PathBuf> {
    let fetched = target()?.join("tools/node/bin/node");
    Ok(if fetched.exists() { fetched } else { PathBuf::from("node") })
}
