//! What clients were told, the words it is told in, and how it goes out.

use super::at::{Answer, Asked, At, Named, Sent};
use super::problem::Problem;
use super::rights::{ADMINISTER, Reach, Right, Routes, SEE_CLIENTS, SERVE_CLIENTS};
use crate::log::JobRow;
use crate::messages::Preview;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{EventId, MessageId, StreamId, VisitId};
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_message::lint::Fault;
use vizitas_message::{Form, Language};

/// To change what stands in messages: who answers for the standard, and who administers.
const WORD_MESSAGES: Right =
    Right::of([Reach::Nothing, Reach::Nothing, Reach::All, Reach::Nothing, Reach::All]);
/// To let messages out again after a restore.
const RELEASE_MESSAGES: Right =
    Right::of([Reach::Nothing, Reach::Nothing, Reach::Nothing, Reach::All, Reach::All]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SEE_CLIENTS, routes!(history))
        .route(SEE_CLIENTS, routes!(shown_to_client))
        .route(WORD_MESSAGES, routes!(templates))
        .route(WORD_MESSAGES, routes!(write_template))
        .route(WORD_MESSAGES, routes!(try_template))
        .route(ADMINISTER, routes!(settings))
        .route(ADMINISTER, routes!(write_settings))
        .route(ADMINISTER, routes!(try_carrier))
        .route(SEE_CLIENTS, routes!(standing))
        .route(RELEASE_MESSAGES, routes!(release))
        .route(SERVE_CLIENTS, routes!(strays))
        .route(SERVE_CLIENTS, routes!(stray_done))
}

/// A message, and how far it came.
#[derive(Serialize, ToSchema)]
struct MessageView {
    #[schema(value_type = Uuid)]
    id: MessageId,
    #[schema(value_type = Option<Uuid>)]
    visit: Option<VisitId>,
    #[schema(value_type = Option<Uuid>)]
    plan: Option<EventId>,
    #[schema(value_type = String)]
    purpose: Purpose,
    #[schema(value_type = String)]
    channel: Channel,
    /// `sent`, `delivered`, `failed`, `unknown`, `withdrawn`; none: it waits.
    #[schema(value_type = Option<String>)]
    delivery: Option<Delivery>,
    /// When that was known; of one that waits, when it is due.
    at: i64,
    /// Why it failed: a carrier's code.
    why: String,
}

impl From<Told> for MessageView {
    fn from(told: Told) -> Self {
        let Told { id, visit, plan, purpose, channel, delivery, at, why } = told;
        Self { id, visit, plan, purpose, channel, delivery: Some(delivery), at: at.0, why: why.into() }
    }
}

impl From<JobRow> for MessageView {
    fn from(row: JobRow) -> Self {
        let job = row.job;
        Self {
            id: job.id,
            visit: Some(job.visit),
            plan: job.plan,
            purpose: job.purpose,
            channel: job.channel,
            delivery: None,
            at: row.due.0,
            why: String::new(),
        }
    }
}

/// What a client was told, and will be.
#[derive(Serialize, ToSchema)]
struct MessageHistory {
    /// The latest first.
    told: Vec<MessageView>,
    /// The first due first.
    waiting: Vec<MessageView>,
}

#[derive(Deserialize)]
struct OneClient {
    client: StreamId,
}

/// What a client was told: when, how, whether it arrived.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/clients/{client}/messages", operation_id = "client_messages",
    params(("slug" = String, Path), ("client" = Uuid, Path)),
    responses((status = 200, body = MessageHistory), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn history(at: At, Named(one): Named<OneClient>) -> Answer<MessageHistory> {
    at.run(move |at| {
        let told = at.municipality().messages_of(one.client)?;
        let waiting = at.municipality().messages_waiting_for(one.client)?;
        Ok(MessageHistory {
            told: told.into_iter().map(MessageView::from).collect(),
            waiting: waiting.into_iter().map(MessageView::from).collect(),
        })
    })
    .await
}

/// A message as it would go out.
#[derive(Serialize, ToSchema)]
struct PreviewView {
    sms: String,
    /// In how many parts it goes.
    parts: usize,
    /// Characters, as the network counts them.
    units: usize,
    /// `gsm7` or `ucs2`.
    alphabet: String,
    /// In thousandths of a euro.
    cost: u64,
    subject: String,
    text: String,
}

impl From<Preview> for PreviewView {
    fn from(preview: Preview) -> Self {
        let alphabet = serde_json::to_value(preview.parts.alphabet).unwrap_or_default();
        Self {
            sms: preview.sms,
            parts: preview.parts.parts,
            units: preview.parts.units,
            alphabet: alphabet.as_str().unwrap_or_default().to_owned(),
            cost: preview.cost,
            subject: preview.mail.subject,
            text: preview.mail.text,
        }
    }
}

#[derive(Deserialize)]
struct OfPurpose {
    purpose: Purpose,
}

/// A message as this client would get it now.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/clients/{client}/messages/preview",
    operation_id = "client_message_preview",
    params(("slug" = String, Path), ("client" = Uuid, Path), ("purpose" = String, Query)),
    responses((status = 200, body = PreviewView), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn shown_to_client(
    at: At,
    Named(one): Named<OneClient>,
    Asked(of): Asked<OfPurpose>,
) -> Answer<PreviewView> {
    at.run(move |at| Ok(at.municipality().preview(one.client, of.purpose)?.into())).await
}

/// A template in force.
#[derive(Serialize, ToSchema)]
struct TemplateView {
    #[schema(value_type = String)]
    language: Language,
    #[schema(value_type = String)]
    purpose: Purpose,
    /// `sms`, `subject`, `mail`, `page`.
    #[schema(value_type = String)]
    form: Form,
    pieces: Vec<String>,
    /// Whether these are the office's own words.
    own: bool,
}

/// Every template in force.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/messages/templates", operation_id = "templates",
    params(("slug" = String, Path)),
    responses((status = 200, body = Vec<TemplateView>), (status = 403, body = Problem))
)]
async fn templates(at: At) -> Answer<Vec<TemplateView>> {
    at.run(|at| {
        let view = |template: crate::messages::Template| {
            let crate::messages::Template { language, purpose, form, pieces, own } = template;
            TemplateView { language, purpose, form, pieces, own }
        };
        Ok(at.municipality().templates()?.into_iter().map(view).collect())
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
        (status = 204), (status = 403, body = Problem),
        (status = 422, body = Problem, description = "`template_faults`: `faults` tells each"),
    )
)]
async fn write_template(at: At, Sent(words): Sent<TemplateWords>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        let TemplateWords { language, purpose, form, pieces } = words;
        let written = at.municipality().set_template(language, purpose, form, pieces)?;
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
    at.run(move |at| {
        let TemplateWords { language, purpose, form, pieces } = words;
        let tried = at.municipality().try_template(language, purpose, form, &pieces.unwrap_or_default())?;
        tried.map(PreviewView::from).map_err(|faults| faulty(&faults))
    })
    .await
}

