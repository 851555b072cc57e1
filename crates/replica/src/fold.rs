//! From events to tables: a stream's events are read, folded by the domain, and each noun writes its rows. Of a client's
//! stream only the parts are folded whose events changed. It knows which nouns a kind of stream has, and nothing of
//! their columns.

use crate::digests::Digests;
use crate::entries::{self, Written};
use crate::error::Result;
use crate::order::Order;
use crate::rows;
use crate::streams::{Kind, Stream};
use crate::{
    clients, conflicts, contacts, cursor, events, messages, promises, search, standard, streams, tasks,
    visits, workers,
};
use rusqlite::Connection;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use vizitas_domain::concurrency::Epochs;
use vizitas_domain::event::Event;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::fold::part::Part;
use vizitas_domain::fold::{client, published, worker};
use vizitas_domain::id::{EventId, StreamId};
use vizitas_domain::register::{Call, Feedback, Note};

/// Every folded table that names its stream, for erasing and for comparing.
pub(crate) const TABLES: [&str; 15] = [
    clients::TABLE.name,
    contacts::TABLE.name,
    visits::TABLE.name,
    visits::TIMES,
    Note::TABLE.name,
    Call::TABLE.name,
    Feedback::TABLE.name,
    promises::TABLE.name,
    messages::TABLE.name,
    tasks::TABLE.name,
    conflicts::TABLE.name,
    workers::TABLE.name,
    workers::BLOCKS.name,
    workers::BUSY.name,
    standard::TABLE.name,
];

/// Where events stand in their stream.
pub(crate) type Places = BTreeMap<EventId, i64>;

/// Streams that a write has touched, by number, and what of each has to be folded.
#[derive(Default)]
pub(crate) struct Touched(BTreeMap<i64, Touch>);

#[derive(Default)]
struct Touch {
    /// From its first event.
    whole: bool,
    /// These parts, each from its own events.
    parts: BTreeSet<Part>,
    /// Events that each make one row and change no other, with their places.
    alone: BTreeMap<EventId, (i64, Event)>,
    /// The first position that was taken.
    first: Option<u64>,
}

impl Touched {
    /// Events of the stream went, or changed their order.
    pub(crate) fn whole(&mut self, stream: i64) {
        self.0.entry(stream).or_default().whole = true;
    }

    /// An event came to this place of the stream, wherever that is.
    pub(crate) fn event(&mut self, stream: i64, place: i64, event: &Event) {
        let touch = self.0.entry(stream).or_default();
        touch.first = touch.first.into_iter().chain(events::position_of(place)).min();
        match Part::of(&event.body) {
            // What a settlement belongs to is found out by folding.
            None | Some(Part::Settlement) => touch.whole = true,
            Some(Part::Note | Part::Call | Part::Feedback) => {
                touch.alone.insert(event.id, (place, event.clone()));
            }
            Some(part) => {
                touch.parts.insert(part);
            }
        }
    }

    /// The streams touched.
    pub(crate) fn streams(&self) -> impl Iterator<Item = i64> {
        self.0.keys().copied()
    }

    /// Tells what was counted of these streams.
    pub(crate) fn tell(&self, digests: &Digests) {
        for (stream, touch) in &self.0 {
            match touch.first {
                _ if touch.whole => digests.forget(*stream),
                Some(first) => digests.came(*stream, first),
                None => {}
            }
        }
    }

    /// Folds what was touched.
    pub(crate) fn fold(self, connection: &Connection) -> Result<()> {
        let folding = Folding::begin(connection)?;
        for (num, touch) in self.0 {
            let stream = streams::numbered(connection, num)?;
            if touch.whole || stream.dirty || stream.kind != Some(Kind::Client) {
                folding.stream(&stream)?;
            } else {
                folding.parts(&stream, touch.parts, touch.alone.into_values())?;
            }
        }
        Ok(())
    }
}

/// Folds streams that are marked, at most `limit`; says how many.
pub(crate) fn dirty(connection: &Connection, limit: u32) -> Result<usize> {
    let marked = streams::dirty(connection, limit)?;
    if !marked.is_empty() {
        let folding = Folding::begin(connection)?;
        marked.iter().try_for_each(|stream| folding.stream(stream))?;
    }
    Ok(marked.len())
}

/// What every fold of one write needs.
struct Folding<'a> {
    connection: &'a Connection,
    epochs: Epochs,
    /// Made when the first name is sorted: most writes touch none.
    order: OnceCell<Order>,
}

impl<'a> Folding<'a> {
    fn begin(connection: &'a Connection) -> Result<Self> {
        Ok(Self { connection, epochs: cursor::epochs(connection)?, order: OnceCell::new() })
    }

    fn order(&self) -> Result<&Order> {
        if let Some(order) = self.order.get() {
            return Ok(order);
        }
        let order = Order::lithuanian()?;
        Ok(self.order.get_or_init(|| order))
    }

