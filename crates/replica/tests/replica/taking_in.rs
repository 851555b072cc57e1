//! Events come once, in any order, and all of a batch or none of it.

use crate::stage::*;
use uuid::Uuid;
use vizitas_domain::event::{Body, Event, Seen};
use vizitas_domain::register::Note;
use vizitas_domain::time::Time;
use vizitas_replica::{Batch, Cursor, DataKey, Error, Fold, Grant, Proof, Receipt, Replica};
use zeroize::Zeroizing;

fn given(stage: &Stage, n: u32) -> String {
    stage.replica.client(client(n)).unwrap().map(|client| client.card.given.to_string()).unwrap_or_default()
}

#[test]
fn an_event_that_is_held_changes_nothing() {
    let mut stage = Stage::new();
    let first = event(1, client(1), registered("Ona", "Petrauskienė"));
    assert_eq!(stage.take([first.clone()]).streams, [client(1)].into());
    assert!(stage.take([first.clone()]).streams.is_empty());
    assert!(stage.take([waiting(first.clone())]).streams.is_empty());
    assert_eq!(stage.replica.events(client(1)).unwrap(), [first]);
}

#[test]
fn what_contradicts_is_refused_whole() {
    let mut stage = Stage::new();
    stage.take([event(1, client(1), registered("Ona", "Petrauskienė"))]);
    let other_hash = {
        let mut batch = batch([
            event(2, client(2), registered("Jonas", "Miškinis")),
            event(1, client(1), registered("Ona", "Kita")),
        ]);
        batch.arrivals[1].hash = [9; 32];
        batch.receipt = Some(receipt(2));
        batch
    };
    assert!(matches!(stage.replica.apply(&other_hash), Err(Error::IdConflict(id)) if id == event_id(1)));
    let mut same_place = event(3, client(2), registered("Jonas", "Miškinis"));
    same_place.position = Some(1);
    assert!(matches!(stage.replica.apply(&batch([same_place])), Err(Error::PositionTaken(1))));
    assert_eq!(stage.replica.client(client(2)).unwrap(), None);
    assert_eq!(stage.replica.cursor().unwrap(), Cursor::default());
}

#[test]
fn a_waiting_event_gets_its_position_once() {
    let mut stage = Stage::new();
    stage.take([
        event(1, client(1), registered("Ona", "Petrauskienė")),
        waiting(event(2, client(1), registered("Onutė", "Petrauskienė"))),
    ]);
    assert_eq!(given(&stage, 1), "Onutė");
    let placed = |position| Batch { placed: vec![(event_id(2), position)], ..Batch::default() };
    assert!(matches!(stage.replica.apply(&placed(1)), Err(Error::PositionTaken(1))));
    assert_eq!(stage.replica.apply(&placed(7)).unwrap().streams, [client(1)].into());
    assert!(stage.replica.apply(&placed(7)).unwrap().streams.is_empty());
    assert!(matches!(stage.replica.apply(&placed(8)), Err(Error::PositionTaken(8))));
    assert!(stage.replica.waiting_events().unwrap().is_empty());
    let unknown = Batch { placed: vec![(event_id(9), 9)], ..Batch::default() };
    assert_eq!(stage.replica.apply(&unknown).unwrap().missing, [event_id(9)]);
}

#[test]
fn own_waiting_events_come_after_the_log_in_the_order_they_were_made() {
    let mut stage = Stage::new();
    stage.take([
        waiting(event(8, client(1), registered("trečias", "A"))),
        waiting(event(3, client(1), registered("ketvirtas", "A"))),
        event(5, client(1), registered("antras", "A")),
        event(4, client(1), registered("pirmas", "A")),
    ]);
    let order: Vec<_> = stage.replica.events(client(1)).unwrap().into_iter().map(|event| event.id).collect();
    assert_eq!(order, [4, 5, 8, 3].map(event_id));
    assert_eq!(given(&stage, 1), "ketvirtas");
}

#[test]
fn what_the_outbox_holds_and_the_replica_does_not_is_added_in_the_outboxs_order() {
    let mut stage = Stage::new();
    let made: Vec<_> =
        (1..=3).map(|n| waiting(event(n, client(1), registered(&format!("{n}"), "A")))).collect();
    stage.take([made[2].clone(), waiting(event(9, client(2), registered("Jonas", "B")))]);
    let outbox: Vec<_> = made.iter().cloned().map(arrival).collect();
    let only_here = stage.replica.reconcile(&outbox).unwrap();
    assert_eq!(only_here.iter().map(|event| event.id).collect::<Vec<_>>(), [event_id(9)]);
    assert_eq!(stage.replica.events(client(1)).unwrap(), made);
    assert_eq!(given(&stage, 1), "3");
    assert_eq!(stage.replica.reconcile(&outbox).unwrap(), only_here);
}

