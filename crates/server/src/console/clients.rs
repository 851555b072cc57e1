//! Clients: finding one, the card, a new one in a minute, mending, merging, and giving cases to another worker.

use super::at::{Answer, Asked, At, Named, Sent};
use super::client_card::{ClientCard, SeenAt, Showing, full_name};
use super::client_fields::{ClientEdit, NearEdit};
use super::problem::Problem;
use super::rights::{Reach, Right, Routes, SEE_CLIENTS, SERVE_CLIENTS};
use super::scope::Subject;
use super::when::Moment;
use crate::clients::NewClient;
use crate::planning::calendar;
use crate::staff::StaffRole;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use vizitas_domain::client::Field;
use vizitas_domain::id::{ActorId, ContactId, StreamId};
use vizitas_domain::{address, phone};
use vizitas_replica::{Client, Replica};

/// So many are found at once; more are no help.
const MOST: usize = 100;
/// Letters that a search beyond the own reach has at least: nobody is to leaf through the register.
const SHORTEST_BEYOND: usize = 2;
/// To say whose cases they are, and which of two registrations goes on: nobody does so alone for the own caseload.
const KEEP_CASES: Right =
    Right::of([Reach::Nothing, Reach::Unit, Reach::Nothing, Reach::Unit, Reach::Nothing]).within_reach();

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SEE_CLIENTS, routes!(list))
        .route(SERVE_CLIENTS, routes!(new))
        .route(SEE_CLIENTS, routes!(card))
        .route(SERVE_CLIENTS, routes!(mend))
        .route(SERVE_CLIENTS, routes!(near))
        .route(KEEP_CASES, routes!(merge))
        .route(KEEP_CASES, routes!(unmerge))
        .route(KEEP_CASES, routes!(hand_over))
        .route(KEEP_CASES, routes!(hand_over_all))
}

#[derive(Deserialize)]
pub(super) struct OneClient {
    pub(super) client: StreamId,
}

/// Who is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Looked {
    /// Name, street or telephone, as far as it is typed; nothing: everybody.
    #[serde(default)]
    text: String,
    /// Whose cases.
    #[param(value_type = Option<Uuid>)]
    worker: Option<ActorId>,
    /// Beyond the own caseload or unit too: for a reason and a text, and the audit keeps whom it showed.
    #[serde(default)]
    beyond: bool,
}

/// A client in a list.
#[derive(Serialize, ToSchema)]
struct ClientRow {
    id: Uuid,
    /// Empty when whoever looks may not know.
    name: String,
    /// The day; of one beyond reach the year alone, to tell people of one name apart.
    born: Option<String>,
    address: String,
    /// Empty of one beyond reach.
    phone: String,
    responsible: Option<String>,
    next: Option<Moment>,
    /// Whether visits to this home need care.
    risk: bool,
    /// Beyond the reach of whoever looks.
    beyond: bool,
}

/// Clients found.
#[derive(Serialize, ToSchema)]
struct ClientList {
    clients: Vec<ClientRow>,
    /// There are more.
    more: bool,
}

fn row(at: &At, replica: &Replica, client: &Client, beyond: bool) -> Result<ClientRow, crate::Error> {
    let card = &client.card;
    let now = at.municipality().clock.now();
    let visits = replica.visits_of(client.id)?;
    let coming = visits.iter().filter(|visit| !visit.state.is_closed());
    let starts = coming.filter_map(|visit| visit.plan.as_ref()).map(|standing| standing.plan.start);
    let next = starts.filter(|start| *start >= now).min();
    let responsible = match card.responsible {
        Some(worker) => Some(at.municipality().name_of(replica, worker)?),
        None => None,
    };
    Ok(ClientRow {
        id: client.id.0,
        name: full_name(card),
        born: card.born.map(|born| born.format(if beyond { "%Y" } else { "%F" }).to_string()),
        address: address::short(&card.address),
        phone: if beyond { String::new() } else { phone::shown(&card.phone) },
        responsible,
        next: next.filter(|_| !beyond).map(|next| Moment::of(&calendar(), next)),
        risk: !beyond && card.risk.as_ref().is_some_and(|risk| risk.until >= now),
        beyond,
    })
}

