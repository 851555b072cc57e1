//! The words clients are told in: the published ones, the office's own, and what they would make of a message.

use super::at::{Answer, At, Named, Sent};
use super::messages::PreviewView;
use super::names::Names;
use super::problem::Problem;
use super::rights::{Reach, Right, Routes};
use super::scope::Subject;
use crate::messages::{Template, Version, Which};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::id::StreamId;
use vizitas_domain::text::Text;
use vizitas_domain::told::Purpose;
use vizitas_message::lint::Fault;
use vizitas_message::{Form, Language};

/// To change what stands in messages: who answers for the standard, and who administers.
const WORD_MESSAGES: Right =
    Right::of([Reach::Nothing, Reach::Nothing, Reach::All, Reach::Nothing, Reach::All]);
/// To see them with a real client: of those only who sees clients.
const WORD_FOR_CLIENT: Right =
    Right::of([Reach::Nothing, Reach::Nothing, Reach::All, Reach::Nothing, Reach::Nothing]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(WORD_MESSAGES, routes!(templates))
        .route(WORD_MESSAGES, routes!(write_template))
        .route(WORD_MESSAGES, routes!(try_template))
        .route(WORD_FOR_CLIENT, routes!(try_for_client))
}

/// What a template was changed to.
#[derive(Serialize, ToSchema)]
struct TemplateVersion {
    /// Counted from 1 for each template.
    number: u32,
    at: i64,
    /// By whom, when it is somebody of the office.
    #[schema(value_type = Option<String>)]
    by: Option<Text>,
    /// None: back to the published words.
    pieces: Option<Vec<String>>,
}

/// A template in force.
#[derive(Serialize, ToSchema)]
struct TemplateView {
    #[schema(value_type = String)]
    language: Language,
    #[schema(value_type = String)]
    purpose: Purpose,
    /// `sms`, `sms_short`, `subject`, `mail`, `page`.
    #[schema(value_type = String)]
    form: Form,
    /// Whether others may see it, so that no service and no problem may be named.
    neutral: bool,
    pieces: Vec<String>,
    /// Whether these are the office's own words.
    own: bool,
    /// The published words,
    published: Vec<String>,
    /// and their version.
    published_version: String,
    /// Variables that may stand in it,
    variables: Vec<&'static str>,
    /// and those of them that must.
    needed: Vec<&'static str>,
    /// The newest first.
    versions: Vec<TemplateVersion>,
}

impl TemplateView {
    fn of(template: Template, names: &Names) -> Self {
        let Which { language, purpose, form } = template.which;
        let version = |version: Version| TemplateVersion {
            number: version.number,
            at: version.at.0,
            by: names.name(version.by).cloned(),
            pieces: version.pieces,
        };
        let must = template.variables.iter().filter(|(_, must)| *must);
        Self {
            language,
            purpose,
            form,
            neutral: form.is_neutral(),
            pieces: template.pieces,
            own: template.own,
            published: template.published,
            published_version: template.published_version,
            needed: must.map(|(variable, _)| variable.name()).collect(),
            variables: template.variables.iter().map(|(variable, _)| variable.name()).collect(),
            versions: template.versions.into_iter().map(version).collect(),
        }
    }
}

/// Every template in force.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/messages/templates", operation_id = "templates",
    params(("slug" = String, Path)),
    responses((status = 200, body = Vec<TemplateView>), (status = 403, body = Problem))
)]
async fn templates(at: At) -> Answer<Vec<TemplateView>> {
    at.run(|at| {
        let names = Names::of(at)?;
        let templates = at.municipality().templates()?.into_iter();
        Ok(templates.map(|template| TemplateView::of(template, &names)).collect())
    })
    .await
}

/// Words in place of a template.
#[derive(Deserialize, ToSchema)]
struct TemplateWords {
    #[schema(value_type = String)]
    language: Language,
    #[schema(value_type = String)]
    purpose: Purpose,
    #[schema(value_type = String)]
    form: Form,
    /// None: the published words.
    pieces: Option<Vec<String>>,
    /// The newest version that was seen, 0 when there was none; when there is a newer one nothing is written.
    #[serde(default)]
    seen: Option<u32>,
}

impl TemplateWords {
    fn which(&self) -> Which {
        Which { language: self.language, purpose: self.purpose, form: self.form }
    }
}

/// What is wrong with words.
fn faulty(faults: &[Fault]) -> Problem {
    Problem::unfit("template_faults").with("faults", serde_json::to_value(faults).unwrap_or_default())
}

/// Puts the office's own words in place of a template, or the published ones back.
#[utoipa::path(
    put, tag = "messages", path = "/m/{slug}/api/messages/templates", operation_id = "template_write",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = TemplateWords,
    responses(
        (status = 204), (status = 403, body = Problem), (status = 409, body = Problem, description = "`moved`"),
        (status = 422, body = Problem, description = "`template_faults`: `faults` tells each"),
    )
)]
async fn write_template(at: At, Sent(words): Sent<TemplateWords>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let (which, by) = (words.which(), at.staff.actor);
        let written = at.municipality().set_template(by, which, words.pieces, words.seen)?;
        written.map_err(|faults| faulty(&faults))
    })
    .await
}

/// Shows what words would make of an invented visit: text, parts, cost.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/templates/preview", operation_id = "template_preview",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = TemplateWords,
    responses(
        (status = 200, body = PreviewView), (status = 403, body = Problem),
        (status = 422, body = Problem, description = "`template_faults`: `faults` tells each"),
    )
)]
async fn try_template(at: At, Sent(words): Sent<TemplateWords>) -> Answer<PreviewView> {
    at.run(move |at| tried(at, words, None)).await
}

#[derive(Deserialize)]
struct OneClient {
    client: StreamId,
}

/// Shows what words would make of this client's visit; it is a look at the client.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/clients/{client}/messages/preview",
    operation_id = "template_preview_client",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("vizitas-console" = String, Header)),
    request_body = TemplateWords,
    responses(
        (status = 200, body = PreviewView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem, description = "`template_faults`: `faults` tells each"),
    )
)]
async fn try_for_client(
    at: At,
    Named(one): Named<OneClient>,
    Sent(words): Sent<TemplateWords>,
) -> Answer<PreviewView> {
    at.run(move |at| {
        at.admit(Subject::Client(one.client), true)?;
        tried(at, words, Some(one.client))
    })
    .await
}

fn tried(at: &At, words: TemplateWords, client: Option<StreamId>) -> Result<PreviewView, Problem> {
    let which = words.which();
    let tried = at.municipality().try_template(which, &words.pieces.unwrap_or_default(), client)?;
    tried.map(PreviewView::from).map_err(|faults| faulty(&faults))
}
