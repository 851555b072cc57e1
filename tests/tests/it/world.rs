//! A municipality with a real server on a real port and real tablets, the clock and the network in hand.

use crate::line::Line;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vizitas_device::device::Device;
use vizitas_device::enrol;
use vizitas_device::error::DeviceError;
use vizitas_device::https::{Https, Pin};
use vizitas_device::keystore::KeyStore;
use vizitas_device::pin::FLOOR;
use vizitas_device::sync::{self, Ended};
use vizitas_device::view::*;
use vizitas_server::backup::Kind;
use vizitas_server::books::Mode;
use vizitas_server::folder::{Public, Settings};
use vizitas_server::http::{Presence, Served, router};
use vizitas_server::import::{File, parse};
use vizitas_server::{Approval, Clock, DataFolder, Municipality, restore, serve, tls};
use zeroize::Zeroizing;

pub(crate) const PIN: &str = "804217";
/// Monday 23 November 2026, 7:00 in Vilnius.
const MONDAY_MORNING_MS: u64 = 1_795_410_000_000;

/// The office's three files: two workers and a colleague, four clients, a Monday.
const WORKERS: &str = "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n\
D01;Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+37060000001;rasa@office.example;LT, RU;8:00-17:00\r\n\
D02;Jonas;Kazlauskas;Socialinis darbuotojas;Skyrius;+37060000002;jonas@office.example;LT;8:00-17:00\r\n\
D03;Ona;Butkienė;Socialinė darbuotoja;Skyrius;+37060000003;ona@office.example;LT;8:00-17:00\r\n";
pub(crate) const CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n\
K-1;Elžbieta;Žukauskienė;1941-03-02;Naujoji g. 72-38, 63355 Alytus;861234567;;LT;SMS;Neprigirdi, kalbėti garsiau;D01\r\n\
K-2;Jonas;Miškinis;1938-11-23;Pulko g. 15-8, 62135 Alytus;861234568;;LT;Telefonu;Laiptinės kodas 12#45;D01\r\n\
K-3;Danutė;Ąžuolienė;1950-01-05;Jotvingių g. 4-21, 63727 Alytus;861234569;;LT;Laišku;;D01\r\n\
K-4;Kazys;Čepulis;1947-07-30;Santaikos g. 20, 62772 Alytus;861234560;;LT;Telefonu;;D02\r\n";
const VISITS: &str = "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n\
1;2026-11-23;08:30;45;K-1;D01;Poreikių vertinimas;Sutartas\r\n\
2;2026-11-23;10:30;30;K-2;D01;Pagalbos į namus peržiūra;Sutartas\r\n\
3;2026-11-23;14:00;30;K-3;D01;Globos sąlygos;Patikra\r\n\
4;2026-11-23;09:00;30;K-4;D02;Pirmas susitikimas;Sutartas\r\n";

/// The clock all share; it moves when a test says so.
#[derive(Clone)]
pub(crate) struct Time(Arc<AtomicU64>);

impl Time {
    fn clock(&self) -> Clock {
        let ticking = self.clone();
        Clock::new(move || ticking.0.load(Ordering::SeqCst))
    }

    /// The same, as tablets take it.
    pub(crate) fn of_tablets(&self) -> vizitas_device::device::Clock {
        let ticking = self.clone();
        Arc::new(move || ticking.0.load(Ordering::SeqCst))
    }

