//! A tablet is lost, and the office has it cleared: what waited on it is at the office, nothing of it can be read any more,
//! and whoever finds it is told what to do. Cut at any step it ends the same way.

use super::{in_step, note};
use crate::desk::Desk;
use crate::world::{PIN, Tablet, World};
use serde_json::{Value, json};
use std::path::Path;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::view::*;

const NOTE: &str = "Dar neišsiųsta.";

/// The worker's tablets as the console shows them, the newest first.
async fn shown(desk: &Desk, worker: &str) -> Vec<Value> {
    let tablets = desk.get("tablets").await;
    tablets.as_array().unwrap().iter().filter(|tablet| tablet["code"] == worker).cloned().collect()
}

/// Marks the worker's newest tablet as lost, to be cleared.
async fn mark(desk: &Desk, worker: &str) {
    let tablet = shown(desk, worker).await[0]["tablet"].as_str().unwrap().to_owned();
    desk.post(&format!("tablets/{tablet}/wipe"), json!({})).await;
}

/// Writes without signal, leaves something unfinished, and locks.
fn left_behind(rasa: &Tablet) {
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(rasa, &visit, NOTE);
    let draft = DraftSaveArgs { visit: visit.visit, field: DraftField::Notes, text: "Nebaigta min".into() };
    rasa.open().draft_save(&draft).unwrap();
    rasa.open().lock();
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Nothing opens it, and of what it held the sealed outbox alone is left.
fn is_cleared(rasa: Tablet) -> Tablet {
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::WrongStage)));
    let status = rasa.open().status().unwrap();
    assert!(status.cleared.is_some() && status.pin.is_none() && status.recovery.is_none());
    let mut left = Vec::new();
    let again = rasa.restarted_locked(|folder| left = files(folder));
    assert_eq!(left, ["installation.json", "keys.json", "outbox", "wipe.json"]);
    assert!(matches!(again.open().unlock(PIN), Err(DeviceError::WrongStage)));
    again
}

