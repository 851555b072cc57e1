//! Emergency access: a client is opened to whoever has none and needs it now; and the list of those who answer for it, with
//! what was looked at, who end it and mark that they have looked.

use super::at::{Answer, At, Named, Sent};
use super::names::{Names, Who};
use super::problem::Problem;
use super::rights::{Reach, Right, Routes};
use crate::error::Error;
use crate::log::{AuditSearch, Opening, USED};
use crate::openings::Shut;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;

use Reach::{All, Nothing, Own, Unit};

/// To open a client without having access.
const OPEN: Right = Right::of([Own, Unit, Nothing, Unit, Nothing]);
/// To see who has opened whom: the own, those of the own unit's clients, all.
const SEE_OPENINGS: Right = Right::of([Own, Unit, All, Unit, Nothing]);
/// To mark that one has looked at it; of another's alone.
const REVIEW: Right = Right::of([Nothing, Unit, All, Unit, Nothing]);
/// So many are listed, those that nobody has looked at first.
const MOST: usize = 100;
/// So much of what was done is listed of each.
const MOST_SEEN: u32 = 200;
/// Characters of a remark.
const LONGEST_REMARK: usize = 500;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(OPEN, routes!(open))
        .route(SEE_OPENINGS, routes!(list))
        .route(SEE_OPENINGS.waiting(), routes!(waiting))
        .route(SEE_OPENINGS, routes!(end))
        .route(REVIEW, routes!(review))
}

/// Whom somebody opens, and why.
#[derive(Deserialize, ToSchema)]
struct OpeningWish {
    client: Uuid,
    /// danger, unreachable, asks, cover
    reason: String,
    /// A sentence.
    #[schema(value_type = String)]
    words: Text,
}

/// A client is opened.
#[derive(Serialize, ToSchema)]
struct Opened {
    opening: Uuid,
    /// Until when, in seconds since 1970.
    until: i64,
}

/// Something that was done during an opening.
#[derive(Serialize, ToSchema)]
struct OpeningDeed {
    at: i64,
    /// In this program's words, `_` for spaces.
    deed: String,
    /// Which route was asked, when it was a look or a change: `GET /clients/{client}`.
    route: Option<String>,
}

/// A client who was opened to somebody.
#[derive(Serialize, ToSchema)]
struct OpeningView {
    opening: Uuid,
    /// To whom.
    who: Who,
    /// To whoever looks.
    own: bool,
    client: Uuid,
    /// None when the client is not within reach, withheld, or erased.
    #[schema(value_type = Option<String>)]
    name: Option<Text>,
    reason: String,
    #[schema(value_type = String)]
    words: Text,
    since: i64,
    /// When it ends by itself, or ended.
    until: i64,
    lasts: bool,
    /// Who ended it before its time.
    #[schema(value_type = Option<String>)]
    ended_by: Option<Text>,
    reviewed: Option<i64>,
    #[schema(value_type = Option<String>)]
    reviewed_by: Option<Text>,
    #[schema(value_type = String)]
    remark: Text,
    /// Whether whoever looks is to look at it and say so.
    may_review: bool,
    /// What was looked at and done, the newest first.
    deeds: Vec<OpeningDeed>,
}

/// Openings that nobody has looked at.
#[derive(Serialize, ToSchema)]
struct OpeningsWaiting {
    /// How many of them are this person's to look at.
    count: usize,
    /// To whom the newest was.
    #[schema(value_type = String)]
    newest: Text,
}

/// Opens a client to whoever asks, for some hours. Those who answer for it see it at once.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/openings", operation_id = "openings_open",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = OpeningWish,
    responses(
        (status = 200, body = Opened), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "`opening_reason`, `opening_own`, `opening_needless`, `opening_too_many`"),
    )
)]
async fn open(at: At, Sent(wish): Sent<OpeningWish>) -> Answer<Opened> {
    at.run(move |at| {
        let client = StreamId(wish.client);
        if within(at, client)? {
            return Err(Problem::unfit("opening_needless"));
        }
        let done = at.municipality().open_client(&at.staff, client, &wish.reason, &wish.words)?;
        let opening = done.map_err(|shut| match shut {
            Shut::NoReason => Problem::unfit("opening_reason"),
            Shut::Own => Problem::unfit("opening_own"),
            Shut::TooMany => Problem::unfit("opening_too_many"),
        })?;
        rung(at)?;
        Ok(Opened { opening: opening.id, until: opening.until.0 })
    })
    .await
}

/// Whether a client is within the own reach anyway.
fn within(at: &At, client: StreamId) -> Result<bool, Error> {
    at.municipality().folded(|replica| {
        let scope = at.own_scope_in(replica)?;
        Ok(replica.client(client)?.is_some_and(|client| scope.has(&client)))
    })
}

/// Which of these are listed for whoever looks: with the name where the client is within reach.
fn listed(at: &At, all: Vec<Opening>) -> Result<Vec<(Opening, Option<Text>)>, Error> {
    at.municipality().folded(|replica| {
        let scope = at.own_scope_in(replica)?;
        let mut listed = Vec::new();
        for opening in all {
            let client = replica.client(opening.stream)?;
            let name = client.as_ref().filter(|client| scope.has(client));
            let own = opening.actor == at.staff.actor;
            let mine = own && client.is_some() && opening.lasts(at.municipality().clock.now());
            let name = name
                .or(client.as_ref().filter(|_| mine))
                .map(|client| super::client_card::full_name(&client.card).into());
            let seen = own || at.reach == All || at.reach == Unit && name.is_some();
            if seen {
                listed.push((opening, name));
            }
        }
        Ok(listed)
    })
}

