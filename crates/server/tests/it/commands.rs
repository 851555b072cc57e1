//! The program itself, without a terminal.

use crate::office::{CLIENTS, VISITS, WORKERS};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn program(data: &Path, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vizitas-server"));
    command.arg("--data").arg(data).args(line).stdin(Stdio::null());
    command
}

pub(crate) fn done(data: &Path, line: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(data, line).output().unwrap();
    assert!(status.success(), "{line:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

pub(crate) fn failed(data: &Path, line: &[&str]) -> String {
    let output = program(data, line).output().unwrap();
    assert!(!output.status.success(), "{line:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_administrators_day() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(failed(&data, &["agenda", "--day", "2026-11-24"]).starts_with("vizitas-server: "));
    done(&data, &["init", "--municipality", "Alytus", "--slug", "alytus", "--address", "localhost:8443"]);
    assert!(failed(&data, &["init", "--slug", "alytus"]).contains("exists already"));
    let books = folder.path().join("books");
    std::fs::create_dir(&books).unwrap();
    for (name, text) in [("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)] {
        std::fs::write(books.join(name), text).unwrap();
    }
    let books = books.to_str().unwrap();
    done(&data, &["import", books, "--dry-run"]);
    let report = |line: &[&str]| -> serde_json::Value { serde_json::from_str(&done(&data, line)).unwrap() };
    assert_eq!(report(&["import", books, "--report", "json"])["visits"]["imported"], 3);
    // A file of another kind is told beside the report, whose shape stays.
    std::fs::write(folder.path().join("books/README.md"), "Biuro lentelės").unwrap();
    let second = report(&["import", books, "--report", "json"]);
    assert_eq!(second["visits"]["unchanged"], 3);
    assert_eq!(second.as_object().unwrap().keys().collect::<Vec<_>>(), ["clients", "visits", "workers"]);
    let agenda = done(&data, &["agenda", "--day", "2026-11-24"]);
    let columns: Vec<&str> = agenda.trim().split('\t').collect();
    assert_eq!(columns[..5], ["09:00", "D01", "60", "confirmed", "K-1"]);
    done(&data, &["visit", "move", columns[5], "--to", "2026-11-24 10:45", "--channel", "phone"]);
    assert!(done(&data, &["agenda", "--day", "2026-11-24"]).starts_with("10:45\tD01"));
    assert!(failed(&data, &["visit", "move", columns[5], "--to", "rytoj"]).contains("2026-11-24 10:45"));
    done(&data, &["client", "assign", "K-1", "D02"]);
    let code = done(&data, &["enrol", "D01"]);
    let typed = code.lines().last().unwrap();
    assert_ne!(done(&data, &["enrol", "D01", "--approved"]).lines().last().unwrap(), typed);
    assert_eq!(typed.strip_prefix("localhost:8443/m/alytus/").unwrap().len(), 40);
    let staff = ["staff", "add", "--login", "Ruta", "--role", "coordinator", "--unit", "Poskyris"];
    let set_up = done(&data, &staff);
    assert!(set_up.trim().split('-').map(str::len).eq([4; 4]), "{set_up}");
    assert!(failed(&data, &staff).contains("exists already"));
    assert!(failed(&data, &["staff", "add", "--login", "x", "--role", "chief"]).contains("administrator"));
    assert_ne!(done(&data, &["staff", "reset", "--login", "ruta"]), set_up);
    let mut typed = program(
        &data,
        &["staff", "add", "--login", "d01", "--role", "worker", "--worker", "D01", "--password-stdin"],
    );
    let mut typed = typed.stdin(Stdio::piped()).spawn().unwrap();
    typed.stdin.take().unwrap().write_all("žalias arklys šoka\n".as_bytes()).unwrap();
    assert!(typed.wait().unwrap().success());
    assert!(done(&data, &["audit", "verify"]).starts_with("the audit holds: "));
    assert!(done(&data, &["audit", "who-saw", "K-1"]).starts_with("Ona Ąžuolienė (K-1)\n"));
    assert_eq!(report(&["audit", "who-saw", "K-1", "--json"])["number"], "K-1");
    assert!(failed(&data, &["audit", "tablet", "D02"]).contains("not found"));
    assert_eq!(report(&["audit", "verify", "--json"])["holds"], true);
    let kept = folder.path().join("checkpoints");
    std::fs::write(&kept, done(&data, &["audit", "checkpoints"])).unwrap();
    let kept = kept.to_str().unwrap();
    assert!(done(&data, &["audit", "verify", "--against", kept]).contains("signed checkpoints fit"));
    let foreign = std::fs::read_to_string(kept).unwrap().replace("\"alytus\"", "\"lazdijai\"");
    std::fs::write(kept, foreign).unwrap();
    assert!(
        failed(&data, &["audit", "verify", "--against", kept]).contains("not signed by this municipality")
    );
    // Erasing takes two accounts here, too, each proven by its password: an account that never signed in proves nothing.
    let mut ask =
        program(&data, &["erasure", "ask", "--client", "K-1", "--ground", "consent", "--as", "d01"]);
    let mut ask = ask.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    ask.stdin.take().unwrap().write_all("žalias arklys šoka\n".as_bytes()).unwrap();
    let refused = ask.wait_with_output().unwrap();
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.starts_with("Password of d01") && said.contains("nobody signed in so yet"), "{said}");
    assert!(failed(&data, &["erasure", "ask", "--client", "K-1", "--ground", "consent"]).contains("--as"));
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(done(&data, &["backup", "status"]).starts_with("NO BACKUPS ARE MADE"));
    assert!(failed(&data, &["backup", "both"]).contains("server.json"));
    assert!(done(&data, &["backup", "log", &at("log")]).contains("the log up to position"));
    assert!(failed(&data, &["backup", "log", &at("log")]).contains("exists already"));
    assert!(failed(&data, &["restore", &at("log")]).contains("backup of the vault"));
    assert!(done(&data, &["backup", "vault", &at("vault")]).contains("the keys of every event"));
    assert_eq!(report(&["backup", "status", "--json"])["trouble"], serde_json::Value::Null);
    assert!(done(&data, &["restore", &at("vault"), &at("log")]).contains("epoch 2"));
    assert!(done(&data, &["agenda", "--day", "2026-11-24"]).starts_with("10:45\tD01"));
}

#[test]
fn another_key_in_the_place_of_the_servers_own() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    done(&data, &["init"]);
    done(&data, &["backup", "both", &at("early.log"), &at("early.vault")]);
    let early = std::fs::read_to_string(data.join("kek")).unwrap();
    assert!(done(&data, &["keys", "replace-kek", "--old-to", &at("early")]).starts_with("wrapped anew: "));
    assert_eq!(std::fs::read_to_string(at("early")).unwrap(), early);
    assert_ne!(std::fs::read_to_string(data.join("kek")).unwrap(), early);
    assert!(done(&data, &["audit", "verify"]).starts_with("the audit holds: "));
    assert!(done(&data, &["keys", "renew"]).starts_with("streams with new keys: 1"));
    assert!(
        failed(&data, &["restore", &at("early.log"), &at("early.vault")])
            .contains("cannot be opened with this key")
    );
    assert!(done(&data, &["audit", "verify"]).starts_with("the audit holds: "));
    done(&data, &["restore", &at("early.log"), &at("early.vault"), "--kek-before", &at("early")]);
    assert!(done(&data, &["audit", "verify"]).starts_with("the audit holds: "));
    // From elsewhere than a file.
    let now = std::fs::read_to_string(data.join("kek")).unwrap();
    std::fs::remove_file(data.join("kek")).unwrap();
    assert!(failed(&data, &["audit", "verify"]).contains("kek"));
    let mut by_environment = program(&data, &["audit", "verify"]);
    assert!(by_environment.env("VIZITAS_KEK", &now).output().unwrap().status.success());
    let credentials = folder.path().join("credentials");
    std::fs::create_dir(&credentials).unwrap();
    std::fs::write(credentials.join("vizitas-kek"), &now).unwrap();
    let mut by_credential = program(&data, &["audit", "verify"]);
    assert!(by_credential.env("CREDENTIALS_DIRECTORY", &credentials).output().unwrap().status.success());
    let wrong = program(&data, &["audit", "verify"]).env("VIZITAS_KEK", early).output().unwrap();
    assert!(!wrong.status.success());
}

#[test]
fn a_server_asked_to_end_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    done(&data, &["init"]);
    let mut server =
        program(&data, &["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("listening on https://127.0.0.1:"), "{first}");
    let id = server.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(server.wait().unwrap().success());
}
