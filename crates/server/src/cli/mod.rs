//! The command line: reading it, calling the library, writing what came of it. No rule of the trade stands here.

mod audit;
mod backup;
mod dossier;
mod enrol;
mod import;
mod init;
mod keys;
mod messages;
mod recovery_key;
mod rights;
mod serve;
mod staff;
mod typed;
mod visit;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vizitas_server::folder::DatabaseAddress;
use vizitas_server::kek::KekSource;
use vizitas_server::{Clock, DataFolder, Error, Municipality};

/// Orders a municipality's visits, serves its tablets, and takes in the office's books.
#[derive(Debug, Parser)]
#[command(name = "vizitas-server", version)]
struct Arguments {
    /// Folder of the server's data.
    #[arg(long, global = true, default_value = "data", env = "VIZITAS_DATA")]
    data: PathBuf,
    /// Short name of the municipality; not needed when there is only one.
    #[arg(long, global = true)]
    slug: Option<String>,
    /// File with the key-encryption key. Without it: VIZITAS_KEK in the environment, else systemd's credential vizitas-kek,
    /// else the file kek in the data folder.
    #[arg(long, global = true, env = "VIZITAS_KEK_FILE")]
    kek: Option<PathBuf>,
    /// To be tried, not yet for real data: the PostgreSQL that logs are kept in, `postgres://user:password@host/name`, whatever
    /// server.json says. Without either each is an encrypted file in the data folder. What a log was made in it stays in.
    #[arg(long, global = true, env = "VIZITAS_DATABASE", hide_env_values = true)]
    database: Option<DatabaseAddress>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the data folder, its keys and certificate, and a municipality.
    Init(init::Init),
    /// Take in the office's exports from a folder.
    Import(import::Import),
    /// Serve the tablets until told to stop (SIGTERM or SIGINT).
    Serve(serve::Serve),
    /// Print a one-time code, good for 24 hours, with which a worker enrols a tablet.
    Enrol(enrol::Enrol),
    /// Who signs in to the console.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// List a day's visits.
    Agenda(visit::Agenda),
    /// Change a visit.
    #[command(subcommand)]
    Visit(visit::Visit),
    /// Change whose case a client is.
    #[command(subcommand)]
    Client(visit::Client),
    /// Read or write how clients are told.
    #[command(subcommand)]
    Settings(messages::Settings),
    /// Messages to clients.
    #[command(subcommand)]
    Messages(messages::Messages),
    /// What was done and looked at here, and whether that record is whole.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Replace the keys of the server, and of clients.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Write all that is held of a client into a folder, for the client: to read, and for machines.
    Export(dossier::Export),
    /// Erase a client for ever: asked by one person, agreed to by another.
    #[command(subcommand)]
    Erasure(rights::Erasure),
    /// Withhold a client's data where the law keeps the record.
    #[command(subcommand)]
    Restriction(rights::Restriction),
    /// What is kept no longer than it may be.
    #[command(subcommand)]
    Retention(rights::Retention),
    /// The key by which two people open a tablet that no PIN opens any more.
    #[command(subcommand)]
    RecoveryKey(recovery_key::RecoveryKey),
    /// Copy the log and the vault, each consistent and sealed, into files of their own.
    #[command(subcommand)]
    Backup(backup::Backup),
    /// Bring a municipality back from a backup of its log and one of its vault; its server must be stopped.
    Restore {
        /// Both files, in any order; or folders, whose newest are taken; or one file of 0.1.0, which holds both.
        #[arg(required = true, num_args = 1..=2)]
        from: Vec<PathBuf>,
        /// File with the key-encryption key it was made under, when that was replaced since.
        #[arg(long)]
        kek_before: Option<PathBuf>,
        /// An erasure register that was kept elsewhere, as `erasure register` printed it: applied before anything is shown.
        #[arg(long)]
        erasures: Option<PathBuf>,
    },
}

