//! Attempts with bytes: not the profile's CBOR, cut short, of other types, too large. Each is proved as it should be.

use super::stage::{Case, Stage, push, run, singly};
use super::tree::{NULL, TRUE, Tree, head};
use crate::tablet::{Tablet, note};
use vizitas_sync::batch::EVENTS_LIMIT;
use vizitas_sync::wire::{MESSAGE_LIMIT, Message};

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    // None of these leaves a trace: one tablet does for all.
    let mut tablet = stage.tablet();
    let mut cases = cut(stage, &mut tablet);
    cases.extend(grammar(stage, &mut tablet));
    cases.extend(types(stage, &mut tablet));
    cases.extend(lengths(stage, &mut tablet));
    cases.extend(numbers(stage, &mut tablet));
    cases.extend(sizes(stage, &mut tablet));
    cases
}

/// A good push of three notes and a key, taken apart.
fn good(stage: &Stage, tablet: &mut Tablet) -> Tree {
    let start = tablet.chain;
    let key = stage.key();
    let made: Vec<_> = (0..3).map(|_| tablet.make(stage.ona, note("gera"))).collect();
    let offer = tablet.offer(&key);
    tablet.chain = start;
    Tree::of(&run(&made, vec![offer]).encode())
}

/// The same, each event alone.
fn good_singly(stage: &Stage, tablet: &mut Tablet) -> Tree {
    let start = tablet.chain;
    let made: Vec<_> = (0..3).map(|_| tablet.make(stage.ona, note("gera"))).collect();
    tablet.chain = start;
    Tree::of(&singly(&made, vec![]).encode())
}

fn cut(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let bytes = good(stage, tablet).bytes();
    let parts = 24;
    let at = (0..parts).map(|part| bytes.len() * part / parts).chain([1, 2, 3, bytes.len() - 1]);
    let mut cases: Vec<Case> = at
        .map(|at| Case::new(format!("a push cut after {at} bytes"), push(tablet, bytes[..at].to_vec())))
        .collect();
    cases.dedup_by(|a, b| a.names == b.names);
    cases.push(Case::new("a push with a byte behind it", push(tablet, [&bytes[..], &[0]].concat())));
    cases.push(Case::new("a push behind itself", push(tablet, [&bytes[..], &bytes].concat())));
    cases
}

/// What the profile does not know, in the place of the version and of the events.
fn grammar(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let good = good(stage, tablet);
    let items: [(&str, Vec<u8>); 17] = [
        ("a number not in its shortest form", vec![0x18, 1]),
        ("a number of two bytes that fits one", vec![0x19, 0, 1]),
        ("a number of eight bytes that fits one", vec![0x1b, 0, 0, 0, 0, 0, 0, 0, 1]),
        ("endless bytes", vec![0x5f, 0x41, 1, 0xff]),
        ("an endless text", vec![0x7f, 0x61, b'a', 0xff]),
        ("an endless array", vec![0x9f, 0xff]),
        ("an endless map", vec![0xbf, 0xff]),
        ("a tag", vec![0xc2, 0x41, 1]),
        ("a half float", vec![0xf9, 0x3c, 0]),
        ("a double float", vec![0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]),
        ("undefined", vec![0xf7]),
        ("a simple value", vec![0xf8, 0x20]),
        ("a break", vec![0xff]),
        ("a reserved head", vec![0x1c]),
        ("a text that is no UTF-8", vec![0x62, 0xc3, 0x28]),
        ("a surrogate in a text", vec![0x63, 0xed, 0xa0, 0x80]),
        ("an overlong text", vec![0x62, 0xc0, 0xaf]),
    ];
    let mut cases = Vec::new();
    for (name, item) in items {
        for (place, path) in [("for a version", &[0_u64][..]), ("in an unknown field", &[99])] {
            let spoilt = good.with(path, Tree::Raw(item.clone())).bytes();
            cases.push(Case::new(format!("{name} {place}"), push(tablet, spoilt)));
        }
    }
    let maps: [(&str, &[u8]); 8] = [
        ("a field twice", &[0xa2, 0, 1, 0, 1]),
        ("fields out of order", &[0xa2, 4, 0xf5, 0, 1]),
        ("a field named by a text", &[0xa1, 0x61, b'0', 1]),
        ("a field named by a negative number", &[0xa1, 0x20, 1]),
        ("a field named by an array", &[0xa1, 0x80, 1]),
        ("a field whose number is not shortest", &[0xa1, 0x18, 0, 1]),
        ("a map that promises more than there is", &[0xa5, 0, 1]),
        ("a map that promises everything", &[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 1]),
    ];
    cases.extend(maps.map(|(name, bytes)| Case::new(name, push(tablet, bytes.to_vec()))));
    for (name, major) in [("bytes", 2), ("a text", 3), ("an array", 4)] {
        for promised in [1 << 31, u64::MAX] {
            let whole = good.with(&[99], Tree::Raw(head(major, promised))).bytes();
            cases.push(Case::new(format!("{name} that promises {promised}"), push(tablet, whole)));
        }
    }
    for depth in [11, 1_000, 1_000_000] {
        let nested = Tree::Raw([vec![0x81; depth], vec![0]].concat());
        let whole = good.with(&[99], nested).bytes();
        cases.push(Case::new(format!("arrays nested {depth} deep"), push(tablet, whole)));
    }
    cases
}

