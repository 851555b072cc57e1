//! Verdicts on what a tablet made.

use crate::office::Office;
use crate::tablet::{Tablet, note};
use ring::rand::SystemRandom;
use uuid::Uuid;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::{EventId, StreamId, VisitId};
use vizitas_domain::visit::{Cause, VisitEvent};
use vizitas_sync::chain::{Head, Signed};
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::{DataKey, StreamKey};
use vizitas_sync::sign::{Purpose, Signature};
use vizitas_sync::wire::{Code, PushOutcome, PushRequest, Verdict};

fn new_key() -> StreamKey {
    let key = DataKey::generate(&SystemRandom::new()).unwrap();
    StreamKey { stream: StreamId(Uuid::now_v7()), generation: 1, key }
}

fn registered() -> Body {
    Body::ClientRegistered { number: None, fields: vec![Field::Surname("Naujokė".into())] }
}

#[tokio::test]
async fn a_push_may_be_repeated_and_resumed() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let made: Vec<Signed> = (0..4).map(|n| rasa.make(ona, note(&n.to_string()))).collect();
    let PushOutcome::Judged(first) = rasa.push(&made[..2], vec![]).await else { panic!() };
    let [Verdict::At(one), Verdict::At(two)] = first[..] else { panic!("{first:?}") };
    assert_eq!(two, one + 1);
    // The answer was lost: the same again, and what follows.
    let PushOutcome::Judged(again) = rasa.push(&made[..3], vec![]).await else { panic!() };
    assert_eq!(again, [Verdict::Known(one), Verdict::Known(two), Verdict::At(two + 1)]);
    // From the middle of nowhere: told where to begin.
    let fifth = rasa.make(ona, note("5"));
    let outcome = rasa.push(&[fifth], vec![]).await;
    assert_eq!(outcome, PushOutcome::Resume(Head::from(&made[2].event)));
    serving.stop().await;
}

#[tokio::test]
async fn a_forked_chain_is_told_and_both_branches_are_kept() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let start = rasa.chain;
    let first = rasa.make(ona, note("viena"));
    rasa.hand_in(&first).await;
    rasa.chain = start;
    let second = rasa.make(ona, note("kita"));
    assert_eq!(rasa.push(std::slice::from_ref(&second), vec![]).await, PushOutcome::Forked { seq: 1 });
    let kept = office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap();
    assert_eq!(kept[0].event, second.event);
    serving.stop().await;
}

#[tokio::test]
async fn one_damaged_event_is_refused_alone() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let made: Vec<Signed> = (0..3).map(|n| rasa.make(ona, note(&n.to_string()))).collect();
    let newest = Signature([1; 64]);
    let events: Vec<SealedEvent> = made.iter().map(|signed| signed.event.clone()).collect();
    let run = PushRequest::Run { events, newest, offers: vec![], gap: false };
    assert_eq!(rasa.send(&run).await, PushOutcome::PushSingly);
    let mut bytes = made[1].event.sealed().to_vec();
    bytes[20] ^= 1;
    let damaged = SealedEvent::from_bytes(made[1].event.header_bytes().to_vec(), bytes).unwrap();
    let mut events: Vec<_> = made.iter().map(|signed| (signed.event.clone(), signed.signature)).collect();
    events[1].0 = damaged.clone();
    let PushOutcome::Judged(verdicts) =
        rasa.send(&PushRequest::Singly { events, offers: vec![], gap: false }).await
    else {
        panic!()
    };
    assert!(matches!(verdicts[..], [Verdict::At(_), Verdict::Refused(Code::BAD_SIGNATURE), Verdict::At(_)]));
    // The chain goes on behind it.
    let next = rasa.make(ona, note("toliau"));
    assert!(matches!(rasa.hand_in(&next).await, Verdict::At(_)));
    let kept = office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap();
    assert_eq!(kept[0].event, damaged);
    serving.stop().await;
}

#[tokio::test]
async fn a_client_met_at_the_door_begins_a_stream_and_is_hers() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let key = new_key();
    let first = rasa.make_under(&key, Role::Worker, registered());
    let second = rasa.make_under(&key, Role::Worker, note("Prie durų"));
    // Without its key it waits, and blocks nothing.
    let PushOutcome::Judged(waiting) = rasa.push(&[first.clone(), second.clone()], vec![]).await else {
        panic!()
    };
    assert_eq!(waiting, [Verdict::Parked(Code::STREAM_UNKNOWN); 2]);
    let offer = rasa.offer(&key);
    let PushOutcome::Judged(placed) = rasa.push(&[first, second], vec![offer]).await else { panic!() };
    assert!(matches!(placed[..], [Verdict::At(_), Verdict::At(_)]), "{placed:?}");
    rasa.pull().await;
    let state = rasa.client(key.stream);
    assert_eq!((state.registered, &*state.card.surname, state.notes.len()), (true, "Naujokė", 1));
    assert!(office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap().is_empty());
    serving.stop().await;
}