/// Clients by name, street or telephone, with or without Lithuanian letters; those within reach.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/clients", params(("slug" = String, Path), Looked), operation_id = "clients_list",
    responses(
        (status = 200, body = ClientList), (status = 403, body = Problem),
        (status = 422, body = Problem, description = "`search_empty`: beyond the own reach a text is needed"),
    )
)]
async fn list(at: At, Asked(looked): Asked<Looked>) -> Answer<ClientList> {
    at.run(move |at| {
        if looked.beyond {
            if looked.text.trim().chars().count() < SHORTEST_BEYOND {
                return Err(Problem::unfit("search_empty"));
            }
            at.beyond("searched beyond")?;
        } else if !looked.text.trim().is_empty() {
            at.record_search("searched", None)?;
        }
        let list = at.municipality().folded(|replica| {
            let scope = at.wide_scope_in(replica)?;
            let found = if looked.text.trim().is_empty() {
                replica.clients(looked.worker)?
            } else {
                replica.search(&looked.text, usize::MAX)?
            };
            let fits = |client: &Client| {
                looked.worker.is_none_or(|worker| client.card.responsible == Some(worker))
                    && (looked.beyond || scope.has(client))
            };
            let found: Vec<Client> = found.into_iter().filter(fits).take(MOST + 1).collect();
            let shown = found.iter().take(MOST);
            let clients =
                shown.map(|client| row(at, replica, client, !scope.has(client))).collect::<Result<_, _>>()?;
            Ok(ClientList { clients, more: found.len() > MOST })
        })?;
        let beyond = list.clients.iter().filter(|row| row.beyond).map(|row| StreamId(row.id));
        at.listed(beyond.collect())?;
        at.shown(&list.clients.iter().map(|row| StreamId(row.id)).collect())?;
        Ok(list)
    })
    .await
}

/// A client's card with the history.
#[utoipa::path(
    get, tag = "clients", path = "/m/{slug}/api/clients/{client}", operation_id = "clients_card",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-reason" = Option<String>, Header)),
    responses((status = 200, body = ClientCard), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn card(at: At, Named(OneClient { client }): Named<OneClient>) -> Answer<ClientCard> {
    at.run(move |at| {
        let history = at.municipality().history(client)?;
        let calendar = calendar();
        let (today, _) = calendar.local(at.municipality().clock.now());
        // The officer checks how people are served, not what is written about them.
        let notes = at.staff.role != StaffRole::Officer;
        Ok(Showing { history: &history, calendar: &calendar, today, notes }.card())
    })
    .await
}

/// A new client as typed.
#[derive(Deserialize, ToSchema)]
struct ClientNew {
    fields: Vec<ClientEdit>,
    /// The worker who answers for the case.
    worker: Option<Uuid>,
    /// Register in spite of those who are alike.
    #[serde(default)]
    anyway: bool,
}

/// A new client, or those who may be the same person: then nobody was registered.
#[derive(Serialize, ToSchema)]
struct ClientMade {
    client: Option<Uuid>,
    alike: Vec<ClientRow>,
}

/// Who answers for a new case: the one who is named, else whoever registers for the own caseload.
fn case_worker(at: &At, named: Option<ActorId>) -> Result<Option<ActorId>, Problem> {
    let worker = named.or_else(|| (at.reach == Reach::Own).then_some(at.staff.actor));
    if let Some(worker) = worker {
        at.admit(Subject::Worker(worker), false)?;
        at.municipality().folded(|replica| at.municipality().works_now(replica, worker))?;
    }
    Ok(worker)
}

/// That there is such a client.
fn known(at: &At, client: StreamId) -> Result<(), Problem> {
    let found = at.municipality().folded(|replica| Ok(replica.client(client)?))?;
    found.map(drop).ok_or_else(Problem::not_found)
}

/// Registers a client, unless somebody is alike.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients", operation_id = "clients_new",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = ClientNew,
    responses((status = 200, body = ClientMade), (status = 403, body = Problem), (status = 422, body = Problem))
)]
async fn new(at: At, Sent(typed): Sent<ClientNew>) -> Answer<ClientMade> {
    at.run(move |at| {
        let office = at.municipality();
        let mut fields = typed.fields.iter().map(|edit| edit.read(at)).collect::<Result<Vec<_>, _>>()?;
        let named =
            |field: &Field| matches!(field, Field::Given(name) | Field::Surname(name) if !name.is_empty());
        if !fields.iter().any(named) {
            return Err(Problem::unfit("no_name"));
        }
        if let Some(worker) = case_worker(at, typed.worker.map(ActorId))? {
            fields.push(Field::Responsible(Some(worker)));
        }
        let new = NewClient { fields };
        let alike = if typed.anyway { Vec::new() } else { office.alike(&new)? };
        if alike.is_empty() {
            return Ok(ClientMade { client: Some(office.register(at.by(), new)?.0), alike: Vec::new() });
        }
        let alike = office.folded(|replica| {
            let scope = at.own_scope_in(replica)?;
            let row = |client: &Client| {
                let row = row(at, replica, client, !scope.has(client))?;
                Ok(if row.beyond { masked(row) } else { row })
            };
            alike.iter().map(row).collect::<Result<Vec<_>, crate::Error>>()
        })?;
        // That somebody is known here is told even masked.
        at.listed(alike.iter().filter(|row| row.beyond).map(|row| StreamId(row.id)).collect())?;
        Ok(ClientMade { client: None, alike })
    })
    .await
}

