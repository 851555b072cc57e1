//! Messages come back whole, with headers rebuilt; what was changed on the way fits no signature.

use crate::samples::{MORNING_MS, Tablet, stream_key};
use proptest::prelude::*;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::Error;
use vizitas_sync::audit::{AuditHead, SignedHead};
use vizitas_sync::batch::{self, EVENTS_LIMIT};
use vizitas_sync::chain::Signed;
use vizitas_sync::code::EnrolCode;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::{Opener, seal_keys};
use vizitas_sync::log::{Cursor, Digest, PlacedList, next_head};
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::{Signature, SigningKey};
use vizitas_sync::testing::seeded::Seeded;
use vizitas_sync::wire::*;

fn run(signed: &[Signed]) -> PushRequest {
    let newest = signed.last().unwrap().signature;
    PushRequest::Run { events: events(signed), newest, offers: vec![], gap: false }
}

fn events(signed: &[Signed]) -> Vec<SealedEvent> {
    signed.iter().map(|signed| signed.event.clone()).collect()
}

#[test]
fn a_push_comes_back_with_every_header_rebuilt() {
    let mut ona = Tablet::new(1);
    let server = Opener::generate(&ona.chance).unwrap().recipient().unwrap();
    let signed = ona.events(500);
    let offer = KeyOffer::make(&ona.keys[0], &server, &ona.signer, &ona.chance).unwrap();
    let PushRequest::Run { events, newest, .. } = run(&signed[100..]) else { unreachable!() };
    let push = PushRequest::Run { events, newest, offers: vec![offer], gap: false };
    let arrived = PushRequest::decode(&push.encode()).unwrap();
    assert_eq!(arrived, push);
    assert_eq!(arrived.verify(&ona.signer.verifying()), Ok(()));
}

#[test]
fn one_changed_byte_of_a_push_is_noticed() {
    let mut ona = Tablet::new(2);
    let (push, maker) = (run(&ona.visit()), ona.signer.verifying());
    let bytes = push.encode();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let verified = PushRequest::decode(&changed).and_then(|push| push.verify(&maker).map(|()| push));
        assert!(verified.is_err_and(|error| !matches!(error, Error::Entropy)), "byte {at}");
    }
}

#[test]
fn pushed_singly_only_the_damaged_event_fails() {
    let mut ona = Tablet::new(3);
    let mut signed = ona.events(20);
    let mut sealed = signed[7].event.sealed().to_vec();
    sealed[15] ^= 1;
    let whole = signed[7].event.clone();
    signed[7].event = SealedEvent::new(whole.header().clone(), sealed).unwrap();
    let maker = ona.signer.verifying();
    let arrived = PushRequest::decode(&run(&signed).encode()).unwrap();
    assert!(arrived.verify(&maker).is_err());

    let single = signed.iter().map(|signed| (signed.event.clone(), signed.signature)).collect();
    let push = PushRequest::Singly { events: single, offers: vec![], gap: true };
    let arrived = PushRequest::decode(&push.encode()).unwrap();
    assert_eq!(arrived, push);
    let PushRequest::Singly { events, .. } = arrived else { unreachable!() };
    let good = |(event, signature): &(SealedEvent, Signature)| event.verify(&maker, signature).is_ok();
    let refused: Vec<usize> = (0..events.len()).filter(|at| !good(&events[*at])).collect();
    assert_eq!(refused, [7]);
    // Its hash is known from the one behind it.
    assert_eq!(events[8].0.header().prev, whole.hash());
}

