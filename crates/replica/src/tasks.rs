//! Tasks: what somebody has to do about a client.

use crate::clients::{self, Client};
use crate::error::Result;
use crate::open::Replica;
use crate::rows::{self, Row, Table, bytes, first, from_body, list, maybe_blob, table, to_body};
use rusqlite::Connection;
use rusqlite::types::Value;
use vizitas_domain::fold::client::{ClientState, StandingTask};
use vizitas_domain::id::{ActorId, StreamId, TaskId};
use vizitas_domain::time::Time;

/// A task with the client it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientTask {
    /// About whom.
    pub client: Client,
    /// The task as it stands.
    pub task: StandingTask,
}

pub(crate) const TABLE: Table = table!("tasks", ", owner, due, open, visit", ", ?, ?, ?, ?");

/// Writes the client's tasks.
pub(crate) fn write(connection: &Connection, stream: StreamId, state: &ClientState) -> Result<()> {
    let rows = state.tasks.values().map(row).collect::<Result<_>>()?;
    rows::replace(connection, &TABLE, stream, rows).map(drop)
}

/// Writes one of the client's tasks.
pub(crate) fn write_one(
    connection: &Connection,
    stream: StreamId,
    task: TaskId,
    state: &ClientState,
) -> Result<()> {
    let row = state.tasks.get(&task).map(row).transpose()?;
    rows::replace_one(connection, &TABLE, stream, &bytes(task.0), row).map(drop)
}

fn row(standing: &StandingTask) -> Result<Row> {
    let task = &standing.task;
    Ok(Row {
        id: bytes(task.id.0).to_vec(),
        body: to_body(TABLE.name, standing)?,
        columns: vec![
            maybe_blob(task.owner.map(|owner| owner.0)),
            Value::Integer(task.due.0),
            Value::Integer(standing.end.is_none().into()),
            maybe_blob(task.visit.map(|visit| visit.0)),
        ],
    })
}

/// A query for [`read`]: tasks as `t` with their clients.
fn select(rest: &str) -> String {
    let client = clients::COLUMNS;
    format!(
        "SELECT {client}, t.body FROM tasks t CROSS JOIN clients c ON c.stream = t.stream
         LEFT JOIN grants g ON g.stream = c.stream {rest}"
    )
}

fn read(row: &rusqlite::Row<'_>) -> Result<ClientTask> {
    Ok(ClientTask { client: clients::read(row)?, task: from_body(TABLE.name, row, 3)? })
}

impl Replica {
    /// Tasks without an outcome, of one owner when he is named; what is due first before the others.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_tasks(&self, owner: Option<ActorId>) -> Result<Vec<ClientTask>> {
        let rest = "WHERE t.open = 1 AND (?1 IS NULL OR t.owner = ?1) ORDER BY t.due, t.stream, t.id";
        list(&self.connection, &select(rest), [owner.map(|owner| bytes(owner.0))], read)
    }

    /// Tasks whose outcome was said at `since` or later, the latest first. When that was stands in the task alone: all that
    /// ended are read.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ended_tasks(&self, since: Time) -> Result<Vec<ClientTask>> {
        let mut ended =
            list(&self.connection, &select("WHERE t.open = 0 ORDER BY t.stream, t.id"), [], read)?;
        let at = |found: &ClientTask| found.task.end.as_ref().map(|end| end.at);
        ended.retain(|found| at(found) >= Some(since));
        ended.sort_by_key(|found| std::cmp::Reverse(at(found)));
        Ok(ended)
    }

    /// All tasks about a client: the open ones first, then the latest.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tasks_of(&self, client: StreamId) -> Result<Vec<StandingTask>> {
        let sql = "SELECT body FROM tasks WHERE stream = ?1 ORDER BY open DESC, due DESC, id";
        list(&self.connection, sql, [bytes(client.0)], |row| from_body(TABLE.name, row, 0))
    }

    /// A task with its client, if held.
    ///
    /// # Errors
    /// Those of the database.
    pub fn task(&self, task: TaskId) -> Result<Option<ClientTask>> {
        first(&self.connection, &select("WHERE t.id = ?1"), [bytes(task.0)], read)
    }
}
