//! The office as the walk needs one: the real server program, started and stopped like a machine in a cupboard, and its
//! command line. It must never reach into the server's files; what it knows it was told on a terminal.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// Why the office could not do as it was asked.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The program could not be run.
    #[error("cannot run the server: {0}")]
    Machine(#[from] io::Error),
    /// It ran and refused; its words stand on the terminal.
    #[error("vizitas-server {0} failed")]
    Refused(String),
    /// It said something that is not understood.
    #[error("vizitas-server {0} said something else than expected")]
    Unclear(&'static str),
}

/// A visit as `agenda` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Local time, `8:10` as the screens write it.
    pub time: String,
    /// Where the visit stands: `confirmed`.
    pub state: String,
    /// The visit's id.
    pub visit: String,
}

/// A municipality's server with its data.
pub struct Office {
    program: PathBuf,
    data: PathBuf,
    /// `localhost:port`.
    address: String,
    server: Option<Child>,
    /// Where it tells all that it does.
    log: Option<PathBuf>,
}

impl Office {
    /// Makes a municipality in `folder` out of the exports that lie there in `exports`; its server does not run yet.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn found(program: &Path, folder: &Path) -> Result<Self, OfficeError> {
        Self::found_from(program, folder, &folder.join("exports")).await
    }

    /// The same with exports that lie elsewhere.
    ///
    /// # Errors
    /// As [`Office::found`].
    pub async fn found_from(program: &Path, folder: &Path, exports: &Path) -> Result<Self, OfficeError> {
        // The port stays the office's own over every restart: the tablets know it by its address.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let (address, listen) = (format!("localhost:{port}"), format!("127.0.0.1:{port}"));
        let data = folder.join("office");
        let office =
            Self { program: program.to_owned(), data, address: address.clone(), server: None, log: None };
        let name = "Parodomoji savivaldybė";
        office.ask(&["init", "--municipality", name, "--address", &address, "--listen", &listen]).await?;
        office.ask(&["import", &exports.to_string_lossy()]).await?;
        Ok(office)
    }

    /// It tells everything that it can tell, and that goes into a file.
    #[must_use]
    pub fn telling(self, log: &Path) -> Self {
        Self { log: Some(log.to_owned()), ..self }
    }

    /// Makes a backup.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn backup(&self, file: &Path) -> Result<(), OfficeError> {
        self.ask(&["backup", &file.to_string_lossy()]).await.map(drop)
    }

    /// Starts the server and returns once it says that it listens.
    ///
    /// # Errors
    /// When it does not.
    pub async fn start(&mut self) -> Result<(), OfficeError> {
        let mut command = self.command(&["serve"]);
        command.env("RUST_LOG", "warn").stdout(Stdio::piped()).kill_on_drop(true);
        if let Some(log) = &self.log {
            command.env("RUST_LOG", "trace").stderr(std::fs::File::create(log)?);
        }
        let mut server = command.spawn()?;
        let said = server.stdout.take().ok_or(OfficeError::Unclear("serve"))?;
        let first = BufReader::new(said).lines().next_line().await?;
        if !first.is_some_and(|line| line.starts_with("listening")) {
            return Err(OfficeError::Unclear("serve"));
        }
        self.server = Some(server);
        Ok(())
    }

    /// Ends the server at once, as a power cut does; its data stays.
    ///
    /// # Errors
    /// When the process cannot be ended.
    pub async fn stop(&mut self) -> Result<(), OfficeError> {
        if let Some(mut server) = self.server.take() {
            server.kill().await?;
        }
        Ok(())
    }

    /// A one-time code for a worker's tablet, as it is typed; the tablet is approved with it.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn code(&self, worker: &str) -> Result<String, OfficeError> {
        // A picture for the camera comes first; the last line is for fingers.
        let said = self.ask(&["enrol", worker, "--approved"]).await?;
        let last = said.lines().rev().map(str::trim).find(|line| !line.is_empty());
        last.map(str::to_owned).ok_or(OfficeError::Unclear("enrol"))
    }

    /// Lets somebody sign in to the console; the code that sets up a password.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn staff(&self, login: &str, role: &str, more: &[&str]) -> Result<String, OfficeError> {
        let words = [&["staff", "add", "--login", login, "--role", role], more].concat();
        self.ask(&words).await.map(|said| said.trim().to_owned())
    }

    /// How browsers reach it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Its certificate, which vouches for itself.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.data.join("tls/cert.pem")
    }

    /// A worker's visits of a day, by time.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn agenda(&self, day: &str, worker: &str) -> Result<Vec<Line>, OfficeError> {
        let said = self.ask(&["agenda", "--day", day, "--worker", worker]).await?;
        said.lines().map(|line| read(line).ok_or(OfficeError::Unclear("agenda"))).collect()
    }

    /// Moves a visit to a local day and time, agreed with the client by telephone.
    ///
    /// # Errors
    /// When the program refuses.
    pub async fn move_visit(&self, visit: &str, to: &str) -> Result<(), OfficeError> {
        self.ask(&["visit", "move", visit, "--to", to]).await.map(drop)
    }

    /// Runs one command to its end and gives what it printed.
    async fn ask(&self, words: &[&str]) -> Result<String, OfficeError> {
        let output = self.command(words).stdout(Stdio::piped()).spawn()?.wait_with_output().await?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(OfficeError::Refused(words.iter().take(2).copied().collect::<Vec<_>>().join(" ")))
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.data).args(words).stdin(Stdio::null());
        command
    }
}

/// `08:10⇥D01⇥45⇥confirmed⇥K-2001⇥…`.
fn read(line: &str) -> Option<Line> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [time, _worker, _minutes, state, _client, visit] = cells.as_slice() else { return None };
    let time = time.strip_prefix('0').unwrap_or(time);
    Some(Line { time: time.to_owned(), state: (*state).to_owned(), visit: (*visit).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_agenda_is_understood() {
        let line = read("08:10\tD01\t45\tconfirmed\tK-2001\t019a").unwrap();
        assert_eq!((&*line.time, &*line.state, &*line.visit), ("8:10", "confirmed", "019a"));
        assert_eq!(read("08:10\tD01"), None);
    }
}
