//! Looking into the audit. It names clients by id only, here too.

use super::at::{Answer, Asked, At};
use super::names::{Names, Who};
use super::problem::Problem;
use super::rights::{AUDIT, Routes};
use crate::error::Error;
use crate::log::{AuditRecord, AuditSearch};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

/// Records on a page.
const PAGE: u32 = 100;

pub(super) fn routes() -> Routes {
    Routes::default().route(AUDIT, routes!(search)).route(AUDIT, routes!(people))
}

/// What is looked for; what is not named matches everything.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// From this moment on, in seconds since 1970.
    from: Option<i64>,
    /// Before this moment.
    to: Option<i64>,
    /// By whom.
    #[param(value_type = Option<Uuid>)]
    actor: Option<ActorId>,
    /// Which deed, as the records name it.
    deed: Option<String>,
    /// About which client or worker.
    #[param(value_type = Option<Uuid>)]
    about: Option<StreamId>,
    /// The `next` of the page before.
    before: Option<u64>,
}

/// What a record is about.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AboutKind {
    Client,
    Worker,
    Other,
}

/// Who did what.
#[derive(Serialize, ToSchema)]
struct AuditLine {
    number: u64,
    at: i64,
    #[schema(value_type = Uuid)]
    actor: ActorId,
    /// The name, when it is somebody of the office.
    #[schema(value_type = Option<String>)]
    name: Option<Text>,
    /// In this program's words, `_` for spaces: `signed_in`.
    deed: String,
    /// About which client or worker.
    #[schema(value_type = Option<Uuid>)]
    about: Option<StreamId>,
    #[schema(value_type = Option<AboutKind>)]
    about_kind: Option<AboutKind>,
    /// The worker's name; a client has none here.
    #[schema(value_type = Option<String>)]
    about_name: Option<Text>,
    /// Why, or what it was done to.
    reason: String,
}

/// A page of the audit, the newest first.
#[derive(Serialize, ToSchema)]
struct AuditPage {
    lines: Vec<AuditLine>,
    /// What `before` is for the next page; none when this is the last.
    next: Option<u64>,
}

/// Searches the audit.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit", operation_id = "audit_search",
    params(("slug" = String, Path), Search),
    responses((status = 200, body = AuditPage), (status = 403, body = Problem))
)]
async fn search(at: At, Asked(search): Asked<Search>) -> Answer<AuditPage> {
    at.run(move |at| {
        let deed = search.deed.as_ref().map(|deed| deed.replace('_', " ").replace('\0', ""));
        let wanted = AuditSearch {
            from: search.from.map(Time),
            to: search.to.map(Time),
            actor: search.actor,
            deed: deed.as_deref(),
            about: search.about,
            before: search.before,
            limit: PAGE,
        };
        let found = at.municipality().log.read(|log| log.audit_search(&wanted))?;
        let full = found.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = found.last().filter(|_| full).map(|record| record.number);
        at.record_search("searched the audit", search.about)?;
        let names = Names::of(at)?;
        let line = |record: AuditRecord| -> Result<AuditLine, Error> {
            let about_name = record.about.and_then(|about| names.name(ActorId(about.0)).cloned());
            let about_kind = match record.about {
                None => None,
                Some(_) if about_name.is_some() => Some(AboutKind::Worker),
                Some(about) if is_client(at, about)? => Some(AboutKind::Client),
                Some(_) => Some(AboutKind::Other),
            };
            Ok(AuditLine {
                number: record.number,
                at: record.at.0,
                actor: record.actor,
                name: names.name(record.actor).cloned(),
                deed: record.deed.replace(' ', "_"),
                about: record.about,
                about_kind,
                about_name,
                reason: names.instead_of_ids(&record.reason),
            })
        };
        Ok(AuditPage { lines: found.into_iter().map(line).collect::<Result<_, _>>()?, next })
    })
    .await
}

fn is_client(at: &At, stream: StreamId) -> Result<bool, Error> {
    at.municipality().folded(|replica| Ok(replica.client(stream)?.is_some()))
}

/// Who may stand in the audit.
#[derive(Serialize, ToSchema)]
struct AuditPeople {
    /// Whoever signs in, and workers, by name.
    people: Vec<Who>,
    /// Whoever commands at the server's own command line.
    #[schema(value_type = Uuid)]
    office: ActorId,
    /// The server by itself.
    #[schema(value_type = Uuid)]
    server: ActorId,
}

/// By whom the audit can be searched.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/audit/people", operation_id = "audit_people",
    params(("slug" = String, Path)),
    responses((status = 200, body = AuditPeople), (status = 403, body = Problem))
)]
async fn people(at: At) -> Answer<AuditPeople> {
    at.run(|at| {
        let identity = &at.municipality().identity;
        let people = Names::of(at)?.everybody();
        Ok(AuditPeople { people, office: identity.office, server: identity.system })
    })
    .await
}
