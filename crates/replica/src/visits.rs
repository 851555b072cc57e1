//! Visits: a worker's days, what is going on, what has no time yet, and a client's history.

use crate::clients::{self, Client};
use crate::error::{Error, Result};
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, first, from_body, id, list, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use uuid::Uuid;
use vizitas_domain::fold::client::ClientState;
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Plan;

/// A visit with the client it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientVisit {
    /// Whom.
    pub client: Client,
    /// The visit as it stands.
    pub visit: Visit,
}

/// Time of a worker that a visit takes, or may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The client.
    pub client: StreamId,
    /// The visit.
    pub visit: VisitId,
    /// When it begins.
    pub start: Time,
    /// How long, in minutes.
    pub minutes: u16,
    /// It is only offered, and held until then.
    pub offered_until: Option<Time>,
}

pub(crate) const TABLE: Table = table!("visits", ", state, open, start", ", ?, ?, ?");

/// The table of times, which has no rows of its own in the fold: they follow from the visits.
pub(crate) const TIMES: &str = "visit_times";

/// Writes the client's visits.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = state.visits.values().map(row).collect::<Result<_>>()?;
    for changed in rows::replace(connection, &TABLE, stream, rows)? {
        let visit = VisitId(Uuid::from_slice(&changed).map_err(|_| Error::Row(TABLE.name))?);
        replace_times(connection, stream, visit, state)?;
    }
    Ok(())
}

/// Writes one of the client's visits.
pub(crate) fn write_one(
    connection: &Connection,
    stream: StreamId,
    visit: VisitId,
    state: &ClientState,
) -> Result<()> {
    let row = state.visits.get(&visit).map(row).transpose()?;
    if rows::replace_one(connection, &TABLE, stream, &bytes(visit.0), row)? {
        replace_times(connection, stream, visit, state)?;
    }
    Ok(())
}

fn row(visit: &Visit) -> Result<Row> {
    Ok(Row {
        id: bytes(visit.id.0).to_vec(),
        body: to_body(TABLE.name, visit)?,
        columns: vec![
            Value::Text(visit.state.name().to_owned()),
            Value::Integer((!visit.state.is_closed()).into()),
            start_of(visit).map_or(Value::Null, |start| Value::Integer(start.0)),
        ],
    })
}

fn replace_times(
    connection: &Connection,
    stream: StreamId,
    visit: VisitId,
    state: &ClientState,
) -> Result<()> {
    let sql = "DELETE FROM visit_times WHERE stream = ?1 AND visit = ?2";
    connection.prepare_cached(sql)?.execute((bytes(stream.0), bytes(visit.0)))?;
    state.visits.get(&visit).map_or(Ok(()), |visit| write_times(connection, stream, visit))
}

/// When it is to be or, without a plan, when it was done.
fn start_of(visit: &Visit) -> Option<Time> {
    let facts = &visit.facts;
    let planned = visit.plan.as_ref().map(|standing| standing.plan.start);
    planned.or(facts.started).or(facts.arrived).or(facts.set_out).or(facts.ended)
}

fn write_times(connection: &Connection, stream: StreamId, visit: &Visit) -> Result<()> {
    let write = |plan: &Plan, until: Option<Time>| -> Result<()> {
        let sql = "INSERT OR IGNORE INTO visit_times (worker, start, stream, visit, minutes, offered, until)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        for worker in &plan.workers {
            connection.prepare_cached(sql)?.execute((
                bytes(worker.0),
                plan.start.0,
                bytes(stream.0),
                bytes(visit.id.0),
                plan.minutes,
                until.is_some(),
                until.map(|until| until.0),
            ))?;
        }
        Ok(())
    };
    match (&visit.plan, start_of(visit)) {
        (Some(standing), _) => write(&standing.plan, None)?,
        (None, Some(start)) => {
            let workers = visit.facts.who_arrived.clone();
            let done = Plan { start, minutes: visit.minutes, workers, place: Default::default() };
            write(&done, None)?;
        }
        (None, None) => {}
    }
    for offer in visit.offer.iter().filter(|_| !visit.state.is_closed()) {
        offer.slots.iter().try_for_each(|slot| write(slot, Some(offer.until)))?;
    }
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> Result<ClientVisit> {
    Ok(ClientVisit { client: clients::read(row)?, visit: from_body(TABLE.name, row, 3)? })
}

/// The start of a query for [`read`]: visits as `v` with their clients. The visits are looked for first, never all clients
/// in the order of names.
fn select(from: &str, rest: &str) -> String {
    let client = clients::COLUMNS;
    format!(
        "SELECT {client}, v.body FROM {from} CROSS JOIN clients c ON c.stream = v.stream
         LEFT JOIN grants g ON g.stream = c.stream {rest}"
    )
}

/// States in which somebody has to find a time, or to wait for an answer about one.
const WAITING: &str =
    "('requested', 'offered', 'proposed', 'unanswered', 'declined', 'move_asked', 'reschedule_needed')";

