//! The sentences of documents that are handed out, from the Fluent catalogues in `locales/`. It holds no sentence of its own.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The languages there is a catalogue in; whoever reads another gets the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Words {
    #[default]
    Lt,
    En,
}

const SOURCES: [&str; 2] =
    [include_str!("../../../../locales/lt/dossier.ftl"), include_str!("../../../../locales/en/dossier.ftl")];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| {
    [Words::Lt, Words::En].map(|words| {
        let locale: LanguageIdentifier = words.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        // What does not parse is left out by Fluent itself; a test keeps the catalogues free of that.
        let parsed = FluentResource::try_new(words.source().to_owned());
        bundle.add_resource_overriding(parsed.unwrap_or_else(|(resource, _)| resource));
        bundle
    })
});

impl Words {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Lt => "lt",
            Self::En => "en",
        }
    }

    fn place(self) -> usize {
        match self {
            Self::Lt => 0,
            Self::En => 1,
        }
    }

    fn source(self) -> &'static str {
        let [lt, en] = SOURCES;
        match self {
            Self::Lt => lt,
            Self::En => en,
        }
    }

    /// A sentence; none when the catalogue has none of this name.
    pub(crate) fn find(self, id: &str) -> Option<String> {
        let bundle = BUNDLES.get(self.place())?;
        let pattern = bundle.get_message(id)?.value()?;
        Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    /// A sentence.
    pub(crate) fn say(self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A sentence with what is told in it. A number among it chooses by `$form` how it is counted.
    pub(crate) fn with(self, id: &str, told: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in told {
            args.set(*name, FluentValue::from(*value));
            if let Ok(number) = value.parse::<u64>() {
                args.set("form", FluentValue::from(self.form(number)));
            }
        }
        let found =
            BUNDLES.get(self.place()).and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
        let Some((bundle, pattern)) = found else { return id.to_owned() };
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn form(self, number: u64) -> &'static str {
        let locale: Locale = self.code().parse().unwrap_or(Locale::UNKNOWN);
        let rules = PluralRules::try_new_cardinal(locale.into());
        match rules.map_or(PluralCategory::Other, |rules| rules.category_for(number)) {
            PluralCategory::One => "one",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            _ => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_catalogues_parse_and_have_the_same_messages() {
        let ids = |words: Words| -> Vec<String> {
            FluentResource::try_new(words.source().to_owned()).unwrap();
            let lines = words.source().lines().filter(|line| !line.starts_with([' ', '#']));
            lines.filter_map(|line| line.split_once(" =")).map(|(id, _)| id.to_owned()).collect()
        };
        assert_eq!(ids(Words::Lt), ids(Words::En));
    }
}
