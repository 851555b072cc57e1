//! A municipality with a real log on the disk, filled with a mix of events, and its clock in hand.
//!
//! The events are put into the log as the server's own writer puts them there; only their makers are invented.

use super::failure::BenchError;
use super::scribe::Scribe;
use super::wire::Wire;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_server::books::Mode;
use vizitas_server::database::RawKey;
use vizitas_server::folder::Settings;
use vizitas_server::http::{Presence, Served, router};
use vizitas_server::import::{File, parse};
use vizitas_server::log::{Grant, StreamKind};
use vizitas_server::vault::Vault;
use vizitas_server::{Approval, Clock, DataFolder, Municipality};
use vizitas_sync::event::SealedEvent;

const SLUG: &str = "alytus";
/// Events put into the log in one commit.
const CHUNK: usize = 5_000;
/// Keys put into the vault in one commit.
const KEYS: usize = 5_000;
/// The log's mark up to which a backup covers it.
const BACKED_UP: &str = "backed_up";
/// Monday 5 January 2026, 7:00 in Vilnius.
const MONDAY_MS: u64 = 1_767_589_200_000;
const WEEK_MS: u64 = 7 * 24 * 3_600_000;

/// Heads of the office's tables.
pub(crate) const WORKERS_HEAD: &str =
    "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n";
const WORKERS: &str = "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n\
D01;Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+37060000001;rasa@office.example;LT, RU;8:00-17:00\r\n\
D02;Jonas;Kazlauskas;Socialinis darbuotojas;Skyrius;+37060000002;jonas@office.example;LT;8:00-17:00\r\n";
pub(crate) const NO_CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n";
pub(crate) const NO_VISITS: &str =
    "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n";

/// The municipality.
pub(crate) struct Town {
    /// Its server, open.
    pub(crate) office: Arc<Municipality>,
    data: DataFolder,
    now_ms: Arc<AtomicU64>,
    folder: TempDir,
}