/// Of a client beyond reach only whom to ask is told.
fn masked(row: ClientRow) -> ClientRow {
    ClientRow {
        name: String::new(),
        born: None,
        address: String::new(),
        phone: String::new(),
        risk: false,
        ..row
    }
}

/// Fields to be set.
#[derive(Deserialize, ToSchema)]
struct ClientMend {
    /// Up to where the card was read that is mended.
    seen: SeenAt,
    fields: Vec<ClientEdit>,
}

/// Sets fields of the card.
#[utoipa::path(
    put, tag = "clients", path = "/m/{slug}/api/clients/{client}/fields", operation_id = "clients_mend",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = ClientMend,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem))
)]
async fn mend(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(mend): Sent<ClientMend>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        known(at, client)?;
        let fields = mend.fields.iter().map(|edit| edit.read(at)).collect::<Result<Vec<_>, _>>()?;
        if fields.is_empty() {
            return Err(Problem::malformed());
        }
        Ok(at.municipality().set_fields(at.by(), client, mend.seen.into(), fields)?)
    })
    .await
}

/// Writes somebody near the client down; with an id, what has changed.
#[utoipa::path(
    put, tag = "clients", path = "/m/{slug}/api/clients/{client}/contacts", operation_id = "clients_near",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = NearEdit,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem))
)]
async fn near(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(edit): Sent<NearEdit>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        known(at, client)?;
        let contact = edit.read(|| ContactId(Uuid::now_v7()))?;
        Ok(at.municipality().set_contact(at.by(), client, contact)?)
    })
    .await
}

/// The other registration.
#[derive(Deserialize, ToSchema)]
struct MergeInto {
    /// The one that goes on.
    into: Uuid,
}

/// The same person was registered twice: this registration goes on in the other.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/clients/{client}/merge", operation_id = "clients_merge",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = MergeInto,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))
)]
async fn merge(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(MergeInto { into }): Sent<MergeInto>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let into = StreamId(into);
        at.admit(Subject::Client(into), false)?;
        Ok(at.municipality().merge(at.by(), client, into)?)
    })
    .await
}

/// The merge was a mistake.
#[utoipa::path(
    delete, tag = "clients", path = "/m/{slug}/api/clients/{client}/merge", operation_id = "clients_unmerge",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn unmerge(at: At, Named(OneClient { client }): Named<OneClient>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().unmerge(at.by(), client)?)).await
}

/// To whom.
#[derive(Deserialize, ToSchema)]
struct HandTo {
    worker: Uuid,
}

/// Gives the case to a worker.
#[utoipa::path(
    put, tag = "clients", path = "/m/{slug}/api/clients/{client}/worker", operation_id = "clients_hand_over",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = HandTo,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn hand_over(
    at: At,
    Named(OneClient { client }): Named<OneClient>,
    Sent(HandTo { worker }): Sent<HandTo>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        known(at, client)?;
        Ok(at.municipality().hand_cases(at.by(), vec![client], ActorId(worker))?)
    })
    .await
}

#[derive(Deserialize)]
struct OneWorker {
    worker: ActorId,
}

/// How many cases were given.
#[derive(Serialize, ToSchema)]
struct HandedOver {
    clients: usize,
}

/// Gives a worker's whole caseload to another.
#[utoipa::path(
    post, tag = "clients", path = "/m/{slug}/api/workers/{worker}/caseload", operation_id = "clients_hand_over_all",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)), request_body = HandTo,
    responses((status = 200, body = HandedOver), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn hand_over_all(
    at: At,
    Named(OneWorker { worker: from }): Named<OneWorker>,
    Sent(HandTo { worker }): Sent<HandTo>,
) -> Answer<HandedOver> {
    at.run(move |at| {
        let office = at.municipality();
        let clients = office.caseload(from)?;
        let handed = HandedOver { clients: clients.len() };
        office.hand_cases(at.by(), clients, ActorId(worker))?;
        Ok(handed)
    })
    .await
}
