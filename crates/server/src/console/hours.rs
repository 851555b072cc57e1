//! Workers' hours and absences: a calendar of all, time taken and given back, each worker's week and skills.

use super::at::{Answer, Asked, At, Named, Sent};
use super::problem::Problem;
use super::rights::{LEAD_WORKERS, REPLAN, Routes};
use super::when::{Moment, day, moment};
use crate::hours::{Absences, Work};
use crate::planning::calendar;
use axum::http::StatusCode;
use chrono::Days;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, BlockId};
use vizitas_domain::text::Text;
use vizitas_domain::worker::{BlockKind, DayHours, Hours, Profile};

/// Most days of the calendar that are asked for at once.
const MOST_DAYS: u16 = 400;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(LEAD_WORKERS, routes!(list))
        .route(LEAD_WORKERS, routes!(block))
        .route(LEAD_WORKERS, routes!(free))
        .route(REPLAN, routes!(set))
}

/// What takes a worker's time.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum AbsenceKind {
    Own,
    Leave,
    Ill,
    Training,
}

impl From<BlockKind> for AbsenceKind {
    fn from(kind: BlockKind) -> Self {
        match kind {
            BlockKind::Own => Self::Own,
            BlockKind::Leave => Self::Leave,
            BlockKind::Ill => Self::Ill,
            BlockKind::Training => Self::Training,
        }
    }
}

impl From<AbsenceKind> for BlockKind {
    fn from(kind: AbsenceKind) -> Self {
        match kind {
            AbsenceKind::Own => Self::Own,
            AbsenceKind::Leave => Self::Leave,
            AbsenceKind::Ill => Self::Ill,
            AbsenceKind::Training => Self::Training,
        }
    }
}

/// Time of a worker's that is not for visits.
#[derive(Serialize, ToSchema)]
struct AbsenceView {
    #[schema(value_type = Uuid)]
    id: BlockId,
    from: Moment,
    until: Moment,
    kind: AbsenceKind,
    #[schema(value_type = String)]
    reason: Text,
}

/// Minutes after midnight.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
struct HoursView {
    from: u16,
    to: u16,
}

/// Hours of one weekday, in minutes after midnight.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
struct WeekdayView {
    /// 0 Monday to 6 Sunday.
    weekday: u8,
    from: u16,
    to: u16,
    /// As `break_to` when there is none.
    break_from: u16,
    break_to: u16,
}

/// When a worker works, and what she can do.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct WorkView {
    /// An ordinary day; none: the office's hours.
    hours: Option<HoursView>,
    /// Where days differ: a weekday that is not named is free. Empty: `hours` hold.
    week: Vec<WeekdayView>,
    #[schema(value_type = Vec<String>)]
    skills: Vec<Text>,
}

impl WorkView {
    pub(super) fn of(profile: &Profile) -> Self {
        let weekday = |day: &DayHours| WeekdayView {
            weekday: day.weekday,
            from: day.from,
            to: day.to,
            break_from: day.break_from,
            break_to: day.break_to,
        };
        Self {
            hours: profile.hours.map(|hours| HoursView { from: hours.from, to: hours.to }),
            week: profile.week.iter().map(weekday).collect(),
            skills: profile.skills.clone(),
        }
    }
}

/// A worker's hours and absences.
#[derive(Serialize, ToSchema)]
struct WorkerHours {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    name: String,
    unit: String,
    work: WorkView,
    absences: Vec<AbsenceView>,
}

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Range {
    /// The first day: `2026-11-23`.
    from: String,
    /// How many days.
    days: u16,
}

