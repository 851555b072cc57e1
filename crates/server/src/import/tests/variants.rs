//! The municipality's data as other offices would export it.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1257;

use super::*;

/// How an office exports.
#[derive(Debug, Clone)]
struct Style {
    delimiter: u8,
    bom: bool,
    windows: bool,
    quote_all: bool,
    line_end: &'static str,
    dates: usize,
    times: usize,
    english: bool,
    extra_column: bool,
    title: bool,
    rotate: usize,
}

fn styles() -> impl Strategy<Value = Style> {
    let shape = (
        prop::sample::select(vec![b';', b',', b'\t']),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec!["\n", "\r\n"]),
    );
    let words = (0_usize..7, 0_usize..4, any::<bool>(), any::<bool>(), any::<bool>(), 0_usize..11);
    (shape, words).prop_map(
        |(
            (delimiter, bom, windows, quote_all, line_end),
            (dates, times, english, extra_column, title, rotate),
        )| Style {
            delimiter,
            bom,
            windows,
            quote_all,
            line_end,
            dates,
            times,
            english,
            extra_column,
            title,
            rotate,
        },
    )
}

const ENGLISH: [(&str, &str); 23] = [
    ("Kodas", "Code"),
    ("Vardas", "First name"),
    ("Pavardė", "Surname"),
    ("Pareigos", "Position"),
    ("Padalinys", "Unit"),
    ("Telefonas", "Phone"),
    ("El. paštas", "E-mail"),
    ("Kalbos", "Languages"),
    ("Darbo laikas", "Working hours"),
    ("Kliento Nr.", "Client No."),
    ("Gimimo data", "Date of birth"),
    ("Adresas", "Address"),
    ("Kalba", "Language"),
    ("Pageidaujamas ryšys", "Preferred contact"),
    ("Pastabos", "Notes"),
    ("Atsakingas darbuotojas", "Responsible worker"),
    ("Eil. Nr.", "No."),
    ("Data", "Date"),
    ("Laikas", "Time"),
    ("Trukmė (min.)", "Duration (min)"),
    ("Darbuotojas", "Worker"),
    ("Tikslas", "Purpose"),
    ("Rūšis", "Type"),
];

fn respell_date(cell: &str, style: usize) -> String {
    let Ok(date) = chrono::NaiveDate::parse_from_str(&cell.replace('.', "-"), "%Y-%m-%d") else {
        return cell.to_owned();
    };
    let months = [
        "sausio",
        "vasario",
        "kovo",
        "balandžio",
        "gegužės",
        "birželio",
        "liepos",
        "rugpjūčio",
        "rugsėjo",
        "spalio",
        "lapkričio",
        "gruodžio",
    ];
    let month = months[date.format("%m").to_string().parse::<usize>().unwrap() - 1];
    match style {
        0 => date.format("%Y-%m-%d").to_string(),
        1 => date.format("%Y.%m.%d").to_string(),
        2 => date.format("%Y/%m/%d").to_string(),
        3 => date.format("%Y m. %m mėn. %d d.").to_string(),
        4 => date.format(&format!("%Y m. {month} %-d d.")).to_string(),
        5 => date.format("%d.%m.%Y").to_string(),
        _ => date.format("%Y%m%d").to_string(),
    }
}

fn respell_time(cell: &str, style: usize) -> String {
    let Ok(time) = chrono::NaiveTime::parse_from_str(&cell.replace('.', ":"), "%H:%M") else {
        return cell.to_owned();
    };
    let format = ["%-H:%M", "%H.%M", "%H:%M:%S", "%-H val. %M min."][style];
    time.format(format).to_string()
}

/// The office's table in another style.
fn restyled(source: &File, style: &Style, index: usize) -> File {
    let text = WINDOWS_1257.decode(&source.bytes).0.into_owned();
    let rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(b';')
        .from_reader(text.as_bytes())
        .into_records();
    let rows: Vec<Vec<String>> = rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let header = rows[0].clone();
    let quoting = if style.quote_all { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let end = if style.line_end == "\n" { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(style.delimiter)
        .quote_style(quoting)
        .terminator(end)
        .from_writer(Vec::new());
    for (number, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = Vec::new();
        for (cell, column) in row.iter().zip(&header) {
            let english =
                ENGLISH.iter().find(|(lt, _)| style.english && lt == cell).map(|(_, en)| (*en).to_owned());
            cells.push(match column.as_str() {
                _ if number == 0 => english.unwrap_or_else(|| cell.clone()),
                "Data" | "Gimimo data" => respell_date(cell, style.dates),
                "Laikas" => respell_time(cell, style.times),
                "Pastabos" => cell.replace('\n', style.line_end),
                _ => cell.clone(),
            });
        }
        if style.extra_column {
            cells.push(if number == 0 {
                "Registracijos žyma".to_owned()
            } else {
                format!("{number}; \"x\", y")
            });
        }
        let width = cells.len();
        cells.rotate_left(style.rotate % width);
        writer.write_record(&cells).unwrap();
    }
    let mut text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    if style.title {
        text.insert_str(0, "Alytaus biuro duomenys\r\n\r\n");
    }
    let bytes = match (style.windows, style.bom) {
        (true, _) => WINDOWS_1257.encode(&text).0.into_owned(),
        (false, true) => format!("\u{feff}{text}").into_bytes(),
        (false, false) => text.into_bytes(),
    };
    File { name: format!("lentele {index}.txt"), bytes }
}

static PLAIN: LazyLock<(Vec<File>, Parsed)> = LazyLock::new(|| {
    let office = office();
    let parsed = parse(&office, &Known::default());
    (office, parsed)
});

/// What a row says, without where it stands.
fn said(parsed: &Parsed) -> Vec<(&str, &Fields)> {
    let workers = parsed.workers.iter().map(|row| (row.origin.key.as_str(), &row.fields));
    let clients = parsed.clients.iter().map(|row| (row.origin.key.as_str(), &row.fields));
    let visits = parsed.visits.iter().map(|row| (row.origin.key.as_str(), &row.fields));
    workers.chain(clients).chain(visits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]
    #[test]
    fn every_style_gives_the_same_rows_and_problems(style in styles()) {
        let (office, plain) = &*PLAIN;
        let files: Vec<File> =
            office.iter().rev().enumerate().map(|(index, file)| restyled(file, &style, index)).collect();
        let other = parse(&files, &Known::default());
        prop_assert!(said(plain) == said(&other));
        let typed = |parsed: &Parsed| -> Vec<_> {
            parsed.visits.iter().map(|visit| (visit.starts_at, visit.minutes, visit.kind)).collect()
        };
        prop_assert_eq!(typed(plain), typed(&other));
        for (one, two) in [
            (&plain.report.workers, &other.report.workers),
            (&plain.report.clients, &other.report.clients),
            (&plain.report.visits, &other.report.visits),
        ] {
            prop_assert_eq!(codes(&one.refused), codes(&two.refused));
            prop_assert_eq!(codes(&one.warned), codes(&two.warned));
            prop_assert_eq!(&one.counts, &two.counts);
        }
        let ignored = other.report.files.iter().filter(|problem| problem.code == Code::IgnoredColumn).count();
        prop_assert_eq!(ignored, if style.extra_column { 3 } else { 0 });
    }
}
