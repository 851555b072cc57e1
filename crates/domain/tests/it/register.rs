//! The card and what is written down: fields, notes, promises.

use crate::story::*;
use vizitas_domain::client::Field;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::Body;
use vizitas_domain::id::PromiseId;
use vizitas_domain::register::{Note, Promise, PromiseEnd};
use vizitas_domain::time::Time;

fn phone(number: &str) -> Body {
    Body::FieldsSet(vec![Field::Phone(number.into())])
}

fn registered() -> Story {
    let mut story = Story::default();
    story.write(
        OFFICE,
        Body::ClientRegistered { number: Some("K-1".into()), fields: vec![Field::Phone("1".into())] },
    );
    for who in [WORKER, OFFICE] {
        story.knows_all(who);
    }
    story
}

#[test]
fn different_fields_never_meet() {
    let mut story = registered();
    story.write(WORKER, phone("2"));
    story.write(OFFICE, Body::FieldsSet(vec![Field::Email("a@b".into())]));
    let state = story.state();
    assert_eq!((&*state.card.phone, &*state.card.email), ("2", "a@b"));
    assert!(state.conflicts.is_empty());
}

#[test]
fn of_two_values_the_later_stands_until_somebody_chooses() {
    let mut story = registered();
    let first = story.write(WORKER, phone("2"));
    let second = story.write(OFFICE, phone("3"));
    let state = story.state();
    assert_eq!(&*state.card.phone, "3");
    let conflict = state.conflicts[0].clone();
    assert_eq!((conflict.clash, conflict.stands, conflict.settled), (Clash::Field, second, None));
    story.knows_all(WORKER);
    let tap = story.write(WORKER, Body::Settled { conflict: conflict.events, keep: first });
    let state = story.state();
    assert_eq!((&*state.card.phone, state.conflicts[0].settled), ("2", Some(tap)));
    story.knows_all(OFFICE);
    story.write(OFFICE, phone("4"));
    assert_eq!(&*story.state().card.phone, "4", "what is written later counts over the choice");
}

#[test]
fn a_choice_between_values_that_is_taken_back_leaves_both_open() {
    let mut story = registered();
    let first = story.write(WORKER, phone("2"));
    let second = story.write(OFFICE, phone("3"));
    let conflict = story.state().conflicts[0].events.clone();
    story.knows_all(OFFICE);
    let chosen = story.write(OFFICE, Body::Settled { conflict: conflict.clone(), keep: first });
    story.knows_all(OFFICE);
    let other = story.write(OFFICE, Body::Settled { conflict, keep: second });
    let back = |story: &mut Story, settled| {
        story.knows_all(OFFICE);
        story.write(OFFICE, Body::SettlementWithdrawn { settled, visit: None });
        let state = story.state();
        (state.card.phone.to_string(), state.conflicts[0].stands, state.conflicts[0].settled)
    };
    assert_eq!(back(&mut story, chosen), ("3".to_owned(), second, Some(other)), "another is in force by now");
    assert_eq!(back(&mut story, other), ("3".to_owned(), second, None));
}

#[test]
fn who_writes_knowing_both_values_settles_it() {
    let mut story = registered();
    story.write(WORKER, phone("2"));
    story.write(OFFICE, phone("3"));
    story.knows_all(WORKER);
    let known = story.write(WORKER, phone("5"));
    let state = story.state();
    assert_eq!((&*state.card.phone, state.conflicts[0].settled), ("5", Some(known)));
}

#[test]
fn the_same_value_written_twice_is_no_conflict() {
    let mut story = registered();
    story.write(WORKER, phone("2"));
    story.write(OFFICE, phone("2"));
    assert!(story.state().conflicts.is_empty());
}

#[test]
fn a_correction_names_the_note_it_corrects() {
    let mut story = registered();
    let note = |text: &str, corrects| {
        Body::NoteWritten(Note { visit: None, text: text.into(), corrects, at: Time(0) })
    };
    let first = story.write(WORKER, note("walks with a stick", None));
    let second = story.write(WORKER, note("walks with two sticks", Some(first)));
    let notes = story.state().notes;
    assert_eq!(notes.len(), 2, "both are kept");
    assert_eq!(notes[0].corrected_by, Some(second));
}

#[test]
fn a_promise_moves_and_is_kept_once() {
    let mut story = registered();
    let id = PromiseId(uuid::Uuid::from_u128(80_000));
    let promise = Promise {
        id,
        visit: None,
        text: "bring the form".into(),
        due: Time(100),
        owner: worker(RASA),
        at: Time(0),
    };
    story.write(WORKER, Body::PromiseMade(promise));
    story.write(WORKER, Body::PromiseMoved { promise: id, due: Time(200), reason: "".into() });
    story.write(WORKER, Body::PromiseEnded { promise: id, end: PromiseEnd::Kept });
    story.write(OFFICE, Body::PromiseEnded { promise: id, end: PromiseEnd::Released });
    story.write(OFFICE, Body::PromiseMoved { promise: id, due: Time(300), reason: "".into() });
    let standing = &story.state().promises[&id];
    assert_eq!((standing.first_due, standing.promise.due), (Time(100), Time(200)));
    assert_eq!(standing.end.unwrap().0, PromiseEnd::Kept);
    story.write(WORKER, Body::PromiseReopened { promise: id });
    assert_eq!(story.state().promises[&id].end, None, "a mistaken tap");
}