impl Town {
    /// An office with two workers and nobody to visit yet.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn found(folder: &Path) -> Result<Self, BenchError> {
        Self::with(folder, [WORKERS, NO_CLIENTS, NO_VISITS])
    }

    /// An office with these tables of workers, clients and visits.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn with(folder: &Path, books: [&str; 3]) -> Result<Self, BenchError> {
        let folder = tempfile::tempdir_in(folder)?;
        let data = DataFolder::new(folder.path().join("data"));
        let now_ms = Arc::new(AtomicU64::new(MONDAY_MS));
        data.lay_out(&Settings::default())?;
        let office = Municipality::create(&data, SLUG, "Alytus", clock(&now_ms))?;
        let town = Self { office, data, now_ms, folder };
        town.import(books)?;
        Ok(town)
    }

    /// The office's tables of workers, clients and visits go in.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn import(&self, books: [&str; 3]) -> Result<(), BenchError> {
        let names = ["darbuotojai.csv", "klientai.csv", "vizitai.csv"];
        let file =
            |(name, text): (&str, &str)| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let files: Vec<File> = names.into_iter().zip(books).map(file).collect();
        let parsed = parse(&files, &self.office.known_to_import()?);
        self.office.import(parsed, Mode::Apply)?;
        Ok(())
    }

    /// Closes and opens the server, without its replica when it is to be rebuilt.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn reopened(self, without_replica: bool) -> Result<Self, BenchError> {
        let Self { office, data, now_ms, folder } = self;
        drop(office);
        if without_replica {
            let replica = data.municipality(SLUG)?.replica();
            for suffix in ["", "-wal", "-shm"] {
                let mut name = replica.clone().into_os_string();
                name.push(suffix);
                match std::fs::remove_file(PathBuf::from(name)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                    _ => {}
                }
            }
        }
        let office = Municipality::open(&data, SLUG, clock(&now_ms))?;
        Ok(Self { office, data, now_ms, folder })
    }

    /// Where its files lie.
    #[must_use]
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its server, for whoever serves it.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn served(&self) -> Result<Served, BenchError> {
        Ok(Served::new(Presence::of(&self.data)?, [Arc::clone(&self.office)]))
    }

    /// A line to its server.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn wire(&self) -> Result<Wire, BenchError> {
        Ok(Wire::new(router(self.served()?), SLUG))
    }

    /// A one-time code for a worker.
    ///
    /// # Errors
    /// When nobody has this code.
    pub(crate) fn enrolment_code(&self, worker: &str) -> Result<String, BenchError> {
        Ok(self.office.enrolment_code(&self.data, worker, Approval::Ahead)?.to_string())
    }

    /// The clock, for a tablet.
    #[must_use]
    pub(crate) fn device_clock(&self) -> vizitas_device::device::Clock {
        let now = Arc::clone(&self.now_ms);
        Arc::new(move || now.load(Ordering::SeqCst))
    }

    /// Makes it the first Monday morning after a time.
    pub(crate) fn go_to_monday_after(&self, time: Time) {
        let ms = u64::try_from(time.0).unwrap_or_default() * 1_000;
        let weeks = ms.saturating_sub(MONDAY_MS) / WEEK_MS + 1;
        self.now_ms.store(MONDAY_MS + weeks * WEEK_MS, Ordering::SeqCst);
    }

    /// Makes it another time.
    pub(crate) fn go_to(&self, time: Time) {
        self.now_ms.store(u64::try_from(time.0).unwrap_or_default() * 1_000, Ordering::SeqCst);
    }

    /// Now.
    #[must_use]
    pub(crate) fn now(&self) -> Time {
        Time(i64::try_from(self.now_ms.load(Ordering::SeqCst) / 1_000).unwrap_or(i64::MAX))
    }

    /// The newest position of its log.
    ///
    /// # Errors
    /// Those of the log.
    pub(crate) fn head(&self) -> Result<u64, BenchError> {
        Ok(self.office.log().read(|log| log.head())?.position)
    }

    /// Says that a backup covers the log as it is: tablets may let go of what they have pushed.
    ///
    /// # Errors
    /// Those of the log.
    pub(crate) fn back_up(&self) -> Result<(), BenchError> {
        let head = self.head()?;
        Ok(self.office.log().write(move |log| log.set_mark(BACKED_UP, head))?)
    }

    /// Takes a scribe's clients up: keys into the vault, first events into the log, grants to a worker.
    ///
    /// # Errors
    /// Those of the databases.
    pub(crate) fn take_up(&self, scribe: &mut Scribe, worker: Option<ActorId>) -> Result<(), BenchError> {
        let kek = Arc::new(self.data.kek()?);
        let path = self.data.municipality(SLUG)?.vault();
        let vault = Vault::open(&path, &RawKey::beside(&path, &kek)?, kek)?;
        for keys in scribe.clients.chunks(KEYS) {
            vault.put(keys)?;
        }
        let first = self.head()?;
        let events = scribe.registrations()?.into_iter().map(|signed| signed.event).collect();
        self.append(events)?;
        let Some(worker) = worker else { return Ok(()) };
        let grants: Vec<Grant> = (first + 1..)
            .zip(&scribe.clients)
            .map(|(since, key)| Grant { stream: key.stream, worker, since, until: None, for_cause: false })
            .collect();
        Ok(self.office.log().write(move |log| grants.iter().try_for_each(|grant| log.put_grant(grant)))?)
    }

    /// Visits until the log has so many events more; gives them when they are wanted.
    ///
    /// # Errors
    /// Those of sealing and of the log.
    pub(crate) fn live(
        &self,
        scribe: &mut Scribe,
        events: usize,
        keep: bool,
    ) -> Result<Vec<SealedEvent>, BenchError> {
        let (mut made, mut chunk, mut kept) = (0, Vec::new(), Vec::new());
        while made < events {
            let visit = scribe.visit()?;
            made += visit.len();
            chunk.extend(visit.into_iter().map(|signed| signed.event));
            if chunk.len() >= CHUNK || made >= events {
                if keep {
                    kept.extend(chunk.iter().cloned());
                }
                self.append(std::mem::take(&mut chunk))?;
            }
        }
        Ok(kept)
    }

    /// Puts events into the log, in one commit.
    ///
    /// # Errors
    /// Those of the log.
    pub(crate) fn append(&self, events: Vec<SealedEvent>) -> Result<(), BenchError> {
        self.office.log().write(move |log| {
            events.iter().try_for_each(|event| log.append(event, StreamKind::Client).map(drop))
        })?;
        Ok(())
    }

    /// Brings the server's replica up to the log's head, as any command does that looks at it; how many visits begin
    /// today.
    ///
    /// # Errors
    /// Those of the server.
    pub(crate) fn look(&self) -> Result<usize, BenchError> {
        let today = chrono::DateTime::from_timestamp(self.now().0, 0).unwrap_or_default().date_naive();
        Ok(self.office.agenda(today, None)?.len())
    }
}

fn clock(now_ms: &Arc<AtomicU64>) -> Clock {
    let now = Arc::clone(now_ms);
    Clock::new(move || now.load(Ordering::SeqCst))
}