/// Reads the command line and does it.
pub(crate) fn run() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let kek = KekSource::found(arguments.kek, &arguments.data, |name| std::env::var_os(name));
    let data = DataFolder::new(arguments.data).with_kek(kek).with_database(arguments.database);
    let slug = arguments.slug.as_deref();
    match arguments.command {
        Command::Init(init) => init.run(&data, slug),
        Command::Import(import) => import.run(&open(&data, slug)?),
        Command::Serve(serve) => serve.run(&data, slug),
        Command::Enrol(enrol) => enrol.run(&data, &open(&data, slug)?),
        Command::Staff(staff) => staff.run(&open(&data, slug)?),
        Command::Agenda(agenda) => agenda.run(&open(&data, slug)?),
        Command::Visit(visit) => visit.run(&open(&data, slug)?),
        Command::Client(client) => client.run(&open(&data, slug)?),
        Command::Settings(settings) => settings.run(&open(&data, slug)?),
        Command::Messages(messages) => messages.run(&open(&data, slug)?),
        Command::Audit(audit) => audit.run(&open(&data, slug)?),
        Command::Keys(keys) => keys.run(&data, slug),
        Command::Erasure(erasure) => erasure.run(&open(&data, slug)?),
        Command::Restriction(restriction) => restriction.run(&open(&data, slug)?),
        Command::Retention(retention) => retention.run(&open(&data, slug)?),
        Command::Export(export) => export.run(&open(&data, slug)?),
        Command::RecoveryKey(key) => key.run(&open(&data, slug)?),
        Command::Backup(backup) => backup.run(&open(&data, slug)?),
        Command::Restore { from, kek_before, erasures } => {
            let data = data.with_kek_before(kek_before);
            let slug = chosen(&data, slug)?;
            let register = erasures
                .as_deref()
                .map(|file| vizitas_server::erasing::read_register(file, &slug))
                .transpose()?;
            let register = register.unwrap_or_default();
            let from: Vec<&Path> = from.iter().map(PathBuf::as_path).collect();
            let restored = vizitas_server::restore_with(&data, &slug, &from, Clock::default(), register);
            let restored = restored.map_err(|error| match error {
                Error::Sealed(what) => Error::Invalid(format!(
                    "{what} cannot be opened with this key: a backup that was made under another one needs --kek-before"
                )),
                error => error,
            })?;
            let head = restored.log().read(|log| log.head())?;
            say(&format!("restored; epoch {} begins at position {}", head.epoch, head.position))
        }
    }
}

/// A line on the terminal.
fn say(line: &str) -> Result<(), Error> {
    use std::io::Write;
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// What people wrote, as a part of one line: nothing in it ends the line, begins another cell, turns what follows around or speaks
/// to the terminal. Nobody writes a record of the audit by a reason or a name.
fn plain(words: &str) -> String {
    let space = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    words.chars().map(|c| if space(c) { ' ' } else { c }).collect()
}

/// One line for a person where a program reads standard output.
fn say_aside(line: &str) -> Result<(), Error> {
    use std::io::Write;
    Ok(writeln!(std::io::stderr().lock(), "{line}")?)
}

/// The municipality meant.
fn chosen(data: &DataFolder, slug: Option<&str>) -> Result<String, Error> {
    if let Some(slug) = slug {
        return Ok(slug.to_owned());
    }
    match data.slugs()?.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Error::Missing("municipality; make one with `init`".to_owned())),
        several => Err(Error::Invalid(format!("say which with --slug: {}", several.join(", ")))),
    }
}

fn open(data: &DataFolder, slug: Option<&str>) -> Result<Arc<Municipality>, Error> {
    Municipality::open(data, &chosen(data, slug)?, Clock::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn words_of_people_stay_in_their_cell() {
        let words = "namuose\n2026-11-23 08:00:00\tD02\tlooked\r\u{1b}[2J\u{202e}x\u{2028}y\u{85}z";
        assert_eq!(plain(words), "namuose 2026-11-23 08:00:00 D02 looked  [2J x y z");
        assert_eq!(plain("Žemaitienė – „Ąžuolas“, 7-3"), "Žemaitienė – „Ąžuolas“, 7-3");
    }

    #[test]
    fn the_command_line_hangs_together() {
        Arguments::command().debug_assert();
    }
}
