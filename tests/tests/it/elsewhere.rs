//! Whoever sends a tablet elsewhere is not the server that it asked: it does not go there, with what it carries least of all.

use ring::digest::{SHA256, digest};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;
use vizitas_device::https::{Https, Pin};
use vizitas_device::transport::{Failure, Listen, Request, Route, Transport};
use vizitas_domain::id::InstallationId;
use vizitas_server::tls;
use vizitas_sync::sign::SigningKey;
use vizitas_sync::wire::{Proof, Prover};

/// A server with the right certificate that answers every request with this status and another address of its own. Gives its
/// port, its certificate, and what it was asked.
async fn sends_elsewhere(status: u16) -> (u16, Vec<u8>, Arc<Mutex<Vec<String>>>) {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("certificate"), folder.path().join("key"));
    tls::make("localhost:1", &certificate, &key).unwrap();
    let mut config = (*tls::config(&certificate, &key).unwrap()).clone();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = acceptor.accept(stream).await.unwrap();
            let mut head = Vec::new();
            while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            let head = String::from_utf8(head).unwrap();
            told.lock().unwrap().push(head.lines().next().unwrap().to_owned());
            let answer = format!(
                "HTTP/1.1 {status} Elsewhere\r\nlocation: https://localhost:{port}/elsewhere\r\n\
                 content-length: 0\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (port, tls::certificate(&certificate).unwrap().to_vec(), asked)
}

#[tokio::test]
async fn a_tablet_goes_nowhere_that_an_answer_sends_it() {
    for status in [301, 302, 303, 307, 308] {
        let (port, certificate, asked) = sends_elsewhere(status).await;
        let pin = Pin(digest(&SHA256, &certificate).as_ref().to_vec());
        let line = Https::new(&format!("https://localhost:{port}/m/alytus"), pin).unwrap();
        let request = Request { route: Route::Push, body: b"sealed".to_vec(), proof: None };
        assert_eq!(line.send(request).await, Err(Failure::Unreachable), "{status}");
        let key = SigningKey::from_seed(&[3; 32]).unwrap();
        let me = InstallationId(Uuid::nil());
        let proof = Proof::make(me, Prover::Transport, 0, "events", &[], &key);
        let heard = line.listen(proof, &mut |_| ControlFlow::Break(())).await;
        assert_eq!(heard, Failure::Unreachable, "{status}");
        let asked = asked.lock().unwrap();
        assert_eq!(*asked, ["POST /m/alytus/push HTTP/1.1", "GET /m/alytus/events HTTP/1.1"], "{status}");
    }
}
