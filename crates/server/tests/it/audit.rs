//! The audit holds against whoever has the file and its key: what is changed, taken away, swapped or slipped in is found,
//! and so is a chain that was made anew as a whole.

use crate::desk::Desk;
use crate::office::{Office, Serving, back_up};
use crate::tablet::Tablet;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::sync::Arc;
use vizitas_domain::time::Time;
use vizitas_server::audit::{Fault, KeptCheckpoint, Place, Verified};
use vizitas_server::database::{self, RawKey};
use vizitas_server::log::AuditRecord;
use vizitas_server::staff::StaffRole;
use vizitas_server::{Municipality, restore};
use vizitas_sync::hash::Hash;
use vizitas_sync::wire::{Deed, Look, LooksAnswer, LooksRequest, ProblemCode, PullAnswer};

/// The log's own file, opened beneath the server's feet.
fn beneath(office: &Office) -> Connection {
    let log = office.data.municipality("alytus").unwrap().log();
    let key = RawKey::beside(&log, &office.data.kek().unwrap()).unwrap();
    database::open(&log, &key).unwrap()
}

fn disarm(db: &Connection) {
    let named = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
    let mut found = db.prepare(named).unwrap();
    let names: Vec<String> = found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names.len(), 6);
    for name in names {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
}

fn verify(office: &Office, kept: &[KeptCheckpoint]) -> Result<Verified, Fault> {
    office.municipality.verify_audit(kept).unwrap()
}

/// An office in which something was done.
async fn lived_in() -> Office {
    let office = Office::open();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    for _ in 0..3 {
        office.later(1);
        chief.post("staff", serde_json::json!({})).await;
        assert_eq!(chief.get("board?day=2026-11-24").await.code(), "not_allowed");
    }
    office
}

#[tokio::test]
async fn the_file_itself_refuses_whatever_does_not_add_at_the_end() {
    let office = lived_in().await;
    let before = verify(&office, &[]).unwrap();
    assert!(before.records >= 5, "{before}");
    office.municipality.watch_clock().unwrap();
    let db = beneath(&office);
    let row = "number, at, actor, deed, about, look, reason, form, hash";
    let like = |number: &str| {
        format!(
            "({row}) SELECT {number}, at, actor, deed, about, look, reason, form, hash FROM audit WHERE number = 2"
        )
    };
    for refused in [
        "UPDATE audit SET reason = '' WHERE number = 2".to_owned(),
        "DELETE FROM audit WHERE number = 2".to_owned(),
        "DELETE FROM audit".to_owned(),
        format!("INSERT INTO audit {}", like("0")),
        format!("INSERT OR REPLACE INTO audit {}", like("2")),
        format!("INSERT INTO audit {}", like("1000")),
        "UPDATE audit_checkpoints SET at = 0".to_owned(),
        "DELETE FROM audit_checkpoints".to_owned(),
        "INSERT OR REPLACE INTO audit_checkpoints SELECT number, 1, hash, at, signature FROM audit_checkpoints"
            .to_owned(),
    ] {
        let why = db.execute(&refused, []).unwrap_err().to_string();
        assert!(why.contains("only added to"), "{refused}: {why}");
    }
    assert_eq!(verify(&office, &[]).unwrap().records, before.records);
}

#[tokio::test]
async fn whatever_is_done_to_it_beneath_the_server_is_found() {
    let office = lived_in().await;
    office.municipality.watch_clock().unwrap();
    let held = verify(&office, &[]).unwrap();
    assert_eq!((held.checkpoints, held.covered), (1, held.records));
    let db = beneath(&office);
    disarm(&db);
    db.execute_batch("CREATE TABLE kept AS SELECT * FROM audit").unwrap();
    let last = held.records;
    let cases: [(String, Option<u64>); 9] = [
        ("UPDATE audit SET reason = 'x' WHERE number = 3".into(), Some(3)),
        ("UPDATE audit SET actor = zeroblob(16) WHERE number = 2".into(), Some(2)),
        ("UPDATE audit SET at = at + 1 WHERE number = 4".into(), Some(4)),
        ("UPDATE audit SET actor = zeroblob(3) WHERE number = 3".into(), Some(3)),
        ("DELETE FROM audit WHERE number = 3".into(), Some(3)),
        (format!("DELETE FROM audit WHERE number = {last}"), Some(last)),
        ("DELETE FROM audit".into(), Some(1)),
        (
            "UPDATE audit SET number = -2 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;
             UPDATE audit SET number = 3 WHERE number = -2"
                .into(),
            Some(2),
        ),
        (
            "INSERT INTO audit (number, at, actor, deed, reason, form, hash)
             SELECT 0, at, actor, deed, reason, form, hash FROM audit WHERE number = 1"
                .into(),
            None,
        ),
    ];
    for (spoil, number) in cases {
        db.execute_batch(&spoil).unwrap();
        let fault = verify(&office, &[]).unwrap_err();
        assert_eq!(fault.number(), number, "{spoil}: {fault}");
        db.execute_batch("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept").unwrap();
        assert_eq!(verify(&office, &[]), Ok(held), "as it was");
    }
}

