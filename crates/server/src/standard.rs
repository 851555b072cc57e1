//! The standard's checklists as they are published to every worker. The files themselves stand in `standard/`.

use crate::error::Error;
use vizitas_domain::event::Body;

/// Version, language and FHIR R4 Questionnaire.
const QUESTIONNAIRES: [(&str, &str, &str); 2] = [
    ("1.0.0", "lt", include_str!("../../../standard/respectful-visit.1.0.0.lt.json")),
    ("1.0.0", "en", include_str!("../../../standard/respectful-visit.1.0.0.en.json")),
];

/// The events that bring the standard into force, without the spaces that make the files readable.
pub(crate) fn published() -> Result<Vec<Body>, Error> {
    QUESTIONNAIRES
        .iter()
        .map(|(version, language, questionnaire)| {
            let parsed: serde_json::Value =
                serde_json::from_str(questionnaire).map_err(|_| Error::Malformed("questionnaire"))?;
            Ok(Body::StandardPublished {
                version: (*version).into(),
                language: (*language).into(),
                questionnaire: parsed.to_string().into(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_says_the_version_and_language_it_is_published_under() {
        for (version, language, text) in QUESTIONNAIRES {
            let file: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(
                (file["version"].as_str(), file["language"].as_str()),
                (Some(version), Some(language))
            );
        }
        assert_eq!(published().unwrap().len(), QUESTIONNAIRES.len());
    }
}
