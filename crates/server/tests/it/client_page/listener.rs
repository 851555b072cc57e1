//! The listener of their own, and the links.

use crate::office::Office;
use crate::tablet::client;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use vizitas_domain::id::{StreamId, VisitId};
use vizitas_server::http::{Presence, Served};
use vizitas_server::serve::{listen, serve_public};
use vizitas_server::{Error, tls};

fn served(office: &Office) -> Served {
    Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)])
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

#[tokio::test]
async fn old_telephones_may_speak_tls_1_2_and_a_proxy_on_this_machine_plainly() {
    let office = Office::empty();
    let served = served(&office);
    let certificate = tls::certificate(&office.data.certificate_file()).unwrap().to_vec();
    let config = tls::public_config(&office.data.certificate_file(), &office.data.tls_key_file()).unwrap();
    let (own, plain) = (listen(loopback()).unwrap(), listen(loopback()).unwrap());
    let (own_port, plain_port) = (own.local_addr().unwrap().port(), plain.local_addr().unwrap().port());
    let own = tokio::spawn(serve_public(own, Some(config), served.clone()));
    let plain = tokio::spawn(serve_public(plain, None, served.clone()));
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let http = client(&certificate, &[version]);
        let answer = http.get(format!("https://localhost:{own_port}/robots.txt")).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "User-agent: *\nDisallow: /\n");
    }
    let http = client(&certificate, &[&rustls::version::TLS13]);
    let answer = http.get(format!("http://127.0.0.1:{plain_port}/robots.txt")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let tablets = http.get(format!("http://127.0.0.1:{plain_port}/about.json")).send().await.unwrap();
    assert_eq!(tablets.status(), 404, "nothing of the tablets' or the office's is served here");
    served.stop();
    own.await.unwrap().unwrap();
    plain.await.unwrap().unwrap();
}

#[tokio::test]
async fn without_a_certificate_nobody_else_is_let_in() {
    let office = Office::empty();
    let everywhere = listen(SocketAddr::from(([0, 0, 0, 0], 0))).unwrap();
    let refused = serve_public(everywhere, None, served(&office)).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
}

/// The program with everything told that can be told, and a client who opens her page and writes.
#[tokio::test]
async fn the_log_of_the_program_never_shows_a_link_or_a_word() {
    let office = Office::open();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let agenda = office.municipality.agenda(day, None).unwrap();
    let told = agenda.iter().find(|line| line.client == "K-2").unwrap();
    let address = office.municipality.link_to(told.visit).unwrap();
    let path = address.strip_prefix("https://pages.example").unwrap();
    let certificate = tls::certificate(&office.data.certificate_file()).unwrap().to_vec();
    let (folder, data, _) = office.close();
    let file = std::fs::File::create(folder.path().join("log")).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_vizitas-server"));
    program.arg("--data").arg(data.path()).args(["serve", "--public", "127.0.0.1:0"]);
    program.env("RUST_LOG", "trace").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
    let mut program = program.spawn().unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines().map(Result::unwrap);
    let base = lines.find_map(|line| line.strip_prefix("pages on ").map(str::to_owned)).unwrap();
    let http = client(&certificate, &[&rustls::version::TLS13]);
    let form = "say=other&wish=slaptas+noras&plan=";
    let header = ("content-type", "application/x-www-form-urlencoded");
    let post = |path: &str| http.post(format!("{base}{path}")).header(header.0, header.1).body(form);
    assert!(http.get(format!("{base}{path}?l=lt")).send().await.unwrap().status().is_success());
    assert!(post(path).send().await.unwrap().status().is_success());
    assert_eq!(post("/v/AAAAAAAAAAAAAAAAAAAAAA").send().await.unwrap().status(), 404);
    assert_eq!(http.get(format!("{base}/elsewhere")).send().await.unwrap().status(), 404);
    let stopped = Command::new("kill").arg(program.id().to_string()).status().unwrap();
    assert!(stopped.success() && program.wait().unwrap().success());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("/v/{token}"), "requests are told by the form of their route");
    let token = path.strip_prefix("/v/").unwrap();
    for secret in [token, "AAAAAAAAAAAAAAAAAAAAAA", "slaptas", "elsewhere", "Petras", "Naujoji"] {
        assert!(!log.contains(secret), "{secret}");
    }
}

#[test]
fn a_link_is_made_for_an_announced_visit_alone() {
    let office = Office::open();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let agenda = office.municipality.agenda(day, None).unwrap();
    let of = |client: &str| agenda.iter().find(|line| line.client == client).unwrap();
    let (told, check) = (of("K-2"), of("K-3"));
    let address = office.municipality.link_to(told.visit).unwrap();
    let token = address.strip_prefix("https://pages.example/v/").unwrap();
    assert_eq!(token.len(), 22);
    assert_ne!(office.municipality.link_to(told.visit).unwrap(), address);
    assert!(matches!(office.municipality.link_to(check.visit), Err(Error::Invalid(_))));
    let nobody = office.municipality.new_link(StreamId(told.stream.0), VisitId(check.visit.0));
    assert!(matches!(nobody, Err(Error::Missing(_))));
}
