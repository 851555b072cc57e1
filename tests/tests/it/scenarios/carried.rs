//! A tablet that cannot send hands what waits to a colleague's tablet, which delivers it: once, whatever happens on the way,
//! and without anything of it being read there.

use super::{found, in_step, met_at_the_door, note, notes};
use crate::desk::Desk;
use crate::world::{PIN, Tablet, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;
use vizitas_device::carry::link_take;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;

const SAID: &str = "Prašė paskambinti dukrai.";

/// Rasa's tablet without signal and locked: a note and a client met at the door wait in it.
async fn stuck(world: &World) -> (Tablet, VisitArgs) {
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, SAID);
    rasa.open().client_add(&met_at_the_door()).unwrap();
    rasa.open().lock();
    (rasa, visit)
}

fn handed_over(tablet: &Tablet) -> Vec<u8> {
    tablet.open().carry_out().unwrap().bytes
}

fn taken(tablet: &Tablet, file: &[u8]) -> Result<Vec<ParcelView>, DeviceError> {
    tablet.open().carry_take(&CarryTakeArgs { file: STANDARD.encode(file) })
}

fn states(tablet: &Tablet) -> Vec<ParcelState> {
    tablet.open().sync_details().unwrap().parcels.iter().map(|parcel| parcel.state).collect()
}

