//! The bytes of ever: `tests/fixtures/wire` holds one body of every kind, an event and every message. A line, once
//! there, is never changed; a new kind brings its own.

use crate::fixtures::{hex, path, unhex};
use crate::samples::{MORNING_MS, header};
use std::collections::BTreeMap;
use std::fs;
use uuid::Uuid;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::time::Time;
use vizitas_sync::audit::{AuditHead, SignedHead};
use vizitas_sync::body::{decode, encode, kind};
use vizitas_sync::chain::Head;
use vizitas_sync::check::CheckNumber;
use vizitas_sync::code::Secret;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::keys::{Boxed, DataKey, ENCAPSULATED_BYTES, KeyId, Opener};
use vizitas_sync::lease::Lease;
use vizitas_sync::log::{Cursor, Digest, PlacedList, next_head};
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::recovery::{Owner, RecoveryKey};
use vizitas_sync::seal;
use vizitas_sync::sign::{Purpose, Signature, SigningKey};
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;
use vizitas_sync::unlock::{CodeName, SignedCode, UnlockCode};
use vizitas_sync::wipe::WipeOrder;
use vizitas_sync::wire::*;

/// Lines of a fixture: a name, then the rest. `#` begins a remark.
fn lines(file: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path("wire").join(file)).unwrap_or_default();
    let entry = |line: &str| line.split_once(' ').map(|(name, rest)| (name.to_owned(), rest.to_owned()));
    text.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect()
}

#[test]
fn every_kind_has_its_bytes_of_ever() {
    let known = lines("bodies.txt");
    let mut missing = Vec::new();
    for (number, name) in kind::CATALOGUE {
        let Some(line) = known.get(*name) else {
            let chance = Seeded::new(u64::from(*number));
            let made = (Role::Coordinator, any::body(*number, &chance).unwrap());
            let bytes = encode(made.0, &made.1).unwrap();
            missing.push(format!("{name} {} {}", hex(&bytes), serde_json::to_string(&made).unwrap()));
            continue;
        };
        let (bytes, json) = line.split_once(' ').unwrap();
        let (role, body): (Role, Body) = serde_json::from_str(json).unwrap();
        assert_eq!(kind::of(&body), *number, "{name}");
        assert_eq!(hex(&encode(role, &body).unwrap()), bytes, "{name} is written otherwise");
        assert_eq!(decode(&unhex(bytes)), Ok((role, body)), "{name} is read otherwise");
    }
    assert!(missing.is_empty(), "to be added to bodies.txt:\n{}", missing.join("\n"));
}

/// Everything that is hashed, signed or sent, by name.
fn artefacts() -> Vec<(&'static str, Vec<u8>)> {
    let header = header(2, Hash([0x66; 32]));
    let event = SealedEvent::new(header.clone(), vec![0x77; 40]).unwrap();
    let key = SigningKey::from_seed(&[5; 32]).unwrap();
    let head = next_head(&Hash([1; 32]), 9, &event.hash());
    let mut all = vec![
        ("header", header.bytes()),
        ("event_hash", event.hash().0.to_vec()),
        ("event_signature", key.sign(Purpose::Event, &event.hash().0).0.to_vec()),
        ("log_head", head.0.to_vec()),
        ("key_id", DataKey::from_bytes([8; 32]).id().0.to_vec()),
        ("placed_list", list().encode()),
        ("placed_list_signature", list().sign(&key).0.to_vec()),
        ("key_offer", offer().encode()),
    ];
    all.extend(messages());
    all.extend(recovery());
    all.extend(carried());
    all.extend(contact());
    all
}

fn list() -> PlacedList {
    let scanned = Cursor { epoch: 2, position: 9, head: Hash([9; 32]) };
    PlacedList::new(scanned, vec![(3, Hash([3; 32])), (7, Hash([7; 32]))])
}

fn boxed() -> Boxed {
    Boxed { encapsulated: vec![0xee; ENCAPSULATED_BYTES], content: vec![0xcc; 48] }
}

fn offer() -> KeyOffer {
    KeyOffer {
        stream: StreamId(Uuid::from_bytes([0x22; 16])),
        generation: 1,
        key: KeyId([0x33; 16]),
        sealed: boxed(),
        signature: Signature([0x5a; 64]),
    }
}

