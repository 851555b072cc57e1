//! A tablet that is without contact for longer than its lease shows nothing to anybody, whatever is done to its clock and its
//! files; a contact or the supervisor's code opens it again, and nothing that was written is lost.

use super::{in_step, note, notes};
use crate::desk::Desk;
use crate::world::{PIN, Tablet, World};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::uptime::Uptime;
use vizitas_device::view::*;

pub(super) const DAY: u64 = 24 * 3600;
const NOTE: &str = "Dar neišsiųsta.";

/// Running time and starts of a tablet, in the test's hand. The clock is the world's, with what somebody set it wrong by.
pub(super) struct Body {
    up: Arc<AtomicU64>,
    start: Arc<AtomicU64>,
    wrong: Arc<AtomicU64>,
}

impl Body {
    fn new() -> Self {
        Self { up: Arc::new(AtomicU64::new(1_000)), start: Arc::default(), wrong: Arc::default() }
    }

    /// The tablet runs by this from now on.
    pub(super) fn drives(&self, tablet: &Tablet, world: &World) {
        let (up, start) = (Arc::clone(&self.up), Arc::clone(&self.start));
        let told = move || Uptime::of(&start.load(Ordering::SeqCst).to_string(), up.load(Ordering::SeqCst));
        tablet.open().set_stopwatch(Arc::new(told));
        let (wrong, clock) = (Arc::clone(&self.wrong), world.time.of_tablets());
        tablet.open().set_clock(Arc::new(move || clock().wrapping_add(wrong.load(Ordering::SeqCst))));
    }

    pub(super) fn runs(&self, world: &World, seconds: u64) {
        self.up.fetch_add(seconds, Ordering::SeqCst);
        world.time.pass_minutes(seconds / 60);
    }

    /// Switched off for so long, and on again.
    pub(super) fn is_off(&self, world: &World, seconds: u64) {
        world.time.pass_minutes(seconds / 60);
        self.start.fetch_add(1, Ordering::SeqCst);
        self.up.store(30, Ordering::SeqCst);
    }

    /// Somebody sets the clock; back where it is less than nothing.
    pub(super) fn is_set_by(&self, seconds: i64) {
        self.wrong.fetch_add((seconds * 1000).cast_unsigned(), Ordering::SeqCst);
    }
}

/// A tablet of Rasa's that runs by hand and has just been in contact.
pub(super) async fn tablet(world: &World) -> (Tablet, Body) {
    let (rasa, body) = (world.tablet("D01").await, Body::new());
    body.drives(&rasa, world);
    rasa.open().lock();
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    (rasa, body)
}

fn lease(tablet: &Tablet) -> LeaseView {
    tablet.open().status().unwrap().lease.unwrap()
}