/// A pull of what several people made, with some of this installation's own.
fn pulled(seed: u64, keys: bool) -> (Pulled, SigningKey, Vec<(u64, Hash)>) {
    let chance = Seeded::new(seed);
    let log = SigningKey::generate(&chance).unwrap();
    let mut makers: Vec<Tablet> = (0..4).map(|n| Tablet::new(seed + n)).collect();
    let mut position = 1_000_000;
    let (mut events, mut own, mut hashes) = (vec![], vec![], vec![]);
    for _ in 0..30 {
        let maker = chance.below(4) as usize;
        for signed in makers[maker].visit() {
            position += 1 + chance.below(3);
            if maker == 0 {
                let seq = signed.event.header().seq;
                own.push(OwnPlaced { incarnation: 1, seq, position });
                hashes.push((seq, signed.event.hash()));
            } else {
                events.push((position, signed.event));
            }
        }
    }
    // History comes behind what is new, from earlier positions.
    let early = makers[3].visit().into_iter().enumerate();
    events.extend(early.map(|(at, signed)| (10 + at as u64, signed.event)));
    let recipient = Opener::from_bytes([1; 32]).recipient().unwrap();
    let sealed = keys.then(|| seal_keys(&recipient, &[stream_key(&chance)], &chance).unwrap());
    let stream = chance.id(StreamId);
    let mut pulled = Pulled {
        scanned: Cursor { epoch: 2, position, head: Hash([8; 32]) },
        events,
        own,
        granted: vec![Granted { stream, at: 1_000_003 }],
        revoked: vec![Revoked { stream, at: 1_000_007 }],
        backfilled: vec![Backfill { stream, granted: 900, loaded: 40 }],
        keys: sealed,
        more: true,
        epochs: vec![(1, 0), (2, 850)],
        erased: vec![stream],
        signature: Signature([0; 64]),
    };
    let find = |seq: u64| hashes.iter().find(|(known, _)| *known == seq).map(|(_, hash)| *hash);
    pulled.signature = pulled.placed(|_, seq| find(seq)).unwrap().sign(&log);
    (pulled, log, hashes)
}

#[test]
fn a_pull_comes_back_and_its_list_is_signed() {
    for keys in [true, false] {
        let (pulled, log, hashes) = pulled(5, keys);
        let answer =
            PullAnswer { pulled: Some(pulled), epoch: 2, server_ms: MORNING_MS, backed_up: 77, audit: None };
        let arrived = PullAnswer::decode(&answer.encode()).unwrap();
        assert_eq!(arrived, answer);
        let arrived = arrived.pulled.unwrap();
        let find = |_, seq| hashes.iter().find(|(known, _)| *known == seq).map(|(_, hash)| *hash);
        let list = arrived.verify(&log.verifying(), find).unwrap();
        assert_eq!(list.placed.len(), arrived.events.len() + arrived.own.len());
        let (position, event) = &arrived.events[0];
        assert!(list.names(*position, &event.hash()));
        assert!(arrived.verify(&log.verifying(), |_, _| None).is_err());
        assert_eq!(arrived.verify(&log.verifying(), |_, _| Some(Hash::ZERO)), Err(Error::Signature));
    }
}

#[test]
fn one_changed_byte_of_a_pulled_event_is_noticed() {
    let (mut pulled, log, _) = pulled(6, false);
    pulled.own.clear();
    pulled.events.truncate(12);
    pulled.signature = pulled.placed(|_, _| None).unwrap().sign(&log);
    let list = pulled.placed(|_, _| None).unwrap();
    let bytes =
        PullAnswer { pulled: Some(pulled), epoch: 2, server_ms: 0, backed_up: 0, audit: None }.encode();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let Ok(PullAnswer { pulled: Some(pulled), .. }) = PullAnswer::decode(&changed) else { continue };
        if let Ok(verified) = pulled.verify(&log.verifying(), |_, _| None) {
            // Grants, keys and the counts beside the list are not part of it; positions and events are.
            assert_eq!(verified, list, "byte {at}");
        }
    }
}

