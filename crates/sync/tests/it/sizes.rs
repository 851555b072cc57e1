//! How many bytes an event takes: at most what zstd makes of its body, and 96.

use crate::samples::{MORNING_MS, Tablet};
use vizitas_sync::chain::Signed;
use vizitas_sync::hash::Hash;
use vizitas_sync::log::Cursor;
use vizitas_sync::seal::{DICTIONARY_V1, OVERHEAD};
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{Message, PullAnswer, Pulled, PushRequest};

/// A seal adds as much to each packed body.
fn packed(signed: &[Signed]) -> usize {
    signed.iter().map(|signed| signed.event.sealed().len() - OVERHEAD).sum()
}

fn report(what: &str, bytes: usize, signed: &[Signed]) {
    let each = |sum: usize| sum as f64 / signed.len() as f64;
    let bound = packed(signed) + 96 * signed.len();
    let (bytes_each, packed_each) = (each(bytes), each(packed(signed)));
    println!("{what}: {bytes_each:.1} bytes an event, its body packed {packed_each:.1}");
    assert!(bytes <= bound, "{what}: {bytes} of {bound} bytes");
}

#[test]
fn a_push_and_a_pull_keep_to_their_size() {
    let mut ona = Tablet::new(1);
    let signed = ona.events(1_000);
    let plain: usize = signed.iter().map(|signed| plain_length(&ona, signed)).sum();
    println!("a body unpacked: {:.1} bytes", plain as f64 / signed.len() as f64);

    let events = signed.iter().map(|signed| signed.event.clone()).collect();
    let newest = signed.last().unwrap().signature;
    let push = PushRequest::Run { events, newest, offers: vec![], gap: false };
    report("push", push.encode().len(), &signed);

    // Four colleagues' days, in the order they were pushed: a visit of one, then of another.
    let mut makers: Vec<Tablet> = (0..4).map(Tablet::new).collect();
    let pulled: Vec<Signed> = (0..60).flat_map(|n| makers[n % 4].visit()).collect();
    let events = pulled.iter().enumerate().map(|(at, signed)| (90_000 + 3 * at as u64, signed.event.clone()));
    let answer = Pulled {
        scanned: Cursor { epoch: 1, position: 99_999, head: Hash([1; 32]) },
        events: events.collect(),
        own: vec![],
        granted: vec![],
        revoked: vec![],
        backfilled: vec![],
        keys: None,
        more: false,
        epochs: vec![],
        erased: vec![],
        signature: Signature([1; 64]),
    };
    let answer =
        PullAnswer { pulled: Some(answer), epoch: 1, server_ms: MORNING_MS, backed_up: 1, audit: None };
    report("pull", answer.encode().len(), &pulled);
}

fn plain_length(tablet: &Tablet, signed: &Signed) -> usize {
    let event = &signed.event;
    let key = &tablet.key_of(signed).key;
    vizitas_sync::seal::open(event.header_bytes(), event.sealed(), key).unwrap().len()
}

#[test]
fn the_dictionary_is_the_one_of_ever() {
    let digest = crate::fixtures::hex(&Hash::of(&[DICTIONARY_V1]).0);
    assert_eq!(digest, include_str!("../../dict/v1.sha256").trim());
}
