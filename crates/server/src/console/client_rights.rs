//! Erasing a client, withholding her data, and what is to go for its age. Two people erase; a name is typed; the proof names
//! nobody.

use super::at::{Answer, At, Named, Sent};
use super::clients::OneClient;
use super::dossier::{DossierMade, SHORTEST_REASON, made};
use super::problem::Problem;
use super::rights::{Reach, Right, Routes};
use crate::dossier::Asking;
use crate::erasing::{ErasureProof, Unready};
use crate::error::Error;
use crate::municipality::Municipality;
use crate::restriction::CalledOff;
use crate::retention::Planned;
use crate::staff::StaffRole;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::{ActorId, StreamId};
use vizitas_domain::retention::{Holds, Then};
use vizitas_domain::time::Time;

use Reach::{All, Nothing, Unit};

/// To erase a client, as one of two people.
const ERASE: Right = Right::of([Nothing, Nothing, Nothing, Unit, All]).within_reach();
/// To see what was erased, with its proof, and what is to go for its age.
const SEE_ERASED: Right = Right::of([Nothing, Nothing, All, All, All]);
/// To withhold a client's data.
const RESTRICT: Right = Right::of([Nothing, Nothing, All, Unit, All]).within_reach();
/// To see whose data are withheld, for a legal claim, and to lift it.
const LIFT: Right = Right::of([Nothing, Nothing, All, Nothing, All]);
/// Whose names are told there.
const KNOWS: Right = Right::of([Nothing, Nothing, All, Unit, Nothing]);
/// Days ahead that are shown of what comes to its age.
const AHEAD_DAYS: u32 = 90;

/// Who may erase, at the server's own command line, too.
#[must_use]
pub fn may_erase() -> Vec<StaffRole> {
    ERASE.roles()
}

/// Who may withhold, there, too.
#[must_use]
pub fn may_restrict() -> Vec<StaffRole> {
    RESTRICT.roles()
}

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(ERASE, routes!(ask, withdraw))
        .route(ERASE, routes!(agree))
        .route(SEE_ERASED, routes!(erasures))
        .route(SEE_ERASED, routes!(proof))
        .route(RESTRICT, routes!(restrict))
        .route(LIFT, routes!(restrictions))
        .route(LIFT, routes!(lift))
        .route(LIFT, routes!(restricted_dossier))
        .route(SEE_ERASED, routes!(retention))
}

/// On what ground, and why in words.
#[derive(Deserialize, ToSchema)]
struct OnGround {
    /// Its code.
    ground: String,
    /// In words; no name.
    #[serde(default)]
    words: String,
}

/// The client's name, typed by the second person.
#[derive(Deserialize, ToSchema)]
struct TypedName {
    name: String,
}

/// An erasure, asked for or done.
#[derive(Serialize, ToSchema)]
struct ErasureRow {
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// While it is only asked for, and to whom it is theirs to decide.
    name: Option<String>,
    ground: String,
    words: String,
    asked_by: String,
    /// In seconds since 1970.
    asked: i64,
    /// Whether whoever looks asked: somebody else agrees.
    own: bool,
    agreed_by: Option<String>,
    done: Option<i64>,
    /// Tablets that have yet to confirm.
    waits: usize,
    /// When the last backup that may hold a key runs out.
    backups_expire: Option<i64>,
}

/// A proof to print, and for machines.
#[derive(Serialize, ToSchema)]
struct ProofMade {
    html: String,
    #[schema(value_type = Object)]
    json: Value,
}

/// A client whose data are withheld.
#[derive(Serialize, ToSchema)]
struct RestrictionRow {
    #[schema(value_type = Uuid)]
    client: StreamId,
    name: String,
    ground: String,
    words: String,
    by: String,
    /// In seconds since 1970.
    since: i64,
    /// Whether whoever looks withheld them: somebody else reads what is held.
    own: bool,
}

/// A visit that was called off when data were withheld.
#[derive(Serialize, ToSchema)]
struct CalledOffVisit {
    /// When it was to be, in seconds since 1970.
    at: i64,
    /// Who was to come, by name.
    workers: Vec<String>,
}

/// What withholding brought with it.
#[derive(Serialize, ToSchema)]
struct Withheld {
    /// Visits that were called off: whoever withheld tells the client and the workers.
    visits: Vec<CalledOffVisit>,
}

/// A client whose records come to their age.
#[derive(Serialize, ToSchema)]
struct RetentionRow {
    #[schema(value_type = Uuid)]
    client: StreamId,
    /// None when whoever looks may not know.
    name: Option<String>,
    class: String,
    /// In seconds since 1970.
    since: i64,
    /// erase, ask
    #[schema(value_type = String)]
    then: Then,
    /// Why nothing goes by itself: promise, task, visit, complaint.
    #[schema(value_type = Vec<String>)]
    holds: Vec<Holds>,
    /// When it was announced.
    announced: Option<i64>,
    /// Not before when it goes by itself; none: it does not.
    goes: Option<i64>,
}

