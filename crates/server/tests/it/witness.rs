//! Tablets that keep ends of the audit, and an audit that is not the one they keep.

use crate::desk::Desk;
use crate::office::{Office, Serving, back_up};
use crate::tablet::Tablet;
use rusqlite::Connection;
use std::sync::Arc;
use vizitas_domain::time::Time;
use vizitas_server::audit::Fault;
use vizitas_server::database::{self, RawKey};
use vizitas_server::staff::StaffRole;
use vizitas_server::{DataFolder, restore};
use vizitas_sync::audit::{AuditHead, SignedHead};
use vizitas_sync::sign::SigningKey;
use vizitas_sync::wire::{PullAnswer, PullRequest};

const NOT_KEPT: &str = "audit is not what a tablet keeps";

/// Asks as a tablet that keeps an end so far and tells `ends`; gives what it is given to keep.
async fn told(tablet: &Tablet, kept: Option<u64>, ends: &[SignedHead]) -> Option<SignedHead> {
    let request = PullRequest { audit: kept, witness: ends.to_vec(), ..tablet.pull_request(10) };
    let answer: PullAnswer = tablet.ask("pull", &request).await.unwrap();
    answer.audit
}

/// How often it was found that a tablet keeps another audit.
fn found(office: &Office) -> usize {
    let records = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    records.iter().filter(|record| record.deed == NOT_KEPT).count()
}

/// An office with an audit, a tablet, and the end of the audit that the tablet was given.
async fn witnessed() -> (Office, Serving, Tablet, SignedHead) {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    drop(Desk::with(&office, StaffRole::Administrator, "", None).await);
    office.municipality.audit_checkpoints().unwrap();
    let end = told(&rasa, Some(0), &[]).await.unwrap();
    end.verify(&rasa.me.log).unwrap();
    (office, serving, rasa, end)
}

#[tokio::test]
async fn a_tablet_is_given_what_goes_further_and_its_word_is_kept() {
    let (office, serving, rasa, end) = witnessed().await;
    assert_eq!(told(&rasa, None, &[]).await, None, "one that keeps none is given none");
    let holds = office.municipality.verify_audit(&[]).unwrap().unwrap();
    assert_eq!(holds.witnesses, 0);
    // It was lost on the way, and told again: one witness all the same.
    for _ in 0..2 {
        assert_eq!(told(&rasa, Some(end.head.records), std::slice::from_ref(&end)).await, None);
    }
    let holds = office.municipality.verify_audit(&[]).unwrap().unwrap();
    assert_eq!((holds.witnesses, holds.lost, found(&office)), (1, 0, 0));
    assert!(holds.to_string().ends_with("; tablets that bear witness: 1"), "{holds}");
    // What is not signed by the office's log, or is another office's, is nobody's word.
    let stranger = SigningKey::from_seed(&[9; 32]).unwrap();
    let head = AuditHead { records: 3, at: Time(1), ..end.head.clone() };
    let elsewhere = AuditHead { municipality: "lazdijai".into(), ..end.head.clone() };
    let made_up = SignedHead { signature: head.sign(&stranger), head };
    let other = SignedHead { signature: end.signature, head: elsewhere };
    told(&rasa, Some(0), &[made_up, other]).await;
    assert_eq!(found(&office), 0);
    serving.stop().await;
}

/// Cuts the audit beneath the server's feet down to so many records, with all that could tell of it there.
fn cut(office: &Office, records: u64) {
    let log = office.data.municipality("alytus").unwrap().log();
    let db: Connection =
        database::open(&log, &RawKey::beside(&log, &office.data.kek().unwrap()).unwrap()).unwrap();
    let named = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'audit%'";
    let mut triggers = db.prepare(named).unwrap();
    let names: Vec<String> = triggers.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names.iter().for_each(|name| db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    db.execute("DELETE FROM audit WHERE number > ?1", [records]).unwrap();
    db.execute_batch("DELETE FROM audit_checkpoints; DELETE FROM audit_witnesses").unwrap();
}

#[tokio::test]
async fn an_audit_cut_with_its_checkpoints_is_found_by_who_keeps_one() {
    let (office, serving, rasa, end) = witnessed().await;
    let records = end.head.records;
    cut(&office, 2);
    assert!(office.municipality.verify_audit(&[]).unwrap().is_ok(), "nothing here tells of it");
    for _ in 0..2 {
        told(&rasa, Some(records), std::slice::from_ref(&end)).await;
    }
    assert_eq!(found(&office), 1, "written down once");
    let fault = office.municipality.verify_audit(&[]).unwrap().unwrap_err();
    assert!(matches!(fault, Fault::Cut { records: cut, .. } if cut == records), "{fault}");
    // It grows again, past what was cut: not what was signed.
    while office.municipality.log().read(|log| log.audit_count()).unwrap() <= records {
        office.municipality.renew_keys(None).unwrap();
    }
    let fault = office.municipality.verify_audit(&[]).unwrap().unwrap_err();
    assert!(matches!(fault, Fault::Rewritten { number, .. } if number == records), "{fault}");
    // A newer end that fits does not make the old one forgotten.
    office.municipality.audit_checkpoints().unwrap();
    let newer = told(&rasa, Some(records), &[]).await.unwrap();
    told(&rasa, Some(newer.head.records), &[newer]).await;
    assert!(office.municipality.verify_audit(&[]).unwrap().is_err());
    serving.stop().await;
}

#[tokio::test]
async fn what_a_restore_on_another_machine_lost_is_known_and_no_fault() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    for _ in 0..3 {
        office.municipality.renew_keys(None).unwrap();
    }
    office.municipality.audit_checkpoints().unwrap();
    let end = told(&rasa, Some(0), &[]).await.unwrap();
    serving.stop().await;
    office.later(60);
    let elsewhere = tempfile::tempdir().unwrap();
    let data = DataFolder::new(elsewhere.path().join("data")).with_kek(office.data.kek_source().clone());
    data.lay_out(&office.data.settings().unwrap()).unwrap();
    let moved = restore(&data, "alytus", &file, office.clock()).unwrap();
    let serving = Serving::of(&data, Arc::clone(&moved)).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());
    rasa.http = crate::tablet::client(&serving.certificate, &[&rustls::version::TLS13]);
    assert_eq!(told(&rasa, Some(end.head.records), &[end]).await, None);
    let holds = moved.verify_audit(&[]).unwrap().unwrap();
    assert_eq!((holds.witnesses, holds.lost), (0, 1));
    let records = moved.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    assert_eq!(records.iter().filter(|record| record.deed == NOT_KEPT).count(), 1);
    serving.stop().await;
}
