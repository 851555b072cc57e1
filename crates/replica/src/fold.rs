//! From events to tables: a stream's events are read, folded by the domain, and each noun writes its rows. It
//! knows which nouns a kind of stream has, and nothing of their columns.

use crate::error::Result;
use crate::order::Order;
use crate::rows;
use crate::streams::{Kind, Stream};
use crate::{
    calls, clients, conflicts, contacts, cursor, events, feedback, notes, promises, search, standard,
    streams, visits, workers,
};
use rusqlite::Connection;
use std::collections::BTreeMap;
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::{Body, Event};
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::fold::{client, published, worker};
use vizitas_domain::id::StreamId;

/// Every folded table that names its stream, for erasing and for comparing.
pub(crate) const TABLES: [&str; 13] = [
    clients::TABLE.name,
    contacts::TABLE.name,
    visits::TABLE.name,
    visits::TIMES,
    notes::TABLE.name,
    calls::TABLE.name,
    feedback::TABLE.name,
    promises::TABLE.name,
    conflicts::TABLE.name,
    workers::TABLE.name,
    workers::BLOCKS.name,
    workers::BUSY.name,
    standard::TABLE.name,
];

/// Streams that a write has touched, by number, and how far each has to be folded.
#[derive(Default)]
pub(crate) struct Touched(BTreeMap<i64, Touch>);

enum Touch {
    /// From its first event.
    Whole,
    /// Only what was put at its end, which stands alone.
    End(Vec<Event>),
}

impl Touched {
    /// An event changed its place, or came somewhere into the stream.
    pub(crate) fn whole(&mut self, stream: i64) {
        self.0.insert(stream, Touch::Whole);
    }

    /// An event came behind all others of its stream.
    pub(crate) fn end(&mut self, stream: i64, event: &Event) {
        let touch = self.0.entry(stream).or_insert_with(|| Touch::End(Vec::new()));
        match touch {
            Touch::End(events) if stands_alone(&event.body) => events.push(event.clone()),
            _ => *touch = Touch::Whole,
        }
    }

    /// The streams touched.
    pub(crate) fn streams(&self) -> impl Iterator<Item = i64> {
        self.0.keys().copied()
    }

    /// Folds them.
    pub(crate) fn fold(&self, connection: &Connection) -> Result<()> {
        let epochs = cursor::epochs(connection)?;
        let order = Order::lithuanian()?;
        for (num, touch) in &self.0 {
            let stream = streams::numbered(connection, *num)?;
            match touch {
                Touch::End(events) if stream.kind == Some(Kind::Client) && !stream.dirty => {
                    append(connection, stream.id, &client::fold(events, &epochs))?;
                }
                _ => one(connection, &stream, &epochs, &order)?,
            }
        }
        Ok(())
    }
}

/// Whether the event, put at the end of a stream, adds one row and changes no other: then folding it alone gives
/// that row, and a note is saved as quickly in a long life as in a short one.
fn stands_alone(body: &Body) -> bool {
    match body {
        Body::NoteWritten(note) => note.corrects.is_none(),
        Body::CallLogged(_) | Body::FeedbackRecorded(_) => true,
        _ => false,
    }
}

/// Adds the rows of events that stand alone.
fn append(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    notes::append(connection, stream, state)?;
    calls::append(connection, stream, state)?;
    feedback::append(connection, stream, state)
}

/// Folds streams that are marked, at most `limit`; says how many.
pub(crate) fn dirty(connection: &Connection, limit: u32) -> Result<usize> {
    let marked = streams::dirty(connection, limit)?;
    if marked.is_empty() {
        return Ok(0);
    }
    let epochs = cursor::epochs(connection)?;
    let order = Order::lithuanian()?;
    for stream in &marked {
        one(connection, stream, &epochs, &order)?;
    }
    Ok(marked.len())
}

fn one(connection: &Connection, stream: &Stream, epochs: &Epochs, order: &Order) -> Result<()> {
    let events = events::of_stream(connection, stream.num, stream.id)?;
    let kind = events.iter().find_map(|event| Kind::of(&event.body));
    if stream.kind.is_some() && stream.kind != kind {
        erase(connection, stream.id)?;
        search::erase(connection, stream.num)?;
    }
    match kind {
        Some(Kind::Client) => write_client(connection, stream, &client::fold(&events, epochs), order)?,
        Some(Kind::Worker) => workers::write(connection, stream.id, &worker::fold(&events), order)?,
        Some(Kind::Published) => standard::write(connection, stream.id, &published::fold(&events))?,
        Some(Kind::Server) | None => {}
    }
    streams::folded(connection, stream.num, kind)
}

fn write_client(connection: &Connection, stream: &Stream, state: &ClientState, order: &Order) -> Result<()> {
    let id = stream.id;
    let mut named = clients::write(connection, id, state, order)?;
    named |= contacts::write(connection, id, state)?;
    if named {
        search::write(connection, stream.num, state)?;
    }
    visits::write(connection, id, state)?;
    notes::write(connection, id, state)?;
    calls::write(connection, id, state)?;
    feedback::write(connection, id, state)?;
    promises::write(connection, id, state)?;
    conflicts::write(connection, id, state)
}

/// Erases every folded row of a stream.
pub(crate) fn erase(connection: &Connection, stream: StreamId) -> Result<()> {
    for table in TABLES {
        let sql = format!("DELETE FROM {table} WHERE stream = ?1");
        connection.prepare_cached(&sql)?.execute([rows::bytes(stream.0)])?;
    }
    Ok(())
}
