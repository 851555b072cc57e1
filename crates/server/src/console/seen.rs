//! What workers have seen of their plan: when a tablet of each last had it, and what it has not taken of today and tomorrow.
//! A client's name is shown to whoever may know it.

use super::at::{Answer, At};
use super::names::full;
use super::problem::Problem;
use super::rights::{Routes, SEE_CLIENTS};
use super::scope::Scope;
use crate::error::Error;
use crate::municipality::Municipality;
use crate::unseen::{WorkerSight, whom_to_call};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, StreamId, VisitId};
use vizitas_domain::phone;
use vizitas_domain::task::Task;
use vizitas_domain::text::Text;
use vizitas_domain::unseen::{Change, Unseen};
use vizitas_replica::Replica;

pub(super) fn routes() -> Routes {
    Routes::default().route(SEE_CLIENTS.waiting(), routes!(seen))
}

/// What changed for her.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum ChangeView {
    /// She is to come; she does not know.
    New,
    /// At another time.
    Moved,
    /// Somebody else comes instead.
    Away,
    /// The time does not stand any more, and no other is agreed.
    Open,
    Cancelled,
}

impl From<Change> for ChangeView {
    fn from(change: Change) -> Self {
        match change {
            Change::New => Self::New,
            Change::Moved => Self::Moved,
            Change::Away => Self::Away,
            Change::Open => Self::Open,
            Change::Cancelled => Self::Cancelled,
        }
    }
}

/// Something that her tablets have not taken.
#[derive(Serialize, ToSchema)]
struct UnseenChange {
    #[schema(value_type = Uuid)]
    visit: VisitId,
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// None when whoever looks may not know.
    #[schema(value_type = Option<String>)]
    name: Option<Text>,
    change: ChangeView,
    /// When she thinks she is expected, in seconds since 1970.
    was: Option<i64>,
    /// When she is.
    is: Option<i64>,
    /// Since when there is something she does not know.
    since: i64,
}

/// A worker, and what she can have seen.
#[derive(Serialize, ToSchema)]
struct WorkerSeen {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    #[schema(value_type = String)]
    name: Text,
    /// As it is shown; empty when none is known.
    phone: String,
    /// How many tablets she has: without one she sees nothing.
    tablets: usize,
    /// When a tablet of hers, unlocked, last had the plan, in seconds since 1970; none: not yet.
    seen: Option<i64>,
    /// What of today and tomorrow it did not have then, in the order of times.
    unseen: Vec<UnseenChange>,
}

/// What everybody has seen.
#[derive(Serialize, ToSchema)]
struct SeenView {
    /// Now, by the server.
    now: i64,
    workers: Vec<WorkerSeen>,
}

/// The worker whom a task says to call, and what she has not seen.
#[derive(Serialize, ToSchema)]
pub(super) struct WorkerCall {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    #[schema(value_type = String)]
    name: Text,
    /// As it is shown; empty when none is known.
    phone: String,
    /// None when it has been seen meanwhile.
    change: Option<ChangeView>,
    /// When she thinks she is expected, in seconds since 1970.
    was: Option<i64>,
    /// When she is.
    is: Option<i64>,
}

/// What all workers have not seen, to tell whom a task says to call.
pub(super) struct Calls(Vec<WorkerSight>);

impl Calls {
    pub(super) fn of(office: &Municipality, replica: &Replica) -> Result<Self, Error> {
        Ok(Self(office.sights(replica, |_| true)?))
    }

    /// Whom to call, when a task is about what a tablet has not taken.
    pub(super) fn to_make(&self, task: &Task) -> Option<WorkerCall> {
        let called = whom_to_call(task, self.0.iter().map(|sight| sight.worker.id))?;
        let sight = self.0.iter().find(|sight| sight.worker.id == called)?;
        let of_visit = |(_, one): &&(StreamId, Unseen)| Some(one.visit) == task.visit;
        let unseen = sight.unseen.iter().find(of_visit).map(|(_, one)| one);
        let profile = &sight.worker.profile;
        Some(WorkerCall {
            worker: called,
            name: full(&profile.given, &profile.surname),
            phone: phone::shown(&profile.phone),
            change: unseen.map(|one| one.change.into()),
            was: unseen.and_then(|one| one.was).map(|time| time.0),
            is: unseen.and_then(|one| one.is).map(|time| time.0),
        })
    }
}

/// When the workers' tablets last had the plan, and what they have not taken.
#[utoipa::path(
    get, tag = "board", path = "/m/{slug}/api/workers/seen", operation_id = "workers_seen",
    params(("slug" = String, Path)),
    responses((status = 200, body = SeenView), (status = 401, body = Problem), (status = 403, body = Problem))
)]
async fn seen(at: At) -> Answer<SeenView> {
    at.run(|at| {
        let office = at.municipality();
        let now = office.clock.now();
        Ok(office.folded(|replica| {
            let scope = at.own_scope_in(replica)?;
            let mut sights = office.sights(replica, |worker| scope.has_worker(worker))?;
            sights.retain(|sight| sight.worker.profile.works_at(now));
            let sights = sights.into_iter();
            let workers = sights.map(|sight| shown(replica, &scope, sight)).collect::<Result<_, Error>>()?;
            Ok(SeenView { now: now.0, workers })
        })?)
    })
    .await
}

fn shown(replica: &Replica, scope: &Scope, found: WorkerSight) -> Result<WorkerSeen, Error> {
    let WorkerSight { worker, sight, unseen } = found;
    let change = |(client, one): (StreamId, Unseen)| -> Result<UnseenChange, Error> {
        let known = replica.client(client)?.filter(|known| scope.has(known));
        Ok(UnseenChange {
            visit: one.visit,
            client,
            name: known.map(|known| full(&known.card.given, &known.card.surname)),
            change: one.change.into(),
            was: one.was.map(|time| time.0),
            is: one.is.map(|time| time.0),
            since: one.since.0,
        })
    };
    Ok(WorkerSeen {
        worker: worker.id,
        name: full(&worker.profile.given, &worker.profile.surname),
        phone: phone::shown(&worker.profile.phone),
        tablets: sight.tablets,
        seen: sight.last.map(|last| last.at.0),
        unseen: unseen.into_iter().map(change).collect::<Result<_, _>>()?,
    })
}
