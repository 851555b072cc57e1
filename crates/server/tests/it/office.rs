//! An office for the tests: invented people, a server on a free port, and a clock in hand.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vizitas_cluster::Cluster;
use vizitas_server::backup::Backups;
use vizitas_server::books::Mode;
use vizitas_server::folder::{DatabaseAddress, Public, Settings};
use vizitas_server::http::{Presence, Served, router};
use vizitas_server::import::{File, Report, parse};
use vizitas_server::serve::{listen, serve};
use vizitas_server::{Clock, DataFolder, Error, Municipality, restore, tls};

/// Monday, 2026-11-23, 8:00 at Alytus.
pub(crate) const MONDAY_MS: u64 = 1_795_413_600_000;

pub(crate) const WORKERS: &str = "\
Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas
D01;Rasa;Bitinienė;Socialinė darbuotoja;Poskyris;+37060000001;;LT;8:00-17:00
D02;Jonas;Klevas;Socialinis darbuotojas;Poskyris;+37060000002;;LT;8:00-17:00
";
pub(crate) const CLIENTS: &str = "\
Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas
K-1;Ona;Ąžuolienė;1950-01-01;Naujoji g. 1-1, 62001 Alytus;+37061000001;;LT;Telefonu;Kieme šuo;D01
K-2;Petras;Beržas;1951-01-01;Naujoji g. 2, 62001 Alytus;+37061000002;;LT;SMS;;D01
K-3;Zosė;Drebulė;1952-01-01;Naujoji g. 3, 62001 Alytus;+37061000003;;LT;SMS;;D02
";
pub(crate) const VISITS: &str = "\
Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis
1;2026-11-24;09:00;60;K-1;D01;Poreikių vertinimas;Sutartas
2;2026-11-23;10:00;30;K-2;D01;Poreikių vertinimas;Sutartas
3;2026-11-23;11:00;30;K-3;D02;Tikrinimas;Patikra
";

pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) data: DataFolder,
    pub(crate) municipality: Arc<Municipality>,
    ms: Arc<AtomicU64>,
}

/// Where logs are kept: with VIZITAS_TEST_LOG=postgres each office has a new PostgreSQL database.
fn database() -> Option<DatabaseAddress> {
    let asked = std::env::var("VIZITAS_TEST_LOG").is_ok_and(|asked| asked == "postgres");
    asked.then(|| Cluster::shared().database().unwrap().into())
}

impl Office {
    /// An office with its books imported.
    pub(crate) fn open() -> Self {
        let office = Self::empty();
        let report = office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
        assert_eq!(report.visits.counts.imported, 3, "{report:?}");
        office
    }

    pub(crate) fn empty() -> Self {
        Self::at("localhost:8443")
    }

    /// One that is reached at this address.
    pub(crate) fn at(address: &str) -> Self {
        Self::made(address, database())
    }

    /// An office with its books imported, whose log is in a PostgreSQL.
    pub(crate) fn in_postgres(database: DatabaseAddress) -> Self {
        let office = Self::made("localhost:8443", Some(database));
        office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
        office
    }

    fn made(address: &str, database: Option<DatabaseAddress>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data")).with_database(database);
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let public = Public { listen, address: "https://pages.example".to_owned(), tls: None };
        let settings =
            Settings { listen, address: address.to_owned(), public: Some(public), ..Settings::default() };
        data.lay_out(&settings).unwrap();
        let ms = Arc::new(AtomicU64::new(MONDAY_MS));
        let municipality = Municipality::create(&data, "alytus", "Alytus", clock(&ms)).unwrap();
        Self { folder, data, municipality, ms }
    }

    pub(crate) fn clock(&self) -> Clock {
        clock(&self.ms)
    }

