//! The inbox: what needs a hand, each with both sides, who, when, whose it is, and the acts that settle it.

use super::at::{Answer, At, Named, Sent};
use super::names::{Names, Who, full};
use super::problem::Problem;
use super::rights::{Routes, SEE_CLIENTS, SERVE_CLIENTS};
use super::seen::{Calls, WorkerCall};
use super::visit_state::VisitState;
use crate::error::Error;
use crate::inbox::{self, Item, Side, Value, What};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::Role;
use vizitas_domain::id::{EventId, StreamId, TaskId, VisitId};
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SEE_CLIENTS.waiting(), routes!(list))
        .route(SERVE_CLIENTS, routes!(take))
        .route(SERVE_CLIENTS, routes!(end))
        .route(SERVE_CLIENTS, routes!(reopen))
        .route(SERVE_CLIENTS, routes!(settle))
        .route(SERVE_CLIENTS, routes!(close))
}

/// The visit that something is about.
#[derive(Serialize, ToSchema)]
struct InboxVisit {
    #[schema(value_type = Uuid)]
    id: VisitId,
    /// Where it stands.
    state: VisitState,
    /// When it is to be, in seconds since 1970.
    start: Option<i64>,
    /// Who comes.
    workers: Vec<Who>,
    /// Whether the client is never told of it.
    unannounced: bool,
    /// What the client asked for, or why it ended.
    #[schema(value_type = String)]
    words: Text,
}

/// One side of a conflict.
#[derive(Serialize, ToSchema)]
struct InboxSide {
    /// What is kept when this side is chosen.
    #[schema(value_type = Uuid)]
    event: EventId,
    /// Who said it; none: nobody by name.
    by: Option<Who>,
    /// In which capacity: `worker`, `coordinator`, `client`, `system`, `import`.
    #[schema(value_type = String)]
    role: Role,
    at: i64,
    value: InboxValue,
    /// Whether it holds now.
    stands: bool,
}

/// What one side says.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum InboxValue {
    /// A time.
    Plan { start: i64 },
    /// Who comes.
    Workers { workers: Vec<Who> },
    /// Where it led the visit.
    State { state: VisitState },
    /// A field of the card.
    Field {
        #[schema(value_type = String)]
        text: Text,
    },
}

/// What it is, and what only that kind has.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum InboxKind {
    /// Somebody has to do something.
    Task {
        #[schema(value_type = Uuid)]
        task: TaskId,
        #[schema(value_type = String)]
        cause: TaskCause,
        owner: Option<Who>,
        due: i64,
        #[schema(value_type = String)]
        words: Text,
        /// The worker to call, when it is a worker.
        call: Option<WorkerCall>,
    },
    /// Two things that cannot both hold.
    Conflict {
        #[schema(value_type = String)]
        clash: Clash,
        #[schema(value_type = Vec<Uuid>)]
        events: Vec<EventId>,
        sides: Vec<InboxSide>,
    },
    /// The visit stands where only a person leads it on.
    Stuck,
}

/// Something that needs a hand.
#[derive(Serialize, ToSchema)]
struct InboxItem {
    /// The same as long as it is the same thing.
    key: String,
    client: Who,
    visit: Option<InboxVisit>,
    /// Since when it waits.
    since: i64,
    what: InboxKind,
}

/// What needs a hand, the oldest first.
#[derive(Serialize, ToSchema)]
struct Inbox {
    /// Now, by the server.
    now: i64,
    items: Vec<InboxItem>,
}

/// Shows what needs a hand.
#[utoipa::path(
    get, tag = "inbox", path = "/m/{slug}/api/inbox", operation_id = "inbox", params(("slug" = String, Path)),
    responses((status = 200, body = Inbox), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Inbox> {
    at.run(|at| {
        let office = at.municipality();
        let names = Names::of(at)?;
        let now = office.clock.now().0;
        Ok(office.folded(|replica| {
            let scope = at.scope_in(replica)?;
            let show = Show(names, Calls::of(office, replica)?);
            let items = inbox::items(replica, |client| scope.has(client))?;
            Ok(Inbox { now, items: items.into_iter().map(|item| show.item(item)).collect() })
        })?)
    })
    .await
}

/// Whose a task is to be.
#[derive(Deserialize, ToSchema)]
struct Take {
    /// Mine; otherwise the office's again.
    mine: bool,
}

#[derive(Deserialize)]
struct OneTask {
    task: TaskId,
}

/// Takes a task, or gives it back to the office.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tasks/{task}/take", operation_id = "task_take",
    params(("slug" = String, Path), ("task" = Uuid, Path)), request_body = Take,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem))
)]
async fn take(
    at: At,
    Named(OneTask { task }): Named<OneTask>,
    Sent(take): Sent<Take>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, task)?;
        let owner = take.mine.then_some(at.staff.actor);
        at.municipality().take_task(at.by(), task, owner).map_err(settled)
    })
    .await
}

/// What came of it.
#[derive(Deserialize, ToSchema)]
struct Outcome {
    /// `done`, or `not_needed`.
    #[schema(value_type = String)]
    outcome: TaskOutcome,
    #[serde(default)]
    #[schema(value_type = String)]
    words: Text,
}

