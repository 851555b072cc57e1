//! The way over HTTPS. The server is known by its certificate alone, pinned at enrolment: no authority can vouch
//! for another one. TLS 1.3 by rustls with ring.

use crate::transport::{Failure, Listen, Request, Transport};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring as provider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use vizitas_sync::wire::{Message, Problem, ProblemCode, Proof};

/// Which certificate is the right one: its SHA-256, or at enrolment the beginning of it that the code carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin(pub Vec<u8>);

/// A connection to one municipality's server.
pub struct Https {
    client: reqwest::Client,
    address: String,
    seen: Arc<Mutex<Option<[u8; 32]>>>,
}

/// A sync on a country road takes long; a dead one should not.
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(90);
/// The server says something every fifteen seconds, if only that it is there.
const SILENCE: Duration = Duration::from_secs(45);

/// The header that carries the proof.
pub const PROOF_HEADER: &str = "vizitas-proof";

impl Https {
    /// A connection to `address` (`https://host:port/m/name`) whose certificate must fit `pin`.
    ///
    /// # Errors
    /// `Unreachable` when no client can be built.
    pub fn new(address: &str, pin: Pin) -> Result<Self, Failure> {
        let seen = Arc::new(Mutex::new(None));
        let verifier =
            Pinned { pin, seen: Arc::clone(&seen), provider: Arc::new(provider::default_provider()) };
        let config = ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(|_| Failure::Unreachable)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .use_preconfigured_tls(config)
            .https_only(true)
            // The server answers itself; whoever sends us elsewhere is not it.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .build()
            .map_err(|_| Failure::Unreachable)?;
        Ok(Self { client, address: address.trim_end_matches('/').to_owned(), seen })
    }

    /// SHA-256 of the certificate the server showed last.
    #[must_use]
    pub fn certificate(&self) -> Option<[u8; 32]> {
        self.seen.lock().ok().and_then(|seen| *seen)
    }
}

impl Transport for Https {
    async fn send(&self, request: Request) -> Result<Vec<u8>, Failure> {
        let mut builder = self
            .client
            .post(format!("{}/{}", self.address, request.route.name()))
            .timeout(WHOLE)
            .header("content-type", "application/cbor");
        if let Some(proof) = &request.proof {
            builder = builder.header(PROOF_HEADER, header(proof));
        }
        let answer = builder.body(request.body).send().await.map_err(|error| failure(&error))?;
        if !answer.status().is_success() {
            return Err(problem(answer).await);
        }
        let body = answer.bytes().await.map_err(|error| failure(&error))?;
        Ok(body.to_vec())
    }
}

impl Listen for Https {
    async fn listen(
        &self,
        proof: Proof,
        heard: &mut (dyn FnMut(&[u8]) -> ControlFlow<()> + Send),
    ) -> Failure {
        let request =
            self.client.get(format!("{}/events", self.address)).header(PROOF_HEADER, header(&proof));
        let mut answer = match request.send().await {
            Ok(answer) if answer.status().is_success() => answer,
            Ok(answer) => return problem(answer).await,
            Err(error) => return failure(&error),
        };
        loop {
            match answer.chunk().await {
                Ok(Some(bytes)) if heard(&bytes).is_continue() => {}
                Ok(_) => return Failure::Unreachable,
                Err(error) => return failure(&error),
            }
        }
    }
}

fn header(proof: &Proof) -> String {
    URL_SAFE_NO_PAD.encode(proof.encode())
}

/// What an answer that is none says: our server's own word, or a proxy's page, of which only a wish to be left alone for
/// a while counts.
async fn problem(answer: reqwest::Response) -> Failure {
    let wait = answer.headers().get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
    match answer.bytes().await.map(|body| Problem::decode(&body)) {
        Ok(Ok(problem)) => {
            Failure::Problem { code: problem.code.number(), retry_after_s: problem.retry_after_s }
        }
        _ => match wait {
            Some(retry_after_s) => Failure::Problem { code: ProblemCode::Busy.number(), retry_after_s },
            None => Failure::Unreachable,
        },
    }
}

/// Whether the certificate was the trouble, which no waiting mends.
fn failure(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        let tls = error.downcast_ref::<Error>().or_else(|| {
            error.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref()?.downcast_ref::<Error>())
        });
        if matches!(tls, Some(Error::InvalidCertificate(_))) {
            return Failure::NotTrusted;
        }
        cause = error.source();
    }
    Failure::Unreachable
}

#[derive(Debug)]
struct Pinned {
    pin: Pin,
    seen: Arc<Mutex<Option<[u8; 32]>>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let hash = digest(&SHA256, end_entity);
        if self.pin.0.is_empty() || !hash.as_ref().starts_with(&self.pin.0) {
            return Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure));
        }
        if let (Ok(mut seen), Ok(hash)) = (self.seen.lock(), hash.as_ref().try_into()) {
            *seen = Some(hash);
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 alone is spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
