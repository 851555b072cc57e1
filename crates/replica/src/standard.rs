//! What is published: the checklists of the standard, every version of them.

use crate::error::{Error, Result};
use crate::open::Replica;
use crate::rows::{self, Row, Table, first, list, table};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::published::PublishedState;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;

/// A checklist of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    /// Version of the standard: `1.0.0`.
    pub version: String,
    /// Language: `lt`.
    pub language: String,
    /// Whether this version is in force.
    pub in_force: bool,
    /// FHIR R4 Questionnaire as JSON.
    pub json: String,
}

pub(crate) const TABLE: Table = table!("questionnaires", ", version, language, in_force", ", ?, ?, ?");

/// Writes what is published. Whether a version is in force is part of its id, so that a change of it is seen.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &PublishedState) -> Result<()> {
    let row = |((version, language), json): (&(Text, Text), &Text)| {
        let in_force = *version == state.standard;
        Row {
            id: [version.as_bytes(), language.as_bytes(), &[u8::from(in_force)]].join(&0),
            body: json.as_bytes().to_vec(),
            columns: vec![
                Value::Text(version.to_string()),
                Value::Text(language.to_string()),
                Value::Integer(in_force.into()),
            ],
        }
    };
    rows::replace(connection, &TABLE, stream, state.questionnaires.iter().map(row).collect())?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> Result<Questionnaire> {
    let json = String::from_utf8(row.get(3)?).map_err(|_| Error::Row(TABLE.name))?;
    Ok(Questionnaire { version: row.get(0)?, language: row.get(1)?, in_force: row.get(2)?, json })
}

impl Replica {
    /// The checklist in force, in a language.
    ///
    /// # Errors
    /// Those of the database.
    pub fn standard_in_force(&self, language: &str) -> Result<Option<Questionnaire>> {
        let sql = "SELECT version, language, in_force, body FROM questionnaires WHERE in_force = 1 AND language = ?1";
        first(&self.connection, sql, [language], read)
    }

    /// A version of the checklist, in a language: what a visit begun under it keeps.
    ///
    /// # Errors
    /// Those of the database.
    pub fn questionnaire(&self, version: &str, language: &str) -> Result<Option<Questionnaire>> {
        let sql = "SELECT version, language, in_force, body FROM questionnaires WHERE version = ?1 AND language = ?2";
        first(&self.connection, sql, [version, language], read)
    }

    /// Every checklist held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn questionnaires(&self) -> Result<Vec<Questionnaire>> {
        let sql = "SELECT version, language, in_force, body FROM questionnaires ORDER BY stream, id";
        list(&self.connection, sql, [], read)
    }
}
