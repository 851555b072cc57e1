//! What is taken away leaves nothing behind, and unsent work stays.

use crate::stage::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::event::Body;
use vizitas_domain::register::Note;
use vizitas_domain::time::Time;
use vizitas_replica::{Batch, DataKey, Grant, Revocation};
use zeroize::Zeroizing;

/// Everything in every table, the shadow tables of the index among them, as bytes one after another.
fn everything(stage: &Stage) -> Vec<u8> {
    let raw = Connection::open(stage.dir.path().join("replica")).unwrap();
    let key = format!("PRAGMA key = \"x'{}{}'\"", "03".repeat(32), "04".repeat(16));
    raw.execute_batch(&key).unwrap();
    raw.execute_batch("PRAGMA cipher_hmac_algorithm = HMAC_SHA256").unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let names: Vec<String> =
        raw.prepare(tables).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.iter().any(|name| name == "search_data"));
    let mut all = Vec::new();
    for name in names {
        let mut statement = raw.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get::<_, Value>(column).unwrap() {
                    Value::Text(text) => all.extend(text.as_bytes()),
                    Value::Blob(blob) => all.extend(blob),
                    _ => {}
                }
                all.push(b'|');
            }
        }
    }
    all
}

fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

fn life() -> Stage {
    let mut stage = Stage::new();
    let note = Note { visit: None, text: "Kalbėjome apie vaistus".into(), corrects: None, at: Time(5) };
    let mut batch = batch([
        event(1, client(1), registered("Ona", "Petrauskienė")),
        event(2, client(1), living("Naujoji g.", "72", "38", "+37061200001")),
        event(3, client(1), requested(1)),
        event(4, client(1), agreed(1, 1_000, &[worker(1)])),
        event(5, client(1), Body::NoteWritten(note.clone())),
        waiting(event(6, client(1), Body::NoteWritten(Note { text: "Dar nepasakyta".into(), ..note }))),
        event(7, client(2), registered("Petras", "Naujokas")),
    ]);
    batch.grants.push(Grant { stream: client(1), granted: 1, backfilled: 1 });
    batch.keys.push(DataKey { stream: client(1), generation: 0, key: Zeroizing::new([0xA5; 32]) });
    stage.replica.apply(&batch).unwrap();
    stage
}

fn revoke(stage: &mut Stage, keep: Vec<vizitas_domain::id::EventId>) {
    let revoked = vec![Revocation { stream: client(1), keep }];
    let applied = stage.replica.apply(&Batch { revoked, ..Batch::default() }).unwrap();
    assert_eq!(applied.streams, [client(1)].into());
}

#[test]
fn a_purged_stream_leaves_nothing() {
    let mut stage = life();
    let (stream, event) = (client(1), event_id(4));
    let traces: [&[u8]; 6] = [
        stream.0.as_bytes(),
        event.0.as_bytes(),
        &[0xA5; 32],
        b"petrausk",
        "vaistus".as_bytes(),
        b"61200001",
    ];
    let before = everything(&stage);
    for trace in traces {
        assert!(holds(&before, trace), "the test looks in the right place");
    }
    revoke(&mut stage, Vec::new());
    let after = everything(&stage);
    for trace in traces {
        assert!(!holds(&after, trace));
    }
    assert!(stage.replica.rows_of(client(1)).unwrap().is_empty());
    assert!(stage.replica.search("petrausk", 5).unwrap().is_empty());
    assert_eq!(stage.replica.search("nauj", 5).unwrap().len(), 1, "the other client is still found");
    let log = std::fs::metadata(stage.dir.path().join("replica-wal")).unwrap();
    assert_eq!(log.len(), 0, "nor does the write-ahead log keep anything");
}

#[test]
fn unsent_work_survives_the_loss_of_its_stream() {
    let mut stage = life();
    revoke(&mut stage, vec![event_id(6)]);
    let notes = stage.replica.notes_of(client(1)).unwrap();
    assert_eq!(notes.iter().map(|note| &*note.what.text).collect::<Vec<_>>(), ["Dar nepasakyta"]);
    assert!(stage.replica.newest_key(client(1)).unwrap().is_some(), "it can still be opened");
    assert!(stage.replica.search("petrausk", 5).unwrap().is_empty());
    assert_eq!(stage.replica.clients(None).unwrap().len(), 1);
    assert_eq!(stage.replica.waiting_events().unwrap().len(), 1);
    assert!(stage.replica.visits_of(client(1)).unwrap().is_empty());
    assert!(!holds(&everything(&stage), b"petrausk"));
    revoke(&mut stage, Vec::new());
    assert!(!holds(&everything(&stage), client(1).0.as_bytes()));
}

#[test]
fn a_stream_granted_again_in_the_same_batch_begins_anew() {
    let mut stage = life();
    let mut again = batch([event(1, client(1), registered("Ona", "Kazlauskienė"))]);
    again.revoked.push(Revocation { stream: client(1), keep: Vec::new() });
    again.grants.push(Grant { stream: client(1), granted: 9, backfilled: 1 });
    stage.replica.apply(&again).unwrap();
    let read = stage.replica.client(client(1)).unwrap().unwrap();
    assert_eq!((&*read.card.surname, read.loading), ("Kazlauskienė", true));
    assert!(stage.replica.newest_key(client(1)).unwrap().is_none());
}
