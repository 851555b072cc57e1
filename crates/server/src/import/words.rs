//! The few words an office picks from a list: languages, channels, kinds of visit.
//!
//! A word it does not know is said to be unknown, never mapped to the nearest one.

use serde::Serialize;

use vizitas_domain::typed::fold;

/// A language in which a client can be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Lithuanian.
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

impl Language {
    /// `lt`, `ru`, `pl`, `en` (ISO 639-1) or `sign`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Lt => "lt",
            Self::Ru => "ru",
            Self::Pl => "pl",
            Self::En => "en",
            Self::Sign => "sign",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "lt" | "lit" | "ltu" | "lietuviu" | "lietuviskai" | "lithuanian" => Self::Lt,
            "ru" | "rus" | "rusu" | "rusiskai" | "russian" => Self::Ru,
            "pl" | "pol" | "len" | "lenku" | "lenkiskai" | "polish" => Self::Pl,
            "en" | "eng" | "ang" | "gb" | "anglu" | "angliskai" | "english" => Self::En,
            "gk" | "gestu" | "gestai" | "zenklu" | "sign" => Self::Sign,
            _ => return None,
        })
    }

    /// The languages of a cell such as `LT, RU, PL` or `lietuvių ir gestų kalba`, and whether a word in it was not understood.
    pub(super) fn list(cell: &str) -> (Vec<Self>, bool) {
        let mut known = Vec::new();
        let mut unknown = false;
        let folded = fold(cell);
        let fillers = ["ir", "and", "kalba", "kalbos", "kalbu", "kalbas", "language", "languages"];
        for word in folded.split(' ').filter(|word| !word.is_empty() && !fillers.contains(word)) {
            match Self::from_word(word) {
                Some(language) if !known.contains(&language) => known.push(language),
                Some(_) => {}
                None => unknown = true,
            }
        }
        (known, unknown)
    }
}

/// How a client prefers to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// A call by a person.
    Phone,
    /// A letter by post.
    Letter,
}

impl Channel {
    /// `sms`, `email`, `phone` or `letter`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Letter => "letter",
        }
    }

    pub(super) fn parse(cell: &str) -> Option<Self> {
        Some(match fold(cell).as_str() {
            "sms" | "sms zinute" | "sms zinutes" | "zinute" | "zinutes" | "trumpoji zinute" | "text"
            | "text message" => Self::Sms,
            "el pastas"
            | "el pastu"
            | "elektroninis pastas"
            | "elektroniniu pastu"
            | "el laiskas"
            | "el laisku"
            | "email"
            | "e mail" => Self::Email,
            "telefonu" | "telefonas" | "tel" | "skambutis" | "skambuciu" | "skambinti" | "phone" | "call"
            | "by phone" => Self::Phone,
            "laisku" | "laiskas" | "pastu" | "pastas" | "letter" | "post" | "mail" => Self::Letter,
            _ => return None,
        })
    }
}

/// Whether the client knows of the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitKind {
    /// The time is agreed with the client.
    Agreed,
    /// An inspection or a complaint: the client is not told.
    Unannounced,
}

impl VisitKind {
    /// `agreed` or `unannounced`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Unannounced => "unannounced",
        }
    }

    pub(super) fn parse(cell: &str) -> Option<Self> {
        Some(match fold(cell).as_str() {
            "sutartas" | "sutartinis" | "suderintas" | "planinis" | "agreed" | "arranged" | "confirmed" => {
                Self::Agreed
            }
            "patikra" | "patikrinimas" | "neplaninis" | "netiketas" | "nesuderintas" | "neskelbtas"
            | "unannounced" | "inspection" => Self::Unannounced,
            _ => return None,
        })
    }
}

/// A light look at an e-mail address: one `@`, a dot in the domain, nothing that could break a header.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "@,;:<>()[]\"\\".contains(c))
    };
    let labels = domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty());
    // RFC 5321: a path is at most 256 octets, its angle brackets included.
    plain(local) && plain(domain) && labels && text.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_languages() {
        assert_eq!(Language::list("LT, RU, PL"), (vec![Language::Lt, Language::Ru, Language::Pl], false));
        assert_eq!(Language::list("lietuvių ir gestų kalbos"), (vec![Language::Lt, Language::Sign], false));
        assert_eq!(Language::list("LT/EN/LT"), (vec![Language::Lt, Language::En], false));
        assert_eq!(Language::list("LT, XX"), (vec![Language::Lt], true));
        assert_eq!(Language::list(""), (vec![], false));
    }

    #[test]
    fn channels_and_kinds() {
        assert_eq!(Channel::parse("El. paštas"), Some(Channel::Email));
        assert_eq!(Channel::parse("Laišku"), Some(Channel::Letter));
        assert_eq!(Channel::parse("Telefonu"), Some(Channel::Phone));
        assert_eq!(Channel::parse("SMS"), Some(Channel::Sms));
        assert_eq!(Channel::parse("balandžiu"), None);
        assert_eq!(VisitKind::parse("Sutartas "), Some(VisitKind::Agreed));
        assert_eq!(VisitKind::parse("PATIKRA"), Some(VisitKind::Unannounced));
        assert_eq!(VisitKind::parse(""), None);
    }

    #[test]
    fn addresses_of_mail() {
        for good in ["ona@pastas.example", "ona.petrauskiene+1@a.b.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ona",
            "ona@",
            "@pastas.lt",
            "ona@pastas",
            "ona@pastas.",
            "o na@pastas.lt",
            "a@b.lt, c@d.lt",
            "a@b@c.lt",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
