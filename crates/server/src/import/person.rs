//! What workers' and clients' rows share: names, telephone, e-mail.
//!
//! A contact that is none is kept as the office wrote it; it is never repaired by guessing.

use std::collections::BTreeMap;

use super::field::Field;
use super::phone;
use super::report::{Code, Problem};
use super::table::Record;
use super::words::is_email;

/// A row's fields by canonical name, in settled spelling where understood (E.164, ISO 8601, codes) and as typed where not. Only columns that
/// the file has are here, so that a column left out is not taken for one emptied.
pub type Fields = BTreeMap<&'static str, String>;

/// A telephone number or e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub enum Contact {
    /// E.164 (`+37060000000`), or an address of the form `local@domain`.
    Usable(String),
    /// As the office wrote it; it cannot be called or written to.
    Text(String),
}

impl Contact {
    /// The number or address, when it is one.
    #[must_use]
    pub fn usable(&self) -> Option<&str> {
        match self {
            Self::Usable(contact) => Some(contact),
            Self::Text(_) => None,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Usable(text) | Self::Text(text) => text,
        }
    }
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.usable().is_some() { "Usable(…)" } else { "Text(…)" })
    }
}

/// What names and contacts a row holds.
pub(super) struct Person {
    pub(super) given: String,
    pub(super) surname: String,
    pub(super) phone: Option<Contact>,
    pub(super) email: Option<Contact>,
}

impl Person {
    /// Reads the shared columns; refused without a surname.
    pub(super) fn read(
        record: Record<'_>,
        fields: &mut Fields,
        warned: &mut Vec<Problem>,
    ) -> Result<Self, Problem> {
        let (given, surname, column) = names(record);
        if surname.is_empty() {
            return Err(record.problem(Code::NoSurname, column, ""));
        }
        if given.is_empty() {
            warned.push(record.problem(Code::NoName, Field::GivenName, ""));
        }
        fields.insert("given_name", given.clone());
        fields.insert("surname", surname.clone());
        let phone = read_phone(record, warned);
        keep(fields, record, Field::Phone, "phone", phone.as_ref().map_or("", Contact::text));
        let email = read_email(record, warned);
        keep(fields, record, Field::Email, "email", email.as_ref().map_or("", Contact::text));
        Ok(Self { given, surname, phone, email })
    }
}

/// Keeps a field's settled spelling when the file has the column.
pub(super) fn keep(fields: &mut Fields, record: Record<'_>, column: Field, name: &'static str, value: &str) {
    if record.has(column) {
        fields.insert(name, value.to_owned());
    }
}

/// Given name, surname, and the column in which a missing surname is to be mended.
fn names(record: Record<'_>) -> (String, String, Field) {
    if record.has(Field::Surname) {
        return (record.get(Field::GivenName), record.get(Field::Surname), Field::Surname);
    }
    let surname_first = record.has(Field::SurnameFirst);
    let column = if surname_first { Field::SurnameFirst } else { Field::FullName };
    let full = record.get(column);
    let parts = if let Some((surname, given)) = full.split_once(',') {
        Some((given, surname))
    } else if surname_first {
        full.split_once(' ').map(|(surname, given)| (given, surname))
    } else {
        full.rsplit_once(' ')
    };
    let (given, surname) = parts.unwrap_or((&full, ""));
    (given.trim().to_owned(), surname.trim().to_owned(), column)
}

fn read_phone(record: Record<'_>, warned: &mut Vec<Problem>) -> Option<Contact> {
    let typed = record.get(Field::Phone);
    if typed.is_empty() {
        return None;
    }
    let Some(phones) = phone::parse(&typed) else {
        warned.push(record.problem(Code::BadPhone, Field::Phone, ""));
        return Some(Contact::Text(typed));
    };
    if phones.more {
        warned.push(record.problem(Code::MorePhones, Field::Phone, ""));
    }
    Some(Contact::Usable(phones.first))
}

fn read_email(record: Record<'_>, warned: &mut Vec<Problem>) -> Option<Contact> {
    let typed = record.get(Field::Email);
    if typed.is_empty() {
        return None;
    }
    if is_email(&typed) {
        return Some(Contact::Usable(typed));
    }
    warned.push(record.problem(Code::BadEmail, Field::Email, ""));
    Some(Contact::Text(typed))
}
