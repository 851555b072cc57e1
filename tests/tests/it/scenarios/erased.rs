//! A client is erased while a tablet is away: what it held and what it had not sent goes at the next contact, and the office
//! knows that it has.

use super::{found, in_step, note};
use crate::world::World;
use std::path::Path;
use uuid::Uuid;
use vizitas_device::sync::Ended;
use vizitas_device::view::*;
use vizitas_domain::event::Role;
use vizitas_domain::id::ActorId;
use vizitas_server::erasing::TabletState;
use vizitas_server::staff::By;

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_was_set_aside_as_damaged_goes_with_whoever_is_erased() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let aside = |folder: &Path| {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        files.filter(|name| name.to_string_lossy().starts_with("replica.db.damaged-")).count()
    };
    let mut folder = std::path::PathBuf::new();
    let rasa = rasa.restarted_after(|of| {
        folder = of.to_owned();
        let path = of.join("replica.db");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[200] ^= 0xff;
        std::fs::write(&path, bytes).unwrap();
    });
    in_step(&[&rasa]).await;
    assert!(aside(&folder) > 0, "it lies beside the new one");
    let office = &world.office;
    let client = office.client_id("K-1").unwrap();
    office.ask_erasure(office.office(), client, "consent", "").unwrap();
    let second = By { actor: ActorId(Uuid::now_v7()), role: Role::Coordinator };
    office.erase(second, client, "Elžbieta Žukauskienė").unwrap();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(aside(&folder), 0, "what it may have held of her is gone");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_was_away_forgets_an_erased_client_with_all_that_waited() {
    let world = World::new().await;
    let rasa = world.tablet("D01").await;
    in_step(&[&rasa]).await;
    let visit = rasa.visit_with("Žukauskienė");
    note(&rasa, &visit, "Išsiųsta.");
    in_step(&[&rasa]).await;
    rasa.line.cut();
    note(&rasa, &visit, "Neišsiųsta.");
    let draft =
        DraftSaveArgs { visit: visit.visit.clone(), field: DraftField::Notes, text: "Nebaigta min".into() };
    rasa.open().draft_save(&draft).unwrap();

    let office = &world.office;
    let client = office.client_id("K-1").unwrap();
    office.ask_erasure(office.office(), client, "consent", "").unwrap();
    let second = By { actor: ActorId(Uuid::now_v7()), role: Role::Coordinator };
    assert!(office.erase(office.office(), client, "Elžbieta Žukauskienė").is_err(), "one person alone");
    office.erase(second, client, "Elžbieta Žukauskienė").unwrap();
    let state = || office.erasure_proof(client).unwrap().tablets[0].state;
    assert_eq!(state(), TabletState::Waiting);

    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(state(), TabletState::Confirmed);
    assert!(found(&rasa, "Žukauskienė").is_empty());
    assert!(rasa.open().visit(&visit).is_err());
    let sync = rasa.open().status().unwrap().sync;
    assert_eq!((sync.waiting, sync.attention), (0, 0));
    world.same_everywhere(&[&rasa]);
    world.end().await;
}
