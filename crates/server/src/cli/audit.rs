//! `audit`: whether it holds, and what it tells.

use super::say;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_server::audit::KeptCheckpoint;
use vizitas_server::{Error, Municipality};

/// What can be asked of the audit.
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Walk the whole audit: is every record what was written, and the chain the one that was signed?
    Verify(Verify),
    /// Print the signed checkpoints, a line of JSON each, to be kept on another machine.
    Checkpoints,
}

/// What `audit verify` is told.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Checkpoints that were kept elsewhere, as `audit checkpoints` printed them.
    #[arg(long)]
    against: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

impl Audit {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Verify(verify) => verify.run(municipality),
            Self::Checkpoints => municipality.audit_checkpoints()?.iter().try_for_each(say_json),
        }
    }
}

impl Verify {
    fn run(self, municipality: &Municipality) -> Result<(), Error> {
        let kept = self.against.as_deref().map(read).transpose()?.unwrap_or_default();
        let found = municipality.verify_audit(&kept)?;
        if self.json {
            let answer = match &found {
                Ok(holds) => json!({
                    "holds": true,
                    "records": holds.records,
                    "from": holds.from.map(|at| at.0),
                    "to": holds.to.map(|at| at.0),
                    "checkpoints": holds.checkpoints,
                    "covered": holds.covered,
                }),
                Err(fault) => {
                    json!({ "holds": false, "record": fault.number(), "why": fault.to_string() })
                }
            };
            say_json(&answer)?;
        } else if let Ok(holds) = &found {
            say(&holds.to_string())?;
        }
        Ok(found.map(drop)?)
    }
}

/// Kept checkpoints, a line each.
fn read(file: &Path) -> Result<Vec<KeptCheckpoint>, Error> {
    let text =
        std::fs::read_to_string(file).map_err(|source| Error::File { path: file.to_owned(), source })?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|_| Error::Malformed("checkpoints"))).collect()
}

fn say_json(value: &impl serde::Serialize) -> Result<(), Error> {
    say(&serde_json::to_string(value).map_err(|_| Error::Malformed("answer"))?)
}
