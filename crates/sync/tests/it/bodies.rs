//! Bodies come back; what a newer app made is neither lost nor misread.

use proptest::prelude::*;
use vizitas_domain::client::Field;
use vizitas_domain::event::{Body, Role};
use vizitas_domain::id::VisitId;
use vizitas_domain::visit::VisitEvent;
use vizitas_sync::body::{decode, encode, kind};
use vizitas_sync::cbor::{FieldsMut, Put, list};
use vizitas_sync::testing::any;
use vizitas_sync::testing::seeded::Seeded;
use vizitas_sync::{Error, seal};

/// Any body with any role. The seed stands in the report of a failure.
fn any_body() -> impl Strategy<Value = (u16, u64)> {
    let kinds: Vec<u16> = kind::CATALOGUE.iter().map(|(number, _)| *number).collect();
    (prop::sample::select(kinds), any::<u64>())
}

fn made((kind, seed): (u16, u64)) -> (Role, Body) {
    let chance = Seeded::new(seed);
    (any::role(&chance), any::body(kind, &chance).expect("every kind can be made"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn every_body_comes_back(seed in any_body()) {
        let (role, body) = made(seed);
        let bytes = encode(role, &body).unwrap();
        prop_assert_eq!(kind::of(&body), seed.0);
        prop_assert_eq!(decode(&bytes), Ok((role, body)));
    }

    #[test]
    fn a_cut_body_is_refused(seed in any_body(), cut in any::<prop::sample::Index>()) {
        let (role, body) = made(seed);
        let bytes = encode(role, &body).unwrap();
        prop_assert!(decode(&bytes[..cut.index(bytes.len())]).is_err());
    }
}

fn raw(kind: u16, version: u8, role: u8, fields: &FieldsMut) -> Vec<u8> {
    let mut bytes = Vec::new();
    list(&mut minicbor::Encoder::new(&mut bytes), &[0, 1, 2, 3], |out, part| match part {
        0 => out.put_uint(kind),
        1 => out.put_uint(version),
        2 => out.put_uint(role),
        _ => fields.write(out),
    });
    bytes
}

#[test]
fn a_kind_version_role_or_value_of_a_newer_app_is_unknown_and_names_its_visit() {
    let visit = VisitId(uuid::Uuid::from_u128(77));
    let mut fields = FieldsMut::new();
    fields.id(0, visit.0).uint(6, 99_u8).list(40, &["?"], |out, text| out.put_text(text));
    let newer = [
        (4_000, 1, 0, "kind"),
        (90, 1, 0, "kind among the visit's"),
        (kind::VISIT_ARRIVED, 2, 0, "version"),
        (kind::VISIT_ARRIVED, 1, 17, "role"),
        (kind::VISIT_MUST_MOVE, 1, 0, "value"),
    ];
    for (kind, version, role, what) in newer {
        let unknown = Body::Unknown { kind, version, visit: Some(visit) };
        let decoded = decode(&raw(kind, version, role, &fields));
        assert_eq!(decoded, Ok((Role::default(), unknown.clone())), "{what}");
        assert_eq!(encode(Role::Worker, &unknown), Err(Error::UnknownKind));
    }
}

#[test]
fn a_field_of_a_newer_app_is_passed_over() {
    let visit = VisitId(uuid::Uuid::from_u128(77));
    let mut fields = FieldsMut::new();
    fields.id(0, visit.0).text(5, "serga").text(900, "naujas laukas");
    let missed = VisitEvent::Missed { reason: "serga".into() };
    let decoded = decode(&raw(kind::VISIT_MISSED, 1, 4, &fields));
    assert_eq!(decoded, Ok((Role::Coordinator, Body::Visit(visit, missed))));

    let mut card = FieldsMut::new();
    card.put(2, |out| out.put_text("Žukienė")).put(77, |out| out.put_uint(1_u8));
    let mut fields = FieldsMut::new();
    fields.fields(1, &card);
    let decoded = decode(&raw(kind::FIELDS_SET, 1, 0, &fields));
    assert_eq!(decoded, Ok((Role::Worker, Body::FieldsSet(vec![Field::Surname("Žukienė".into())]))));
}

#[test]
fn what_is_malformed_is_refused_and_not_called_unknown() {
    let empty = FieldsMut::new();
    let mut text = FieldsMut::new();
    text.text(0, "no id");
    let wrong: &[Vec<u8>] = &[
        raw(kind::VISIT_ARRIVED, 1, 0, &empty),
        raw(kind::VISIT_ARRIVED, 1, 0, &text),
        raw(4_000, 1, 0, &text),
        vec![0x80],
        vec![0xa0],
        vec![0x84, 0x01, 0x01, 0x00, 0x00],
    ];
    for bytes in wrong {
        assert!(decode(bytes).is_err(), "{bytes:02x?}");
    }
}

#[test]
fn a_field_set_twice_has_its_later_value() {
    let given = |name: &str| Field::Given(name.into());
    let bytes = encode(Role::Worker, &Body::FieldsSet(vec![given("Ona"), given("Ana")])).unwrap();
    assert_eq!(decode(&bytes), Ok((Role::Worker, Body::FieldsSet(vec![given("Ana")]))));
}

#[test]
fn too_large_a_body_is_not_made() {
    let questionnaire = "x".repeat(seal::BODY_LIMIT).into();
    let body = Body::StandardPublished { version: "1".into(), language: "lt".into(), questionnaire };
    assert_eq!(encode(Role::System, &body), Err(Error::TooLarge("body")));
}
