//! A tablet that came by a code waits for the office: it shows the digits that the office sees, sends nothing, keeps what is
//! written, and goes on by itself when it is approved.

use super::met_at_the_door;
use crate::desk::Desk;
use crate::world::{Tablet, World};
use serde_json::json;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;
use vizitas_server::Approval;

fn approval(tablet: &Tablet) -> Option<ApprovalView> {
    tablet.open().status().unwrap().approval
}

/// The tablet asked, and was told to ask again soon.
async fn waits(tablet: &Tablet) {
    let Ended::Later { ms, asked: false } = tablet.sync().await.unwrap() else { panic!("it does not wait") };
    assert!((5_000..10_000).contains(&ms), "{ms}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_tablet_waits_shows_its_digits_and_goes_on_by_itself_when_it_is_approved() {
    let world = World::new().await;
    let ruta = Desk::of(&world).await;
    let rasa = world.unapproved("D01").await;
    for _ in 0..3 {
        waits(&rasa).await;
    }
    let (tablet, check) = ruta.newcomer().await;
    let shown = approval(&rasa).unwrap();
    assert_eq!((&shown.check, shown.refused), (&check, false), "the office sees what the tablet shows");
    assert!(rasa.open().waits_for_approval());
    assert_eq!(rasa.open().status().unwrap().sync.link, Link::Idle, "the server was reached");
    assert_eq!(rasa.open().sync_details().unwrap().problem.unwrap().code, ErrorCode::NotApproved);
    assert!(rasa.open().search(&SearchArgs { query: String::new() }).unwrap().is_empty());
    // A restart without signal shows the same.
    let rasa = rasa.restarted();
    rasa.line.cut();
    assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }));
    assert_eq!(approval(&rasa).unwrap(), shown);
    rasa.line.mend();
    waits(&rasa).await;
    // What is written meanwhile is kept, and nothing of it is sent twice or lost.
    let person = rasa.open().client_add(&met_at_the_door()).unwrap();
    waits(&rasa).await;
    assert!(rasa.open().status().unwrap().sync.waiting > 0);
    ruta.post(&format!("tablets/{tablet}/approve"), json!({})).await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(approval(&rasa), None);
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention), (0, 0));
    rasa.visit_with("Žukauskienė");
    let hers = ruta.get(&format!("clients/{}", person.brief.id)).await;
    assert!(hers.to_string().contains("Čepulienė"), "what she wrote before has arrived");
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installed_app_that_does_not_know_the_answer_loses_nothing() {
    let world = World::new().await;
    let ruta = Desk::of(&world).await;
    let rasa = world.unapproved("D01").await;
    rasa.line.hears_as_before();
    rasa.open().client_add(&met_at_the_door()).unwrap();
    for _ in 0..12 {
        let ended = rasa.sync().await.unwrap();
        assert!(
            matches!(ended, Ended::Later { asked: false, .. }),
            "a pause that the app itself ends: {ended:?}"
        );
    }
    assert_eq!(approval(&rasa), None, "it knows no such screen");
    assert!(rasa.open().status().unwrap().sync.waiting > 0);
    let rasa = rasa.restarted();
    let (tablet, _) = ruta.newcomer().await;
    ruta.post(&format!("tablets/{tablet}/approve"), json!({})).await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_is_refused_says_so_and_takes_another_code() {
    let world = World::new().await;
    let ruta = Desk::of(&world).await;
    let rasa = world.unapproved("D01").await;
    waits(&rasa).await;
    assert!(matches!(rasa.open().start_over(), Err(DeviceError::WrongStage)), "while it waits, it stays");
    let (tablet, check) = ruta.newcomer().await;
    ruta.delete(&format!("tablets/{tablet}")).await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Stopped);
    let rasa = rasa.restarted();
    assert!(approval(&rasa).unwrap().refused, "it says so after a restart, too");
    rasa.line.routes();
    rasa.open().start_over().unwrap();
    assert_eq!(rasa.open().status().unwrap().stage, Stage::New);
    assert!(rasa.line.routes().is_empty());
    let rasa = rasa.enrolled_anew(&world, "D01", Approval::Asked).await;
    waits(&rasa).await;
    let (again, other) = ruta.newcomer().await;
    assert!(again != tablet && other != check, "new keys, new digits");
    ruta.post(&format!("tablets/{again}/approve"), json!({})).await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let rasa = rasa.restarted();
    rasa.visit_with("Žukauskienė");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_worked_is_never_shut_out_by_an_approval_that_a_restore_lost() {
    let world = World::new().await;
    let rasa = world.unapproved("D01").await;
    let backup = world.backup();
    let ruta = Desk::of(&world).await;
    let (tablet, _) = ruta.newcomer().await;
    ruta.post(&format!("tablets/{tablet}/approve"), json!({})).await;
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let visit = rasa.visit_with("Žukauskienė");
    drop(ruta);
    let world = world.restored(&backup).await;
    super::note(&rasa, &visit, "po atkūrimo");
    waits(&rasa).await;
    assert_eq!(approval(&rasa), None, "her day stays open");
    assert_eq!(super::notes(&rasa, &visit), ["po atkūrimo"]);
    assert_eq!(rasa.line.routes().last(), Some(&Route::Push));
    let ruta = Desk::of(&world).await;
    let (tablet, _) = ruta.newcomer().await;
    ruta.post(&format!("tablets/{tablet}/approve"), json!({})).await;
    rasa.sync_through().await;
    assert_eq!(rasa.open().status().unwrap().sync.waiting, 0);
    world.end().await;
}
