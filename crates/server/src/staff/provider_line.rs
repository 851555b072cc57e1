//! The line to the provider: one request, one answer of bounded size, over TLS, or plain on this machine; no redirect is
//! followed. It reads nothing into what it carries.

use crate::error::Error;
use openidconnect::http::{Response, Uri};
use openidconnect::{HttpRequest, HttpResponse};
use reqwest::blocking::{Client, Request};
use std::io::Read;
use std::time::Duration;

/// How long the provider may take to be reached, and to answer.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const ANSWER_BYTES: u64 = 256 * 1024;

/// The provider does not answer, or not as one could read.
#[derive(Debug, thiserror::Error)]
#[error("the provider does not answer")]
pub(super) struct Silent;

/// A line to a provider.
pub(super) struct Line(Client);

impl Line {
    pub(super) fn open() -> Result<Self, Error> {
        // Done once a process; who comes second finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .build();
        client.map(Self).map_err(|_| Error::Tls("the provider's line could not be made".to_owned()))
    }

    /// Asks, and gives what is answered.
    pub(super) fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Silent> {
        if !is_sealed(request.uri()) {
            return Err(Silent);
        }
        let request = Request::try_from(request).map_err(|_| Silent)?;
        let answer = self.0.execute(request).map_err(|_| Silent)?;
        let mut whole = Response::builder().status(answer.status());
        if let Some(headers) = whole.headers_mut() {
            headers.extend(answer.headers().clone());
        }
        let mut body = Vec::new();
        answer.take(ANSWER_BYTES + 1).read_to_end(&mut body).map_err(|_| Silent)?;
        if body.len() as u64 > ANSWER_BYTES {
            return Err(Silent);
        }
        whole.body(body).map_err(|_| Silent)
    }
}

/// Whether nobody reads what goes there: TLS, or this machine.
pub(super) fn is_sealed(address: &Uri) -> bool {
    let host = address.host().unwrap_or_default().trim_matches(['[', ']']);
    match address.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => crate::messages::is_here(host),
        _ => false,
    }
}