    pub(crate) fn later(&self, minutes: u64) {
        self.ms.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// The clock is set back.
    pub(crate) fn earlier(&self, minutes: u64) {
        self.ms.fetch_sub(minutes * 60_000, Ordering::Relaxed);
    }

    pub(crate) fn import(&self, files: &[(&str, &str)], mode: Mode) -> Report {
        let file = |(name, text): &(&str, &str)| File { name: (*name).into(), bytes: text.as_bytes().into() };
        let files: Vec<File> = files.iter().map(file).collect();
        let parsed = parse(&files, &self.municipality.known_to_import().unwrap());
        self.municipality.import(parsed, mode).unwrap()
    }

    /// The same office restored from a backup of just now.
    pub(crate) fn restored(self) -> Self {
        let file = self.folder.path().join("just-now.backup");
        back_up(&self.municipality, &file);
        let Self { folder, data, municipality, ms } = self;
        drop(municipality);
        let municipality = restore(&data, "alytus", &file, clock(&ms)).unwrap();
        Self { folder, data, municipality, ms }
    }

    /// The same office, which makes backups by itself in two folders, each of which is there.
    pub(crate) fn backing_up(self, keep_log: u16, keep_vault: u16) -> (Self, [PathBuf; 2]) {
        let Self { folder, data, municipality, ms } = self;
        drop(municipality);
        let folders = ["of-log", "of-vault"].map(|name| folder.path().join(name));
        folders.iter().for_each(|folder| std::fs::create_dir(folder).unwrap());
        let backups = Backups::into(folders[0].clone(), folders[1].clone());
        let backups = Some(Backups { keep_log, keep_vault, ..backups });
        let settings = Settings { backups, ..data.settings().unwrap() };
        std::fs::write(data.path().join("server.json"), serde_json::to_vec(&settings).unwrap()).unwrap();
        let municipality = Municipality::open(&data, "alytus", clock(&ms)).unwrap();
        (Self { folder, data, municipality, ms }, folders)
    }

    /// Closes the municipality and gives what remains.
    pub(crate) fn close(self) -> (TempDir, DataFolder, Clock) {
        let clock = self.clock();
        (self.folder, self.data, clock)
    }

    /// The routes with nothing behind them, on a runtime whose end is as sudden as a power cut: nobody judges plans here.
    pub(crate) fn answer_only(&self) -> (Runtime, SocketAddr) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let routes = router(Served::new(Presence::of(&self.data).unwrap(), [Arc::clone(&self.municipality)]));
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, routes).await.unwrap();
        });
        (runtime, address)
    }

    pub(crate) async fn serve(&self) -> Serving {
        Serving::of(&self.data, Arc::clone(&self.municipality)).await
    }
}

/// Backups of log and vault in a new folder; up to where they cover the log.
pub(crate) fn back_up(office: &Municipality, folder: &Path) -> u64 {
    std::fs::create_dir(folder).unwrap();
    office.backup_both(folder, folder).unwrap()
}

fn clock(ms: &Arc<AtomicU64>) -> Clock {
    let ms = Arc::clone(ms);
    Clock::new(move || ms.load(Ordering::Relaxed))
}

/// A running server.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    pub(crate) certificate: Vec<u8>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), Error>>,
}

impl Serving {
    pub(crate) async fn of(data: &DataFolder, municipality: Arc<Municipality>) -> Self {
        Self::with(data, municipality, |served| served).await
    }

    /// Serves in another way than by itself.
    pub(crate) async fn with(
        data: &DataFolder,
        municipality: Arc<Municipality>,
        how: impl FnOnce(Served) -> Served,
    ) -> Self {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        let tls_config = tls::config(&data.certificate_file(), &data.tls_key_file()).unwrap();
        let certificate = tls::certificate(&data.certificate_file()).unwrap().to_vec();
        let presence = Presence::of(data).unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = how(Served::new(presence, [municipality]));
        let task = tokio::spawn(async move {
            serve(listener, tls_config, served, async {
                let _ = stopped.await;
            })
            .await
        });
        Self { address, certificate, stop, task }
    }

    /// Asks it to end and waits until it has.
    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}
