//! The import's sentences, from the Fluent catalogue in `locales/`.
//!
//! It holds no sentence of its own.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::words::Language;

const LITHUANIAN: &str = include_str!("../../../../locales/lt/import.ftl");
const ENGLISH: &str = include_str!("../../../../locales/en/import.ftl");

/// The catalogue in one language.
pub struct Texts(FluentBundle<FluentResource>);

impl Texts {
    /// English when asked for, otherwise Lithuanian.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (code, source) = if language == Language::En { ("en", ENGLISH) } else { ("lt", LITHUANIAN) };
        let locale: LanguageIdentifier = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The texts go to terminals and files, where marks of direction would be noise.
        bundle.set_use_isolating(false);
        // What does not parse is left out by Fluent itself; a test keeps the catalogues free of that.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// A message with its arguments; its id when the catalogue lacks it.
    pub(super) fn get(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let Some(pattern) = self.0.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, *value);
        }
        self.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::super::report::{Code, Problem};
    use super::*;

    #[test]
    fn both_catalogues_parse_and_have_the_same_messages() {
        let ids = |source: &str| -> Vec<String> {
            FluentResource::try_new(source.to_owned()).unwrap();
            source.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id.to_owned()).collect()
        };
        assert_eq!(ids(LITHUANIAN), ids(ENGLISH));
    }

    #[test]
    fn every_code_has_a_sentence_with_its_value_filled_in() {
        for language in [Language::Lt, Language::En] {
            let texts = Texts::new(language);
            for code in Code::ALL {
                let problem = Problem {
                    file: "klientai.csv".to_owned(),
                    line: 7,
                    key: "K-1".to_owned(),
                    code,
                    field: "Laikas".to_owned(),
                    value: "31:70".to_owned(),
                    other: Some(Box::new(Origin {
                        file: "kiti.csv".to_owned(),
                        line: 9,
                        key: "K-2".to_owned(),
                    })),
                };
                let text = problem.text(&texts);
                assert!(
                    text.starts_with("klientai.csv") && text.contains('7') && text.contains("Laikas"),
                    "{text}"
                );
                assert!(!text.contains("import-") && !text.contains('{'), "{text}");
            }
        }
    }
}
