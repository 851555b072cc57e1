//! Every decoder of this crate, with what must hold for whatever bytes it is given: it does not panic, and what
//! it took is written back to the same thing.

use crate::cbor::{Limits, Value, check};
use crate::code::EnrolCode;
use crate::event::SealedEvent;
use crate::header::Header;
use crate::keys::DataKey;
use crate::log::PlacedList;
use crate::offer::KeyOffer;
use crate::unlock::{SignedCode, UnlockCode};
use crate::wire::{self, Message};
use crate::{body, seal};
use vizitas_domain::event::Body;

/// A decoder under test: panics when it breaks its promise.
pub type Decoder = fn(&[u8]);

/// Every decoder by the name of its fuzz target and corpus.
pub const DECODERS: &[(&str, Decoder)] = &[
    ("cbor", cbor),
    ("header", header),
    ("body", body_bytes),
    ("seal", sealed),
    ("event", event),
    ("key_offer", key_offer),
    ("placed_list", placed_list),
    ("enrol_code", enrol_code),
    ("push_request", again::<wire::PushRequest>),
    ("push_answer", again::<wire::PushAnswer>),
    ("pull_request", again::<wire::PullRequest>),
    ("pull_answer", again::<wire::PullAnswer>),
    ("offer_request", again::<wire::OfferRequest>),
    ("offer_answer", again::<wire::OfferAnswer>),
    ("looks_request", again::<wire::LooksRequest>),
    ("looks_answer", again::<wire::LooksAnswer>),
    ("digest_request", again::<wire::DigestRequest>),
    ("digest_answer", again::<wire::DigestAnswer>),
    ("heads_request", again::<wire::HeadsRequest>),
    ("heads_answer", again::<wire::HeadsAnswer>),
    ("enrol_request", again::<wire::EnrolRequest>),
    ("enrol_answer", again::<wire::EnrolAnswer>),
    ("wraps_request", again::<wire::WrapsRequest>),
    ("wraps_answer", again::<wire::WrapsAnswer>),
    ("recover_request", again::<wire::RecoverRequest>),
    ("recover_answer", again::<wire::RecoverAnswer>),
    ("contact_request", again::<wire::ContactRequest>),
    ("contact_answer", again::<wire::ContactAnswer>),
    ("unlock_code", unlock_code),
    ("proof", again::<wire::Proof>),
    ("problem", again::<wire::Problem>),
];

/// The decoder of a name.
#[must_use]
pub fn named(name: &str) -> Option<Decoder> {
    DECODERS.iter().find(|(known, _)| *known == name).map(|(_, decoder)| *decoder)
}

const LIMITS: Limits = Limits { bytes: 1 << 16, depth: 6 };

/// What the checker passes, the reader can read.
fn cbor(bytes: &[u8]) {
    fn walk(value: Value<'_>) {
        if let Ok(items) = value.items() {
            items.into_iter().for_each(walk);
        } else if let Ok(fields) = value.fields() {
            fields.iter().for_each(|(_, value)| walk(value));
        } else {
            let scalar = value.uint().is_ok()
                || value.int().is_ok()
                || value.flag().is_ok()
                || value.text().is_ok()
                || value.bytes().is_ok()
                || value.is_null();
            assert!(scalar, "checked and unreadable");
        }
    }
    if check(bytes, LIMITS).is_ok() {
        Value::whole(bytes, LIMITS).into_iter().for_each(walk);
    }
}

fn header(bytes: &[u8]) {
    if let Ok(header) = Header::parse(bytes) {
        assert_eq!(header.bytes(), bytes, "a header has one form");
    }
}

fn body_bytes(bytes: &[u8]) {
    let Ok((role, body)) = body::decode(bytes) else { return };
    if matches!(body, Body::Unknown { .. }) {
        return;
    }
    let written = body::encode(role, &body);
    assert_eq!(written.and_then(|bytes| body::decode(&bytes)), Ok((role, body)), "a body comes back");
}

/// The packing is fuzzed behind a good seal as well: nobody without the key could reach it otherwise.
fn sealed(bytes: &[u8]) {
    let key = DataKey::from_bytes([7; 32]);
    assert!(seal::open(b"header", bytes, &key).is_err(), "a forged seal");
    let _ = seal::unpack(bytes);
}

fn event(bytes: &[u8]) {
    let Some((length, rest)) = bytes.split_first() else { return };
    let Some((header, sealed)) = rest.split_at_checked(usize::from(*length)) else { return };
    if let Ok(event) = SealedEvent::from_bytes(header.to_vec(), sealed.to_vec()) {
        assert!(event.open(&DataKey::from_bytes([7; 32]), None).is_err(), "a forged event");
    }
}

fn key_offer(bytes: &[u8]) {
    if let Ok(offer) = KeyOffer::decode(bytes) {
        assert_eq!(KeyOffer::decode(&offer.encode()), Ok(offer));
    }
}

fn placed_list(bytes: &[u8]) {
    if let Ok(list) = PlacedList::decode(bytes) {
        assert_eq!(PlacedList::decode(&list.encode()), Ok(list));
    }
}

fn enrol_code(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(code) = text.parse::<EnrolCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
}

fn unlock_code(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(code) = text.parse::<UnlockCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    if let Ok(code) = text.parse::<SignedCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
}

fn again<M: Message + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    if let Ok(message) = M::decode(bytes) {
        assert_eq!(M::decode(&message.encode()), Ok(message), "a message comes back");
    }
}
