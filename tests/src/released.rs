//! What a release leaves on disks: a server's folder and a tablet's after a worker's day, kept in tests/fixtures/released
//! by version, so that every later app proves that it opens them and loses nothing. It is made once a release, by
//! `cargo xtask released`, and never again.
//!
//! The people are invented. The tablet's secret, which its operating system would keep, lies beside its folder.

use crate::bench::wire::Wire;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use vizitas_device::device::Device;
use vizitas_device::enrol;
use vizitas_device::error::DeviceError;
use vizitas_device::keystore::KeyStore;
use vizitas_device::pin::FLOOR;
use vizitas_device::sync::{self, Ended};
use vizitas_device::view::*;
use vizitas_domain::client::Channel as By;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::books::Mode;
use vizitas_server::folder::Settings;
use vizitas_server::http::{Presence, Served, router};
use vizitas_server::import::{File, parse};
use vizitas_server::{Approval, Clock, Consent, DataFolder, Move, Municipality};
use zeroize::Zeroizing;

/// An error of any of the parts.
pub type Failure = Box<dyn Error + Send + Sync>;

pub(crate) const PIN: &str = "804217";
pub(crate) const SLUG: &str = "alytus";
/// Monday 23 November 2026, 7:00 in Vilnius.
pub(crate) const MORNING_MS: u64 = 1_795_410_000_000;

const WORKERS: &str = "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n\
D01;Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+37060000001;rasa@office.example;LT, RU;8:00-17:00\r\n\
D02;Jonas;Kazlauskas;Socialinis darbuotojas;Skyrius;+37060000002;jonas@office.example;LT;8:00-17:00\r\n";
const CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n\
K-1;Elžbieta;Žukauskienė;1941-03-02;Naujoji g. 72-38, 63355 Alytus;861234567;;LT;SMS;Neprigirdi, kalbėti garsiau;D01\r\n\
K-2;Jonas;Miškinis;1938-11-23;Pulko g. 15-8, 62135 Alytus;861234568;;LT;Telefonu;Laiptinės kodas 12#45;D01\r\n\
K-3;Danutė;Ąžuolienė;1950-01-05;Jotvingių g. 4-21, 63727 Alytus;861234569;;RU;Laišku;;D01\r\n\
K-4;Kazys;Čepulis;1947-07-30;Santaikos g. 20, 62772 Alytus;861234560;;LT;Telefonu;;D02\r\n";
const VISITS: &str = "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n\
1;2026-11-23;08:30;45;K-1;D01;Poreikių vertinimas;Sutartas\r\n\
2;2026-11-23;10:30;30;K-2;D01;Pagalbos į namus peržiūra;Sutartas\r\n\
3;2026-11-23;14:00;30;K-3;D01;Globos sąlygos;Patikra\r\n\
4;2026-11-23;09:00;30;K-4;D02;Pirmas susitikimas;Sutartas\r\n";

/// A key store that is a file: the fixture's alone.
#[derive(Debug)]
struct Drawer(PathBuf);

impl Drawer {
    fn all(&self) -> HashMap<String, Vec<u8>> {
        let text = fs::read_to_string(&self.0).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Whole or not at all, as an operating system's does.
    fn keep(&self, all: &HashMap<String, Vec<u8>>) -> Result<(), DeviceError> {
        let beside = self.0.with_extension("new");
        let text = serde_json::to_string(all).map_err(|_| DeviceError::KeyStoreMissing)?;
        fs::write(&beside, text).map_err(|_| DeviceError::KeyStoreMissing)?;
        fs::rename(&beside, &self.0).map_err(|_| DeviceError::KeyStoreMissing)
    }
}

impl KeyStore for Drawer {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        let mut all = self.all();
        all.insert(name.to_owned(), secret.to_vec());
        self.keep(&all)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Ok(self.all().remove(name).map(Zeroizing::new))
    }

    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        let mut all = self.all();
        all.remove(name);
        self.keep(&all)
    }
}

/// A server and a tablet, open.
pub struct Released {
    /// The server.
    pub office: Arc<Municipality>,
    /// The tablet's app, unlocked.
    device: Mutex<Device>,
    wire: Wire,
}

