//! A look at somebody outside the caseload is seen at the office, once.

use super::{in_step, note};
use crate::line::Lost;
use crate::world::{Tablet, World};
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;

fn looks(world: &World) -> usize {
    let audit = world.office.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    audit.iter().filter(|record| record.deed == "opened" && record.look.is_some()).count()
}

fn open_card(tablet: &Tablet, person: &str) {
    drop(tablet.open().person(&PersonArgs { person: person.to_owned() }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_outside_the_caseload_reaches_the_audit_exactly_once() {
    let world = World::new().await;
    let (mut rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Ąžuolienė");
    let person = rasa.open().visit(&visit).unwrap().person.id;
    open_card(&rasa, &person);
    in_step(&[&rasa]).await;
    assert_eq!(looks(&world), 0, "her own people are no matter");
    world.time.pass_minutes(12 * 60);
    rasa.line.cut();
    // What she asks for without knowing that the case is no longer hers is refused, and stays readable to her.
    let wish = RequestVisitArgs { person: person.clone(), after: None, minutes: 30 };
    rasa.open().request_visit(&wish).unwrap();
    world.office.assign(world.office.office(), "K-3", "D03").unwrap();
    rasa.line.mend();
    in_step(&[&rasa]).await;
    assert_eq!(rasa.open().status().unwrap().sync.attention, 1);
    open_card(&rasa, &person);
    open_card(&rasa, &person);
    rasa.line.routes();
    // The answer is lost: told twice, written once.
    for lost in [Lost::Answer, Lost::Request] {
        rasa.line.cut_at(0, lost);
        assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }));
    }
    assert_eq!(rasa.line.routes(), [Route::Looks, Route::Looks]);
    rasa = rasa.restarted();
    in_step(&[&rasa]).await;
    assert!(rasa.line.routes().contains(&Route::Looks));
    in_step(&[&rasa]).await;
    assert!(!rasa.line.routes().contains(&Route::Looks), "it is told no more");
    assert_eq!(looks(&world), 1);
    let audit = world.office.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let look = audit.iter().find(|record| record.look.is_some()).unwrap();
    assert_eq!(look.about.unwrap().to_string(), person);
    // The next time she unlocks and looks is another look.
    open_card(&rasa, &person);
    in_step(&[&rasa, &jonas, &ona]).await;
    assert_eq!(looks(&world), 2);
    note(&ona, &visit, "mano byla");
    in_step(&[&ona]).await;
    assert_eq!(looks(&world), 2);
    world.same_everywhere(&[&jonas, &ona]);
    world.end().await;
}
