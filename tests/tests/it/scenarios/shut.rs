//! A tablet whose lease is over takes what its worker writes and shows nothing but the hours of her visits: what was written reaches
//! the server while it is still shut, and stands where it belongs once it is open.

use super::leased::{Body, DAY, tablet};
use super::notes;
use crate::world::{PIN, Tablet, World};
use uuid::Uuid;
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::sync::Ended;
use vizitas_device::view::*;

const AT_VISIT: &str = "Vaistai baigiasi penktadienį.";
const LATER: &str = "Kaimynė prašė paskambinti.";
const HALF: &str = "Dar nebaig";

/// A tablet of Rasa's that holds a visit of the next Monday, and was without contact for a week: the PIN opens it no more.
async fn shut(world: &World) -> (Tablet, Body, VisitArgs) {
    let (rasa, body) = tablet(world).await;
    rasa.line.cut();
    let person = {
        let visit = rasa.visit_with("Žukauskienė");
        rasa.open().visit(&visit).unwrap().person.id
    };
    let agreed = AgreeTimeArgs {
        person,
        visit: None,
        after: None,
        day: "2026-11-30".into(),
        time: "9:00".into(),
        minutes: 45,
        contact: None,
        channel: Channel::Phone,
    };
    let visit = VisitArgs { visit: rasa.open().agree_time(&agreed).unwrap().visit };
    body.runs(world, 7 * DAY);
    rasa.open().lock();
    assert!(matches!(rasa.open().unlock(PIN), Err(DeviceError::LeaseOver)));
    (rasa, body, visit)
}

fn status(tablet: &Tablet) -> StatusView {
    tablet.open().status().unwrap()
}

fn written(note: Uuid, visit: Option<&VisitArgs>, text: &str) -> ShutNoteArgs {
    let visit = visit.map(|args| args.visit.clone());
    ShutNoteArgs { note: note.to_string(), visit, text: text.into() }
}

/// What the window can ask of an open tablet.
type Question = fn(&mut Device, &VisitArgs) -> Result<(), DeviceError>;

