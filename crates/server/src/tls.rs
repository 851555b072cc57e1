//! The server's own certificate. Tablets pin its fingerprint at enrolment, so no authority has to vouch for it.

use crate::error::Error;
use crate::kek::write_private;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;

/// Makes a self-signed certificate for the host of `address` (`host:port`), localhost and the loopback addresses.
///
/// # Errors
/// When the host is no name or a file exists already.
pub fn make(address: &str, certificate: &Path, key: &Path) -> Result<(), Error> {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let host = host.trim_matches(['[', ']']).to_owned();
    if !names.contains(&host) {
        names.insert(0, host);
    }
    let made = rcgen::generate_simple_self_signed(names).map_err(|e| Error::Tls(e.to_string()))?;
    write_private(key, made.signing_key.serialize_pem().as_bytes())?;
    std::fs::write(certificate, made.cert.pem()).map_err(Error::at(certificate))
}

/// The certificate as DER: its SHA-256 is what tablets pin.
///
/// # Errors
/// When the file holds no certificate.
pub fn certificate(file: &Path) -> Result<CertificateDer<'static>, Error> {
    CertificateDer::from_pem_file(file).map_err(|e| Error::Tls(e.to_string()))
}

/// The tablets' listener: TLS 1.3 alone, by ring, HTTP/2 and HTTP/1.1.
///
/// # Errors
/// When certificate and key do not fit.
pub fn config(certificate: &Path, key: &Path) -> Result<Arc<rustls::ServerConfig>, Error> {
    listener(certificate, key, &[&rustls::version::TLS13])
}

/// The clients' listener: old telephones may speak TLS 1.2 too. Of its suites ring has those with forward secrecy and
/// authenticated encryption alone.
///
/// # Errors
/// When certificate and key do not fit.
pub fn public_config(certificate: &Path, key: &Path) -> Result<Arc<rustls::ServerConfig>, Error> {
    listener(certificate, key, &[&rustls::version::TLS13, &rustls::version::TLS12])
}

fn listener(
    certificate: &Path,
    key: &Path,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> Result<Arc<rustls::ServerConfig>, Error> {
    let wrong = |e: &dyn std::fmt::Display| Error::Tls(e.to_string());
    let chain = CertificateDer::pem_file_iter(certificate)
        .map_err(|e| wrong(&e))?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| wrong(&e))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|e| wrong(&e))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .map_err(|e| wrong(&e))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|e| wrong(&e))?;
    // The strongest that both know, and not the one that the other side likes best.
    config.ignore_client_order = true;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_order_of_suites_counts_and_is_strongest_first() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        make("localhost:1", &certificate, &key).unwrap();
        for config in [config(&certificate, &key).unwrap(), public_config(&certificate, &key).unwrap()] {
            assert!(config.ignore_client_order);
            let first = config.crypto_provider().cipher_suites.first().unwrap().suite();
            assert_eq!(first, rustls::CipherSuite::TLS13_AES_256_GCM_SHA384);
        }
    }
}
