//! The server's process is killed while a gateway has a message and has not been heard: whatever it had got by then, no
//! message goes out twice.

use chrono::{DateTime, Days, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use vizitas_domain::id::VisitId;
use vizitas_domain::told::{Delivery, Purpose};
use vizitas_server::log::{JobRow, JobState};
use vizitas_server::{Clock, DataFolder, Municipality};

/// How often tests loop.
const BUDGET: &str = include_str!("../../../../tests/budget.toml");
/// When something that must come has not come, the test has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often it dies: as the running tier has it, else as [ci] does.
fn rounds() -> u64 {
    let of_tier = std::env::var("VIZITAS_BUDGET_KILLED_BETWEEN").ok();
    let ci = BUDGET.lines().skip_while(|line| *line != "[ci]").take_while(|line| *line != "[long]");
    let written = ci.filter_map(|line| line.strip_prefix("killed_between = ")).next();
    of_tier.as_deref().or(written).unwrap().parse().unwrap()
}

/// The programs of this test live by the machine's own clock.
fn today() -> NaiveDate {
    DateTime::from_timestamp(Clock::default().now().0, 0).unwrap().date_naive()
}

fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vizitas-server"));
    command.arg("--data").arg(data).args(words).env("RUST_LOG", "error");
    command
}

fn told(data: &Path, words: &[&str], input: &str) -> String {
    let mut command = command(data, words);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success(), "{words:?}");
    String::from_utf8(said.stdout).unwrap()
}

fn serve(data: &Path) -> Child {
    let mut server =
        command(data, &["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("listening"), "{line}");
    server
}

/// A request of the server's, whole.
fn request(stream: &mut TcpStream) -> Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(said) = line.strip_prefix("content-length:") {
            length = said.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

fn office(folder: &Path, gateway: &TcpListener) -> (DataFolder, VisitId) {
    let (data, books) = (folder.join("data"), folder.join("books"));
    std::fs::create_dir(&books).unwrap();
    let day = today().checked_add_days(Days::new(3)).unwrap();
    let lists = [
        ("d.csv", "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\nD01;Rasa;Bitinienė;Socialinė darbuotoja;Skyrius;+37060000001;;LT;8:00-17:00\n".to_owned()),
        ("k.csv", "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\nK-1;Ona;Ąžuolienė;1950-01-01;Naujoji g. 1-1, 62001 Alytus;+37061000001;;LT;SMS;;D01\n".to_owned()),
        ("v.csv", format!("Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\n1;{day};09:00;30;K-1;D01;Pokalbis;Sutartas\n")),
    ];
    for (name, text) in lists {
        std::fs::write(books.join(name), text).unwrap();
    }
    told(&data, &["init", "--address", "localhost:8443", "--listen", "127.0.0.1:0"], "");
    told(&data, &["import", books.to_str().unwrap()], "");
    let always = json!({ "from": 0, "to": 1440 });
    let hours = vec![always; 7];
    told(&data, &["settings", "set", "messages"], &json!({ "on": true, "hours": hours }).to_string());
    let url = format!("http://{}/send", gateway.local_addr().unwrap());
    told(&data, &["settings", "set", "sms"], &json!({ "on": true, "url": url }).to_string());
    let agenda = told(&data, &["agenda", "--day", &day.to_string()], "");
    let visit = agenda.trim().rsplit('\t').next().unwrap().parse().unwrap();
    (DataFolder::new(data), visit)
}

/// The visit's messages of a purpose, read beside the server as a command does.
fn jobs(data: &DataFolder, visit: VisitId) -> Vec<JobRow> {
    let slug = data.slugs().unwrap().remove(0);
    let municipality = Municipality::open(data, &slug, Clock::default()).unwrap();
    let jobs = municipality.log().read(|log| log.jobs_of(visit)).unwrap();
    jobs.into_iter().filter(|row| row.job.purpose == Purpose::Moved).collect()
}

#[test]
fn a_server_killed_while_it_sends_sends_nothing_twice() {
    let rounds = rounds();
    let folder = tempfile::tempdir().unwrap();
    let gateway = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let (data, visit) = office(folder.path(), &gateway);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut server = serve(data.path());
    for round in 0..rounds {
        let day = today().checked_add_days(Days::new(5 + round % 20)).unwrap();
        let to = format!("{day} {:02}:{:02}", 9 + round % 7, (round / 7) % 12 * 5);
        told(data.path(), &["visit", "move", &visit.to_string(), "--to", &to, "--cause", "ill"], "");
        let (mut line, _) = gateway.accept().unwrap();
        if round % 3 != 0 {
            let said = request(&mut line);
            *counts.entry(said["id"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        if round % 3 == 2 {
            let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{\"id\":\"gw\"}";
            line.write_all(answer.as_bytes()).unwrap();
        }
        // Before it was read, before it was answered, and in the middle of the answer.
        server.kill().unwrap();
        server.wait().unwrap();
        drop(line);
        server = serve(data.path());
        let since = Instant::now();
        let done = |row: &JobRow| !matches!(row.state, JobState::Waiting | JobState::Sending);
        while !jobs(&data, visit).iter().all(done) {
            assert!(since.elapsed() < PATIENCE, "{:?}", jobs(&data, visit));
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    let states: Vec<JobState> = jobs(&data, visit).iter().map(|row| row.state).collect();
    assert_eq!(states.len(), usize::try_from(rounds).unwrap());
    let unknown = states.iter().filter(|state| **state == JobState::Told(Delivery::Unknown)).count();
    assert!(unknown >= states.len() * 2 / 3, "{states:?}");
    gateway.set_nonblocking(true).unwrap();
    assert!(gateway.accept().is_err(), "nothing more was sent");
}
