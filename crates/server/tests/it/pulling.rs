//! What a tablet is given, and what it is not.

use crate::office::Office;
use crate::tablet::{Tablet, note};
use vizitas_domain::event::Body;
use vizitas_domain::state::State;
use vizitas_domain::visit::AnsweredBy;
use vizitas_sync::log::Digest;
use vizitas_sync::wire::{
    DigestAnswer, DigestRequest, ProblemCode, Prover, PullAnswer, StreamDigest, Verdict,
};

fn digests(tablet: &Tablet) -> DigestRequest {
    let digest = |stream| {
        let of = tablet.events.iter().filter(|(_, event)| event.header().stream == stream);
        of.fold(Digest::default(), |digest, (position, event)| digest.with(*position, &event.hash()))
    };
    let streams = tablet.data_keys.keys();
    let streams =
        streams.map(|stream| StreamDigest { stream: *stream, digest: digest(*stream), loading: None });
    DigestRequest { cursor: tablet.cursor, streams: streams.collect() }
}

#[tokio::test]
async fn a_first_sync_brings_the_caseload_and_nothing_else() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    // In pieces: today's client comes before tomorrow's.
    let (more, first) = rasa.pull_once(2).await;
    assert!(more && first.events.is_empty() && first.keys.is_some());
    let mut order = vec![];
    while rasa.pull_once(2).await.0 {
        for number in ["K-1", "K-2"] {
            if rasa.find(number).is_some() && !order.contains(&number) {
                order.push(number);
            }
        }
    }
    assert_eq!(order, ["K-2", "K-1"]);
    assert!(rasa.incomplete.is_empty() && rasa.find("K-3").is_none());
    let ona = rasa.client(rasa.find("K-1").unwrap());
    assert_eq!((&*ona.card.given, &*ona.card.access), ("Ona", "Kieme šuo"));
    assert_eq!(ona.card.responsible, Some(rasa.me.actor));
    let visit = ona.visits.values().next().unwrap();
    assert_eq!(visit.state, State::Confirmed);
    let plan = visit.plan.as_ref().unwrap();
    assert_eq!((plan.plan.minutes, plan.agreement.unwrap().by), (60, AnsweredBy::Import));
    let published = rasa.open(rasa.me.published);
    assert!(published.iter().all(|event| matches!(event.body, Body::StandardPublished { .. })));
    assert_eq!(published.len(), 2);
    let same: DigestAnswer = rasa.ask("digest", &digests(&rasa)).await.unwrap();
    assert_eq!(same, DigestAnswer::default());
    serving.stop().await;
}

#[tokio::test]
async fn an_inspection_has_its_time_and_no_agreement() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut jonas = Tablet::enrol(&office, &serving, "D02").await;
    jonas.pull().await;
    let zose = jonas.client(jonas.find("K-3").unwrap());
    let visit = zose.visits.values().next().unwrap();
    assert_eq!((visit.state, visit.plan.as_ref().unwrap().agreement), (State::Scheduled, None));
    serving.stop().await;
}

#[tokio::test]
async fn what_one_tablet_wrote_reaches_the_other_and_comes_back_as_a_position() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut other = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    other.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let written = rasa.make(ona, note("Durys kieme"));
    let Verdict::At(position) = rasa.hand_in(&written).await else { panic!() };
    let (_, pulled) = rasa.pull_once(100).await;
    assert_eq!((pulled.own[0].position, pulled.events.len()), (position, 0));
    other.pull().await;
    assert_eq!(other.client(ona).notes.len(), 1);
    assert_eq!(other.cursor, rasa.cursor);
    serving.stop().await;
}

#[tokio::test]
async fn a_locked_tablet_gets_sealed_events_and_no_keys() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    let answer: PullAnswer = rasa.ask_as(Prover::Transport, "pull", &rasa.pull_request(100)).await.unwrap();
    let pulled = answer.pulled.unwrap();
    assert!(pulled.keys.is_none() && !pulled.granted.is_empty());
    // Unlocked, it asks for the keys of what came meanwhile.
    rasa.cursor = pulled.scanned;
    let mut request = rasa.pull_request(100);
    request.keyless = pulled.granted.iter().map(|granted| granted.stream).collect();
    let answer: PullAnswer = rasa.ask("pull", &request).await.unwrap();
    let keys =
        vizitas_sync::keys::open_keys(&rasa.keys.opener, &answer.pulled.unwrap().keys.unwrap()).unwrap();
    assert_eq!(keys.len(), pulled.granted.len());
    serving.stop().await;
}

#[tokio::test]
async fn a_silent_loss_shows_in_the_digest() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let first = rasa.events.iter().find(|(_, event)| event.header().stream == ona);
    let position = *first.unwrap().0;
    rasa.events.remove(&position);
    let mut request = digests(&rasa);
    let forgotten = request.streams.iter().position(|held| held.stream == rasa.me.published).unwrap();
    request.streams.remove(forgotten);
    let answer: DigestAnswer = rasa.ask("digest", &request).await.unwrap();
    assert_eq!((answer.differ, answer.missing, answer.foreign), (vec![ona], vec![rasa.me.published], vec![]));
    serving.stop().await;
}

#[tokio::test]
async fn nobody_pulls_without_proof() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let body = vizitas_sync::wire::Message::encode(&rasa.pull_request(1));
    let bare = crate::tablet::post::<PullAnswer>(&rasa.http, format!("{}/pull", rasa.url), None, body).await;
    assert_eq!(bare.unwrap_err(), ProblemCode::NotEnrolled);
    serving.stop().await;
}
