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
use vizitas_domain::concurrency::Epochs;
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
