//! Programs that come from crates.io or npm, pinned, under the target folder, so that no machine is changed for them.

use std::fs;

use crate::failure::Failure;
use crate::place::Place;
use crate::step;

/// A program built by `cargo install`.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Speaks WebDriver to the app's window.
pub(crate) const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };
/// Reads deny.toml: licences, banned crates, sources.
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// Builds the fuzz targets with libFuzzer's counters.
pub(crate) const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// The version of Tauri's command line, which makes the packages.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Builds and installs a tool once for each version.
pub(crate) fn ensure(place: &Place, tool: &Tool) -> Result<(), Failure> {
    let tools = place.tools();
    let known = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if known.contains(&format!("\"{} {} (", tool.name, tool.version))
        && tools.join("bin").join(tool.name).exists()
    {
        println!("  {}: {}.", tool.name, tool.version);
        return Ok(());
    }
    step::step(&format!("{} {}", tool.name, tool.version), || {
        let build = tools.join("build");
        let mut install = place.command("cargo");
        install.args(["install", tool.name, "--version", tool.version, "--locked", "--force"]);
        install.arg("--root").arg(&tools).arg("--target-dir").arg(&build);
        // Unoptimised: it builds in a third of the time (cargo-deny: 76 s instead of 252 s) and runs fast enough.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
        step::run(&mut install)?;
        fs::remove_dir_all(&build).map_err(Failure::file(&build))
    })
}

/// Tauri's command line in a folder of its own; what to start with `node`.
pub(crate) fn tauri_cli(place: &Place) -> Result<std::path::PathBuf, Failure> {
    let folder = place.tools().join(TAURI_CLI.replace(['@', '/'], "-"));
    let script = folder.join("node_modules/@tauri-apps/cli/tauri.js");
    if !script.exists() {
        step::step(TAURI_CLI, || {
            fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
            step::run(
                place.command("npm").args(["install", "--no-save", "--prefix"]).arg(&folder).arg(TAURI_CLI),
            )
        })?;
    }
    Ok(script)
}
