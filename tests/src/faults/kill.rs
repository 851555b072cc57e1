//! `kill -9`, of the tablet's app and of the server, each a process of its own, at any moment: while the app writes, while it
//! syncs, while the server takes in and judges. What was told to be saved is there when it is opened again, once; and in the
//! end, with both up, everything is at the office, once.
//!
//! Which process dies after how much follows from the seed; the machine decides the very instant.

use super::{Failing, Rounds, Tally, Trouble, pair, scratch};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use vizitas_vfs::disk::Chance;

/// Rounds that one office lives through: its visit gets no longer than a visit does.
const LIFE: u64 = 40;
/// A process that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Notes and syncs of one life of the app, at most.
const DEEDS: u64 = 8;

/// Runs the rounds. `program` runs [`app`] and [`server`] as processes of their own.
///
/// # Errors
/// When the machine does not let it.
pub fn run(rounds: Rounds, program: &Path) -> Result<Tally, Trouble> {
    let mut tally = Tally::new("kill", rounds);
    let mut seed = rounds.first;
    let end = rounds.first + rounds.count;
    while seed < end {
        let next = end.min(seed + LIFE);
        if let Err(what) = life(seed..next, program)? {
            tally.failures.push(Failing { seed, what });
        }
        tally.rounds += next - seed;
        seed = next;
    }
    Ok(tally)
}

/// A process that says a line for everything it did.
struct Process {
    child: Child,
    said: Receiver<String>,
}

impl Process {
    fn start(program: &Path, words: &[&str]) -> Result<Self, Trouble> {
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let out = child.stdout.take().ok_or("no standard output")?;
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, said })
    }

    /// The next line; none when the process has ended.
    fn next(&self) -> Result<Option<String>, Trouble> {
        match self.said.recv_timeout(PATIENCE) {
            Ok(line) => Ok(Some(line)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err("a process hangs".into()),
        }
    }

    /// Ends it at once; what it had said by then.
    fn kill(mut self) -> Result<Vec<String>, Trouble> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(self.said.iter().collect())
    }
}

/// What is known of one office and one tablet.
struct Life<'p> {
    folder: PathBuf,
    program: &'p Path,
    port: String,
    /// How many notes were told to be saved.
    saved: u64,
    /// How many may be there: the one under way when it died, too.
    most: u64,
}

/// Several deaths of one office and its tablet; what is wrong with what is left.
fn life(seeds: std::ops::Range<u64>, program: &Path) -> Result<Result<(), String>, Trouble> {
    let folder = scratch()?;
    pair::lay_out(folder.path())?;
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port().to_string();
    let mut life = Life { folder: folder.path().to_owned(), program, port, saved: 0, most: 0 };
    for seed in seeds {
        let mut chance = Chance::new(seed);
        if let Err(what) = life.die(&mut chance)? {
            return Ok(Err(format!("seed {seed}: {what}")));
        }
    }
    life.end()
}

