//! The board: who works when, and where everybody's visits stand. A name is shown to whoever may know it.

use super::at::{Answer, Asked, At};
use super::problem::Problem;
use super::rights::{Routes, SEE_CLIENTS};
use super::scope::Scope;
use super::visit_state::{Through, VisitState};
use super::when::{Moment, clock, day};
use super::workers::leaves;
use crate::board::{Off, Placed, Row, Why, named};
use crate::planning::calendar;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use vizitas_domain::address;
use vizitas_domain::id::{ActorId, EventId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::told::Delivery;
use vizitas_domain::visit::VisitKind;
use vizitas_domain::worker::BlockKind;
use vizitas_planning::calendar::Calendar;
use vizitas_replica::Client;

/// A month is the most that is shown at once.
const MOST_DAYS: u16 = 31;

pub(super) fn routes() -> Routes {
    Routes::default().route(SEE_CLIENTS, routes!(board))
}

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Span {
    /// `2026-11-23`
    from: String,
    days: u16,
}

/// The board.
#[derive(Serialize, ToSchema)]
struct BoardView {
    now: Moment,
    from: String,
    days: u16,
    workers: Vec<BoardWorker>,
    visits: Vec<BoardVisit>,
}

/// A row of it.
#[derive(Serialize, ToSchema)]
struct BoardWorker {
    #[schema(value_type = Uuid)]
    id: ActorId,
    name: String,
    #[schema(value_type = String)]
    unit: Text,
    /// The first day on which she works here no more, when one is known: `2026-12-01`.
    leaves: Option<String>,
    off: Vec<BoardOff>,
}

/// A stretch of a worker's day that is not for visits.
#[derive(Serialize, ToSchema)]
struct BoardOff {
    day: String,
    from: String,
    /// `24:00` is the end of the day.
    to: String,
    kind: OffKind,
}

/// Why it is not.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum OffKind {
    /// Outside working hours.
    Hours,
    Rest,
    Own,
    Leave,
    Ill,
    Training,
}

/// A visit on it.
#[derive(Serialize, ToSchema)]
struct BoardVisit {
    #[schema(value_type = Uuid)]
    id: VisitId,
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// None when whoever looks may not know.
    name: Option<String>,
    address: Option<String>,
    unannounced: bool,
    state: VisitState,
    /// What a decision about it is made on; none while nothing stands.
    #[schema(value_type = Option<Uuid>)]
    plan: Option<EventId>,
    /// None while it stands nowhere.
    day: Option<String>,
    time: Option<String>,
    minutes: u16,
    #[schema(value_type = Vec<Uuid>)]
    workers: Vec<ActorId>,
    /// Whether two workers have to come.
    two: bool,
    agreed: Option<BoardAgreed>,
    told: BoardTold,
    /// Minutes of travel from where the worker is before it.
    travel: Option<u16>,
}

/// When and how the client agreed to this very plan.
#[derive(Serialize, ToSchema)]
struct BoardAgreed {
    at: Moment,
    channel: Through,
}

/// How far the message about it came.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum BoardTold {
    None,
    Sent,
    Delivered,
    Failed,
    Unknown,
}

/// Who works when, and where everybody's visits stand.
#[utoipa::path(
    get, tag = "board", path = "/m/{slug}/api/board", params(("slug" = String, Path), Span),
    responses((status = 200, body = BoardView), (status = 400, body = Problem), (status = 401, body = Problem))
)]
async fn board(at: At, Asked(span): Asked<Span>) -> Answer<BoardView> {
    at.run(move |at| {
        let calendar = calendar();
        let first = day(&span.from)?;
        let days =
            (1..=MOST_DAYS).contains(&span.days).then_some(span.days).ok_or_else(Problem::malformed)?;
        let days: Vec<_> = first.iter_days().take(days.into()).map(|date| calendar.day(date)).collect();
        let scope = at.scope()?;
        let found =
            at.municipality().board(&days, |worker| scope.has_worker(worker), |client| scope.has(client))?;
        let show = Show { calendar: &calendar, scope: &scope };
        Ok(BoardView {
            now: Moment::of(&calendar, at.municipality().clock.now()),
            from: span.from.clone(),
            days: span.days,
            workers: found.rows.into_iter().map(|row| show.row(row)).collect(),
            visits: found.visits.into_iter().map(|placed| show.visit(placed)).collect(),
        })
    })
    .await
}

/// What is shown to somebody of this reach.
pub(super) struct Show<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) scope: &'a Scope,
}

impl Show<'_> {
    pub(super) fn name(&self, client: &Client) -> Option<String> {
        self.scope.has(client).then(|| full_name(&client.card.given, &client.card.surname))
    }

    fn row(&self, Row { worker, off }: Row) -> BoardWorker {
        BoardWorker {
            id: worker.id,
            name: full_name(&worker.profile.given, &worker.profile.surname),
            leaves: leaves(&worker.profile),
            unit: worker.profile.unit,
            off: off.into_iter().map(|off| self.off(off)).collect(),
        }
    }

    fn off(&self, Off { from, to, why }: Off) -> BoardOff {
        let (start, end) = (Moment::of(self.calendar, from), Moment::of(self.calendar, to));
        let to = if end.day == start.day { end.time } else { clock(24 * 60) };
        BoardOff { day: start.day, from: start.time, to, kind: why.into() }
    }

    fn visit(&self, placed: Placed) -> BoardVisit {
        let Placed { client, visit, plan, told, travel } = placed;
        let within = self.scope.has(&client);
        let start = plan.as_ref().map(|plan| Moment::of(self.calendar, plan.start));
        let standing = visit.plan.as_ref().filter(|_| visit.state != State::Offered);
        let agreed = standing.and_then(|standing| standing.agreement).map(|agreement| BoardAgreed {
            at: Moment::of(self.calendar, agreement.at),
            channel: agreement.channel.into(),
        });
        BoardVisit {
            id: visit.id,
            client: client.id,
            name: self.name(&client),
            address: within.then(|| address::short(&client.card.address)),
            unannounced: visit.kind == VisitKind::Unannounced,
            state: visit.state.into(),
            plan: named(&visit),
            day: start.as_ref().map(|start| start.day.clone()),
            time: start.map(|start| start.time),
            minutes: plan.as_ref().map_or(visit.minutes, |plan| plan.minutes),
            two: client.card.two_workers || visit.workers_needed > 1,
            agreed,
            told: told.into(),
            travel,
            workers: plan.map(|plan| plan.workers).unwrap_or_default(),
        }
    }
}

fn full_name(given: &str, surname: &str) -> String {
    format!("{given} {surname}").trim().to_owned()
}

impl From<Why> for OffKind {
    fn from(why: Why) -> Self {
        match why {
            Why::Hours => Self::Hours,
            Why::Rest => Self::Rest,
            Why::Block(kind) => kind.into(),
        }
    }
}

impl From<BlockKind> for OffKind {
    fn from(kind: BlockKind) -> Self {
        match kind {
            BlockKind::Own => Self::Own,
            BlockKind::Leave => Self::Leave,
            BlockKind::Ill => Self::Ill,
            BlockKind::Training => Self::Training,
        }
    }
}

impl From<Option<Delivery>> for BoardTold {
    fn from(delivery: Option<Delivery>) -> Self {
        match delivery {
            None | Some(Delivery::Withdrawn) => Self::None,
            Some(Delivery::Sent) => Self::Sent,
            Some(Delivery::Delivered) => Self::Delivered,
            Some(Delivery::Failed) => Self::Failed,
            Some(Delivery::Unknown) => Self::Unknown,
        }
    }
}