impl Replica {
    /// A worker's visits that begin in [`from`, `to`), by their plan or by what was done, whatever their state;
    /// in the order of their times.
    ///
    /// # Errors
    /// Those of the database.
    pub fn agenda(&self, worker: ActorId, from: Time, to: Time) -> Result<Vec<ClientVisit>> {
        let sql = select(
            "visit_times t CROSS JOIN visits v ON v.stream = t.stream AND v.id = t.visit",
            "WHERE t.worker = ?1 AND t.start >= ?2 AND t.start < ?3 AND t.offered = 0
             ORDER BY t.start, v.stream, v.id",
        );
        list(&self.connection, &sql, (bytes(worker.0), from.0, to.0), read)
    }

    /// What visits take, or may take, of a worker's time, beginning in [`from`, `to`): plans of visits that are
    /// not over, and offers, whose expiry the caller compares with the time of day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn taken(&self, worker: ActorId, from: Time, to: Time) -> Result<Vec<Taken>> {
        let sql = "SELECT t.stream, t.visit, t.start, t.minutes, t.until
            FROM visit_times t CROSS JOIN visits v ON v.stream = t.stream AND v.id = t.visit
            WHERE t.worker = ?1 AND t.start >= ?2 AND t.start < ?3
              AND v.state NOT IN ('cancelled', 'declined', 'missed', 'no_access')
              AND NOT (v.state = 'reschedule_needed' AND t.offered = 0)
            ORDER BY t.start, t.stream, t.visit, t.minutes, t.offered";
        list(&self.connection, sql, (bytes(worker.0), from.0, to.0), |row| {
            Ok(Taken {
                client: StreamId(id(row, 0)?),
                visit: VisitId(id(row, 1)?),
                start: Time(row.get(2)?),
                minutes: row.get(3)?,
                offered_until: row.get::<_, Option<i64>>(4)?.map(Time),
            })
        })
    }

    /// A visit of a client, if held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visit(&self, client: StreamId, visit: VisitId) -> Result<Option<ClientVisit>> {
        let sql = select("visits v", "WHERE v.stream = ?1 AND v.id = ?2");
        first(&self.connection, &sql, (bytes(client.0), bytes(visit.0)), read)
    }

    /// Whose visit this is, and the visit, if held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visit_by_id(&self, visit: VisitId) -> Result<Option<ClientVisit>> {
        let sql = select("visits v", "WHERE v.id = ?1");
        first(&self.connection, &sql, [bytes(visit.0)], read)
    }

    /// Visits on which the clock bears: what is offered, and what stands or goes on and whose time has begun by a moment.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_by_clock(&self, begun: Time) -> Result<Vec<(StreamId, Visit)>> {
        let sql = "SELECT stream, body FROM visits WHERE open = 1 AND state IN ('offered', 'proposed', 'confirmed',
              'scheduled', 'en_route', 'late', 'arrived', 'in_progress') AND (state = 'offered' OR start <= ?1)
            ORDER BY stream, id";
        list(&self.connection, sql, [begun.0], |row| {
            Ok((StreamId(id(row, 0)?), from_body(TABLE.name, row, 1)?))
        })
    }

    /// A client's visits, those to come and the latest first, those without a time before all.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_of(&self, client: StreamId) -> Result<Vec<Visit>> {
        let sql = "SELECT body FROM visits WHERE stream = ?1 ORDER BY start IS NOT NULL, start DESC, id DESC";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }

    /// Visits for which a time has to be found or an answer is awaited, of one worker's clients when she is named:
    /// those of a client she answers for, and those planned with her. In the order of names.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_visits(&self, worker: Option<ActorId>) -> Result<Vec<ClientVisit>> {
        let rest = format!(
            "WHERE v.open = 1 AND v.state IN {WAITING} AND c.listed = 1 AND (?1 IS NULL OR c.responsible = ?1 OR EXISTS (
               SELECT 1 FROM visit_times t WHERE t.stream = v.stream AND t.visit = v.id AND t.worker = ?1))
             ORDER BY c.name_order, v.stream, v.id"
        );
        let sql = select("visits v", &rest);
        list(&self.connection, &sql, [worker.map(|worker| bytes(worker.0))], read)
    }

    /// Visits that stand in one of these states, in the order of their times.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_in(&self, states: &[State]) -> Result<Vec<ClientVisit>> {
        let marks = vec!["?"; states.len()].join(", ");
        let rest = format!("WHERE v.state IN ({marks}) AND c.listed = 1 ORDER BY v.start, v.stream, v.id");
        let names = rusqlite::params_from_iter(states.iter().map(|state| state.name()));
        list(&self.connection, &select("visits v", &rest), names, read)
    }

    /// Visits a worker is on the way to, at the door of, or in: ordinarily one at most.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_under_way(&self, worker: ActorId) -> Result<Vec<ClientVisit>> {
        let sql = select(
            "visits v",
            "WHERE v.open = 1 AND v.state IN ('en_route', 'late', 'arrived', 'in_progress') AND EXISTS (
               SELECT 1 FROM visit_times t WHERE t.stream = v.stream AND t.visit = v.id AND t.worker = ?1
               AND t.offered = 0)
             ORDER BY v.start, v.stream, v.id",
        );
        list(&self.connection, &sql, [bytes(worker.0)], read)
    }
}