impl Life<'_> {
    fn start(&self, what: &str) -> Result<Process, Trouble> {
        let folder = self.folder.to_string_lossy().into_owned();
        Process::start(self.program, &[what, &folder, &self.port])
    }

    fn server(&self) -> Result<Process, Trouble> {
        let server = self.start("server")?;
        match server.next()?.as_deref() {
            Some("listening") => Ok(server),
            said => Err(format!("the server said {said:?}").into()),
        }
    }

    /// Both work, and one or both of them die.
    fn die(&mut self, chance: &mut Chance) -> Result<Result<(), String>, Trouble> {
        let server = self.server()?;
        let app = self.start("app")?;
        let Some(found) = app.next()? else { return Ok(Err("the app does not open any more".into())) };
        if let Err(what) = self.check(&found) {
            return Ok(Err(what));
        }
        let lives = chance.below(DEEDS);
        let mut heard = Vec::new();
        for _ in 0..lives {
            match app.next()? {
                Some(line) => heard.push(line),
                None => break,
            }
        }
        // A moment into the next deed, of whatever length.
        let moment = Duration::from_micros(chance.below(4_000));
        if let Ok(line) = app.said.recv_timeout(moment) {
            heard.push(line);
        }
        if chance.below(2) == 0 {
            // The server dies under the app, which goes on alone for a deed and dies, too.
            server.kill()?;
            if let Ok(line) = app.said.recv_timeout(PATIENCE) {
                heard.push(line);
            }
            heard.extend(app.kill()?);
        } else {
            heard.extend(app.kill()?);
            server.kill()?;
        }
        self.hear(&heard)
    }

    /// What the app said it did.
    fn hear(&mut self, lines: &[String]) -> Result<Result<(), String>, Trouble> {
        for line in lines {
            match line.split_once(' ') {
                Some(("saved", number)) => self.saved = number.parse()?,
                Some(("failed", what)) => return Ok(Err(format!("the app failed: {what}"))),
                _ => {}
            }
        }
        self.most = self.saved + 1;
        Ok(Ok(()))
    }

    /// What the app found when it was opened: `found NUMBER`, every note up to it being there once.
    fn check(&mut self, line: &str) -> Result<(), String> {
        let found: Option<u64> = line.strip_prefix("found ").and_then(|number| number.parse().ok());
        let Some(found) = found else { return Err(format!("the app opened with: {line}")) };
        if found < self.saved || found > self.most.max(self.saved) {
            return Err(format!("{} notes were told to be saved, {found} are there", self.saved));
        }
        (self.saved, self.most) = (found, found);
        Ok(())
    }

    /// Both live on, and all is at the office once.
    fn end(mut self) -> Result<Result<(), String>, Trouble> {
        let server = self.server()?;
        let app = self.start("last")?;
        let Some(found) = app.next()? else { return Ok(Err("the app does not open any more".into())) };
        if let Err(what) = self.check(&found) {
            return Ok(Err(what));
        }
        let last = app.next()?;
        app.kill()?;
        server.kill()?;
        if last.as_deref() != Some("synced") {
            return Ok(Err(format!("the last sync: {last:?}")));
        }
        // What the tablet holds now, the office holds, row by row; and on the tablet each note is there once.
        pair::same(&self.folder)
    }
}

/// What the notes begin with.
const NOTE: &str = "Kartą Nr. ";

fn text(number: u64) -> String {
    format!("{NOTE}{number}")
}

fn say(line: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// The app, as a process: opens, says how many of its notes are there, and writes and syncs until it is ended. With `last` it
/// only syncs, and waits.
///
/// # Errors
/// Those of opening; what a deed could not do is said.
pub async fn app(folder: &Path, port: &str, last: bool) -> Result<(), Trouble> {
    let (app, line) = pair::app(folder, port)?;
    let visit = pair::visit_of(&app)?;
    let notes = pair::notes(&app, &visit)?;
    let mine: Vec<&String> = notes.iter().filter(|note| note.starts_with(NOTE)).collect();
    let mut number = mine.len() as u64;
    let once = (1..=number).all(|number| mine.iter().filter(|note| ***note == text(number)).count() == 1);
    if !once {
        return say(&format!("not once each: {mine:?}"));
    }
    say(&format!("found {number}"))?;
    if last {
        return match pair::sync(&app, &line).await {
            Ok(true) => say("synced"),
            Ok(false) => say("not done"),
            Err(error) => say(&format!("failed {error}")),
        };
    }
    loop {
        number += 1;
        match pair::note(&app, &visit, &text(number)) {
            Ok(()) => say(&format!("saved {number}"))?,
            Err(error) => return say(&format!("failed {error}")),
        }
        if number.is_multiple_of(3) {
            // Without a server it does not come to its end, and says so; that is no failure.
            let done = matches!(pair::sync(&app, &line).await, Ok(true));
            say(if done { "synced" } else { "alone" })?;
        }
    }
}

/// The app opens, shows everything, and aborts as a program does that finds itself broken; as the product's own program it
/// first sees to it that nothing is left of its memory.
///
/// # Errors
/// Those of opening. Else it does not return.
pub fn abort<T>(folder: &Path, leaves_none: bool) -> Result<T, Trouble> {
    if leaves_none {
        vizitas_device::no_core::leave_none()?;
    }
    let opened = pair::shown(folder)?;
    std::hint::black_box(&opened);
    std::process::abort()
}

/// The server, as a process.
///
/// # Errors
/// When it does not open or cannot listen.
pub async fn server(folder: &Path, port: &str) -> Result<(), Trouble> {
    pair::serve(folder, port, || say("listening")).await
}
