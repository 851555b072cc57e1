//! A client's row.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use vizitas_domain::address;
use vizitas_domain::client::Address;

use super::field::Field;
use super::person::{Contact, Fields, Person, keep};
use super::register::Register;
use super::report::{Code, Problem};
use super::table::Record;
use super::words::{Channel, Language};
use super::{Origin, date};

/// A client of the office.
#[derive(Clone, PartialEq)]
pub struct ClientRow {
    /// Where the row stands; the key is the client's number.
    pub origin: Origin,
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Address, empty when the office has none, with its place when a register was given and knows it.
    pub address: Address,
    /// Telephone.
    pub phone: Option<Contact>,
    /// E-mail.
    pub email: Option<Contact>,
    /// Language in which to speak.
    pub language: Option<Language>,
    /// How the client wants to be told.
    pub channel: Option<Channel>,
    /// Notes on access and on talking, with their line breaks.
    pub notes: String,
    /// Code of the worker who answers for the client.
    pub worker: Option<String>,
    /// What the ledger compares.
    pub fields: Fields,
}

impl std::fmt::Debug for ClientRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientRow").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// Reads a client's row.
pub(super) fn read(
    record: Record<'_>,
    workers: &BTreeSet<String>,
    register: Option<&Register>,
    warned: &mut Vec<Problem>,
) -> Result<ClientRow, Problem> {
    let mut fields = Fields::new();
    let Person { given, surname, phone, email } = Person::read(record, &mut fields, warned)?;

    let worker = record.get(Field::Worker);
    let worker = if worker.is_empty() {
        warned.push(record.problem(Code::NoWorker, Field::Worker, ""));
        None
    } else if workers.contains(&worker) {
        Some(worker)
    } else {
        return Err(record.problem(Code::UnknownWorker, Field::Worker, &worker));
    };
    keep(&mut fields, record, Field::Worker, "worker", worker.as_deref().unwrap_or_default());

    let born = read_born(record, &mut fields, warned);
    let address = read_address(record, register, &mut fields, warned);
    let language = read_language(record, &mut fields, warned);
    let channel = read_channel(record, &mut fields, warned);
    let notes = record.get_lines(Field::Notes);
    keep(&mut fields, record, Field::Notes, "notes", &notes);

    let origin = record.origin();
    Ok(ClientRow {
        origin,
        given,
        surname,
        born,
        address,
        phone,
        email,
        language,
        channel,
        notes,
        worker,
        fields,
    })
}

fn read_born(record: Record<'_>, fields: &mut Fields, warned: &mut Vec<Problem>) -> Option<NaiveDate> {
    let typed = record.get(Field::BirthDate);
    let born = date::parse(&typed).map(|moment| moment.date);
    if born.is_none() && !typed.is_empty() {
        warned.push(record.problem(Code::BadBirthDate, Field::BirthDate, ""));
    }
    let settled = born.map_or(typed, |born| born.to_string());
    keep(fields, record, Field::BirthDate, "born", &settled);
    born
}

fn read_address(
    record: Record<'_>,
    register: Option<&Register>,
    fields: &mut Fields,
    warned: &mut Vec<Problem>,
) -> Address {
    let column = if record.has(Field::Address) { Field::Address } else { Field::Street };
    let typed = if column == Field::Address { record.get(column) } else { one_line_of_columns(record) };
    let mut address = address::read(&typed);
    keep(fields, record, column, "address", &typed);
    if let Some(register) = register {
        address.place = register.find(&address);
    }
    if let Some(at) = address.place {
        // Found otherwise than last time is a change as much as typed otherwise. With the words, since a card that was
        // written anew without a register has lost its place.
        fields.insert("place", format!("{} {} {:?} {typed}", at.lat_e6, at.lon_e6, at.grade));
    }
    if address.house.is_empty() {
        warned.push(record.problem(Code::BadAddress, column, ""));
    } else if register.is_some() && address.place.is_none() {
        warned.push(record.problem(Code::NoPlace, column, ""));
    }
    address
}

/// `Naujoji g. 54A-3, LT-63355 Alytus` out of columns of their own.
fn one_line_of_columns(record: Record<'_>) -> String {
    let [street, house, flat, postcode, town] =
        [Field::Street, Field::House, Field::Flat, Field::Postcode, Field::Town].map(|part| record.get(part));
    let number = if flat.is_empty() { house } else { format!("{house}-{flat}") };
    let lines = [format!("{street} {number}"), format!("{postcode} {town}")];
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

fn read_language(record: Record<'_>, fields: &mut Fields, warned: &mut Vec<Problem>) -> Option<Language> {
    let typed = record.get(Field::Languages);
    let (languages, unknown) = Language::list(&typed);
    if unknown {
        warned.push(record.problem(Code::BadLanguage, Field::Languages, &typed));
    }
    let language = languages.first().copied();
    let settled = language.map_or(typed.as_str(), |language| language.code());
    keep(fields, record, Field::Languages, "language", settled);
    language
}

fn read_channel(record: Record<'_>, fields: &mut Fields, warned: &mut Vec<Problem>) -> Option<Channel> {
    let typed = record.get(Field::Channel);
    let channel = Channel::parse(&typed);
    if channel.is_none() && !typed.is_empty() {
        warned.push(record.problem(Code::BadChannel, Field::Channel, &typed));
    }
    keep(fields, record, Field::Channel, "channel", channel.map_or(typed.as_str(), |channel| channel.code()));
    channel
}
