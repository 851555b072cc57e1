//! Keys on their way: only the one they are for opens them, and only as what they are.

use crate::samples::stream_key;
use ring::rand::SystemRandom;
use vizitas_sync::Error;
use vizitas_sync::code::EnrolCode;
use vizitas_sync::entropy::Entropy;
use vizitas_sync::keys::{self, Boxed, ENCAPSULATED_BYTES, Opener, RECIPIENT_BYTES, Recipient};
use vizitas_sync::offer::KeyOffer;
use vizitas_sync::sign::SigningKey;
use vizitas_sync::testing::seeded::Seeded;

#[test]
fn granted_keys_are_opened_by_their_installation_alone() {
    let chance = Seeded::new(1);
    let (ona, jonas) = (Opener::generate(&SystemRandom::new()).unwrap(), Opener::generate(&chance).unwrap());
    let granted: Vec<_> = (0..60).map(|_| stream_key(&chance)).collect();
    let sealed = keys::seal_keys(&ona.recipient().unwrap(), &granted, &chance).unwrap();
    assert_eq!(sealed.encapsulated.len(), ENCAPSULATED_BYTES);
    assert!(sealed.content.len() < granted.len() * 54 + 32);
    assert_eq!(keys::open_keys(&ona, &sealed), Ok(granted));
    assert_eq!(keys::open_keys(&jonas, &sealed), Err(Error::Sealed));
    for at in [0, 600, 1_119] {
        let mut changed = sealed.clone();
        changed.encapsulated[at] ^= 1;
        assert_eq!(keys::open_keys(&ona, &changed), Err(Error::Sealed));
    }
    let mut changed = sealed;
    changed.content[3] ^= 1;
    assert_eq!(keys::open_keys(&ona, &changed), Err(Error::Sealed));
}

#[test]
fn an_offer_is_bound_to_stream_generation_key_and_maker() {
    let chance = Seeded::new(2);
    let (server, maker) = (Opener::generate(&chance).unwrap(), SigningKey::generate(&chance).unwrap());
    let key = stream_key(&chance);
    let offer = KeyOffer::make(&key, &server.recipient().unwrap(), &maker, &chance).unwrap();
    assert_eq!(KeyOffer::decode(&offer.encode()), Ok(offer.clone()));
    assert_eq!(offer.open(&server, &maker.verifying()), Ok(key.clone()));

    let other = SigningKey::generate(&chance).unwrap();
    assert_eq!(offer.open(&server, &other.verifying()), Err(Error::Signature));
    let bytes = offer.encode();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let opened = KeyOffer::decode(&changed).and_then(|offer| offer.open(&server, &maker.verifying()));
        assert!(opened.is_err(), "byte {at}");
    }
    // A maker who signs an offer for another stream around the same box.
    let stolen = KeyOffer::make(&stream_key(&chance), &server.recipient().unwrap(), &maker, &chance).unwrap();
    let mixed = KeyOffer { sealed: stolen.sealed, ..offer };
    assert!(mixed.open(&server, &maker.verifying()).is_err());
}

#[test]
fn what_is_sealed_for_one_purpose_does_not_open_for_another() {
    let chance = Seeded::new(3);
    let opener = Opener::generate(&chance).unwrap();
    let sealed = opener.recipient().unwrap().seal(b"recovery", b"raw key", &chance).unwrap();
    assert_eq!(opener.open(b"recovery", &sealed).unwrap().as_slice(), b"raw key");
    assert_eq!(opener.open(b"lease", &sealed), Err(Error::Sealed));
    let cut = Boxed { encapsulated: sealed.encapsulated[1..].to_vec(), ..sealed };
    assert_eq!(opener.open(b"recovery", &cut), Err(Error::Sealed));
}

#[test]
fn public_keys_come_back_and_nonsense_is_none() {
    let opener = Opener::from_bytes([9; 32]);
    let bytes = opener.recipient().unwrap().bytes();
    assert_eq!(bytes.len(), RECIPIENT_BYTES);
    assert_eq!(Recipient::from_bytes(&bytes), opener.recipient());
    assert!(Recipient::from_bytes(&bytes[1..]).is_err());
}

struct Broken;

impl Entropy for Broken {
    fn fill(&self, _: &mut [u8]) -> Result<(), Error> {
        Err(Error::Entropy)
    }
}

#[test]
fn without_randomness_nothing_is_made() {
    let recipient = Opener::from_bytes([9; 32]).recipient().unwrap();
    assert_eq!(recipient.seal(b"", b"", &Broken), Err(Error::Entropy));
    assert_eq!(SigningKey::generate(&Broken).map(|_| ()), Err(Error::Entropy));
    assert_eq!(EnrolCode::generate("host:1", b"", &Broken), Err(Error::Entropy));
}

#[test]
fn secrets_do_not_show() {
    let chance = Seeded::new(4);
    let shown = format!(
        "{:?} {:?} {:?} {:?}",
        Opener::from_bytes([0xab; 32]),
        SigningKey::from_seed(&[0xab; 32]).unwrap(),
        EnrolCode::generate("host:1", b"", &chance).unwrap().secret,
        vizitas_sync::keys::DataKey::from_bytes([0xab; 32]),
    );
    assert!(!shown.contains("171") && !shown.contains("abab"), "{shown}");
}
