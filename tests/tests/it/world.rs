//! A municipality with a real server on a real port and real tablets, the clock and the network in hand.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vizitas_device::device::Device;
use vizitas_device::enrol;
use vizitas_device::error::DeviceError;
use vizitas_device::https::{Https, Pin};
use vizitas_device::keystore::KeyStore;
use vizitas_device::pin::FLOOR;
use vizitas_device::sync::{self, Ended};
use vizitas_device::transport::{Failure, Request, Transport};
use vizitas_device::view::*;
use vizitas_server::books::Mode;
use vizitas_server::folder::Settings;
use vizitas_server::http::{Presence, Served};
use vizitas_server::import::{File, parse};
use vizitas_server::{Clock, DataFolder, Municipality, serve, tls};
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
    pub(crate) fn pass_minutes(&self, minutes: u64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

pub(crate) struct World {
    pub(crate) office: Arc<Municipality>,
    pub(crate) time: Time,
    data: DataFolder,
    _folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        let time = Time(Arc::new(AtomicU64::new(MONDAY_MORNING_MS)));
        let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        data.lay_out(&Settings { listen: address, address: address.to_string() }).unwrap();
        let ticking = time.clone();
        let clock = Clock::new(move || ticking.0.load(Ordering::SeqCst));
        let office = Municipality::create(&data, "alytus", "Alytus", clock).unwrap();
        let tls = tls::config(&data.certificate_file(), &data.tls_key_file()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = Served::new(Presence::of(&data).unwrap(), [Arc::clone(&office)]);
        let server = tokio::spawn(async move {
            serve::serve(listener, tls, served, async { drop(stopped.await) }).await.unwrap();
        });
        let world = Self { office, time, data, _folder: folder, stop: Some(stop), server: Some(server) };
        world.import(CLIENTS);
        world
    }

    /// The office's files go in, with this table of clients.
    pub(crate) fn import(&self, clients: &str) -> vizitas_server::import::Report {
        let file = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let files =
            [file("darbuotojai.csv", WORKERS), file("klientai.csv", clients), file("vizitai.csv", VISITS)];
        let parsed = parse(&files, &self.office.known_to_import().unwrap());
        self.office.import(parsed, Mode::Apply).unwrap()
    }

    /// A tablet enrolled for a worker, synced once.
    pub(crate) async fn tablet(&self, worker: &str) -> Tablet {
        let folder = tempfile::tempdir().unwrap();
        let drawer = Arc::new(Drawer::default());
        let device = device(folder.path().to_owned(), &drawer, &self.time);
        let code = self.office.enrolment_code(&self.data, worker).unwrap();
        let typed = code.to_string();
        let https = Https::new(&format!("https://{}", code.address), Pin(code.fingerprint.to_vec())).unwrap();
        let device = Mutex::new(device);
        let args = EnrolArgs { code: typed.to_lowercase(), pin: PIN.to_owned() };
        enrol::enrol(&device, &args, &https, Https::certificate).await.unwrap();
        let tablet = Tablet { device, line: Line::new(https), folder, drawer, time: self.time.clone() };
        assert_eq!(tablet.sync().await.unwrap(), Ended::Done);
        tablet
    }

    /// Ends the server; requests under way are finished.
    pub(crate) async fn end(mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            server.await.unwrap();
        }
    }
}

fn device(folder: PathBuf, drawer: &Arc<Drawer>, time: &Time) -> Device {
    let ticking = time.clone();
    let clock = Arc::new(move || ticking.0.load(Ordering::SeqCst));
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

    /// The app is killed and opened again.
    pub(crate) fn restarted(self) -> Self {
        let Self { device: old, line, folder, drawer, time } = self;
        drop(old);
        let mut again = device(folder.path().to_owned(), &drawer, &time);
        again.unlock(PIN).unwrap();
        Self { device: Mutex::new(again), line, folder, drawer, time }
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

/// The line to the server: up, down, or losing answers on their way back.
pub(crate) struct Line {
    https: Https,
    down: AtomicU32,
    count: AtomicU32,
}

impl Line {
    fn new(https: Https) -> Self {
        Self { https, down: AtomicU32::new(0), count: AtomicU32::new(0) }
    }

    /// No connection.
    pub(crate) fn cut(&self) {
        self.down.store(1, Ordering::SeqCst);
    }

    /// The connection is back.
    pub(crate) fn mend(&self) {
        self.down.store(0, Ordering::SeqCst);
    }

    /// About one of `n` requests reaches the server and its answer is lost, now here, now there.
    pub(crate) fn lose_every(&self, n: u32) {
        self.down.store(n, Ordering::SeqCst);
    }
}

impl Transport for Line {
    async fn send(&self, request: Request) -> Result<Vec<u8>, Failure> {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        match self.down.load(Ordering::SeqCst) {
            0 => self.https.send(request).await,
            1 => Err(Failure::Unreachable),
            n => {
                let answer = self.https.send(request).await;
                let scattered = count.wrapping_mul(0x9e37_79b1) >> 16;
                if scattered.is_multiple_of(n) { Err(Failure::Unreachable) } else { answer }
            }
        }
    }
}

/// A key store that lives as long as the test.
#[derive(Default)]
pub(crate) struct Drawer(Mutex<HashMap<String, Vec<u8>>>);

impl KeyStore for Drawer {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }
}