impl Released {
    /// Opens what a release left in `folder`, which may be changed by that: give it a copy.
    ///
    /// # Errors
    /// When server or tablet do not open.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let now = Arc::new(AtomicU64::new(MORNING_MS));
        let data = DataFolder::new(folder.join("server"));
        let office = Municipality::open(&data, SLUG, clock(&now))?;
        let mut device = tablet(folder, &now)?;
        device.unlock(PIN)?;
        let wire = wire(&data, &office)?;
        Ok(Self { office, device: Mutex::new(device), wire })
    }

    /// Syncs the tablet with the server.
    ///
    /// # Errors
    /// When they do not come to hold the same.
    pub async fn sync(&self) -> Result<(), Failure> {
        match sync::run(&self.device, &self.wire, &|| {}).await? {
            Ended::Done => Ok(()),
            _ => Err("the sync did not come to its end".into()),
        }
    }

    /// The tablet's app.
    pub fn device(&self) -> MutexGuard<'_, Device> {
        self.device.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a person at the tablet and one at the server see.
    ///
    /// # Errors
    /// When something cannot be shown.
    pub fn seen(&self) -> Result<Value, Failure> {
        let mut app = self.device();
        let day = app.day(&DayArgs { day: None })?;
        let mut people = Vec::new();
        for row in app.search(&SearchArgs { query: "alytus".into() })? {
            people.push(app.person(&PersonArgs { person: row.id.clone() })?);
        }
        let mut visits = Vec::new();
        for entry in &day.entries {
            if let DayEntry::Visit { row } = entry {
                visits.push(app.visit(&VisitArgs { visit: row.id.clone() })?);
            }
        }
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).ok_or("no such day")?;
        let agenda = self.office.agenda(monday, None)?;
        let agenda =
            agenda.iter().map(|line| json!([line.client, line.stream.to_string(), line.state.name()]));
        Ok(json!({
            "day": day,
            "week": app.week(&DayArgs { day: None })?,
            "promises": app.promises()?,
            "conflicts": app.conflicts()?,
            "people": people,
            "visits": visits,
            "waiting": app.status()?.sync.waiting,
            "agenda": agenda.collect::<Vec<_>>(),
        }))
    }
}

pub(crate) fn clock(now: &Arc<AtomicU64>) -> Clock {
    let now = Arc::clone(now);
    Clock::new(move || now.load(Ordering::SeqCst))
}

pub(crate) fn tablet(folder: &Path, now: &Arc<AtomicU64>) -> Result<Device, Failure> {
    let now = Arc::clone(now);
    let store = Arc::new(Drawer(folder.join("key-store.json")));
    let mut device = Device::at(&folder.join("tablet"), store, Arc::new(move || now.load(Ordering::SeqCst)))?;
    device.set_hardness(FLOOR);
    Ok(device)
}

fn wire(data: &DataFolder, office: &Arc<Municipality>) -> Result<Wire, Failure> {
    Ok(Wire::new(router(Served::new(Presence::of(data)?, [Arc::clone(office)])), SLUG))
}

/// The folders that releases left, the oldest first.
///
/// # Errors
/// When they cannot be read.
pub fn releases() -> Result<Vec<PathBuf>, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/released");
    let mut found =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    found.sort();
    Ok(found)
}