#[test]
fn a_correction_that_came_by_the_outbox_stands_when_its_note_comes_later() {
    let mut stage = Stage::new();
    let note = |n: u32, corrects| {
        let note = Note { visit: None, text: "pastaba".into(), corrects, at: Time(n.into()) };
        event(n, client(1), Body::NoteWritten(note))
    };
    stage.take([event(1, client(1), registered("Ona", "A"))]);
    stage.replica.reconcile(&[arrival(waiting(note(3, Some(event_id(2)))))]).unwrap();
    stage.take([note(2, None)]);
    let corrected = |stage: &Stage| -> Vec<_> {
        let notes = stage.replica.notes_of(client(1)).unwrap();
        notes.into_iter().map(|note| (note.id, note.corrected_by)).collect()
    };
    let expected = [(event_id(3), None), (event_id(2), Some(event_id(3)))];
    assert_eq!(corrected(&stage), expected, "at once");
    stage.replica.rebuild().unwrap();
    assert_eq!(corrected(&stage), expected);
}

fn proof(position: u64) -> Proof {
    Proof { list: vec![u8::try_from(position).unwrap(); 3], signature: vec![4; 64] }
}

fn receipt(position: u64) -> Receipt {
    let cursor = Cursor { epoch: 1, position, head: [u8::try_from(position).unwrap(); 32] };
    Receipt { cursor, proof: Some(proof(position)) }
}

#[test]
fn the_cursor_and_the_history_go_with_their_events() {
    let mut stage = Stage::new();
    let grant = |backfilled| Grant { stream: client(1), granted: 50, backfilled };
    let mut first = batch([event(3, client(1), registered("Ona", "A"))]);
    first.grants.push(grant(10));
    first.receipt = Some(receipt(60));
    stage.replica.apply(&first).unwrap();
    assert_eq!(stage.replica.cursor().unwrap(), receipt(60).cursor);
    assert_eq!(stage.replica.seen(client(1)).unwrap(), Seen { epoch: 1, position: 10 });
    assert_eq!(stage.replica.seen(client(2)).unwrap(), Seen { epoch: 1, position: 60 });
    assert!(stage.replica.client(client(1)).unwrap().unwrap().loading);

    stage.replica.apply(&Batch { grants: vec![grant(50)], ..Batch::default() }).unwrap();
    assert_eq!(stage.replica.seen(client(1)).unwrap().position, 60);
    assert!(!stage.replica.client(client(1)).unwrap().unwrap().loading);
}

#[test]
fn after_a_restore_what_was_lost_waits_again_in_its_old_order() {
    let mut stage = Stage::new();
    let mut all: Vec<_> =
        (1..=6).map(|n| event(n, client(n % 2), registered(&format!("{n}"), "A"))).collect();
    for (position, event) in (1..).zip(&all) {
        let mut batch = batch([event.clone()]);
        batch.receipt = Some(receipt(position));
        stage.replica.apply(&batch).unwrap();
    }
    stage.take([waiting(event(7, client(1), registered("7", "A")))]);
    let rows = |stage: &Stage| [0, 1].map(|n| stage.replica.rows_of(client(n)).unwrap());
    let before = rows(&stage);

    let applied = stage.replica.rewind(&receipt(3).cursor).unwrap();
    assert_eq!(applied.streams, [client(0), client(1)].into());
    assert_eq!(stage.replica.cursor().unwrap(), receipt(3).cursor);
    assert_eq!(stage.replica.cursors().unwrap(), [1, 2, 3].map(|at| receipt(at).cursor));
    let proofs = stage.replica.proofs().unwrap();
    assert_eq!(proofs, [6, 5, 4, 3, 2, 1].map(proof), "what was proved stays");
    let waits: Vec<_> = stage.replica.waiting_events().unwrap().into_iter().map(|event| event.id).collect();
    assert_eq!(waits, [4, 5, 6, 7].map(event_id));
    assert_eq!(rows(&stage), before, "what was known is still shown");

    let placed = waits.iter().copied().zip(4..).collect();
    stage.replica.apply(&Batch { placed, ..Batch::default() }).unwrap();
    all.push(event(7, client(1), registered("7", "A")));
    let held: Vec<_> = [0, 1].iter().flat_map(|n| stage.replica.events(client(*n)).unwrap()).collect();
    assert!(all.iter().all(|event| held.contains(event)));
    assert_eq!(rows(&stage), before);
}