/// Says what came of a task. Said twice, the first counts.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tasks/{task}/end", operation_id = "task_end",
    params(("slug" = String, Path), ("task" = Uuid, Path)), request_body = Outcome,
    responses((status = 204), (status = 404, body = Problem))
)]
async fn end(
    at: At,
    Named(OneTask { task }): Named<OneTask>,
    Sent(said): Sent<Outcome>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, task)?;
        Ok(at.municipality().end_task(at.by(), task, said.outcome, &said.words)?)
    })
    .await
}

/// Opens a task again whose outcome was a mistake.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tasks/{task}/reopen", operation_id = "task_reopen",
    params(("slug" = String, Path), ("task" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem))
)]
async fn reopen(at: At, Named(OneTask { task }): Named<OneTask>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, task)?;
        Ok(at.municipality().reopen_task(at.by(), task)?)
    })
    .await
}

/// The side that holds.
#[derive(Deserialize, ToSchema)]
struct Choice {
    /// The conflict: its events, as the inbox names them.
    #[schema(value_type = Vec<Uuid>)]
    events: Vec<EventId>,
    /// The one that is kept.
    #[schema(value_type = Uuid)]
    keep: EventId,
}

#[derive(Deserialize)]
struct OneClient {
    client: StreamId,
}

/// Settles a conflict.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/clients/{client}/settle", operation_id = "conflict_settle",
    params(("slug" = String, Path), ("client" = Uuid, Path)), request_body = Choice,
    responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn settle(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(choice): Sent<Choice>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        at.municipality().settle_conflict(at.by(), client, &choice.events, choice.keep).map_err(settled)
    })
    .await
}

/// Why nothing follows.
#[derive(Deserialize, ToSchema)]
struct CloseVisit {
    #[schema(value_type = String)]
    words: Text,
}

#[derive(Deserialize)]
struct OneVisit {
    visit: VisitId,
}

/// Says what came of a visit that stands still.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/visits/{visit}/close", operation_id = "visit_close",
    params(("slug" = String, Path), ("visit" = Uuid, Path)), request_body = CloseVisit,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem))
)]
async fn close(
    at: At,
    Named(OneVisit { visit }): Named<OneVisit>,
    Sent(close): Sent<CloseVisit>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().close_visit(at.by(), visit, &close.words)?)).await
}

/// That a task's client is within reach. Its address names the task alone, which the guard knows nothing of.
fn within(at: &At, task: TaskId) -> Result<(), Problem> {
    let reaches = at.municipality().folded(|replica| {
        let found = replica.task(task)?.ok_or_else(|| Error::Missing("task".to_owned()))?;
        Ok(at.scope_in(replica)?.has(&found.client))
    })?;
    if reaches { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Somebody was faster: what is asked for is settled already.
fn settled(error: Error) -> Problem {
    match error {
        Error::Missing(_) | Error::Invalid(_) => Problem::new(StatusCode::CONFLICT, "settled_meanwhile"),
        error => error.into(),
    }
}

/// Shows what needs a hand.
struct Show(Names, Calls);

impl Show {
    fn item(&self, item: Item) -> InboxItem {
        let Item { client, visit, since, what } = item;
        let key = match (&what, &visit) {
            (What::Task(task), _) => format!("task:{}", task.task.id),
            (What::Conflict { events, .. }, _) => {
                events.iter().fold(String::from("conflict"), |key, event| format!("{key}:{event}"))
            }
            (What::Stuck, visit) => {
                format!("visit:{}", visit.as_ref().map_or(Uuid::nil(), |visit| visit.id.0))
            }
        };
        let visit = visit.map(|visit| {
            let plan = visit.plan.as_ref().map(|standing| &standing.plan);
            InboxVisit {
                id: visit.id,
                state: visit.state.into(),
                start: plan.map(|plan| plan.start.0),
                workers: plan.map(|plan| self.0.all(&plan.workers)).unwrap_or_default(),
                unannounced: visit.kind == vizitas_domain::visit::VisitKind::Unannounced,
                words: if visit.wish.is_empty() { visit.close_reason } else { visit.wish },
            }
        });
        let name = full(&client.card.given, &client.card.surname);
        InboxItem { key, client: Who { id: client.id.0, name }, visit, since: since.0, what: self.kind(what) }
    }

    fn kind(&self, what: What) -> InboxKind {
        match what {
            What::Task(standing) => InboxKind::Task {
                task: standing.task.id,
                cause: standing.task.cause,
                owner: standing.task.owner.and_then(|owner| self.0.who(owner)),
                due: standing.task.due.0,
                call: self.1.to_make(&standing.task),
                words: standing.task.words,
            },
            What::Conflict { clash, events, sides } => {
                let sides = sides.into_iter().map(|side| self.side(side)).collect();
                InboxKind::Conflict { clash, events, sides }
            }
            What::Stuck => InboxKind::Stuck,
        }
    }

    fn side(&self, side: Side) -> InboxSide {
        let value = match side.value {
            Value::Plan { start } => InboxValue::Plan { start: start.0 },
            Value::Workers(workers) => InboxValue::Workers { workers: self.0.all(&workers) },
            Value::State(state) => InboxValue::State { state: state.into() },
            Value::Field(text) => InboxValue::Field { text },
        };
        let by = self.0.who(side.actor);
        InboxSide { event: side.event, by, role: side.role, at: side.at.0, value, stands: side.stands }
    }
}
