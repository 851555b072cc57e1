//! A template: pieces of text with variables in braces. A piece one of whose variables is not known falls away
//! whole, so that no sentence is ever left with a hole.

use crate::variable::Variable;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a template is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A text message: pieces stand one after the other. Neutral.
    Sms,
    /// The same in few words, for who writes without marks to pay for fewer parts. Neutral.
    SmsShort,
    /// An e-mail's subject: it shows on locked screens. Neutral.
    Subject,
    /// An e-mail's paragraphs.
    Mail,
    /// The head of the client's page.
    Page,
    /// The title of a calendar entry. Neutral.
    CalendarSummary,
    /// The notes of a calendar entry: calendars are shared. Neutral.
    CalendarDescription,
    /// The lines under a letter.
    Signature,
    /// A letter's greeting to a woman, her name in the Lithuanian vocative.
    GreetingWoman,
    /// A letter's greeting to a man.
    GreetingMan,
    /// A letter's greeting when it is not sure to whom one speaks.
    GreetingNeutral,
}

impl Form {
    /// The forms that each purpose has.
    pub const OF_A_PURPOSE: [Self; 5] = [Self::Sms, Self::SmsShort, Self::Subject, Self::Mail, Self::Page];
    /// The forms that a language has once.
    pub const COMMON: [Self; 6] = [
        Self::CalendarSummary,
        Self::CalendarDescription,
        Self::Signature,
        Self::GreetingWoman,
        Self::GreetingMan,
        Self::GreetingNeutral,
    ];

    /// Whether others may see it: no service and no problem is named there.
    #[must_use]
    pub fn is_neutral(self) -> bool {
        match self {
            Self::Sms
            | Self::SmsShort
            | Self::Subject
            | Self::CalendarSummary
            | Self::CalendarDescription => true,
            // The page stays in a browser's tabs and history.
            Self::Page => true,
            Self::Mail
            | Self::Signature
            | Self::GreetingWoman
            | Self::GreetingMan
            | Self::GreetingNeutral => false,
        }
    }

    /// What stands between offered times.
    pub(crate) fn between(self) -> &'static str {
        match self {
            Self::Mail => "\n",
            _ => "; ",
        }
    }
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// `{` without `}`, or the other way round.
    Brace,
    /// No such variable.
    Unknown(String),
}

/// Pieces of text with variables in braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Vec<Part>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Value(Variable),
}

/// A filled part: what a letter sets apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Words(String),
    Link(String),
}

impl Template {
    /// Reads pieces.
    ///
    /// # Errors
    /// When a brace is left open or a variable does not exist.
    pub fn read(pieces: &[impl AsRef<str>]) -> Result<Self, Broken> {
        let pieces = pieces.iter().map(|piece| read(piece.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { pieces })
    }

    /// The pieces as they are written.
    #[must_use]
    pub fn written(&self) -> Vec<String> {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Value(variable) => format!("{{{}}}", variable.name()),
        };
        self.pieces.iter().map(|piece| piece.iter().map(part).collect()).collect()
    }

    /// The variables it names.
    pub fn variables(&self) -> impl Iterator<Item = Variable> {
        self.pieces.iter().flatten().filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Value(variable) => Some(*variable),
        })
    }

    /// The variables of each piece.
    pub(crate) fn variables_by_piece(&self) -> impl Iterator<Item = Vec<Variable>> {
        self.pieces.iter().map(|piece| {
            let variable = |part: &Part| match part {
                Part::Words(_) => None,
                Part::Value(variable) => Some(*variable),
            };
            piece.iter().filter_map(variable).collect()
        })
    }

    /// The text between the variables.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flatten().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Value(_) => None,
        })
    }

    /// The pieces that can be said, filled with what `value` tells of each variable.
    pub(crate) fn fill(&self, form: Form, value: &dyn Fn(Variable) -> String) -> Vec<Vec<Span>> {
        self.pieces.iter().filter_map(|piece| filled(piece, form, value)).collect()
    }

    /// The pieces that can be said, on one line.
    pub(crate) fn line(&self, form: Form, value: &dyn Fn(Variable) -> String) -> String {
        let pieces = self.fill(form, value);
        pieces.iter().map(|piece| plain(piece)).collect::<Vec<_>>().join(" ")
    }
}

