//! The outbox or the replica is lost or damaged: the chain goes on without a second branch, and nothing that is known
//! anywhere is lost.

use super::{found, in_step, met_at_the_door, note, notes};
use crate::world::{Tablet, World};
use std::path::Path;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;

/// Four notes at the office, two that wait.
async fn at_work(world: &World) -> (Tablet, VisitArgs) {
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    for n in 1..=4 {
        note(&rasa, &visit, &format!("{n}"));
        in_step(&[&rasa]).await;
    }
    rasa.line.cut();
    note(&rasa, &visit, "5");
    note(&rasa, &visit, "6");
    (rasa, visit)
}

async fn goes_on(world: World, rasa: Tablet, visit: VisitArgs, expected: &[&str]) {
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done, "no second branch");
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    assert_eq!(notes(&rasa, &visit), expected);
    let (again, ona) = (world.tablet("D01").await, world.tablet("D03").await);
    assert_eq!(notes(&again, &visit), expected, "all of it reached the office");
    world.same_everywhere(&[&rasa, &again, &ona]);
    world.end().await;
}

fn damaged(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    files.filter(|name| name.to_string_lossy().contains("damaged")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_outbox_is_filled_from_the_replica() {
    let world = World::new().await;
    let (rasa, visit) = at_work(&world).await;
    let rasa = rasa.restarted_after(|folder| std::fs::remove_file(folder.join("outbox")).unwrap());
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 2, "what waited waits again");
    // Without signal the chain goes on where the replica knows it to stand.
    note(&rasa, &visit, "7");
    let rasa = rasa.restarted();
    rasa.line.mend();
    goes_on(world, rasa, visit, &["1", "2", "3", "4", "5", "6", "7"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_met_before_the_outbox_was_lost_reaches_the_office_with_her_key() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    rasa.open().client_add(&met_at_the_door()).unwrap();
    let rasa = rasa.restarted_after(|folder| std::fs::remove_file(folder.join("outbox")).unwrap());
    in_step(&[&rasa]).await;
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    let again = world.tablet("D01").await;
    assert_eq!(found(&again, "cepuliene").len(), 1, "the office can read her");
    world.same_everywhere(&[&rasa, &again]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_outbox_is_set_aside_and_mended() {
    let world = World::new().await;
    let (mut rasa, visit) = at_work(&world).await;
    let whole = std::cell::RefCell::new(Vec::new());
    rasa = rasa.restarted_after(|folder| *whole.borrow_mut() = std::fs::read(folder.join("outbox")).unwrap());
    let whole = whole.into_inner();
    // The first byte of all, the head, a record in the middle, the last one.
    for at in [0, 12, 30, whole.len() / 2, whole.len() - 40] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let before = std::cell::Cell::new(0);
        rasa = rasa.restarted_after(|folder| {
            before.set(damaged(folder));
            std::fs::write(folder.join("outbox"), &bytes).unwrap();
        });
        assert_eq!(rasa.open().status().unwrap().sync.waiting, 2, "damaged at {at}");
        assert_eq!(notes(&rasa, &visit).len(), 6, "damaged at {at}");
        rasa = rasa.restarted_after(|folder| {
            let last = at == whole.len() - 40;
            assert_eq!(
                damaged(folder),
                before.get() + usize::from(!last),
                "a torn tail was never saved: {at}"
            );
        });
    }
    note(&rasa, &visit, "7");
    rasa.line.mend();
    goes_on(world, rasa, visit, &["1", "2", "3", "4", "5", "6", "7"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_replica_lost_too_the_server_says_where_the_chain_stands() {
    let world = World::new().await;
    let (rasa, visit) = at_work(&world).await;
    let rasa = rasa.restarted_after(|folder| {
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name == "outbox" || name.starts_with("replica") {
                std::fs::remove_file(file).unwrap();
            }
        }
    });
    let block = BlockTimeArgs {
        day: "2026-11-24".into(),
        from: "12:00".into(),
        to: "12:30".into(),
        reason: String::new(),
    };
    assert!(rasa.open().block_time(&block).is_err(), "an event now might be a second branch");
    rasa.line.mend();
    rasa.line.routes();
    in_step(&[&rasa]).await;
    assert_eq!(rasa.line.routes()[0], Route::Push, "asked first of all");
    assert_eq!(notes(&rasa, &visit), ["1", "2", "3", "4"], "what was nowhere else is gone");
    note(&rasa, &visit, "5");
    goes_on(world, rasa.restarted(), visit, &["1", "2", "3", "4", "5"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_is_lost_or_damaged_is_read_anew_and_what_waits_is_sent() {
    type Harm = fn(&Path);
    let lost: Harm = |folder| {
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.file_name().unwrap().to_string_lossy().starts_with("replica") {
                std::fs::remove_file(file).unwrap();
            }
        }
    };
    let harm_first_page: Harm = |folder| harm(folder, 200);
    let harm_a_page: Harm = |folder| harm(folder, 4096 + 200);
    for (what, done) in [("lost", lost), ("first page", harm_first_page), ("second page", harm_a_page)] {
        let world = World::new().await;
        let (rasa, visit) = at_work(&world).await;
        let rasa = rasa.restarted_after(done);
        assert_eq!(rasa.open().status().unwrap().sync.waiting, 2, "{what}");
        rasa.line.mend();
        goes_on(world, rasa, visit, &["1", "2", "3", "4", "5", "6"]).await;
    }
}

/// A byte of the replica's file is another.
fn harm(folder: &Path, at: usize) {
    let path = folder.join("replica.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[at] ^= 0xff;
    std::fs::write(&path, &bytes).unwrap();
}
