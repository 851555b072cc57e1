//! Prepares what the window embeds. It must never reach the network nor build the UI itself: that is npm's work.

use std::path::Path;
use std::{fs, io};

/// Stands in for the built UI so that a fresh clone compiles; the `unbuilt` mark tells the build tool to replace it.
const UNBUILT_PAGE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="vizitas" content="unbuilt" />
    <title>Vizitas</title>
  </head>
  <body>
    <p>The screens are not built yet: run <code>cargo xtask setup</code>, then build again.</p>
  </body>
</html>
"#;

fn main() -> io::Result<()> {
    let dist = Path::new("../ui/dist");
    if !dist.join("index.html").exists() {
        fs::create_dir_all(dist)?;
        fs::write(dist.join("index.html"), UNBUILT_PAGE)?;
    }
    println!("cargo:rerun-if-changed=../ui/dist");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // The binary carries SQLCipher; WebKit loads the system's SQLite. Hidden symbols keep the two apart.
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    tauri_build::build();
    Ok(())
}
