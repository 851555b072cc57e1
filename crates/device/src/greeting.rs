//! The greeting as it is said to a person, in that person's language, from the Fluent catalogues in `locales/`.
//!
//! It holds no sentence of its own. Whom it greets how is the domain's.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;
use vizitas_domain::client::{Card, Language};
use vizitas_domain::greeting::{Greeting, greeting};

const LITHUANIAN: &str = include_str!("../../../locales/lt/greeting.ftl");
const RUSSIAN: &str = include_str!("../../../locales/ru/greeting.ftl");
const POLISH: &str = include_str!("../../../locales/pl/greeting.ftl");
const ENGLISH: &str = include_str!("../../../locales/en/greeting.ftl");

/// The whole greeting. What a person wrote down is said so, in whatever language.
pub(crate) fn words(card: &Card) -> String {
    match greeting(card) {
        Greeting::Written(words) => words.into(),
        Greeting::Woman(name) => say(card.language, "greeting-woman", &name),
        Greeting::Man(name) => say(card.language, "greeting-man", &name),
        Greeting::Neutral => say(card.language, "greeting-neutral", ""),
    }
}

fn say(language: Language, id: &str, name: &str) -> String {
    let (locale, source) = catalogue(language);
    let locale: LanguageIdentifier = locale.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![locale]);
    // One direction of writing alone: the marks between would only be noise to a screen reader.
    bundle.set_use_isolating(false);
    // What does not parse is left out by Fluent itself; a test keeps the catalogues free of that.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    let mut arguments = FluentArgs::new();
    arguments.set("name", name);
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    pattern.map_or_else(String::new, |pattern| {
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    })
}

/// Who speaks by signs reads Lithuanian.
fn catalogue(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Lt | Language::Sign => ("lt", LITHUANIAN),
        Language::Ru => ("ru", RUSSIAN),
        Language::Pl => ("pl", POLISH),
        Language::En => ("en", ENGLISH),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_greeted_in_their_language() {
        let card = |language, given: &str, surname: &str| Card {
            language,
            given: given.into(),
            surname: surname.into(),
            ..Card::default()
        };
        let ona = |language| words(&card(language, "Ona", "Petrauskienė"));
        assert_eq!(ona(Language::Lt), "Laba diena, gerbiama Ona Petrauskiene");
        assert_eq!(ona(Language::Sign), "Laba diena, gerbiama Ona Petrauskiene");
        assert_eq!(ona(Language::Ru), "Здравствуйте");
        assert_eq!(ona(Language::Pl), "Dzień dobry Pani");
        assert_eq!(ona(Language::En), "Good day, madam");
        assert_eq!(words(&card(Language::Pl, "John", "Smith")), "Dzień dobry");
        assert_eq!(words(&card(Language::Lt, "Jonas", "Miškinis")), "Laba diena, gerbiamas Jonai Miškini");
    }

    #[test]
    fn every_catalogue_parses_and_says_the_same_things() {
        let ids = |source: &str| -> Vec<String> {
            FluentResource::try_new(source.to_owned()).unwrap();
            source.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id.to_owned()).collect()
        };
        for other in [RUSSIAN, POLISH, ENGLISH] {
            assert_eq!(ids(LITHUANIAN), ids(other));
        }
    }
}
