//! A server restored behind its tablets.

use crate::office::{Office, Serving, back_up};
use crate::tablet::{Tablet, note};
use ring::rand::SystemRandom;
use std::sync::Arc;
use vizitas_domain::event::Role;
use vizitas_domain::id::StreamId;
use vizitas_server::{Error, restore};
use vizitas_sync::keys::{DataKey, StreamKey, open_keys, seal_keys};
use vizitas_sync::log::{Cursor, PlacedList};
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{
    Code, HeadsAnswer, HeadsRequest, OfferAnswer, OfferRequest, OfferedList, ProblemCode, PullAnswer,
    PullRequest, Verdict,
};

#[tokio::test]
async fn what_a_restore_lost_is_offered_again_by_who_holds_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let first = rasa.make(ona, note("prieš kopiją"));
    rasa.hand_in(&first).await;
    rasa.pull().await;
    let common = rasa.cursor;
    let file = office.folder.path().join("alytus.backup");
    let covered = back_up(&office.municipality, &file);
    assert_eq!(covered, common.position);
    let second = rasa.make(ona, note("po kopijos"));
    rasa.hand_in(&second).await;
    rasa.pull().await;

    // Not under a running server's feet.
    let busy = restore(&office.data, "alytus", &file, office.clock());
    assert!(matches!(busy, Err(Error::Invalid(_))));
    serving.stop().await;
    let (_folder, data, clock) = office.close();
    let restored = restore(&data, "alytus", &file, clock).unwrap();
    let head = restored.log().read(|log| log.head()).unwrap();
    assert_eq!((head.epoch, head.position), (2, covered + 1));

    let serving = Serving::of(&data, Arc::clone(&restored)).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());
    let answer: PullAnswer = rasa.ask("pull", &rasa.pull_request(10)).await.unwrap();
    assert!(answer.pulled.is_none() && answer.epoch == 2 && answer.backed_up == covered);
    let ask = HeadsRequest { positions: vec![common.position, rasa.cursor.position + 100] };
    let heads: HeadsAnswer = rasa.ask("heads", &ask).await.unwrap();
    assert_eq!(heads.heads, [Some(common.head), None]);
    // Back to the last point in common; what follows waits again and is pushed again.
    rasa.events.retain(|position, _| *position <= common.position);
    rasa.cursor = Cursor { ..common };
    assert!(matches!(rasa.hand_in(&second).await, Verdict::At(_)));
    rasa.pull().await;
    assert_eq!(rasa.client(ona).notes.len(), 2);
    assert_eq!(rasa.cursor.epoch, 2);
    // The node's own chain begins a new life, so that commands go on.
    restored.assign(restored.office(), "K-1", "D02").unwrap();
    serving.stop().await;
}

/// The keys of a stream that the server has, as it gives them to who holds it.
async fn keys_of(tablet: &Tablet, stream: StreamId) -> Vec<StreamKey> {
    let request =
        PullRequest { cursor: Cursor::default(), keyless: vec![stream], ..tablet.pull_request(500) };
    let answer: PullAnswer = tablet.ask("pull", &request).await.unwrap();
    let keys = open_keys(&tablet.keys.opener, &answer.pulled.unwrap().keys.unwrap()).unwrap();
    keys.into_iter().filter(|key| key.stream == stream).collect()
}