/// Whether whoever looks is to look at an opening that is listed for her.
fn is_to_review(at: &At, opening: &Opening) -> bool {
    opening.actor != at.staff.actor && REVIEW.reach(at.staff.role) != Nothing
}

/// Whether an opening's remark is still to be written by whoever looks, or is hers to mend.
fn may_remark(at: &At, opening: &Opening) -> bool {
    is_to_review(at, opening) && opening.reviewed_by.is_none_or(|by| by == at.staff.actor)
}

fn deeds(at: &At, opening: &Opening) -> Result<Vec<OpeningDeed>, Error> {
    let search = AuditSearch {
        from: Some(opening.since),
        to: Some(Time(opening.end().0.saturating_add(1))),
        actor: Some(opening.actor),
        about: Some(opening.stream),
        limit: MOST_SEEN,
        ..AuditSearch::default()
    };
    let records = at.municipality().log.read(|log| log.audit_search(&search))?;
    let told = records.into_iter().filter(|record| !NOT_TOLD.contains(&record.deed.as_str()));
    Ok(told
        .map(|record| OpeningDeed {
            at: record.at.0,
            route: (record.deed == USED).then_some(record.reason),
            deed: record.deed.replace(' ', "_"),
        })
        .collect())
}

/// What the list itself says already.
const NOT_TOLD: [&str; 4] =
    [crate::log::OPENED, "refused", "emergency access opened", "emergency access ended"];

/// Who has opened whom: the own, and those that whoever looks answers for. Those that nobody has looked at come first.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/openings", operation_id = "openings_list", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<OpeningView>), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<OpeningView>> {
    at.run(|at| {
        let (names, now) = (Names::of(at)?, at.municipality().clock.now());
        let called = |who: Option<_>| who.and_then(|who| names.name(who).cloned());
        let mut views = Vec::new();
        let all = at.municipality().log.read(|log| log.openings())?;
        for (opening, name) in listed(at, all)?.into_iter().take(MOST) {
            let unknown = || Who { id: opening.actor.0, name: Text::default() };
            views.push(OpeningView {
                opening: opening.id,
                who: names.who(opening.actor).unwrap_or_else(unknown),
                own: opening.actor == at.staff.actor,
                client: opening.stream.0,
                name,
                since: opening.since.0,
                until: opening.end().0,
                lasts: opening.lasts(now),
                ended_by: called(opening.ended_by),
                reviewed: opening.reviewed.map(|at| at.0),
                reviewed_by: called(opening.reviewed_by),
                may_review: may_remark(at, &opening),
                deeds: deeds(at, &opening)?,
                remark: opening.remark,
                reason: opening.reason,
                words: opening.words,
            });
        }
        at.record_search("looked at emergency access", None)?;
        Ok(views)
    })
    .await
}

/// How many wait for whoever looks.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/openings/waiting", operation_id = "openings_waiting", params(("slug" = String, Path)),
    responses((status = 200, body = OpeningsWaiting), (status = 403, body = Problem))
)]
async fn waiting(at: At) -> Answer<OpeningsWaiting> {
    at.run(|at| {
        let unseen = at.municipality().log.read(|log| log.openings_unseen())?;
        let waits: Vec<Opening> = listed(at, unseen)?
            .into_iter()
            .map(|(opening, _)| opening)
            .filter(|opening| is_to_review(at, opening))
            .collect();
        let newest = match waits.last() {
            Some(newest) => Names::of(at)?.name(newest.actor).cloned().unwrap_or_default(),
            None => Text::default(),
        };
        Ok(OpeningsWaiting { count: waits.len(), newest })
    })
    .await
}

#[derive(Deserialize)]
struct One {
    opening: Uuid,
}

/// An opening that is listed for whoever asks.
fn known(at: &At, id: Uuid) -> Result<Opening, Problem> {
    let opening = at.municipality().log.read(|log| log.opening(id))?.ok_or_else(Problem::not_found)?;
    let answers = at.reach == All || at.reach == Unit && within(at, opening.stream)?;
    if opening.actor == at.staff.actor || answers { Ok(opening) } else { Err(Problem::not_allowed()) }
}

/// Ends an opening at once, the own or one that whoever asks answers for.
#[utoipa::path(
    delete, tag = "clients", path = "/m/{slug}/api/openings/{opening}", operation_id = "openings_end",
    params(("slug" = String, Path), ("opening" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn end(at: At, Named(One { opening }): Named<One>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        known(at, opening)?;
        at.municipality().end_opening(&at.staff, opening)?;
        rung(at)
    })
    .await
}

/// What there is to say of an opening.
#[derive(Deserialize, ToSchema)]
struct Remark {
    #[schema(value_type = String)]
    remark: Text,
}

/// Marks that whoever answers for it has looked at an opening, which ends it.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/openings/{opening}/review", operation_id = "openings_review",
    params(("slug" = String, Path), ("opening" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = Remark,
    responses(
        (status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "`moved`: another has looked at it"),
        (status = 422, body = Problem, description = "`opening_own_review`, `opening_remark`"),
    )
)]
async fn review(
    at: At,
    Named(One { opening }): Named<One>,
    Sent(said): Sent<Remark>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        if !is_to_review(at, &known(at, opening)?) {
            return Err(Problem::unfit("opening_own_review"));
        }
        let length = said.remark.trim().chars().count();
        if length == 0 || length > LONGEST_REMARK {
            return Err(Problem::unfit("opening_remark"));
        }
        at.municipality().review_opening(&at.staff, opening, &said.remark)?;
        rung(at)
    })
    .await
}

/// It shows on every screen of the office.
fn rung(at: &At) -> Result<(), Problem> {
    at.door.served.place(&at.door.slug).ok_or_else(Problem::not_found)?.ring();
    Ok(())
}
