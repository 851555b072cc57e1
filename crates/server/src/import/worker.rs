//! A worker's row.

use chrono::NaiveTime;

use super::field::Field;
use super::person::{Contact, Fields, Person, keep};
use super::report::{Code, Problem};
use super::table::Record;
use super::words::Language;
use super::{Origin, clock};

/// A worker of the office.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkerRow {
    /// Where the row stands; the key is the worker's code.
    pub origin: Origin,
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// Duties, as written.
    pub duties: String,
    /// Unit of the office, as written.
    pub unit: String,
    /// Telephone.
    pub phone: Option<Contact>,
    /// E-mail.
    pub email: Option<Contact>,
    /// Languages spoken, in the office's order.
    pub languages: Vec<Language>,
    /// Working hours of each working day, local wall clock, from before to.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// What the ledger compares.
    pub fields: Fields,
}

impl std::fmt::Debug for WorkerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkerRow").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// Reads a worker's row.
pub(super) fn read(record: Record<'_>, warned: &mut Vec<Problem>) -> Result<WorkerRow, Problem> {
    let mut fields = Fields::new();
    let Person { given, surname, phone, email } = Person::read(record, &mut fields, warned)?;
    let duties = record.get(Field::Duties);
    keep(&mut fields, record, Field::Duties, "duties", &duties);
    let unit = record.get(Field::Unit);
    keep(&mut fields, record, Field::Unit, "unit", &unit);

    let typed = record.get(Field::Languages);
    let (languages, unknown) = Language::list(&typed);
    if unknown {
        warned.push(record.problem(Code::BadLanguage, Field::Languages, &typed));
    }
    let codes: Vec<&str> = languages.iter().map(|language| language.code()).collect();
    let settled = if unknown { typed } else { codes.join(",") };
    keep(&mut fields, record, Field::Languages, "languages", &settled);

    let typed = record.get(Field::Hours);
    let hours = clock::span(&typed);
    if hours.is_none() && !typed.is_empty() {
        warned.push(record.problem(Code::BadHours, Field::Hours, &typed));
    }
    let settled =
        hours.map_or(typed, |(from, to)| format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")));
    keep(&mut fields, record, Field::Hours, "hours", &settled);

    Ok(WorkerRow {
        origin: record.origin(),
        given,
        surname,
        duties,
        unit,
        phone,
        email,
        languages,
        hours,
        fields,
    })
}
