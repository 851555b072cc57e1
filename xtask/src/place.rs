//! Where things are: the repository, the target folder, the tools installed there. It starts no program.

use std::env;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// The repository on this machine.
pub(crate) struct Place {
    /// The workspace's folder.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, absolute.
    pub(crate) target: PathBuf,
}

impl Place {
    /// Finds the repository from what `cargo run` tells about this package.
    pub(crate) fn find() -> Result<Self, Failure> {
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .and_then(|package| package.parent().map(Path::to_owned))
            .ok_or_else(|| Failure::Said("start this as `cargo xtask …` inside the repository".into()))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let target = std::path::absolute(&target).map_err(Failure::file(&target))?;
        Ok(Self { root, target })
    }

    /// Programs of our own, installed by cargo: `tools/bin` under the target folder.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The Node.js that setup fetched, whether or not it is there.
    pub(crate) fn own_node(&self) -> PathBuf {
        self.tools().join("node")
    }

    /// The web screens' folder.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A built binary of the development profile.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// A command in the repository that finds our own tools first.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path()).env("CARGO_TARGET_DIR", &self.target);
        // Set by `cargo run` for this package; a build script or test below must not take it for its own.
        command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
        command
    }

    fn path(&self) -> OsString {
        let mut folders = vec![self.own_node().join("bin"), self.tools().join("bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }
}

/// Whether somebody is there to answer: a terminal on both ends, and not CI.
pub(crate) fn someone_is_there() -> bool {
    let ci = env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false");
    !ci && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether windows can be shown.
pub(crate) fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
