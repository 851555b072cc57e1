//! `audit`: whether it holds, and what it tells.

use super::{plain, say};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_domain::time::Time;
use vizitas_server::audit::{KeptCheckpoint, Place, SeenBy, TabletHeld, WhoSaw, shown};
use vizitas_server::{Error, Municipality};

/// What can be asked of the audit.
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Walk the whole audit: is every record what was written, and the chain the one that was signed?
    Verify(Verify),
    /// Print the signed checkpoints, a line of JSON each, to be kept on another machine.
    Checkpoints,
    /// Who looked at a client, when and why, and whose case it was.
    WhoSaw {
        /// The office's number of the client, or the id.
        client: String,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Which clients were on a tablet, and from when to when: what a notice of a breach has to say.
    Tablet {
        /// The tablet's id, or the office's code of the worker: then every tablet of hers.
        tablet: String,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
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
            Self::WhoSaw { client, json } => {
                let saw = municipality.who_saw(municipality.office().actor, &client)?;
                if json { say_json(&saw) } else { say_who_saw(&saw) }
            }
            Self::Tablet { tablet, json } => {
                let held = municipality.tablet_held(municipality.office().actor, &tablet)?;
                if json { say_json(&held) } else { held.iter().try_for_each(say_tablet) }
            }
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
                    "witnesses": holds.witnesses,
                    "lost": holds.lost,
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

/// The name, or the id where none is known.
fn called(name: Option<&str>, id: impl ToString) -> String {
    name.map_or_else(|| id.to_string(), plain)
}

fn until(to: Option<Time>) -> String {
    to.map_or_else(|| "now".to_owned(), shown)
}

/// The client, then a line a look and a line a worker whose case it was; separated by tabs.
fn say_who_saw(saw: &WhoSaw) -> Result<(), Error> {
    let erased = if saw.erased { ", erased" } else { "" };
    say(&format!(
        "{} ({}{erased})",
        called(saw.name.as_deref(), saw.client),
        saw.number.as_deref().map_or_else(|| "no number".to_owned(), plain)
    ))?;
    for look in &saw.looks {
        let from = match look.from {
            Place::Tablet => "tablet",
            Place::Console => "console",
        };
        let deed = match look {
            SeenBy { refused: true, .. } => "was refused",
            SeenBy { listed: true, .. } => "saw in a list",
            SeenBy { exported: true, .. } => "took all that is held",
            _ => "looked",
        };
        let name = called(look.name.as_deref(), look.actor.0);
        say(&format!("{}\t{name}\t{deed}\t{from}\t{}", shown(look.at), plain(&look.reason)))?;
    }
    for held in &saw.held {
        let name = called(held.name.as_deref(), held.worker.0);
        say(&format!("{}\t{name}\thad the case on the tablet until {}", shown(held.from), until(held.to)))?;
    }
    Ok(())
}

/// The tablet, then a line a client; separated by tabs.
fn say_tablet(held: &TabletHeld) -> Result<(), Error> {
    let approved =
        held.approved.map_or_else(|| "never approved".to_owned(), |at| format!("approved {}", shown(at)));
    let revoked = held.revoked.map(|at| format!(", revoked {}", shown(at))).unwrap_or_default();
    let seen = held.seen.map_or_else(|| "never seen".to_owned(), |at| format!("last seen {}", shown(at)));
    let name = called(held.name.as_deref(), held.worker.0);
    say(&format!("{} of {name}: {approved}{revoked}, {seen}", held.tablet))?;
    for client in &held.clients {
        let name = called(client.name.as_deref(), client.client);
        let number = client.number.as_deref().map_or_else(|| "–".to_owned(), plain);
        let now = match (client.taken, client.forgotten) {
            (_, true) => "forgotten",
            (true, false) => "on it",
            (false, false) => "perhaps on it",
        };
        say(&format!("{}\t{}\t{number}\t{name}\t{now}", shown(client.from), until(client.to)))?;
    }
    Ok(())
}
