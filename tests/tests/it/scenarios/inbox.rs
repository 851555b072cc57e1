//! What comes while the tablet is locked: sealed, without keys, and there when it is opened, whether or not there is signal
//! then. Whatever does not fit is pulled as ever.

use super::{in_step, move_to, note, notes};
use crate::desk::Desk;
use crate::world::{PIN, Tablet, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::uptime::Uptime;
use vizitas_device::view::*;
use vizitas_domain::client::Channel as By;
use vizitas_server::Consent;
use vizitas_sync::wire::{Message, PullAnswer, PullRequest};

const PLACES: [&str; 3] = ["2026-11-23 11:30", "2026-11-23 12:15", "2026-11-23 15:45"];

/// The office moves a visit, and the locked tablet asks.
async fn moved_while_locked(world: &World, rasa: &Tablet, to: &str) {
    move_to(world, "K-2", to, Consent::Client(By::Phone));
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
}

fn start_of(rasa: &Tablet, visit: &VisitArgs) -> String {
    let held = rasa.open().visit(visit).unwrap();
    format!("{} {}", held.day.unwrap(), held.time.unwrap())
}

fn size(rasa: &Tablet) -> u64 {
    rasa.folder().join("inbox").metadata().map_or(0, |file| file.len())
}

/// A locked tablet, with the visit that the office will move.
async fn locked() -> (World, Tablet, VisitArgs) {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let second = rasa.visit_with("Miškinis");
    rasa.open().lock();
    (world, rasa, second)
}

/// Opened without signal it shows the first place and no more; with signal the last.
async fn shows_the_first_then_the_last(world: World, rasa: &Tablet, visit: &VisitArgs, why: &str) {
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(start_of(rasa, visit), PLACES[0], "{why}");
    rasa.line.mend();
    in_step(&[rasa]).await;
    assert_eq!(start_of(rasa, visit), PLACES[2]);
    ends_in_step(world, rasa).await;
}

/// Both sides hold the same, and nothing twice.
async fn ends_in_step(world: World, rasa: &Tablet) {
    rasa.line.mend();
    in_step(&[rasa]).await;
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    world.same_everywhere(&[rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_office_changed_meanwhile_is_there_without_signal() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let (first, second) = (rasa.visit_with("Žukauskienė"), rasa.visit_with("Miškinis"));
    rasa.line.cut();
    note(&rasa, &first, "Paskutinis.");
    rasa.open().lock();
    rasa.line.mend();
    world.time.pass_minutes(60);
    rasa.line.routes();
    for to in PLACES {
        moved_while_locked(&world, &rasa, to).await;
    }
    let sent = rasa.line.sent(Route::Pull);
    assert!(sent.len() >= 3);
    for request in &sent {
        let asked = PullRequest::decode(&request.body).unwrap();
        assert!(asked.keyless.is_empty() && asked.incomplete.is_empty() && asked.audit.is_none());
        let answer = PullAnswer::decode(&rasa.line.again(request).await.unwrap()).unwrap();
        assert!(answer.pulled.unwrap().keys.is_none(), "a locked tablet is given no keys");
    }
    let held = size(&rasa);
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(size(&rasa), held, "when nothing is new nothing is written");
    rasa.line.cut();
    world.time.pass_minutes(60);
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(start_of(&rasa, &second), PLACES[2]);
    assert_eq!(notes(&rasa, &first), ["Paskutinis."]);
    let seen = rasa.open().status().unwrap().sync.plan_seen.unwrap();
    assert_eq!(seen.time, "8:00", "as it was when it was fetched");
    assert!(size(&rasa) < held, "it is emptied");
    // Taken in once: opening it again changes nothing.
    let rasa = rasa.restarted();
    assert_eq!(start_of(&rasa, &second), PLACES[2]);
    ends_in_step(world, &rasa).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_long_for_the_first_screen() {
    let (world, rasa, second) = locked().await;
    for to in PLACES {
        moved_while_locked(&world, &rasa, to).await;
    }
    rasa.line.cut();
    // Each answer takes a second on this tablet.
    let running = AtomicU64::new(0);
    rasa.open().set_stopwatch(Arc::new(move || Uptime::of("a", running.fetch_add(1, Ordering::SeqCst))));
    shows_the_first_then_the_last(world, &rasa, &second, "what fits into two seconds").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_may_be_killed_at_any_step_of_it() {
    let world = World::new().await;
    let mut rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let second = rasa.visit_with("Miškinis");
    for steps in 0..12 {
        rasa.open().lock();
        rasa.line.mend();
        for to in &PLACES[..2] {
            moved_while_locked(&world, &rasa, to).await;
        }
        let last = if steps % 2 == 0 { PLACES[2] } else { "2026-11-23 16:15" };
        // Killed while it keeps what comes, then while it takes it in.
        move_to(&world, "K-2", last, Consent::Client(By::Phone));
        rasa.open().pull_plug_after(steps % 2);
        let _ = rasa.sync().await;
        rasa = rasa.restarted_locked(|_| {});
        assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
        rasa.line.cut();
        rasa.open().pull_plug_after(steps);
        let _ = rasa.open().unlock(PIN);
        rasa = rasa.restarted();
        assert_eq!(start_of(&rasa, &second), last, "{steps}");
    }
    ends_in_step(world, &rasa).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_a_key_that_has_not_come_is_pulled_with_it() {
    let (world, rasa, second) = locked().await;
    moved_while_locked(&world, &rasa, PLACES[0]).await;
    world.office.renew_keys(None).unwrap();
    for to in &PLACES[1..] {
        moved_while_locked(&world, &rasa, to).await;
    }
    rasa.line.cut();
    shows_the_first_then_the_last(world, &rasa, &second, "what came before it is there").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_given_meanwhile_comes_with_the_next_pull() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    rasa.open().lock();
    let clients = crate::world::CLIENTS.replace(";D02\r\n", ";D01\r\n");
    world.import(&clients);
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    rasa.line.cut();
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(super::found(&rasa, "Miškinis").len(), 1, "what was here is here");
    rasa.line.mend();
    in_step(&[&rasa]).await;
    assert_eq!(super::found(&rasa, "Čepulis").len(), 1);
    ends_in_step(world, &rasa).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_in_between_drops_it_and_loses_nothing() {
    for asked_after in [false, true] {
        let world = World::new().await;
        let rasa = world.tablet("D01").await;
        in_step(&[&rasa]).await;
        let (first, second) = (rasa.visit_with("Žukauskienė"), rasa.visit_with("Miškinis"));
        let backup = world.backup();
        rasa.line.cut();
        note(&rasa, &first, "Paskutinis.");
        rasa.open().lock();
        rasa.line.mend();
        moved_while_locked(&world, &rasa, PLACES[0]).await;
        let world = world.restored(&backup).await;
        move_to(&world, "K-2", PLACES[1], Consent::Client(By::Phone));
        if asked_after {
            assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
            assert_eq!(size(&rasa), 0, "another log: nothing is kept of the old one");
        }
        rasa.open().unlock(PIN).unwrap();
        in_step(&[&rasa]).await;
        assert_eq!(start_of(&rasa, &second), PLACES[1]);
        assert_eq!(notes(&rasa, &first), ["Paskutinis."]);
        let again = world.tablet("D01").await;
        assert_eq!(notes(&again, &first), ["Paskutinis."], "what the restore lost came back");
        // A move that the office lost, and that came to the tablet before, is kept beside the new one.
        assert_eq!(rasa.open().conflicts().unwrap().is_empty(), asked_after);
        ends_in_step(world, &rasa).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_without_its_replica_or_damaged_is_pulled_anew() {
    for damage in 0..4 {
        let world = World::new().await;
        let rasa = world.tablet("D01").await;
        in_step(&[&rasa]).await;
        let second = rasa.visit_with("Miškinis");
        rasa.open().lock();
        for to in PLACES {
            moved_while_locked(&world, &rasa, to).await;
        }
        let rasa = rasa.restarted_locked(|folder| {
            let file = folder.join("inbox");
            let mut bytes = std::fs::read(&file).unwrap();
            let half = bytes.len() / 2;
            match damage {
                0 => std::fs::remove_file(folder.join("replica.db")).unwrap(),
                1 => bytes[half] ^= 1,
                2 => bytes.truncate(half),
                _ => bytes[3] ^= 1,
            }
            std::fs::write(&file, &bytes).unwrap();
        });
        rasa.open().unlock(PIN).unwrap();
        in_step(&[&rasa]).await;
        assert_eq!(start_of(&rasa, &second), PLACES[2]);
        ends_in_step(world, &rasa).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_without_rights_fetches_nothing() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let desk = Desk::of(&world).await;
    rasa.open().lock();
    let before = size(&rasa);
    desk.delete(&format!("tablets/{}", rasa.open().installation().unwrap())).await;
    move_to(&world, "K-2", PLACES[0], Consent::Client(By::Phone));
    assert_eq!(rasa.sync().await.unwrap(), Ended::Stopped);
    assert_eq!(size(&rasa), before);
    world.end().await;
}
