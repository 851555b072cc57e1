//! Clients' data keys: another generation for those who go on.

use crate::desk::Desk;
use crate::office::{Office, Serving};
use crate::tablet::{Tablet, note};
use vizitas_domain::client::Channel;
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::staff::StaffRole;
use vizitas_server::{Consent, Move};
use vizitas_sync::wire::Verdict;

/// Moves the client's visit, so that the server writes into the stream.
fn write(office: &Office, client: StreamId) {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let lines = office.municipality.agenda(day, None).unwrap();
    let line = lines.iter().find(|line| line.stream == client).unwrap();
    let start = Time(1_795_413_600).plus_minutes(24 * 60 + 120);
    let (consent, cause) = (Consent::Client(Channel::Phone), Cause::Client);
    let wish = Move { visit: line.visit, start, consent, cause, worker: None };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
}

async fn two_tablets() -> (Office, Serving, Tablet, Tablet) {
    let office = Office::open();
    let serving = office.serve().await;
    let mut one = Tablet::enrol(&office, &serving, "D01").await;
    let mut other = Tablet::enrol(&office, &serving, "D01").await;
    one.pull().await;
    other.pull().await;
    (office, serving, one, other)
}

/// The key of a client's newest event there is one that `with` has and `without` has not.
fn parted(with: &Tablet, without: &Tablet, client: StreamId) {
    let mut of = with.events.values().filter(|event| event.header().stream == client);
    let named = of.next_back().unwrap().header().key;
    let has = |tablet: &Tablet| tablet.data_keys[&client].iter().any(|key| key.key.id() == named);
    assert!(has(with) && !has(without));
}

#[tokio::test]
async fn a_tablet_that_lost_its_rights_has_no_key_of_what_is_written_after_that() {
    let (office, serving, lost, mut kept) = two_tablets().await;
    let ona = lost.find("K-1").unwrap();
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    assert!(chief.delete(&format!("tablets/{}", lost.me.installation)).await.status.is_success());
    write(&office, ona);
    kept.pull().await;
    parted(&kept, &lost, ona);
    // Who goes on writes under it, too.
    let said = kept.make(ona, note("vėliau"));
    assert!(matches!(kept.hand_in(&said).await, Verdict::At(_)));
    kept.pull().await;
    parted(&kept, &lost, ona);
    assert_eq!(kept.client(ona).notes.len(), 1);
    serving.stop().await;
}

#[tokio::test]
async fn keys_renewed_by_command_reach_those_who_hold_the_client() {
    let (office, serving, before, mut after) = two_tablets().await;
    let (ona, petras) = (before.find("K-1").unwrap(), before.find("K-2").unwrap());
    assert_eq!(office.municipality.renew_keys(Some(ona)).unwrap(), 1);
    assert!(office.municipality.renew_keys(Some(StreamId(uuid::Uuid::nil()))).is_err());
    write(&office, ona);
    after.pull().await;
    parted(&after, &before, ona);
    assert_eq!(after.data_keys[&petras], before.data_keys[&petras]);
    // All clients, and what is published.
    assert_eq!(office.municipality.renew_keys(None).unwrap(), 4);
    // What an offline tablet had sealed under the key before is as good.
    let mut before = before;
    let said = before.make(ona, note("be ryšio"));
    assert!(matches!(before.hand_in(&said).await, Verdict::At(_)));
    after.pull().await;
    assert_eq!(after.client(ona).notes.len(), 1);
    serving.stop().await;
}
