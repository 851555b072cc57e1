//! What one tablet brings for another: judged as if its maker had pushed it, answered to nobody but the maker.

use crate::office::{Office, Serving};
use crate::tablet::{Tablet, note};
use ring::rand::SystemRandom;
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_sync::carry::Parcel;
use vizitas_sync::chain::Signed;
use vizitas_sync::keys::{Opener, Recipient};
use vizitas_sync::wire::{
    CarryAnswer, CarryOutcome, CarryRequest, Message, ProblemCode, Prover, PushOutcome, PushRequest, Verdict,
};

async fn two() -> (Office, Serving, Tablet, Tablet) {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let jonas = Tablet::enrol(&office, &serving, "D02").await;
    rasa.pull().await;
    (office, serving, rasa, jonas)
}

fn singly(events: &[Signed]) -> PushRequest {
    let events = events.iter().map(|one| (one.event.clone(), one.signature)).collect();
    PushRequest::Singly { events, offers: vec![], gap: true }
}

fn packed(pushes: &[PushRequest], server: &Recipient) -> Vec<CarryRequest> {
    Parcel::pack(pushes, server, &SystemRandom::new()).unwrap().requests().collect()
}

async fn brings(carrier: &Tablet, request: &CarryRequest) -> CarryOutcome {
    carrier.ask_as::<CarryAnswer>(Prover::Transport, "carry", request).await.unwrap().outcome
}

fn position(office: &Office) -> u64 {
    office.municipality.log().read(|log| log.head()).unwrap().position
}

#[tokio::test]
async fn it_is_taken_as_if_its_maker_had_pushed_it_and_again_changes_nothing() {
    let (office, serving, mut rasa, jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let made: Vec<Signed> = (0..3).map(|n| rasa.make(ona, note(&format!("{n}")))).collect();
    let server = rasa.me.server.clone();
    let parts = packed(&[singly(&made[..2]), singly(&made[2..])], &server);
    let before = position(&office);
    for part in parts.iter().chain(&parts) {
        assert_eq!(brings(&jonas, part).await, CarryOutcome::Taken);
    }
    assert_eq!(position(&office), before + 3);
    let PushOutcome::Judged(verdicts) = rasa.push(&made, vec![]).await else { panic!() };
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Known(_))), "{verdicts:?}");
    rasa.pull().await;
    assert_eq!(rasa.client(ona).notes.len(), 3);
    // The audit names both, once a parcel and carrier.
    let records = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
    let told: Vec<_> = records.iter().filter(|record| record.deed == "work carried").collect();
    let both = format!("{} by {}", rasa.me.installation, jonas.me.installation);
    assert_eq!(told.iter().map(|record| &record.reason).collect::<Vec<_>>(), [&both]);
    assert_eq!((told[0].actor, told[0].about), (jonas.me.actor, Some(rasa.me.actor.into())));
    serving.stop().await;
}

