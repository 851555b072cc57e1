//! Attempts with what is not one's own: actors, streams, ids, keys; by tablets and workers who have lost their rights; and
//! through the offer that follows a restore.

use super::stage::{
    Attempt, Case, Stage, bent, between, between_with, push, resigned, run, saying, singly, to,
};
use crate::tablet::{Tablet, note};
use ring::rand::SystemRandom;
use uuid::Uuid;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Role, Seen};
use vizitas_domain::id::{ActorId, BlockId, StreamId, VisitId};
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Cause, VisitEvent};
use vizitas_domain::worker::{Block, BlockKind};
use vizitas_server::log::{Standing, StreamKind};
use vizitas_sync::chain::Signed;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{Boxed, DataKey, KeyId, Recipient, StreamKey, seal_keys};
use vizitas_sync::log::{Cursor, PlacedList};
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Message, OfferRequest, OfferedList};

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    let mut cases = actors(stage);
    cases.extend(streams(stage));
    cases.extend(ids(stage));
    cases.extend(keys(stage));
    cases.extend(offers(stage));
    cases.extend(revoked(stage));
    cases.extend(handed_over(stage));
    cases.extend(after_a_restore(stage));
    cases
}

fn new_key() -> StreamKey {
    let key = DataKey::generate(&SystemRandom::new()).unwrap();
    StreamKey { stream: StreamId(Uuid::now_v7()), generation: 1, key }
}

fn registered() -> Body {
    Body::ClientRegistered { number: None, fields: vec![Field::Surname("Svetimė".into())] }
}

fn one<'a>(stage: &'a Stage, name: &str, attempt: impl FnOnce(&mut Tablet) -> Signed + 'a) -> Case {
    let mut tablet = stage.tablet();
    between(stage, &mut tablet, vec![(name.to_owned(), Box::new(attempt))])
}

fn actors(stage: &Stage) -> Vec<Case> {
    let office = stage.office.municipality.office().actor;
    let actors = [
        ("a colleague's name", stage.jonas.me.actor),
        ("the office's name", office),
        ("the name of the client", ActorId(stage.ona.0)),
        ("nobody's name", ActorId(Uuid::nil())),
        ("a made-up name", ActorId(Uuid::now_v7())),
    ];
    let mut cases = Vec::new();
    for (name, actor) in actors {
        cases.push(one(stage, &format!("a note in {name}"), move |tablet| {
            bent(tablet, stage.ona, move |header, _| header.actor = actor)
        }));
        let mut tablet = stage.tablet();
        tablet.me.actor = actor;
        let made = [tablet.make(stage.ona, note("svetimu vardu"))];
        cases.push(Case::new(format!("a run in {name}"), push(&tablet, run(&made, vec![]).encode())));
    }
    cases
}

fn of_stream(stage: &Stage, kind: StreamKind) -> StreamId {
    stage.office.municipality.log().read(|log| log.streams(kind)).unwrap()[0].stream
}

fn block() -> Body {
    Body::TimeBlocked(Block {
        id: BlockId(Uuid::now_v7()),
        start: Time(1_795_500_000),
        minutes: 60,
        reason: "".into(),
        kind: BlockKind::Own,
    })
}

fn streams(stage: &Stage) -> Vec<Case> {
    let zose = stage.jonas.data_keys[&stage.zose][0].clone();
    let theirs = StreamId::from(stage.jonas.me.actor);
    let their_key = stage.jonas.data_keys.get(&theirs).and_then(|keys| keys.last()).cloned();
    let published = stage.rasa.data_keys[&stage.rasa.me.published].last().unwrap().clone();
    let server = of_stream(stage, StreamKind::Server);
    let must = VisitEvent::MustMove { cause: Cause::Ill, note: "".into() };
    let mut cases = Vec::new();
    let bodies: [(&str, Body); 5] = [
        ("a note", note("svetima")),
        ("a change of the card", Body::FieldsSet(vec![Field::Phone("+37060000000".into())])),
        ("a change of plan", Body::Visit(VisitId(Uuid::now_v7()), must)),
        ("a registration", registered()),
        ("a merge", Body::ClientMerged { into: stage.ona }),
    ];
    for (name, body) in bodies {
        let (key, again) = (zose.clone(), body.clone());
        cases.push(one(stage, &format!("{name} in a colleague's client, with the key"), move |tablet| {
            saying(tablet, &key, Role::Worker, again)
        }));
        let wrong = StreamKey { key: DataKey::from_bytes([7; 32]), ..zose.clone() };
        cases.push(one(
            stage,
            &format!("{name} in a colleague's client, with a made-up key"),
            move |tablet| saying(tablet, &wrong, Role::Worker, body),
        ));
    }
    if let Some(key) = their_key {
        let (one_key, other) = (key.clone(), key);
        cases.push(one(stage, "a colleague's time blocked", move |tablet| {
            saying(tablet, &one_key, Role::Worker, block())
        }));
        cases.push(one(stage, "a colleague's time freed", move |tablet| {
            saying(tablet, &other, Role::Worker, Body::TimeFreed(BlockId(Uuid::now_v7())))
        }));
    }
    let texts =
        || Body::StandardPublished { version: "9".into(), language: "lt".into(), questionnaire: "{}".into() };
    for (name, body) in [("a standard", texts()), ("a note", note("visiems")), ("a block of time", block())] {
        let key = published.clone();
        cases.push(one(stage, &format!("{name} in what all read"), move |tablet| {
            saying(tablet, &key, Role::Worker, body)
        }));
    }
    let grant = Body::Granted { stream: stage.zose, worker: stage.rasa.me.actor };
    let key = StreamKey { stream: server, ..new_key() };
    cases.push(one(stage, "a grant in the server's own stream", move |tablet| {
        saying(tablet, &key, Role::Worker, grant)
    }));
    let key = stage.key();
    let grant = Body::Granted { stream: stage.zose, worker: stage.rasa.me.actor };
    cases.push(one(stage, "a grant of a colleague's client in one's own client", move |tablet| {
        saying(tablet, &key, Role::Worker, grant)
    }));
    cases
}