#[test]
fn small_messages_come_back() {
    fn check<M: Message + PartialEq + std::fmt::Debug>(message: M) {
        let bytes = message.encode();
        assert_eq!(M::decode(&bytes).as_ref(), Ok(&message));
        assert!((0..bytes.len()).all(|cut| M::decode(&bytes[..cut]).is_err()));
    }
    let stream = StreamId(uuid::Uuid::from_u128(5));
    let cursor = Cursor { epoch: 1, position: 900, head: Hash([1; 32]) };
    let digest = Digest::default().with(7, &Hash([7; 32])).with(9, &Hash([9; 32]));
    check(PullRequest {
        cursor,
        incomplete: vec![Backfill { stream, granted: 800, loaded: 30 }],
        held: vec![Held { incarnation: 1, from: 1, to: 99 }],
        events: 500,
        bytes: 1 << 20,
        keyless: vec![stream],
        audit: None,
        witness: vec![],
        wrong_tries: None,
    });
    let signing = SigningKey::from_seed(&[5; 32]).unwrap();
    let head = AuditHead { municipality: "alytus".into(), records: 7, hash: Hash([7; 32]), at: Time(60) };
    let end = SignedHead { signature: head.sign(&signing), head };
    end.verify(&signing.verifying()).unwrap();
    let asking = PullRequest {
        cursor,
        incomplete: vec![],
        held: vec![],
        events: 1,
        bytes: 1,
        keyless: vec![],
        audit: Some(0),
        witness: vec![end.clone(); WITNESS_LIMIT],
        wrong_tries: Some(3),
    };
    check(asking.clone());
    let many = PullRequest { witness: vec![end.clone(); WITNESS_LIMIT + 1], ..asking };
    assert_eq!(PullRequest::decode(&many.encode()), Err(Error::TooLarge("witness")));
    check(PullAnswer { pulled: None, epoch: 3, server_ms: 1, backed_up: 0, audit: Some(end) });
    let verdicts = vec![
        Verdict::At(u64::MAX),
        Verdict::Known(3),
        Verdict::IdConflict,
        Verdict::Parked(Code::KEY_UNKNOWN),
        Verdict::Refused(Code(999)),
        Verdict::Erased,
    ];
    let head = vizitas_sync::chain::Head { seq: 6, hash: Hash([6; 32]) };
    for outcome in [
        PushOutcome::Judged(verdicts.clone()),
        PushOutcome::Judged(vec![]),
        PushOutcome::PushSingly,
        PushOutcome::Resume(head),
        PushOutcome::Resume(Default::default()),
        PushOutcome::Forked { seq: 8 },
    ] {
        check(PushAnswer { outcome, epoch: 1, server_ms: MORNING_MS, backed_up: 5 });
    }
    check(PullAnswer { pulled: None, epoch: 3, server_ms: 1, backed_up: 0, audit: None });
    check(OfferAnswer { verdicts, epoch: 4 });
    let loading = Loading { loaded: 30, granted: 800, history: digest };
    check(DigestRequest {
        cursor,
        streams: vec![
            StreamDigest { stream, digest, loading: None },
            StreamDigest { stream, digest, loading: Some(loading) },
        ],
    });
    check(DigestAnswer { differ: vec![stream], missing: vec![], foreign: vec![stream, stream] });
    check(HeadsRequest { positions: vec![1, 5, u64::MAX] });
    check(HeadsAnswer { epoch: 1, heads: vec![Some(Hash([1; 32])), None] });
    check(EnrolAnswer::Waiting { retry_after_s: 5 });
    for number in 0..12 {
        check(Problem { code: ProblemCode::named(number), retry_after_s: 60 });
    }
}

#[test]
fn another_protocol_is_named_not_guessed() {
    let mut bytes = HeadsRequest { positions: vec![] }.encode();
    assert_eq!(bytes, [0xa1, 0x00, 0x01]);
    bytes[2] = 2;
    assert_eq!(HeadsRequest::decode(&bytes), Err(Error::Version(2)));
}

