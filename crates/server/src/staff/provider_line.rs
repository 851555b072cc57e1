//! The line to the provider: one request, one answer of bounded size, in bounded time, over TLS, or plain on this machine where
//! the provider itself is there; no redirect is followed, and nobody stands between. It reads nothing into what it carries.

use crate::error::Error;
use openidconnect::http::{Response, Uri};
use openidconnect::{HttpRequest, HttpResponse};
use reqwest::blocking::{Client, Request};
use std::io::Read;
use std::time::{Duration, Instant};

/// How long the provider may take to be reached, and to answer all that it is asked in one go.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWERS: Duration = Duration::from_secs(20);
/// Bytes read at once: between two reads it is looked at the time.
const PIECE: usize = 16 * 1024;
/// Most bytes of an answer.
const ANSWER_BYTES: usize = 256 * 1024;

/// The provider does not answer, or not as one could read.
#[derive(Debug, thiserror::Error)]
#[error("the provider does not answer")]
pub(super) struct Silent;

/// A line to a provider, for one go.
pub(super) struct Line {
    client: Client,
    /// The provider is on this machine, and is spoken to plainly.
    plain: bool,
    until: Instant,
}

impl Line {
    /// Opens a line to the issuer of the settings.
    pub(super) fn open(issuer: &str) -> Result<Self, Error> {
        // Done once a process; who comes second finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build();
        let client = client.map_err(|_| Error::Tls("the provider's line could not be made".to_owned()))?;
        let plain = issuer.parse::<Uri>().is_ok_and(|issuer| issuer.scheme_str() == Some("http"));
        Ok(Self { client, plain, until: Instant::now() + ANSWERS })
    }

    /// Whether the provider may send this way: one that is elsewhere has nothing to say on this machine.
    pub(super) fn may(&self, address: &Uri) -> bool {
        is_sealed(address) && (self.plain || address.scheme_str() == Some("https"))
    }

    /// The time that is left.
    fn left(&self) -> Result<Duration, Silent> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(Silent) } else { Ok(left) }
    }

    /// Asks, and gives what is answered.
    pub(super) fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Silent> {
        if !self.may(request.uri()) {
            return Err(Silent);
        }
        let mut request = Request::try_from(request).map_err(|_| Silent)?;
        *request.timeout_mut() = Some(self.left()?);
        let mut answer = self.client.execute(request).map_err(|_| Silent)?;
        let mut whole = Response::builder().status(answer.status());
        if let Some(headers) = whole.headers_mut() {
            headers.extend(answer.headers().clone());
        }
        let (mut body, mut piece) = (Vec::new(), [0; PIECE]);
        loop {
            self.left()?;
            let read = answer.read(&mut piece).map_err(|_| Silent)?;
            body.extend_from_slice(piece.get(..read).unwrap_or_default());
            if body.len() > ANSWER_BYTES {
                return Err(Silent);
            }
            if read == 0 {
                return whole.body(body).map_err(|_| Silent);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_elsewhere_leads_nowhere_on_this_machine() {
        for (issuer, address, may) in [
            ("https://login.alytus.lt", "https://login.alytus.lt/token", true),
            ("https://login.alytus.lt", "https://keys.alytus.lt/keys", true),
            ("https://login.alytus.lt", "http://127.0.0.1:8080/token", false),
            ("https://login.alytus.lt", "http://localhost/token", false),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/token", true),
            ("http://127.0.0.1:3000", "https://login.alytus.lt/token", true),
            ("http://127.0.0.1:3000", "http://login.alytus.lt/token", false),
        ] {
            let line = Line::open(issuer).unwrap();
            assert_eq!(line.may(&address.parse().unwrap()), may, "{issuer} {address}");
        }
    }
}
