//! Workers: what is written of each and what is in her hands; a new one, what changes, and how one leaves.

use super::at::{Answer, At, Named, Sent};
use super::client_card::Tongue;
use super::client_fields::{email, number};
use super::hours::WorkView;
use super::names::full;
use super::problem::Problem;
use super::rights::{KEEP_WORKERS, KNOW_WORKERS, Routes};
use super::scope::Scope;
use super::when::{Moment, day};
use crate::leaving::{Left, Stays};
use crate::planning::calendar;
use crate::staff::StaffRole;
use crate::workers::InHand;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::ActorId;
use vizitas_domain::phone;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::worker::Profile;

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(KNOW_WORKERS, routes!(list))
        .route(KEEP_WORKERS, routes!(add))
        .route(KEEP_WORKERS, routes!(mend))
        .route(KEEP_WORKERS, routes!(leave))
        .route(KEEP_WORKERS, routes!(come_back))
}

/// A worker, and what is in her hands.
#[derive(Serialize, ToSchema)]
struct WorkerView {
    #[schema(value_type = Uuid)]
    worker: ActorId,
    /// The office's code.
    #[schema(value_type = String)]
    code: Text,
    #[schema(value_type = String)]
    name: Text,
    #[schema(value_type = String)]
    given: Text,
    #[schema(value_type = String)]
    surname: Text,
    #[schema(value_type = String)]
    position: Text,
    #[schema(value_type = String)]
    unit: Text,
    phone: String,
    #[schema(value_type = String)]
    email: Text,
    languages: Vec<Tongue>,
    work: WorkView,
    /// How many clients are hers.
    clients: usize,
    /// How many tablets with rights.
    tablets: usize,
    /// Whether she may sign in to the console.
    signs_in: bool,
    /// The first day on which she works here no more, when one is known: `2026-12-01`.
    leaves: Option<String>,
    /// Whether she has left.
    gone: bool,
    /// How many visits stand that she would have to make after her end.
    after: usize,
    /// Since when her access rests, since it lay unused; an administrator gives it back.
    suspended: Option<i64>,
}

impl WorkerView {
    fn of(known: InHand, now: Time) -> Self {
        let InHand { worker, profile, clients, tablets, signs_in, after, suspended } = known;
        let (leaves, gone) = (leaves(&profile), !profile.works_at(now));
        let work = WorkView::of(&profile);
        let Profile { code, given, surname, position, unit, phone, email, languages, .. } = profile;
        Self {
            worker,
            code,
            name: full(&given, &surname),
            given,
            surname,
            position,
            unit,
            phone: phone::shown(&phone),
            email,
            languages: languages.into_iter().map(Tongue::from).collect(),
            work,
            clients,
            tablets,
            signs_in,
            leaves,
            gone,
            after,
            suspended: suspended.map(|at| at.0),
        }
    }
}

/// The first day on which a worker works here no more, when one is known.
pub(super) fn leaves(profile: &Profile) -> Option<String> {
    profile.until.map(|until| Moment::of(&calendar(), until).day)
}

/// The workers within reach, those who have left among them, in the order of names.
#[utoipa::path(
    get, tag = "office", path = "/m/{slug}/api/workers", params(("slug" = String, Path)), operation_id = "workers_list",
    responses((status = 200, body = Vec<WorkerView>), (status = 403, body = Problem))
)]
async fn list(at: At) -> Answer<Vec<WorkerView>> {
    at.run(|at| {
        let scope = at.scope()?;
        let all = at.municipality().in_hand()?.into_iter();
        let (own, now) = (all.filter(|known| scope.has_worker(known.worker)), at.municipality().clock.now());
        Ok(own.map(|known| WorkerView::of(known, now)).collect())
    })
    .await
}

/// Something that is written of a worker, and what it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
enum WorkerEdit {
    Given(String),
    Surname(String),
    Position(String),
    Unit(String),
    Phone(String),
    Email(String),
    Languages(Vec<Tongue>),
    Skills(Vec<String>),
}

/// An edit, read: what cannot be what it should is answered by the field's own code.
enum Edit {
    Given(Text),
    Surname(Text),
    Position(Text),
    Unit(Text),
    Phone(Text),
    Email(Text),
    Languages(Vec<Tongue>),
    Skills(Vec<Text>),
}

impl WorkerEdit {
    fn read(self) -> Result<Edit, Problem> {
        Ok(match self {
            Self::Given(name) => Edit::Given(Text::trimmed(&name)),
            Self::Surname(name) => Edit::Surname(Text::trimmed(&name)),
            Self::Position(words) => Edit::Position(Text::trimmed(&words)),
            Self::Unit(name) => Edit::Unit(Text::trimmed(&name)),
            Self::Phone(typed) => Edit::Phone(number(&typed)?),
            Self::Email(typed) => Edit::Email(email(&typed)?),
            Self::Languages(languages) => Edit::Languages(languages),
            Self::Skills(skills) => Edit::Skills(skills.iter().map(|skill| Text::trimmed(skill)).collect()),
        })
    }
}

impl Edit {
    fn write(self, profile: &mut Profile) {
        match self {
            Self::Given(name) => profile.given = name,
            Self::Surname(name) => profile.surname = name,
            Self::Position(words) => profile.position = words,
            Self::Unit(name) => profile.unit = name,
            Self::Phone(number) => profile.phone = number,
            Self::Email(address) => profile.email = address,
            Self::Languages(languages) => {
                profile.languages = languages.into_iter().map(Into::into).collect();
            }
            Self::Skills(skills) => profile.skills = skills,
        }
    }
}

