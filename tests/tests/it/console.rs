//! Stories at the console: a coordinator in a real browser, the real server, workers with real tablets behind it, and
//! clients who read what the office writes them.

use crate::told::gateway::Gateway;
use crate::world::{Tablet, World};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use vizitas_device::view::*;
use vizitas_server::AgendaLine;
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_tests::story;

const LOGIN: &str = "ruta";
/// A message that has not come by then never comes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whom the office visits. A colleague without a tablet has K-5, K-6 and K-7; K-8 is Rasa's case and Jonas goes there.
const CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n\
K-1;Elžbieta;Žukauskienė;1941-03-02;Naujoji g. 72-38, 63355 Alytus;861234567;;LT;SMS;Neprigirdi, kalbėti garsiau;D01\r\n\
K-2;Jonas;Miškinis;1938-11-23;Pulko g. 15-8, 62135 Alytus;861234568;;LT;Telefonu;Laiptinės kodas 12#45;D01\r\n\
K-3;Danutė;Ąžuolienė;1950-01-05;Jotvingių g. 4-21, 63727 Alytus;861234569;;LT;Laišku;;D01\r\n\
K-4;Kazys;Čepulis;1947-07-30;Santaikos g. 20, 62772 Alytus;861234560;;LT;Telefonu;;D02\r\n\
K-5;Stasė;Gudaitienė;1944-02-11;Likiškėlių g. 8-3, 62345 Alytus;861234565;;LT;SMS;;D03\r\n\
K-6;Antanas;Lukoševičius;1939-09-19;Volungės g. 11-40, 63174 Alytus;861234566;;LT;Telefonu;;D03\r\n\
K-7;Vanda;Šeškauskienė;1946-12-01;Topolių g. 5-17, 63331 Alytus;861234563;;LT;SMS;;D03\r\n\
K-8;Bronius;Rimša;1942-05-25;Kaštonų g. 2, 62390 Alytus;861234564;;LT;Telefonu;;D01\r\n";
const VISITS: &str = "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n\
1;2026-11-23;08:30;45;K-1;D01;Poreikių vertinimas;Sutartas\r\n\
2;2026-11-23;10:30;30;K-2;D01;Pagalbos į namus peržiūra;Sutartas\r\n\
3;2026-11-23;14:00;30;K-3;D01;Globos sąlygos;Patikra\r\n\
4;2026-11-23;09:00;30;K-4;D02;Pirmas susitikimas;Sutartas\r\n\
5;2026-11-23;11:00;45;K-8;D02;Poreikių vertinimas;Sutartas\r\n\
6;2026-11-23;08:30;90;K-7;D03;Pirmas susitikimas;Sutartas\r\n\
7;2026-11-23;10:15;30;K-5;D03;Poreikių vertinimas;Sutartas\r\n\
8;2026-11-23;11:15;45;K-6;D03;Pagalbos į namus peržiūra;Sutartas\r\n";

/// The office with a coordinator who has not signed in yet, a tablet for each of two workers, and a gateway for its SMS.
struct Morning {
    world: World,
    set_up: String,
    tablets: HashMap<&'static str, Tablet>,
    gateway: Gateway,
}

fn text<'a>(asked: &'a Value, name: &str) -> &'a str {
    asked[name].as_str().unwrap_or_else(|| panic!("{name} is missing: {asked}"))
}

/// `08:30` as the screens write it.
fn shown(time: &str) -> &str {
    time.trim_start_matches('0')
}

/// A visit as tablets name it.
fn on_tablet(line: &AgendaLine) -> String {
    format!("{}.{}", line.stream, line.visit)
}

impl Morning {
    /// Monday at eight; who tells clients is told to.
    async fn begin() -> Self {
        let (world, gateway) = (World::with(CLIENTS, VISITS).await, Gateway::open(5, false).await);
        let new = NewStaff {
            login: LOGIN.to_owned(),
            name: "Rūta Kalnienė".to_owned(),
            role: StaffRole::Coordinator,
            unit: String::new(),
            worker: None,
        };
        let (_, set_up) = world.office.add_staff(None, &new).unwrap();
        world.office.set_settings("sms", gateway.settings(false)).unwrap();
        let messages = json!({ "on": true, "phone": "+37031551111", "unit": "Socialinės paramos skyrius" });
        world.office.set_settings("messages", messages).unwrap();
        let mut tablets = HashMap::new();
        for code in ["D01", "D02"] {
            tablets.insert(code, world.tablet(code).await);
        }
        world.time.pass_minutes(60);
        Self { world, set_up, tablets, gateway }
    }

    /// Does what the story asks for behind the screens.
    async fn act(&self, what: &str, asked: &Value) -> Value {
        match what {
            "who" => json!({ "login": LOGIN, "setUp": self.set_up }),
            "begin" => json!({ "address": self.world.console(), "now": self.world.time.ms() }),
            "message" => self.message(asked).await,
            "the-day-is-told" => self.the_day_is_told(asked).await,
            "tablets-say-both" => self.tablets_say_both(asked).await,
            "tablets-hold" => self.tablets_hold(asked).await,
            _ => self.in_the_field(what, asked, &self.tablets[text(asked, "worker")]).await,
        }
    }

