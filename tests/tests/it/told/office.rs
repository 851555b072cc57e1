//! An office that tells its clients, without a server before it: what is due is done when the test says so.

use super::gateway::Gateway;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use vizitas_domain::client::Channel;
use vizitas_domain::id::VisitId;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_domain::visit::Cause;
use vizitas_server::books::Mode;
use vizitas_server::folder::{Public, Settings};
use vizitas_server::import::{File, parse};
use vizitas_server::log::{JobRow, JobState};
use vizitas_server::{AgendaLine, Clock, Consent, DataFolder, Move, Municipality};

/// Monday, 23 November 2026, 8:00 at Alytus.
pub(crate) const MONDAY: Time = Time(1_795_413_600);
pub(crate) const DAY: i64 = 24 * 60;

const WORKERS: &str = "\
Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas
D01;Rasa;Bitinienė;Socialinė darbuotoja;Skyrius;+37060000001;;LT;8:00-17:00
";
/// By SMS, by mail, by telephone; and one who is never told.
const CLIENTS: &str = "\
Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas
K-1;Ona;Ąžuolienė;1950-01-01;Naujoji g. 1-1, 62001 Alytus;+37061000001;;LT;SMS;;D01
K-2;Petras;Beržas;1951-01-01;Naujoji g. 2, 62001 Alytus;+37061000002;petras@post.example;LT;El. paštu;;D01
K-3;Zosė;Drebulė;1952-01-01;Naujoji g. 3, 62001 Alytus;+37061000003;;LT;Telefonu;;D01
K-4;Jonas;Klevas;1953-01-01;Naujoji g. 4, 62001 Alytus;+37061000004;;LT;SMS;;D01
";
const VISITS: &str = "\
Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis
1;2026-11-26;09:00;30;K-1;D01;Poreikių vertinimas;Sutartas
2;2026-11-26;10:00;30;K-2;D01;Poreikių vertinimas;Sutartas
3;2026-11-26;11:00;30;K-3;D01;Poreikių vertinimas;Sutartas
4;2026-11-26;13:00;30;K-4;D01;Tikrinimas;Patikra
";

pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) data: DataFolder,
    pub(crate) municipality: Arc<Municipality>,
    ms: Arc<AtomicU64>,
}

fn clock(ms: &Arc<AtomicU64>) -> Clock {
    let ms = Arc::clone(ms);
    Clock::new(move || ms.load(Ordering::SeqCst))
}

/// Work that may wait, off the runtime's own threads.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

impl Office {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let public = Public { listen, address: "https://vizitai.office.example".to_owned(), tls: None };
        let settings = Settings {
            listen,
            address: "localhost:8443".to_owned(),
            public: Some(public),
            ..Settings::default()
        };
        data.lay_out(&settings).unwrap();
        let ms = Arc::new(AtomicU64::new(u64::try_from(MONDAY.0).unwrap() * 1000));
        let municipality =
            Municipality::create(&data, "alytus", "Alytaus miesto savivaldybė", clock(&ms)).unwrap();
        let office = Self { folder, data, municipality, ms };
        office.import(CLIENTS);
        office.set(
            "messages",
            json!({ "on": true, "phone": "+37031551111", "unit": "Socialinės paramos skyrius" }),
        );
        office
    }

    /// The office's books go in, once more after the first time.
    fn import(&self, clients: &str) {
        let file =
            |(name, text): (&str, &str)| File { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let files = [("d.csv", WORKERS), ("k.csv", clients), ("v.csv", VISITS)].map(file);
        let parsed = parse(&files, &self.municipality.known_to_import().unwrap());
        self.municipality.import(parsed, Mode::Apply).unwrap();
    }

    pub(crate) fn set(&self, name: &str, value: Value) {
        self.municipality.set_settings(name, value).unwrap();
    }

    /// The client who is told by mail has another address.
    pub(crate) fn mail_to(&self, name: &str) {
        self.import(&CLIENTS.replace("petras@post.example", name));
    }

    /// A client writes back by SMS.
    pub(crate) async fn reply(&self, id: &str, from: &str, text: &str) {
        let municipality = Arc::clone(&self.municipality);
        let said = json!({ "id": id, "from": from, "text": text });
        aside(move || municipality.take_inbound(&said).unwrap()).await;
        self.work().await;
    }

    /// Its messages go through this gateway.
    pub(crate) fn by_gateway(&self, gateway: &Gateway, honours_ids: bool) {
        self.set("sms", gateway.settings(honours_ids));
    }

    pub(crate) fn clock(&self) -> Clock {
        clock(&self.ms)
    }

    pub(crate) fn now(&self) -> Time {
        Time(i64::try_from(self.ms.load(Ordering::SeqCst) / 1000).unwrap())
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.ms.fetch_add(u64::try_from(minutes).unwrap() * 60_000, Ordering::SeqCst);
    }

    /// The clock is set back.
    pub(crate) fn earlier(&self, minutes: i64) {
        self.ms.fetch_sub(u64::try_from(minutes).unwrap() * 60_000, Ordering::SeqCst);
    }

    /// Everything that is due by now is done.
    pub(crate) async fn work(&self) -> usize {
        let office = Arc::clone(&self.municipality);
        aside(move || {
            office.judge_plans().unwrap();
            office.derive_messages().unwrap();
            office.send_messages().unwrap()
        })
        .await
    }

    /// The clock goes on to a moment in steps of ten minutes, and everything is done as it falls due.
    pub(crate) async fn work_until(&self, until: Time) {
        while self.now() < until {
            self.later(10);
            self.work().await;
        }
    }

    pub(crate) fn line(&self, client: &str) -> AgendaLine {
        for day in 23..=30 {
            let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
            let agenda = self.municipality.agenda(day, None).unwrap();
            if let Some(line) = agenda.into_iter().find(|line| line.client == client) {
                return line;
            }
        }
        panic!("{client} has no visit in this week");
    }

    pub(crate) fn visit(&self, client: &str) -> VisitId {
        self.line(client).visit
    }

    /// The visit gets another time, agreed by telephone.
    pub(crate) fn agree(&self, visit: VisitId, start: Time) {
        let consent = Consent::Client(Channel::Phone);
        let wish = Move { visit, start, consent, cause: Cause::Ill, worker: None };
        self.municipality.move_visit(self.municipality.office(), &wish).unwrap();
    }

    /// The visit is offered another time.
    pub(crate) fn offer(&self, visit: VisitId, start: Time) {
        let wish = Move { visit, start, consent: Consent::Office, cause: Cause::Ill, worker: None };
        self.municipality.move_visit(self.municipality.office(), &wish).unwrap();
    }

    pub(crate) fn jobs(&self, visit: VisitId) -> Vec<JobRow> {
        self.municipality.log().read(|log| log.jobs_of(visit)).unwrap()
    }

    /// What became of the messages about a visit that were due by now.
    pub(crate) fn told(&self, visit: VisitId) -> Vec<(Purpose, Channel, JobState)> {
        let due = self.jobs(visit).into_iter().filter(|row| row.job.not_before <= self.now());
        due.map(|row| (row.job.purpose, row.job.channel, row.state)).collect()
    }

    pub(crate) fn state(&self, client: &str) -> State {
        self.line(client).state
    }
}
