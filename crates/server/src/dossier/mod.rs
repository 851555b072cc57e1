//! What a person is given who asks what is held of her: everything, readable and fit to print, and the same for machines. Who
//! asked for it and why stands in the audit. Other people's names in it are marked: somebody of the office reads it through
//! before it is handed over. What nobody may tell her, an unannounced visit still to come, is not in it.

mod chapters;
mod checklist;
mod gather;
mod json;
mod shown;
pub(crate) mod words;

use crate::error::Error;
use crate::log::StreamKind;
use crate::municipality::Municipality;
use crate::staff::By;
use askama::Template;
use chapters::chapters;
use json::{Made, dossier};
use serde_json::Value;
use shown::{Chapter, Shower, marks};
use vizitas_domain::client::Language;
use vizitas_domain::id::StreamId;
use words::Words;

/// How documents that are handed out look: on paper first.
pub(crate) const STYLE: &str = include_str!("../../templates/dossier/document.css");
/// The deed of whoever has one made.
pub(crate) const EXPORTED: &str = "exported";

/// A dossier in both forms.
pub struct Dossier {
    /// One page without scripts, in the client's language where there are words in it.
    pub html: String,
    /// As docs/DOSSIER.md has it.
    pub json: Value,
    /// How many places may name other people.
    pub marks: usize,
    /// Unannounced visits to come, which it does not tell: the office is told how many.
    pub withheld: usize,
}

impl std::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dossier({} marks)", self.marks)
    }
}

/// Who has a dossier made, and how.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Who.
    pub by: By,
    /// Why.
    pub why: &'a str,
    /// Whether those who looked are named: for the office alone.
    pub names: bool,
}

#[derive(Template)]
#[template(path = "dossier/dossier.html")]
struct Page<'a> {
    words: Words,
    style: &'static str,
    whose: &'a str,
    made: String,
    review: String,
    chapters: &'a [Chapter],
}

impl Municipality {
    /// Makes a client's dossier, known by the office's number or by id.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client, or when she was erased.
    pub fn export(&self, client: &str, asking: Asking<'_>) -> Result<Dossier, Error> {
        self.dossier_of(self.client_called(client)?, asking)
    }

    /// The id of the client whom the office calls so, or who has it.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such client.
    pub fn client_id(&self, client: &str) -> Result<StreamId, Error> {
        self.client_called(client)
    }

    /// Makes a client's dossier.
    pub(crate) fn dossier_of(&self, client: StreamId, asking: Asking<'_>) -> Result<Dossier, Error> {
        let streams = self.registrations_of(client)?;
        let gathered = self.gather(&streams)?;
        let now = self.clock.now();
        let first = gathered.registrations.first().ok_or_else(|| Error::Missing("client".to_owned()))?;
        let card = &first.state.card;
        let words = if card.language == Language::En { Words::En } else { Words::Lt };
        let (by, why) = (asking.by.actor, asking.why.to_owned());
        // First it stands in the audit, then it is given.
        self.log.write(move |log| {
            streams.iter().try_for_each(|stream| log.audit_because(now, by, EXPORTED, Some(*stream), &why))
        })?;
        let made = Made {
            at: now,
            by,
            municipality: &self.about.name,
            names: asking.names,
            kept: self.kept_sentences(words == Words::Lt)?.into(),
        };
        let json = dossier(&gathered, &made);
        let shower = Shower::new(words, &gathered.others, &json);
        let chapters = chapters(&shower, &json);
        let marks = marks(&chapters);
        let review = match marks {
            0 => words.say("review-none"),
            marks => words.with("review", &[("count", &marks.to_string())]),
        };
        let whose = format!("{} {}", &*card.given, &*card.surname);
        let told = [("municipality", self.about.name.as_str()), ("when", &shower.moment(now))];
        let page = Page {
            words,
            style: STYLE,
            whose: whose.trim(),
            made: words.with("made", &told),
            review,
            chapters: &chapters,
        };
        let html = page.render().map_err(|_| Error::Malformed("dossier"))?;
        Ok(Dossier { html, json, marks, withheld: gathered.withheld })
    }

    /// Every registration of a person, the one that goes on first.
    pub(crate) fn registrations_of(&self, client: StreamId) -> Result<Vec<StreamId>, Error> {
        let (row, withheld) = self.log.read(|log| Ok((log.stream(client)?, log.restrictions()?)))?;
        if row.is_none_or(|row| row.kind != StreamKind::Client) {
            return Err(Error::Missing("client".to_owned()));
        }
        // The replica does not hold what is withheld.
        if let Some(one) = withheld.iter().find(|one| one.stream == client) {
            let person = one.person;
            let others = withheld.iter().filter(|one| one.person == person && one.stream != person);
            return Ok(std::iter::once(person).chain(others.map(|one| one.stream)).collect());
        }
        self.folded(|replica| {
            let root = replica.client(client)?.and_then(|found| found.merged_into).unwrap_or(client);
            let others = replica.merged_into(root)?.into_iter().map(|other| other.id);
            Ok(std::iter::once(root).chain(others).collect())
        })
    }
}

#[cfg(test)]
mod tests;
