//! A file's bytes made a table: encoding, delimiter, quoting, and the header by which the table and its columns are recognised.
//!
//! It never looks at the file's name and never judges a row's content; it only says on which physical line each record begins.

use super::encoding;
use super::field::{Field, TableKind};
use super::report::{Code, Problem};
use super::{File, Origin};
use vizitas_domain::typed::{many_lines, one_line};

/// The signs that may part fields, the office's own first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// A header is looked for in this many records: titles and `sep=;` may stand above it.
const HEADER_WITHIN: usize = 12;
/// Fewer columns recognised are no header of the office's tables.
const FEWEST_COLUMNS: usize = 3;
/// A record longer than this has swallowed its neighbours: a quotation mark was not closed.
const LONGEST_RECORD_LINES: u64 = 40;

/// No table of an office has more rows; a file of nothing but line ends would take all memory there is.
const MOST_ROWS: usize = 500_000;
/// Nor more columns: a record of nothing but delimiters would, too.
const MOST_CELLS: usize = 200;

/// A recognised table.
pub(super) struct Table {
    pub(super) file: String,
    pub(super) kind: TableKind,
    pub(super) header_line: u64,
    header: Vec<String>,
    columns: Vec<(Field, usize)>,
    pub(super) rows: Vec<Row>,
    /// Some bytes were no letters.
    pub(super) garbled: bool,
}

/// One record below the header, as typed.
pub(super) struct Row {
    line: u64,
    cells: Vec<String>,
    broken: bool,
}

/// A row seen through its table's header.
#[derive(Clone, Copy)]
pub(super) struct Record<'t> {
    table: &'t Table,
    row: &'t Row,
}

/// Reads a file; a code when it is no table of the office.
pub(super) fn read(file: &File) -> Result<Table, Code> {
    let decoded = encoding::decode(&file.bytes).ok_or(Code::NotText)?;
    let (delimiter, kind, place) = DELIMITERS
        .into_iter()
        .filter_map(|delimiter| {
            let (score, kind, place) = find_header(&decoded.text, delimiter)?;
            Some((score, delimiter, kind, place))
        })
        // The first of equals, so that the office's own delimiter wins.
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, delimiter, kind, place)| (delimiter, kind, place))
        .ok_or(Code::UnknownTable)?;
    let mut records = records(&decoded.text, delimiter).skip(place);
    let header = records.next().ok_or(Code::UnknownTable)?;
    let names: Vec<String> = header.cells.iter().map(|cell| one_line(cell)).collect();
    let columns = kind.recognise(&names);
    let rows: Vec<Row> = records
        .filter(|row| row.cells != header.cells && row.cells.iter().any(|cell| !cell.trim().is_empty()))
        .take(MOST_ROWS + 1)
        .map(|mut row| {
            row.broken |= row.cells.iter().skip(names.len()).any(|cell| !cell.trim().is_empty());
            row
        })
        .collect();
    if rows.len() > MOST_ROWS {
        return Err(Code::TooManyRows);
    }
    let file = file.name.clone();
    Ok(Table { file, kind, header_line: header.line, header: names, columns, rows, garbled: decoded.garbled })
}

/// How well a header fits a kind: columns recognised, then obligatory ones among them in per cent.
type Score = (usize, usize);

/// The first record that is a header, with the kind it fits best and its place among the records.
fn find_header(text: &str, delimiter: u8) -> Option<(Score, TableKind, usize)> {
    records(text, delimiter).take(HEADER_WITHIN).enumerate().find_map(|(place, row)| {
        let fits = TableKind::ALL.into_iter().filter_map(|kind| Some((score(kind, &row.cells)?, kind)));
        let (score, kind) = fits.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
        Some((score, kind, place))
    })
}

/// `None` when too little is recognised to call the record a header of this kind.
fn score(kind: TableKind, header: &[String]) -> Option<Score> {
    if header.len() < FEWEST_COLUMNS {
        return None;
    }
    let columns = kind.recognise(header);
    let obligatory = kind.obligatory();
    let met =
        obligatory.iter().filter(|group| group.iter().any(|f| columns.iter().any(|(c, _)| c == f))).count();
    let fits = columns.len() >= FEWEST_COLUMNS && met * 2 >= obligatory.len();
    fits.then(|| (columns.len(), met * 100 / obligatory.len().max(1)))
}