#[tokio::test]
async fn a_brought_key_is_kept_only_when_accepted_or_parked_work_names_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    // Two more generations of keys, which the backup does not have. The log has seen work under the first of them alone.
    let mut taken_and_given = Vec::new();
    for _ in 0..2 {
        office.municipality.assign(office.municipality.office(), "K-1", "D02").unwrap();
        office.municipality.assign(office.municipality.office(), "K-1", "D01").unwrap();
        taken_and_given.extend(keys_of(&rasa, ona).await.pop());
    }
    rasa.pull().await;
    let [accepted, unseen] = &taken_and_given[..] else { panic!() };
    let first = rasa.make_under(accepted, Role::Worker, note("priimta"));
    let Verdict::At(position) = rasa.hand_in(&first).await else { panic!() };
    let (_, pulled) = rasa.pull_once(500).await;
    let list = pulled.verify(&rasa.me.log, |_, _| Some(first.event.hash())).unwrap();
    let proof = OfferedList { list, signature: pulled.signature };
    serving.stop().await;
    let (_folder, data, clock) = office.close();
    let restored = restore(&data, "alytus", &file, clock).unwrap();
    let serving = Serving::of(&data, Arc::clone(&restored)).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());

    let made_up = StreamKey { stream: ona, generation: 40_000, key: DataKey::from_bytes([7; 32]) };
    let beside = StreamKey { generation: 1, ..made_up.clone() };
    let all = [made_up.clone(), beside.clone(), unseen.clone(), accepted.clone()];
    let keys = Some(seal_keys(&rasa.me.server, &all, &SystemRandom::new()).unwrap());
    let before = keys_of(&rasa, ona).await;
    let offer = OfferRequest { events: vec![], lists: vec![], keys: keys.clone() };
    let _: OfferAnswer = rasa.ask("offer", &offer).await.unwrap();
    assert_eq!(keys_of(&rasa, ona).await, before, "nothing names them");
    let events = vec![(position, first.event.clone())];
    let offer = OfferRequest { events, lists: vec![proof], keys: keys.clone() };
    let answer: OfferAnswer = rasa.ask("offer", &offer).await.unwrap();
    assert!(matches!(answer.verdicts[..], [Verdict::At(_)]), "{answer:?}");
    let known = keys_of(&rasa, ona).await;
    assert!(known.len() == before.len() + 1 && known.contains(accepted));
    // What waits for its key is heard, but for no second key of one generation.
    let second = rasa.make_under(unseen, Role::Worker, note("laukia rakto"));
    let third = rasa.make_under(&beside, Role::Worker, note("pakištu raktu"));
    for waiting in [&second, &third] {
        assert_eq!(rasa.hand_in(waiting).await, Verdict::Parked(Code::KEY_UNKNOWN));
    }
    let offer = OfferRequest { events: vec![], lists: vec![], keys };
    let _: OfferAnswer = rasa.ask("offer", &offer).await.unwrap();
    assert!(matches!(rasa.hand_in(&second).await, Verdict::At(_)));
    assert_eq!(rasa.hand_in(&third).await, Verdict::Parked(Code::KEY_UNKNOWN));
    let known = keys_of(&rasa, ona).await;
    assert!(known.len() == before.len() + 2 && known.contains(unseen));
    serving.stop().await;
}

#[tokio::test]
async fn an_offer_with_more_than_it_can_need_is_not_looked_at() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let random = SystemRandom::new();
    let keys: Vec<StreamKey> = (1..=10_001)
        .map(|generation| StreamKey { stream: ona, generation, key: DataKey::from_bytes([7; 32]) })
        .collect();
    let offer = |keys: &[StreamKey], lists: Vec<OfferedList>| {
        let keys = Some(seal_keys(&rasa.me.server, keys, &random).unwrap());
        OfferRequest { events: vec![], lists, keys }
    };
    let asked = rasa.ask::<OfferAnswer>("offer", &offer(&keys, vec![])).await;
    assert_eq!(asked, Err(ProblemCode::TooLarge));
    let forged = OfferedList { list: PlacedList::default(), signature: Signature([0; 64]) };
    let asked = rasa.ask::<OfferAnswer>("offer", &offer(&keys[1..], vec![forged])).await;
    assert_eq!(asked, Err(ProblemCode::TooLarge));
    let asked = rasa.ask::<OfferAnswer>("offer", &offer(&keys[1..], vec![])).await;
    assert_eq!(asked, Ok(OfferAnswer { verdicts: vec![], epoch: 1 }));
    serving.stop().await;
}

#[test]
fn a_municipality_moves_to_another_folder_with_its_key() {
    let office = Office::open();
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    let elsewhere = tempfile::tempdir().unwrap();
    let data = vizitas_server::DataFolder::new(elsewhere.path().join("data"));
    data.lay_out(&office.data.settings().unwrap()).unwrap();
    assert!(restore(&data, "alytus", &file, office.clock()).is_err(), "another key-encryption key");
    let elsewhere = tempfile::tempdir().unwrap();
    let data = vizitas_server::DataFolder::new(elsewhere.path().join("data"));
    std::fs::create_dir(data.path()).unwrap();
    std::fs::copy(office.data.path().join("kek"), data.path().join("kek")).unwrap();
    data.lay_out(&office.data.settings().unwrap()).unwrap();
    let moved = restore(&data, "alytus", &file, office.clock()).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_eq!(moved.agenda(day, None).unwrap().len(), 2);
}