fn any() -> [Tree; 8] {
    [
        Tree::Uint(7),
        Tree::Nint(0),
        Tree::Bytes(vec![1]),
        Tree::Text("a".into()),
        Tree::Array(vec![]),
        Tree::Map(vec![]),
        NULL,
        TRUE,
    ]
}

/// Every field of every layer, of every type that it is not.
fn types(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let (run, single) = (good(stage, tablet), good_singly(stage, tablet));
    let fields: [(&str, &Tree, &[u64], &[&str]); 18] = [
        ("a whole push", &run, &[], &[]),
        ("the events", &run, &[1], &[]),
        ("the newest signature", &run, &[2], &[]),
        ("the key offers", &run, &[3], &["an array"]),
        ("a key offer", &run, &[3, 0], &[]),
        ("the gap", &run, &[4], &["true"]),
        ("the keys", &run, &[1, 1], &[]),
        ("a key", &run, &[1, 1, 0], &[]),
        ("the makers", &run, &[1, 2], &[]),
        ("a maker", &run, &[1, 2, 0], &[]),
        ("the list of events", &run, &[1, 3], &[]),
        ("an event", &run, &[1, 3, 0], &[]),
        ("an event's id", &run, &[1, 3, 0, 0], &[]),
        // A sealed body of one byte is one, and opens with nothing.
        ("an event's sealed body", &run, &[1, 3, 0, 1], &["bytes"]),
        ("an event's number", &run, &[1, 3, 0, 4], &["a number"]),
        ("an event's predecessor", &run, &[1, 3, 0, 5], &[]),
        ("an event's own signature", &single, &[1, 3, 0, 11], &[]),
        ("an event's later fields", &run, &[1, 3, 0, 12], &["a map"]),
    ];
    let mut cases = Vec::new();
    for (name, good, path, fits) in fields {
        for other in any().iter().filter(|other| !fits.contains(&other.word())) {
            let whole = if path.is_empty() { other.clone() } else { good.with(path, other.clone()) };
            cases.push(Case::new(format!("{name}: {}", other.word()), push(tablet, whole.bytes())));
        }
    }
    let missing: [(&str, &Tree, &[u64]); 6] = [
        ("no version", &run, &[0]),
        ("no events", &run, &[1]),
        ("no newest signature and none of their own", &run, &[2]),
        ("no table of keys", &run, &[1, 1]),
        ("no table of makers", &run, &[1, 2]),
        ("an event without an id", &run, &[1, 3, 0, 0]),
    ];
    cases.extend(missing.map(|(name, good, path)| Case::new(name, push(tablet, good.without(path).bytes()))));
    let unsigned = single.without(&[1, 3, 1, 11]);
    cases.push(Case::new("one of three without its signature", push(tablet, unsigned.bytes())));
    cases
}

/// Ids, hashes and signatures of other lengths.
fn lengths(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let (run, single) = (good(stage, tablet), good_singly(stage, tablet));
    let fields: [(&str, &Tree, &[u64], usize); 8] = [
        ("an event's id", &run, &[1, 3, 0, 0], 16),
        ("an event's predecessor", &run, &[1, 3, 0, 5], 32),
        ("an event's signature", &single, &[1, 3, 0, 11], 64),
        ("the newest signature", &run, &[2], 64),
        ("a stream", &run, &[1, 1, 0, 0], 16),
        ("a key id", &run, &[1, 1, 0, 2], 16),
        ("an installation", &run, &[1, 2, 0, 0], 16),
        ("an actor", &run, &[1, 2, 0, 2], 16),
    ];
    let mut cases = Vec::new();
    for (name, good, path, length) in fields {
        for wrong in [0, length - 1, length + 1] {
            let whole = good.with(path, Tree::Bytes(vec![7; wrong])).bytes();
            cases.push(Case::new(format!("{name} of {wrong} bytes"), push(tablet, whole)));
        }
    }
    cases
}

