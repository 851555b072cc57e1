//! Names of other people in what was written about one: found so that a person can look at each before the text is handed
//! to somebody. A Lithuanian name is found in all its cases. Finding too much is right here, finding too little is not.

use crate::text::Text;
use std::collections::HashMap;
use std::ops::Range;

/// What follows a name's stem in one case or another.
const ENDINGS: [&str; 42] = [
    "", "a", "ai", "ais", "ams", "as", "aus", "e", "ei", "ė", "ėje", "ėms", "ės", "ę", "i", "iai", "iais",
    "iams", "iau", "iaus", "ie", "io", "is", "iu", "iui", "ium", "ius", "į", "o", "oje", "oms", "os", "s",
    "u", "ui", "umi", "us", "y", "yje", "ys", "ą", "ų",
];
/// Letters a stem has at least: shorter ones are found everywhere.
const SHORTEST: usize = 3;
/// Digits a telephone number is known by, from its end: how it begins is written in several ways.
const DIGITS: usize = 8;

/// Who is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// Somebody near the person whom the text is about.
    Near,
    /// Another client, or somebody near one.
    Other,
}

/// A piece of a text that names somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// Who it may be.
    pub whose: Whose,
}

/// Those who are looked for, and the person whose own name is none of theirs.
#[derive(Clone, Default)]
pub struct Others {
    stems: HashMap<String, Whose>,
    numbers: HashMap<String, Whose>,
    own: Vec<String>,
}

impl std::fmt::Debug for Others {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Others({} stems)", self.stems.len())
    }
}

impl Others {
    /// Nobody yet; `own` are the names of the person whom the texts are about.
    #[must_use]
    pub fn than(own: &[&str]) -> Self {
        let own = own.iter().flat_map(|name| words(name)).filter_map(|(_, word)| stem(word)).collect();
        Self { own, ..Self::default() }
    }

    /// Somebody near: every word of the name counts, however it is written.
    pub fn near(&mut self, name: &str, phone: &str) {
        for (_, word) in words(name) {
            self.add(word, Whose::Near);
        }
        if let Some(number) = number(phone) {
            self.numbers.insert(number, Whose::Near);
        }
    }

    /// Somebody else the office knows, by surname: a given name alone is half the town's.
    pub fn other(&mut self, surname: &str, phone: &str) {
        for (_, word) in words(surname) {
            self.add(word, Whose::Other);
        }
        if let Some(number) = number(phone) {
            self.numbers.entry(number).or_insert(Whose::Other);
        }
    }

    fn add(&mut self, word: &str, whose: Whose) {
        let Some(stem) = stem(word).filter(|stem| !self.own.contains(stem)) else { return };
        let known = self.stems.entry(stem).or_insert(whose);
        *known = (*known).min(whose);
    }

    /// Every mention in a text, in its order, none overlapping another.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Vec<Mention> {
        let words: Vec<(usize, &str)> = words(text).collect();
        let mut found: Vec<Mention> = Vec::new();
        for (place, (start, word)) in words.iter().enumerate() {
            let Some(whose) = self.is_named(word) else { continue };
            let mut at = *start..start + word.len();
            if whose == Whose::Other {
                // The given name beside a surname is hers too.
                let beside = |next: Option<&(usize, &str)>| {
                    next.copied().filter(|(_, word)| is_capital(word)).map(|(at, word)| at..at + word.len())
                };
                if let Some(before) = beside(place.checked_sub(1).and_then(|place| words.get(place)))
                    && is_only_space(text.get(before.end..at.start))
                {
                    at.start = before.start;
                }
            }
            found.push(Mention { at, whose });
        }
        found.extend(self.numbers_in(text));
        merged(found)
    }

    fn is_named(&self, word: &str) -> Option<Whose> {
        let small = word.to_lowercase();
        let mut cut: Vec<usize> = small.char_indices().map(|(at, _)| at).collect();
        cut.push(small.len());
        cut.into_iter().rev().find_map(|at| {
            let (stem, ending) = (small.get(..at)?, small.get(at..)?);
            let whose = *self.stems.get(stem)?;
            let fits = ENDINGS.contains(&ending) && (whose == Whose::Near || is_capital(word));
            fits.then_some(whose)
        })
    }

    fn numbers_in(&self, text: &str) -> Vec<Mention> {
        let part = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
        let mut found = Vec::new();
        let mut rest = 0;
        while let Some(start) = text.get(rest..).and_then(|left| left.find(|c: char| c.is_ascii_digit())) {
            let start = rest + start;
            let run = text.get(start..).unwrap_or_default();
            let end = start + run.find(|c| !part(c)).unwrap_or(run.len());
            let digits: String = text.get(start..end).unwrap_or_default().to_owned();
            if let Some(whose) = number(&digits).and_then(|number| self.numbers.get(&number)) {
                let trimmed = digits.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
                found.push(Mention { at: start..start + trimmed, whose: *whose });
            }
            rest = end;
        }
        found
    }
}

