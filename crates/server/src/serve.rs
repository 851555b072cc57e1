//! Listening: TLS 1.3, a long backlog for the herd of a morning, bounded connections, and an end that lets requests
//! finish.

use crate::error::Error;
use crate::http::{Served, router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

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

/// Serves until `stop` is done, then lets requests finish.
///
/// # Errors
/// None while serving: a connection that fails ends alone.
pub async fn serve(
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    served: Served,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let (follower, judge) = (tokio::spawn(served.clone().follow()), tokio::spawn(served.clone().judge()));
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let service = TowerToHyperService::new(router(served.clone()));
    let acceptor = TlsAcceptor::from(tls);
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
        let (Ok(room), Ok((stream, _))) = (room, connection) else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let (acceptor, service, watcher) = (acceptor.clone(), service.clone(), graceful.watcher());
        tokio::spawn(async move {
            if let Some(stream) = handshake(acceptor, stream).await {
                let builder = http();
                let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
                if let Err(error) = watcher.watch(connection).await {
                    tracing::debug!(%error, "a connection ended");
                }
            }
            drop(room);
        });
    }
    drop(listener);
    served.stop();
    if tokio::time::timeout(LAST_REQUESTS, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
    // Both end with `stop` and cannot fail; a piece that is being judged is judged to its end.
    let _ = (follower.await, judge.await);
    Ok(())
}

fn http() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Duration::from_secs(30));
    builder
}

async fn handshake(
    acceptor: TlsAcceptor,
    stream: TcpStream,
) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    // Answers are small and awaited.
    let _ = stream.set_nodelay(true);
    match tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => Some(stream),
        _ => None,
    }
}