/// Ids that stand for something else already.
fn ids(stage: &Stage) -> Vec<Case> {
    let placed = stage.rasa.events.values().map(|event| event.header().clone());
    let of = |stream: StreamId| placed.clone().find(|header| header.stream == stream).unwrap().id;
    let theirs =
        stage.jonas.events.values().find(|event| event.header().stream == stage.zose).unwrap().header().id;
    let taken = [
        ("an event of the client", of(stage.ona)),
        ("an event that all read", of(stage.rasa.me.published)),
        ("a colleague's event", theirs),
    ];
    let mut cases = Vec::new();
    for (name, id) in taken {
        cases.push(one(stage, &format!("a note with the id of {name}"), move |tablet| {
            bent(tablet, stage.ona, move |header, _| header.id = id)
        }));
    }
    // The body is sealed to its header, so the id has to be its own from the start.
    for (name, id) in taken {
        let key = stage.key();
        cases.push(one(stage, &format!("a whole note with the id of {name}"), move |tablet| {
            with_id(tablet, &key, id)
        }));
    }
    cases.push(one(stage, "a whole note with the id of the note before it", move |tablet| {
        let id = tablet.made.last().unwrap().event.header().id;
        with_id(tablet, &stage.key(), id)
    }));
    cases
}

/// A note that is right in all but its id.
fn with_id(tablet: &mut Tablet, key: &StreamKey, id: vizitas_domain::id::EventId) -> Signed {
    let made = tablet.make_under(key, Role::Worker, note("svetimas numeris"));
    let plain = vizitas_sync::body::encode(Role::Worker, &note("svetimas numeris")).unwrap();
    resigned(tablet, &made, |header, sealed| {
        header.id = id;
        *sealed = vizitas_sync::seal::seal(&header.bytes(), &plain, &key.key, [9; 12]).unwrap();
    })
}

/// Keys that nobody gave.
fn keys(stage: &Stage) -> Vec<Case> {
    type Bend = Box<dyn FnOnce(&mut StreamKey)>;
    let bends: [(&str, Bend); 4] = [
        ("another key under the same generation", Box::new(|key| key.key = DataKey::from_bytes([7; 32]))),
        ("the right key under the next generation", Box::new(|key| key.generation += 1)),
        (
            "another key under the next generation",
            Box::new(|key| {
                key.generation += 1;
                key.key = DataKey::from_bytes([7; 32]);
            }),
        ),
        ("the right key under the last generation there can be", Box::new(|key| key.generation = u32::MAX)),
    ];
    let mut cases = Vec::new();
    for (name, bend) in bends {
        let mut key = stage.key();
        bend(&mut key);
        cases.push(one(stage, &format!("a note sealed with {name}"), move |tablet| {
            tablet.make_under(&key, Role::Worker, note("kitu raktu"))
        }));
    }
    cases.push(one(stage, "a note that names another key than it is sealed with", move |tablet| {
        bent(tablet, stage.ona, |header, _| header.key = KeyId([7; 16]))
    }));
    // Parked work may be tried again as often as one likes: it stays parked.
    let mut tablet = stage.tablet();
    let key = new_key();
    let parked: Attempt<'_> = (
        "a note in a stream that nobody began".into(),
        Box::new(|tablet| tablet.make_under(&key, Role::Worker, note("niekieno"))),
    );
    cases.push(between(stage, &mut tablet, vec![parked]));
    cases
}