/// Copies such a folder: what opens it may change it.
///
/// # Errors
/// Those of the file system.
pub fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to)?;
        } else {
            fs::copy(&path, &to)?;
            // A repository keeps no such modes, and nobody but its owner may read a key.
            #[cfg(unix)]
            fs::set_permissions(&to, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// Founds an office and lets a worker live through a day, part of which is not yet sent; leaves it all in `folder`.
///
/// # Errors
/// When something of the day does not go as it should.
pub async fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    let now = Arc::new(AtomicU64::new(MORNING_MS));
    let data = DataFolder::new(folder.join("server"));
    data.lay_out(&Settings::default())?;
    let office = Municipality::create(&data, SLUG, "Alytus", clock(&now))?;
    let file = |name: &str, text: &str| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let files =
        [file("darbuotojai.csv", WORKERS), file("klientai.csv", CLIENTS), file("vizitai.csv", VISITS)];
    office.import(parse(&files, &office.known_to_import()?), Mode::Apply)?;
    let wire = wire(&data, &office)?;
    let device = Mutex::new(tablet(folder, &now)?);
    let args = EnrolArgs {
        code: office.enrolment_code(&data, "D01", Approval::Ahead)?.to_string(),
        pin: PIN.to_owned(),
    };
    enrol::enrol(&device, &args, &wire, |_| Some([0; 32])).await?;
    let released = Released { office, device, wire };
    released.sync().await?;
    released.visit_and_write()?;
    released.sync().await?;
    // While nobody reaches her, the office moves what she moves too.
    released.move_at_once()?;
    released.sync().await?;
    released.leave_unsent()?;
    fs::write(folder.join("seen.json"), serde_json::to_string_pretty(&released.seen()?)?)?;
    Ok(())
}

impl Released {
    fn visit_with(&self, surname: &str) -> Result<VisitArgs, Failure> {
        let day = self.device().day(&DayArgs { day: None })?;
        let found = day.entries.into_iter().find_map(|entry| match entry {
            DayEntry::Visit { row } if row.name.ends_with(surname) => Some(row.id),
            _ => None,
        });
        Ok(VisitArgs { visit: found.ok_or("the visit is not on the day")? })
    }

    fn visit_and_write(&self) -> Result<(), Failure> {
        let visit = self.visit_with("Žukauskienė")?;
        let mut app = self.device();
        app.set_out(&visit)?;
        app.arrive(&visit)?;
        let held = app.start(&visit)?;
        let standard = StandardArgs { version: held.standard.clone(), language: "lt".into() };
        for (nth, item) in app.standard(&standard)?.items.into_iter().enumerate() {
            let (answer, why) = if nth % 5 == 4 {
                (Answer::NotNow, "Skubėjo pas gydytoją".into())
            } else {
                (Answer::Yes, String::new())
            };
            let args = AnswerChecklistArgs { visit: visit.visit.clone(), item: item.item, answer, why };
            app.answer_checklist(&args)?;
        }
        app.note(&NoteArgs { visit: visit.visit.clone(), text: "Vaikšto su lazda.".into() })?;
        let person = held.person.id.clone();
        app.promise_make(&PromiseMakeArgs {
            person: person.clone(),
            visit: Some(visit.visit.clone()),
            text: "Paskambinsiu dėl slaugos".into(),
            day: "2026-11-26".into(),
            time: Some("12:00".into()),
        })?;
        app.call_log(&CallLogArgs {
            person: person.clone(),
            visit: Some(visit.visit.clone()),
            task: None,
            incoming: false,
            caller: CallerArgs::default(),
            number: Some("+37061234567".into()),
            outcome: CallOutcome::Reached,
            text: "Sutarėme dėl kito karto.".into(),
            again: None,
        })?;
        let summary = DraftSaveArgs {
            visit: visit.visit.clone(),
            field: DraftField::Summary,
            text: "Sutarėme dėl pagalbos.".into(),
        };
        app.draft_save(&summary)?;
        app.finish(&visit)?;
        app.agree_time(&AgreeTimeArgs {
            person,
            visit: None,
            after: Some(visit.visit),
            day: "2026-12-07".into(),
            time: "10:00".into(),
            minutes: 45,
            contact: None,
            channel: Channel::InPerson,
        })?;
        app.client_add(&ClientAddArgs {
            first_name: "Birutė".into(),
            surname: "Čepulienė".into(),
            address: "Tvirtovės g. 76-2, 62692 Alytus".into(),
            phone: "8 658 68958".into(),
            language: "lt".into(),
            note: "Kaimynė prašo pagalbos.".into(),
        })?;
        Ok(())
    }

    fn move_at_once(&self) -> Result<(), Failure> {
        let visit = self.visit_with("Miškinis")?;
        let line =
            self.office.agenda(NaiveDate::from_ymd_opt(2026, 11, 23).ok_or("no such day")?, Some("D01"))?;
        let line = line.into_iter().find(|line| line.client == "K-2").ok_or("the visit is not planned")?;
        self.office.move_visit(
            self.office.office(),
            &Move {
                visit: line.visit,
                start: Time(1_795_509_900),
                consent: Consent::Client(By::Phone),
                cause: Cause::Client,
                worker: None,
            },
        )?;
        self.device().move_time(&MoveTimeArgs {
            visit: visit.visit,
            day: "2026-11-25".into(),
            time: "9:00".into(),
            minutes: 30,
            cause: MoveCause::Client,
            contact: None,
            channel: Channel::Phone,
        })?;
        Ok(())
    }

    fn leave_unsent(&self) -> Result<(), Failure> {
        let visit = self.visit_with("Ąžuolienė")?;
        let mut app = self.device();
        app.note(&NoteArgs { visit: visit.visit.clone(), text: "Durys buvo užrakintos.".into() })?;
        let draft =
            DraftSaveArgs { visit: visit.visit, field: DraftField::Notes, text: "Nebaigta mintis".into() };
        app.draft_save(&draft)?;
        Ok(())
    }
}
