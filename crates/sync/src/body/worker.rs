//! Kinds 96 to 127: a worker's profile and time.

use super::number::Numbered;
use super::{field, kind, named, time};
use crate::Error;
use crate::cbor::{Fields, FieldsMut, Put, Value};
use vizitas_domain::event::Body;
use vizitas_domain::id::BlockId;
use vizitas_domain::time::Time;
use vizitas_domain::worker::{Block, Busy, DayHours, Hours, Profile};

const BLOCK_MINUTES: u64 = 4;
const SKILLS: u64 = 10;
const WEEK: u64 = 11;
const UNTIL: u64 = 12;
const BUSY_TO: u64 = 2;
const BUSY_TAKEN: u64 = 3;

pub(super) fn write(body: &Body, map: &mut FieldsMut) {
    match body {
        Body::WorkerSet(profile) => write_profile(profile, map),
        Body::TimeBlocked(block) => {
            map.int(field::AT, block.start.0)
                .id(field::THING, block.id.0)
                .uint(BLOCK_MINUTES, block.minutes)
                .text(field::WORDS, &block.reason)
                .uint(field::CAUSE, block.kind.number());
        }
        Body::TimeFreed(block) => {
            map.id(field::THING, block.0);
        }
        Body::BusySet { from, to, taken } => {
            map.int(field::AT, from.0).int(BUSY_TO, to.0).list(BUSY_TAKEN, taken, |out, busy| {
                out.put_array(2);
                out.put_int(busy.start.0);
                out.put_uint(busy.minutes);
            });
        }
        _ => {}
    }
}

pub(super) fn read(kind: u16, map: &Fields<'_>) -> Result<Body, Error> {
    Ok(match kind {
        kind::WORKER_SET => Body::WorkerSet(read_profile(map)?),
        kind::TIME_BLOCKED => Body::TimeBlocked(Block {
            id: map.id(field::THING, BlockId)?,
            start: time(map, field::AT)?,
            minutes: map.narrow(BLOCK_MINUTES)?,
            reason: map.text(field::WORDS)?.into(),
            kind: named(map, field::CAUSE)?,
        }),
        kind::TIME_FREED => Body::TimeFreed(map.id(field::THING, BlockId)?),
        kind::BUSY_SET => Body::BusySet {
            from: time(map, field::AT)?,
            to: time(map, BUSY_TO)?,
            taken: map.list(BUSY_TAKEN, read_busy)?,
        },
        _ => return Err(Error::UnknownKind),
    })
}

fn read_busy(value: Value<'_>) -> Result<Busy, Error> {
    let [start, minutes] = value.tuple()?;
    Ok(Busy { start: Time(start.int()?), minutes: minutes.narrow()? })
}

fn write_profile(profile: &Profile, map: &mut FieldsMut) {
    map.text(1, &profile.code)
        .text(2, &profile.given)
        .text(3, &profile.surname)
        .text(4, &profile.position)
        .text(5, &profile.unit)
        .text(6, &profile.phone)
        .text(7, &profile.email)
        .list(8, &profile.languages, |out, language| out.put_uint(language.number()));
    if let Some(hours) = profile.hours {
        map.put(9, |out| {
            out.put_array(2);
            out.put_uint(hours.from);
            out.put_uint(hours.to);
        });
    }
    map.list(SKILLS, &profile.skills, |out, skill| out.put_text(skill)).list(
        WEEK,
        &profile.week,
        |out, day| {
            out.put_array(5);
            out.put_uint(day.weekday);
            for minute in [day.from, day.to, day.break_from, day.break_to] {
                out.put_uint(minute);
            }
        },
    );
    if let Some(until) = profile.until {
        map.put(UNTIL, |out| out.put_int(until.0));
    }
}

fn read_profile(map: &Fields<'_>) -> Result<Profile, Error> {
    let hours = map.maybe(9, |value| {
        let [from, to] = value.tuple()?;
        Ok(Hours { from: from.narrow()?, to: to.narrow()? })
    })?;
    Ok(Profile {
        code: map.text(1)?.into(),
        given: map.text(2)?.into(),
        surname: map.text(3)?.into(),
        position: map.text(4)?.into(),
        unit: map.text(5)?.into(),
        phone: map.text(6)?.into(),
        email: map.text(7)?.into(),
        languages: map.list(8, |value| Numbered::named(value.uint()?))?,
        hours,
        skills: map.list(SKILLS, |value| value.text().map(Into::into))?,
        week: map.list(WEEK, read_day)?,
        until: map.maybe(UNTIL, |value| value.int().map(Time))?,
    })
}

fn read_day(value: Value<'_>) -> Result<DayHours, Error> {
    let [weekday, from, to, break_from, break_to] = value.tuple()?;
    Ok(DayHours {
        weekday: weekday.narrow()?,
        from: from.narrow()?,
        to: to.narrow()?,
        break_from: break_from.narrow()?,
        break_to: break_to.narrow()?,
    })
}
