//! The pages' sentences, from the Fluent catalogues in `locales/`. It holds no sentence of its own.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;
use vizitas_message::Language;

const SOURCES: [&str; 4] = [
    include_str!("../../../../locales/lt/page.ftl"),
    include_str!("../../../../locales/en/page.ftl"),
    include_str!("../../../../locales/ru/page.ftl"),
    include_str!("../../../../locales/pl/page.ftl"),
];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 4]> = LazyLock::new(|| {
    let sources = Language::ALL.map(|language| (language, source(language)));
    sources.map(|(language, source)| {
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // A browser knows the direction of these letters; marks of it would be read aloud by some.
        bundle.set_use_isolating(false);
        // What does not parse is left out by Fluent itself; a test keeps the catalogues free of that.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        bundle
    })
});

fn place(language: Language) -> usize {
    Language::ALL.iter().position(|one| *one == language).unwrap_or_default()
}

fn source(language: Language) -> &'static str {
    match language {
        Language::Lt => SOURCES[0],
        Language::En => SOURCES[1],
        Language::Ru => SOURCES[2],
        Language::Pl => SOURCES[3],
    }
}

/// The catalogue in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words(pub(super) Language);

impl Words {
    /// A sentence.
    pub(super) fn say(self, id: &str) -> String {
        self.format(id, &[])
    }

    /// A sentence with a name.
    pub(super) fn name(self, id: &str, name: &str) -> String {
        self.format(id, &[("name", name.into())])
    }

    /// A sentence about so many, whose forms are chosen by `$form`: Fluent's own rules miss that 22 in Lithuanian is as 2.
    pub(super) fn count(self, id: &str, name: &'static str, number: usize) -> String {
        let locale: Locale = self.0.code().parse().unwrap_or(Locale::UNKNOWN);
        let rules = PluralRules::try_new_cardinal(locale.into());
        let form = match rules.map_or(PluralCategory::Other, |rules| rules.category_for(number)) {
            PluralCategory::One => "one",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            _ => "other",
        };
        self.format(id, &[(name, FluentValue::from(number)), ("form", FluentValue::from(form))])
    }

    /// A sentence with something told in it.
    pub(super) fn with(self, id: &str, name: &'static str, value: &str) -> String {
        self.format(id, &[(name, FluentValue::from(value))])
    }

    fn format(self, id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let bundle = BUNDLES.get(place(self.0));
        let pattern = bundle.and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
        let Some((bundle, pattern)) = pattern else { return id.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.clone());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_catalogues_parse_and_have_the_same_messages() {
        let ids = |source: &str| -> Vec<String> {
            FluentResource::try_new(source.to_owned()).unwrap();
            source.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id.to_owned()).collect()
        };
        for language in Language::ALL {
            assert_eq!(ids(source(Language::Lt)), ids(source(language)), "{language:?}");
        }
    }

    #[test]
    fn minutes_are_counted_as_each_language_counts() {
        let said = |language, minutes| Words(language).count("page-about", "minutes", minutes);
        assert_eq!(said(Language::Lt, 1), "apie 1 minutę");
        assert_eq!(said(Language::Lt, 22), "apie 22 minutes");
        assert_eq!(said(Language::Lt, 30), "apie 30 minučių");
        assert_eq!(said(Language::Lt, 45), "apie 45 minutes");
        assert_eq!(said(Language::Lt, 112), "apie 112 minučių");
        assert_eq!(said(Language::Ru, 32), "примерно 32 минуты");
        assert_eq!(said(Language::Pl, 45), "około 45 minut");
        assert_eq!(said(Language::En, 45), "about 45 minutes");
    }
}
