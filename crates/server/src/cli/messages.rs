//! `settings` and `messages`: how clients are told, and the word that lets messages out after a restore.

use super::say;
use clap::Subcommand;
use std::io::Read;
use std::sync::Arc;
use vizitas_server::{Error, Municipality};

/// What can be done with settings.
#[derive(Debug, Subcommand)]
pub(super) enum Settings {
    /// Print a noun's settings as JSON; of a secret only whether there is one.
    Get {
        /// messages, email, sms, templates or page.
        name: String,
    },
    /// Write a noun's settings whole, JSON from standard input. A secret left out stays as it is.
    Set {
        /// messages, email, sms, templates or page.
        name: String,
    },
}

impl Settings {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Get { name } => {
                let shown = municipality.settings_shown(&name)?;
                say(&serde_json::to_string_pretty(&shown).map_err(|_| Error::Malformed("setting"))?)
            }
            Self::Set { name } => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text)?;
                let value = serde_json::from_str(&text).map_err(|error| Error::Invalid(error.to_string()))?;
                municipality.set_settings(&name, value)
            }
        }
    }
}

/// What can be done with messages to clients.
#[derive(Debug, Subcommand)]
pub(super) enum Messages {
    /// Let messages go out again after a restore.
    Release,
}

impl Messages {
    pub(super) fn run(self, municipality: &Arc<Municipality>) -> Result<(), Error> {
        match self {
            Self::Release => municipality.release_messages(municipality.office().actor),
        }
    }
}
