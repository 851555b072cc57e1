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
    CarryAnswer, CarryOutcome, CarryRequest, ProblemCode, Prover, PushOutcome, PushRequest, Verdict,
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