#[tokio::test]
async fn rights_are_checked_kind_by_kind_and_stream_by_stream() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    rasa.pull().await;
    jonas.pull().await;
    let (ona, zose) = (rasa.find("K-1").unwrap(), jonas.find("K-3").unwrap());
    let visit = VisitId(Uuid::now_v7());
    let overdue = rasa.make(ona, Body::Visit(visit, VisitEvent::Overdue));
    assert_eq!(rasa.hand_in(&overdue).await, Verdict::Refused(Code::NOT_ALLOWED));
    // Somebody who found out a key still writes into no foreign stream.
    let foreign = jonas.data_keys[&zose][0].clone();
    let intruding = rasa.make_under(&foreign, Role::Worker, note("svetima"));
    assert_eq!(rasa.hand_in(&intruding).await, Verdict::Refused(Code::NOT_ALLOWED));
    let own = rasa.data_keys[&ona][0].clone();
    let pretending = rasa.make_under(&own, Role::Coordinator, note("koordinatorė"));
    assert_eq!(rasa.hand_in(&pretending).await, Verdict::Refused(Code::NOT_ALLOWED));
    rasa.me.actor = jonas.me.actor;
    let masked = rasa.make(ona, note("kita"));
    assert_eq!(rasa.hand_in(&masked).await, Verdict::Refused(Code::WRONG_ACTOR));
    serving.stop().await;
}

#[tokio::test]
async fn another_event_of_the_same_id_is_a_conflict_of_ids() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut other = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    other.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let first = rasa.make(ona, note("viena"));
    rasa.hand_in(&first).await;
    let made = other.make(ona, note("kita"));
    let mut header = made.event.header().clone();
    header.id = EventId(first.event.header().id.0);
    let event = SealedEvent::new(header, made.event.sealed().to_vec()).unwrap();
    let signature = other.keys.signing.sign(Purpose::Event, &event.hash().0);
    assert_eq!(other.hand_in(&Signed { event, signature }).await, Verdict::IdConflict);
    serving.stop().await;
}

#[tokio::test]
async fn after_a_hand_over_late_facts_are_kept_and_late_plans_are_not() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    rasa.pull().await;
    jonas.pull().await;
    // Petras's visit is past on Tuesday, so that nothing of Rasa's is still to come.
    office.later(24 * 60);
    let petras = rasa.find("K-2").unwrap();
    let visit = *rasa.client(petras).visits.keys().next().unwrap();
    let late_note = rasa.make(petras, note("Parašyta be ryšio"));
    let must = VisitEvent::MustMove { cause: Cause::Ill, note: "".into() };
    let late_plan = rasa.make(petras, Body::Visit(visit, must));
    office.municipality.assign(office.municipality.office(), "K-2", "D02").unwrap();
    let PushOutcome::Judged(verdicts) = rasa.push(&[late_note, late_plan], vec![]).await else { panic!() };
    assert!(matches!(verdicts[..], [Verdict::At(_), Verdict::Refused(Code::NOT_ALLOWED)]), "{verdicts:?}");
    rasa.pull().await;
    assert!(!rasa.data_keys.contains_key(&petras));
    assert!(rasa.events.values().all(|event| event.header().stream != petras));
    jonas.pull().await;
    let state = jonas.client(petras);
    assert_eq!((state.notes.len(), state.card.responsible), (1, Some(jonas.me.actor)));
    // What Jonas writes now is sealed with a key that Rasa was never given.
    assert_eq!(jonas.data_keys[&petras].last().unwrap().generation, 2);
    // Back again: the whole history, once more.
    let answered = jonas.make(petras, note("Perimta"));
    jonas.hand_in(&answered).await;
    office.municipality.assign(office.municipality.office(), "K-2", "D01").unwrap();
    rasa.pull().await;
    assert_eq!(rasa.client(petras).notes.len(), 2);
    serving.stop().await;
}

#[tokio::test]
async fn a_damaged_event_says_nothing_of_the_one_before_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let key = new_key();
    let first = rasa.make_under(&key, Role::Worker, registered());
    let second = rasa.make_under(&key, Role::Worker, note("Prie durų"));
    let mut header = second.event.header().clone();
    header.prev = Hash([7; 32]);
    let damaged = SealedEvent::new(header, second.event.sealed().to_vec()).unwrap();
    let events = vec![(first.event.clone(), first.signature), (damaged, second.signature)];
    let outcome = rasa.send(&PushRequest::Singly { events, offers: vec![], gap: false }).await;
    let waiting = [Verdict::Parked(Code::STREAM_UNKNOWN), Verdict::Refused(Code::BAD_SIGNATURE)];
    assert_eq!(outcome, PushOutcome::Judged(waiting.into()));
    // The first stands under its own hash, so that it is found again when its key comes.
    let PushOutcome::Judged(placed) = rasa.push(&[first], vec![rasa.offer(&key)]).await else { panic!() };
    assert!(matches!(placed[..], [Verdict::At(_)]), "{placed:?}");
    serving.stop().await;
}

#[tokio::test]
async fn a_key_that_nothing_is_sealed_with_is_not_kept() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let (named, other) = (new_key(), new_key());
    let first = rasa.make_under(&named, Role::Worker, registered());
    let offers = vec![rasa.offer(&named), rasa.offer(&other)];
    let PushOutcome::Judged(verdicts) = rasa.push(&[first], offers).await else { panic!() };
    assert!(matches!(verdicts[..], [Verdict::At(_)]), "{verdicts:?}");
    // The other was passed over: what is sealed with it waits until it comes along.
    let second = rasa.make_under(&other, Role::Worker, registered());
    assert_eq!(rasa.hand_in(&second).await, Verdict::Parked(Code::STREAM_UNKNOWN));
    let PushOutcome::Judged(verdicts) = rasa.push(&[second], vec![rasa.offer(&other)]).await else {
        panic!()
    };
    assert!(matches!(verdicts[..], [Verdict::At(_)]), "{verdicts:?}");
    serving.stop().await;
}