/// Mentions that touch or overlap become one.
fn merged(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by_key(|mention| (mention.at.start, mention.at.end));
    let mut merged: Vec<Mention> = Vec::new();
    for mention in found {
        match merged.last_mut() {
            Some(last) if mention.at.start < last.at.end => {
                last.at.end = last.at.end.max(mention.at.end);
                last.whose = last.whose.min(mention.whose);
            }
            _ => merged.push(mention),
        }
    }
    merged
}

/// A name without the ending of its case; none when too little is left.
fn stem(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    let longest = ENDINGS.iter().filter(|ending| small.ends_with(**ending)).max_by_key(|ending| ending.len());
    let cut = small.len() - longest.map_or(0, |ending| ending.len());
    let short = small.get(..cut).filter(|stem| stem.chars().count() >= SHORTEST);
    let whole = (small.chars().count() >= SHORTEST).then_some(small.as_str());
    short.or(whole).map(ToOwned::to_owned)
}

fn number(text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(DIGITS)?;
    Some(digits.iter().skip(from).collect())
}

/// The words of a text, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let left = text.get(rest..)?;
        let start = rest + left.find(char::is_alphabetic)?;
        let run = text.get(start..)?;
        let end = start + run.find(|c: char| !c.is_alphabetic()).unwrap_or(run.len());
        rest = end;
        Some((start, text.get(start..end)?))
    })
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_only_space(between: Option<&str>) -> bool {
    between.is_some_and(|between| between.chars().all(char::is_whitespace))
}

impl Mention {
    /// What stands there.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.clone()).unwrap_or_default()
    }
}

/// A text in pieces: what is nobody's, and what names somebody else.
#[must_use]
pub fn pieces(text: &str, mentions: &[Mention]) -> Vec<(Text, Option<Whose>)> {
    let (mut pieces, mut rest) = (Vec::new(), 0);
    for mention in mentions {
        let before = text.get(rest..mention.at.start).unwrap_or_default();
        if !before.is_empty() {
            pieces.push((before.into(), None));
        }
        pieces.push((mention.text(text).into(), Some(mention.whose)));
        rest = mention.at.end;
    }
    let after = text.get(rest..).unwrap_or_default();
    if !after.is_empty() {
        pieces.push((after.into(), None));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others() -> Others {
        let mut others = Others::than(&["Ona", "Petrauskienė"]);
        others.near("Jonas Petrauskas", "+37061234567");
        others.near("Rūta", "");
        others.other("Beržas", "8 612 99999");
        others.other("Ivanov", "");
        others.other("Petrauskienė", "");
        others
    }

    #[test]
    fn names_are_found_in_every_case_and_other_words_are_left() {
        let cases: [(&str, &[(&str, Whose)]); 13] = [
            ("Kalbėjo su Jonu ir jonui paskambins.", &[("Jonu", Whose::Near), ("jonui", Whose::Near)]),
            ("Jonava, jonvabaliai", &[]),
            ("Sūnus Jonas Petrauskas", &[("Jonas", Whose::Near), ("Petrauskas", Whose::Near)]),
            ("Petrauskui ir Petrausko", &[("Petrauskui", Whose::Near), ("Petrausko", Whose::Near)]),
            ("Ona Petrauskienė laukė", &[]),
            ("Pas Petrą Beržą lankėsi", &[("Petrą Beržą", Whose::Other)]),
            ("po beržu kieme", &[]),
            ("Beržui", &[("Beržui", Whose::Other)]),
            ("kaimynas Ivanovas", &[("Ivanovas", Whose::Other)]),
            ("Rūtos, Rūtai, RŪTĄ", &[("Rūtos", Whose::Near), ("Rūtai", Whose::Near), ("RŪTĄ", Whose::Near)]),
            ("tel. 8-612-34567.", &[("8-612-34567", Whose::Near)]),
            ("tel. +370 612 99 999, 10:45", &[("370 612 99 999", Whose::Other)]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found = others().in_text(text);
            let found: Vec<_> = found.iter().map(|mention| (mention.text(text), mention.whose)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_text_in_pieces_is_the_text() {
        let text = "Pas Beržą, Jonui ir „Ąžuolui“";
        let pieces = pieces(text, &others().in_text(text));
        assert_eq!(pieces.iter().map(|(piece, _)| &**piece).collect::<String>(), text);
        assert_eq!(pieces.iter().filter(|(_, whose)| whose.is_some()).count(), 2);
    }
}
