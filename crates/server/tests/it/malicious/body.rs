//! Attempts within a sealed body, all of them signed as they should be: frames, bombs, broken CBOR, and kinds that are not
//! a worker's to say.

use super::stage::{Attempt, Case, Stage, bent, between, saying};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use vizitas_domain::event::{Body, Role};
use vizitas_sync::body::{self, kind};
use vizitas_sync::header::Header;
use vizitas_sync::keys::StreamKey;
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    let mut cases = frames(stage);
    cases.extend(packed(stage));
    cases.extend(bodies(stage));
    cases.extend(kinds(stage));
    cases
}

/// Seals what is packed already.
fn sealed(key: &StreamKey, header: &Header, mut packed: Vec<u8>) -> Vec<u8> {
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key.key.bytes()).unwrap());
    let nonce = Nonce::assume_unique_for_key([7; 12]);
    let aad = Aad::from(header.bytes());
    let tag = cipher.seal_in_place_separate_tag(nonce, aad, &mut packed).unwrap();
    [&[1], [7; 12].as_slice(), &packed, tag.as_ref()].concat()
}

/// So many attempts share a push, among honest events.
const SHARE: usize = 12;

/// An attempt by bending an event of the client's.
type Bent = (String, Box<dyn FnOnce(&mut Header, &mut Vec<u8>)>);

fn each(stage: &Stage, mut bends: Vec<Bent>) -> Vec<Case> {
    let mut cases = Vec::new();
    while !bends.is_empty() {
        let share = bends.drain(..bends.len().min(SHARE)).map(|(name, bend)| {
            let attempt: Attempt<'_> = (name, Box::new(move |tablet| bent(tablet, stage.ona, bend)));
            attempt
        });
        let (mut tablet, share) = (stage.tablet(), share.collect());
        cases.push(between(stage, &mut tablet, share));
    }
    cases
}

fn frames(stage: &Stage) -> Vec<Case> {
    let mut bends: Vec<Bent> = Vec::new();
    for version in [0, 2, 255] {
        bends.push((format!("a frame of version {version}"), Box::new(move |_, sealed| sealed[0] = version)));
    }
    for (name, length) in [
        ("nothing", 0),
        ("a version", 1),
        ("half a nonce", 7),
        ("a nonce", 13),
        ("half a tag", 21),
        ("a nonce and a tag", 29),
    ] {
        bends.push((
            format!("a sealed body of {name} alone"),
            Box::new(move |_, sealed| sealed.truncate(length)),
        ));
    }
    for (name, from_start, at) in [("nonce", true, 5), ("first byte", true, 13), ("tag", false, 3)] {
        bends.push((
            format!("a sealed body whose {name} was changed"),
            Box::new(move |_, sealed| {
                let at = if from_start { at } else { sealed.len() - at };
                sealed[at] ^= 0x80;
            }),
        ));
    }
    bends.push(("a sealed body with a byte behind it".into(), Box::new(|_, sealed| sealed.push(0))));
    bends.push((
        "a sealed body of noise".into(),
        Box::new(|_, sealed| sealed.iter_mut().for_each(|byte| *byte = 0xa5)),
    ));
    bends.push((
        "a sealed body as large as can be, of zeros".into(),
        Box::new(|_, sealed| {
            *sealed = [vec![1], vec![0; (1 << 20) + 29]].concat();
        }),
    ));
    let zose = stage.jonas.data_keys[&stage.zose][0].clone();
    bends.push((
        "a body sealed with another stream's key".into(),
        Box::new(move |header, bytes| {
            *bytes = sealed(&zose, header, vec![0, 0]);
        }),
    ));
    each(stage, bends)
}

/// A zstd frame without its magic number: blocks that repeat one byte, so many times each.
fn frame(claimed: Option<u32>, blocks: &[u32]) -> Vec<u8> {
    let mut bytes = match claimed {
        // Single segment, its content's size in four bytes.
        Some(size) => [&[0xa0], size.to_le_bytes().as_slice()].concat(),
        // No size at all, and the largest window.
        None => vec![0x00, 0x88],
    };
    for (at, size) in blocks.iter().enumerate() {
        let last = u32::from(at + 1 == blocks.len());
        bytes.extend(&(size << 3 | 1 << 1 | last).to_le_bytes()[..3]);
        bytes.push(b'0');
    }
    bytes
}

const BLOCK: u32 = 128 << 10;

