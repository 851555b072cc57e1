//! `backup`: the log and the vault, each into a file of its own.

use super::say;
use clap::Subcommand;
use std::path::PathBuf;
use std::sync::Arc;
use vizitas_server::audit::shown;
use vizitas_server::backup::{BackupState, Kind, Made, Trouble};
use vizitas_server::{Error, Municipality};

/// What can be done with backups.
#[derive(Debug, Subcommand)]
pub(super) enum Backup {
    /// Copy the log. It holds no key of any client.
    Log {
        /// The file to write, which must not exist; or a folder, in which it gets a name of its own.
        to: PathBuf,
    },
    /// Copy the vault: the keys, each under the key-encryption key.
    Vault {
        /// The file to write, which must not exist; or a folder, in which it gets a name of its own.
        to: PathBuf,
    },
    /// Copy the log and then the vault, so that they fit each other. Without places: into the folders that server.json names,
    /// where the oldest then go.
    Both {
        /// File or folder for the log's.
        #[arg(requires = "vault")]
        log: Option<PathBuf>,
        /// File or folder for the vault's.
        vault: Option<PathBuf>,
    },
    /// How it stands with them: the last of each, the next, what went wrong.
    Status {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
}

impl Backup {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Log { to } => made(&municipality.backup(Kind::Log, &to)?, "the log up to position"),
            Self::Vault { to } => {
                made(&municipality.backup(Kind::Vault, &to)?, "the keys of every event up to position")
            }
            Self::Both { log: Some(log), vault: Some(vault) } => {
                covered(municipality.backup_both(&log, &vault)?)
            }
            Self::Both { .. } => covered(municipality.back_up_now()?),
            Self::Status { json: true } => {
                let state = serde_json::to_string_pretty(&municipality.backup_state()?);
                say(&state.map_err(|_| Error::Malformed("state"))?)
            }
            Self::Status { json: false } => told(&municipality.backup_state()?),
        }
    }
}

fn made(made: &Made, what: &str) -> Result<(), Error> {
    say(&format!("{}: {what} {}", made.file.display(), made.covers))
}

fn covered(position: u64) -> Result<(), Error> {
    say(&format!("backed up to position {position}"))
}

fn told(state: &BackupState) -> Result<(), Error> {
    match state.trouble {
        Some(Trouble::Off) => say(
            "NO BACKUPS ARE MADE: name folders for them in server.json (docs/recipes/backups.md), or run `backup both` daily. \
             Until then tablets keep all that they have sent",
        )?,
        Some(Trouble::Failed) => say("THE LAST BACKUP FAILED: it is tried again within the hour")?,
        Some(Trouble::Old) => {
            say("THE LAST BACKUP IS MORE THAN TWO DAYS OLD: is the server running at night?")?
        }
        None => {}
    }
    for kind in &state.kinds {
        let last = kind.last.map_or_else(|| "never".to_owned(), shown);
        say(&format!("{}\tlast {last}", kind.kind.name()))?;
        if let Some(folder) = &kind.folder {
            say(&format!("\t{} of {} kept in {}", kind.kept, kind.keep, folder.display()))?;
        }
        if let Some((at, why)) = kind.failed {
            say(&format!("\tfailed {}: {}", shown(at), why.name().replace('_', " ")))?;
        }
    }
    if let Some(next) = state.next {
        say(&format!("next\t{}", shown(next)))?;
    }
    say(&format!("covered to position {} of {}", state.covered, state.head))
}
