//! The languages in which a client is written to. Who speaks by signs reads Lithuanian.

use serde::{Deserialize, Serialize};
use vizitas_domain::client;

/// The language of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Lithuanian.
    #[default]
    Lt,
    /// English.
    En,
    /// Russian.
    Ru,
    /// Polish.
    Pl,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lt, Self::En, Self::Ru, Self::Pl];

    /// ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Lt => "lt",
            Self::En => "en",
            Self::Ru => "ru",
            Self::Pl => "pl",
        }
    }
}

impl From<client::Language> for Language {
    fn from(spoken: client::Language) -> Self {
        match spoken {
            client::Language::Lt | client::Language::Sign => Self::Lt,
            client::Language::En => Self::En,
            client::Language::Ru => Self::Ru,
            client::Language::Pl => Self::Pl,
        }
    }
}