fn packed(stage: &Stage) -> Vec<Case> {
    let bomb = |mebibytes: u32| frame(Some(mebibytes << 20), &vec![BLOCK; (mebibytes << 3) as usize]);
    let magic = [0x28, 0xb5, 0x2f, 0xfd];
    let zstd: Vec<(String, Vec<u8>)> = vec![
        ("a bomb of two megabytes".into(), bomb(2)),
        ("a bomb of a hundred megabytes".into(), bomb(100)),
        ("a bomb of a gigabyte".into(), bomb(1024)),
        ("a bomb of four gigabytes less a byte".into(), frame(Some(u32::MAX), &vec![BLOCK; 1 << 15])),
        (
            "a bomb of a byte more than is allowed".into(),
            frame(Some((1 << 20) + 1), &[vec![BLOCK; 8], vec![1]].concat()),
        ),
        ("a bomb that claims to be small".into(), frame(Some(100), &vec![BLOCK; 8192])),
        ("a bomb that claims what is allowed".into(), frame(Some(1 << 20), &vec![BLOCK; 8192])),
        ("a bomb that claims nothing".into(), frame(None, &vec![BLOCK; 8192])),
        ("a bomb behind a small frame".into(), [frame(Some(4), &[4]), magic.to_vec(), bomb(100)].concat()),
        ("a frame that claims more than it holds".into(), frame(Some(1 << 20), &[4])),
        ("a frame cut in a block".into(), frame(Some(4), &[4])[..7].to_vec()),
        ("a frame of a later format".into(), vec![0x08, 0, 0, 0]),
        ("a frame that wants a dictionary of its own".into(), vec![0xa1, 9, 4, 0, 0, 0, 0x23, 0, 0, b'0']),
        ("a frame that can be skipped".into(), vec![0; 12]),
        ("no frame".into(), vec![]),
        ("a frame of noise".into(), (0..200_u32).map(|at| (at * 151 % 251) as u8).collect()),
    ];
    let key = stage.key();
    let mut bends: Vec<Bent> = Vec::new();
    for (name, frame) in zstd {
        let key = key.clone();
        bends.push((
            name,
            Box::new(move |header, bytes| *bytes = sealed(&key, header, [vec![1], frame].concat())),
        ));
    }
    for packing in [2, 3, 127, 255] {
        let key = key.clone();
        bends.push((
            format!("a body packed in way {packing}"),
            Box::new(move |header, bytes| *bytes = sealed(&key, header, vec![packing, 0x80])),
        ));
    }
    let nothing = key.clone();
    bends.push((
        "a body of no packing".into(),
        Box::new(move |header, bytes| *bytes = sealed(&nothing, header, vec![])),
    ));
    each(stage, bends)
}

/// Bodies that are none.
fn bodies(stage: &Stage) -> Vec<Case> {
    let good = body::encode(Role::Worker, &crate::tablet::note("Kalbėjomės")).unwrap();
    let mut bodies: Vec<(String, Vec<u8>)> = vec![
        ("a body of nothing".into(), vec![]),
        ("a body of zeros".into(), vec![0; 64]),
        ("a body of text".into(), b"labas".to_vec()),
        ("a body that is a map".into(), vec![0xa0]),
        ("a body of three".into(), vec![0x83, 10, 1, 0]),
        ("a body of five".into(), vec![0x85, 10, 1, 0, 0xa0, 0]),
        ("a body whose kind is a text".into(), vec![0x84, 0x61, b'n', 1, 0, 0xa0]),
        ("a body whose kind is too large".into(), [&[0x84, 0x1a, 0, 1, 0, 0], &[1_u8, 0, 0xa0][..]].concat()),
        ("a body whose kind is negative".into(), vec![0x84, 0x20, 1, 0, 0xa0]),
        ("a body whose version is too large".into(), vec![0x84, 10, 0x19, 1, 0, 0, 0xa0]),
        ("a body whose role is a text".into(), vec![0x84, 10, 1, 0x61, b'w', 0xa0]),
        ("a body without fields".into(), vec![0x84, 10, 1, 0, 0xf6]),
        ("a body whose fields are a list".into(), vec![0x84, 10, 1, 0, 0x80]),
        ("a body with a kind not in its shortest form".into(), vec![0x84, 0x18, 10, 1, 0, 0xa0]),
        ("a body of endless length".into(), vec![0x9f, 10, 1, 0, 0xa0, 0xff]),
        ("a body with a field twice".into(), vec![0x84, 10, 1, 0, 0xa2, 1, 1, 1, 1]),
        ("a body with fields out of order".into(), vec![0x84, 10, 1, 0, 0xa2, 5, 0x60, 1, 1]),
        ("a body with a float".into(), vec![0x84, 10, 1, 0, 0xa1, 1, 0xf9, 0, 0]),
        ("a body with a tag".into(), vec![0x84, 10, 1, 0, 0xa1, 1, 0xc1, 1]),
        ("a note whose text is a number".into(), vec![0x84, 10, 1, 0, 0xa1, 5, 1]),
        ("a note whose text is no UTF-8".into(), vec![0x84, 10, 1, 0, 0xa1, 5, 0x61, 0xff]),
        ("a note whose time is a text".into(), vec![0x84, 10, 1, 0, 0xa1, 1, 0x61, b'x']),
        ("a note of a visit without an id".into(), vec![0x84, 10, 1, 0, 0xa1, 0, 0x41, 1]),
        ("an unknown kind of a visit without an id".into(), vec![0x84, 0x18, 90, 1, 0, 0xa1, 0, 0x41, 1]),
        (
            "a body nested too deep".into(),
            [vec![0x84, 10, 1, 0, 0xa1, 0x18, 99], vec![0x81; 400], vec![0]].concat(),
        ),
        ("a body with a byte behind it".into(), [&good[..], &[0]].concat()),
    ];
    let cuts = (1..good.len()).map(|at| (format!("a body cut after {at} bytes"), good[..at].to_vec()));
    bodies.extend(cuts);
    let key = stage.key();
    let bend = |(name, body): (String, Vec<u8>)| -> Bent {
        let key = key.clone();
        (name, Box::new(move |header, bytes| *bytes = sealed(&key, header, [vec![0], body].concat())))
    };
    each(stage, bodies.into_iter().map(bend).collect())
}

