//! Builds the pages that the server shows in a browser, its own and the console, and lists their files, so that the binary carries them. It must
//! never reach the network: what comes from there, setup has brought.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The workspace, as seen from this crate.
const ROOT: &str = "../..";
/// What the pages are made of. A change in the field app's screens builds nothing here.
const SOURCES: &[&str] = &[
    "locales/en/absence.ftl",
    "locales/en/board.ftl",
    "locales/en/clients.ftl",
    "locales/en/console.ftl",
    "locales/en/days.ftl",
    "locales/en/inbox.ftl",
    "locales/en/office.ftl",
    "locales/en/seen.ftl",
    "locales/en/server.ftl",
    "locales/en/settings.ftl",
    "locales/en/states.ftl",
    "locales/lt/absence.ftl",
    "locales/lt/board.ftl",
    "locales/lt/clients.ftl",
    "locales/lt/console.ftl",
    "locales/lt/days.ftl",
    "locales/lt/inbox.ftl",
    "locales/lt/office.ftl",
    "locales/lt/seen.ftl",
    "locales/lt/server.ftl",
    "locales/lt/settings.ftl",
    "locales/lt/states.ftl",
    "ui/console.html",
    "ui/package-lock.json",
    "ui/public",
    "ui/server.html",
    "ui/src/components",
    "ui/src/console",
    "ui/src/notices.svelte.ts",
    "ui/src/server",
    "ui/src/settings.svelte.ts",
    "ui/src/states.ts",
    "ui/src/styles",
    "ui/src/text.svelte.ts",
    "ui/src/when.ts",
    "ui/vite.config.ts",
];

fn main() {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={ROOT}/{source}");
    }
    if let Err(said) = build() {
        println!("cargo::error={said}");
    }
}

fn build() -> Result<(), String> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("cargo names no folder to build into")?;
    let pages = out.join("pages");
    vite(&out, &pages)?;
    let mut list = String::from("&[\n");
    embed(&pages, "", &mut list).map_err(|error| format!("the server's page: {error}"))?;
    list.push(']');
    fs::write(out.join("pages.rs"), list).map_err(|error| format!("the list of pages: {error}"))
}

/// Has Vite build them into `pages`.
fn vite(out: &Path, pages: &Path) -> Result<(), String> {
    let missing = |what: &str| format!("the server's page needs {what}: run `cargo xtask setup` first");
    let ui = Path::new(ROOT).join("ui");
    if !ui.join("node_modules/vite/bin/vite.js").exists() {
        return Err(missing("the UI's packages"));
    }
    let mut node = Command::new(node(out));
    node.current_dir(&ui).env_remove("NODE_ENV").arg("node_modules/vite/bin/vite.js");
    node.args(["build", "--mode", "server", "--logLevel", "warn", "--emptyOutDir", "--outDir"]).arg(pages);
    let output = node.output().map_err(|_| missing("Node.js"))?;
    if output.status.success() {
        return Ok(());
    }
    // Cargo shows it below the line that says what to do.
    let _ = io::stderr().write_all(&output.stdout).and_then(|()| io::stderr().write_all(&output.stderr));
    Err(missing("packages and a Node.js that can build it"))
}

/// The Node.js that setup fetched into the target folder, which holds `out`; else the machine's own.
fn node(out: &Path) -> PathBuf {
    let mut own = out.ancestors().map(|folder| folder.join("tools/node/bin/node"));
    own.find(|node| node.exists()).unwrap_or_else(|| PathBuf::from("node"))
}

/// Adds a line for each file: its path on the server, and its bytes.
fn embed(folder: &Path, above: &str, list: &mut String) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), format!("{above}/{}", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            embed(&path, &name, list)?;
        } else {
            writeln!(list, "    ({name:?}, include_bytes!({path:?}) as &[u8]),").map_err(io::Error::other)?;
        }
    }
    Ok(())
}