#[test]
fn after_a_restore_an_event_is_offered_with_its_proof() {
    let (pulled, log, hashes) = pulled(9, false);
    let find = |_, seq| hashes.iter().find(|(known, _)| *known == seq).map(|(_, hash)| *hash);
    let list = pulled.verify(&log.verifying(), find).unwrap();
    let stranger = Tablet::new(99).visit().remove(0).event;
    let proof = OfferedList { list, signature: pulled.signature };
    let offer = OfferRequest { events: pulled.events, lists: vec![proof], keys: None };
    let arrived = OfferRequest::decode(&offer.encode()).unwrap();
    assert_eq!(arrived, offer);
    let proved = arrived.proved(&log.verifying()).unwrap();
    assert!(arrived.events.iter().all(|(position, event)| proved.contains(&(*position, event.hash()))));
    assert!(!proved.contains(&(arrived.events[0].0, stranger.hash())));
}

#[test]
fn of_the_lists_in_an_offer_each_counts_once_and_none_is_more_than_its_events_need() {
    let (pulled, log, hashes) = pulled(9, false);
    let find = |_, seq| hashes.iter().find(|(known, _)| *known == seq).map(|(_, hash)| *hash);
    let list = pulled.verify(&log.verifying(), find).unwrap();
    let proof = OfferedList { list, signature: pulled.signature };
    let events: Vec<_> = pulled.events.into_iter().take(2).collect();
    let mut offer = OfferRequest { events, lists: vec![proof.clone(); 100], keys: None };
    let proved = offer.proved(&log.verifying()).unwrap();
    assert_eq!(proved.len(), proof.list.placed.len());
    // Nobody's word proves nothing; and one list too many is not looked at.
    let mut forged = proof.clone();
    forged.list.scanned.position += 1;
    offer.lists.push(forged.clone());
    assert_eq!(offer.proved(&log.verifying()), Ok(proved));
    forged.list.scanned.position += 1;
    offer.lists.push(forged);
    assert_eq!(offer.proved(&log.verifying()), Err(Error::TooLarge("offer: lists")));
    let forged = OfferedList { signature: Signature([0; 64]), ..proof };
    offer.lists = vec![forged];
    assert!(offer.proved(&log.verifying()).unwrap().is_empty());
}

#[test]
fn enrolment_is_proved_on_both_sides() {
    let chance = Seeded::new(11);
    let code = EnrolCode::generate("tarnyba.example:8443", b"certificate", &chance).unwrap();
    let key = SigningKey::generate(&chance).unwrap().verifying();
    let transport = SigningKey::generate(&chance).unwrap().verifying();
    let recipient = Opener::generate(&chance).unwrap().recipient().unwrap();
    let make = || EnrolRequest::make(&code.secret, key, transport, recipient.clone(), "0.1.0".into());
    let request = EnrolRequest::decode(&make().encode()).unwrap();
    assert_eq!(request, make());
    assert_eq!(request.verify(&code.secret.verifier()), Ok(()));
    let other = EnrolCode::generate("tarnyba.example:8443", b"certificate", &chance).unwrap();
    assert_eq!(request.verify(&other.secret.verifier()), Err(Error::Signature));
    let swapped = EnrolRequest { signing: transport, ..request.clone() };
    assert_eq!(swapped.verify(&code.secret.verifier()), Err(Error::Signature));

    let enrolled = Enrolled {
        installation: chance.id(InstallationId),
        incarnation: 1,
        actor: chance.id(ActorId),
        name: "Rasa Kavaliauskaitė".into(),
        municipality: "Alytaus miestas".into(),
        published: chance.id(StreamId),
        log: key,
        server: recipient,
        epoch: 1,
        server_ms: MORNING_MS,
    };
    let answer = EnrolAnswer::make(enrolled.clone(), &request, &code.secret.verifier());
    let arrived = EnrolAnswer::decode(&answer.encode()).unwrap();
    assert_eq!(arrived.clone().verified(&request, &code.secret), Ok(Some(enrolled.clone())));
    assert_eq!(arrived.verified(&swapped, &other.secret), Err(Error::Signature));
    let forged = EnrolAnswer::make(enrolled, &request, &other.secret.verifier());
    assert_eq!(forged.verified(&request, &code.secret), Err(Error::Signature));
    assert_eq!(EnrolAnswer::Waiting { retry_after_s: 9 }.verified(&request, &code.secret), Ok(None));
}

