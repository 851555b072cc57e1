//! What is done on the board: a move looked at, made and taken back; a visit called off.

use super::at::{Answer, At, Named, Sent};
use super::board::{OffKind, Show};
use super::calls::only_theirs;
use super::problem::Problem;
use super::rights::{Routes, SERVE_CLIENTS};
use super::visit_state::Through;
use super::when::{Moment, moment};
use crate::board::Looked;
use crate::error::Error;
use crate::planning::{Broken, Off, Telling, calendar};
use crate::reschedule::{Consent, Decision};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{ActorId, EventId, StreamId, VisitId};
use vizitas_domain::text::Text;
use vizitas_domain::visit::{Cause, VisitKind};

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SERVE_CLIENTS, routes!(check_move))
        .route(SERVE_CLIENTS, routes!(make_move))
        .route(SERVE_CLIENTS, routes!(cancel))
        .route(SERVE_CLIENTS, routes!(undo))
}

/// The visit that an address names.
#[derive(Deserialize)]
struct OfVisit {
    visit: VisitId,
}

/// Where a visit would go.
#[derive(Deserialize, ToSchema)]
struct TargetView {
    day: String,
    time: String,
    #[schema(value_type = Vec<Uuid>)]
    workers: Vec<ActorId>,
}

/// What stands in the way.
#[derive(Serialize, ToSchema)]
#[serde(tag = "what", rename_all = "lowercase")]
enum BrokenView {
    /// The worker has another visit then.
    Overlap {
        #[schema(value_type = Uuid)]
        worker: ActorId,
        name: Option<String>,
        time: String,
    },
    /// The worker would not get there, or on, in time.
    Travel {
        #[schema(value_type = Uuid)]
        worker: ActorId,
        /// None: from where the day begins, or to where it ends.
        time: Option<String>,
        name: Option<String>,
        minutes: u32,
    },
    /// The worker is not to be had.
    Off {
        #[schema(value_type = Uuid)]
        worker: ActorId,
        kind: OffKind,
        /// Where it is not the whole day.
        from: Option<String>,
        to: Option<String>,
    },
    Past,
    Workers {
        needed: u8,
    },
    Skill {
        #[schema(value_type = Uuid)]
        worker: ActorId,
        #[schema(value_type = String)]
        skill: Text,
    },
    Language {
        #[schema(value_type = Uuid)]
        worker: ActorId,
    },
    /// It does not suit the client.
    Times {
        /// It touches a bad time; otherwise it is outside the good ones.
        bad: bool,
    },
}

/// Who comes to know of it.
#[derive(Serialize, ToSchema)]
#[serde(tag = "whom", rename_all = "lowercase")]
enum TellingView {
    Client {
        name: Option<String>,
        channel: Through,
        /// The time changes, so that the client's word is needed; otherwise it is enough to tell.
        word: bool,
    },
    Worker {
        #[schema(value_type = Uuid)]
        worker: ActorId,
    },
}

/// MoveHow a visit comes to its new time.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum MoveHow {
    /// The client agreed.
    Agreed,
    /// It is offered, and held.
    Offer,
    /// The agreed time stays, and somebody else comes.
    Cover,
    /// An unannounced visit: nobody is asked.
    Schedule,
}

/// A move looked at.
#[derive(Serialize, ToSchema)]
struct CheckView {
    #[schema(value_type = Option<Uuid>)]
    plan: Option<EventId>,
    broken: Vec<BrokenView>,
    tells: Vec<TellingView>,
    /// MoveHow it can be done, the likeliest way first; none when it can be moved no more.
    ways: Vec<MoveHow>,
}