    async fn in_the_field(&self, what: &str, asked: &Value, tablet: &Tablet) -> Value {
        match what {
            "tablet-sees" => {
                tablet.sync_through().await;
                let visit = tablet.visit_with(text(asked, "surname"));
                let time = tablet.open().visit(&visit).unwrap().time;
                assert_eq!(time.as_deref().map(shown), Some(shown(text(asked, "time"))));
            }
            "sets-out" => {
                let visit = tablet.visit_with(text(asked, "surname"));
                tablet.open().set_out(&visit).unwrap();
                tablet.sync_through().await;
            }
            "is-late" => {
                let visit = tablet.visit_with(text(asked, "surname")).visit;
                tablet.open().late(&LateArgs { visit, minutes: 120 }).unwrap();
                tablet.sync_through().await;
            }
            "is-there-without-signal" => {
                tablet.line.cut();
                let visit = tablet.visit_with(text(asked, "surname"));
                tablet.open().set_out(&visit).unwrap();
                tablet.open().arrive(&visit).unwrap();
            }
            "agrees-without-signal" => {
                tablet.line.cut();
                let moved = MoveTimeArgs {
                    visit: tablet.visit_with(text(asked, "surname")).visit,
                    day: "2026-11-23".into(),
                    time: text(asked, "time").into(),
                    minutes: 45,
                    cause: MoveCause::Client,
                    contact: None,
                    channel: Channel::Phone,
                };
                tablet.open().move_time(&moved).unwrap();
            }
            "has-signal-again" => {
                tablet.line.mend();
                tablet.sync_through().await;
            }
            other => panic!("nobody knows how to {other}"),
        }
        json!({})
    }

    /// What a client is told, and the link in it.
    async fn message(&self, asked: &Value) -> Value {
        let sms = self.gateway.saying(text(asked, "phone"), text(asked, "says"));
        let sms = tokio::time::timeout(PATIENCE, sms).await;
        let sms = sms.unwrap_or_else(|_| panic!("{asked} is not among {:?}", self.gateway.arrived()));
        let link = sms.text.split_whitespace().find(|word| word.starts_with("http://"));
        json!({ "text": sms.text, "link": link })
    }

    fn visit_of(&self, client: &str) -> (chrono::NaiveDate, AgendaLine) {
        let days = (23..=30).map(|day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
        let lines =
            |day| self.world.office.agenda(day, None).unwrap().into_iter().map(move |line| (day, line));
        let mut lines = days.flat_map(lines);
        lines.find(|(_, line)| line.client == client).unwrap_or_else(|| panic!("{client} has no visit"))
    }

    /// Whoever goes to a client has the visit on her tablet, on the day and at the time that the office has; and it is
    /// confirmed.
    async fn the_day_is_told(&self, asked: &Value) -> Value {
        // Whose tablet is given the client follows behind the log.
        let office = Arc::clone(&self.world.office);
        tokio::task::spawn_blocking(move || office.judge_plans()).await.unwrap().unwrap();
        let (day, line) = self.visit_of(text(asked, "client"));
        assert_eq!(format!("{:?}", line.state), "Confirmed");
        let tablet = &self.tablets[line.worker.as_str()];
        tablet.sync_through().await;
        let seen = tablet.open().visit(&VisitArgs { visit: on_tablet(&line) }).unwrap();
        let time = line.start.format("%H:%M").to_string();
        assert_eq!((seen.day, seen.time.as_deref().map(shown)), (Some(day.to_string()), Some(shown(&time))));
        json!({ "worker": line.worker, "day": day.to_string(), "time": shown(&time) })
    }

    /// Both tablets show that two times were written down.
    async fn tablets_say_both(&self, asked: &Value) -> Value {
        for tablet in self.tablets.values() {
            tablet.sync_through().await;
            let conflicts = tablet.open().conflicts().unwrap();
            let conflict = conflicts.iter().find(|one| one.name.ends_with(text(asked, "surname"))).unwrap();
            assert_eq!(conflict.sides.len(), 2);
        }
        json!({})
    }

    /// Both tablets hold a client's visit at this time, and nothing waits to be settled about it.
    async fn tablets_hold(&self, asked: &Value) -> Value {
        let (_, line) = self.visit_of(text(asked, "client"));
        for tablet in self.tablets.values() {
            tablet.sync_through().await;
            let visit = on_tablet(&line);
            assert!(!tablet.open().conflicts().unwrap().iter().any(|one| one.visit.as_ref() == Some(&visit)));
            let seen = tablet.open().visit(&VisitArgs { visit }).unwrap();
            assert_eq!(seen.time.as_deref().map(shown), Some(text(asked, "time")));
        }
        json!({})
    }

    async fn told(self, story: &str, by: &str) {
        story::tell(story, by, async |what, asked| self.act(what, asked).await).await.unwrap();
        self.world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinators_morning_by_mouse() {
    Morning::begin().await.told("morning", "mouse").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinators_morning_by_keyboard_alone() {
    Morning::begin().await.told("morning", "keyboard").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinators_morning_by_touch() {
    Morning::begin().await.told("morning", "touch").await;
}
