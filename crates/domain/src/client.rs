//! A client's card: what is known of the person before the door. Each field is set by itself, so that two
//! people who mend different fields never meet.

use crate::id::{ActorId, ContactId};
use crate::text::Text;
use crate::time::Time;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The language a client is spoken and written to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Lithuanian.
    #[default]
    Lt,
    /// Russian.
    Ru,
    /// Polish.
    Pl,
    /// English.
    En,
    /// Lithuanian sign language.
    Sign,
}

/// How somebody is reached, or how an answer came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Not known: what an office's spreadsheet does not say.
    #[default]
    Unknown,
    /// A call by a person.
    Phone,
    /// A text message.
    Sms,
    /// Electronic mail.
    Email,
    /// A posted letter.
    Letter,
    /// Face to face, at the client's door.
    Door,
    /// The client's own page.
    Page,
}

/// How finely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// The middle of the town: travel is a guess.
    Town,
    /// The middle of the postcode: travel is a guess.
    Postcode,
    /// The middle of the street.
    Street,
    /// The house itself.
    House,
}

/// A point on the map, in millionths of a degree (WGS 84).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Latitude × 10⁶, north positive.
    pub lat_e6: i32,
    /// Longitude × 10⁶, east positive.
    pub lon_e6: i32,
    /// How finely it is known.
    pub grade: Grade,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Place({:?})", self.grade)
    }
}

/// A postal address, `Gatvė g. 5-12, LT-62504 Alytus`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Street with its kind: `Naujoji g.`
    pub street: Text,
    /// House number with its letter: `54A`.
    pub house: Text,
    /// Flat, or empty.
    pub flat: Text,
    /// Five digits without `LT-`, or empty.
    pub postcode: Text,
    /// Town or village.
    pub town: Text,
    /// Where it is, when known.
    pub place: Option<Place>,
}

/// Why visits to this home need care. Seen by who visits and who plans, never on a screen that a client may see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Risk {
    /// What happened, as facts.
    pub facts: Text,
    /// Who set it.
    pub by: ActorId,
    /// Until when it holds.
    pub until: Time,
}

/// A stretch of the week that suits the client, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Suit {
    /// 0 Monday to 6 Sunday.
    pub weekday: u8,
    /// First minute after local midnight, 0..1440.
    pub from: u16,
    /// First minute after the stretch, 1..=1440.
    pub to: u16,
    /// Whether it suits.
    pub good: bool,
}

/// One field of a client's card with its value. An empty text clears the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Given name or names.
    Given(Text),
    /// Surname.
    Surname(Text),
    /// Day of birth.
    Born(Option<NaiveDate>),
    /// Home address.
    Address(Address),
    /// Telephone, E.164 where it could be understood, else as it was written.
    Phone(Text),
    /// Electronic mail address.
    Email(Text),
    /// Language.
    Language(Language),
    /// Preferred way of being told.
    Channel(Channel),
    /// What to know before the door: stairwell code, dog, hard of hearing.
    Access(Text),
    /// Times that suit, in words.
    GoodTimes(Text),
    /// Times that do not suit, in words.
    BadTimes(Text),
    /// Greeting that overrules the generated one: `Laba diena, ponia Ona`.
    Greeting(Text),
    /// Interpreter, sign language, other help needed.
    Needs(Text),
    /// No message may go to this home.
    NeverText(bool),
    /// Visits need two workers.
    TwoWorkers(bool),
    /// The worker who answers for the case.
    Responsible(Option<ActorId>),
    /// Why visits to this home need care.
    Risk(Option<Risk>),
    /// When it suits and when not.
    Suits(Vec<Suit>),
}

/// The name of a field, without a value. Its number is the field's number on the wire, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each name stands documented at `Field`")]
pub enum FieldName {
    Given = 1,
    Surname = 2,
    Born = 3,
    Address = 4,
    Phone = 5,
    Email = 6,
    Language = 7,
    Channel = 8,
    Access = 9,
    GoodTimes = 10,
    BadTimes = 11,
    Greeting = 12,
    Needs = 13,
    NeverText = 14,
    TwoWorkers = 15,
    Responsible = 16,
    Risk = 17,
    Suits = 18,
}

impl Field {
    /// Which field this is.
    #[must_use]
    pub fn name(&self) -> FieldName {
        match self {
            Self::Given(_) => FieldName::Given,
            Self::Surname(_) => FieldName::Surname,
            Self::Born(_) => FieldName::Born,
            Self::Address(_) => FieldName::Address,
            Self::Phone(_) => FieldName::Phone,
            Self::Email(_) => FieldName::Email,
            Self::Language(_) => FieldName::Language,
            Self::Channel(_) => FieldName::Channel,
            Self::Access(_) => FieldName::Access,
            Self::GoodTimes(_) => FieldName::GoodTimes,
            Self::BadTimes(_) => FieldName::BadTimes,
            Self::Greeting(_) => FieldName::Greeting,
            Self::Needs(_) => FieldName::Needs,
            Self::NeverText(_) => FieldName::NeverText,
            Self::TwoWorkers(_) => FieldName::TwoWorkers,
            Self::Responsible(_) => FieldName::Responsible,
            Self::Risk(_) => FieldName::Risk,
            Self::Suits(_) => FieldName::Suits,
        }
    }
}

/// What somebody is to the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// Somebody to turn to: a daughter, a neighbour.
    #[default]
    Contact,
    /// Lives in the same home.
    Household,
}

/// Somebody near the client. Set whole each time; the latest one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which one.
    pub id: ContactId,
    /// Name as it is said.
    pub name: Text,
    /// Daughter, neighbour, guardian.
    pub relation: Text,
    /// Telephone, E.164 where it could be understood.
    pub phone: Text,
    /// Lives with the client, or is to be turned to.
    pub tie: Tie,
    /// Whether one may speak to this person about the client.
    pub may_be_told: bool,
    /// No longer to be shown.
    pub removed: bool,
}

/// The finished card: the latest value of each field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field stands documented at `Field`")]
pub struct Card {
    /// The office's own number, when the client came from its books.
    pub number: Option<Text>,
    pub given: Text,
    pub surname: Text,
    pub born: Option<NaiveDate>,
    pub address: Address,
    pub phone: Text,
    pub email: Text,
    pub language: Language,
    pub channel: Channel,
    pub access: Text,
    pub good_times: Text,
    pub bad_times: Text,
    pub greeting: Text,
    pub needs: Text,
    pub never_text: bool,
    pub two_workers: bool,
    pub responsible: Option<ActorId>,
    pub risk: Option<Risk>,
    pub suits: Vec<Suit>,
}

impl Card {
    /// Puts a field's value on the card.
    pub fn set(&mut self, field: Field) {
        match field {
            Field::Given(v) => self.given = v,
            Field::Surname(v) => self.surname = v,
            Field::Born(v) => self.born = v,
            Field::Address(v) => self.address = v,
            Field::Phone(v) => self.phone = v,
            Field::Email(v) => self.email = v,
            Field::Language(v) => self.language = v,
            Field::Channel(v) => self.channel = v,
            Field::Access(v) => self.access = v,
            Field::GoodTimes(v) => self.good_times = v,
            Field::BadTimes(v) => self.bad_times = v,
            Field::Greeting(v) => self.greeting = v,
            Field::Needs(v) => self.needs = v,
            Field::NeverText(v) => self.never_text = v,
            Field::TwoWorkers(v) => self.two_workers = v,
            Field::Responsible(v) => self.responsible = v,
            Field::Risk(v) => self.risk = v,
            Field::Suits(v) => self.suits = v,
        }
    }
}