/// Makes the whole chain anew, every hash right, with another word in one record.
fn forge(office: &Office, db: &Connection) {
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let mut before = Hash::ZERO;
    for record in records {
        let deed = if record.number == 3 { "nothing".to_owned() } else { record.deed.clone() };
        let forged = AuditRecord { deed, ..record };
        before = forged.chained(&before).unwrap();
        let row = (forged.number, forged.deed, before.0);
        db.execute("UPDATE audit SET deed = ?2, hash = ?3 WHERE number = ?1", row).unwrap();
    }
}

#[tokio::test]
async fn a_chain_made_anew_as_a_whole_is_found_by_what_was_signed() {
    let office = lived_in().await;
    let serving = office.serve().await;
    serving.stop().await;
    let signed = office.municipality.log().read(|log| log.last_audit_checkpoint()).unwrap().unwrap();
    assert_eq!(signed.records, verify(&office, &[]).unwrap().records, "at the end of a run it is signed");
    let kept = office.municipality.audit_checkpoints().unwrap();
    let held = verify(&office, &kept).unwrap();
    assert_eq!((held.checkpoints, held.covered), (2, held.records), "those here, and those kept");

    let db = beneath(&office);
    disarm(&db);
    forge(&office, &db);
    assert!(matches!(verify(&office, &[]), Err(Fault::Rewritten { .. })));
    // With the checkpoints gone too, nothing here tells; what is kept elsewhere does.
    db.execute("DELETE FROM audit_checkpoints", []).unwrap();
    let nothing_signed = verify(&office, &[]).unwrap();
    assert_eq!((nothing_signed.records, nothing_signed.checkpoints), (held.records, 0));
    assert!(matches!(verify(&office, &kept), Err(Fault::Rewritten { .. })));
    // Nor can what is kept be bent to it.
    let newest = office.municipality.log().read(|log| log.audit_last()).unwrap().unwrap();
    let hash = newest.hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
    let bent = KeptCheckpoint { hash, ..kept[0].clone() };
    assert!(matches!(verify(&office, &[bent]), Err(Fault::Unsigned { .. })));
}

#[tokio::test]
async fn it_is_signed_once_an_hour_while_it_grows() {
    let office = lived_in().await;
    let signed = || office.municipality.log().read(|log| log.audit_checkpoints()).unwrap().len();
    let mut chief = Desk::with(&office, StaffRole::Officer, "", None).await;
    for (minutes, grows, expected) in
        [(0, false, 1), (58, true, 1), (2, false, 2), (120, false, 2), (0, true, 3), (0, true, 3)]
    {
        office.later(minutes);
        if grows {
            chief.stay(&office).await;
            assert_eq!(chief.get("staff").await.code(), "not_allowed");
        }
        office.municipality.watch_clock().unwrap();
        assert_eq!(signed(), expected, "after {minutes} more minutes");
    }
}

#[tokio::test]
async fn a_restore_goes_on_with_what_the_audit_had_since_the_backup() {
    let office = lived_in().await;
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    let at_backup = verify(&office, &[]).unwrap().records;
    let late = Desk::with(&office, StaffRole::Officer, "", None).await;
    assert_eq!(late.get("staff").await.code(), "not_allowed");
    let kept = office.municipality.audit_checkpoints().unwrap();
    let records =
        |municipality: &Arc<Municipality>| municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let before = records(&office.municipality);
    assert!(before.len() as u64 > at_backup + 2);
    drop(late);
    let (_folder, data, clock) = office.close();
    let restored = restore(&data, "alytus", &file, clock).unwrap();
    let after = records(&restored);
    assert_eq!(after[..before.len()], before);
    assert_eq!((after.len(), after.last().unwrap().deed.as_str()), (before.len() + 1, "restored"));
    let held = restored.verify_audit(&kept).unwrap().unwrap();
    assert_eq!(held.checkpoints, 2 * kept.len() as u64, "what was signed since goes on too");
    Serving::of(&data, restored).await.stop().await;
}

