//! Bad signal: requests lost, answers lost, requests that arrive twice and late.

use super::{in_step, in_step_with, note, notes};
use crate::line::Lost;
use crate::world::World;
use vizitas_device::sync::Ended;
use vizitas_device::transport::Route;
use vizitas_device::view::*;
use vizitas_sync::wire::{Message, PushAnswer, PushOutcome, Verdict};

#[tokio::test(flavor = "multi_thread")]
async fn the_connection_may_be_cut_at_every_message() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Žukauskienė");
    let mut written = 0;
    let mut message = 0;
    let whole = [Route::Push, Route::Pull, Route::Pull, Route::Digest];
    loop {
        let mut missed = 0;
        for lost in [Lost::Request, Lost::Answer] {
            // Something to push, something new, a history to be fetched: K-3 goes and comes back.
            written += 1;
            note(&rasa, &visit, &format!("užrašas {written}"));
            world.time.pass_minutes(if written == 1 { 12 * 60 } else { 1 });
            world.office.assign(world.office.office(), "K-3", "D03").unwrap();
            world.office.assign(world.office.office(), "K-3", "D01").unwrap();
            rasa.line.routes();
            rasa.line.cut_at(message, lost);
            let ended = rasa.sync().await.unwrap();
            if rasa.line.to_be_cut() {
                assert_eq!((ended, rasa.line.routes()), (Ended::Done, whole.to_vec()));
                missed += 1;
                continue;
            }
            assert!(matches!(ended, Ended::Later { .. }), "message {message}, {lost:?}");
            in_step(&[&rasa, &jonas, &ona]).await;
            let expected: Vec<String> = (1..=written).map(|n| format!("užrašas {n}")).collect();
            assert_eq!(notes(&rasa, &visit), expected, "message {message}, {lost:?}");
            world.same_everywhere(&[&rasa, &jonas, &ona]);
        }
        if missed == 2 {
            break;
        }
        message += 1;
    }
    assert_eq!(message, 4, "every message of the sync was cut");
    rasa.line.mend();
    in_step(&[&rasa, &jonas, &ona]).await;
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_that_come_twice_and_late_change_nothing() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    let visit = rasa.visit_with("Žukauskienė");
    rasa.line.routes();
    for text in ["pirmas", "antras", "trečias"] {
        note(&rasa, &visit, text);
        in_step(&[&rasa]).await;
    }
    let pushes = rasa.line.sent(Route::Push);
    assert_eq!(pushes.len(), 3);
    let head = rasa.open().read_to().unwrap();
    // The first again after the third, then all backwards, then all at once and each twice.
    for push in [&pushes[0], &pushes[2], &pushes[1], &pushes[0]] {
        known(&rasa.line.again(push).await.unwrap());
    }
    let (first, second) = tokio::join!(rasa.line.again(&pushes[1]), rasa.line.again(&pushes[1]));
    known(&first.unwrap());
    known(&second.unwrap());
    // What nobody has seen yet comes twice at once: one of the two gives it its place.
    rasa.line.cut_at(0, Lost::Request);
    note(&rasa, &visit, "ketvirtas");
    assert!(matches!(rasa.sync().await.unwrap(), Ended::Later { .. }));
    let push = rasa.line.sent(Route::Push).pop().unwrap();
    let answers = tokio::join!(rasa.line.again(&push), rasa.line.again(&push), rasa.line.again(&push));
    let places: Vec<u64> =
        [answers.0, answers.1, answers.2].into_iter().map(|answer| known(&answer.unwrap())).collect();
    assert!(places.windows(2).all(|pair| pair[0] == pair[1]), "{places:?}");
    in_step(&[&rasa, &jonas, &ona]).await;
    assert_eq!(rasa.open().read_to().unwrap().1, head.1 + 1, "nothing else got a place");
    assert_eq!(notes(&rasa, &visit), ["pirmas", "antras", "trečias", "ketvirtas"]);
    // Two syncs of one tablet at once answer each event for itself.
    note(&rasa, &visit, "penktas");
    let (one, other) = tokio::join!(rasa.sync(), rasa.sync());
    assert_eq!((one.unwrap(), other.unwrap()), (Ended::Done, Ended::Done));
    let line = rasa.open().status().unwrap().sync;
    assert_eq!((line.waiting, line.attention, notes(&rasa, &visit).len()), (0, 0, 5));
    world.same_everywhere(&[&rasa, &jonas, &ona]);
    world.end().await;
}

/// The place that the one event of a push has.
fn known(answer: &[u8]) -> u64 {
    match PushAnswer::decode(answer).unwrap().outcome {
        PushOutcome::Judged(verdicts) => match verdicts.as_slice() {
            [Verdict::Known(place) | Verdict::At(place)] => *place,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_opens_and_the_next_visit_is_agreed() {
    let world = World::new().await;
    let (rasa, jonas, ona) =
        (world.tablet("D01").await, world.tablet("D02").await, world.tablet("D03").await);
    rasa.line.cut();
    let visit = rasa.visit_with("Žukauskienė");
    let person = rasa.open().visit(&visit).unwrap().person.id;
    {
        let mut app = rasa.open();
        app.set_out(&visit).unwrap();
        app.arrive(&visit).unwrap();
        let call = CallLogArgs {
            person: person.clone(),
            visit: Some(visit.visit.clone()),
            task: None,
            incoming: false,
            caller: CallerArgs::default(),
            number: None,
            outcome: CallOutcome::NoAnswer,
            text: String::new(),
            again: None,
        };
        app.call_log(&call).unwrap();
        let done = app.no_access(&NoAccessArgs { visit: visit.visit.clone(), card_left: true }).unwrap();
        assert_eq!((done.state, done.card_left, done.calls.len()), (VisitState::NoAccess, true, 1));
        let wish = RequestVisitArgs { person: person.clone(), after: Some(visit.visit.clone()), minutes: 45 };
        let next = app.request_visit(&wish).unwrap();
        let agreed = AgreeTimeArgs {
            person: person.clone(),
            visit: Some(next.visit.clone()),
            after: None,
            day: "2026-11-25".into(),
            time: "9:00".into(),
            minutes: 45,
            contact: None,
            channel: Channel::Phone,
        };
        let agreed = app.agree_time(&agreed).unwrap();
        assert!(agreed.agreed);
        let shown = app.visit(&visit).unwrap().next.unwrap();
        assert_eq!((shown.visit, shown.day.as_deref()), (next.visit, Some("2026-11-25")));
    }
    rasa.line.mend();
    in_step(&[&rasa, &jonas, &ona]).await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let agenda = world.office.agenda(day, Some("D01")).unwrap();
    assert!(agenda.iter().any(|line| line.client == "K-1"), "the office sees the next visit");
    let again = world.tablet("D01").await;
    let seen = again.open().visit(&visit).unwrap();
    assert_eq!((seen.state, seen.card_left, seen.calls.len()), (VisitState::NoAccess, true, 1));
    in_step_with(&world, &[&rasa, &jonas, &ona, &again]).await;
    world.same_everywhere(&[&rasa, &jonas, &ona, &again]);
    world.end().await;
}
