//! The server is brought back from a backup behind its tablets: what it lost comes back from them, whoever made it.

use super::{found, in_step, in_step_with, met_at_the_door, move_to, note, notes};
use crate::line::Lost;
use crate::world::World;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;
use vizitas_domain::client::Channel as By;
use vizitas_server::Consent;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_restore_lost_comes_back_from_whoever_holds_it() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    // Rasa keeps the case: she has a visit there today.
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    in_step(&[&rasa, &jonas, &ona]).await;
    let visit = rasa.visit_with("Ąžuolienė");
    note(&rasa, &visit, "prieš kopiją");
    in_step(&[&rasa, &ona]).await;
    let backup = world.backup();
    note(&rasa, &visit, "po kopijos");
    in_step(&[&rasa, &ona]).await;
    note(&ona, &visit, "Ona po kopijos");
    move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
    in_step(&[&ona, &jonas, &rasa]).await;
    rasa.line.cut();
    note(&ona, &visit, "dar neišsiųsta");
    let before = ona.open().read_to().unwrap();
    let world = world.restored(&backup).await;
    // Rasa's tablet is not there yet: what only she made and Ona holds is brought by Ona.
    ona.line.routes();
    in_step(&[&ona]).await;
    let routes = ona.line.routes();
    assert!(routes.contains(&Route::Heads) && routes.contains(&Route::Offer), "{routes:?}");
    assert_eq!(ona.open().read_to().unwrap().0, before.0 + 1, "the new epoch is known");
    // Her own were pushed before she knew of the restore: the log's order is a new one.
    let expected = ["prieš kopiją", "Ona po kopijos", "dar neišsiųsta", "po kopijos"];
    assert_eq!(notes(&ona, &visit), expected);
    world.same_everywhere(&[&ona]);
    // Then hers comes with the office's own move, which nobody else holds.
    rasa.line.mend();
    in_step(&[&rasa, &jonas, &ona]).await;
    assert_eq!(notes(&rasa, &visit), expected, "nothing is doubled");
    let moved = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let agenda = world.office.agenda(moved, None).unwrap();
    assert!(agenda.iter().any(|line| line.client == "K-2"), "the office's move is back");
    in_step_with(&world, &[&rasa, &jonas, &ona]).await;
    assert!([&rasa, &jonas, &ona].iter().all(|tablet| tablet.open().read_to().unwrap().0 == 2));
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), expected);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_begun_after_the_backup_comes_back_with_her_key() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let backup = world.backup();
    let person = rasa.open().client_add(&met_at_the_door()).unwrap().brief.id;
    let visit = rasa.open().unplanned_visit(&PersonArgs { person }).unwrap();
    let visit = VisitArgs { visit: visit.id };
    in_step(&[&rasa]).await;
    note(&rasa, &visit, "po pirmo karto");
    in_step(&[&rasa, &jonas, &ona]).await;
    // The case goes to Ona for the evening, whose note is sealed under a key that the backup does not have.
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    in_step(&[&rasa, &ona]).await;
    let world = world.restored(&backup).await;
    in_step_with(&world, &[&rasa, &jonas, &ona]).await;
    assert_eq!(found(&rasa, "cepuliene").len(), 1);
    assert_eq!(notes(&rasa, &visit), ["po pirmo karto"]);
    assert_eq!(rasa.open().status().unwrap().sync.attention, 0);
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["po pirmo karto"], "the server can read it again");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_drawn_after_the_backup_and_after_the_restore_are_told_apart() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    world.time.pass_minutes(12 * 60);
    let visit = rasa.visit_with("Ąžuolienė");
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    in_step(&[&rasa, &jonas, &ona]).await;
    let backup = world.backup();
    // Taken and given: a second generation of keys, under which Ona writes. One note is seen by the log, one is not.
    world.office.assign(world.office.office(), "K-3", "D01").unwrap();
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    in_step(&[&rasa, &jonas, &ona]).await;
    note(&ona, &visit, "nauju raktu");
    in_step(&[&ona]).await;
    ona.line.cut();
    note(&ona, &visit, "nauju raktu, be ryšio");
    let world = world.restored(&backup).await;
    // The restored office draws a generation of its own.
    world.office.assign(world.office.office(), "K-3", "D01").unwrap();
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    ona.line.mend();
    in_step(&[&ona, &rasa, &jonas]).await;
    in_step(&[&ona]).await;
    let line = ona.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    note(&ona, &visit, "po atkūrimo");
    in_step(&[&ona]).await;
    assert_eq!(notes(&ona, &visit).len(), 3);
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_back_may_be_cut_at_every_message_and_the_app_killed_at_every_step() {
    let world = World::new().await;
    let (mut rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Žukauskienė");
    note(&rasa, &visit, "prieš kopiją");
    in_step(&[&rasa]).await;
    let backup = world.backup();
    for text in ["antras", "trečias"] {
        note(&rasa, &visit, text);
        in_step(&[&rasa]).await;
    }
    move_to(&world, "K-2", "2026-11-24 10:45", Consent::Client(By::Phone));
    in_step(&[&rasa]).await;
    note(&rasa, &visit, "neišsiųsta");
    let world = world.restored(&backup).await;
    let mut message = 0;
    loop {
        rasa.line.cut_at(message, if message % 2 == 0 { Lost::Answer } else { Lost::Request });
        rasa.open().pull_plug_after(message);
        let done = matches!(rasa.sync().await, Ok(Ended::Done));
        rasa = rasa.restarted();
        assert_eq!(notes(&rasa, &visit).len(), 4, "nothing is lost at {message}");
        if done && rasa.line.to_be_cut() {
            break;
        }
        message += 1;
        assert!(message < 40, "it comes to an end");
    }
    rasa.line.mend();
    in_step_with(&world, &[&rasa, &jonas, &ona]).await;
    assert_eq!(notes(&rasa, &visit), ["prieš kopiją", "antras", "trečias", "neišsiųsta"]);
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_for_and_not_yet_read_when_the_server_was_restored_is_pushed_again() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    note(&rasa, &visit, "prieš kopiją");
    // Twice: her cursor then stands where the backup does, and the restored log parts from nothing that she read.
    in_step(&[&rasa]).await;
    in_step(&[&rasa]).await;
    let backup = world.backup();
    note(&rasa, &visit, "po kopijos");
    rasa.line.cut_at(1, Lost::Request);
    rasa.line.routes();
    assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }));
    assert_eq!(rasa.line.routes(), [Route::Push, Route::Pull], "the push was answered, the pull was cut");
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
    let world = world.restored(&backup).await;
    rasa.line.mend();
    in_step(&[&rasa]).await;
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["prieš kopiją", "po kopijos"], "in the very first sync");
    world.same_everywhere(&[&rasa, &again]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_under_a_right_that_the_restore_lost_comes_back_whatever_was_said_of_it_since() {
    // While Rasa's visit is to come she keeps the case, and Ona's right alone is lost: her push is refused. Once it is over
    // the case is taken from her, and Ona writes under a new key, which is lost as well: her push is parked.
    for minutes in [0, 12 * 60] {
        let world = World::new().await;
        let (rasa, ona) = (world.tablet("D01").await, world.tablet("D03").await);
        world.time.pass_minutes(minutes);
        let visit = rasa.visit_with("Ąžuolienė");
        in_step(&[&rasa, &ona]).await;
        let backup = world.backup();
        world.office.assign(world.office.office(), "K-3", "D03").unwrap();
        in_step(&[&rasa, &ona]).await;
        note(&ona, &visit, "Ona, išsiųsta");
        in_step(&[&ona]).await;
        note(&ona, &visit, "Ona, dar neišsiųsta");
        let world = world.restored(&backup).await;
        in_step(&[&ona, &rasa]).await;
        assert_eq!(notes(&rasa, &visit), ["Ona, išsiųsta"], "it had been accepted ({minutes})");
        let line = ona.open().status().unwrap().sync;
        assert_eq!(
            (line.waiting, line.attention),
            (0, 1),
            "the other never was, and she is told ({minutes})"
        );
        world.end().await;
    }
}
