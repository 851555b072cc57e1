//! The demo's office: a server of its own, with the demonstration municipality in its embedded database.
//!
//! It listens on this machine alone, on a free port, and is gone with all its data when dropped. It must never touch another server.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use chrono::NaiveDate;

use crate::failure::Failure;
use crate::municipality;
use crate::place::Place;
use crate::step;

/// The worker whose tablet is shown; the municipality always has visits for her today.
const WORKER: &str = "D01";

/// Who signs in to the console, and as what.
const STAFF: [(&str, &str, &str); 2] = [
    ("koordinatore", "coordinator", "Rūta Kalnienė"),
    ("administratorius", "administrator", "Andrius Rimkus"),
];

/// The demonstration is the same for everybody on the same day.
const SEED: u64 = 1;

/// A running server.
pub(crate) struct Office {
    data: PathBuf,
    server: Child,
    /// The one-time code with which the worker's tablet enrols.
    pub(crate) code: String,
    /// Where the console is.
    pub(crate) console: String,
    /// Who signs in there, each with the code that sets up a password.
    pub(crate) staff: Vec<(&'static str, String)>,
}

impl Office {
    /// Makes the data folder below `folder`, imports the municipality, starts the server and asks for a code.
    pub(crate) fn open(place: &Place, folder: &Path) -> Result<Self, Failure> {
        let (data, exports) = (folder.join("office"), export(place, folder)?);
        let command = || {
            let mut command = place.command(&place.binary("vizitas-server").to_string_lossy());
            command.arg("--data").arg(&data);
            command
        };
        let port = free_port()?;
        let (address, listen) = (format!("localhost:{port}"), format!("127.0.0.1:{port}"));
        let name = "Parodomoji savivaldybė";
        step::run(command().args([
            "init",
            "--municipality",
            name,
            "--address",
            &address,
            "--listen",
            &listen,
        ]))?;
        step::run(command().arg("import").arg(&exports).stdout(Stdio::null()))?;
        let mut staff = Vec::new();
        for (login, role, name) in STAFF {
            let words = ["staff", "add", "--login", login, "--role", role, "--name", name];
            staff.push((login, step::ask(command().args(words)).unwrap_or_default().trim().to_owned()));
        }
        let server = serve(&mut command())?;
        let console = format!("https://{address}/m/savivaldybe/console/");
        let mut office = Self { data: data.clone(), server, code: String::new(), console, staff };
        let said = step::ask(command().args(["enrol", WORKER, "--approved"])).unwrap_or_default();
        // A picture for the camera comes first; the last line is for fingers.
        match said.lines().rev().map(str::trim).find(|line| !line.is_empty()) {
            Some(code) => office.code = code.to_owned(),
            None => return Err(Failure::Said("the server gave no enrolment code".into())),
        }
        Ok(office)
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Nothing is kept, so there is nothing to stop gracefully for.
        drop(self.server.kill());
        drop(self.server.wait());
        drop(fs::remove_dir_all(&self.data));
    }
}

/// Writes the municipality's tables into `exports` below `folder`, dated to this week; where they are.
pub(crate) fn export(place: &Place, folder: &Path) -> Result<PathBuf, Failure> {
    let exports = folder.join("exports");
    fs::create_dir_all(&exports).map_err(Failure::file(&exports))?;
    municipality::write(&exports, today(place)?, SEED).map_err(Failure::file(&exports))?;
    Ok(exports)
}

/// Starts the server and returns once it says that it listens.
fn serve(command: &mut Command) -> Result<Child, Failure> {
    let broken = |source| Failure::Start { program: "vizitas-server serve".into(), source };
    let mut server = command
        .args(["serve"])
        .env("RUST_LOG", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(broken)?;
    let mut first = String::new();
    if let Some(output) = server.stdout.take() {
        BufReader::new(output).read_line(&mut first).map_err(broken)?;
    }
    if first.starts_with("listening") {
        println!("  The office's server: {}", first.trim());
        return Ok(server);
    }
    drop(server.kill());
    drop(server.wait());
    Err(Failure::Said("the office's server did not start".into()))
}

fn free_port() -> Result<u16, Failure> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    free.map(|address| address.port())
        .map_err(|source| Failure::Start { program: "a listener".into(), source })
}

fn today(place: &Place) -> Result<NaiveDate, Failure> {
    let said =
        step::ask(place.command("date").arg("+%Y-%m-%d").env("TZ", "Europe/Vilnius")).unwrap_or_default();
    said.trim().parse().map_err(|_| Failure::Said("`date` does not say what day it is".into()))
}