#[test]
fn a_request_is_proved_for_its_route_and_body_only() {
    let key = SigningKey::from_seed(&[4; 32]).unwrap();
    let installation = InstallationId(uuid::Uuid::from_u128(3));
    let proof = Proof::make(installation, Prover::Transport, MORNING_MS, "push", b"body", &key);
    let arrived = Proof::decode(&proof.encode()).unwrap();
    assert_eq!(arrived, proof);
    assert_eq!(arrived.verify("push", b"body", &key.verifying()), Ok(()));
    assert!(arrived.verify("pull", b"body", &key.verifying()).is_err());
    assert!(arrived.verify("push", b"Body", &key.verifying()).is_err());
    let unlocked = Proof { prover: Prover::Unlocked, ..arrived };
    assert!(unlocked.verify("push", b"body", &key.verifying()).is_err());
}

#[test]
fn batches_are_bounded() {
    let mut ona = Tablet::new(12);
    let signed = ona.events(100);
    let all: Vec<&SealedEvent> = signed.iter().map(|signed| &signed.event).collect();
    assert_eq!(batch::fitting(all.clone(), 10, usize::MAX), 10);
    assert_eq!(batch::fitting(all.clone(), 0, 0), 1);
    assert_eq!(batch::fitting([], 10, 10), 0);
    let five = all[..5].iter().map(|event| event.sealed().len()).sum();
    assert_eq!(batch::fitting(all.clone(), 50, five), 5);
    assert_eq!(batch::fitting(all, usize::MAX, usize::MAX), signed.len().min(EVENTS_LIMIT));

    let many = ona.events(EVENTS_LIMIT + 1);
    assert_eq!(PushRequest::decode(&run(&many).encode()), Err(Error::TooLarge("batch")));
}

proptest! {
    #[test]
    fn any_interleaving_of_chains_comes_back(seed in any::<u64>(), order in prop::collection::vec(0_usize..3, 1..40)) {
        let mut makers: Vec<Tablet> = (0..3).map(|n| Tablet::new(seed.wrapping_add(n))).collect();
        let mut waiting: Vec<Vec<Signed>> = makers.iter_mut().map(Tablet::visit).collect();
        let mut events = vec![];
        for (at, maker) in order.into_iter().enumerate() {
            // Some are taken from the far end, so that chains have gaps.
            let from = &mut waiting[maker];
            if !from.is_empty() {
                let signed = if at % 5 == 4 { from.pop().unwrap() } else { from.remove(0) };
                events.push(((at as u64).wrapping_mul(seed), signed.event));
            }
        }
        let offer = OfferRequest { events, lists: vec![], keys: None };
        prop_assert_eq!(OfferRequest::decode(&offer.encode()), Ok(offer));
    }
}

#[test]
fn the_logs_head_depends_on_order_and_position() {
    let (one, two) = (Hash([1; 32]), Hash([2; 32]));
    let head = |events: &[(u64, Hash)]| {
        events.iter().fold(Hash::ZERO, |head, (position, event)| next_head(&head, *position, event))
    };
    assert_ne!(head(&[(1, one), (2, two)]), head(&[(1, two), (2, one)]));
    assert_ne!(head(&[(1, one)]), head(&[(2, one)]));
    let list = PlacedList::new(Cursor::default(), vec![(2, two), (1, one), (2, two)]);
    assert_eq!(list.placed, [(1, one), (2, two)]);
}