/// Two events that follow one another, and one of somebody else.
fn events() -> [SealedEvent; 3] {
    let first = SealedEvent::new(header(2, Hash([0x66; 32])), vec![0x77; 40]).unwrap();
    let mut next = header(3, first.hash());
    next.id.0 = Uuid::from_u128(0x019a_af3f_c000_7000_8000_0000_0000_0001);
    next.hlc = vizitas_sync::hlc::Hlc::new(0x019a_af3f_c000 + 12, 0);
    next.seen.position += 1;
    let mut other = header(1, Hash::ZERO);
    other.id.0 = Uuid::from_bytes([0x12; 16]);
    other.installation.0 = Uuid::from_bytes([0x45; 16]);
    other.stream.0 = Uuid::from_bytes([0x23; 16]);
    let next = SealedEvent::new(next, vec![0x78; 41]).unwrap();
    [first, next, SealedEvent::new(other, vec![0x79; 42]).unwrap()]
}

fn messages() -> Vec<(&'static str, Vec<u8>)> {
    let [first, next, other] = events();
    let stream = StreamId(Uuid::from_bytes([0x22; 16]));
    let signature = Signature([0x5a; 64]);
    let cursor = Cursor { epoch: 2, position: 900, head: Hash([9; 32]) };
    let digest = Digest { count: 3, last: 800, hash: Hash([0xd1; 32]) };
    let loading = Some(Loading { loaded: 30, granted: 800, history: digest });
    let verdicts = vec![
        Verdict::At(901),
        Verdict::Known(3),
        Verdict::IdConflict,
        Verdict::Parked(Code::STREAM_UNKNOWN),
        Verdict::Refused(Code::NOT_ALLOWED),
        Verdict::Erased,
    ];
    let answer = |outcome| PushAnswer { outcome, epoch: 2, server_ms: MORNING_MS, backed_up: 850 }.encode();
    let run = PushRequest::Run {
        events: vec![first.clone(), next.clone()],
        newest: signature,
        offers: vec![offer()],
        gap: false,
    };
    let singly = vec![(first.clone(), signature), (next.clone(), signature)];
    let pulled = Pulled {
        scanned: cursor,
        events: vec![(880, first.clone()), (881, next), (12, other.clone())],
        own: vec![OwnPlaced { incarnation: 1, seq: 44, position: 890 }],
        granted: vec![Granted { stream, at: 870 }],
        revoked: vec![Revoked { stream, at: 875 }],
        backfilled: vec![Backfill { stream, granted: 870, loaded: 12 }],
        keys: Some(boxed()),
        more: true,
        epochs: vec![(2, 860)],
        erased: vec![],
        signature,
    };
    let pull =
        |pulled| PullAnswer { pulled, epoch: 2, server_ms: MORNING_MS, backed_up: 850, audit: None }.encode();
    let request = PullRequest {
        cursor,
        incomplete: vec![Backfill { stream, granted: 870, loaded: 12 }],
        held: vec![Held { incarnation: 1, from: 1, to: 44 }],
        events: 500,
        bytes: 1 << 20,
        keyless: vec![stream],
        audit: None,
        witness: vec![],
        wrong_tries: None,
    };
    let key = SigningKey::from_seed(&[5; 32]).unwrap();
    let head = AuditHead {
        municipality: "alytus".into(),
        records: 70,
        hash: Hash([7; 32]),
        at: Time(1_795_410_000),
    };
    let end = SignedHead { signature: head.sign(&key), head };
    let witness = PullRequest { audit: Some(70), witness: vec![end.clone()], ..request.clone() };
    let told = PullAnswer { pulled: None, epoch: 2, server_ms: MORNING_MS, backed_up: 850, audit: Some(end) };
    let proof = OfferedList { list: list(), signature };
    let offered =
        OfferRequest { events: vec![(880, first), (12, other)], lists: vec![proof], keys: Some(boxed()) };
    let look = Look {
        id: Uuid::from_bytes([0x1a; 16]),
        at: vizitas_domain::time::Time(1_795_410_000),
        stream,
        deed: Deed::Opened,
        reason: "pavaduoju".into(),
    };
    let streams =
        vec![StreamDigest { stream, digest, loading: None }, StreamDigest { stream, digest, loading }];
    let mut all = vec![
        ("push_request", run.encode()),
        (
            "push_request_singly",
            PushRequest::Singly { events: singly.clone(), offers: vec![], gap: false }.encode(),
        ),
        ("push_request_gap", PushRequest::Singly { events: singly, offers: vec![], gap: true }.encode()),
        ("push_request_nothing", PushRequest::Singly { events: vec![], offers: vec![], gap: false }.encode()),
        ("push_answer", answer(PushOutcome::Judged(verdicts.clone()))),
        ("push_answer_singly", answer(PushOutcome::PushSingly)),
        ("push_answer_resume", answer(PushOutcome::Resume(Head { seq: 4, hash: Hash([4; 32]) }))),
        ("push_answer_forked", answer(PushOutcome::Forked { seq: 4 })),
        ("pull_request", request.encode()),
        ("pull_request_witness", witness.encode()),
        ("pull_answer", pull(Some(pulled))),
        ("pull_answer_diverged", pull(None)),
        ("pull_answer_witness", told.encode()),
        ("offer_request", offered.encode()),
        ("offer_answer", OfferAnswer { verdicts, epoch: 2 }.encode()),
        ("digest_request", DigestRequest { cursor, streams }.encode()),
        (
            "digest_answer",
            DigestAnswer { differ: vec![stream], missing: vec![stream], foreign: vec![stream] }.encode(),
        ),
        ("looks_request", LooksRequest { looks: vec![look] }.encode()),
        ("looks_answer", LooksAnswer { taken: vec![Uuid::from_bytes([0x1a; 16])] }.encode()),
        ("heads_request", HeadsRequest { positions: vec![1, 900] }.encode()),
        ("heads_answer", HeadsAnswer { epoch: 2, heads: vec![Some(Hash([1; 32])), None] }.encode()),
        ("problem", Problem { code: ProblemCode::Busy, retry_after_s: 60 }.encode()),
    ];
    all.extend(proved());
    all
}

