//! What an import found: counts, refused rows, warned rows, and how that is told to a person or a program.
//!
//! It never repeats a person's data: file, line, the row's own number and the field suffice to find the fault; only codes, times and
//! dates of visits, and words of lists are quoted.

use serde::Serialize;
use utoipa::ToSchema;

use super::Origin;
use super::texts::Texts;

/// Why a row was refused, or what is doubtful in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// An earlier row has the same number.
    Repeated,
    /// No number or code.
    NoKey,
    /// No surname.
    NoSurname,
    /// No given name.
    NoName,
    /// A worker nobody knows.
    UnknownWorker,
    /// A client nobody knows.
    UnknownClient,
    /// Nobody answers for the client.
    NoWorker,
    /// Not a time of day.
    BadTime,
    /// A time that the spring changeover skips.
    SkippedTime,
    /// A time that the autumn changeover repeats.
    TimeTwice,
    /// Not a day.
    BadDate,
    /// A date of birth that is not a day.
    BadBirthDate,
    /// Not a length of time.
    BadDuration,
    /// Neither agreed nor unannounced.
    UnknownKind,
    /// More fields than the header, or an open quotation mark.
    BadRow,
    /// An obligatory column is not there.
    MissingColumn,
    /// Not a telephone number.
    BadPhone,
    /// More than one telephone number.
    MorePhones,
    /// Not an e-mail address.
    BadEmail,
    /// The worker has another visit then.
    Overlap,
    /// Not working hours.
    BadHours,
    /// A language not known.
    BadLanguage,
    /// A way of telling not known.
    BadChannel,
    /// No house in the address.
    BadAddress,
    /// The register has not even the town.
    NoPlace,
    /// Columns nobody needs.
    IgnoredColumn,
    /// Bytes that are no letters.
    Garbled,
    /// Not a text file.
    NotText,
    /// A text file without a header known.
    UnknownTable,
    /// More rows than any office has.
    TooManyRows,
    /// Rows of the address register without coordinates.
    BadCoordinates,
}

