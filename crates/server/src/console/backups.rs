//! How it stands with the backups, for whoever has to see to it.

use super::at::{Answer, At};
use super::problem::Problem;
use super::rights::{Reach, Right, Routes};
use crate::backup::{BackupState, Failure, Kind, KindState, Trouble};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

/// To know whether what is kept here would survive the server's disk: whoever answers for people's work, and who sets it up.
const KNOW_BACKUPS: Right = Right::of([Reach::Nothing, Reach::All, Reach::All, Reach::All, Reach::All]);

pub(super) fn routes() -> Routes {
    Routes::default().route(KNOW_BACKUPS.waiting(), routes!(state))
}

/// How it stands with one kind.
#[derive(Serialize, ToSchema)]
struct BackupLine {
    kind: Kind,
    /// When the newest was made, wherever it lies; seconds since 1970.
    last: Option<i64>,
    /// How many are in the folder of the schedule, and how many stay; 0 of 0 without one.
    kept: usize,
    keep: usize,
    /// When a try failed since, and why.
    failed_at: Option<i64>,
    failed: Option<Failure>,
}

/// How it stands with the backups.
#[derive(Serialize, ToSchema)]
struct Backups {
    trouble: Option<Trouble>,
    /// Whether the server makes them by itself.
    scheduled: bool,
    /// When the next ones come, in seconds since 1970.
    next: Option<i64>,
    /// How many events lie in no backup yet: so many stay on tablets, too.
    uncovered: u64,
    lines: Vec<BackupLine>,
}

/// How it stands with the backups of log and vault.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/backups", operation_id = "backups", params(("slug" = String, Path)),
    responses((status = 200, body = Backups), (status = 403, body = Problem))
)]
async fn state(at: At) -> Answer<Backups> {
    at.run(|at| {
        let BackupState { trouble, next, covered, head, kinds } = at.municipality().backup_state()?;
        Ok(Backups {
            trouble,
            scheduled: next.is_some(),
            next: next.map(|next| next.0),
            uncovered: head.saturating_sub(covered),
            lines: kinds.into_iter().map(line).collect(),
        })
    })
    .await
}

fn line(of: KindState) -> BackupLine {
    BackupLine {
        kind: of.kind,
        last: of.last.map(|at| at.0),
        kept: of.kept,
        keep: of.keep,
        failed_at: of.failed.map(|(at, _)| at.0),
        failed: of.failed.map(|(_, why)| why),
    }
}
