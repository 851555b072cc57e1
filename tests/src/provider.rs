//! A provider of accounts that others made (npm oidc-provider), in a process of its own that ends with the test.

use crate::node::node;
use serde::Deserialize;
use std::io;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The provider, listening on this machine.
#[derive(Debug)]
pub struct Provider {
    /// Where it is, as it names itself.
    pub issuer: String,
    program: Child,
    /// Held open, or whatever else it says would end it.
    _said: Lines<BufReader<ChildStdout>>,
}

#[derive(Deserialize)]
struct Said {
    issuer: String,
}

impl Provider {
    /// Begins to listen; `back` is where it sends browsers back to.
    ///
    /// # Errors
    /// When it cannot be run.
    pub async fn open(back: &str, client: &str, secret: &str) -> io::Result<Self> {
        let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
        let mut program = Command::new(node()?);
        program.current_dir(&ui).args(["tools/provider.js", back, client, secret]).kill_on_drop(true);
        let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let out = program.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut said = BufReader::new(out).lines();
        let line = said.next_line().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let Said { issuer } = serde_json::from_str(&line)?;
        Ok(Self { issuer, program, _said: said })
    }

    /// It does not answer any more.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn close(&mut self) -> io::Result<()> {
        self.program.kill().await
    }
}
