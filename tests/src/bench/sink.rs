//! Where messages end: a gateway for SMS and a mail server that take everything at once, and the barest way to hand them
//! something. Nothing is kept but how much came.

use super::failure::BenchError;
use axum::body::{Body, Bytes, to_bytes};
use axum::routing::post;
use axum::{Json, Router};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What an answer holds at most.
const ANSWER: usize = 1 << 16;

/// How many messages came, and how many bytes they were.
#[derive(Debug, Default)]
pub(crate) struct Came {
    messages: AtomicUsize,
    bytes: AtomicUsize,
}

impl Came {
    fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes, Ordering::SeqCst);
        self.messages.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn messages(&self) -> usize {
        self.messages.load(Ordering::SeqCst)
    }

    /// Of the middling message.
    fn bytes_each(&self) -> usize {
        self.bytes.load(Ordering::SeqCst) / self.messages().max(1)
    }
}

/// Both of them; they end with it.
pub(crate) struct Sinks {
    pub(crate) gateway: SocketAddr,
    pub(crate) mail: SocketAddr,
    pub(crate) sms: Arc<Came>,
    pub(crate) mails: Arc<Came>,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Sinks {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Sinks {
    pub(crate) async fn open() -> Result<Self, BenchError> {
        let (sms, mails) = (Arc::<Came>::default(), Arc::<Came>::default());
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        let (http, smtp) = (TcpListener::bind(here).await?, TcpListener::bind(here).await?);
        let (gateway, mail) = (http.local_addr()?, smtp.local_addr()?);
        let came = Arc::clone(&sms);
        let take = move |body: Bytes| {
            came.add(body.len());
            async { Json(json!({ "id": "taken" })) }
        };
        let serving = tokio::spawn(async move {
            // It serves until it is stopped; a line that breaks ends alone.
            let _ = axum::serve(http, Router::new().route("/send", post(take))).await;
        });
        let came = Arc::clone(&mails);
        let posting = tokio::spawn(async move {
            while let Ok((line, _)) = smtp.accept().await {
                tokio::spawn(take_mail(line, Arc::clone(&came)));
            }
        });
        Ok(Self { gateway, mail, sms, mails, tasks: [serving, posting] })
    }

    /// Hands over so many SMS and mails as long as those that came, one after the other.
    ///
    /// # Errors
    /// When a sink does not take one.
    pub(crate) async fn hand_over_barely(&self, sms: usize, mails: usize) -> Result<(), BenchError> {
        let browser: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
        let body = Bytes::from(vec![b'x'; self.sms.bytes_each()]);
        for _ in 0..sms {
            let url = format!("http://{}/send", self.gateway);
            let asked = axum::http::Request::post(url).body(Body::from(body.clone()));
            let asked = asked.map_err(|_| BenchError::Wrong("an address is none"))?;
            let answer =
                browser.request(asked).await.map_err(|_| BenchError::Wrong("a sink does not answer"))?;
            to_bytes(Body::new(answer.into_body()), ANSWER)
                .await
                .map_err(|_| BenchError::Wrong("a sink broke off"))?;
        }
        let mut line = BufReader::new(TcpStream::connect(self.mail).await?);
        line.get_ref().set_nodelay(true)?;
        let mut said = String::new();
        line.read_line(&mut said).await?;
        let words = ["x".repeat(70), "\r\n".to_owned()].concat();
        let mail = format!("{}.\r\n", words.repeat(self.mails.bytes_each().div_ceil(words.len())));
        for _ in 0..mails {
            for command in
                ["MAIL FROM:<a@a.example>\r\n", "RCPT TO:<b@b.example>\r\n", "DATA\r\n", mail.as_str()]
            {
                line.get_mut().write_all(command.as_bytes()).await?;
                said.clear();
                line.read_line(&mut said).await?;
            }
        }
        Ok(())
    }
}

/// One conversation of a mail server that takes everything (RFC 5321).
async fn take_mail(line: TcpStream, came: Arc<Came>) -> std::io::Result<()> {
    line.set_nodelay(true)?;
    let mut line = BufReader::new(line);
    line.get_mut().write_all(b"220 sink.example\r\n").await?;
    let (mut said, mut mail) = (String::new(), None::<usize>);
    loop {
        said.clear();
        if line.read_line(&mut said).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match mail {
            Some(bytes) if said == ".\r\n" => {
                came.add(bytes);
                mail = None;
                b"250 taken\r\n"
            }
            Some(bytes) => {
                mail = Some(bytes + said.len());
                continue;
            }
            None if said.starts_with("DATA") => {
                mail = Some(0);
                b"354 go on\r\n"
            }
            None if said.starts_with("QUIT") => b"221 bye\r\n",
            None => b"250 sink.example\r\n",
        };
        line.get_mut().write_all(answer).await?;
    }
}
