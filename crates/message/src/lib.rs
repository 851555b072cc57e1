//! What a client is told and how it is written: sentences from the published templates, dates as people say
//! them, text messages and e-mails.
//!
//! This crate does no I/O and reads no clock. It decides neither whether nor when anybody is told, and it never
//! fails to write a message: whatever could go wrong in a template is found by [`lint`] before it is used.

mod catalogue;
mod day;
mod facts;
mod fold;
mod html;
pub mod ical;
pub mod inbound;
mod language;
pub mod lint;
mod mail;
pub mod sms;
mod template;
mod variable;

pub use catalogue::Catalogue;
pub use day::{clock, day, when};
pub use facts::{Facts, Person};
pub use language::Language;
pub use mail::Mail;
pub use sms::Style;
pub use template::{Broken, Form, Template};
pub use variable::Variable;
pub use vizitas_domain::told::Purpose;

/// A text message by the published templates.
#[must_use]
pub fn sms(purpose: Purpose, language: Language, facts: &Facts, style: Style) -> String {
    Catalogue::published(language).sms(purpose, facts, style)
}

/// An e-mail by the published templates.
#[must_use]
pub fn mail(purpose: Purpose, language: Language, facts: &Facts) -> Mail {
    Catalogue::published(language).mail(purpose, facts)
}

/// The sentences at the head of the client's page by the published templates.
#[must_use]
pub fn page(purpose: Purpose, language: Language, facts: &Facts) -> String {
    Catalogue::published(language).page(purpose, facts)
}