    pub(crate) fn ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// What the machine's own clock says, for those who have no other.
    pub(crate) fn be_now(&self) {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        self.0.store(u64::try_from(now.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub(crate) fn pass_minutes(&self, minutes: u64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

pub(crate) struct World {
    pub(crate) office: Arc<Municipality>,
    pub(crate) time: Time,
    data: DataFolder,
    folder: TempDir,
    address: SocketAddr,
    /// Where clients' pages are.
    public: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_visits(VISITS).await
    }

    /// The same office with another table of visits.
    pub(crate) async fn with_visits(visits: &str) -> Self {
        Self::with(CLIENTS, visits).await
    }

    /// The same workers with other clients and visits.
    pub(crate) async fn with(clients: &str, visits: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        let time = Time(Arc::new(AtomicU64::new(MONDAY_MORNING_MS)));
        let listen = || serve::listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let (listener, pages) = (listen(), listen());
        let (address, public) = (listener.local_addr().unwrap(), pages.local_addr().unwrap());
        let clients_come = Public { listen: public, address: format!("http://{public}"), tls: None };
        let settings = Settings {
            listen: address,
            address: address.to_string(),
            // Where the office's browsers come: a passkey is bound to a name.
            console: Some(format!("https://localhost:{}", address.port())),
            public: Some(clients_come),
            ..Settings::default()
        };
        data.lay_out(&settings).unwrap();
        let office = Municipality::create(&data, "alytus", "Alytus", time.clock()).unwrap();
        let mut world = Self { office, time, data, folder, address, public, stop: None, server: None };
        world.serve(listener, pages);
        world.import_all(clients, visits);
        world
    }

    fn serve(&mut self, listener: TcpListener, pages: TcpListener) {
        let tls = tls::config(&self.data.certificate_file(), &self.data.tls_key_file()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = Served::new(Presence::of(&self.data).unwrap(), [Arc::clone(&self.office)]);
        self.stop = Some(stop);
        self.server = Some(tokio::spawn(async move {
            let clients = serve::serve_public(pages, None, served.clone());
            let office = serve::serve(listener, tls, served, async { drop(stopped.await) });
            tokio::try_join!(office, clients).unwrap();
        }));
    }

    /// Where the console is.
    pub(crate) fn console(&self) -> String {
        format!("https://localhost:{}/m/alytus/console/", self.address.port())
    }

    /// The server's routes without the network between, for whoever sits at the office.
    pub(crate) fn routes(&self) -> axum::Router {
        router(Served::new(Presence::of(&self.data).unwrap(), [Arc::clone(&self.office)]))
    }

    /// A backup of the office as it is now.
    pub(crate) fn backup(&self) -> PathBuf {
        let file = self.folder.path().join(format!("backup-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&file).unwrap();
        self.office.backup_both(&file, &file).unwrap();
        file
    }

    /// A backup of one kind alone.
    pub(crate) fn backup_of(&self, kind: Kind) {
        self.office.backup(kind, self.folder.path()).unwrap();
    }

    /// The server is stopped, brought back from a backup, and serves at the same address.
    pub(crate) async fn restored(mut self, backup: &Path) -> Self {
        self.stop().await;
        let Self { office, time, data, folder, address, public, .. } = self;
        drop(office);
        let office = restore(&data, "alytus", backup, time.clock()).unwrap();
        let mut world = Self { office, time, data, folder, address, public, stop: None, server: None };
        world.serve_again();
        world
    }

    /// The server is stopped; requests under way are finished.
    pub(crate) async fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            server.await.unwrap();
        }
    }

    pub(crate) fn serve_again(&mut self) {
        let [listener, pages] = [self.address, self.public].map(|address| serve::listen(address).unwrap());
        self.serve(listener, pages);
    }

    /// What these tablets hold is, stream by stream, exactly what the server holds; how many streams were compared.
    pub(crate) fn same_everywhere(&self, tablets: &[&Tablet]) -> usize {
        let mut compared = 0;
        for tablet in tablets {
            for (stream, (whole, rows)) in tablet.open().rows().unwrap() {
                assert!(whole, "history is still missing, or somebody holds what was not granted: {stream}");
                assert_eq!(rows, self.office.rows_of(stream).unwrap(), "{stream}");
                compared += 1;
            }
        }
        assert!(compared > 0);
        compared
    }

    /// The office's files go in, with this table of clients.
    pub(crate) fn import(&self, clients: &str) -> vizitas_server::import::Report {
        self.import_all(clients, VISITS)
    }

    /// The office's files go in once more, with its register of addresses.
    pub(crate) fn import_register(&self, register: &str) -> vizitas_server::import::Report {
        self.import_files(&[("adresai.csv", register)], CLIENTS, VISITS)
    }

    fn import_all(&self, clients: &str, visits: &str) -> vizitas_server::import::Report {
        self.import_files(&[], clients, visits)
    }

    fn import_files(
        &self,
        more: &[(&str, &str)],
        clients: &str,
        visits: &str,
    ) -> vizitas_server::import::Report {
        let lists = [("darbuotojai.csv", WORKERS), ("klientai.csv", clients), ("vizitai.csv", visits)];
        let file =
            |(name, text): &(&str, &str)| File { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
        let files: Vec<File> = lists.iter().chain(more).map(file).collect();
        let parsed = parse(&files, &self.office.known_to_import().unwrap());
        self.office.import(parsed, Mode::Apply).unwrap()
    }

    /// A tablet enrolled for a worker, synced once.
    pub(crate) async fn tablet(&self, worker: &str) -> Tablet {
        let (folder, drawer) = (tempfile::tempdir().unwrap(), Arc::new(Drawer::default()));
        self.enrolled(worker, folder, drawer, None).await.unwrap()
    }

    /// A tablet that has used its code, and that nobody has approved yet.
    pub(crate) async fn unapproved(&self, worker: &str) -> Tablet {
        let (folder, drawer) = (tempfile::tempdir().unwrap(), Arc::new(Drawer::default()));
        let device = device(folder.path().to_owned(), &drawer, &self.time);
        let (device, line) = self.enrol(worker, Approval::Asked, device).await.unwrap();
        Tablet { device, line, folder, drawer, time: self.time.clone() }
    }

    /// The same, killed after so many steps of its first enrolment and enrolled with another code.
    pub(crate) async fn tablet_killed_once(&self, worker: &str, steps: u32) -> Tablet {
        let (folder, drawer) = (tempfile::tempdir().unwrap(), Arc::new(Drawer::default()));
        let (folder, drawer) = match self.enrolled(worker, folder, drawer, Some(steps)).await {
            Err(left) => left,
            Ok(_) => panic!("the plug was not pulled"),
        };
        self.enrolled(worker, folder, drawer, None).await.unwrap()
    }

    async fn enrolled(
        &self,
        worker: &str,
        folder: TempDir,
        drawer: Arc<Drawer>,
        steps: Option<u32>,
    ) -> Result<Tablet, (TempDir, Arc<Drawer>)> {
        let mut device = device(folder.path().to_owned(), &drawer, &self.time);
        if let Some(steps) = steps {
            device.pull_plug_after(steps);
        }
        let (device, line) = match self.enrol(worker, Approval::Ahead, device).await {
            Ok(enrolled) => enrolled,
            Err(error) => {
                assert!(steps.is_some(), "{error}");
                return Err((folder, drawer));
            }
        };
        let tablet = Tablet { device, line, folder, drawer, time: self.time.clone() };
        assert_eq!(tablet.sync().await.unwrap(), Ended::Done);
        Ok(tablet)
    }

    /// A worker's code as it is typed, and the connection that it names.
    pub(crate) fn code(&self, worker: &str, approval: Approval) -> (String, Https) {
        let code = self.office.enrolment_code(&self.data, worker, approval).unwrap();
        let https = Https::new(&format!("https://{}", code.address), Pin(code.fingerprint.to_vec())).unwrap();
        (code.to_string().to_lowercase(), https)
    }

    async fn enrol(
        &self,
        worker: &str,
        approval: Approval,
        device: Device,
    ) -> Result<(Mutex<Device>, Line), DeviceError> {
        let (code, https) = self.code(worker, approval);
        let device = Mutex::new(device);
        let args = EnrolArgs { code, pin: PIN.to_owned() };
        enrol::enrol(&device, &args, &https, Https::certificate).await?;
        Ok((device, Line::new(https)))
    }

    /// Ends the server; requests under way are finished.
    pub(crate) async fn end(mut self) {
        self.stop().await;
    }
}

fn device(folder: PathBuf, drawer: &Arc<Drawer>, time: &Time) -> Device {
    let clock = time.of_tablets();
    let store: Arc<dyn KeyStore> = Arc::clone(drawer) as Arc<dyn KeyStore>;
    let mut device = Device::at(&folder, store, clock).unwrap();
    device.set_hardness(FLOOR);
    device
}

pub(crate) struct Tablet {
    device: Mutex<Device>,
    pub(crate) line: Line,
    folder: TempDir,
    drawer: Arc<Drawer>,
    time: Time,
}

impl Tablet {
    pub(crate) fn open(&self) -> MutexGuard<'_, Device> {
        self.device.lock().unwrap()
    }

    pub(crate) async fn sync(&self) -> Result<Ended, DeviceError> {
        sync::run(&self.device, &self.line, &|| {}).await
    }

    /// Syncs until both sides hold the same, however often the line is cut.
    pub(crate) async fn sync_through(&self) {
        for _ in 0..200 {
            if self.sync().await.unwrap() == Ended::Done {
                return;
            }
        }
        panic!("two hundred tries did not suffice");
    }

    /// The same tablet with another code of the office's, after it was refused.
    pub(crate) async fn enrolled_anew(self, world: &World, worker: &str, approval: Approval) -> Self {
        let Self { device, folder, drawer, time, .. } = self;
        let (device, line) = world.enrol(worker, approval, device.into_inner().unwrap()).await.unwrap();
        Self { device, line, folder, drawer, time }
    }

    /// The app is killed and opened again.
    pub(crate) fn restarted(self) -> Self {
        self.restarted_after(|_| {})
    }

    /// The app is killed, something happens to its folder, and it is opened again.
    pub(crate) fn restarted_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let again = self.restarted_locked(meanwhile);
        again.open().unlock(PIN).unwrap();
        again
    }

    /// The same, and nobody opens it.
    pub(crate) fn restarted_locked(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self { device: old, line, folder, drawer, time } = self;
        drop(old);
        meanwhile(folder.path());
        let again = device(folder.path().to_owned(), &drawer, &time);
        Self { device: Mutex::new(again), line, folder, drawer, time }
    }

    /// Where the app keeps its files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The operating system has forgotten what it kept for the app.
    pub(crate) fn lose_key_store(&self) {
        self.drawer.0.lock().unwrap().clear();
    }

    /// Of the key store only the transport key is lost.
    pub(crate) fn lose_transport_key(&self) {
        self.drawer.0.lock().unwrap().retain(|name, _| !name.ends_with(".transport"));
    }

    /// The device and its line apart, for what runs beside the test.
    pub(crate) fn parts(&self) -> (&Mutex<Device>, &Line) {
        (&self.device, &self.line)
    }

    /// The visit with somebody of this surname, on the day that is shown.
    pub(crate) fn visit_with(&self, surname: &str) -> VisitArgs {
        let day = self.open().day(&DayArgs { day: None }).unwrap();
        let rows = day.entries.iter().filter_map(|entry| match entry {
            DayEntry::Visit { row } => Some(row),
            _ => None,
        });
        let row = rows.clone().find(|row| row.name.ends_with(surname));
        let names: Vec<&str> = rows.map(|row| row.name.as_str()).collect();
        VisitArgs { visit: row.unwrap_or_else(|| panic!("{surname} is not among {names:?}")).id.clone() }
    }
}

/// A key store that lives as long as the test.
#[derive(Debug, Default)]
pub(crate) struct Drawer(Mutex<HashMap<String, Vec<u8>>>);

impl KeyStore for Drawer {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}
