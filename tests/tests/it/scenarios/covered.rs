//! What a tablet has sent it keeps until a backup of the server holds it, with the keys that open it; then it goes.

use super::{in_step, in_step_with, note, notes};
use crate::world::{Tablet, World};
use vizitas_domain::event::Role;
use vizitas_domain::id::ActorId;
use vizitas_server::backup::Kind;
use vizitas_server::staff::By;

/// What waits, and what is kept though it was sent.
fn held(tablet: &Tablet) -> (u32, u32) {
    let sync = tablet.open().sync_details().unwrap();
    (sync.line.waiting, sync.kept)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_leaves_the_tablet_once_log_and_keys_are_in_a_backup() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    note(&rasa, &visit, "pirmas");
    assert_eq!(held(&rasa), (1, 0));
    for _ in 0..3 {
        in_step(&[&rasa]).await;
        assert_eq!(held(&rasa), (0, 1), "the server has it, and no backup");
    }
    world.backup_of(Kind::Log);
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 1), "a log without its keys brings nothing back");
    note(&rasa, &visit, "antras");
    in_step(&[&rasa]).await;
    world.backup_of(Kind::Vault);
    assert_eq!(held(&rasa), (0, 2), "nobody has told it yet");
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 1), "the second is in no log's backup");
    world.backup();
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 0));
    let rasa = rasa.restarted();
    assert_eq!((held(&rasa), notes(&rasa, &visit)), ((0, 0), vec!["pirmas".into(), "antras".into()]));
    // The chain goes on from what left.
    note(&rasa, &visit, "trečias");
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 1));
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_restored_to_what_was_covered_lacks_nothing_that_left_a_tablet() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    let visit = rasa.visit_with("Žukauskienė");
    note(&rasa, &visit, "prieš kopiją");
    in_step(&[&rasa]).await;
    let backup = world.backup();
    in_step(&[&rasa]).await;
    note(&rasa, &visit, "po kopijos");
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 1), "one left, one is kept");
    let world = world.restored(&backup).await;
    in_step_with(&world, &[&rasa]).await;
    in_step_with(&world, &[&rasa]).await;
    assert_eq!(held(&rasa), (0, 1), "sent again, and kept again: the backup is older");
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["prieš kopiją", "po kopijos"]);
    world.same_everywhere(&[&rasa, &again]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_of_somebody_erased_goes_at_once_and_waits_for_no_backup() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.cut();
    note(&rasa, &visit, "neišsiųsta");
    let office = &world.office;
    let client = office.client_id("K-1").unwrap();
    office.ask_erasure(office.office(), client, "consent", "").unwrap();
    let second = By { actor: ActorId(uuid::Uuid::now_v7()), role: Role::Coordinator };
    office.erase(second, client, "Elžbieta Žukauskienė").unwrap();
    rasa.line.mend();
    rasa.open().lock();
    // Locked it takes nothing in of what it fetches: the answer to its push alone tells.
    let waits = || rasa.open().status().unwrap().sync.waiting;
    assert_eq!(waits(), 1);
    rasa.sync().await.unwrap();
    assert_eq!(waits(), 0, "nothing of hers is left to be sent");
    let rasa = rasa.restarted_after(|folder| {
        let left = std::fs::metadata(folder.join("outbox")).unwrap().len();
        assert!(left < 200, "nor on the disk: {left} bytes");
    });
    in_step(&[&rasa]).await;
    assert_eq!(held(&rasa), (0, 0));
    world.end().await;
}
