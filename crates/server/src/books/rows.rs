//! From a row of the books to words of the domain. Every conversion is spelt out; nothing is looked up or decided.

use super::ledger::Change;
use crate::import::{self, ClientRow, VisitRow, WorkerRow};
use chrono::{NaiveTime, Timelike};
use vizitas_domain::client::{Address, Channel, Field, Language};
use vizitas_domain::id::ActorId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Plan;
use vizitas_domain::worker::{Hours, Profile};

fn language(language: import::Language) -> Language {
    match language {
        import::Language::Lt => Language::Lt,
        import::Language::Ru => Language::Ru,
        import::Language::Pl => Language::Pl,
        import::Language::En => Language::En,
        import::Language::Sign => Language::Sign,
    }
}

fn channel(channel: import::Channel) -> Channel {
    match channel {
        import::Channel::Sms => Channel::Sms,
        import::Channel::Email => Channel::Email,
        import::Channel::Phone => Channel::Phone,
        import::Channel::Letter => Channel::Letter,
    }
}

fn contact(contact: Option<&import::Contact>) -> Text {
    match contact {
        Some(import::Contact::Usable(text) | import::Contact::Text(text)) => text.as_str().into(),
        None => Text::default(),
    }
}

fn minutes(time: NaiveTime) -> u16 {
    u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
}

/// A worker's profile.
pub(super) fn profile(row: &WorkerRow) -> Profile {
    let hours = row.hours.map(|(from, to)| Hours { from: minutes(from), to: minutes(to) });
    Profile {
        code: row.origin.key.as_str().into(),
        given: row.given.as_str().into(),
        surname: row.surname.as_str().into(),
        position: row.duties.as_str().into(),
        unit: row.unit.as_str().into(),
        phone: contact(row.phone.as_ref()),
        email: contact(row.email.as_ref()),
        languages: row.languages.iter().copied().map(language).collect(),
        hours: hours.filter(|hours| hours.from < hours.to),
        skills: Vec::new(),
        week: Vec::new(),
        until: None,
    }
}

/// A known profile with what the row changed. What the office wrote elsewhere of her since stays; of skills and weeks
/// the books know nothing.
pub(super) fn mended(row: Profile, known: &Profile, change: &Change) -> Profile {
    let mut profile = known.clone();
    profile.code = row.code;
    let put = |name: &str, to: &mut Text, from: Text| {
        if change.has(name) {
            *to = from;
        }
    };
    put("given_name", &mut profile.given, row.given);
    put("surname", &mut profile.surname, row.surname);
    put("duties", &mut profile.position, row.position);
    put("unit", &mut profile.unit, row.unit);
    put("phone", &mut profile.phone, row.phone);
    put("email", &mut profile.email, row.email);
    if change.has("languages") {
        profile.languages = row.languages;
    }
    if change.has("hours") {
        profile.hours = row.hours;
    }
    profile
}

/// The fields of a card that have to be written. Of a new client those that say nothing are left out.
pub(super) fn fields(row: &ClientRow, change: &Change, responsible: Option<ActorId>) -> Vec<Field> {
    let mut fields = Vec::new();
    let new = *change == Change::New;
    let mut put = |name: &str, empty: bool, field: Field| {
        let place = name == "address" && change.has("place");
        if (change.has(name) || place) && !(new && empty) {
            fields.push(field);
        }
    };
    put("given_name", row.given.is_empty(), Field::Given(row.given.as_str().into()));
    put("surname", false, Field::Surname(row.surname.as_str().into()));
    put("born", row.born.is_none(), Field::Born(row.born));
    put("address", row.address == Address::default(), Field::Address(row.address.clone()));
    put("phone", row.phone.is_none(), Field::Phone(contact(row.phone.as_ref())));
    put("email", row.email.is_none(), Field::Email(contact(row.email.as_ref())));
    put("language", row.language.is_none(), Field::Language(row.language.map(language).unwrap_or_default()));
    put("channel", row.channel.is_none(), Field::Channel(row.channel.map(channel).unwrap_or_default()));
    put("notes", row.notes.is_empty(), Field::Access(row.notes.as_str().into()));
    put("worker", responsible.is_none(), Field::Responsible(responsible));
    fields
}

/// The time of a visit.
pub(super) fn plan(row: &VisitRow, worker: ActorId) -> Plan {
    Plan {
        start: Time(row.starts_at.timestamp()),
        minutes: row.minutes,
        workers: vec![worker],
        place: Text::default(),
    }
}