/// Numbers that name nothing, do not fit, or cannot be.
fn numbers(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let (run, max) = (good(stage, tablet), u64::MAX);
    let fields: [(&str, &[u64], u64); 21] = [
        ("protocol", &[0], 0),
        ("protocol", &[0], 2),
        ("protocol", &[0], max),
        ("a generation", &[1, 1, 0, 1], 0),
        ("a generation", &[1, 1, 0, 1], 1 << 32),
        ("a generation", &[1, 1, 0, 1], max),
        ("an incarnation", &[1, 2, 0, 1], 0),
        ("an incarnation", &[1, 2, 0, 1], 2),
        ("an incarnation", &[1, 2, 0, 1], 1 << 32),
        ("an index among the keys", &[1, 3, 0, 2], 1),
        ("an index among the keys", &[1, 3, 0, 2], max),
        ("an index among the makers", &[1, 3, 0, 3], 1),
        ("an index among the makers", &[1, 3, 0, 3], max),
        ("an event's number", &[1, 3, 0, 4], 0),
        ("an event's number", &[1, 3, 0, 4], 2),
        ("an event's number", &[1, 3, 0, 4], 1 << 63),
        ("an event's number", &[1, 3, 0, 4], max),
        ("a clock's counter", &[1, 3, 0, 7], 1 << 16),
        ("a clock's counter", &[1, 3, 0, 7], max),
        ("an epoch seen", &[1, 3, 0, 8], 1 << 32),
        ("an epoch seen", &[1, 3, 0, 8], max),
    ];
    let spoil = |(name, path, number): (&str, &[u64], u64)| {
        Case::new(format!("{name} of {number}"), push(tablet, run.with(path, Tree::Uint(number)).bytes()))
    };
    let mut cases: Vec<Case> = fields.into_iter().map(spoil).collect();
    // Changed on the way, these are what they can be, and the signature fits no more.
    let changed: [(&str, &[u64], Tree); 6] = [
        ("a clock set to the end of time", &[1, 3, 0, 6], Tree::Uint(i64::MAX as u64)),
        ("a clock set to the beginning of time", &[1, 3, 0, 6], Tree::Nint(i64::MAX as u64)),
        ("a position seen at the end of the log", &[1, 3, 0, 9], Tree::Uint(max)),
        ("an id of zeros", &[1, 3, 0, 0], Tree::Bytes(vec![0; 16])),
        ("a later field of a small number", &[1, 3, 0, 12], Tree::Map(vec![(11, Tree::Uint(1))])),
        ("a later field of 900 bytes", &[1, 3, 0, 12], Tree::Map(vec![(11, Tree::Bytes(vec![1; 900]))])),
    ];
    for (name, path, item) in changed {
        cases.push(Case::new(name, push(tablet, run.with(path, item).bytes())));
    }
    let gone = run.with(&[1, 3, 0, 4], Tree::Uint(max)).with(&[1, 3, 0, 5], Tree::Bytes(vec![7; 32]));
    cases.push(Case::new("a run whose number runs over", push(tablet, gone.bytes())));
    let prev = run.with(&[1, 3, 0, 5], Tree::Bytes(vec![0; 32])).with(&[1, 3, 0, 4], Tree::Uint(9));
    cases.push(Case::new("a ninth event with nothing before it", push(tablet, prev.bytes())));
    cases
}

/// More than is taken.
fn sizes(stage: &Stage, tablet: &mut Tablet) -> Vec<Case> {
    let single = good_singly(stage, tablet);
    let Tree::Map(fields) = &single else { panic!() };
    let Tree::Map(batch) = &fields[1].1 else { panic!() };
    let Tree::Array(events) = &batch[2].1 else { panic!() };
    let many = |count| single.with(&[1, 3], Tree::Array(vec![events[0].clone(); count])).bytes();
    let key = stage.key();
    let offers = |count| {
        let offer = Tree::Bytes(tablet.offer(&key).encode());
        good_singly(stage, &mut stage.tablet()).with(&[3], Tree::Array(vec![offer; count])).bytes()
    };
    let sealed = |bytes| single.with(&[1, 3, 0, 1], Tree::Bytes(vec![1; bytes])).bytes();
    let filler = |bytes| single.with(&[99], Tree::Bytes(vec![0; bytes])).bytes();
    vec![
        Case::new("2,001 events", push(tablet, many(EVENTS_LIMIT + 1))),
        Case::new("a sealed body a byte too large", push(tablet, sealed((1 << 20) + 31))),
        Case::new("a sealed body of four megabytes", push(tablet, sealed(4 << 20))),
        Case::new("a push of a byte more than eight megabytes", {
            push(tablet, filler(MESSAGE_LIMIT - single.bytes().len()))
        }),
        Case::new("a push of twelve megabytes", push(tablet, filler(12 << 20))),
        Case::new("zeros, eight megabytes of them", push(tablet, vec![0; MESSAGE_LIMIT])),
        Case::new("a key offer of three kilobytes", {
            push(tablet, single.with(&[3], Tree::Array(vec![Tree::Bytes(vec![0xa0; 3 << 10])])).bytes())
        }),
        Case::new("an empty key offer", {
            push(tablet, single.with(&[3], Tree::Array(vec![Tree::Bytes(vec![])])).bytes())
        }),
        Case::new("a key offer with a byte behind it", {
            let offer = [tablet.offer(&key).encode(), vec![0]].concat();
            push(tablet, single.with(&[3], Tree::Array(vec![Tree::Bytes(offer)])).bytes())
        }),
        Case::new("the same event a hundred times", push(tablet, many(100))),
        Case::new("no event, and keys", {
            let none = Tree::of(&offers(1)).with(&[1], Tree::Map(vec![]));
            push(tablet, none.bytes())
        }),
    ]
}