    /// Folds a stream from its first event.
    fn stream(&self, stream: &Stream) -> Result<()> {
        let (places, events) = placed(events::of_stream(self.connection, stream)?);
        let kind = events.iter().find_map(|event| Kind::of(&event.body));
        if stream.kind.is_some() && stream.kind != kind {
            erase(self.connection, stream.id)?;
            search::erase(self.connection, stream.num)?;
        }
        match kind {
            Some(Kind::Client) => self.client(stream, &client::fold(&events, &self.epochs), &places)?,
            Some(Kind::Worker) => {
                workers::write(self.connection, stream.id, &worker::fold(&events), self.order()?)?;
            }
            Some(Kind::Published) => standard::write(self.connection, stream.id, &published::fold(&events))?,
            Some(Kind::Server) | None => {}
        }
        streams::folded(self.connection, stream.num, kind)
    }

    fn client(&self, stream: &Stream, state: &ClientState, places: &Places) -> Result<()> {
        let (connection, id) = (self.connection, stream.id);
        self.person(stream, state)?;
        visits::write(connection, id, state)?;
        entries::write::<Note>(connection, id, state, places)?;
        entries::write::<Call>(connection, id, state, places)?;
        entries::write::<Feedback>(connection, id, state, places)?;
        promises::write(connection, id, state)?;
        messages::write(connection, id, state)?;
        tasks::write(connection, id, state)?;
        conflicts::write(connection, id, state)
    }

    fn person(&self, stream: &Stream, state: &ClientState) -> Result<()> {
        let mut named = clients::write(self.connection, stream.id, state, self.order()?)?;
        named |= contacts::write(self.connection, stream.id, state)?;
        if named { search::write(self.connection, stream.num, state) } else { Ok(()) }
    }

    /// Folds parts of a client's stream, each from its own events and the settlements.
    fn parts(
        &self,
        stream: &Stream,
        mut parts: BTreeSet<Part>,
        alone: impl Iterator<Item = (i64, Event)>,
    ) -> Result<()> {
        let (places, mut alone) = placed(alone);
        if stream.corrected && alone.iter().any(|event| Part::of(&event.body) == Some(Part::Note)) {
            // One of them may be corrected already, by an event that came before it.
            parts.insert(Part::Correction);
            alone.retain(|event| Part::of(&event.body) != Some(Part::Note));
        }
        if !alone.is_empty() {
            let state = client::fold(&alone, &self.epochs);
            entries::add::<Note>(self.connection, stream.id, &state, &places)?;
            entries::add::<Call>(self.connection, stream.id, &state, &places)?;
            entries::add::<Feedback>(self.connection, stream.id, &state, &places)?;
        }
        if parts.is_empty() {
            return Ok(());
        }
        let wanted =
            |other: Option<Part>| other.is_some_and(|other| parts.iter().any(|part| part.needs(other)));
        let (places, events) = placed(events::some_of_stream(self.connection, stream, wanted)?);
        let state = client::fold(&events, &self.epochs);
        parts.iter().try_for_each(|part| self.part(stream, *part, &state, &places))
    }

    fn part(&self, stream: &Stream, part: Part, state: &ClientState, places: &Places) -> Result<()> {
        let (connection, id) = (self.connection, stream.id);
        match part {
            Part::Person => {
                self.person(stream, state)?;
                conflicts::write_over(connection, id, None, state)
            }
            Part::Visit(visit) => {
                visits::write_one(connection, id, visit, state)?;
                conflicts::write_over(connection, id, Some(visit), state)
            }
            Part::Promise(promise) => promises::write_one(connection, id, promise, state),
            Part::Message(message) => messages::write_one(connection, id, message, state),
            Part::Task(task) => tasks::write_one(connection, id, task, state),
            Part::Note | Part::Correction => entries::write::<Note>(connection, id, state, places),
            Part::Call => entries::write::<Call>(connection, id, state, places),
            Part::Feedback => entries::write::<Feedback>(connection, id, state, places),
            Part::Settlement => Ok(()),
        }
    }
}

/// Events in their order, and where those stand that are shown by their places.
fn placed(events: impl IntoIterator<Item = (i64, Event)>) -> (Places, Vec<Event>) {
    let mut places = Places::new();
    let events = events.into_iter().map(|(place, event)| {
        if matches!(Part::of(&event.body), Some(Part::Note | Part::Correction | Part::Call | Part::Feedback))
        {
            places.insert(event.id, place);
        }
        event
    });
    let events = events.collect();
    (places, events)
}

/// Erases every folded row of a stream.
pub(crate) fn erase(connection: &Connection, stream: StreamId) -> Result<()> {
    for table in TABLES {
        let sql = format!("DELETE FROM {table} WHERE stream = ?1");
        connection.prepare_cached(&sql)?.execute([rows::bytes(stream.0)])?;
    }
    Ok(())
}