#[derive(Deserialize)]
struct OneNoun {
    noun: String,
}

/// A noun's settings: `messages`, `email`, `sms`, `templates`. Of a secret only whether there is one.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/settings/{noun}", operation_id = "settings",
    params(("slug" = String, Path), ("noun" = String, Path)),
    responses((status = 200, body = Value), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn settings(at: At, Named(one): Named<OneNoun>) -> Answer<Value> {
    at.run(move |at| Ok(at.municipality().settings_shown(&one.noun)?)).await
}

/// Writes a noun's settings whole; a secret left out, or `true`, stays.
#[utoipa::path(
    put, tag = "messages", path = "/m/{slug}/api/settings/{noun}", operation_id = "settings_write",
    params(("slug" = String, Path), ("noun" = String, Path), ("vizitas-console" = String, Header)),
    request_body = Value,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))
)]
async fn write_settings(
    at: At,
    Named(one): Named<OneNoun>,
    Sent(value): Sent<Value>,
) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        at.municipality().set_settings(&one.noun, value)?;
        Ok(at.record("settings changed", None)?)
    })
    .await
}

/// Where a message that tries a carrier out goes to.
#[derive(Deserialize, ToSchema)]
struct Trial {
    /// `sms` or `email`.
    #[schema(value_type = String)]
    channel: Channel,
    /// One's own telephone or address.
    to: String,
}

/// What the carrier did.
#[derive(Serialize, ToSchema)]
struct Tried {
    /// `sent`, `not_yet`, `never`, `unknown`.
    outcome: &'static str,
    /// The carrier's code, when it did not go.
    why: String,
}

/// Sends a message about an invented visit to oneself.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/test", operation_id = "message_test",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = Trial,
    responses((status = 200, body = Tried), (status = 403, body = Problem), (status = 422, body = Problem))
)]
async fn try_carrier(at: At, Sent(trial): Sent<Trial>) -> Answer<Tried> {
    at.run(move |at| {
        let (outcome, why) = at.municipality().try_carrier(trial.channel, &trial.to)?;
        at.record("tried a carrier", None)?;
        Ok(Tried { outcome, why })
    })
    .await
}

/// Whether messages go out.
#[derive(Serialize, ToSchema)]
struct MessagesStanding {
    /// False after a restore, until somebody lets them out.
    released: bool,
    /// Whether clients are told at all.
    on: bool,
}

/// Whether messages go out.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/messages", operation_id = "messages_standing",
    params(("slug" = String, Path)), responses((status = 200, body = MessagesStanding), (status = 403, body = Problem))
)]
async fn standing(at: At) -> Answer<MessagesStanding> {
    at.run(|at| {
        let on = at.municipality().settings::<crate::messages::MessageSettings>()?.on;
        Ok(MessagesStanding { released: at.municipality().may_send()?, on })
    })
    .await
}

/// Lets messages out again after a restore.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/release", operation_id = "messages_release",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)),
    responses((status = 204), (status = 403, body = Problem))
)]
async fn release(at: At) -> Result<StatusCode, Problem> {
    at.done(|at| {
        at.municipality().release_messages()?;
        Ok(at.record("let messages out", None)?)
    })
    .await
}

/// A message from outside that no client was found for.
#[derive(Serialize, ToSchema)]
struct StrayView {
    id: String,
    at: i64,
    sender: String,
    words: String,
}

/// Messages that no client was found for, oldest first.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/messages/strays", operation_id = "strays",
    params(("slug" = String, Path)), responses((status = 200, body = Vec<StrayView>), (status = 403, body = Problem))
)]
async fn strays(at: At) -> Answer<Vec<StrayView>> {
    at.run(|at| {
        let strays = at.municipality().strays()?.into_iter();
        let view = |stray: crate::log::Inbound| StrayView {
            id: stray.id,
            at: stray.at.0,
            sender: stray.sender,
            words: stray.words,
        };
        Ok(strays.map(view).collect())
    })
    .await
}

/// Which message was dealt with.
#[derive(Deserialize, ToSchema)]
struct StrayDone {
    id: String,
}

/// Somebody has dealt with such a message: it is forgotten.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/strays/done", operation_id = "stray_done",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = StrayDone,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn stray_done(at: At, Sent(done): Sent<StrayDone>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        at.municipality().stray_done(&done.id)?;
        Ok(at.record("dealt with a stray message", None)?)
    })
    .await
}