/// Files of the carrier's that hold a colleague's work.
fn kept(tablet: &Tablet) -> usize {
    let files = std::fs::read_dir(tablet.folder().join("carried")).into_iter().flatten();
    files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "parcel")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_never_comes_back_has_lost_nothing() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let jonas = world.tablet("D02").await;
    let file = rasa.open().carry_out().unwrap();
    let (hers, his) = (rasa.open().installation().unwrap(), jonas.open().installation().unwrap());
    assert!(file.name.starts_with("vizitas-perduoti-") && file.name.is_ascii());
    drop(rasa);
    jonas.line.cut();
    taken(&jonas, &file.bytes).unwrap();
    assert!(matches!(jonas.sync().await.unwrap(), Ended::Later { .. }));
    assert_eq!((states(&jonas), kept(&jonas)), (vec![ParcelState::Waits], 1));
    assert_eq!(jonas.open().status().unwrap().sync.waiting, 0, "it is nothing of his own");
    // Killed and locked: it is delivered all the same.
    let jonas = jonas.restarted_locked(|_| {});
    assert!(jonas.open().carries() && jonas.open().has_to_call());
    jonas.line.mend();
    jonas.line.routes();
    assert_eq!(jonas.sync().await.unwrap(), Ended::Done);
    assert_eq!(jonas.line.sent(Route::Carry).len(), 1);
    jonas.open().unlock(PIN).unwrap();
    assert_eq!((states(&jonas), kept(&jonas)), (vec![ParcelState::Delivered], 0));
    in_step(&[&jonas]).await;
    assert_eq!(jonas.line.sent(Route::Carry).len(), 1, "once it is answered it is left alone");
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), [SAID]);
    assert_eq!(found(&again, "Čepulienė").len(), 1, "a client met at the door came with her key");
    assert!(found(&jonas, "Čepulienė").is_empty());
    world.same_everywhere(&[&jonas, &again]);
    let records = world.office.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    let told: Vec<_> = records.iter().filter(|record| record.deed == "work carried").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reason, format!("{hers} by {his}"));
    // The line is taken off when it has been seen.
    let parcel = jonas.open().sync_details().unwrap().parcels.remove(0).id;
    assert!(jonas.open().carry_forget(&CarriedArgs { parcel }).unwrap().is_empty());
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_comes_back_is_told_that_all_of_it_is_known() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let (jonas, ona) = (world.tablet("D02").await, world.tablet("D03").await);
    // Two colleagues, and the second file was made later and holds more.
    taken(&jonas, &handed_over(&rasa)).unwrap();
    rasa.open().unlock(PIN).unwrap();
    note(&rasa, &visit, "Ir dar.");
    let waits = rasa.open().status().unwrap().sync.waiting;
    assert!(waits > 1, "{waits}");
    let later = handed_over(&rasa);
    taken(&ona, &later).unwrap();
    taken(&ona, &later).unwrap();
    assert_eq!(states(&ona), [ParcelState::Waits], "one file is taken once");
    for colleague in [&ona, &jonas] {
        colleague.line.lose_every(2);
        for _ in 0..20 {
            let _ = colleague.sync().await.unwrap();
        }
        colleague.line.mend();
        in_step(&[colleague]).await;
        assert_eq!(states(colleague), [ParcelState::Delivered]);
    }
    assert_eq!(
        rasa.open().status().unwrap().sync.waiting,
        waits,
        "what waits here waits until it is answered here"
    );
    rasa.line.mend();
    in_step(&[&rasa]).await;
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    assert!(matches!(rasa.open().carry_out(), Err(DeviceError::CarryNothing)));
    let again = world.tablet("D01").await;
    for tablet in [&rasa, &again] {
        assert_eq!(notes(tablet, &visit), [SAID, "Ir dar."]);
        assert_eq!(found(tablet, "Čepulienė").len(), 1);
    }
    // It works on where it was.
    note(&rasa, &visit, "Vėl ryšys.");
    in_step(&[&rasa, &again]).await;
    assert_eq!(notes(&again, &visit).len(), 3);
    world.same_everywhere(&[&rasa, &again, &jonas, &ona]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tablets_in_one_room_need_no_file() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let jonas = world.tablet("D02").await;
    let shown = rasa.open().link_open().unwrap();
    assert_eq!((shown.state, rasa.open().is_open()), (LinkState::Waits, false));
    let (device, _) = jonas.parts();
    let wrong =
        LinkTakeArgs { text: format!("{} 0000-0000-0000-0000", shown.text.split(' ').next().unwrap()) };
    assert!(matches!(link_take(device, &wrong), Err(DeviceError::LinkWrong)));
    let right = LinkTakeArgs { text: shown.text };
    jonas.open().lock();
    assert!(matches!(link_take(device, &right), Err(DeviceError::Locked)));
    jonas.open().unlock(PIN).unwrap();
    // Killed before it was kept: the link is open still.
    jonas.open().pull_plug_after(0);
    assert!(link_take(device, &right).is_err());
    let jonas = jonas.restarted();
    assert!(states(&jonas).is_empty());
    let (device, _) = jonas.parts();
    assert_eq!(link_take(device, &right).unwrap().len(), 1);
    while rasa.open().link_look().unwrap().unwrap().state != LinkState::Taken {
        std::thread::yield_now();
    }
    assert!(matches!(link_take(device, &right), Err(DeviceError::LinkUnreachable)), "once");
    rasa.open().link_close();
    assert!(rasa.open().link_look().unwrap().is_none());
    in_step(&[&jonas]).await;
    assert_eq!(states(&jonas), [ParcelState::Delivered]);
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), [SAID]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carrier_whose_rights_ended_still_brings_what_others_made() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let jonas = world.tablet("D02").await;
    taken(&jonas, &handed_over(&rasa)).unwrap();
    let desk = Desk::of(&world).await;
    desk.delete(&format!("tablets/{}", jonas.open().installation().unwrap())).await;
    assert_eq!(jonas.sync().await.unwrap(), Ended::Stopped);
    assert_eq!((states(&jonas), kept(&jonas)), (vec![ParcelState::Delivered], 0));
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), [SAID]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_tablet_without_rights_wrote_waits_for_a_person() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let jonas = world.tablet("D02").await;
    let hers = rasa.open().installation().unwrap();
    let desk = Desk::of(&world).await;
    desk.delete(&format!("tablets/{hers}")).await;
    taken(&jonas, &handed_over(&rasa)).unwrap();
    in_step(&[&jonas]).await;
    assert_eq!(states(&jonas), [ParcelState::Delivered]);
    let again = world.tablet("D01").await;
    assert!(notes(&again, &visit).is_empty());
    let held = world.office.log().read(|log| log.undecided_size(hers)).unwrap();
    assert!(held.events >= 2, "none of it is thrown away");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_damaged_or_somebody_elses_changes_nothing() {
    let (world, other) = (World::new().await, World::new().await);
    let (rasa, _) = stuck(&world).await;
    let (jonas, stranger) = (world.tablet("D02").await, other.tablet("D02").await);
    let file = handed_over(&rasa);
    for at in (0..file.len()).step_by(file.len() / 40).chain([file.len() - 1]) {
        let mut bytes = file.clone();
        bytes[at] ^= 1;
        assert!(matches!(taken(&jonas, &bytes), Err(DeviceError::CarryDamaged)), "{at}");
        assert!(matches!(taken(&jonas, &file[..at]), Err(DeviceError::CarryDamaged)), "cut after {at}");
    }
    for bytes in [b"".as_slice(), b"VIZITAS", &[file.clone(), vec![0]].concat()] {
        assert!(matches!(taken(&jonas, bytes), Err(DeviceError::CarryDamaged)));
    }
    assert!(matches!(taken(&stranger, &file), Err(DeviceError::CarryOther)));
    let large = CarryTakeArgs { file: "A".repeat(100 << 20) };
    assert!(matches!(jonas.open().carry_take(&large), Err(DeviceError::CarryTooLarge)));
    let no_base_64 = CarryTakeArgs { file: "?".into() };
    assert!(matches!(jonas.open().carry_take(&no_base_64), Err(DeviceError::CarryDamaged)));
    jonas.open().lock();
    assert!(matches!(taken(&jonas, &file), Err(DeviceError::Locked)));
    jonas.open().unlock(PIN).unwrap();
    assert!(states(&jonas).is_empty() && states(&stranger).is_empty());
    // One that decayed after it was taken is said to be so.
    taken(&jonas, &file).unwrap();
    let carried = jonas.folder().join("carried");
    let parcel = std::fs::read_dir(&carried).unwrap().map(|file| file.unwrap().path());
    let parcel = parcel.into_iter().find(|path| path.extension().is_some_and(|end| end == "parcel")).unwrap();
    std::fs::write(&parcel, &file[..100]).unwrap();
    in_step(&[&jonas]).await;
    assert_eq!(states(&jonas), [ParcelState::Damaged]);
    // The same file once more is a way out of it.
    taken(&jonas, &file).unwrap();
    in_step(&[&jonas]).await;
    assert_eq!(states(&jonas), [ParcelState::Delivered]);
    world.end().await;
    other.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_carrier_may_be_killed_at_any_step() {
    let world = World::new().await;
    let (rasa, visit) = stuck(&world).await;
    let file = handed_over(&rasa);
    let mut jonas = world.tablet("D02").await;
    in_step(&[&jonas]).await;
    let mut seen = BTreeSet::new();
    for steps in 0..4 {
        jonas.open().pull_plug_after(steps);
        let took = taken(&jonas, &file).is_ok();
        jonas = jonas.restarted();
        let listed = states(&jonas);
        assert!(!took || !listed.is_empty(), "{steps}: what was said to be taken is taken");
        if listed.is_empty() {
            continue;
        }
        jonas.open().pull_plug_after(steps);
        let _ = jonas.sync().await;
        jonas = jonas.restarted();
        seen.extend(states(&jonas).into_iter().map(|state| format!("{state:?}")));
    }
    assert!(seen.contains("Waits"), "it was killed before the answer was written down: {seen:?}");
    in_step(&[&jonas]).await;
    assert_eq!((states(&jonas), kept(&jonas)), (vec![ParcelState::Delivered], 0));
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), [SAID]);
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    rasa.open().unlock(PIN).unwrap();
    in_step(&[&rasa]).await;
    world.same_everywhere(&[&jonas, &again, &rasa]);
    world.end().await;
}
