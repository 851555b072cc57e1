//! The inbox: what needs a hand, each with both sides, who, when, whose it is, and the acts that settle it.

use super::at::{Answer, At, Named, Sent};
use super::inbox_view::{Inbox, Show};
use super::names::Names;
use super::problem::Problem;
use super::rights::{Routes, SEE_CLIENTS, SERVE_CLIENTS};
use super::scope::Subject;
use super::seen::Calls;
use crate::error::Error;
use crate::inbox;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{EventId, StreamId, TaskId, VisitId};
use vizitas_domain::task::TaskOutcome;
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SEE_CLIENTS.waiting(), routes!(list))
        .route(SERVE_CLIENTS, routes!(take))
        .route(SERVE_CLIENTS, routes!(end))
        .route(SERVE_CLIENTS, routes!(reopen))
        .route(SERVE_CLIENTS, routes!(settle))
        .route(SERVE_CLIENTS, routes!(unsettle))
        .route(SERVE_CLIENTS, routes!(close))
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
        let now = office.clock.now();
        let scope = at.scope()?;
        let held = office.held_back(|worker| scope.has_worker(worker))?;
        Ok(office.folded(|replica| {
            let show = Show(names, Calls::of(office, replica)?);
            let items = inbox::items(replica, now, held, |client| scope.has(client))?;
            Ok(Inbox { now: now.0, items: items.into_iter().map(|item| show.item(item)).collect() })
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

/// Says what came of a task. Of two people the first counts.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tasks/{task}/end", operation_id = "task_end",
    params(("slug" = String, Path), ("task" = Uuid, Path)), request_body = Outcome,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem))
)]
async fn end(
    at: At,
    Named(OneTask { task }): Named<OneTask>,
    Sent(said): Sent<Outcome>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, task)?;
        at.municipality().end_task(at.by(), task, said.outcome, &said.words).map_err(settled)
    })
    .await
}

/// Opens a task again whose outcome was a mistake.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/tasks/{task}/reopen", operation_id = "task_reopen",
    params(("slug" = String, Path), ("task" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem))
)]
async fn reopen(at: At, Named(OneTask { task }): Named<OneTask>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        within(at, task)?;
        at.municipality().reopen_task(at.by(), task).map_err(settled)
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
    /// The settlement that this one takes the place of; none: nobody has settled it yet.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    instead: Option<EventId>,
}

#[derive(Deserialize)]
struct OneClient {
    client: StreamId,
}

/// How a conflict was settled.
#[derive(Serialize, ToSchema)]
struct Settlement {
    /// The settlement: what `instead` names to settle it otherwise.
    #[schema(value_type = Uuid)]
    settled: EventId,
}

/// Settles a conflict, or settles it otherwise.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/clients/{client}/settle", operation_id = "conflict_settle",
    params(("slug" = String, Path), ("client" = Uuid, Path)), request_body = Choice,
    responses((status = 200, body = Settlement), (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn settle(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(Choice { events, keep, instead }): Sent<Choice>,
) -> Answer<Settlement> {
    at.run(move |at| {
        let done = at.municipality().settle_conflict(at.by(), client, &events, keep, instead);
        Ok(Settlement { settled: done.map_err(settled)? })
    })
    .await
}

/// What is taken back.
#[derive(Deserialize, ToSchema)]
struct Unsettle {
    /// The settlement in force.
    #[schema(value_type = Uuid)]
    settled: EventId,
}

/// Takes a settlement back: the conflict waits again.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/clients/{client}/unsettle", operation_id = "conflict_unsettle",
    params(("slug" = String, Path), ("client" = Uuid, Path)), request_body = Unsettle,
    responses((status = 204), (status = 409, body = Problem))
)]
async fn unsettle(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(Unsettle { settled: one }): Sent<Unsettle>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| at.municipality().unsettle_conflict(at.by(), client, one).map_err(settled)).await
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

/// What a visit was closed by.
#[derive(Serialize, ToSchema)]
struct Closed {
    /// The task that is opened again to take it back; none: it is never taken back.
    #[schema(value_type = Option<Uuid>)]
    task: Option<TaskId>,
}

/// Says what came of a visit that stands still.
#[utoipa::path(
    post, tag = "inbox", path = "/m/{slug}/api/visits/{visit}/close", operation_id = "visit_close",
    params(("slug" = String, Path), ("visit" = Uuid, Path)), request_body = CloseVisit,
    responses(
        (status = 200, body = Closed), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)
    )
)]
async fn close(
    at: At,
    Named(OneVisit { visit }): Named<OneVisit>,
    Sent(close): Sent<CloseVisit>,
) -> Answer<Closed> {
    at.run(move |at| {
        if close.words.trim().is_empty() {
            return Err(Problem::unfit("invalid"));
        }
        let done = at.municipality().close_visit(at.by(), visit, &close.words);
        let task = done.map_err(|error| match error {
            Error::Invalid(_) => settled(error),
            error => error.into(),
        })?;
        Ok(Closed { task })
    })
    .await
}

/// That a task's client is within reach, or was opened; then it is on record. Its address names the task alone, which the guard knows nothing of.
fn within(at: &At, task: TaskId) -> Result<(), Problem> {
    let client = at.municipality().folded(|replica| {
        let found = replica.task(task)?.ok_or_else(|| Error::Missing("task".to_owned()))?;
        Ok(found.client.id)
    })?;
    at.admit(Subject::Client(client), false)
}

/// Somebody was faster: what is asked for is settled already.
pub(super) fn settled(error: Error) -> Problem {
    match error {
        Error::Missing(_) | Error::Invalid(_) => Problem::new(StatusCode::CONFLICT, "settled_meanwhile"),
        error => error.into(),
    }
}