/// The rules and what they come to.
#[derive(Serialize, ToSchema)]
struct RetentionView {
    /// As standard/retention.*.json has them.
    #[schema(value_type = Object)]
    rules: Value,
    rows: Vec<RetentionRow>,
}

fn unready(why: Unready) -> Problem {
    match why {
        Unready::NotAsked => Problem::unfit("erasure_not_asked"),
        Unready::SamePerson => Problem::unfit("erasure_same_person"),
        Unready::OtherName => Problem::unfit("erasure_other_name"),
    }
}

/// Asks that a client be erased.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients/{client}/erasure", operation_id = "clients_erasure_ask",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = OnGround,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn ask(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(on): Sent<OnGround>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().ask_erasure(at.by(), client, &on.ground, &on.words)?)).await
}

/// Takes back that a client be erased.
#[utoipa::path(
    delete, tag = "clients", path = "/m/{slug}/api/clients/{client}/erasure", operation_id = "clients_erasure_withdraw",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn withdraw(at: At, Named(OneClient { client }): Named<OneClient>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().withdraw_erasure(at.by(), client)?)).await
}

/// The second person agrees, having typed the client's name: the client is erased for ever.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients/{client}/erasure/agree", operation_id = "clients_erasure_agree",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = TypedName,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem))
)]
async fn agree(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(typed): Sent<TypedName>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let office = at.municipality();
        office.may_erase(at.by(), client, &typed.name)?.map_err(unready)?;
        Ok(office.erase_now(at.by(), client)?)
    })
    .await
}

/// Who was erased, and who is to be.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/erasures", operation_id = "erasures", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<ErasureRow>), (status = 403, body = Problem))
)]
async fn erasures(at: At) -> Answer<Vec<ErasureRow>> {
    at.run(|at| {
        let office = at.municipality();
        let all = office.log.read(|log| log.erasures())?;
        at.record_search("looked at erasures", None)?;
        let mut met = BTreeSet::new();
        let mut rows = Vec::new();
        for one in all.iter().filter(|one| met.insert(one.person)) {
            let proof = office.erasure_proof(one.person)?;
            let decides = one.done.is_none() && ERASE.reach(at.staff.role) != Nothing;
            let name = if decides && reaches(at, one.person)? {
                Some(office.name_in_log(one.person)?)
            } else {
                None
            };
            let waits = if one.done.is_some() { proof.waits() } else { 0 };
            rows.push(ErasureRow {
                client: one.person,
                name,
                ground: one.ground.clone(),
                words: one.words.to_string(),
                asked_by: proof.asked_by,
                asked: one.asked.0,
                own: one.asked_by == at.staff.actor,
                agreed_by: proof.agreed_by,
                done: one.done.map(|at| at.0),
                waits,
                backups_expire: one.done.and(proof.backups_expire).map(|at| at.0),
            });
        }
        Ok(rows)
    })
    .await
}

/// Whether a client is within whoever's reach who erases.
fn reaches(at: &At, client: StreamId) -> Result<bool, Error> {
    let at = At { reach: ERASE.reach(at.staff.role), ..at.clone() };
    at.municipality().folded(|replica| {
        let scope = at.own_scope_in(replica)?;
        Ok(replica.client(client)?.is_some_and(|client| scope.has(&client)))
    })
}

#[derive(Deserialize)]
struct OneErasure {
    erasure: StreamId,
}

/// The proof of an erasure.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/erasures/{erasure}/proof", operation_id = "erasure_proof",
    params(("slug" = String, Path), ("erasure" = Uuid, Path)),
    responses((status = 200, body = ProofMade), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn proof(at: At, Named(OneErasure { erasure }): Named<OneErasure>) -> Answer<ProofMade> {
    at.run(move |at| {
        let proof: ErasureProof = at.municipality().erasure_proof(erasure)?;
        let html = at.municipality().erasure_proof_page(&proof, false)?;
        Ok(ProofMade { html, json: serde_json::to_value(&proof).unwrap_or_default() })
    })
    .await
}

/// Withholds a client's data.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients/{client}/restriction", operation_id = "clients_restrict",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = OnGround,
    responses((status = 200, body = Withheld), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn restrict(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(on): Sent<OnGround>,
) -> Answer<Withheld> {
    at.run(move |at| {
        let called_off = at.municipality().restrict(at.by(), client, &on.ground, &on.words)?;
        let mut visits = Vec::with_capacity(called_off.len());
        for CalledOff { start, workers } in called_off {
            let workers = workers.into_iter().map(|worker| called(at.municipality(), worker));
            visits.push(CalledOffVisit { at: start.0, workers: workers.collect::<Result<_, _>>()? });
        }
        Ok(Withheld { visits })
    })
    .await
}

/// Whose data are withheld. That it was looked at stands in the audit.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/restrictions", operation_id = "restrictions", params(("slug" = String, Path)),
    responses((status = 200, body = Vec<RestrictionRow>), (status = 403, body = Problem))
)]
async fn restrictions(at: At) -> Answer<Vec<RestrictionRow>> {
    at.run(|at| {
        let office = at.municipality();
        let mut rows = Vec::new();
        for one in office.log.read(|log| log.restrictions())?.iter().filter(|one| one.stream == one.person) {
            at.record_search("looked at a restriction", Some(one.stream))?;
            rows.push(RestrictionRow {
                client: one.person,
                name: office.name_in_log(one.stream)?,
                ground: one.ground.clone(),
                words: one.words.to_string(),
                by: called(office, one.actor)?,
                since: one.since.0,
                own: one.actor == at.staff.actor,
            });
        }
        Ok(rows)
    })
    .await
}