fn audited(world: &World, deed: &str) -> usize {
    let records = world.office.log().read(|log| log.audit_after(0, u32::MAX)).unwrap();
    records.iter().filter(|record| record.deed == deed).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_tablet_hands_over_what_waits_and_is_cleared_while_locked() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let jonas = world.tablet("D02").await;
    let desk = Desk::of(&world).await;
    left_behind(&rasa);
    mark(&desk, "D01").await;
    mark(&desk, "D01").await;
    let asked = &shown(&desk, "D01").await[0]["wipe"];
    assert!(
        asked["asked"].is_i64() && asked["cleared"].is_null(),
        "an offline tablet is not reached: {asked}"
    );
    assert!(rasa.open().status().unwrap().cleared.is_none());
    world.time.pass_minutes(5);
    rasa.line.mend();
    // What waits is taken; nothing is given to it any more, and it is told so.
    assert_eq!(rasa.sync().await.unwrap(), Ended::Stopped);
    let rasa = is_cleared(rasa);
    let cleared = rasa.open().status().unwrap().cleared.unwrap();
    assert!(cleared.may_leave && !cleared.waits);
    assert!(rasa.open().has_to_call(), "what no backup covers may be asked for again");
    let hers = &shown(&desk, "D01").await[0];
    assert_eq!(hers["wipe"]["cleared"].as_i64().unwrap() - hers["wipe"]["asked"].as_i64().unwrap(), 300);
    assert!(hers["holds"].as_bool().unwrap(), "what waited lies with the office for a decision");
    assert_eq!((audited(&world, "tablet wipe asked"), audited(&world, "tablet cleared")), (1, 1));
    // Nobody else's tablet hears of it.
    in_step(&[&jonas]).await;
    assert!(jonas.open().is_open());
    rasa.open().start_over().unwrap();
    let rasa = rasa.enrolled_anew(&world, "D01", vizitas_server::Approval::Ahead).await;
    in_step(&[&rasa]).await;
    rasa.visit_with("Žukauskienė");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_somebody_has_open_is_shut_and_cleared_at_its_next_contact() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let desk = Desk::of(&world).await;
    mark(&desk, "D01").await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Stopped);
    assert!(!rasa.open().is_open());
    let rasa = is_cleared(rasa);
    assert!(rasa.open().status().unwrap().cleared.unwrap().may_leave);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_whose_transport_key_is_lost_draws_another_before_it_is_told_and_is_heard_of_after() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let desk = Desk::of(&world).await;
    rasa.lose_transport_key();
    let rasa = rasa.restarted();
    mark(&desk, "D01").await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Stopped);
    let rasa = is_cleared(rasa);
    rasa.sync().await.unwrap();
    assert!(rasa.open().status().unwrap().cleared.unwrap().may_leave);
    assert!(shown(&desk, "D01").await[0]["wipe"]["cleared"].is_i64());
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_at_any_step_it_ends_cleared_and_nothing_that_waited_is_lost() {
    let world = World::new().await;
    let desk = Desk::of(&world).await;
    let mut finished = false;
    for steps in 0..20 {
        // The newest of hers is the one that is marked.
        world.time.pass_minutes(1);
        let rasa = world.tablet("D01").await;
        left_behind(&rasa);
        mark(&desk, "D01").await;
        rasa.line.mend();
        rasa.open().pull_plug_after(steps);
        drop(rasa.sync().await);
        finished = rasa.open().status().unwrap().cleared.is_some_and(|cleared| cleared.may_leave);
        let begun = rasa.open().status().unwrap().cleared.is_some();
        let rasa = rasa.restarted_locked(|_| {});
        // From the first step on nothing opens it, signal or not.
        assert_eq!(rasa.open().status().unwrap().cleared.is_some(), begun, "{steps}");
        let rasa = if begun { is_cleared(rasa) } else { rasa };
        if !finished {
            rasa.sync().await.unwrap();
        }
        assert!(rasa.open().status().unwrap().cleared.unwrap().may_leave, "{steps}");
        drop(is_cleared(rasa));
        let hers = &shown(&desk, "D01").await[0];
        assert!(hers["wipe"]["cleared"].is_i64() && hers["holds"].as_bool().unwrap(), "{steps}: {hers}");
        if finished {
            assert!(steps > 5, "every step was cut");
            break;
        }
    }
    assert!(finished, "there are no more steps than were tried");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_restored_behind_its_order_gives_it_again() {
    let world = World::new().await;
    let (rasa, jonas) = (world.tablet("D01").await, world.tablet("D02").await);
    let let_in_since = world.unapproved("D03").await;
    let desk = Desk::of(&world).await;
    let (waits, _) = desk.newcomer().await;
    let backup = world.backup();
    mark(&desk, "D01").await;
    mark(&desk, "D02").await;
    jonas.sync().await.unwrap();
    desk.post(&format!("tablets/{waits}/approve"), json!({})).await;
    let_in_since.sync().await.unwrap();
    mark(&desk, "D03").await;
    // The newest of hers is the one that is marked.
    world.time.pass_minutes(1);
    let came_since = world.tablet("D01").await;
    mark(&desk, "D01").await;
    drop(desk);
    let world = world.restored(&backup).await;
    for tablet in [rasa, let_in_since, came_since] {
        tablet.sync().await.unwrap();
        let tablet = is_cleared(tablet);
        assert!(tablet.open().status().unwrap().cleared.unwrap().may_leave);
    }
    let wipes = world.office.log().read(|log| log.wipes()).unwrap();
    assert_eq!(wipes.len(), 4);
    for wipe in wipes {
        assert!(wipe.cleared.is_some());
        let tablet = world.office.log().read(|log| log.installation(wipe.installation)).unwrap().unwrap();
        assert!(tablet.revoked.is_some(), "its rights are taken again");
    }
    world.end().await;
}