impl Code {
    /// The machine code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::NoKey => "no_key",
            Self::NoSurname => "no_surname",
            Self::NoName => "no_name",
            Self::UnknownWorker => "unknown_worker",
            Self::UnknownClient => "unknown_client",
            Self::NoWorker => "no_worker",
            Self::BadTime | Self::SkippedTime => "bad_time",
            Self::TimeTwice => "time_twice",
            Self::BadDate | Self::BadBirthDate => "bad_date",
            Self::BadDuration => "bad_duration",
            Self::UnknownKind => "unknown_kind",
            Self::BadRow => "bad_row",
            Self::MissingColumn => "missing_column",
            Self::BadPhone => "bad_phone",
            Self::MorePhones => "more_phones",
            Self::BadEmail => "bad_email",
            Self::Overlap => "overlap",
            Self::BadHours => "bad_hours",
            Self::BadLanguage => "bad_language",
            Self::BadChannel => "bad_channel",
            Self::BadAddress => "bad_address",
            Self::NoPlace => "no_place",
            Self::IgnoredColumn => "ignored_column",
            Self::Garbled => "garbled",
            Self::NotText => "not_text",
            Self::UnknownTable => "unknown_table",
            Self::TooManyRows => "too_many_rows",
            Self::BadCoordinates => "bad_coordinates",
        }
    }

    /// The Fluent message with the reason and what to do.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Repeated => "import-repeated",
            Self::NoKey => "import-no-key",
            Self::NoSurname => "import-no-surname",
            Self::NoName => "import-no-name",
            Self::UnknownWorker => "import-unknown-worker",
            Self::UnknownClient => "import-unknown-client",
            Self::NoWorker => "import-no-worker",
            Self::BadTime => "import-bad-time",
            Self::SkippedTime => "import-skipped-time",
            Self::TimeTwice => "import-time-twice",
            Self::BadDate => "import-bad-date",
            Self::BadBirthDate => "import-bad-birth-date",
            Self::BadDuration => "import-bad-duration",
            Self::UnknownKind => "import-unknown-kind",
            Self::BadRow => "import-bad-row",
            Self::MissingColumn => "import-missing-column",
            Self::BadPhone => "import-bad-phone",
            Self::MorePhones => "import-more-phones",
            Self::BadEmail => "import-bad-email",
            Self::Overlap => "import-overlap",
            Self::BadHours => "import-bad-hours",
            Self::BadLanguage => "import-bad-language",
            Self::BadChannel => "import-bad-channel",
            Self::BadAddress => "import-bad-address",
            Self::NoPlace => "import-no-place",
            Self::IgnoredColumn => "import-ignored-column",
            Self::Garbled => "import-garbled",
            Self::NotText => "import-not-text",
            Self::UnknownTable => "import-unknown-table",
            Self::TooManyRows => "import-too-many-rows",
            Self::BadCoordinates => "import-bad-coordinates",
        }
    }

    /// Every code, for the tests of the catalogue.
    #[cfg(test)]
    pub(super) const ALL: [Self; 31] = [
        Self::Repeated,
        Self::NoKey,
        Self::NoSurname,
        Self::NoName,
        Self::UnknownWorker,
        Self::UnknownClient,
        Self::NoWorker,
        Self::BadTime,
        Self::SkippedTime,
        Self::TimeTwice,
        Self::BadDate,
        Self::BadBirthDate,
        Self::BadDuration,
        Self::UnknownKind,
        Self::BadRow,
        Self::MissingColumn,
        Self::BadPhone,
        Self::MorePhones,
        Self::BadEmail,
        Self::Overlap,
        Self::BadHours,
        Self::BadLanguage,
        Self::BadChannel,
        Self::BadAddress,
        Self::NoPlace,
        Self::IgnoredColumn,
        Self::Garbled,
        Self::NotText,
        Self::UnknownTable,
        Self::TooManyRows,
        Self::BadCoordinates,
    ];
}

/// One thing a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The physical line on which the record begins, from 1; 0 when it concerns the file as a whole.
    pub line: u64,
    /// The row's own number or code; empty when it concerns the table.
    pub key: String,
    /// Why.
    pub code: Code,
    /// The column's header as the office spells it; empty when it concerns the row.
    pub field: String,
    /// What the reason quotes: a code, a time, the other visit's number. Never a name, address, phone or e-mail.
    pub value: String,
    /// The other row that it is about, when there is one.
    pub other: Option<Box<Origin>>,
}

/// How many rows became what. Reading fills `imported` with the good rows; whoever applies them settles the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows new to the ledger.
    pub imported: usize,
    /// Rows that say what they said last time.
    pub unchanged: usize,
    /// Rows that say something else than last time.
    pub updated: usize,
    /// Keys imported before and gone from the file; nothing is deleted for it.
    pub missing: Vec<String>,
}

/// What was found in one kind of table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// How many rows became what.
    pub counts: Counts,
    /// Rows that do not go in, in the order of the files.
    pub refused: Vec<Problem>,
    /// Rows that go in and should be looked at.
    pub warned: Vec<Problem>,
}

/// The whole report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The workers' table.
    pub workers: Section,
    /// The clients' table.
    pub clients: Section,
    /// The visits' table.
    pub visits: Section,
    /// What concerns files and not rows: unknown files, ignored columns, letters that could not be read.
    pub files: Vec<Problem>,
}

