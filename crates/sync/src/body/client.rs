//! Kinds 1 to 9: who the client is.

use super::number::Numbered;
use super::{field, kind, named};
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Out, Put, Value, list, map_of};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use vizitas_domain::client::{Address, Contact, Field, FieldName, Place, Risk, Suit};
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, ContactId, StreamId};
use vizitas_domain::time::Time;

const CARD: u64 = 1;
const NUMBER: u64 = 2;

pub(super) fn write(body: &Body, map: &mut FieldsMut) {
    match body {
        Body::ClientRegistered { number, fields } => {
            map.fields(CARD, &card(fields));
            if let Some(number) = number {
                map.put(NUMBER, |out| out.put_text(number));
            }
        }
        Body::FieldsSet(fields) => {
            map.fields(CARD, &card(fields));
        }
        Body::ContactSet(contact) => write_contact(contact, map),
        Body::ClientMerged { into } => {
            map.id(field::THING, into.0);
        }
        _ => {}
    }
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    Ok(match kind {
        kind::CLIENT_REGISTERED => Body::ClientRegistered {
            number: map.maybe(NUMBER, Value::text)?.map(Into::into),
            fields: read_card(map)?,
        },
        kind::FIELDS_SET => Body::FieldsSet(read_card(map)?),
        kind::CONTACT_SET => Body::ContactSet(read_contact(map)?),
        kind::CLIENT_MERGED => Body::ClientMerged { into: map.id(field::THING, StreamId)? },
        kind::CLIENT_UNMERGED => Body::ClientUnmerged,
        _ => return Err(Error::UnknownKind),
    })
}

/// Each field under its own number, whatever its value: setting a field to nothing clears it. Where a field is
/// named twice the later one counts, as it does on the card.
fn card(fields: &[Field]) -> FieldsMut {
    let latest: BTreeMap<FieldName, &Field> = fields.iter().map(|field| (field.name(), field)).collect();
    let mut map = FieldsMut::new();
    for (name, field) in latest {
        map.put(name as u64, |out| match field {
            Field::Given(text)
            | Field::Surname(text)
            | Field::Phone(text)
            | Field::Email(text)
            | Field::Access(text)
            | Field::GoodTimes(text)
            | Field::BadTimes(text)
            | Field::Greeting(text)
            | Field::Needs(text) => out.put_text(text),
            Field::Born(None) | Field::Responsible(None) | Field::Risk(None) => out.put_null(),
            Field::Born(Some(day)) => out.put_int(days(*day)),
            Field::Responsible(Some(worker)) => out.put_bytes(worker.0.as_bytes()),
            Field::Address(address) => write_address(address).write(out),
            Field::Language(language) => out.put_uint(language.number()),
            Field::Channel(channel) => out.put_uint(channel.number()),
            Field::Risk(Some(risk)) => write_risk(risk).write(out),
            Field::Suits(suits) => list(out, suits, write_suit),
            Field::NeverText(flag) | Field::TwoWorkers(flag) => out.put_flag(*flag),
        });
    }
    map
}

fn read_card(map: &Fields<'_>) -> Result<Vec<Field>, Error> {
    let Some(card) = map.get(CARD) else {
        return Ok(Vec::new());
    };
    let fields = card.fields()?;
    fields.iter().filter_map(|(number, value)| read_field(number, value).transpose()).collect()
}

/// A field of the card; none when a newer app added it.
fn read_field(number: u64, value: Value<'_>) -> Result<Option<Field>, Error> {
    let text = || value.text().map(Into::into);
    Ok(Some(match number {
        1 => Field::Given(text()?),
        2 => Field::Surname(text()?),
        3 if value.is_null() => Field::Born(None),
        3 => Field::Born(Some(day(value.int()?)?)),
        4 => Field::Address(read_address(value)?),
        5 => Field::Phone(text()?),
        6 => Field::Email(text()?),
        7 => Field::Language(Numbered::named(value.uint()?)?),
        8 => Field::Channel(Numbered::named(value.uint()?)?),
        9 => Field::Access(text()?),
        10 => Field::GoodTimes(text()?),
        11 => Field::BadTimes(text()?),
        12 => Field::Greeting(text()?),
        13 => Field::Needs(text()?),
        14 => Field::NeverText(value.flag()?),
        15 => Field::TwoWorkers(value.flag()?),
        16 if value.is_null() => Field::Responsible(None),
        16 => Field::Responsible(Some(value.id(ActorId)?)),
        17 if value.is_null() => Field::Risk(None),
        17 => Field::Risk(Some(read_risk(value)?)),
        18 => Field::Suits(value.items()?.into_iter().map(read_suit).collect::<Result<_, _>>()?),
        _ => return Ok(None),
    }))
}