fn opens(tablet: &Tablet) -> Result<(), DeviceError> {
    tablet.open().lock();
    tablet.open().unlock(PIN)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_tablet_shows_nothing_after_its_lease_and_a_contact_opens_it_again() {
    let world = World::new().await;
    let (rasa, body) = tablet(&world).await;
    assert_eq!(lease(&rasa).standing, LeaseStandingView::Open);
    // Monday at seven: to the next Monday at seven.
    assert_eq!(lease(&rasa).until, Moment { day: "2026-11-30".into(), time: "7:00".into() });
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, NOTE);
    body.runs(&world, 6 * DAY);
    assert_eq!(lease(&rasa).standing, LeaseStandingView::EndsSoon, "said a day ahead");
    opens(&rasa).unwrap();
    body.runs(&world, DAY - 60);
    rasa.open().touch();
    opens(&rasa).unwrap();
    body.runs(&world, 60);
    // It was left open: it is shut all the same.
    assert!(rasa.open().lock_if_left() && !rasa.open().is_open());
    assert!(matches!(opens(&rasa), Err(DeviceError::LeaseOver)));
    assert!(matches!(rasa.open().day(&DayArgs { day: None }), Err(DeviceError::Locked)));
    assert_eq!(lease(&rasa).standing, LeaseStandingView::Shut);
    assert!(matches!(rasa.open().unlock("739164"), Err(DeviceError::PinWrong)), "tries count as ever");
    let rasa = rasa.restarted_locked(|_| {});
    body.drives(&rasa, &world);
    assert!(matches!(opens(&rasa), Err(DeviceError::LeaseOver)));
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    opens(&rasa).unwrap();
    in_step(&[&rasa]).await;
    assert_eq!(notes(&rasa, &visit), [NOTE]);
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

/// What is done to a tablet.
type Deed = fn(&Body, &World);

/// With whether it opens after.
const DEEDS: [(&str, Deed, bool); 8] = [
    ("seven days asleep", |body, world| body.runs(world, 7 * DAY), false),
    (
        "seven days asleep with the clock set back",
        |body, world| {
            body.is_set_by(-7 * 86_400);
            body.runs(world, 7 * DAY);
        },
        false,
    ),
    (
        "an hour with the clock a year ahead",
        |body, world| {
            body.is_set_by(365 * 86_400);
            body.runs(world, 3_600);
        },
        true,
    ),
    ("switched off for a day", |body, world| body.is_off(world, DAY), true),
    ("switched off for eight days", |body, world| body.is_off(world, 8 * DAY), false),
    (
        "switched off for eight days and the clock set back",
        |body, world| {
            body.is_set_by(-8 * 86_400 - 3_600);
            body.is_off(world, 8 * DAY);
        },
        false,
    ),
    (
        "a restart with the clock back by a day",
        |body, world| {
            body.is_set_by(-86_400);
            body.is_off(world, 60);
        },
        false,
    ),
    (
        "seven days, a restart each",
        |body, world| {
            for _ in 0..7 {
                body.runs(world, DAY - 60);
                body.is_off(world, 60);
            }
        },
        false,
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn neither_clock_nor_restart_nor_files_lengthen_it() {
    let world = World::new().await;
    for (what, deed, is_open) in DEEDS {
        let (rasa, body) = tablet(&world).await;
        rasa.open().lock();
        let before = kept(&rasa, "lease.json");
        deed(&body, &world);
        assert_eq!(rasa.open().unlock(PIN).is_ok(), is_open, "{what}");
        rasa.open().lock();
        // Nor does it help to put an older file back, to take it away, or to write another.
        for file in [before.clone(), None, before.map(|text| doctored(&text))] {
            put(&rasa, "lease.json", file.as_deref());
            assert_eq!(rasa.open().unlock(PIN).is_ok(), is_open, "{what}");
            rasa.open().lock();
        }
        // The server's word is the way back, whatever the clock shows.
        rasa.sync().await.unwrap();
        rasa.open().unlock(PIN).unwrap();
    }
    world.end().await;
}

fn folder(tablet: &Tablet) -> std::path::PathBuf {
    tablet.folder().to_owned()
}

fn kept(tablet: &Tablet, name: &str) -> Option<String> {
    std::fs::read_to_string(folder(tablet).join(name)).ok()
}

fn put(tablet: &Tablet, name: &str, text: Option<&str>) {
    let path: &Path = &folder(tablet).join(name);
    match text {
        Some(text) => std::fs::write(path, text).unwrap(),
        None => drop(std::fs::remove_file(path)),
    }
}

/// The file with an end in a hundred years, lengthened by a code that nobody gave, and as if it were written just now.
fn doctored(text: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    value["granted"]["until"] = json!(5_000_000_000_i64);
    value["renewed"] = json!(5_000_000_000_i64);
    value["mark"]["wall"] = json!(0);
    value.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_supervisors_code_lengthens_it_without_a_connection_and_accepts_a_clock_that_was_lost() {
    let world = World::new().await;
    let (rasa, body) = tablet(&world).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, NOTE);
    body.runs(&world, 2 * DAY);
    // The battery was empty: the clock begins anew.
    body.is_set_by(-20 * 365 * 86_400);
    body.is_off(&world, 600);
    assert!(matches!(opens(&rasa), Err(DeviceError::LeaseOver)));
    let shown = lease(&rasa);
    assert!(shown.reset && shown.standing == LeaseStandingView::Shut);
    let desk = Desk::of(&world).await;
    let tablets = desk.get("tablets").await;
    let hers = tablets.as_array().unwrap().iter().find(|tablet| tablet["code"] == "D01").unwrap();
    let path = format!("tablets/{}/unlock-code", hers["tablet"].as_str().unwrap());
    let given = desk.post(&path, json!({ "reason": "Be ryšio, laikrodis" })).await;
    let code = given["code"].as_str().unwrap().to_owned();
    rasa.open().unlock_by_code(&UnlockCodeArgs { code, pin: PIN.into() }).unwrap();
    assert_eq!(notes(&rasa, &visit), [NOTE]);
    assert_eq!(lease(&rasa).standing, LeaseStandingView::Open);
    opens(&rasa).unwrap();
    // It is as long as any other, by the tablet's running time, and no longer.
    body.runs(&world, 7 * DAY);
    assert!(matches!(opens(&rasa), Err(DeviceError::LeaseOver)));
    rasa.line.mend();
    rasa.sync().await.unwrap();
    opens(&rasa).unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_chooses_how_long_it_is_and_sees_when_it_ends() {
    let world = World::new().await;
    let (rasa, body) = tablet(&world).await;
    let desk = Desk::of(&world).await;
    let ends = async || desk.get("tablets").await[0]["lease"].as_i64().unwrap();
    let now = i64::try_from(world.time.ms() / 1000).unwrap();
    assert_eq!(ends().await, now + 7 * 86_400);
    world.office.set_settings("tablets", json!({ "lease_days": 2 })).unwrap();
    assert!(world.office.set_settings("tablets", json!({ "lease_days": 15 })).is_err());
    rasa.open().lock();
    world.time.pass_minutes(1);
    rasa.sync().await.unwrap();
    assert_eq!(ends().await, now + 60 + 2 * 86_400, "from its next contact on, locked or not");
    opens(&rasa).unwrap();
    body.runs(&world, 2 * DAY);
    assert!(matches!(opens(&rasa), Err(DeviceError::LeaseOver)));
    world.end().await;
}