#[test]
fn digests_agree_when_the_events_do() {
    let mut one = Stage::new();
    let mut other = Stage::new();
    let events: Vec<_> = (1..=6).map(|n| event(n, client(n % 2), registered("Ona", "A"))).collect();
    one.take(events.clone());
    other.take(events.into_iter().rev().filter(|event| event.stream == client(1)));
    let digest = |stage: &Stage, after, upto| stage.replica.digest(client(1), after, upto).unwrap();
    assert_eq!(digest(&one, 0, 6), digest(&other, 0, u64::MAX));
    assert_eq!((digest(&one, 0, 6).count, digest(&one, 0, 6).last), (3, 5));
    assert_eq!((digest(&one, 1, 4).count, digest(&one, 1, 4).last), (1, 3));
    assert_ne!(digest(&one, 0, 3).hash, digest(&one, 0, 5).hash);
    assert_eq!(one.replica.digest(client(9), 0, 9).unwrap(), digest(&one, 5, 5));
}

#[test]
fn keys_stay_with_their_generation() {
    let mut stage = Stage::new();
    let key = |generation, byte| DataKey { stream: client(1), generation, key: Zeroizing::new([byte; 32]) };
    stage.replica.keep_keys(&[key(2, 2), key(1, 1)]).unwrap();
    stage.replica.keep_keys(&[key(2, 9)]).unwrap();
    assert_eq!(*stage.replica.newest_key(client(1)).unwrap().unwrap().key, [2; 32]);
    assert_eq!(*stage.replica.data_key(client(1), 1).unwrap().unwrap().key, [1; 32]);
    assert!(stage.replica.newest_key(client(2)).unwrap().is_none());
    assert_eq!(stage.replica.data_keys().unwrap().len(), 2);
}

#[test]
fn a_newer_app_understands_what_an_older_one_kept() {
    let mut stage = Stage::new();
    let unknown = Body::Unknown { kind: 900, version: 1, visit: None };
    stage.take([event(1, client(1), registered("Ona", "A")), event(2, client(1), unknown)]);
    assert!(stage.replica.client(client(1)).unwrap().unwrap().update_needed);

    let path = stage.dir.path().join("replica");
    let mut newer = Replica::open(&path, &key()).unwrap();
    newer.catch_up(1, |_| panic!("read with this version already")).unwrap();
    let decode = |stored: &vizitas_replica::StoredEvent| {
        assert_eq!(stored.bytes, Uuid::as_bytes(&stored.id.0));
        (stored.id == event_id(2)).then(|| event(2, client(1), registered("Onutė", "A")))
    };
    newer.catch_up(2, decode).unwrap();
    let read = newer.client(client(1)).unwrap().unwrap();
    assert_eq!((&*read.card.given, read.update_needed), ("Onutė", false));
}

#[test]
fn a_whole_log_is_folded_once_at_the_end() {
    let mut stage = Stage::new();
    let mut batch = batch([event(1, client(1), registered("Ona", "A"))]);
    batch.fold = Fold::Later;
    stage.replica.apply(&batch).unwrap();
    assert_eq!(stage.replica.client(client(1)).unwrap(), None);
    stage.replica.catch_up(1, |_| None).unwrap();
    assert_eq!(given(&stage, 1), "Ona");
}

#[test]
fn small_facts_and_looks_are_kept() {
    let mut stage = Stage::new();
    stage.replica.set_meta("server", b"a").unwrap();
    stage.replica.set_meta("server", b"b").unwrap();
    assert_eq!(stage.replica.meta("server").unwrap().unwrap(), b"b");
    let look = |n| vizitas_replica::Look {
        id: Uuid::from_u128(n),
        at: vizitas_domain::time::Time(5),
        stream: client(1),
        deed: 1,
        reason: String::new(),
    };
    for n in 1..=3 {
        stage.replica.note_look(&look(n)).unwrap();
    }
    assert_eq!(stage.replica.looks(2).unwrap(), [look(1), look(2)]);
    stage.replica.note_look(&look(4)).unwrap();
    stage.replica.looks_told(&[look(3).id, look(1).id, look(9).id]).unwrap();
    assert_eq!(
        stage.replica.looks(9).unwrap(),
        [look(2), look(4)],
        "those named, and no others, are forgotten"
    );
    assert!(stage.replica.note_look(&look(2)).is_err(), "a look is written down once");
}

#[test]
fn what_came_before_its_key_is_read_when_the_key_comes() {
    let mut stage = Stage::new();
    let known = event(1, client(1), registered("Ona", "Petrauskienė"));
    let unread = Event { body: Body::Unknown { kind: 0, version: 0, visit: None }, ..known.clone() };
    stage.take([unread]);
    assert_eq!(given(&stage, 1), "");
    let key = DataKey { stream: client(1), generation: 1, key: Zeroizing::new([1; 32]) };
    let batch = Batch { keys: vec![key], ..Batch::default() };
    let applied = stage.replica.apply_reading(&batch, |_| Some(known.clone())).unwrap();
    assert_eq!(applied.streams, [client(1)].into());
    assert_eq!(given(&stage, 1), "Ona");
    assert!(!stage.replica.client(client(1)).unwrap().unwrap().update_needed);
}