const QUESTIONS: [(&str, Question); 11] = [
    ("day", |app, _| app.day(&DayArgs { day: None }).map(drop)),
    ("week", |app, _| app.week(&DayArgs { day: None }).map(drop)),
    ("visit", |app, visit| app.visit(visit).map(drop)),
    ("search", |app, _| app.search(&SearchArgs { query: String::new() }).map(drop)),
    ("person", |app, visit| {
        let person = visit.visit.split('.').next().unwrap_or_default().to_owned();
        app.person(&PersonArgs { person }).map(drop)
    }),
    ("promises", |app, _| app.promises().map(drop)),
    ("calls", |app, _| app.calls().map(drop)),
    ("conflicts", |app, _| app.conflicts().map(drop)),
    ("sync details", |app, _| app.sync_details().map(drop)),
    ("kept notes", |app, _| app.kept_notes().map(drop)),
    ("arrive", |app, visit| app.arrive(visit).map(drop)),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_shut_tablet_shows_hours_alone_and_answers_nothing_else() {
    let world = World::new().await;
    let (rasa, body, visit) = shut(&world).await;
    assert!(status(&rasa).writes && status(&rasa).worker.is_none() && !rasa.open().is_open());
    let answers_nothing = |when: &str| {
        for (name, ask) in QUESTIONS {
            let answer = ask(&mut rasa.open(), &visit);
            assert!(matches!(answer, Err(DeviceError::Locked)), "{name} {when}: {answer:?}");
        }
    };
    answers_nothing("before");
    let shown = rasa.open().shut_visits().unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].planned, Some(Moment { day: "2026-11-30".into(), time: "9:00".into() }));
    let told = serde_json::to_string(&shown).unwrap() + &serde_json::to_string(&status(&rasa)).unwrap();
    for word in ["Žukausk", "Vilniaus", "Rasa"] {
        assert!(!told.contains(word), "{word} in {told}");
    }
    rasa.open().shut_arrive(&visit).unwrap();
    // A finger slipped: it is taken back, and done again.
    assert!(rasa.open().shut_undo(&visit).unwrap()[0].may_arrive);
    assert!(matches!(rasa.open().shut_undo(&visit), Err(DeviceError::StateMoved)));
    rasa.open().shut_arrive(&visit).unwrap();
    // What fails leaves it shut as well.
    assert!(matches!(rasa.open().shut_arrive(&visit), Err(DeviceError::StateMoved)));
    let empty = written(Uuid::from_u128(9), None, "  ");
    assert!(matches!(rasa.open().shut_note(&empty), Err(DeviceError::Invalid("text"))));
    answers_nothing("after");
    // Nobody uses it: it is locked, and takes nothing any more.
    body.runs(&world, 100);
    rasa.open().touch();
    body.runs(&world, 100);
    assert!(!rasa.open().lock_if_left() && status(&rasa).writes);
    body.runs(&world, 121);
    assert!(rasa.open().lock_if_left() && !status(&rasa).writes);
    let late = written(Uuid::from_u128(9), None, LATER);
    assert!(matches!(rasa.open().shut_note(&late), Err(DeviceError::Locked)));
    assert!(matches!(rasa.open().unlock("739164"), Err(DeviceError::PinWrong)));
    assert!(!status(&rasa).writes, "a wrong PIN opens nothing to write in");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_a_shut_tablet_is_delivered_and_stands_where_it_belongs() {
    let world = World::new().await;
    let (rasa, body, visit) = shut(&world).await;
    let before = status(&rasa).sync.waiting;
    let [at_visit, later, half] = [1, 2, 3].map(Uuid::from_u128);
    let arrived = rasa.open().shut_arrive(&visit).unwrap();
    assert!(!arrived[0].may_arrive && arrived[0].may_finish && arrived[0].arrived.is_some());
    let typed = ShutDraftArgs { note: at_visit.to_string(), text: "Vaistai".into() };
    rasa.open().shut_draft(&typed).unwrap();
    rasa.open().shut_note(&written(at_visit, Some(&visit), AT_VISIT)).unwrap();
    rasa.open().shut_note(&written(later, None, LATER)).unwrap();
    rasa.open().shut_draft(&ShutDraftArgs { note: half.to_string(), text: HALF.into() }).unwrap();
    let ended = rasa.open().shut_finish(&visit).unwrap();
    assert!(ended[0].ended.is_some() && !ended[0].may_finish);
    assert_eq!((status(&rasa).sync.waiting, status(&rasa).kept), (before + 3, 2));
    // The battery dies; nobody opens it before it has a connection.
    let rasa = rasa.restarted_locked(|_| {});
    body.drives(&rasa, &world);
    assert_eq!((status(&rasa).sync.waiting, status(&rasa).kept), (before + 3, 2));
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(status(&rasa).sync.waiting, 0);
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(notes(&rasa, &visit), [AT_VISIT]);
    let seen = rasa.open().visit(&visit).unwrap();
    assert_eq!(
        (seen.state, seen.arrived, seen.ended),
        (VisitState::Completed, arrived[0].arrived.clone(), ended[0].ended.clone())
    );
    let kept = rasa.open().kept_notes().unwrap();
    assert_eq!(kept.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), [LATER, HALF]);
    assert!(kept.visits.iter().any(|place| place.visit == visit.visit && place.name.contains("Žukauskienė")));
    let placed = PlaceNoteArgs { note: later.to_string(), visit: visit.visit.clone() };
    rasa.open().place_note(&placed).unwrap();
    assert!(matches!(rasa.open().place_note(&placed), Err(DeviceError::NotFound)), "it is there once");
    rasa.open().drop_note(&KeptNoteArgs { note: half.to_string() }).unwrap();
    assert_eq!(status(&rasa).kept, 0);
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!(notes(&rasa, &visit), [AT_VISIT, LATER]);
    world.same_everywhere(&[&rasa]);
    world.end().await;
}