/// Offered keys that are not what they say.
fn offers(stage: &Stage) -> Vec<Case> {
    type Made = fn(&Stage, &Tablet, &StreamKey) -> Option<KeyOffer>;
    let random = SystemRandom::new();
    let offers: [(&str, Made); 11] = [
        ("no key", |_, _, _| None),
        ("a key signed by a colleague", |stage, _, key| {
            KeyOffer::make(key, &stage.rasa.me.server, &stage.jonas.keys.signing, &SystemRandom::new()).ok()
        }),
        ("a key signed by the transport key", |_, tablet, key| {
            KeyOffer::make(key, &tablet.me.server, &tablet.keys.transport, &SystemRandom::new()).ok()
        }),
        ("a key with a signature of zeros", |_, tablet, key| {
            Some(KeyOffer { signature: Signature([0; 64]), ..tablet.offer(key) })
        }),
        ("a key offered for another stream", |_, tablet, key| {
            Some(KeyOffer { stream: StreamId(Uuid::now_v7()), ..tablet.offer(key) })
        }),
        ("a key made for another stream", |_, tablet, key| {
            Some(tablet.offer(&StreamKey { stream: StreamId(Uuid::now_v7()), ..key.clone() }))
        }),
        ("a key offered for another generation", |_, tablet, key| {
            Some(KeyOffer { generation: 2, ..tablet.offer(key) })
        }),
        ("a key under another's id", |_, tablet, key| {
            Some(KeyOffer { key: KeyId([7; 16]), ..tablet.offer(key) })
        }),
        ("another key", |_, tablet, key| {
            Some(tablet.offer(&StreamKey { key: DataKey::from_bytes([7; 32]), ..key.clone() }))
        }),
        ("a key sealed to somebody else", |_, tablet, key| {
            let to: Recipient = tablet.keys.opener.recipient().unwrap();
            KeyOffer::make(key, &to, &tablet.keys.signing, &SystemRandom::new()).ok()
        }),
        ("a key in a box of noise", |_, tablet, key| {
            let sealed = Boxed { encapsulated: vec![7; 1120], content: vec![7; 48] };
            Some(KeyOffer { sealed, ..tablet.offer(key) })
        }),
    ];
    let mut cases = Vec::new();
    for (name, make) in offers {
        let mut tablet = stage.tablet();
        let key = new_key();
        let offers = make(stage, &tablet, &key).into_iter().collect();
        let attempt: Attempt<'_> = (
            format!("a new client with {name}"),
            Box::new(move |tablet| tablet.make_under(&key, Role::Worker, registered())),
        );
        cases.push(between_with(stage, &mut tablet, vec![attempt], offers));
    }
    for (name, stream, generation) in [
        ("one's own client", stage.ona, 2),
        ("a colleague's client", stage.zose, 2),
        ("a colleague's client, as if it were the first,", stage.zose, 1),
        ("what all read", stage.rasa.me.published, 2),
    ] {
        let mut tablet = stage.tablet();
        let key = StreamKey { stream, generation, key: DataKey::generate(&random).unwrap() };
        let offer = tablet.offer(&key);
        let attempt: Attempt<'_> = (
            format!("a note under a key of one's own for {name} offered with it"),
            Box::new(move |tablet| tablet.make_under(&key, Role::Worker, note("savo raktu"))),
        );
        cases.push(between_with(stage, &mut tablet, vec![attempt], vec![offer]));
    }
    // The key is good, and the stream does not begin with a registration.
    let mut tablet = stage.tablet();
    let key = new_key();
    let offer = tablet.offer(&key);
    let published = key.clone();
    let bodies: [(&str, Body); 2] =
        [("a grant", Body::Granted { stream: key.stream, worker: tablet.me.actor }), ("a profile", block())];
    let attempts = bodies.map(|(name, body)| {
        let key = published.clone();
        let attempt: Attempt<'_> = (
            format!("a new stream that begins with {name}"),
            Box::new(move |tablet| tablet.make_under(&key, Role::Worker, body)),
        );
        attempt
    });
    cases.push(between_with(stage, &mut tablet, attempts.into(), vec![offer]));
    cases
}