/// Somebody of one unit keeps workers of that unit: none is moved in or out.
fn within(at: &At, edits: &[Edit]) -> Result<(), Problem> {
    let own = at.staff.unit.trim();
    let elsewhere = edits.iter().any(|edit| matches!(edit, Edit::Unit(unit) if unit.trim() != own));
    if elsewhere && !matches!(at.scope()?, Scope::All) { Err(Problem::not_allowed()) } else { Ok(()) }
}

/// Somebody who becomes a worker.
#[derive(Deserialize, ToSchema)]
struct WorkerNew {
    /// The office's code: what its books call her.
    code: String,
    fields: Vec<WorkerEdit>,
}

/// Who became a worker.
#[derive(Serialize, ToSchema)]
struct WorkerMade {
    #[schema(value_type = Uuid)]
    worker: ActorId,
}

/// Makes somebody a worker.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/workers", operation_id = "workers_add",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = WorkerNew,
    responses(
        (status = 200, body = WorkerMade), (status = 403, body = Problem),
        (status = 409, body = Problem, description = "`code_taken`"), (status = 422, body = Problem),
    )
)]
async fn add(at: At, Sent(new): Sent<WorkerNew>) -> Answer<WorkerMade> {
    at.run(move |at| {
        let edits = new.fields.into_iter().map(WorkerEdit::read).collect::<Result<Vec<_>, _>>()?;
        within(at, &edits)?;
        // Whoever keeps one unit gives the new one that unit.
        let mut profile = Profile {
            code: Text::trimmed(&new.code),
            given: Text::default(),
            surname: Text::default(),
            position: Text::default(),
            unit: at.staff.unit.clone(),
            phone: Text::default(),
            email: Text::default(),
            languages: Vec::new(),
            hours: None,
            skills: Vec::new(),
            week: Vec::new(),
            until: None,
        };
        edits.into_iter().for_each(|edit| edit.write(&mut profile));
        let added = at.municipality().add_worker(at.by(), profile);
        let worker = added.map_err(|error| match error {
            crate::error::Error::Exists(_) => Problem::new(StatusCode::CONFLICT, "code_taken"),
            error => error.into(),
        })?;
        Ok(WorkerMade { worker })
    })
    .await
}

#[derive(Deserialize)]
struct OneWorker {
    worker: ActorId,
}

/// What changes.
#[derive(Deserialize, ToSchema)]
struct WorkerMend {
    fields: Vec<WorkerEdit>,
}

/// Changes what is written of a worker. Her hours and week have a route of their own.
#[utoipa::path(
    put, tag = "office", path = "/m/{slug}/api/workers/{worker}/profile", operation_id = "workers_mend",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = WorkerMend,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))
)]
async fn mend(
    at: At,
    Named(OneWorker { worker }): Named<OneWorker>,
    Sent(mend): Sent<WorkerMend>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let edits = mend.fields.into_iter().map(WorkerEdit::read).collect::<Result<Vec<_>, _>>()?;
        if edits.is_empty() {
            return Err(Problem::malformed());
        }
        within(at, &edits)?;
        let written = |mut profile: Profile| {
            edits.into_iter().for_each(|edit| edit.write(&mut profile));
            profile
        };
        Ok(at.municipality().mend_worker(at.by(), worker, written)?)
    })
    .await
}

/// When somebody leaves.
#[derive(Deserialize, ToSchema)]
struct WorkerLeave {
    /// The last day she works, `2026-12-31`; none: she leaves at once.
    #[serde(default)]
    last_day: Option<String>,
}

/// What ended.
#[derive(Serialize, ToSchema)]
struct LeftView {
    /// Tablets whose rights were taken; none while her last day is still to come.
    tablets: usize,
    /// Whether she still signs in to the console after it: as more than a worker, which an administrator alone ends.
    signs_in: bool,
}

/// Somebody leaves. When her last day is over, her tablets lose their rights and her sign-in ends; nobody plans on her
/// after it from now on. Of one who has left already her clients and coming visits go to others first.
#[utoipa::path(
    post, tag = "office", path = "/m/{slug}/api/workers/{worker}/leave", operation_id = "workers_leave",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = WorkerLeave,
    responses(
        (status = 200, body = LeftView), (status = 400, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem, description = "`has_clients` or `has_visits`, with a count; `last_administrator`"),
    )
)]
async fn leave(
    at: At,
    Named(OneWorker { worker }): Named<OneWorker>,
    Sent(WorkerLeave { last_day }): Sent<WorkerLeave>,
) -> Answer<LeftView> {
    at.run(move |at| {
        let last = last_day.as_deref().map(day).transpose()?;
        let until = last.map(|last| calendar().day(last).end);
        let may_end_any = at.staff.role == StaffRole::Administrator;
        let left = at.municipality().leave(at.by(), worker, until, may_end_any);
        let left = left.map_err(|error| match error {
            crate::error::Error::Invalid(_) => Problem::unfit("last_administrator"),
            error => error.into(),
        })?;
        let Left { tablets, signs_in } = left.map_err(|stays| match stays {
            Stays::Clients(count) => Problem::unfit("has_clients").with("count", count),
            Stays::Visits(count) => Problem::unfit("has_visits").with("count", count),
        })?;
        Ok(LeftView { tablets, signs_in })
    })
    .await
}

/// Somebody who was to leave, or has left, works here again.
#[utoipa::path(
    delete, tag = "office", path = "/m/{slug}/api/workers/{worker}/leave", operation_id = "workers_come_back",
    params(("slug" = String, Path), ("worker" = Uuid, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))
)]
async fn come_back(at: At, Named(OneWorker { worker }): Named<OneWorker>) -> Result<StatusCode, Problem> {
    at.done(move |at| Ok(at.municipality().come_back(at.by(), worker)?)).await
}
