//! A real tablet keeps the newest end of the office's audit and tells it again: at each unlocking, and before another takes
//! its place.

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_bears_witness_to_the_audit() {
    let world = World::new().await;
    let mut rasa = world.tablet("D01").await;
    let signed = || world.office.audit_checkpoints().unwrap().last().unwrap().records;
    let holds = || world.office.verify_audit(&[]).unwrap().unwrap();
    let told = || {
        let heard = world.office.log().read(|log| log.witnesses()).unwrap();
        heard.iter().map(|witness| witness.end.records).collect::<Vec<_>>()
    };
    let first = signed();
    rasa.sync_through().await;
    assert!(told().is_empty(), "it was only just given");
    rasa = rasa.restarted();
    rasa.sync_through().await;
    assert_eq!((told(), holds().witnesses), (vec![first], 1));
    // An hour later there is another; the one before is told once more beside it.
    world.time.pass_minutes(60);
    world.office.renew_keys(None).unwrap();
    let second = signed();
    assert!(second > first);
    rasa.sync_through().await;
    rasa.sync_through().await;
    assert_eq!((told(), holds().witnesses), (vec![second], 1));
    world.end().await;
}
