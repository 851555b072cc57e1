//! What is typed about a client, read: each field by itself, as the card keeps it. What cannot be what it should is
//! answered by the field's own code, and nothing is guessed.

use super::at::At;
use super::client_card::{ClientSuit, Tongue};
use super::problem::Problem;
use super::visit_state::Through;
use super::when::day;
use crate::planning::calendar;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vizitas_domain::client::{Contact, Field, Risk, Tie};
use vizitas_domain::id::ContactId;
use vizitas_domain::phone;
use vizitas_domain::text::Text;

/// So many stretches of a week are enough.
const MOST_SUITS: usize = 42;

/// A field with what it is to be. Empty words clear it.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub(super) enum ClientEdit {
    Given(String),
    Surname(String),
    /// `1950-01-01`
    Born(Option<String>),
    /// In one line: `Naujoji g. 54A-3, LT-63355 Alytus`.
    Address(String),
    Phone(String),
    Email(String),
    Language(Tongue),
    Channel(Through),
    Access(String),
    Needs(String),
    GoodTimes(String),
    BadTimes(String),
    Suits(Vec<ClientSuit>),
    /// Instead of the one that the rules make.
    Greeting(String),
    NeverText(bool),
    TwoWorkers(bool),
    Risk(Option<RiskEdit>),
}

/// Why visits to this home need care; who writes it down is who asks.
#[derive(Deserialize, ToSchema)]
pub(super) struct RiskEdit {
    facts: String,
    /// The last day on which it holds.
    until: String,
}

impl ClientEdit {
    pub(super) fn read(&self, at: &At) -> Result<Field, Problem> {
        Ok(match self {
            Self::Given(name) => Field::Given(Text::trimmed(name)),
            Self::Surname(name) => Field::Surname(Text::trimmed(name)),
            Self::Born(None) => Field::Born(None),
            Self::Born(Some(born)) => {
                let born = day(born).map_err(|_| Problem::unfit("born_wrong"))?;
                let (today, _) = calendar().local(at.municipality().clock.now());
                if born > today {
                    return Err(Problem::unfit("born_wrong"));
                }
                Field::Born(Some(born))
            }
            Self::Address(typed) => Field::Address(at.municipality().placed(typed)?),
            Self::Phone(typed) => Field::Phone(number(typed)?),
            Self::Email(typed) => Field::Email(email(typed)?),
            Self::Language(language) => Field::Language((*language).into()),
            Self::Channel(channel) => Field::Channel((*channel).into()),
            Self::Access(words) => Field::Access(Text::trimmed(words)),
            Self::Needs(words) => Field::Needs(Text::trimmed(words)),
            Self::GoodTimes(words) => Field::GoodTimes(Text::trimmed(words)),
            Self::BadTimes(words) => Field::BadTimes(Text::trimmed(words)),
            Self::Suits(suits) => {
                let read: Option<Vec<_>> = suits.iter().map(ClientSuit::read).collect();
                let fits = read.filter(|suits| suits.len() <= MOST_SUITS);
                Field::Suits(fits.ok_or_else(|| Problem::unfit("times_wrong"))?)
            }
            Self::Greeting(words) => Field::Greeting(Text::trimmed(words)),
            Self::NeverText(never) => Field::NeverText(*never),
            Self::TwoWorkers(two) => Field::TwoWorkers(*two),
            Self::Risk(risk) => Field::Risk(risk.as_ref().map(|risk| risk.read(at)).transpose()?),
        })
    }
}

impl RiskEdit {
    fn read(&self, at: &At) -> Result<Risk, Problem> {
        let facts = Text::trimmed(&self.facts);
        if facts.is_empty() {
            return Err(Problem::unfit("risk_without_facts"));
        }
        let until = day(&self.until).map_err(|_| Problem::unfit("risk_until_wrong"))?;
        let calendar = calendar();
        let (today, _) = calendar.local(at.municipality().clock.now());
        if until < today {
            return Err(Problem::unfit("risk_until_wrong"));
        }
        // It holds to the end of that day.
        let until = calendar.day(until).at(24 * 60 - 1);
        Ok(Risk { facts, by: at.staff.actor, until })
    }
}

/// Somebody near the client, as typed.
#[derive(Deserialize, ToSchema)]
pub(super) struct NearEdit {
    /// None: somebody new.
    id: Option<Uuid>,
    name: String,
    #[serde(default)]
    relation: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    same_home: bool,
    #[serde(default)]
    may_be_told: bool,
    #[serde(default)]
    removed: bool,
}

impl NearEdit {
    pub(super) fn read(&self, new: impl FnOnce() -> ContactId) -> Result<Contact, Problem> {
        let name = Text::trimmed(&self.name);
        if name.is_empty() {
            return Err(Problem::unfit("no_name"));
        }
        Ok(Contact {
            id: self.id.map_or_else(new, ContactId),
            name,
            relation: Text::trimmed(&self.relation),
            phone: number(&self.phone)?,
            tie: if self.same_home { Tie::Household } else { Tie::Contact },
            may_be_told: self.may_be_told,
            removed: self.removed,
        })
    }
}

/// A telephone number, or none.
pub(super) fn number(typed: &str) -> Result<Text, Problem> {
    if typed.trim().is_empty() {
        return Ok(Text::default());
    }
    phone::read(typed).map(Text::from).ok_or_else(|| Problem::unfit("phone_wrong"))
}

/// An electronic mail address, or none.
pub(super) fn email(typed: &str) -> Result<Text, Problem> {
    let typed = Text::trimmed(typed);
    let fits = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if typed.is_empty() || (fits && !typed.contains(char::is_whitespace)) {
        Ok(typed)
    } else {
        Err(Problem::unfit("email_wrong"))
    }
}
