//! The office's own words in place of the published ones, and how they came to be: every change is a version of its own, with
//! who made it and when. A template with a fault is never kept.

use crate::error::{Error, Unfit};
use crate::municipality::Municipality;
use crate::settings::{self, Setting};
use serde::{Deserialize, Serialize};
use vizitas_domain::id::ActorId;
use vizitas_domain::time::Time;
use vizitas_domain::told::Purpose;
use vizitas_message::lint::{self, Fault};
use vizitas_message::{Catalogue, Form, Language, Variable};

/// Versions kept of one template; the oldest are forgotten beyond them.
const VERSIONS: usize = 30;

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Which {
    /// In which language.
    pub language: Language,
    /// Of which message.
    pub purpose: Purpose,
    /// In which form.
    pub form: Form,
}

/// The office's own words for one form of one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnWords {
    /// In which language.
    pub language: Language,
    /// Of which message.
    pub purpose: Purpose,
    /// In which form.
    pub form: Form,
    /// The template's pieces.
    pub pieces: Vec<String>,
}

/// What a template was changed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// In which language.
    pub language: Language,
    /// Of which message.
    pub purpose: Purpose,
    /// In which form.
    pub form: Form,
    /// Counted from 1 for each template.
    pub number: u32,
    /// When.
    pub at: Time,
    /// By whom.
    pub by: ActorId,
    /// To these words; none: back to the published ones.
    pub pieces: Option<Vec<String>>,
}

/// All of the office's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateSettings {
    /// Those in force.
    pub own: Vec<OwnWords>,
    /// How they came to be, the oldest first.
    pub versions: Vec<Version>,
}

impl Setting for TemplateSettings {
    const NAME: &'static str = "templates";

    fn check(&self) -> Result<(), Error> {
        match self.own.iter().all(|own| lint::typed(own.purpose, own.form, &own.pieces).is_ok()) {
            true => Ok(()),
            false => Err(Error::field("own", Unfit::Kind, "a template has a fault")),
        }
    }
}

impl OwnWords {
    fn which(&self) -> Which {
        Which { language: self.language, purpose: self.purpose, form: self.form }
    }
}

impl Version {
    fn which(&self) -> Which {
        Which { language: self.language, purpose: self.purpose, form: self.form }
    }
}

impl TemplateSettings {
    /// The published words of a language with the office's own.
    pub(crate) fn catalogue(&self, language: Language) -> Catalogue {
        let own = self.own.iter().filter(|own| own.language == language);
        own.fold(Catalogue::published(language).clone(), |catalogue, own| {
            match lint::typed(own.purpose, own.form, &own.pieces) {
                Ok(template) => catalogue.with(own.purpose, own.form, template),
                Err(_) => catalogue,
            }
        })
    }

    fn versions_of(&self, which: Which) -> impl Iterator<Item = &Version> {
        self.versions.iter().filter(move |version| version.which() == which)
    }

    /// The number of a template's last version; 0 when it never was another than the published one.
    fn last(&self, which: Which) -> u32 {
        self.versions_of(which).map(|version| version.number).max().unwrap_or(0)
    }

    /// Puts words in force and writes the version down.
    fn change(&mut self, which: Which, pieces: Option<Vec<String>>, by: ActorId, at: Time) {
        let Which { language, purpose, form } = which;
        let number = self.last(which).saturating_add(1);
        self.versions.push(Version { language, purpose, form, number, at, by, pieces: pieces.clone() });
        let mut old = self.versions_of(which).count().saturating_sub(VERSIONS);
        self.versions.retain(|version| {
            let forgotten = old > 0 && version.which() == which;
            old -= usize::from(forgotten);
            !forgotten
        });
        self.own.retain(|own| own.which() != which);
        self.own.extend(pieces.map(|pieces| OwnWords { language, purpose, form, pieces }));
    }
}

/// A message's words, shown to who writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Which.
    pub which: Which,
    /// Its pieces.
    pub pieces: Vec<String>,
    /// Whether these are the office's own words.
    pub own: bool,
    /// The published pieces.
    pub published: Vec<String>,
    /// The version of the published pieces.
    pub published_version: String,
    /// The variables that may stand in it, each with whether it must.
    pub variables: Vec<(Variable, bool)>,
    /// Its versions, the newest first.
    pub versions: Vec<Version>,
}

impl Municipality {
    /// Every template in force.
    ///
    /// # Errors
    /// When the databases fail.
    pub fn templates(&self) -> Result<Vec<Template>, Error> {
        let settings = self.settings::<TemplateSettings>()?;
        let mut all = Vec::new();
        for language in Language::ALL {
            let (catalogue, published) = (settings.catalogue(language), Catalogue::published(language));
            for purpose in Purpose::ALL {
                for form in Form::OF_A_PURPOSE {
                    let which = Which { language, purpose, form };
                    let mut versions: Vec<Version> = settings.versions_of(which).cloned().collect();
                    versions.reverse();
                    all.push(Template {
                        which,
                        pieces: catalogue.template(purpose, form).written(),
                        own: settings.own.iter().any(|own| own.which() == which),
                        published: published.template(purpose, form).written(),
                        published_version: published.version().to_owned(),
                        variables: lint::offered(purpose, form),
                        versions,
                    });
                }
            }
        }
        Ok(all)
    }

    /// Puts the office's own words in place of one template, or the published ones back: a new version. `seen` is the last
    /// version that who writes has seen.
    ///
    /// # Errors
    /// The faults found when the words are no template; [`Error::Moved`] when there is a newer version; else when the
    /// databases fail.
    pub fn set_template(
        &self,
        by: ActorId,
        which: Which,
        pieces: Option<Vec<String>>,
        seen: Option<u32>,
    ) -> Result<Result<(), Vec<Fault>>, Error> {
        if let Some(Err(faults)) =
            pieces.as_ref().map(|pieces| lint::typed(which.purpose, which.form, pieces))
        {
            return Ok(Err(faults));
        }
        let now = self.clock.now();
        self.log.write(move |log| {
            let mut templates: TemplateSettings = settings::read(log.read())?;
            if seen.is_some_and(|seen| seen != templates.last(which)) {
                return Err(Error::Moved);
            }
            templates.change(which, pieces, by, now);
            settings::write(log, &templates)?;
            let form = serde_json::to_value((which.purpose, which.form)).unwrap_or_default();
            let word = |at: usize| form.get(at).and_then(serde_json::Value::as_str).unwrap_or_default();
            let what = format!("{} {} {}", which.language.code(), word(0), word(1));
            log.audit_because(now, by, "words changed", None, &what)
        })?;
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_change_is_a_version_and_the_oldest_are_forgotten() {
        let which = Which { language: Language::Lt, purpose: Purpose::Late, form: Form::Sms };
        let other = Which { form: Form::Mail, ..which };
        let mut templates = TemplateSettings::default();
        templates.change(other, Some(vec!["kita".to_owned()]), ActorId(Uuid::nil()), Time(1));
        for number in 1..=VERSIONS + 2 {
            let words = (number % 2 == 1).then(|| vec![number.to_string()]);
            templates.change(which, words, ActorId(Uuid::nil()), Time(2));
            assert_eq!(usize::try_from(templates.last(which)), Ok(number));
        }
        let kept: Vec<u32> = templates.versions_of(which).map(|version| version.number).collect();
        assert_eq!((kept.len(), kept.first(), kept.last()), (VERSIONS, Some(&3), Some(&32)));
        assert_eq!(
            templates.own.iter().map(OwnWords::which).collect::<Vec<_>>(),
            [other],
            "the last was: back"
        );
        assert_eq!(templates.last(other), 1);
    }
}