/// A tablet that was taken from its worker.
fn revoked(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut tablet = stage.tablet_standing(Standing::Revoked);
    let made = [tablet.make(stage.ona, note("po atšaukimo"))];
    cases.push(Case::new("a run of a revoked tablet", push(&tablet, run(&made, vec![]).encode())));
    let mut tablet = stage.tablet_standing(Standing::Revoked);
    let made = [tablet.make(stage.ona, note("po atšaukimo"))];
    cases
        .push(Case::new("a single event of a revoked tablet", push(&tablet, singly(&made, vec![]).encode())));
    let mut tablet = stage.tablet_standing(Standing::Revoked);
    let made = [tablet.make(stage.ona, note("po atšaukimo"))];
    cases.push(Case::new(
        "the work of a revoked tablet, brought by an approved one",
        push(&stage.tablet(), run(&made, vec![]).encode()),
    ));
    let mut tablet = stage.tablet_standing(Standing::Revoked);
    let made = [bent(&mut tablet, stage.ona, |_, sealed| sealed[20] ^= 1)];
    cases
        .push(Case::new("a broken event of a revoked tablet", push(&tablet, singly(&made, vec![]).encode())));
    let mut tablet = stage.tablet_standing(Standing::Revoked);
    let key = new_key();
    let offer = tablet.offer(&key);
    let made = [tablet.make_under(&key, Role::Worker, registered())];
    cases
        .push(Case::new("a new client of a revoked tablet", push(&tablet, run(&made, vec![offer]).encode())));
    cases
}

/// A client who was hers, and was taken from her for a cause: then facts are not welcome either.
fn handed_over(stage: &Stage) -> Vec<Case> {
    let petras = stage.rasa.find("K-2").unwrap();
    let worker = stage.rasa.me.actor;
    let ended = stage.office.municipality.log().write(move |log| {
        let until = log.read().head()?.position;
        log.end_grant(petras, worker, until, true)
    });
    assert!(ended.unwrap());
    let must = VisitEvent::MustMove { cause: Cause::Ill, note: "".into() };
    let bodies: [(&str, Body); 3] = [
        ("a note", note("vėlyva")),
        ("a change of the card", Body::FieldsSet(vec![Field::Phone("+37060000000".into())])),
        ("a change of plan", Body::Visit(VisitId(Uuid::now_v7()), must)),
    ];
    let mut cases = Vec::new();
    for (name, body) in bodies {
        for (when, seen) in [
            ("as she had seen it", Seen { epoch: 1, position: 1 }),
            ("as if she had seen the end", Seen { epoch: u32::MAX, position: u64::MAX }),
        ] {
            let key = stage.rasa.data_keys[&petras].last().unwrap().clone();
            let body = body.clone();
            cases.push(one(
                stage,
                &format!("{name} after a client was taken for a cause, {when}"),
                move |tablet| {
                    let plain = vizitas_sync::body::encode(Role::Worker, &body).unwrap();
                    let made = tablet.make_under(&key, Role::Worker, body);
                    resigned(tablet, &made, |header: &mut Header, sealed| {
                        header.seen = seen;
                        *sealed =
                            vizitas_sync::seal::seal(&header.bytes(), &plain, &key.key, [9; 12]).unwrap();
                    })
                },
            ));
        }
    }
    cases
}

/// The offer that follows a restore takes what the log key had named, and nothing else.
fn after_a_restore(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut tablet = stage.tablet();
    let new = tablet.make(stage.ona, note("niekada nepriimta"));
    let cursor = Cursor { epoch: 1, position: 9_999, head: new.event.hash() };
    let list = |at| PlacedList { scanned: cursor, placed: vec![(at, new.event.hash())] };
    let forged = |at, key: &vizitas_sync::sign::SigningKey| {
        let list = list(at);
        OfferedList { signature: list.sign(key), list }
    };
    let lists: [(&str, Vec<OfferedList>); 6] = [
        ("without a list", vec![]),
        ("with a list signed by oneself", vec![forged(9_999, &tablet.keys.signing)]),
        ("with a list signed by a colleague", vec![forged(9_999, &stage.jonas.keys.signing)]),
        (
            "with a list signed by nobody",
            vec![OfferedList { list: list(9_999), signature: Signature([0; 64]) }],
        ),
        ("with a list that names another place", vec![forged(1, &tablet.keys.transport)]),
        (
            "with more lists than events",
            vec![forged(1, &tablet.keys.signing), forged(2, &tablet.keys.signing)],
        ),
    ];
    for (name, lists) in lists {
        let offer = OfferRequest { events: vec![(9_999, new.event.clone())], lists, keys: None };
        cases.push(Case::new(format!("an offer {name}"), to(&tablet, "offer", offer.encode())));
    }
    let brought = [StreamKey { stream: stage.zose, generation: 2, key: DataKey::from_bytes([7; 32]) }];
    let keys = seal_keys(&tablet.me.server, &brought, &SystemRandom::new()).ok();
    let offer = OfferRequest { events: vec![(9_999, new.event.clone())], lists: vec![], keys };
    cases.push(Case::new(
        "an offer with a key for a colleague's client",
        to(&tablet, "offer", offer.encode()),
    ));
    let keys = Some(Boxed { encapsulated: vec![7; 1120], content: vec![7; 64] });
    let offer = OfferRequest { events: vec![(u64::MAX, new.event)], lists: vec![], keys };
    cases.push(Case::new("an offer with a box of noise", to(&tablet, "offer", offer.encode())));
    cases
}
