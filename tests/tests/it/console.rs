//! Stories at the console: a coordinator in a real browser, the real server, and workers with real tablets behind it.

use crate::world::{Tablet, World};
use serde_json::{Value, json};
use std::collections::HashMap;
use vizitas_device::view::*;
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_tests::story;

const LOGIN: &str = "ruta";

/// The office with a coordinator who has not signed in yet, and a tablet for each of two workers.
struct Morning {
    world: World,
    set_up: String,
    tablets: HashMap<&'static str, Tablet>,
}

impl Morning {
    async fn begin() -> Self {
        let world = World::new().await;
        let new = NewStaff {
            login: LOGIN.to_owned(),
            name: "Rūta Kalnienė".to_owned(),
            role: StaffRole::Coordinator,
            unit: String::new(),
            worker: None,
        };
        let (_, set_up) = world.office.add_staff(None, &new).unwrap();
        let mut tablets = HashMap::new();
        for code in ["D01", "D02"] {
            tablets.insert(code, world.tablet(code).await);
        }
        Self { world, set_up, tablets }
    }

    /// Does what the story asks for behind the screens.
    async fn act(&self, what: &str, asked: &Value) -> Value {
        let tablet = || &self.tablets[asked["worker"].as_str().unwrap()];
        match what {
            "who" => json!({ "login": LOGIN, "setUp": self.set_up }),
            "begin" => json!({ "address": self.world.console(), "now": self.world.time.ms() }),
            "tablet-sees" => {
                tablet().sync_through().await;
                let day = tablet().open().day(&DayArgs { day: None }).unwrap();
                let mut times = day.entries.iter().filter_map(|entry| match entry {
                    DayEntry::Visit { row } => row.time.as_deref(),
                    _ => None,
                });
                let time = asked["time"].as_str().unwrap();
                assert!(
                    times.any(|known| known.trim_start_matches('0') == time.trim_start_matches('0')),
                    "{time}"
                );
                json!({})
            }
            "sets-out" => {
                let visit = tablet().visit_with(asked["surname"].as_str().unwrap());
                tablet().open().set_out(&visit).unwrap();
                tablet().sync_through().await;
                json!({})
            }
            "is-late" => {
                let visit = tablet().visit_with(asked["surname"].as_str().unwrap()).visit;
                tablet().open().late(&LateArgs { visit, minutes: 120 }).unwrap();
                tablet().sync_through().await;
                json!({})
            }
            "is-there-without-signal" => {
                tablet().line.cut();
                let visit = tablet().visit_with(asked["surname"].as_str().unwrap());
                tablet().open().set_out(&visit).unwrap();
                tablet().open().arrive(&visit).unwrap();
                json!({})
            }
            "has-signal-again" => {
                tablet().line.mend();
                tablet().sync_through().await;
                json!({})
            }
            other => panic!("nobody knows how to {other}"),
        }
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
