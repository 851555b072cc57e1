//! `serve`.

use super::{chosen, say};
use clap::Args;
use std::net::SocketAddr;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use vizitas_server::http::{Presence, Served};
use vizitas_server::serve::{listen, serve, serve_public};
use vizitas_server::{Clock, DataFolder, Error, Municipality, tls};

/// What `serve` is told.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address to listen on, instead of the one in server.json. Port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Address to serve clients' pages on, instead of the one in server.json.
    #[arg(long)]
    public: Option<SocketAddr>,
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
        let settings = data.settings()?;
        let address = self.listen.unwrap_or(settings.listen);
        let public = self.public.or(settings.public.as_ref().map(|public| public.listen));
        let per_address = settings.per_address;
        let public_tls = settings.public.and_then(|public| public.tls);
        let public_tls = public_tls.map(|tls| tls::public_config(&tls.certificate, &tls.key)).transpose()?;
        let presence = Presence::of(data)?;
        let tls = tls::config(&data.certificate_file(), &data.tls_key_file())?;
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
            let listener = listen(address)?;
            let public = public.map(listen).transpose()?;
            // Before anybody is told that it listens: who is told may ask it to end at once.
            let stop = stopped()?;
            say(&format!("listening on https://{}", listener.local_addr()?))?;
            let served = Served::new(presence, municipalities).with_per_address(per_address);
            let Some(public) = public else { return serve(listener, tls, served, stop).await };
            let scheme = if public_tls.is_some() { "https" } else { "http" };
            say(&format!("pages on {scheme}://{}", public.local_addr()?))?;
            tokio::try_join!(
                serve(listener, tls, served.clone(), stop),
                serve_public(public, public_tls, served)
            )?;
            Ok(())
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