fn proved() -> Vec<(&'static str, Vec<u8>)> {
    let id = |byte| Uuid::from_bytes([byte; 16]);
    let key = SigningKey::from_seed(&[5; 32]).unwrap();
    let recipient = Opener::from_bytes([6; 32]).recipient().unwrap();
    let secret = Secret::from_bytes([7; 8]);
    let request =
        EnrolRequest::make(&secret, key.verifying(), key.verifying(), recipient.clone(), "0.1.0".into());
    let enrolled = Enrolled {
        installation: InstallationId(id(0x44)),
        incarnation: 1,
        actor: ActorId(id(0x55)),
        name: "Rasa Kavaliauskaitė".into(),
        municipality: "Alytaus miestas".into(),
        published: StreamId(id(0x99)),
        log: key.verifying(),
        server: recipient,
        epoch: 2,
        server_ms: MORNING_MS,
    };
    let proof = Proof::make(InstallationId(id(0x44)), Prover::Unlocked, MORNING_MS, "pull", b"body", &key);
    vec![
        ("enrol_request", request.encode()),
        ("enrol_answer", EnrolAnswer::make(enrolled, &request, &secret.verifier()).encode()),
        ("enrol_answer_waiting", EnrolAnswer::Waiting { retry_after_s: 30 }.encode()),
        ("proof", proof.encode()),
    ]
}

/// What opens a profile without its PIN.
fn recovery() -> Vec<(&'static str, Vec<u8>)> {
    let owner = Owner { installation: InstallationId(Uuid::from_bytes([0x44; 16])), incarnation: 1 };
    let name = CodeName { id: Uuid::from_bytes([0x1b; 16]), expires: Time(1_796_600_000) };
    let recipient = Opener::from_bytes([6; 32]).recipient().unwrap();
    let drawn = [0x2d; 16];
    let log = SigningKey::from_seed(&[5; 32]).unwrap();
    let key = RecoveryKey::make(2, recipient.clone(), &log);
    let code = UnlockCode::from_bytes(&[0x15; 16]).unwrap();
    let signed = SignedCode::make(code.clone(), name, owner, &log);
    let wrap = RecoveryWrap { key: 2, sealed: boxed() };
    let offered = OfferedCode { name, sealed: boxed() };
    let request = WrapsRequest {
        wrap: Some(wrap.clone()),
        code: Some(offered),
        transport: Some(log.verifying()),
        opened: Some(Way::Code),
    };
    let nothing = WrapsRequest { wrap: None, code: None, transport: None, opened: None };
    let answer =
        WrapsAnswer { key: Some(key.clone()), wrapped: 2, code: Some(name.id), server_ms: MORNING_MS };
    let asked =
        RecoverRequest { installation: owner.installation, recipient: recipient.clone(), wrap: Some(wrap) };
    vec![
        ("recovery_key_signature", key.signature.0.to_vec()),
        (
            "recovery_check",
            CheckNumber::of_request(owner.installation, &recipient, &drawn).to_string().into(),
        ),
        ("unlock_code", code.to_string().into()),
        ("unlock_code_signed", signed.to_string().into()),
        ("wraps_request", request.encode()),
        ("wraps_request_nothing", nothing.encode()),
        ("wraps_answer", answer.encode()),
        (
            "wraps_answer_nothing",
            WrapsAnswer { key: None, wrapped: 0, code: None, server_ms: MORNING_MS }.encode(),
        ),
        ("recover_request", asked.encode()),
        ("recover_answer_waiting", RecoverAnswer::Waiting { until_ms: MORNING_MS, drawn }.encode()),
        ("recover_answer_opened", RecoverAnswer::Opened(boxed(), 0).encode()),
        ("recover_answer_opened_at", RecoverAnswer::Opened(boxed(), MORNING_MS).encode()),
        ("recover_answer_over", RecoverAnswer::Over.encode()),
        ("recover_answer_nothing", RecoverAnswer::Nothing.encode()),
    ]
}

