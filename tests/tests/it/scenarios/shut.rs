//! A tablet whose lease is over takes what its worker writes and shows nothing but the hours of her visits: what was written reaches
//! the server while it is still shut, and stands where it belongs once it is open.

use super::leased::{Body, DAY, tablet};
use super::notes;
use crate::desk::Desk;
use crate::world::{PIN, Tablet, World};
use serde_json::json;
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

fn person_of(visit: &VisitArgs) -> String {
    visit.visit.split('.').next().unwrap_or_default().to_owned()
}

/// The only visit on the list.
fn first() -> VisitArgs {
    VisitArgs { visit: "0".into() }
}

/// What the window can ask of an open tablet.
type Question = fn(&mut Device, &VisitArgs) -> Result<(), DeviceError>;

const QUESTIONS: [(&str, Question); 19] = [
    ("day", |app, _| app.day(&DayArgs { day: None }).map(drop)),
    ("week", |app, _| app.week(&DayArgs { day: None }).map(drop)),
    ("visit", |app, visit| app.visit(visit).map(drop)),
    ("search", |app, _| app.search(&SearchArgs { query: String::new() }).map(drop)),
    ("person", |app, visit| app.person(&PersonArgs { person: person_of(visit) }).map(drop)),
    ("promises", |app, _| app.promises().map(drop)),
    ("calls", |app, _| app.calls().map(drop)),
    ("conflicts", |app, _| app.conflicts().map(drop)),
    ("sync details", |app, _| app.sync_details().map(drop)),
    ("kept notes", |app, _| app.kept_notes().map(drop)),
    ("arrive", |app, visit| app.arrive(visit).map(drop)),
    ("finish", |app, visit| app.finish(visit).map(drop)),
    ("undo", |app, visit| app.undo(visit).map(drop)),
    ("client view", |app, visit| {
        app.client_view(&ClientViewArgs { visit: Some(visit.visit.clone()) }).map(drop)
    }),
    ("place to show", |app, visit| app.place_to_show(&PersonArgs { person: person_of(visit) }).map(drop)),
    ("unplanned visit", |app, visit| app.unplanned_visit(&PersonArgs { person: person_of(visit) }).map(drop)),
    ("draft", |app, visit| {
        let field = DraftField::Notes;
        app.draft_save(&DraftSaveArgs { visit: visit.visit.clone(), field, text: "a".into() }).map(drop)
    }),
    ("place a note", |app, visit| {
        let note = Uuid::from_u128(2).to_string();
        app.place_note(&PlaceNoteArgs { note, visit: visit.visit.clone() })
    }),
    ("drop a note", |app, _| app.drop_note(&KeptNoteArgs { note: Uuid::from_u128(2).to_string() })),
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
    rasa.open().shut_note(&written(Uuid::from_u128(2), None, LATER)).unwrap();
    let shown = rasa.open().shut_visits().unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].planned, Some(Moment { day: "2026-11-30".into(), time: "9:00".into() }));
    let told = serde_json::to_string(&shown).unwrap() + &serde_json::to_string(&status(&rasa)).unwrap();
    let client = person_of(&visit);
    for word in ["Žukausk", "Vilniaus", "Rasa", client.as_str(), LATER] {
        assert!(!told.contains(word), "{word} in {told}");
    }
    rasa.open().shut_arrive(&first()).unwrap();
    // A finger slipped: it is taken back, and done again.
    assert!(rasa.open().shut_undo(&first()).unwrap()[0].may_arrive);
    assert!(matches!(rasa.open().shut_undo(&first()), Err(DeviceError::StateMoved)));
    rasa.open().shut_arrive(&first()).unwrap();
    // What fails leaves it shut as well.
    assert!(matches!(rasa.open().shut_arrive(&first()), Err(DeviceError::StateMoved)));
    let empty = written(Uuid::from_u128(9), None, "  ");
    assert!(matches!(rasa.open().shut_note(&empty), Err(DeviceError::Invalid("text"))));
    answers_nothing("after");
    // What she types is use. Nobody uses it: it is locked, as late as in any talk, and takes nothing any more.
    body.runs(&world, 590);
    rasa.open()
        .shut_draft(&ShutDraftArgs { note: Uuid::from_u128(8).to_string(), text: HALF.into() })
        .unwrap();
    body.runs(&world, 590);
    assert!(!rasa.open().lock_if_left() && status(&rasa).writes);
    body.runs(&world, 11);
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
    rasa.open().shut_visits().unwrap();
    let arrived = rasa.open().shut_arrive(&first()).unwrap();
    assert!(!arrived[0].may_arrive && arrived[0].may_finish && arrived[0].arrived.is_some());
    let typed = ShutDraftArgs { note: at_visit.to_string(), text: "Vaistai".into() };
    rasa.open().shut_draft(&typed).unwrap();
    rasa.open().shut_note(&written(at_visit, Some(&first()), AT_VISIT)).unwrap();
    rasa.open().shut_note(&written(later, None, LATER)).unwrap();
    rasa.open().shut_draft(&ShutDraftArgs { note: half.to_string(), text: HALF.into() }).unwrap();
    let ended = rasa.open().shut_finish(&first()).unwrap();
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

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_lets_it_be_opened_while_somebody_writes_and_takes_nothing_away() {
    let world = World::new().await;
    let (rasa, _, visit) = shut(&world).await;
    rasa.open().shut_visits().unwrap();
    rasa.open().shut_arrive(&first()).unwrap();
    let typed = ShutDraftArgs { note: Uuid::from_u128(1).to_string(), text: HALF.into() };
    rasa.open().shut_draft(&typed).unwrap();
    rasa.line.mend();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    let now = status(&rasa);
    assert!(now.writes && now.lease.unwrap().standing == LeaseStandingView::Open);
    let done = written(Uuid::from_u128(1), Some(&first()), AT_VISIT);
    rasa.open().shut_note(&done).unwrap();
    rasa.open().lock();
    rasa.open().unlock(PIN).unwrap();
    assert_eq!(rasa.sync().await.unwrap(), Ended::Done);
    assert_eq!((notes(&rasa, &visit), status(&rasa).kept), (vec![AT_VISIT.to_owned()], 0));
    assert_eq!(rasa.open().visit(&visit).unwrap().state, VisitState::Arrived);
    world.same_everywhere(&[&rasa]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_replica_or_its_clock_it_still_takes_a_note_and_shows_no_wrong_day() {
    let world = World::new().await;
    let (rasa, body, visit) = shut(&world).await;
    let lost = rasa.restarted_locked(|folder| std::fs::write(folder.join("replica.db"), [7; 4096]).unwrap());
    body.drives(&lost, &world);
    assert!(matches!(lost.open().unlock(PIN), Err(DeviceError::LeaseOver)));
    assert!(lost.open().shut_visits().unwrap().is_empty());
    lost.open().shut_note(&written(Uuid::from_u128(3), None, LATER)).unwrap();
    lost.line.mend();
    assert_eq!(lost.sync().await.unwrap(), Ended::Done);
    lost.open().lock();
    lost.open().unlock(PIN).unwrap();
    assert_eq!(lost.sync().await.unwrap(), Ended::Done);
    let kept = lost.open().kept_notes().unwrap();
    assert_eq!(kept.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), [LATER]);
    let placed = PlaceNoteArgs { note: kept.notes[0].note.clone(), visit: visit.visit.clone() };
    lost.open().place_note(&placed).unwrap();
    assert_eq!(notes(&lost, &visit), [LATER]);
    // The battery is taken out, and the clock comes back a day early.
    lost.line.cut();
    body.is_set_by(-86_400 - 600);
    body.is_off(&world, 600);
    lost.open().lock();
    assert!(matches!(lost.open().unlock(PIN), Err(DeviceError::LeaseOver)));
    assert!(status(&lost).lease.unwrap().reset);
    assert!(lost.open().shut_visits().unwrap().is_empty(), "no hours of a day that may be another");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_ends_a_profile_ends_the_writing_on_it() {
    let world = World::new().await;
    let (rasa, _, _) = shut(&world).await;
    let desk = Desk::of(&world).await;
    rasa.open().shut_note(&written(Uuid::from_u128(3), None, LATER)).unwrap();
    let tablet = desk.get("tablets").await[0]["tablet"].as_str().unwrap().to_owned();
    desk.post(&format!("tablets/{tablet}/wipe"), json!({})).await;
    rasa.line.mend();
    let _ = rasa.sync().await;
    assert!(status(&rasa).cleared.is_some() && !status(&rasa).writes);
    assert!(matches!(rasa.open().shut_visits(), Err(DeviceError::Locked)));
    world.end().await;
}
