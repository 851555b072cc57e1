//! A locked tablet: what was written reaches the office although nobody opens it, and nothing that can be read comes to it.

use super::{found, in_step, met_at_the_door, note, notes};
use crate::world::{PIN, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::uptime::Uptime;
use vizitas_device::view::*;
use vizitas_server::Approval;

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_handed_over_without_the_pin() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, "Prašė paskambinti dukrai.");
    rasa.open().client_add(&met_at_the_door()).unwrap();
    rasa.open().lock();
    assert!(rasa.open().status().unwrap().sync.waiting > 0 && rasa.open().has_to_call());
    assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }), "no signal yet");
    rasa.line.mend();
    rasa.line.routes();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let asked = rasa.line.routes();
    assert_eq!((asked.first(), asked.last()), (Some(&Route::Push), Some(&Route::Contact)), "{asked:?}");
    let between = &asked[1..asked.len() - 1];
    assert!(
        !between.is_empty() && between.iter().all(|route| *route == Route::Pull),
        "it hands over, fetches, says that it is there, and that is all: {asked:?}"
    );
    let sync = rasa.open().status().unwrap().sync;
    assert_eq!((sync.waiting, sync.attention), (0, 0));
    // Whoever opens the same profile on another tablet reads it.
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["Prašė paskambinti dukrai."]);
    assert_eq!(found(&again, "Čepulienė").len(), 1, "a client met at the door came with her key");
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa, &again]).await;
    world.same_everywhere(&[&rasa, &again]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_handed_over_when_the_pin_is_forgotten_and_the_app_was_killed() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, "Paskutinis.");
    let rasa = rasa.restarted_locked(|folder| std::fs::remove_file(folder.join("replica.db")).unwrap());
    assert!(rasa.open().unlock("739164").is_err());
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["Paskutinis."]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_wrong_pins_nothing_written_is_lost_and_a_new_code_begins_anew() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, "Dar neišsiųsta.");
    let draft =
        DraftSaveArgs { visit: visit.visit.clone(), field: DraftField::Notes, text: "Nebaigta min".into() };
    rasa.open().draft_save(&draft).unwrap();
    let up = Arc::new(AtomicU64::new(0));
    let running = Arc::clone(&up);
    rasa.open().lock();
    rasa.open().set_stopwatch(Arc::new(move || Uptime::of("a", running.load(Ordering::SeqCst))));
    for left in (0..10).rev() {
        let wrong = rasa.open().unlock("739164").unwrap_err();
        assert!(matches!((wrong, left), (DeviceError::PinGone, 0) | (DeviceError::PinWrong, 1..)));
        let pin = rasa.open().status().unwrap().pin.unwrap();
        assert_eq!(pin.left, (left < 6).then_some(left));
        up.fetch_add(pin.wait_s.into(), Ordering::SeqCst);
    }
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::PinGone)));
    assert!(matches!(rasa.open().start_over(), Err(DeviceError::WrongStage)), "something waits still");
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert!(rasa.open().status().unwrap().pin.unwrap().may_leave);
    rasa.open().start_over().unwrap();
    let rasa = rasa.enrolled_anew(&world, "D01", Approval::Ahead).await;
    in_step(&[&rasa]).await;
    assert_eq!(notes(&rasa, &visit), ["Dar neišsiųsta."]);
    assert_eq!(
        rasa.open().visit(&visit).unwrap().draft_notes,
        "Nebaigta min",
        "what was not finished is not lost either"
    );
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_the_old_pin_in_the_settings_ends_at_the_lock() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let change = |old: &str, new: &str| ChangePinArgs { old: old.into(), new: new.into() };
    for _ in 0..4 {
        assert!(matches!(rasa.open().change_pin(&change("739164", "482913")), Err(DeviceError::PinWrong)));
        assert!(rasa.open().is_open());
    }
    assert!(matches!(rasa.open().change_pin(&change("739164", "482913")), Err(DeviceError::PinWrong)));
    assert!(!rasa.open().is_open(), "from here on the lock says how many are left");
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::PinWait)));
    rasa.open().set_stopwatch(Arc::new(|| Uptime::of("another start", 30)));
    rasa.open().unlock(PIN).unwrap();
    rasa.open().change_pin(&change(PIN, "482913")).unwrap();
    rasa.open().lock();
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::PinWrong)));
    rasa.open().unlock("482913").unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_is_told_of_wrong_pins_once_the_tablet_is_open_again() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let told = || {
        let all = world.office.log().read(|log| log.audit_after(0, 10_000)).unwrap();
        let these = all.into_iter().filter(|record| record.deed == "wrong pin tries");
        these.map(|record| record.reason).collect::<Vec<_>>()
    };
    rasa.open().lock();
    for _ in 0..2 {
        assert!(rasa.open().unlock("739164").is_err());
    }
    assert_eq!(told(), [""; 0]);
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa]).await;
    assert_eq!(told(), ["2"], "the right one is no wrong one");
    rasa.open().lock();
    assert!(rasa.open().unlock("739164").is_err());
    // A restart forgets nothing, and nothing is told twice.
    let rasa = rasa.restarted_locked(|_| ());
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa]).await;
    in_step(&[&rasa]).await;
    assert_eq!(told(), ["2", "1"]);
    world.end().await;
}