#[tokio::test]
async fn who_saw_a_client_is_told_from_console_and_tablet_with_whose_case_it_was() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    let rasa = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    let day = "2026-11-23".parse().unwrap();
    let zose = office.municipality.agenda(day, Some("D02")).unwrap()[0].stream;
    let path = format!("clients/{zose}");
    assert_eq!(rasa.get(&path).await.code(), "opening_needed");
    rasa.open(zose, "Pavaduoju Joną").await;
    rasa.get(&path).await.ok();
    jonas.pull().await;
    let id = uuid::Builder::from_random_bytes([7; 16]).into_uuid();
    let looked = Look { id, at: Time(1), stream: zose, deed: Deed::Opened, reason: "namuose".into() };
    let told: LooksAnswer = jonas.ask("looks", &LooksRequest { looks: vec![looked] }).await.unwrap();
    assert_eq!(told.taken, [id]);
    office.later(5);
    office.municipality.assign(office.municipality.office(), "K-3", "D01").unwrap();

    let by = office.municipality.office().actor;
    let saw = office.municipality.who_saw(by, "k-3").unwrap();
    assert_eq!((saw.client, saw.number.as_deref(), saw.erased), (zose, Some("K-3"), false));
    assert_eq!(saw.name.as_deref(), Some("Zosė Drebulė"));
    let looks: Vec<_> =
        saw.looks.iter().map(|look| (look.name.as_deref().unwrap(), look.from, look.refused)).collect();
    let expected = [
        ("d01", Place::Console, true),
        ("d01", Place::Console, false),
        ("Jonas Klevas", Place::Tablet, false),
    ];
    assert_eq!(looks, expected);
    assert_eq!((saw.looks[1].reason.as_str(), saw.looks[2].reason.as_str()), ("Pavaduoju Joną", "namuose"));
    let held: Vec<_> =
        saw.held.iter().map(|held| (held.name.as_deref().unwrap(), held.to.is_some())).collect();
    // Jonas has a visit there still to come, and so keeps the case until then.
    assert_eq!(held, [("Jonas Klevas", false), ("d01", false)]);
    // By id too, and that it was asked is in the audit itself.
    let by_id = office.municipality.who_saw(by, &zose.to_string()).unwrap();
    assert_eq!(by_id.looks.len(), 3);
    let last = office.municipality.log().read(|log| log.audit_last()).unwrap().unwrap();
    assert_eq!((last.deed.as_str(), last.about, last.actor), ("asked who saw", Some(zose), by));
    assert!(office.municipality.who_saw(by, "K-99").is_err());
    let json: Value = serde_json::to_value(&saw).unwrap();
    assert_eq!(
        (&json["looks"][2]["from"], &json["looks"][2]["reason"]),
        (&json!("tablet"), &json!("namuose"))
    );
    serving.stop().await;
}

#[tokio::test]
async fn which_clients_were_on_a_tablet_is_told_with_what_it_has_heard() {
    let office = Office::open();
    let serving = office.serve().await;
    let granted = office.clock().now();
    office.later(10);
    let approved = office.clock().now();
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.at_ms = office.clock().ms();
    let by = office.municipality.office().actor;
    let held = |named: &str| office.municipality.tablet_held(by, named).unwrap();
    let told = || {
        let held = held("D01");
        assert_eq!((held.len(), held[0].name.as_deref()), (1, Some("Rasa Bitinienė")));
        let line = |client: &vizitas_server::audit::OnTablet| {
            (client.number.clone().unwrap(), client.from, client.to, client.taken, client.forgotten)
        };
        let mut lines: Vec<_> = held[0].clients.iter().map(line).collect();
        lines.sort();
        lines
    };
    assert!(granted < approved);
    let (one, two) = ("K-1".to_owned(), "K-2".to_owned());
    let perhaps = |number: &String| (number.clone(), approved, None::<Time>, false, false);
    assert_eq!(told(), [perhaps(&one), perhaps(&two)], "before it has asked nothing is certain");
    for _ in 0..3 {
        rasa.pull().await;
    }
    let on_it = |number: &String| (number.clone(), approved, None::<Time>, true, false);
    assert_eq!(told(), [on_it(&one), on_it(&two)]);
    office.later(24 * 60);
    rasa.at_ms = office.clock().ms();
    let taken = office.clock().now();
    office.municipality.assign(office.municipality.office(), "K-2", "D02").unwrap();
    let left = (two.clone(), approved, Some(taken), true, false);
    assert_eq!(told(), [on_it(&one), left], "it has not heard of it yet");
    for _ in 0..3 {
        rasa.pull().await;
    }
    assert_eq!(told(), [on_it(&one), (two, approved, Some(taken), true, true)]);
    let by_id = held(&rasa.me.installation.to_string());
    assert_eq!((by_id.len(), by_id[0].clients.len()), (1, 2));
    assert!(office.municipality.tablet_held(by, "D99").is_err());
    let last = office.municipality.log().read(|log| log.audit_last()).unwrap().unwrap();
    assert_eq!(last.deed, "asked what a tablet held");
    serving.stop().await;
}

