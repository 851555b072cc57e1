//! Listening: TLS, a long backlog for the herd of a morning, bounded connections, and an end that lets requests
//! finish.

use crate::error::Error;
use crate::guests::Guests;
use crate::http::{Served, public_router, router};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

/// Connections waiting to be taken: with 128 a herd of 200 tablets waits for repeated SYNs.
const BACKLOG: u32 = 4096;
/// Connections open at once.
const CONNECTIONS: usize = 4096;
/// How long a handshake, and a request's head, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long requests may go on after the end was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// Pause when no connection can be taken (no file handles left): without it the loop would spin.
const BREATH: Duration = Duration::from_millis(50);

/// Takes the address. Port 0 takes a free one; the listener says which.
///
/// # Errors
/// When the address is taken or not ours.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket.listen(BACKLOG)?)
}

/// Serves tablets and the office until `stop` is done, then lets requests finish.
///
/// # Errors
/// None while serving: a connection that fails ends alone.
pub async fn serve(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    served: Served,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let behind = [
        tokio::spawn(served.clone().follow()),
        tokio::spawn(served.clone().judge()),
        tokio::spawn(served.clone().watch_clocks()),
        tokio::spawn(served.clone().tell_clients()),
        tokio::spawn(served.clone().back_up()),
    ];
    let guests = Some(Guests::at_most(served.per_address));
    let open = accept(listener, Some(tls), router(served.clone()), guests, stop).await;
    served.stop();
    finish(open).await;
    // All end with `stop` and cannot fail; a piece that is being worked on is worked on to its end.
    for work in behind {
        let _ = work.await;
    }
    let signed = tokio::task::spawn_blocking(move || served.sign_audits()).await;
    if !matches!(signed, Ok(Ok(()))) {
        tracing::warn!("the audit could not be signed at the end");
    }
    Ok(())
}

/// Serves clients until what is served stops, then lets requests finish. Without a certificate of its own the listener
/// speaks plainly: to a proxy of the office's.
///
/// # Errors
/// As [`serve`]; and when everybody could listen to what is spoken plainly.
pub async fn serve_public(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    served: Served,
) -> Result<(), Error> {
    if tls.is_none() && !listener.local_addr()?.ip().is_loopback() {
        let why = "clients' pages without a certificate are served to a proxy on this machine alone";
        return Err(Error::Invalid(why.to_owned()));
    }
    let mut stopping = served.stopping();
    let stop = async move {
        // When nobody can say any more that it stops, it has.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    // In plain only the office's own proxy comes, with everybody behind it.
    let guests = tls.is_some().then(|| Guests::at_most(served.per_address));
    finish(accept(listener, tls, public_router(served), guests, stop).await).await;
    Ok(())
}

/// Takes connections until `stop` is done; those still open are in what it gives.
async fn accept(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    routes: Router,
    guests: Option<Guests>,
    stop: impl Future<Output = ()>,
) -> GracefulShutdown {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let acceptor = tls.map(TlsAcceptor::from);
    tokio::pin!(stop);
    loop {
        let taken = async {
            let room = Arc::clone(&room).acquire_owned().await;
            (room, listener.accept().await)
        };
        let (room, connection) = tokio::select! {
            taken = taken => taken,
            () = &mut stop => break,
        };
        let (Ok(room), Ok((stream, from))) = (room, connection) else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let guest = match &guests {
            None => None,
            // Whoever holds too many already is hung up on.
            Some(guests) => match guests.enter(from.ip()) {
                None => continue,
                entered => entered,
            },
        };
        let (acceptor, routes, watcher) = (acceptor.clone(), routes.clone(), graceful.watcher());
        tokio::spawn(async move {
            // Answers are small and awaited.
            let _ = stream.set_nodelay(true);
            match acceptor {
                None => talk(stream, from, routes, watcher).await,
                Some(acceptor) => {
                    if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
                        talk(stream, from, routes, watcher).await;
                    }
                }
            }
            drop((guest, room));
        });
    }
    graceful
}

/// Answers one connection to its end. Handlers learn who is at the other one.
async fn talk<S>(stream: S, from: SocketAddr, routes: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = routes.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request
    });
    let builder = http();
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection.into_owned()).await {
        tracing::debug!(%error, "a connection ended");
    }
}

async fn finish(open: GracefulShutdown) {
    if tokio::time::timeout(LAST_REQUESTS, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
}

fn http() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Duration::from_secs(30));
    builder
}
