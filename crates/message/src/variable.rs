//! The things a template may name in braces, and how each is said. A value is empty when it is not known.

use crate::day::{self, clock, when};
use crate::facts::{Facts, Person};
use crate::language::Language;
use crate::template::Form;
use vizitas_domain::phone;
use vizitas_domain::told::Purpose;

/// A thing a template names: `{when}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// The day and time of the visit: `antradienį, lapkričio 24 d., 10:45`.
    When,
    /// The day alone.
    Day,
    /// The time alone.
    Clock,
    /// The day and time before the visit was moved.
    OldWhen,
    /// The offered times, one after the other.
    Offers,
    /// Until when to answer: `iki antradienio, lapkričio 24 d., 12:00`.
    AnswerBy,
    /// The names of those who come.
    Worker,
    /// The names with their positions.
    Who,
    /// How many minutes it takes.
    Minutes,
    /// In how many minutes the worker arrives.
    Away,
    /// When the late worker arrives.
    Arrival,
    /// What to have ready.
    Ready,
    /// What was discussed and decided.
    Summary,
    /// The client's page.
    Link,
    /// The office's telephone.
    Phone,
    /// The unit.
    Unit,
    /// The municipality.
    Municipality,
    /// The whole greeting.
    Greeting,
    /// The client's name in the vocative: in a greeting alone.
    Name,
    /// The name of who signs.
    Signer,
    /// The position of who signs.
    SignerPosition,
    /// The telephone of who signs.
    SignerPhone,
}

impl Variable {
    /// All of them, in the order in which an editor lists them.
    pub const ALL: [Self; 22] = [
        Self::When,
        Self::Day,
        Self::Clock,
        Self::OldWhen,
        Self::Offers,
        Self::AnswerBy,
        Self::Worker,
        Self::Who,
        Self::Minutes,
        Self::Away,
        Self::Arrival,
        Self::Ready,
        Self::Summary,
        Self::Link,
        Self::Phone,
        Self::Unit,
        Self::Municipality,
        Self::Greeting,
        Self::Name,
        Self::Signer,
        Self::SignerPosition,
        Self::SignerPhone,
    ];

    /// The name that stands in braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Day => "day",
            Self::Clock => "clock",
            Self::OldWhen => "old_when",
            Self::Offers => "offers",
            Self::AnswerBy => "answer_by",
            Self::Worker => "worker",
            Self::Who => "who",
            Self::Minutes => "minutes",
            Self::Away => "away",
            Self::Arrival => "arrival",
            Self::Ready => "ready",
            Self::Summary => "summary",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Unit => "unit",
            Self::Municipality => "municipality",
            Self::Greeting => "greeting",
            Self::Name => "name",
            Self::Signer => "signer",
            Self::SignerPosition => "signer_position",
            Self::SignerPhone => "signer_phone",
        }
    }

    /// The variable of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.name() == name)
    }

    /// Whether the value may tell of a service or of a problem, and so never stands in a neutral channel.
    #[must_use]
    pub fn tells_of_the_service(self) -> bool {
        matches!(self, Self::Who | Self::Ready | Self::Summary | Self::Unit | Self::SignerPosition)
    }

    /// Whether a message of this purpose knows the value at all.
    #[must_use]
    pub fn known_for(self, purpose: Purpose) -> bool {
        match self {
            Self::OldWhen => purpose == Purpose::Moved,
            Self::Offers => purpose == Purpose::Offer,
            Self::AnswerBy => {
                matches!(purpose, Purpose::Offer | Purpose::Proposal | Purpose::Question)
            }
            Self::Away => purpose == Purpose::OnTheWay,
            Self::Arrival => purpose == Purpose::Late,
            Self::Summary => purpose == Purpose::Summary,
            Self::Name => false,
            // An offer has no time yet.
            Self::When | Self::Day | Self::Clock => purpose != Purpose::Offer,
            _ => true,
        }
    }

    /// Whether a text of this form knows the value at all: the client's page never tells her name, and is where its own
    /// link leads.
    #[must_use]
    pub fn known_in(self, form: Form) -> bool {
        form != Form::Page || !matches!(self, Self::Greeting | Self::Link)
    }

    /// How it is said; several offered times are told apart by `between`.
    pub(crate) fn value(self, facts: &Facts, language: Language, between: &str) -> String {
        let names = |said: &dyn Fn(&Person) -> String| {
            let all: Vec<String> = facts.workers.iter().map(said).filter(|name| !name.is_empty()).collect();
            all.join(and(language))
        };
        match self {
            Self::When => when(language, facts.start),
            Self::Day => day::day(language, facts.start),
            Self::Clock => clock(facts.start),
            Self::OldWhen => facts.was.map(|was| when(language, was)).unwrap_or_default(),
            Self::Offers => {
                let times: Vec<String> = facts.offers.iter().map(|time| when(language, *time)).collect();
                times.join(between)
            }
            Self::AnswerBy => facts.answer_by.map(|time| day::until(language, time)).unwrap_or_default(),
            Self::Worker => names(&|person| person.name.to_string()),
            Self::Who => names(&with_position),
            Self::Minutes => number(Some(facts.minutes).filter(|minutes| *minutes > 0)),
            Self::Away => number(facts.away),
            Self::Arrival => facts.arrival.map(clock).unwrap_or_default(),
            Self::Ready => facts.ready.to_string(),
            Self::Summary => facts.summary.to_string(),
            Self::Link => facts.link.to_string(),
            Self::Phone => phone::shown(&facts.phone),
            Self::Unit => facts.unit.to_string(),
            Self::Municipality => facts.municipality.to_string(),
            // The template sets its own mark after it.
            Self::Greeting => facts.greeting.trim_end_matches([',', '.', '!', ' ']).to_owned(),
            Self::Name => String::new(),
            Self::Signer => facts.signer.name.to_string(),
            Self::SignerPosition => facts.signer.position.to_string(),
            Self::SignerPhone if facts.signer.phone.is_empty() => phone::shown(&facts.phone),
            Self::SignerPhone => phone::shown(&facts.signer.phone),
        }
    }
}

fn number(minutes: Option<u16>) -> String {
    minutes.map(|minutes| minutes.to_string()).unwrap_or_default()
}

fn with_position(person: &Person) -> String {
    match (&*person.name, &*person.position) {
        ("", _) => String::new(),
        (name, "") => name.to_owned(),
        (name, position) => format!("{name} ({position})"),
    }
}

fn and(language: Language) -> &'static str {
    match language {
        Language::Lt => " ir ",
        Language::En => " and ",
        Language::Ru => " и ",
        Language::Pl => " i ",
    }
}