#[tokio::test]
async fn searches_refusals_waits_and_tablets_without_rights_are_written_down_once_and_without_words() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let chief = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    for text in ["%C4%85%C5%BE", "%C4%85%C5%BEuol"] {
        chief.get(&format!("clients?text={text}")).await.ok();
    }
    chief.get("clients").await.ok();
    assert_eq!(chief.get("audit").await.code(), "not_allowed");
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    for _ in 0..2 {
        officer.get("audit").await.ok();
    }
    chief.delete(&format!("tablets/{}", rasa.me.installation)).await;
    for _ in 0..2 {
        let turned: Result<PullAnswer, _> = rasa.ask("pull", &rasa.pull_request(10)).await;
        assert_eq!(turned.err(), Some(ProblemCode::Revoked));
    }
    let stranger = Desk::of(&office);
    let typed = json!({ "login": "officer", "password": "slapta-mano-kate" });
    let mut codes = Vec::new();
    for _ in 0..8 {
        codes.push(stranger.post("session", typed.clone()).await.code().to_owned());
    }
    assert_eq!(codes.iter().filter(|code| *code == "wrong").count(), 5, "{codes:?}");
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let of =
        |deed: &str| -> Vec<&AuditRecord> { records.iter().filter(|record| record.deed == deed).collect() };
    for deed in ["searched", "searched the audit", "tablet turned away", "sign-in held back", "refused"] {
        assert_eq!(of(deed).len(), 1, "{deed}");
    }
    assert_eq!(of("sign-in refused").len(), 5);
    assert_eq!(of("refused")[0].reason, "GET /audit");
    assert_eq!(of("tablet turned away")[0].about, Some(rasa.me.actor.into()));
    assert_eq!(of("sign-in held back")[0].actor, of("searched the audit")[0].actor);
    let whole = format!("{records:?}").to_lowercase();
    for word in ["ąžuol", "slapta", "rasa"] {
        assert!(!whole.contains(word), "{word}");
    }
    serving.stop().await;
}

#[tokio::test]
async fn a_tablet_tells_of_no_look_at_people_it_never_had_and_of_none_to_come() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    jonas.pull().await;
    let day = "2026-11-23".parse().unwrap();
    let stream = |code| office.municipality.agenda(day, Some(code)).unwrap()[0].stream;
    let (own, foreign) = (stream("D02"), stream("D01"));
    let look = |byte, stream, at| Look {
        id: uuid::Builder::from_random_bytes([byte; 16]).into_uuid(),
        at: Time(at),
        stream,
        deed: Deed::Opened,
        reason: String::new().into(),
    };
    let now = office.municipality.log().read(|log| log.audit_last()).unwrap().unwrap().at.0;
    let looks = vec![look(1, own, 5), look(2, own, now + 9_000_000), look(3, foreign, 5)];
    let ids: Vec<_> = looks.iter().map(|look| look.id).collect();
    for _ in 0..2 {
        let told: LooksAnswer = jonas.ask("looks", &LooksRequest { looks: looks.clone() }).await.unwrap();
        assert_eq!(told.taken, ids, "so that it tells them no more");
    }
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let opened: Vec<_> = records.iter().filter(|record| record.deed == "opened").collect();
    assert_eq!(opened.iter().map(|record| record.about).collect::<Vec<_>>(), [Some(own); 2]);
    assert!(opened.iter().all(|record| record.at.0 <= now + 60), "none is of a time to come");
    assert_eq!(records.iter().filter(|record| record.deed == "strange looks").count(), 1);
}