/// The records of a text, blank lines left out, each with the physical line on which it begins (from 1).
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Row> + '_ {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    reader.into_records().filter_map(Result::ok).map(move |record| {
        let start =
            record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let line = lines.record_begin(start);
        let cells: Vec<String> = record.iter().take(MOST_CELLS).map(str::to_owned).collect();
        let inner =
            cells.iter().map(|cell| cell.bytes().filter(|byte| *byte == b'\n').count() as u64).sum::<u64>();
        Row { line, cells, broken: inner >= LONGEST_RECORD_LINES || record.len() > MOST_CELLS }
    })
}

/// Counts physical lines up to ever later bytes; `\n`, `\r\n` and a lone `\r` end a line.
struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line of the record that the reader says starts at this byte: it counts line ends before a record as part of it.
    fn record_begin(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            let next = self.text.get(self.at + 1);
            if *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n')) {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

impl Table {
    /// The rows seen through the header.
    pub(super) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(|row| Record { table: self, row })
    }

    /// Whether the table has the column.
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|&(column, _)| column == field)
    }

    /// The column's header as the office spells it; the usual one when the table has none.
    fn header(&self, field: Field) -> &str {
        let place = self.columns.iter().find(|&&(column, _)| column == field).map(|&(_, place)| place);
        place.and_then(|place| self.header.get(place)).map_or(self.kind.usual_header(field), String::as_str)
    }

    /// The first obligatory column the table lacks, by its usual header.
    pub(super) fn missing_column(&self) -> Option<&'static str> {
        let lacking = self.kind.obligatory().iter().find(|group| !group.iter().any(|&field| self.has(field)));
        lacking.and_then(|group| group.first()).map(|&field| self.kind.usual_header(field))
    }

    /// Headers nobody asked for.
    pub(super) fn ignored_columns(&self) -> Vec<&str> {
        let used = |place: usize| self.columns.iter().any(|&(_, column)| column == place);
        let ignored =
            self.header.iter().enumerate().filter(|(place, name)| !name.is_empty() && !used(*place));
        ignored.map(|(_, name)| name.as_str()).collect()
    }

    /// A problem of the table as a whole, told at its header.
    pub(super) fn problem(&self, code: Code, value: &str) -> Problem {
        Problem {
            file: self.file.clone(),
            line: self.header_line,
            key: String::new(),
            code,
            field: String::new(),
            value: value.to_owned(),
            other: None,
        }
    }
}

impl<'t> Record<'t> {
    /// The cell on one line, tidied; empty when the column or the cell is not there.
    pub(super) fn get(self, field: Field) -> String {
        one_line(self.cell(field))
    }

    /// The cell with its line breaks, tidied.
    pub(super) fn get_lines(self, field: Field) -> String {
        many_lines(self.cell(field))
    }

