//! Events: sealed, chained, signed; one changed byte anywhere is noticed.

use crate::samples::{Tablet, header};
use vizitas_domain::event::Seen;
use vizitas_sync::Error;
use vizitas_sync::chain::{Head, verify_run};
use vizitas_sync::event::{SealedEvent, event_hash};
use vizitas_sync::hash::Hash;
use vizitas_sync::header::Header;
use vizitas_sync::keys::DataKey;

#[test]
fn an_event_comes_back_as_it_was_written() {
    let mut ona = Tablet::new(1);
    for signed in ona.events(200) {
        let key = ona.key_of(&signed);
        let event = &signed.event;
        let (header, sealed) = (event.header_bytes().to_vec(), event.sealed().to_vec());
        let stored = SealedEvent::from_bytes(header, sealed).unwrap();
        assert_eq!(&stored, event);
        let opened = stored.open(&key.key, Some(9)).unwrap();
        assert_eq!((opened.id, opened.position), (event.header().id, Some(9)));
        assert_eq!(opened.at, event.header().hlc.time());
        assert_eq!(event.verify(&ona.signer.verifying(), &signed.signature), Ok(()));
    }
}

#[test]
fn one_changed_byte_anywhere_is_noticed() {
    let mut ona = Tablet::new(2);
    let maker = ona.signer.verifying();
    for signed in ona.visit() {
        let key = &ona.key_of(&signed).key;
        let (header, sealed) = (signed.event.header_bytes(), signed.event.sealed());
        for at in 0..header.len() + sealed.len() {
            let mut bytes = [header, sealed].concat();
            bytes[at] ^= 1;
            let (header, sealed) = bytes.split_at(header.len());
            let Ok(forged) = SealedEvent::from_bytes(header.to_vec(), sealed.to_vec()) else { continue };
            assert!(forged.open(key, None).is_err(), "byte {at} opens");
            assert_eq!(forged.verify(&maker, &signed.signature), Err(Error::Signature), "byte {at}");
        }
        for at in 0..64 {
            let mut signature = signed.signature;
            signature.0[at] ^= 1;
            assert_eq!(signed.event.verify(&maker, &signature), Err(Error::Signature));
        }
    }
}

#[test]
fn another_key_does_not_open_it_even_under_the_right_name() {
    let mut ona = Tablet::new(3);
    let signed = &ona.visit()[0];
    assert_eq!(signed.event.open(&DataKey::from_bytes([0; 32]), None), Err(Error::Key));
}

#[test]
fn the_newest_signature_vouches_for_the_whole_run() {
    let mut ona = Tablet::new(4);
    let signed = ona.events(60);
    let maker = ona.signer.verifying();
    let newest = signed.last().unwrap().signature;
    let run: Vec<SealedEvent> = signed.iter().map(|signed| signed.event.clone()).collect();
    assert_eq!(verify_run(&run, &maker, &newest), Ok(()));
    assert_eq!(verify_run(&run[..59], &maker, &newest), Err(Error::Signature));
    assert!(verify_run(&[], &maker, &newest).is_err());

    let mut gap = run.clone();
    gap.remove(30);
    assert_eq!(verify_run(&gap, &maker, &newest), Err(Error::Chain(32)));
    let mut swapped = run.clone();
    swapped.swap(10, 11);
    assert!(verify_run(&swapped, &maker, &newest).is_err());
    let mut damaged = run;
    let mut sealed = damaged[5].sealed().to_vec();
    sealed[20] ^= 1;
    damaged[5] = SealedEvent::new(damaged[5].header().clone(), sealed).unwrap();
    assert_eq!(verify_run(&damaged, &maker, &newest), Err(Error::Chain(7)));
}

#[test]
fn a_head_takes_only_what_follows_it() {
    let first = SealedEvent::new(header(1, Hash::ZERO), vec![1]).unwrap();
    let head = Head::from(&first);
    let next = |seq, prev| SealedEvent::new(header(seq, prev), vec![2]).unwrap();
    assert_eq!(Head::default().precedes(&first), Ok(()));
    assert_eq!(head.precedes(&next(2, first.hash())), Ok(()));
    assert_eq!(head.precedes(&next(3, first.hash())), Err(Error::Chain(3)));
    assert_eq!(head.precedes(&next(2, Hash([1; 32]))), Err(Error::Chain(2)));
    let last = Head { seq: u64::MAX, hash: first.hash() };
    assert!(last.precedes(&next(2, first.hash())).is_err());
}

#[test]
fn an_erased_body_leaves_the_chain_whole() {
    let mut ona = Tablet::new(5);
    let signed = &ona.visit()[0];
    let body = Hash::of(&[signed.event.sealed()]);
    assert_eq!(event_hash(signed.event.header_bytes(), &body), signed.event.hash());
}

#[test]
fn a_header_has_one_form() {
    let whole = header(2, Hash([0x66; 32])).bytes();
    assert_eq!(Header::parse(&whole), Ok(header(2, Hash([0x66; 32]))));
    for cut in 0..whole.len() {
        assert!(Header::parse(&whole[..cut]).is_err());
    }
    let mut unseen = header(2, Hash([0x66; 32]));
    unseen.seen = Seen::default();
    assert_eq!(Header::parse(&unseen.bytes()), Ok(unseen.clone()));
    // The same header with its "nothing seen" written out.
    let mut spelled = unseen.bytes();
    spelled[0] += 1;
    spelled.extend([0x0a, 0x82, 0x00, 0x00]);
    assert_eq!(Header::parse(&spelled), Err(Error::Malformed("header: not canonical")));
}

#[test]
fn a_headers_counts_begin_at_one() {
    for change in [
        |header: &mut Header| header.seq = 0,
        |header: &mut Header| header.generation = 0,
        |header: &mut Header| header.incarnation = 0,
        |header: &mut Header| header.prev = Hash::ZERO,
        |header: &mut Header| header.seq = 1,
    ] {
        let mut wrong = header(2, Hash([0x66; 32]));
        change(&mut wrong);
        assert!(Header::parse(&wrong.bytes()).is_err());
        assert!(SealedEvent::new(wrong, vec![]).is_err());
    }
}

#[test]
fn header_fields_of_a_later_version_are_kept() {
    let mut bytes = header(2, Hash([0x66; 32])).bytes();
    bytes[0] += 1;
    bytes.extend([0x18, 0x20, 0x63, b'n', b'e', b'w']);
    let parsed = Header::parse(&bytes).unwrap();
    assert!(!parsed.later.is_empty());
    assert_eq!(parsed.bytes(), bytes);
}
