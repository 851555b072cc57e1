//! What a worker waits for on the tablet: Today, a visit, a search. Each through the app's own use case, on an app that
//! holds the whole town; the floor is reading the same rows from a bare database.

use super::bare::Bare;
use super::failure::BenchError;
use super::figure::{Figure, Goal, Samples};
use super::scribe::Scribe;
use super::tablet::Tablet;
use rusqlite::types::Value;
use std::collections::HashMap;
use std::hint::black_box;
use vizitas_device::view::{DayArgs, DayEntry, SearchArgs, VisitArgs};
use vizitas_domain::id::StreamId;
use vizitas_replica::Replica;

/// Searches as they are typed: beginnings of names, of streets, of telephones, with and without Lithuanian letters.
const TYPED: [&str; 14] = [
    "mic",
    "gud",
    "žem",
    "zemaitiene",
    "Zofija",
    "vyt bal",
    "rotušės",
    "tvirtoves 1",
    "kalniškės 2",
    "6 12",
    "+3706",
    "861",
    "adom",
    "juozap",
];

/// The rows of every client in a bare database, and where each client's lie.
pub(crate) struct Rows {
    bare: Bare,
    /// First and last row of a client; the first is the card.
    places: HashMap<StreamId, (i64, i64)>,
}

impl Rows {
    /// Copies every folded row of the clients.
    ///
    /// # Errors
    /// Those of the databases.
    pub(crate) fn copy(replica: &Replica, tablet: &Tablet, clients: &[StreamId]) -> Result<Self, BenchError> {
        let mut bare = Bare::create(&tablet.beside("rows.db"))?;
        let mut places = HashMap::new();
        for chunk in clients.chunks(500) {
            let (mut at, mut all) = (bare.count()?, Vec::new());
            for client in chunk {
                let rows = replica.rows_of(*client)?;
                let bytes: Vec<Vec<u8>> = rows.iter().map(|(_, row)| bytes(row)).collect();
                let last = at + i64::try_from(bytes.len()).unwrap_or_default();
                places.insert(*client, (at + 1, last));
                at = last;
                all.extend(bytes);
            }
            bare.add(all.iter().map(Vec::as_slice))?;
        }
        Ok(Self { bare, places })
    }

    fn whole(&self, client: StreamId) -> Result<usize, BenchError> {
        let (first, last) = self.places.get(&client).copied().unwrap_or((1, 1));
        self.bare.read(first, last)
    }

    /// A client's card and one row more, about as long as a visit's.
    fn two(&self, client: StreamId) -> Result<usize, BenchError> {
        let (first, _) = self.places.get(&client).copied().unwrap_or((1, 1));
        self.bare.read(first, first + 1)
    }
}

fn bytes(row: &[Value]) -> Vec<u8> {
    let value = |value: &Value| match value {
        Value::Null => Vec::new(),
        Value::Integer(number) => number.to_be_bytes().to_vec(),
        Value::Real(number) => number.to_be_bytes().to_vec(),
        Value::Text(text) => text.clone().into_bytes(),
        Value::Blob(blob) => blob.clone(),
    };
    row.iter().flat_map(value).collect()
}

fn client_of(id: &str) -> Option<StreamId> {
    id.split('.').next()?.parse().ok()
}

/// Today, a visit, a search.
///
/// # Errors
/// Those of the use cases; when a screen has nothing to show.
pub(crate) fn measure(
    tablet: &Tablet,
    rows: &Rows,
    scribe: &Scribe,
    samples: usize,
) -> Result<Vec<Figure>, BenchError> {
    let mut figures = today(tablet, rows, samples)?;
    figures.push(visit(tablet, rows, scribe, samples)?);
    figures.push(search(tablet, rows, samples)?);
    Ok(figures)
}

fn today(tablet: &Tablet, rows: &Rows, samples: usize) -> Result<Vec<Figure>, BenchError> {
    let app = tablet.app()?;
    let (mut floor, mut taken) = (Samples::default(), Samples::default());
    let shown = app.day(&DayArgs { day: None })?;
    let clients: Vec<StreamId> = shown.entries.iter().filter_map(client_in).collect();
    if clients.is_empty() {
        return Err(BenchError::Wrong("today is empty"));
    }
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            floor.begin();
            taken.begin();
        }
        floor.time(|| clients.iter().map(|client| rows.two(*client)).sum::<Result<usize, _>>())?;
        taken.time(|| app.day(&DayArgs { day: None }).map(black_box).map(drop))?;
    }
    let beside = format!(
        "{} visits today, {} wait for a time, {} promises due; {}",
        clients.len(),
        shown.waiting.len(),
        shown.promises.len(),
        taken.spread()
    );
    Ok(vec![
        Figure::new("today_p50", taken.ms(50), "ms").above(floor.ms(50)).beside(beside.clone()),
        Figure::new("today_p99", taken.ms(99), "ms")
            .above(floor.ms(99))
            .reaching(Goal::AtMost(20.0))
            .beside(beside),
    ])
}

fn client_in(entry: &DayEntry) -> Option<StreamId> {
    match entry {
        DayEntry::Visit { row } => client_of(&row.id),
        _ => None,
    }
}

fn visit(tablet: &Tablet, rows: &Rows, scribe: &Scribe, samples: usize) -> Result<Figure, BenchError> {
    let mut app = tablet.app()?;
    let (mut floor, mut taken) = (Samples::default(), Samples::default());
    for number in 0..samples + samples / 10 {
        if number == samples / 10 {
            floor.begin();
            taken.begin();
        }
        let picked = scribe.visits.get(scribe.below(scribe.visits.len()));
        let (client, visit) = picked.ok_or(BenchError::Wrong("there is no visit"))?;
        let args = VisitArgs { visit: format!("{client}.{visit}") };
        floor.time(|| rows.whole(*client))?;
        taken.time(|| app.visit(&args).map(black_box).map(drop))?;
    }
    let figure = Figure::new("visit_p99", taken.ms(99), "ms").above(floor.ms(99));
    Ok(figure.beside(taken.spread()))
}

fn search(tablet: &Tablet, rows: &Rows, samples: usize) -> Result<Figure, BenchError> {
    let app = tablet.app()?;
    let (mut floor, mut taken) = (Samples::default(), Samples::default());
    let mut found = 0;
    for (number, typed) in (0..samples + samples / 10).zip(TYPED.iter().cycle()) {
        if number == samples / 10 {
            floor.begin();
            taken.begin();
        }
        let args = SearchArgs { query: (*typed).to_owned() };
        let people = taken.time(|| app.search(&args).map(black_box))?;
        found += people.len();
        let people: Vec<StreamId> = people.iter().filter_map(|person| client_of(&person.id)).collect();
        floor.time(|| people.iter().map(|client| rows.two(*client)).sum::<Result<usize, _>>())?;
    }
    if found == 0 {
        return Err(BenchError::Wrong("nobody was found"));
    }
    let figure =
        Figure::new("search_p99", taken.ms(99), "ms").above(floor.ms(99)).reaching(Goal::AtMost(50.0));
    Ok(figure.beside(taken.spread()))
}
