//! `init`.

use super::say;
use clap::Args;
use std::net::SocketAddr;
use vizitas_server::folder::Settings;
use vizitas_server::{Clock, DataFolder, Error, Municipality};

/// What `init` is told.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The municipality's name, as people say it.
    #[arg(long, default_value = "Savivaldybė")]
    municipality: String,
    /// host:port that tablets reach the server at.
    #[arg(long, default_value = "localhost:8443")]
    address: String,
    /// Address to listen on, instead of every one of this machine at that port.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

impl Init {
    pub(super) fn run(self, data: &DataFolder, slug: Option<&str>) -> Result<(), Error> {
        let port = self.address.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        let port = port.ok_or_else(|| Error::Invalid("the address is host:port".to_owned()))?;
        let listen = self.listen.unwrap_or(SocketAddr::from(([0, 0, 0, 0], port)));
        data.lay_out(&Settings { listen, address: self.address, ..Settings::default() })?;
        let slug = slug.unwrap_or("savivaldybe");
        Municipality::create(data, slug, &self.municipality, Clock::default())?;
        say(&format!("made: {slug}, in {}", data.path().display()))
    }
}