fn called(office: &Municipality, actor: ActorId) -> Result<String, Error> {
    office.folded(|replica| office.name_of(replica, actor))
}

#[derive(Deserialize)]
struct OneRestriction {
    restriction: StreamId,
}

/// Withholds them no more.
#[utoipa::path(
    delete, tag = "clients", path = "/m/{slug}/api/restrictions/{restriction}", operation_id = "restriction_lift",
    params(("slug" = String, Path), ("restriction" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn lift(
    at: At,
    Named(OneRestriction { restriction }): Named<OneRestriction>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().lift_restriction(at.by(), restriction)?)).await
}

/// Why.
#[derive(Deserialize, ToSchema)]
struct ForReason {
    /// Which claim it is for; the audit keeps it.
    reason: String,
}

/// Everything that is held of somebody whose data are withheld, for a legal claim: for somebody else than withheld them.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/restrictions/{restriction}/dossier", operation_id = "restriction_dossier",
    params(("slug" = String, Path), ("restriction" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = ForReason,
    responses((status = 200, body = DossierMade), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
async fn restricted_dossier(
    at: At,
    Named(OneRestriction { restriction }): Named<OneRestriction>,
    Sent(asked): Sent<ForReason>,
) -> Answer<DossierMade> {
    at.run(move |at| {
        let why = asked.reason.trim();
        if why.chars().count() < SHORTEST_REASON {
            return Err(Problem::unfit("why_needed"));
        }
        let withheld = at.municipality().log.read(|log| log.restrictions())?;
        let Some(one) = withheld.iter().find(|one| one.person == restriction) else {
            return Err(Problem::not_found());
        };
        if one.actor == at.staff.actor {
            // Whoever withheld somebody does not read by this door what no other lets her read.
            at.record_refused(Some(restriction))?;
            return Err(Problem::unfit("restriction_same_person"));
        }
        let asking = Asking { by: at.by(), why, names: true };
        Ok(made(at.municipality().dossier_of(restriction, asking)?))
    })
    .await
}

/// What comes to its age, and when it would go; nothing is changed by asking.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/retention", operation_id = "retention", params(("slug" = String, Path)),
    responses((status = 200, body = RetentionView), (status = 403, body = Problem))
)]
async fn retention(at: At) -> Answer<RetentionView> {
    at.run(|at| {
        let office = at.municipality();
        let rules = office.retention_rules()?;
        let knows = at.staff.role != StaffRole::Administrator;
        let plan = office.retention_plan(AHEAD_DAYS)?;
        at.record_search("searched", None)?;
        let scope = office.folded(|replica| {
            let at = At { reach: KNOWS.reach(at.staff.role), ..at.clone() };
            let scope = at.own_scope_in(replica)?;
            let clients = replica.clients(None)?;
            Ok(clients.iter().filter(|one| scope.has(one)).map(|one| one.id).collect::<BTreeSet<_>>())
        })?;
        let row = |one: Planned| {
            let goes = one.goes().then(|| {
                let least = rules.earliest(one.since.max(office.clock.now()));
                one.announced.map_or(least, |(_, due)| due.max(one.since))
            });
            RetentionRow {
                client: one.client,
                name: (knows && scope.contains(&one.client)).then_some(one.name),
                class: one.class,
                since: one.since.0,
                then: one.then,
                holds: one.holds,
                announced: one.announced.map(|(at, _)| at.0),
                goes: goes.map(|at: Time| at.0),
            }
        };
        let rows = plan.into_iter().filter(|one| one.then != Then::Keep).map(row).collect();
        Ok(RetentionView { rules: serde_json::to_value(&rules).unwrap_or_default(), rows })
    })
    .await
}
