//! The file that one tablet carries for another.

use crate::samples::header;
use ring::rand::SystemRandom;
use vizitas_sync::Error;
use vizitas_sync::carry::Parcel;
use vizitas_sync::event::SealedEvent;
use vizitas_sync::hash::Hash;
use vizitas_sync::keys::Opener;
use vizitas_sync::sign::Signature;
use vizitas_sync::wire::{CarryRequest, PushRequest};

fn push(seq: u64) -> PushRequest {
    let event = SealedEvent::new(header(seq, Hash([0x66; 32])), vec![0x77; 400]).unwrap();
    PushRequest::Singly { events: vec![(event, Signature([0x88; 64]))], offers: vec![], gap: true }
}

fn server() -> Opener {
    Opener::from_bytes([1; 32])
}

fn packed() -> Parcel {
    Parcel::pack(&[push(2), push(9)], &server().recipient().unwrap(), &SystemRandom::new()).unwrap()
}

#[test]
fn a_parcel_comes_out_as_it_went_in_for_its_server_alone() {
    let parcel = packed();
    let read = Parcel::decode(&parcel.encode()).unwrap();
    assert_eq!(read, parcel);
    assert!(read.is_for(&server().recipient().unwrap()));
    let other = Opener::from_bytes([2; 32]);
    assert!(!read.is_for(&other.recipient().unwrap()));
    let parts: Vec<CarryRequest> = read.requests().collect();
    for (part, seq) in parts.iter().zip([2, 9]) {
        assert_eq!(part.open(&server()).unwrap(), push(seq));
        assert_eq!(part.open(&other), Err(Error::Sealed));
        for moved in [
            CarryRequest { number: part.number + 1, ..part.clone() },
            CarryRequest { of: 1, ..part.clone() },
            CarryRequest { parcel: [0; 16], ..part.clone() },
        ] {
            assert_eq!(moved.open(&server()), Err(Error::Sealed));
        }
    }
    assert_ne!(packed().id, parcel.id);
    assert!(!parcel.encode().windows(40).any(|bytes| bytes == [0x77; 40]), "sealed twice");
}

#[test]
fn a_file_that_was_cut_or_changed_is_none() {
    let file = packed().encode();
    for at in (0..file.len()).step_by(13).chain([file.len() - 1]) {
        let mut bytes = file.clone();
        bytes[at] ^= 1;
        assert_eq!(Parcel::decode(&bytes), Err(Error::Malformed("parcel")), "{at}");
        assert_eq!(Parcel::decode(&file[..at]), Err(Error::Malformed("parcel")), "{at}");
    }
    // Whole, and of a later version; and one that holds nothing.
    let whole = |head: &[u8]| {
        let Hash(sum) = Hash::of(&[head]);
        [head, &sum].concat()
    };
    assert_eq!(Parcel::decode(&whole(b"VIZITAS PARCEL 2\n")), Err(Error::Version(2)));
    let nothing = Parcel::pack(&[], &server().recipient().unwrap(), &SystemRandom::new()).unwrap();
    assert_eq!(Parcel::decode(&nothing.encode()), Err(Error::Malformed("parcel")));
}