    fn cell(self, field: Field) -> &'t str {
        let place = self.table.columns.iter().find(|&&(column, _)| column == field).map(|&(_, place)| place);
        place.and_then(|place| self.row.cells.get(place)).map_or("", String::as_str)
    }

    /// Whether the table has the column at all.
    pub(super) fn has(self, field: Field) -> bool {
        self.table.has(field)
    }

    /// Whether the record has more fields than the header, or swallowed its neighbours.
    pub(super) fn is_broken(self) -> bool {
        self.row.broken
    }

    /// Where the row stands.
    pub(super) fn origin(self) -> Origin {
        Origin { file: self.table.file.clone(), line: self.row.line, key: self.get(Field::Key) }
    }

    /// A problem of this row in this column.
    pub(super) fn problem(self, code: Code, field: Field, value: &str) -> Problem {
        let Origin { file, line, key } = self.origin();
        let (field, value) = (self.table.header(field).to_owned(), value.to_owned());
        Problem { file, line, key, code, field, value, other: None }
    }

    /// A problem of the row as a whole.
    pub(super) fn row_problem(self, code: Code) -> Problem {
        let Origin { file, line, key } = self.origin();
        Problem { file, line, key, code, field: String::new(), value: String::new(), other: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        read(&File { name: "a".to_owned(), bytes: text.as_bytes().to_vec() })
            .unwrap_or_else(|code| panic!("{code:?}"))
    }

    #[test]
    fn the_line_is_where_the_record_begins() {
        let body = "Kodas;Vardas;Pavardė;Pareigos\nD01;\"A\nB\";C;\n\n  \nD02;A;\"C\n\nD\";\n\n\nD03;A;B;C\n";
        for text in
            [body.to_owned(), body.replace('\n', "\r\n"), body.replace('\n', "\r"), format!("\n\n{body}")]
        {
            let shift = if text.starts_with('\n') { 2 } else { 0 };
            let table = table(&text);
            let lines: Vec<u64> = table.rows.iter().map(|row| row.line - shift).collect();
            assert_eq!((table.header_line - shift, lines), (1, vec![2, 6, 11]), "{text:?}");
        }
    }

    #[test]
    fn delimiter_title_lines_and_order_do_not_matter() {
        for text in [
            "sep=;\nPavardė;Kodas;Vardas\nC;D01;A",
            "Darbuotojų sąrašas, 2026 m.\n\nKodas,Vardas,Pavardė\nD01,A,C",
            "Kodas\tVardas\tPavardė\nD01\tA\tC\n",
            "\"Code\",\"First name\",\"Surname\"\r\n\"D01\",\"A\",\"C\"\r\n",
        ] {
            let table = table(text);
            let record = table.records().next().unwrap();
            assert_eq!(table.kind, TableKind::Workers);
            assert_eq!(
                [Field::Key, Field::GivenName, Field::Surname].map(|field| record.get(field)),
                ["D01", "A", "C"]
            );
        }
    }

    #[test]
    fn broken_records_are_known() {
        let table = table("Kodas;Vardas;Pavardė\nD01;A;B;;\nD02;A\nD03;A;B;C\n");
        assert_eq!(table.rows.iter().map(|row| row.broken).collect::<Vec<_>>(), [false, false, true]);
        let open = format!("Kodas;Vardas;Pavardė\nD01;\"A;B\n{}", "D02;A;B\n".repeat(60));
        let table = self::table(&open);
        assert!(table.rows.len() == 1 && table.rows[0].broken);
    }

    #[test]
    fn neither_endless_rows_nor_endless_cells_are_kept() {
        let wide = format!("Kodas;Vardas;Pavardė\nD01;A;B{}x\nD02;A;B\n", ";".repeat(100_000));
        let rows: Vec<(usize, bool)> =
            table(&wide).rows.iter().map(|row| (row.cells.len(), row.broken)).collect();
        assert_eq!(rows, [(MOST_CELLS, true), (3, false)]);
        let long = |rows: usize| format!("Kodas;Vardas;Pavardė\n{}", "a;b\n".repeat(rows));
        assert_eq!(table(&long(MOST_ROWS)).rows.len(), MOST_ROWS);
        let file = File { name: "a".to_owned(), bytes: long(MOST_ROWS + 1).into_bytes() };
        assert_eq!(read(&file).err(), Some(Code::TooManyRows));
    }

    #[test]
    fn extra_and_missing_columns_are_told() {
        let table = table("Kodas;Vardas;Pareigos;Kabinetas\nD01;A;B;12\n");
        assert_eq!(table.missing_column(), Some("Pavardė"));
        assert_eq!(table.ignored_columns(), ["Kabinetas"]);
    }

    #[test]
    fn what_is_no_table_of_the_office_is_told() {
        let read = |bytes: &[u8]| read(&File { name: "a".to_owned(), bytes: bytes.to_vec() }).err();
        assert_eq!(read(b"PK\x03\x04\0\0"), Some(Code::NotText));
        assert_eq!(read(b"# Notes\n\nnothing here"), Some(Code::UnknownTable));
        assert_eq!(read(b""), Some(Code::UnknownTable));
    }
}