/// A piece filled; none when one of its values is not known.
fn filled(piece: &[Part], form: Form, value: &dyn Fn(Variable) -> String) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::with_capacity(piece.len());
    for part in piece {
        spans.push(match part {
            // A value that ends with a full stop (`lapkričio 24 d.`) ends the sentence as well.
            Part::Words(words) if plain(&spans).ends_with('.') => {
                Span::Words(words.strip_prefix('.').unwrap_or(words).to_owned())
            }
            Part::Words(words) => Span::Words(words.clone()),
            Part::Value(variable) => {
                let value = value(*variable);
                let tidied = if form == Form::Mail { lines(&value) } else { one_line(&value) };
                let said = Some(tidied).filter(|value| !value.is_empty())?;
                if *variable == Variable::Link { Span::Link(said) } else { Span::Words(said) }
            }
        });
    }
    Some(spans)
}

/// Spans as text.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(|(Span::Words(text) | Span::Link(text))| text.as_str()).collect()
}

fn read(piece: &str) -> Result<Vec<Part>, Broken> {
    let mut parts = Vec::new();
    let mut rest = piece;
    while let Some((words, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(Broken::Brace)?;
        push(&mut parts, words)?;
        parts.push(Part::Value(Variable::named(name).ok_or_else(|| Broken::Unknown(name.to_owned()))?));
        rest = after;
    }
    push(&mut parts, rest)?;
    Ok(parts)
}

fn push(parts: &mut Vec<Part>, words: &str) -> Result<(), Broken> {
    if words.contains('}') {
        return Err(Broken::Brace);
    }
    if !words.is_empty() {
        parts.push(Part::Words(words.to_owned()));
    }
    Ok(())
}

/// A value that stands within one line: whatever breaks or steers lines becomes a space.
fn one_line(value: &str) -> String {
    let spaced: String = value.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value that may have lines of its own.
fn lines(value: &str) -> String {
    let lines: Vec<String> = value.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Control characters, and the marks by which text can be made to read backwards.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pieces = Vec::<String>::deserialize(deserializer)?;
        Self::read(&pieces).map_err(|broken| serde::de::Error::custom(format!("{broken:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_template_is_refused() {
        assert_eq!(Template::read(&["{when"]), Err(Broken::Brace));
        assert_eq!(Template::read(&["when}"]), Err(Broken::Brace));
        assert_eq!(Template::read(&["{whne}"]), Err(Broken::Unknown("whne".into())));
        assert_eq!(Template::read(&["{when {day}}"]), Err(Broken::Unknown("when {day".into())));
    }

    #[test]
    fn a_sentence_without_its_fact_falls_away() {
        let template = Template::read(&["Atvyks {worker}.", "Tel. {phone}"]).unwrap();
        let known =
            |variable| if variable == Variable::Phone { "0 315 56660".to_owned() } else { String::new() };
        assert_eq!(template.line(Form::Sms, &known), "Tel. 0 315 56660");
    }

    #[test]
    fn a_sentence_ends_with_one_full_stop() {
        let template = Template::read(&["Iki {day}. Ačiū.", "Iki {day}..."]).unwrap();
        assert_eq!(template.line(Form::Sms, &|_| "24 d.".into()), "Iki 24 d. Ačiū. Iki 24 d...");
        assert_eq!(template.line(Form::Sms, &|_| "24".into()), "Iki 24. Ačiū. Iki 24...");
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again(pieces in proptest::collection::vec("[^{}]{0,20}(\\{when\\}|\\{link\\})?[^{}]{0,9}", 0..5)) {
            prop_assert_eq!(Template::read(&pieces).unwrap().written(), pieces);
        }

        #[test]
        fn no_value_breaks_a_line(value in ".*") {
            let template = Template::read(&["{municipality}"]).unwrap();
            let line = template.line(Form::Subject, &|_| value.clone());
            prop_assert!(!line.chars().any(steers));
        }
    }
}
