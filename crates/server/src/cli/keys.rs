//! `keys`: other keys in the place of those there are.

use super::{open, say};
use clap::Subcommand;
use std::path::PathBuf;
use uuid::Uuid;
use vizitas_domain::id::StreamId;
use vizitas_server::{Clock, DataFolder, Error};

/// What can be done about keys.
#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Draw another key-encryption key and wrap everything under it; the server must be stopped. Run again, it ends what was
    /// cut short.
    ReplaceKek {
        /// File to keep the old key in. Take it away from this machine: whoever has it opens the backups made until now, and
        /// they cannot be restored without it.
        #[arg(long)]
        old_to: PathBuf,
    },
    /// Wrap everything under the first of several key-encryption keys, where they do not come from a file; the server must be
    /// stopped. Those behind the first open nothing after that.
    Rewrap,
    /// Seal what is written of a client, or of all, under new data keys from now on.
    Renew {
        /// The client's id; without it, all clients and what is published.
        #[arg(long)]
        client: Option<Uuid>,
    },
}

impl Keys {
    pub(super) fn run(self, data: &DataFolder, slug: Option<&str>) -> Result<(), Error> {
        match self {
            Self::ReplaceKek { old_to } => {
                let done = data.replace_kek(&old_to, Clock::default().now())?;
                say(&format!("wrapped anew: {done}; the old key is in {}", old_to.display()))
            }
            Self::Rewrap => say(&format!("wrapped anew: {}", data.rewrap(Clock::default().now())?)),
            Self::Renew { client } => {
                let renewed = open(data, slug)?.renew_keys(client.map(StreamId))?;
                say(&format!("streams with new keys: {renewed}"))
            }
        }
    }
}
