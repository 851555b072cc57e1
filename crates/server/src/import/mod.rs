//! The office's exports: files' bytes in, typed rows and a report out.
//!
//! Tables and columns are recognised by content and header, never by file name or position. Everything here but [`read_folder`] is pure: it
//! knows no clock, no database and no earlier state but [`Known`]. It never applies anything, and never lets a faulty row hold up a good one.

mod client;
mod clock;
mod date;
mod encoding;
mod field;
mod person;
mod phone;
mod register;
mod report;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod visit;
mod words;
mod worker;

use std::collections::BTreeSet;
use std::path::Path;

pub use client::ClientRow;
pub use person::{Contact, Fields};
pub use register::Register;
pub use report::{Code, Counts, Problem, Rendered, Report, Section};
pub use texts::Texts;
pub use visit::VisitRow;
pub use words::{Channel, Language, VisitKind};
pub use worker::WorkerRow;

use field::TableKind;
use table::{Record, Table};

/// The largest file read, in bytes: a hundred thousand clients fit ten times over.
const LARGEST_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A file of the office.
#[derive(Clone)]
pub struct File {
    /// Its name, for the report only.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({}, {} B)", self.name, self.bytes.len())
    }
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file's name.
    pub file: String,
    /// The physical line on which the record begins, from 1.
    pub line: u64,
    /// The row's own number or code.
    pub key: String,
}

/// What earlier imports brought in, so that a folder with visits alone can be read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Codes of workers.
    pub workers: BTreeSet<String>,
    /// Numbers of clients.
    pub clients: BTreeSet<String>,
}

/// What the files say. Good rows are in, in the order of the files; the others are in the report.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Workers.
    pub workers: Vec<WorkerRow>,
    /// Clients.
    pub clients: Vec<ClientRow>,
    /// Visits.
    pub visits: Vec<VisitRow>,
    /// What was refused and what is doubtful.
    pub report: Report,
}

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder or a file in it could not be read.
    #[error("the folder of the office's tables could not be read: {0}")]
    Io(#[from] std::io::Error),
    /// A file is too large to be a table of an office.
    #[error("{name} is larger than {LARGEST_FILE_BYTES} bytes")]
    TooLarge {
        /// The file's name.
        name: String,
    },
}

/// Reads every file of a folder, in the order of their names; hidden files and folders within are left alone.
///
/// # Errors
/// [`ImportError`] when the folder or a file cannot be read or a file is too large.
pub fn read_folder(folder: &Path) -> Result<Vec<File>, ImportError> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Through a link too, as a mounted share may hold them.
        let about = std::fs::metadata(entry.path())?;
        if !about.is_file() || name.starts_with('.') {
            continue;
        }
        if about.len() > LARGEST_FILE_BYTES {
            return Err(ImportError::TooLarge { name });
        }
        files.push(File { name, bytes: std::fs::read(entry.path())? });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

/// Reads the office's tables and, if one is among them, an address register. Nothing in any file makes it fail: what cannot be used is told
/// in the report.
#[must_use]
pub fn parse(files: &[File], known: &Known) -> Parsed {
    let mut parsed = Parsed::default();
    let report = &mut parsed.report;
    let tables = read_tables(files, report);
    let of = |kind: TableKind| tables.iter().filter(move |table| table.kind == kind);

    let register = read_register(of(TableKind::Register), report);
    parsed.workers = intake(of(TableKind::Workers), &mut report.workers, worker::read);
    let workers = with_keys(&known.workers, parsed.workers.iter().map(|row| &row.origin));
    parsed.clients = intake(of(TableKind::Clients), &mut report.clients, |record, warned| {
        client::read(record, &workers, register.as_ref(), warned)
    });
    let clients = with_keys(&known.clients, parsed.clients.iter().map(|row| &row.origin));
    parsed.visits = intake(of(TableKind::Visits), &mut report.visits, |record, warned| {
        visit::read(record, &workers, &clients, warned)
    });
    for (index, other) in visit::overlaps(&parsed.visits) {
        let Some(visit) = parsed.visits.get(index) else { continue };
        let Origin { file, line, key } = visit.origin.clone();
        report.visits.warned.push(Problem {
            file,
            line,
            key,
            code: Code::Overlap,
            field: String::new(),
            value: other.key.clone(),
            other: Some(Box::new(other)),
        });
    }
    report.workers.counts.imported = parsed.workers.len();
    report.clients.counts.imported = parsed.clients.len();
    report.visits.counts.imported = parsed.visits.len();
    parsed
}

/// Recognises the files; what concerns a whole file goes to the report.
fn read_tables(files: &[File], report: &mut Report) -> Vec<Table> {
    let mut tables = Vec::new();
    for file in files {
        let table = match table::read(file) {
            Ok(table) => table,
            Err(code) => {
                let (file, value) = (file.name.clone(), String::new());
                report.files.push(Problem {
                    file,
                    line: 0,
                    key: String::new(),
                    code,
                    field: String::new(),
                    value,
                    other: None,
                });
                continue;
            }
        };
        if table.garbled {
            report.files.push(table.problem(Code::Garbled, ""));
        }
        let ignored = table.ignored_columns();
        if !ignored.is_empty() && table.kind != TableKind::Register {
            report.files.push(table.problem(Code::IgnoredColumn, &ignored.join(", ")));
        }
        let times_missing = table.kind == TableKind::Visits && !visit::has_times(&table);
        let missing = table
            .missing_column()
            .or(times_missing.then(|| TableKind::Visits.usual_header(field::Field::Time)));
        match missing {
            None => tables.push(table),
            Some(column) => {
                let problem = table.problem(Code::MissingColumn, column);
                match table.kind {
                    TableKind::Workers => report.workers.refused.push(problem),
                    TableKind::Clients => report.clients.refused.push(problem),
                    TableKind::Visits => report.visits.refused.push(problem),
                    TableKind::Register => report.files.push(problem),
                }
            }
        }
    }
    tables
}

fn read_register<'t>(tables: impl Iterator<Item = &'t Table>, report: &mut Report) -> Option<Register> {
    let mut register = None;
    for table in tables {
        let left_out = register.get_or_insert_with(Register::default).take(table);
        if left_out > 0 {
            report.files.push(table.problem(Code::BadCoordinates, &left_out.to_string()));
        }
    }
    register
}

/// Reads the rows of all tables of one kind. The first *good* row of a number stays; a later one is refused as repeated.
fn intake<'t, T>(
    tables: impl Iterator<Item = &'t Table>,
    section: &mut Section,
    mut read: impl FnMut(Record<'t>, &mut Vec<Problem>) -> Result<T, Problem>,
) -> Vec<T> {
    let mut rows: Vec<T> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for record in tables.flat_map(Table::records) {
        let key = record.origin().key;
        let mut warned = Vec::new();
        let row = if record.is_broken() {
            Err(record.row_problem(Code::BadRow))
        } else if key.is_empty() {
            Err(record.problem(Code::NoKey, field::Field::Key, ""))
        } else if seen.contains(&key) {
            Err(record.problem(Code::Repeated, field::Field::Key, ""))
        } else {
            read(record, &mut warned)
        };
        match row {
            Ok(row) => {
                seen.insert(key);
                rows.push(row);
                section.warned.append(&mut warned);
            }
            Err(problem) => section.refused.push(problem),
        }
    }
    rows
}

fn with_keys<'r>(known: &BTreeSet<String>, origins: impl Iterator<Item = &'r Origin>) -> BTreeSet<String> {
    known.iter().cloned().chain(origins.map(|origin| origin.key.clone())).collect()
}
