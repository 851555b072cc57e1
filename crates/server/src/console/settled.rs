//! What left the inbox lately: when, by whom and how, and how it is taken back.

use super::at::{Answer, At};
use super::inbox_view::{
    HeldThing, InboxSide, InboxValue, InboxVisit, Show, client_of, conflict_key, held_key, hex, task_key,
    visit_key,
};
use super::names::{Names, Who};
use super::problem::Problem;
use super::rights::{Routes, SEE_CLIENTS};
use super::seen::Calls;
use super::visit_state::VisitState;
use crate::inbox::{Back, How, Matter, Settled, Was, held_rows, stray_row};
use crate::log::HeldFate;
use crate::staff::StaffRole;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::concurrency::Clash;
use vizitas_domain::event::Role;
use vizitas_domain::id::{ActorId, EventId, InstallationId, TaskId};
use vizitas_domain::task::{TaskCause, TaskOutcome};
use vizitas_domain::text::Text;

pub(super) fn routes() -> Routes {
    Routes::default().route(SEE_CLIENTS.waiting(), routes!(list))
}

/// What it was.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SettledMatter {
    /// Somebody had to do something.
    Task {
        #[schema(value_type = String)]
        cause: TaskCause,
        #[schema(value_type = String)]
        words: Text,
    },
    /// Two things could not both hold.
    Conflict {
        #[schema(value_type = String)]
        clash: Clash,
    },
    /// A visit stood still here.
    Stuck { state: VisitState },
    /// A tablet's work had no place.
    Held { worker: Option<Who>, thing: Option<HeldThing>, count: usize },
    /// Nobody known wrote.
    Stray { sender: String, words: String },
}

/// What came of it.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SettledHow {
    /// The task has its outcome.
    Ended {
        #[schema(value_type = String)]
        outcome: TaskOutcome,
        #[schema(value_type = String)]
        words: Text,
        /// What others said of it who did not know of that.
        also: Vec<AlsoEnded>,
    },
    /// This side holds.
    Chosen { value: InboxValue },
    /// The visit goes on.
    Led { state: VisitState, start: Option<i64>, workers: Vec<Who> },
    /// Another visit follows it.
    Followed { start: Option<i64> },
    /// Nothing follows, and why.
    NoMore {
        #[schema(value_type = String)]
        words: Text,
    },
    /// We did not come, and why.
    Missed {
        #[schema(value_type = String)]
        words: Text,
    },
    /// It stays aside.
    Kept {
        #[schema(value_type = String)]
        words: Text,
    },
    /// It is not needed.
    LetGo {
        #[schema(value_type = String)]
        words: Text,
    },
    /// It has its place.
    Placed,
}

/// What a second person said of a task that was ended already.
#[derive(Serialize, ToSchema)]
struct AlsoEnded {
    by: Option<Who>,
    at: i64,
    #[schema(value_type = String)]
    outcome: TaskOutcome,
    #[schema(value_type = String)]
    words: Text,
}

/// How it is taken back.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SettledBack {
    /// Not here: what was done to a visit is changed on the board.
    No,
    /// Not at all.
    Never,
    /// The task is opened again.
    Reopen {
        #[schema(value_type = Uuid)]
        task: TaskId,
    },
    /// Another side is chosen, instead of what this settlement chose.
    Choose {
        #[schema(value_type = Vec<Uuid>)]
        events: Vec<EventId>,
        #[schema(value_type = Uuid)]
        settled: EventId,
        sides: Vec<InboxSide>,
    },
    /// The decision is taken back.
    TakeUp {
        #[schema(value_type = Uuid)]
        tablet: InstallationId,
        hashes: Vec<String>,
    },
    /// The message waits again.
    Stray { id: String },
}

/// Something that was settled.
#[derive(Serialize, ToSchema)]
struct SettledItem {
    /// What it was called in the inbox: by these keys.
    keys: Vec<String>,
    client: Option<Who>,
    /// The visit as it stands now.
    visit: Option<InboxVisit>,
    at: i64,
    /// Who did it; none: nobody by name.
    by: Option<Who>,
    /// In which capacity: `worker`, `coordinator`, `client`, `system`, `import`; none: by itself.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    matter: SettledMatter,
    how: SettledHow,
    back: SettledBack,
}

/// What was settled since the last working day before today, the latest first.
#[derive(Serialize, ToSchema)]
struct SettledView {
    /// Now, by the server.
    now: i64,
    items: Vec<SettledItem>,
}