/// A day is written as days since 1970-01-01, negative before.
fn days(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

fn day(days: i64) -> Result<NaiveDate, Error> {
    let span = chrono::TimeDelta::try_days(days);
    span.and_then(|span| NaiveDate::default().checked_add_signed(span)).ok_or(Error::Malformed("day"))
}

/// An address: 1 street, 2 house, 3 flat, 4 postcode, 5 town, 6 place as [latitude, longitude, grade].
fn write_address(address: &Address) -> FieldsMut {
    map_of(|map| {
        map.text(1, &address.street)
            .text(2, &address.house)
            .text(3, &address.flat)
            .text(4, &address.postcode)
            .text(5, &address.town);
        if let Some(place) = &address.place {
            map.put(6, |out| {
                out.put_array(3);
                out.put_int(i64::from(place.lat_e6));
                out.put_int(i64::from(place.lon_e6));
                out.put_uint(place.grade.number());
            });
        }
    })
}

fn read_address(value: Value<'_>) -> Result<Address, Error> {
    let map = value.fields()?;
    let degrees = |value: Value<'_>| i32::try_from(value.int()?).map_err(|_| Error::Malformed("place"));
    let place = map.maybe(6, |value| {
        let [lat, lon, grade] = value.tuple()?;
        Ok(Place { lat_e6: degrees(lat)?, lon_e6: degrees(lon)?, grade: Numbered::named(grade.uint()?)? })
    })?;
    Ok(Address {
        street: map.text(1)?.into(),
        house: map.text(2)?.into(),
        flat: map.text(3)?.into(),
        postcode: map.text(4)?.into(),
        town: map.text(5)?.into(),
        place,
    })
}

/// A risk mark: 1 facts, 2 who set it, 3 until when.
fn write_risk(risk: &Risk) -> FieldsMut {
    map_of(|map| {
        map.text(1, &risk.facts).id(2, risk.by.0).int(3, risk.until.0);
    })
}

fn read_risk(value: Value<'_>) -> Result<Risk, Error> {
    let map = value.fields()?;
    Ok(Risk { facts: map.text(1)?.into(), by: map.id(2, ActorId)?, until: Time(map.int(3)?) })
}

/// A stretch of the week: `[weekday, from, to, good]`.
fn write_suit(out: &mut Out<'_>, suit: &Suit) {
    out.put_array(4);
    out.put_uint(suit.weekday);
    out.put_uint(suit.from);
    out.put_uint(suit.to);
    out.put_flag(suit.good);
}

fn read_suit(value: Value<'_>) -> Result<Suit, Error> {
    let [weekday, from, to, good] = value.tuple()?;
    Ok(Suit { weekday: weekday.narrow()?, from: from.narrow()?, to: to.narrow()?, good: good.flag()? })
}

fn write_contact(contact: &Contact, map: &mut FieldsMut) {
    map.id(field::THING, contact.id.0)
        .text(4, &contact.name)
        .text(5, &contact.relation)
        .text(6, &contact.phone)
        .uint(7, contact.tie.number())
        .flag(8, contact.may_be_told)
        .flag(9, contact.removed);
}

fn read_contact(map: &Fields<'_>) -> Result<Contact, Error> {
    Ok(Contact {
        id: map.id(field::THING, ContactId)?,
        name: map.text(4)?.into(),
        relation: map.text(5)?.into(),
        phone: map.text(6)?.into(),
        tie: named(map, 7)?,
        may_be_told: map.flag(8)?,
        removed: map.flag(9)?,
    })
}