/// A kind's body in which every field stands as chance has it.
fn of_kind(number: u16) -> Body {
    any::body(number, &Seeded::new(u64::from(number))).unwrap()
}

/// Every kind that the catalogue keeps for others, and every kind in another's name.
fn kinds(stage: &Stage) -> Vec<Case> {
    let key = stage.key();
    let servers = [
        kind::MESSAGE_TOLD,
        kind::VISIT_PROPOSED,
        kind::VISIT_LAPSED,
        kind::VISIT_COVERED,
        kind::VISIT_OVERDUE,
        kind::VISIT_MISSED,
        kind::VISIT_PLAN_HELD,
        kind::VISIT_DOUBLE_BOOKED,
        kind::VISIT_RATED,
        kind::WORKER_SET,
        kind::TIME_BLOCKED,
        kind::TIME_FREED,
        kind::BUSY_SET,
        kind::STANDARD_PUBLISHED,
        kind::GRANTED,
        kind::REVOKED,
        kind::EPOCH_BEGUN,
    ];
    let mut cases = Vec::new();
    let name = |number: u16| {
        let found = kind::CATALOGUE.iter().find(|(known, _)| *known == number);
        found.unwrap().1.to_lowercase().replace('_', " ")
    };
    for number in servers {
        let mut tablet = stage.tablet();
        let key = key.clone();
        let attempt: Attempt<'_> = (
            format!("{} in a client's stream, by a worker", name(number)),
            Box::new(move |tablet| saying(tablet, &key, Role::Worker, of_kind(number))),
        );
        cases.push(between(stage, &mut tablet, vec![attempt]));
    }
    let others = [
        (Role::Client, "a client"),
        (Role::System, "the system"),
        (Role::Import, "the import"),
        (Role::Coordinator, "a coordinator"),
    ];
    for (role, who) in others {
        let mut tablet = stage.tablet();
        let attempts = kind::CATALOGUE.iter().map(|(number, _)| {
            let (key, number) = (key.clone(), *number);
            let attempt: Attempt<'_> = (
                format!("{} as {who}", name(number)),
                Box::new(move |tablet| saying(tablet, &key, role, of_kind(number))),
            );
            attempt
        });
        cases.push(between(stage, &mut tablet, attempts.collect()));
    }
    // Kinds and versions that nobody knows yet, where a newer app's would not be facts.
    let unknown = [(0_u8, "0"), (6, "6"), (9, "9"), (126, "126"), (200, "200")];
    for (number, word) in unknown {
        let mut tablet = stage.tablet();
        let key = key.clone();
        let head = if number < 24 { vec![number] } else { vec![0x18, number] };
        let body = [vec![0, 0x84], head, vec![1, 0, 0xa0]].concat();
        let attempt: Attempt<'_> = (
            format!("a kind {word} that nobody knows"),
            Box::new(move |tablet| {
                bent(tablet, key.stream, |header, bytes| *bytes = sealed(&key, header, body))
            }),
        );
        cases.push(between(stage, &mut tablet, vec![attempt]));
    }
    for number in [kind::VISIT_OVERDUE, kind::VISIT_MISSED, kind::MESSAGE_TOLD, kind::VISIT_RATED] {
        let mut tablet = stage.tablet();
        let key = key.clone();
        let head = if number < 24 { vec![number as u8] } else { vec![0x18, number as u8] };
        let body = [vec![0, 0x84], head, vec![2, 0, 0xa0]].concat();
        let attempt: Attempt<'_> = (
            format!("{} of a version that nobody knows", name(number)),
            Box::new(move |tablet| {
                bent(tablet, key.stream, |header, bytes| *bytes = sealed(&key, header, body))
            }),
        );
        cases.push(between(stage, &mut tablet, vec![attempt]));
    }
    cases
}