#[tokio::test]
async fn a_second_branch_is_found_and_both_are_kept() {
    let (office, serving, mut rasa, jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let head = rasa.chain.head;
    let one = rasa.make(ona, note("viena šaka"));
    rasa.chain.head = head;
    let other = rasa.make(ona, note("kita šaka"));
    assert!(matches!(rasa.hand_in(&one).await, Verdict::At(_)));
    let before = position(&office);
    let server = rasa.me.server.clone();
    assert_eq!(brings(&jonas, &packed(&[singly(&[other])], &server)[0]).await, CarryOutcome::Taken);
    assert_eq!(position(&office), before);
    let size = office.municipality.log().read(|log| log.undecided_size(rasa.me.installation)).unwrap();
    assert_eq!(size.events, 1, "it lies aside for a person");
    serving.stop().await;
}

#[tokio::test]
async fn what_is_for_another_server_or_of_nobody_known_changes_nothing() {
    let (office, serving, mut rasa, mut jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let made = rasa.make(ona, note("viena"));
    let server = rasa.me.server.clone();
    let before = position(&office);
    let another = Opener::from_bytes([9; 32]).recipient().unwrap();
    let good = packed(&[singly(std::slice::from_ref(&made))], &server).remove(0);
    let empty = PushRequest::Singly { events: vec![], offers: vec![], gap: true };
    for (wrong, request) in [
        ("another server", packed(&[singly(std::slice::from_ref(&made))], &another).remove(0)),
        ("another parcel", CarryRequest { parcel: [1; 16], ..good.clone() }),
        ("another part", CarryRequest { number: 1, ..good.clone() }),
        ("fewer parts", CarryRequest { of: 2, ..good.clone() }),
        ("nothing in it", packed(&[empty], &server).remove(0)),
    ] {
        assert_eq!(brings(&jonas, &request).await, CarryOutcome::Unreadable, "{wrong}");
    }
    rasa.chain.installation = InstallationId(Uuid::now_v7());
    rasa.chain.head = Default::default();
    let nobodys = rasa.make(ona, note("niekieno"));
    let request = packed(&[singly(&[nobodys])], &server).remove(0);
    assert_eq!(brings(&jonas, &request).await, CarryOutcome::MakerUnknown);
    assert_eq!(position(&office), before);
    // Nor is anybody heard whose key this is not.
    std::mem::swap(&mut jonas.keys.transport, &mut jonas.keys.signing);
    let refused = jonas.ask_as::<CarryAnswer>(Prover::Transport, "carry", &good).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::NotEnrolled);
    serving.stop().await;
}

#[tokio::test]
async fn nobody_is_named_who_signed_none_of_it() {
    let (office, serving, mut rasa, jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let mut made: Vec<Signed> = (0..2).map(|n| rasa.make(ona, note(&format!("{n}")))).collect();
    let good = made[0].signature;
    for one in &mut made {
        one.signature.0[0] ^= 1;
    }
    let server = rasa.me.server.clone();
    let before = position(&office);
    assert_eq!(brings(&jonas, &packed(&[singly(&made)], &server)[0]).await, CarryOutcome::Unreadable);
    let aside = || office.municipality.log().read(|log| log.undecided_size(rasa.me.installation)).unwrap();
    let told = || {
        let records = office.municipality.log().read(|log| log.audit_after(0, 10_000)).unwrap();
        records.iter().filter(|record| record.deed == "work carried").count()
    };
    assert_eq!((position(&office), aside().events, told()), (before, 0, 0));
    // One of them is hers: the damaged one beside it is refused and kept, as in a push.
    made[0].signature = good;
    assert_eq!(brings(&jonas, &packed(&[singly(&made)], &server)[0]).await, CarryOutcome::Taken);
    assert_eq!((position(&office), told()), (before + 1, 1));
    serving.stop().await;
}

#[tokio::test]
async fn a_newer_apps_work_waits_until_the_server_reads_it() {
    let (office, serving, rasa, jonas) = two().await;
    let (parcel, before) = ([7; 16], position(&office));
    let info = [b"vizitas carry v1".as_slice(), &parcel, &0_u32.to_be_bytes(), &1_u32.to_be_bytes()].concat();
    let mut later = PushRequest::Singly { events: vec![], offers: vec![], gap: true }.encode();
    // The protocol's number is the first field of every message.
    assert_eq!(later[1..3], [0, 1]);
    later[2] = 2;
    let sealed = rasa.me.server.seal(&info, &later, &SystemRandom::new()).unwrap();
    let request = CarryRequest { parcel, number: 0, of: 1, sealed };
    let refused = jonas.ask_as::<CarryAnswer>(Prover::Transport, "carry", &request).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::Protocol);
    assert_eq!(position(&office), before);
    serving.stop().await;
}

#[tokio::test]
async fn a_carrier_whose_rights_ended_keeps_nobodys_work() {
    let (office, serving, mut rasa, jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let made = rasa.make(ona, note("viena"));
    let log = office.municipality.log();
    let mut row = log.read(|log| log.installation(jonas.me.installation)).unwrap().unwrap();
    row.revoked = Some(row.approved.unwrap());
    log.write(move |log| log.put_installation(&row)).unwrap();
    let part = packed(&[singly(&[made])], &rasa.me.server.clone()).remove(0);
    let before = position(&office);
    assert_eq!(brings(&jonas, &part).await, CarryOutcome::Taken);
    assert_eq!(position(&office), before + 1);
    serving.stop().await;
}

#[tokio::test]
async fn work_of_a_tablet_that_nobody_let_in_yet_is_to_come_again() {
    let (office, serving, mut rasa, jonas) = two().await;
    let ona = rasa.find("K-1").unwrap();
    let made = rasa.make(ona, note("viena"));
    let log = office.municipality.log();
    let approved = log.read(|log| log.installation(rasa.me.installation)).unwrap().unwrap();
    let mut waits = approved.clone();
    waits.approved = None;
    let part = packed(&[singly(&[made])], &rasa.me.server.clone()).remove(0);
    let before = position(&office);
    log.write(move |log| log.put_installation(&waits)).unwrap();
    let refused = jonas.ask_as::<CarryAnswer>(Prover::Transport, "carry", &part).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::Busy);
    assert_eq!(position(&office), before);
    log.write(move |log| log.put_installation(&approved)).unwrap();
    assert_eq!(brings(&jonas, &part).await, CarryOutcome::Taken);
    serving.stop().await;
}