/// What a move would break and whom it would tell, before it is made.
#[utoipa::path(
    post, tag = "board", path = "/m/{slug}/api/visits/{visit}/check-move",
    params(("slug" = String, Path), ("visit" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = TargetView,
    responses((status = 200, body = CheckView), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn check_move(
    at: At,
    Named(OfVisit { visit }): Named<OfVisit>,
    Sent(target): Sent<TargetView>,
) -> Answer<CheckView> {
    at.run(move |at| {
        let calendar = calendar();
        let start = moment(&calendar, &target.day, &target.time)?;
        let looked = at.municipality().look_at_move(visit, start, &target.workers)?;
        let scope = at.municipality().folded(|replica| at.wide_scope_in(replica))?;
        Ok(Show { calendar: &calendar, scope: &scope }.check(looked))
    })
    .await
}

impl Show<'_> {
    fn check(&self, Looked { kind, named, check, ways, clients }: Looked) -> CheckView {
        let name = |client| clients.get(&client).and_then(|client| self.name(client));
        let how = |way: Consent| match (way, kind) {
            (Consent::Kept, _) => MoveHow::Cover,
            (_, VisitKind::Unannounced) => MoveHow::Schedule,
            (Consent::Client(_), _) => MoveHow::Agreed,
            (Consent::Office, _) => MoveHow::Offer,
        };
        let telling = |telling| match telling {
            Telling::Client { channel, word } => {
                TellingView::Client { name: name(check.client), channel: channel.into(), word }
            }
            Telling::Worker(worker) => TellingView::Worker { worker },
        };
        CheckView {
            plan: named,
            tells: check.tells.into_iter().map(telling).collect(),
            broken: check.broken.into_iter().map(|broken| self.broken(broken, &name)).collect(),
            ways: ways.into_iter().map(how).collect(),
        }
    }

    /// Why somebody is away is for who plans her alone; to others she is taken.
    fn off_of(&self, worker: ActorId, off: Off) -> OffKind {
        match off {
            Off::Block(_) if !self.scope.has_worker(worker) => OffKind::Own,
            off => off.into(),
        }
    }

    fn broken(&self, broken: Broken, name: &impl Fn(StreamId) -> Option<String>) -> BrokenView {
        let time = |at| Moment::of(self.calendar, at).time;
        match broken {
            Broken::Overlap { worker, client, start, .. } => {
                BrokenView::Overlap { worker, name: name(client), time: time(start) }
            }
            Broken::Travel { worker, neighbour, start, minutes } => BrokenView::Travel {
                worker,
                time: start.filter(|_| neighbour.is_some()).map(time),
                name: neighbour.and_then(|(_, client)| name(client)),
                minutes,
            },
            Broken::Off { worker, kind, from, to } => BrokenView::Off {
                worker,
                kind: self.off_of(worker, kind),
                from: from.map(time),
                to: to.map(time),
            },
            Broken::Past => BrokenView::Past,
            Broken::Workers { needed } => BrokenView::Workers { needed },
            Broken::Skill { worker, skill } => BrokenView::Skill { worker, skill },
            Broken::Language { worker, .. } => BrokenView::Language { worker },
            Broken::Times { bad } => BrokenView::Times { bad },
        }
    }
}

impl From<Off> for OffKind {
    fn from(off: Off) -> Self {
        match off {
            Off::Hours => Self::Hours,
            Off::Break => Self::Rest,
            Off::Block(kind) => kind.into(),
        }
    }
}

/// A move, decided.
#[derive(Deserialize, ToSchema)]
struct MoveView {
    day: String,
    time: String,
    #[schema(value_type = Vec<Uuid>)]
    workers: Vec<ActorId>,
    /// What stood when it was looked at.
    #[schema(value_type = Option<Uuid>)]
    plan: Option<EventId>,
    how: MoveHow,
    /// MoveHow the client agreed.
    channel: Option<Through>,
    cause: CauseView,
}

/// Why it moves.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum CauseView {
    Client,
    Ill,
    Overrun,
    Traffic,
    Emergency,
    System,
}

impl From<CauseView> for Cause {
    fn from(cause: CauseView) -> Self {
        match cause {
            CauseView::Client => Self::Client,
            CauseView::Ill => Self::Ill,
            CauseView::Overrun => Self::Overrun,
            CauseView::Traffic => Self::Traffic,
            CauseView::Emergency => Self::Emergency,
            CauseView::System => Self::System,
        }
    }
}

/// What a move did.
#[derive(Serialize, ToSchema)]
struct MovedView {
    /// By it the move is taken back while nothing else has happened; none when it cannot be.
    undo: Option<u64>,
}

/// Moves a visit.
#[utoipa::path(
    post, tag = "board", path = "/m/{slug}/api/visits/{visit}/move",
    params(("slug" = String, Path), ("visit" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = MoveView,
    responses(
        (status = 200, body = MovedView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`moved`: it was changed since it was looked at"),
        (status = 422, body = Problem, description = "`cannot_move`"),
    )
)]
async fn make_move(
    at: At,
    Named(OfVisit { visit }): Named<OfVisit>,
    Sent(wish): Sent<MoveView>,
) -> Answer<MovedView> {
    at.run(move |at| {
        let start = moment(&calendar(), &wish.day, &wish.time)?;
        let consent = match wish.how {
            MoveHow::Agreed => Consent::Client(wish.channel.map_or(Channel::Phone, Channel::from)),
            MoveHow::Offer | MoveHow::Schedule => Consent::Office,
            MoveHow::Cover => Consent::Kept,
        };
        let (cause, seen) = (wish.cause.into(), Some(wish.plan));
        if at.may_come_to(visit)?.is_some_and(|may| !wish.workers.iter().all(|worker| may.contains(worker))) {
            return Err(only_theirs());
        }
        let decision = Decision { visit, start, consent, cause, workers: Some(wish.workers), seen };
        let done = at.municipality().decide(at.by(), &decision).map_err(cannot)?;
        Ok(MovedView { undo: done.undoable.then_some(done.position) })
    })
    .await
}

/// What the table of states does not allow.
fn cannot(error: Error) -> Problem {
    match error {
        Error::Invalid(_) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cannot_move"),
        error => error.into(),
    }
}

/// Why a visit is called off.
#[derive(Deserialize, ToSchema)]
struct CancelView {
    #[schema(value_type = Option<Uuid>)]
    plan: Option<EventId>,
    #[schema(value_type = String)]
    note: Text,
}

/// Calls a visit off.
#[utoipa::path(
    post, tag = "board", path = "/m/{slug}/api/visits/{visit}/cancel",
    params(("slug" = String, Path), ("visit" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = CancelView,
    responses(
        (status = 200), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`moved`"),
        (status = 422, body = Problem, description = "`cannot_move`"),
    )
)]
async fn cancel(
    at: At,
    Named(OfVisit { visit }): Named<OfVisit>,
    Sent(CancelView { plan, note }): Sent<CancelView>,
) -> Answer<()> {
    at.run(move |at| {
        at.municipality().call_off(at.by(), visit, plan, &note).map_err(cannot)?;
        Ok(())
    })
    .await
}

/// Which move is taken back.
#[derive(Deserialize, ToSchema)]
struct UndoView {
    undo: u64,
}

/// Takes a move back: the visit goes to where it stood before.
#[utoipa::path(
    post, tag = "board", path = "/m/{slug}/api/visits/{visit}/undo",
    params(("slug" = String, Path), ("visit" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = UndoView,
    responses(
        (status = 200), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`moved`: something happened to it since"),
    )
)]
async fn undo(
    at: At,
    Named(OfVisit { visit }): Named<OfVisit>,
    Sent(UndoView { undo }): Sent<UndoView>,
) -> Answer<()> {
    at.run(move |at| {
        let may = at.may_come_to(visit)?;
        if at.municipality().undo_decision(at.by(), visit, undo, may.as_ref())? {
            Ok(())
        } else {
            Err(only_theirs())
        }
    })
    .await
}