/// Shows what was settled lately.
#[utoipa::path(
    get, tag = "inbox", path = "/m/{slug}/api/inbox/settled", operation_id = "inbox_settled",
    params(("slug" = String, Path)),
    responses((status = 200, body = SettledView), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<SettledView> {
    at.run(|at| {
        let office = at.municipality();
        let (now, since, scope) = (office.clock.now().0, office.settled_since(), at.scope()?);
        let held = office.held_settled(since, |worker| scope.has_worker(worker))?;
        let makers: BTreeMap<InstallationId, ActorId> = office.log.read(|log| {
            Ok(log.tablets()?.into_iter().map(|tablet| (tablet.installation, tablet.actor)).collect())
        })?;
        // Whose client it is from nobody can tell: those read it who deal with it.
        let reads = matches!(at.staff.role, StaffRole::Coordinator | StaffRole::Head);
        let strays = if reads { office.strays_done()? } else { Vec::new() };
        let names = Names::of(at)?;
        Ok(office.folded(|replica| {
            let show = Shown { show: Show(names, Calls::of(office, replica)?), makers };
            let mut settled = office.settled(replica, since, |client| scope.has(client))?;
            settled.extend(held_rows(replica, held, |client| scope.has(client))?);
            settled.extend(strays.into_iter().map(stray_row));
            settled.sort_by_key(|one| std::cmp::Reverse(one.at));
            Ok(SettledView { now, items: settled.into_iter().map(|one| show.item(one)).collect() })
        })?)
    })
    .await
}

struct Shown {
    show: Show,
    makers: BTreeMap<InstallationId, ActorId>,
}

impl Shown {
    fn item(&self, one: Settled) -> SettledItem {
        let Settled { was, client, visit, at, by, matter, how, back } = one;
        let key = |was: Was| match was {
            Was::Task(task) => task_key(task),
            Was::Conflict(events) => conflict_key(&events),
            Was::Visit(visit) => visit_key(visit),
            Was::Held(tablet, hash) => held_key(tablet, hash),
            Was::Stray(id) => format!("stray:{id}"),
        };
        SettledItem {
            keys: was.into_iter().map(key).collect(),
            client: client.as_ref().map(client_of),
            visit: visit.map(|visit| self.show.visit(visit)),
            at: at.0,
            by: by.and_then(|(actor, _)| self.show.0.who(actor)),
            role: by.map(|(_, role)| role),
            matter: self.matter(matter),
            how: self.how(how),
            back: self.back(back),
        }
    }

    fn matter(&self, matter: Matter) -> SettledMatter {
        match matter {
            Matter::Task { cause, words } => SettledMatter::Task { cause, words },
            Matter::Conflict { clash } => SettledMatter::Conflict { clash },
            Matter::Stuck { state } => SettledMatter::Stuck { state: state.into() },
            Matter::Stray { sender, words } => SettledMatter::Stray { sender, words },
            Matter::Held { tablet, thing, count } => SettledMatter::Held {
                worker: self.makers.get(&tablet).and_then(|worker| self.show.0.who(*worker)),
                thing: thing.map(HeldThing::from),
                count,
            },
        }
    }

    fn how(&self, how: How) -> SettledHow {
        match how {
            How::Ended { outcome, words, also } => {
                let also = also.into_iter().map(|end| AlsoEnded {
                    by: self.show.0.who(end.actor),
                    at: end.at.0,
                    outcome: end.outcome,
                    words: end.words,
                });
                SettledHow::Ended { outcome, words, also: also.collect() }
            }
            How::Chosen { value } => SettledHow::Chosen { value: self.show.value(value) },
            How::Led { state, start, workers } => SettledHow::Led {
                state: state.into(),
                start: start.map(|start| start.0),
                workers: self.show.0.all(&workers),
            },
            How::Followed { start } => SettledHow::Followed { start: start.map(|start| start.0) },
            How::NoMore { words } => SettledHow::NoMore { words },
            How::Missed { words } => SettledHow::Missed { words },
            How::Held { fate: HeldFate::Kept, words } => SettledHow::Kept { words },
            How::Held { fate: HeldFate::LetGo, words } => SettledHow::LetGo { words },
            How::Held { fate: HeldFate::Placed, .. } => SettledHow::Placed,
        }
    }

    fn back(&self, back: Back) -> SettledBack {
        match back {
            Back::No => SettledBack::No,
            Back::Never => SettledBack::Never,
            Back::Stray(id) => SettledBack::Stray { id },
            Back::Reopen(task) => SettledBack::Reopen { task },
            Back::Choose { events, settled, sides } => {
                let sides = sides.into_iter().map(|side| self.show.side(side)).collect();
                SettledBack::Choose { events, settled, sides }
            }
            Back::TakeUp { tablet, hashes } => {
                SettledBack::TakeUp { tablet, hashes: hashes.into_iter().map(hex).collect() }
            }
        }
    }
}