/// The report as JSON has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rendered {
    workers: RenderedSection,
    clients: RenderedSection,
    visits: RenderedSection,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct RenderedSection {
    imported: usize,
    unchanged: usize,
    #[serde(skip_serializing_if = "is_zero")]
    updated: usize,
    refused: Vec<RenderedProblem>,
    warned: Vec<RenderedProblem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct RenderedProblem {
    line: u64,
    key: String,
    code: &'static str,
    text: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Problem {
    /// File, line, field, reason and what to do, as one text.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        let line = self.line.to_string();
        let place = match (self.line, self.field.is_empty()) {
            (0, _) => texts.get("import-place-file", &[("file", &self.file)]),
            (_, true) => texts.get("import-place", &[("file", &self.file), ("line", &line)]),
            (_, false) => texts
                .get("import-place-field", &[("file", &self.file), ("line", &line), ("field", &self.field)]),
        };
        let other = match self.other.as_deref() {
            None => String::new(),
            Some(Origin { file, line, .. }) if *file == self.file => line.to_string(),
            Some(Origin { file, line, .. }) => format!("{line} ({file})"),
        };
        format!("{place} {}", texts.get(self.code.message(), &[("value", &self.value), ("line", &other)]))
    }

    fn rendered(&self, texts: &Texts) -> RenderedProblem {
        RenderedProblem {
            line: self.line,
            key: self.key.clone(),
            code: self.code.as_str(),
            text: self.text(texts),
        }
    }
}

impl Section {
    fn rendered(&self, texts: &Texts) -> RenderedSection {
        let render = |problems: &[Problem]| problems.iter().map(|problem| problem.rendered(texts)).collect();
        RenderedSection {
            imported: self.counts.imported,
            unchanged: self.counts.unchanged,
            updated: self.counts.updated,
            refused: render(&self.refused),
            warned: render(&self.warned),
            missing: self.counts.missing.clone(),
        }
    }

    fn lines(&self, title: &str, texts: &Texts) -> Vec<String> {
        let count = |number: usize| number.to_string();
        let summary = texts.get(
            "import-summary",
            &[
                ("table", &texts.get(title, &[])),
                ("imported", &count(self.counts.imported)),
                ("updated", &count(self.counts.updated)),
                ("unchanged", &count(self.counts.unchanged)),
                ("refused", &count(self.refused.len())),
                ("warned", &count(self.warned.len())),
            ],
        );
        let tell = |label: &str, problem: &Problem| {
            let label = texts.get(label, &[]);
            let key = if problem.key.is_empty() { String::new() } else { format!(" {}", problem.key) };
            format!("  {label}{key}: {}", problem.text(texts))
        };
        let mut lines = vec![summary];
        lines.extend(self.refused.iter().map(|problem| tell("import-label-refused", problem)));
        lines.extend(self.warned.iter().map(|problem| tell("import-label-warned", problem)));
        if !self.counts.missing.is_empty() {
            let keys = self.counts.missing.join(", ");
            lines.push(format!("  {}", texts.get("import-missing", &[("keys", &keys)])));
        }
        lines
    }
}

impl Report {
    /// The report with its sentences, ready to be serialised:
    /// `{"workers":{"imported":n,"unchanged":n,"refused":[{"line":n,"key":"…","code":"…","text":"…"}],"warned":[…]},"clients":{…},"visits":{…}}`,
    /// with `updated` and `missing` only when there are any. What concerns files and not rows is [`Report::about_files`].
    #[must_use]
    pub fn rendered(&self, texts: &Texts) -> Rendered {
        Rendered {
            workers: self.workers.rendered(texts),
            clients: self.clients.rendered(texts),
            visits: self.visits.rendered(texts),
        }
    }

    /// The report for a person: a summary of each table and one line a problem.
    #[must_use]
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        let mut lines = self.workers.lines("import-workers", texts);
        lines.extend(self.clients.lines("import-clients", texts));
        lines.extend(self.visits.lines("import-visits", texts));
        lines.extend(self.about_files(texts));
        lines
    }

    /// What concerns files and not rows, one line each.
    #[must_use]
    pub fn about_files(&self, texts: &Texts) -> Vec<String> {
        self.files.iter().map(|problem| problem.text(texts)).collect()
    }
}
