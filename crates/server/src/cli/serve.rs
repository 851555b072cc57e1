//! `serve`.

use super::{chosen, say};
use clap::Args;
use std::net::SocketAddr;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use vizitas_server::http::{Presence, Served};
use vizitas_server::serve::{listen, serve};
use vizitas_server::{Clock, DataFolder, Error, Municipality, tls};

/// What `serve` is told.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address to listen on, instead of the one in server.json. Port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub(super) fn run(self, data: &DataFolder, slug: Option<&str>) -> Result<(), Error> {
        let filter =
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,refinery_core=warn"));
        tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
        let slugs = match slug {
            Some(_) => vec![chosen(data, slug)?],
            None => data.slugs()?,
        };
        let open = |slug: &String| Municipality::open(data, slug, Clock::default());
        let municipalities = slugs.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        let address = match self.listen {
            Some(address) => address,
            None => data.settings()?.listen,
        };
        let presence = Presence::of(data)?;
        let tls = tls::config(&data.certificate_file(), &data.tls_key_file())?;
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
            let listener = listen(address)?;
            // Before anybody is told that it listens: who is told may ask it to end at once.
            let stop = stopped()?;
            say(&format!("listening on https://{}", listener.local_addr()?))?;
            serve(listener, tls, Served::new(presence, municipalities), stop).await
        })
    }
}

/// Done when the system asks the process to end.
fn stopped() -> Result<impl Future<Output = ()>, Error> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
