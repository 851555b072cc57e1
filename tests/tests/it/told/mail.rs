//! A mail server whose faults a test chooses by the recipient's name: aiosmtpd, with the script beside this file.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// Python packages that setup has fetched.
pub(crate) fn python() -> Command {
    let exe = std::env::current_exe().unwrap();
    // target/debug/deps/it-…
    let target = exe.ancestors().nth(3).unwrap();
    let packages = target.join("tools").join("python");
    assert!(packages.join("aiosmtpd").exists(), "`cargo xtask setup` fetches the Python packages");
    let mut python = Command::new("python3");
    python.env("PYTHONPATH", packages).env("PYTHONDONTWRITEBYTECODE", "1").kill_on_drop(true);
    python
}

pub(crate) struct Faults {
    pub(crate) port: u16,
    folder: TempDir,
    _server: Child,
}

impl Faults {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/told/faults.py");
        let mut command = python();
        let mut server = command.arg(script).arg(folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
        let port = said.next_line().await.unwrap().expect("it says its port").parse().unwrap();
        Self { port, folder, _server: server }
    }

    /// Whoever was busy is so no more.
    pub(crate) fn calm(&self) {
        std::fs::write(self.folder.path().join("calm"), "").unwrap();
    }

    /// The mails it has taken, in order.
    pub(crate) fn taken(&self) -> Vec<String> {
        let mail =
            |number: usize| std::fs::read_to_string(self.folder.path().join(format!("{number}.eml"))).ok();
        (1..).map_while(mail).collect()
    }

    pub(crate) fn file(&self, number: usize) -> PathBuf {
        self.folder.path().join(format!("{number}.eml"))
    }
}