fn carried() -> Vec<(&'static str, Vec<u8>)> {
    let request = CarryRequest { parcel: [7; 16], number: 1, of: 2, sealed: boxed() };
    let answer = |outcome| CarryAnswer { outcome, server_ms: MORNING_MS }.encode();
    vec![
        ("carry_request", request.encode()),
        ("carry_answer_taken", answer(CarryOutcome::Taken)),
        ("carry_answer_unreadable", answer(CarryOutcome::Unreadable)),
        ("carry_answer_maker_unknown", answer(CarryOutcome::MakerUnknown)),
    ]
}

/// What concerns a tablet as a whole.
fn contact() -> Vec<(&'static str, Vec<u8>)> {
    let owner = Owner { installation: InstallationId(Uuid::from_bytes([0x44; 16])), incarnation: 1 };
    let log = SigningKey::from_seed(&[5; 32]).unwrap();
    let order = WipeOrder::make(Uuid::from_bytes([0x3c; 16]), &owner, &log);
    let asked = ContactAnswer { server_ms: MORNING_MS, wipe: Some(order), ..ContactAnswer::default() };
    let heard = ContactAnswer { server_ms: MORNING_MS, heard: true, ..ContactAnswer::default() };
    let lease = Lease::make(Time(1_796_000_000), Time(1_796_604_800), 7, &owner, &log);
    let leased = ContactAnswer { server_ms: MORNING_MS, lease: Some(lease), ..ContactAnswer::default() };
    vec![
        ("wipe_order_signature", order.signature.0.to_vec()),
        ("contact_request", ContactRequest { cleared: Some(order), transport: None }.encode()),
        ("contact_request_nothing", ContactRequest::default().encode()),
        ("contact_answer", asked.encode()),
        ("contact_answer_heard", heard.encode()),
        ("lease_signature", lease.signature.0.to_vec()),
        ("contact_answer_lease", leased.encode()),
    ]
}

#[test]
fn everything_else_has_its_bytes_of_ever() {
    let known = lines("artefacts.txt");
    let mut missing = Vec::new();
    for (name, bytes) in artefacts() {
        match known.get(name) {
            Some(line) => assert_eq!(&hex(&bytes), line, "{name}"),
            None => missing.push(format!("{name} {}", hex(&bytes))),
        }
    }
    assert!(missing.is_empty(), "to be added to artefacts.txt:\n{}", missing.join("\n"));
}

/// What was sealed by the first release opens for ever; how tightly zstd packs may change.
#[test]
fn what_was_sealed_once_opens_for_ever() {
    let known = lines("sealed.txt");
    let header = unhex(&known["header"]);
    let opened = seal::open(&header, &unhex(&known["sealed"]), &DataKey::from_bytes([8; 32])).unwrap();
    assert_eq!(hex(&opened), known["plain"]);
    assert!(Header::parse(&header).is_ok());
}

#[test]
fn the_table_of_bytes_lists_every_kind() {
    let table = fs::read_to_string(path("../../docs/WIRE.md")).unwrap();
    for (number, name) in kind::CATALOGUE {
        let row = format!("| {number} | {} |", name.to_lowercase());
        assert!(table.contains(&row), "docs/WIRE.md lacks: {row}");
    }
}