/// Hours and absences of the workers within reach, in the order of names.
#[utoipa::path(
    get, tag = "absence", path = "/m/{slug}/api/absences", operation_id = "absences_list",
    params(("slug" = String, Path), Range),
    responses((status = 200, body = Vec<WorkerHours>), (status = 400, body = Problem), (status = 403, body = Problem))
)]
async fn list(at: At, Asked(range): Asked<Range>) -> Answer<Vec<WorkerHours>> {
    at.run(move |at| {
        let first = day(&range.from)?;
        let days = Days::new(range.days.clamp(1, MOST_DAYS).into());
        let end = first.checked_add_days(days).ok_or_else(Problem::malformed)?;
        let (scope, calendar) = (at.scope()?, calendar());
        let all = at.municipality().absences(calendar.day(first).start, calendar.day(end).start)?;
        let show = |absences: Absences| {
            let profile = absences.profile;
            let until =
                |block: &vizitas_domain::worker::Block| block.start.plus_minutes(block.minutes.into());
            let view = |block: vizitas_domain::worker::Block| AbsenceView {
                id: block.id,
                from: Moment::of(&calendar, block.start),
                until: Moment::of(&calendar, until(&block)),
                kind: block.kind.into(),
                reason: block.reason,
            };
            WorkerHours {
                worker: absences.worker,
                name: format!("{} {}", &*profile.given, &*profile.surname).trim().to_owned(),
                unit: profile.unit.to_string(),
                work: WorkView::of(&profile),
                absences: absences.blocks.into_iter().map(view).collect(),
            }
        };
        Ok(all.into_iter().filter(|absences| scope.has_worker(absences.worker)).map(show).collect())
    })
    .await
}

#[derive(Deserialize)]
struct OfWorker {
    worker: ActorId,
}

/// Time that is not for visits.
#[derive(Deserialize, ToSchema)]
struct NewAbsence {
    from: Moment,
    until: Moment,
    kind: AbsenceKind,
    #[serde(default)]
    #[schema(value_type = String)]
    reason: Text,
}

/// Which time was written down.
#[derive(Serialize, ToSchema)]
struct AbsenceAdded {
    #[schema(value_type = Uuid)]
    id: BlockId,
}

/// Takes time of a worker's: leave, training. What becomes of visits in it, `absence/proposal` says.
#[utoipa::path(
    post, tag = "absence", path = "/m/{slug}/api/workers/{worker}/absences", operation_id = "absences_add",
    request_body = NewAbsence,
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 200, body = AbsenceAdded), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem))
)]
async fn block(
    at: At,
    Named(OfWorker { worker }): Named<OfWorker>,
    Sent(sent): Sent<NewAbsence>,
) -> Answer<AbsenceAdded> {
    at.run(move |at| {
        let calendar = calendar();
        let read = |at: &Moment| moment(&calendar, &at.day, &at.time);
        let span = (read(&sent.from)?, read(&sent.until)?);
        let id = at.municipality().block_time(at.by(), worker, span, sent.kind.into(), &sent.reason)?;
        Ok(AbsenceAdded { id })
    })
    .await
}

#[derive(Deserialize)]
struct OneAbsence {
    worker: ActorId,
    absence: BlockId,
}

/// Gives such time back.
#[utoipa::path(
    delete, tag = "absence", path = "/m/{slug}/api/workers/{worker}/absences/{absence}", operation_id = "absences_remove",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("absence" = Uuid, Path),
        ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn free(
    at: At,
    Named(OneAbsence { worker, absence }): Named<OneAbsence>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| at.municipality().free_time(at.by(), worker, absence).map_err(Problem::from)).await
}

/// Writes a worker's hours, week and skills.
#[utoipa::path(
    put, tag = "absence", path = "/m/{slug}/api/workers/{worker}/hours", operation_id = "hours_set",
    request_body = WorkView,
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn set(
    at: At,
    Named(OfWorker { worker }): Named<OfWorker>,
    Sent(sent): Sent<WorkView>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let weekday = |day: &WeekdayView| DayHours {
            weekday: day.weekday,
            from: day.from,
            to: day.to,
            break_from: day.break_from,
            break_to: day.break_to,
        };
        let work = Work {
            hours: sent.hours.map(|hours| Hours { from: hours.from, to: hours.to }),
            week: sent.week.iter().map(weekday).collect(),
            skills: sent.skills,
        };
        at.municipality().set_work(at.by(), worker, &work).map_err(Problem::from)
    })
    .await
}
