//! A visit's row, and which visits of one worker overlap.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::clock::{self, Instant, Unit};
use super::date::{self, Moment};
use super::field::Field;
use super::person::{Fields, keep};
use super::report::{Code, Problem};
use super::table::Record;
use super::words::VisitKind;
use super::{Origin, table::Table};

/// A planned visit.
#[derive(Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Where the row stands; the key is the visit's number.
    pub origin: Origin,
    /// Local day.
    pub date: NaiveDate,
    /// Local time, wall clock of Europe/Vilnius.
    pub time: NaiveTime,
    /// The instant meant by day and time.
    pub starts_at: DateTime<Utc>,
    /// Length in minutes, 1–720.
    pub minutes: u16,
    /// The client's number.
    pub client: String,
    /// The worker's code.
    pub worker: String,
    /// Purpose, as written.
    pub purpose: String,
    /// Agreed or unannounced.
    pub kind: VisitKind,
    /// What the ledger compares.
    pub fields: Fields,
}

impl std::fmt::Debug for VisitRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VisitRow").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// Whether some cell says the time of day: in a column of its own, or after the date.
pub(super) fn has_times(table: &Table) -> bool {
    table.has(Field::Time)
        || table.has(Field::Start)
        || table
            .records()
            .any(|record| date::parse(&record.get(Field::Date)).is_some_and(|moment| moment.time.is_some()))
}

/// Reads a visit's row against the codes and numbers known.
pub(super) fn read(
    record: Record<'_>,
    workers: &BTreeSet<String>,
    clients: &BTreeSet<String>,
    warned: &mut Vec<Problem>,
) -> Result<VisitRow, Problem> {
    let (date, time, column) = read_start(record)?;
    let spelled = time.format("%H:%M").to_string();
    let starts_at = match clock::instant(date, time) {
        Instant::Once(at) => at,
        Instant::Twice(first) => {
            warned.push(record.problem(Code::TimeTwice, column, &spelled));
            first
        }
        Instant::Never => return Err(record.problem(Code::SkippedTime, column, &spelled)),
    };
    let minutes = read_minutes(record, time)?;
    let known = |column: Field, codes: &BTreeSet<String>, code: Code| {
        let typed = record.get(column);
        if codes.contains(&typed) { Ok(typed) } else { Err(record.problem(code, column, &typed)) }
    };
    let client = known(Field::Client, clients, Code::UnknownClient)?;
    let worker = known(Field::Worker, workers, Code::UnknownWorker)?;
    let typed = record.get(Field::Kind);
    // A wrong guess would tell a client of an inspection, so nothing is guessed.
    let kind =
        VisitKind::parse(&typed).ok_or_else(|| record.problem(Code::UnknownKind, Field::Kind, &typed))?;
    let purpose = record.get(Field::Purpose);

    let mut fields = Fields::from([
        ("date", date.to_string()),
        ("time", spelled),
        ("minutes", minutes.to_string()),
        ("client", client.clone()),
        ("worker", worker.clone()),
        ("kind", kind.code().to_owned()),
    ]);
    keep(&mut fields, record, Field::Purpose, "purpose", &purpose);
    Ok(VisitRow {
        origin: record.origin(),
        date,
        time,
        starts_at,
        minutes,
        client,
        worker,
        purpose,
        kind,
        fields,
    })
}

/// Day, time, and the column in which the time stands.
fn read_start(record: Record<'_>) -> Result<(NaiveDate, NaiveTime, Field), Problem> {
    let column = if record.has(Field::Date) { Field::Date } else { Field::Start };
    let typed = record.get(column);
    let Some(Moment { date, time }) = date::parse(&typed) else {
        // `2026-11-23 31:70`: the day is sound, the time is not.
        let day = typed.split([' ', 'T']).next().and_then(date::parse);
        let code = if day.is_some() { Code::BadTime } else { Code::BadDate };
        return Err(record.problem(code, column, &typed));
    };
    if record.has(Field::Time) {
        let typed = record.get(Field::Time);
        // Spreadsheets write a time with an empty date before it, or the day once more.
        let time =
            clock::time(&typed).or_else(|| date::parse(&typed).filter(|moment| moment.date == date)?.time);
        let time = time.ok_or_else(|| record.problem(Code::BadTime, Field::Time, &typed))?;
        return Ok((date, time, Field::Time));
    }
    let time = time.ok_or_else(|| record.problem(Code::BadTime, column, &typed))?;
    Ok((date, time, column))
}

fn read_minutes(record: Record<'_>, start: NaiveTime) -> Result<u16, Problem> {
    for (column, unit) in [(Field::Minutes, Unit::Minutes), (Field::LengthHours, Unit::Hours)] {
        if record.has(column) {
            let typed = record.get(column);
            return clock::minutes(&typed, unit)
                .ok_or_else(|| record.problem(Code::BadDuration, column, &typed));
        }
    }
    let typed = record.get(Field::End);
    let end = clock::time(&typed).or_else(|| date::parse(&typed)?.time);
    let minutes = end.map(|end| (end - start).num_minutes()).filter(|minutes| (1..=720).contains(minutes));
    minutes
        .and_then(|minutes| u16::try_from(minutes).ok())
        .ok_or_else(|| record.problem(Code::BadDuration, Field::End, &typed))
}

/// Each visit that overlaps an earlier row of the same worker, with that row.
pub(super) fn overlaps(visits: &[VisitRow]) -> Vec<(usize, Origin)> {
    let mut days: BTreeMap<(&str, NaiveDate), Vec<&VisitRow>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, visit) in visits.iter().enumerate() {
        let earlier = days.entry((&visit.worker, visit.date)).or_default();
        if let Some(other) = earlier.iter().find(|other| overlap(other, visit)) {
            found.push((index, other.origin.clone()));
        }
        earlier.push(visit);
    }
    found
}

fn overlap(one: &VisitRow, other: &VisitRow) -> bool {
    let end = |visit: &VisitRow| visit.starts_at + TimeDelta::minutes(i64::from(visit.minutes));
    one.starts_at < end(other) && other.starts_at < end(one)
}
