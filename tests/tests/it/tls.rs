//! Both listeners of the real server as sslyze finds them, a foreign scanner with an OpenSSL of its own that still speaks what
//! nobody should: office and tablets are given TLS 1.3 alone; clients' old telephones 1.2, too, by suites that authenticate what they
//! encrypt and keep no key that opens yesterday's talk. That 1.2 is found where it is spoken shows that it would be found.

use super::told::mail::python;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use vizitas_tests::window::built_server;

/// What sslyze asks: every version of the protocol with every suite, and the faults that an old one may have.
const ASKED: [&str; 12] = [
    "--sslv2",
    "--sslv3",
    "--tlsv1",
    "--tlsv1_1",
    "--tlsv1_2",
    "--tlsv1_3",
    "--elliptic_curves",
    "--reneg",
    "--compression",
    "--heartbleed",
    "--openssl_ccs",
    "--early_data",
];
/// Beneath what anybody is given.
const OLD: [&str; 4] = ["ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1"];
const OF_TODAY: [&str; 3] =
    ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

/// A running server; it ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn server(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(built_server().unwrap());
    command.arg("--data").arg(data).args(words).stdin(Stdio::null());
    command
}

/// Starts a server whose clients' pages have a certificate of their own; both addresses.
fn start(data: &Path) -> (Server, [String; 2]) {
    let init = ["init", "--municipality", "Alytus", "--address", "localhost:1", "--listen", "127.0.0.1:0"];
    assert!(server(data, &init).status().unwrap().success());
    let file = data.join("server.json");
    let mut settings: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let tls = json!({ "certificate": data.join("tls/cert.pem"), "key": data.join("tls/key.pem") });
    settings["public"] = json!({ "listen": "127.0.0.1:0", "address": "https://localhost", "tls": tls });
    fs::write(&file, settings.to_string()).unwrap();
    let mut child = server(data, &["serve"]).stdout(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let server = Server(child);
    let mut lines = said.lines().map(|line| line.unwrap().rsplit('/').next().unwrap().to_owned());
    let addresses = [(); 2].map(|()| lines.next().expect("it says where it listens"));
    (server, addresses)
}

/// What sslyze found at these addresses, each a map of its questions.
fn scanned(addresses: &[String], folder: &Path) -> Vec<Value> {
    let file = folder.join("found.json");
    let mut sslyze = python().into_std();
    sslyze.args(["-m", "sslyze", "--mozilla_config=disable"]).args(ASKED);
    let output = sslyze.arg(format!("--json_out={}", file.display())).args(addresses).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let servers = found["server_scan_results"].as_array().unwrap().iter();
    let of = |address: &String| {
        let port: u64 = address.rsplit_once(':').unwrap().1.parse().unwrap();
        let here = |one: &&Value| one["server_location"]["port"].as_u64() == Some(port);
        let found = servers.clone().find(here).unwrap();
        assert_eq!(found["scan_status"], "COMPLETED", "{found}");
        found["scan_result"].clone()
    };
    addresses.iter().map(of).collect()
}

/// The answer to a question; one that was not asked to its end is none.
fn answer<'a>(found: &'a Value, question: &str) -> &'a Value {
    assert_eq!(found[question]["status"], "COMPLETED", "{question}");
    &found[question]["result"]
}

/// The suites that were agreed to in a version of the protocol, sorted. At least three were tried.
fn suites(found: &Value, version: &str) -> Vec<String> {
    let answer = answer(found, &format!("{version}_cipher_suites"));
    let [agreed, refused] =
        ["accepted_cipher_suites", "rejected_cipher_suites"].map(|kind| answer[kind].as_array().unwrap());
    assert!(agreed.len() + refused.len() >= 3, "{version}");
    assert_eq!(answer["is_tls_version_supported"], !agreed.is_empty(), "{version}");
    let mut names: Vec<String> =
        agreed.iter().map(|one| one["cipher_suite"]["name"].as_str().unwrap().to_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn the_office_is_given_tls_1_3_alone_and_clients_1_2_with_suites_that_authenticate() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, addresses) = start(&folder.path().join("data"));
    let found = scanned(&addresses, folder.path());
    let [office, clients] = found.as_slice() else { panic!("two listeners") };
    for found in [office, clients] {
        for version in OLD {
            assert_eq!(suites(found, version), Vec::<String>::new(), "{version}");
        }
        assert_eq!(suites(found, "tls_1_3"), OF_TODAY);
        for (question, fault) in [
            ("tls_compression", "supports_compression"),
            ("tls_1_3_early_data", "supports_early_data"),
            ("heartbleed", "is_vulnerable_to_heartbleed"),
            ("openssl_ccs_injection", "is_vulnerable_to_ccs_injection"),
            ("session_renegotiation", "is_vulnerable_to_client_renegotiation_dos"),
        ] {
            assert_eq!(answer(found, question)[fault], false, "{question}");
        }
        let curves = answer(found, "elliptic_curves")["supported_curves"].as_array().unwrap();
        let mut curves: Vec<&str> = curves.iter().map(|curve| curve["name"].as_str().unwrap()).collect();
        curves.sort_unstable();
        assert_eq!(curves, ["X25519", "secp256r1", "secp384r1"]);
    }
    assert_eq!(suites(office, "tls_1_2"), Vec::<String>::new(), "of the office's listener");
    // The other listener says that 1.2 is found where it is spoken.
    assert_eq!(
        suites(clients, "tls_1_2"),
        [
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        ]
    );
}
