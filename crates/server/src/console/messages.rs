//! What clients were told and will be, whether it goes out at all, and what came in from nobody known.

use super::at::{Answer, Asked, At, Named, Sent};
use super::problem::Problem;
use super::rights::{ADMINISTER, Reach, Right, Routes, SEE_CLIENTS};
use crate::log::JobRow;
use crate::messages::{Held, Preview, SmsPreview, Standing};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use vizitas_domain::client::Channel;
use vizitas_domain::id::{EventId, MessageId, StreamId, VisitId};
use vizitas_domain::told::{Delivery, Purpose, Told};
use vizitas_message::Style;
use vizitas_message::sms::{Alphabet, Parts};

/// To know whether messages go out: everybody, for everybody's clients wait for them.
const KNOW_STANDING: Right = Right::of([Reach::Own, Reach::Unit, Reach::All, Reach::Unit, Reach::All]);
/// To let messages out again after a restore.
const RELEASE_MESSAGES: Right =
    Right::of([Reach::Nothing, Reach::Nothing, Reach::Nothing, Reach::All, Reach::All]);

/// To read what nobody known wrote, and deal with it: whose client it is from nobody can tell, so no worker reads it.
const READ_STRAYS: Right =
    Right::of([Reach::Nothing, Reach::Unit, Reach::Nothing, Reach::Unit, Reach::Nothing]);

pub(super) fn routes() -> Routes {
    Routes::default()
        .route(SEE_CLIENTS, routes!(history))
        .route(SEE_CLIENTS, routes!(shown_to_client))
        .route(ADMINISTER, routes!(try_carrier))
        .route(KNOW_STANDING, routes!(standing))
        .route(RELEASE_MESSAGES, routes!(release))
        .route(READ_STRAYS, routes!(strays))
        .route(READ_STRAYS, routes!(stray_done))
        .route(READ_STRAYS, routes!(stray_again))
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

/// A text message as it would go out.
#[derive(Serialize, ToSchema)]
struct SmsPreviewView {
    /// `letters`, as people write; `plain`, without marks; `latin`, in Latin letters, too.
    #[schema(value_type = String)]
    style: Style,
    text: String,
    /// In how many parts it goes.
    parts: usize,
    /// Characters, as the network counts them.
    units: usize,
    /// `gsm7` or `ucs2`.
    #[schema(value_type = String)]
    alphabet: Alphabet,
    /// In thousandths of a euro.
    cost: u64,
}

impl From<SmsPreview> for SmsPreviewView {
    fn from(SmsPreview { style, text, parts, cost }: SmsPreview) -> Self {
        let Parts { alphabet, units, parts } = parts;
        Self { style, text, parts, units, alphabet, cost }
    }
}

/// A message as it would go out.
#[derive(Serialize, ToSchema)]
pub(super) struct PreviewView {
    /// The way the office has set.
    sms: SmsPreviewView,
    /// Each way it can be written.
    ways: Vec<SmsPreviewView>,
    subject: String,
    text: String,
    /// At the head of the client's page.
    page: String,
}

impl From<Preview> for PreviewView {
    fn from(Preview { sms, ways, mail, page }: Preview) -> Self {
        Self {
            sms: sms.into(),
            ways: ways.into_iter().map(SmsPreviewView::from).collect(),
            subject: mail.subject,
            text: mail.text,
            page,
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

/// Messages held after a restore.
#[derive(Serialize, ToSchema)]
struct HeldView {
    /// When the server was restored, in seconds since 1970.
    restored: i64,
    /// How many wait.
    waiting: u32,
    /// How many of them fell due before, so that they may have gone out by then: nobody knows.
    doubtful: u32,
}

/// Whether messages go out.
#[derive(Serialize, ToSchema)]
struct MessagesStanding {
    /// False after a restore, until somebody lets them out.
    released: bool,
    /// Whether clients are told at all.
    on: bool,
    /// What is held until then.
    held: Option<HeldView>,
}

/// Whether messages go out.
#[utoipa::path(
    get, tag = "messages", path = "/m/{slug}/api/messages", operation_id = "messages_standing",
    params(("slug" = String, Path)), responses((status = 200, body = MessagesStanding), (status = 403, body = Problem))
)]
async fn standing(at: At) -> Answer<MessagesStanding> {
    at.run(|at| {
        let Standing { on, held } = at.municipality().standing()?;
        let view =
            |Held { restored, waiting, doubtful }| HeldView { restored: restored.0, waiting, doubtful };
        Ok(MessagesStanding { released: held.is_none(), on, held: held.map(view) })
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
    at.done(|at| Ok(at.municipality().release_messages(at.staff.actor)?)).await
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

/// Which message.
#[derive(Deserialize, ToSchema)]
struct StrayDone {
    id: String,
}

/// Somebody has dealt with such a message: it is forgotten after the next working day.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/strays/done", operation_id = "stray_done",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = StrayDone,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn stray_done(at: At, Sent(done): Sent<StrayDone>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        at.municipality().stray_done(at.staff.actor, &done.id)?;
        Ok(at.record("dealt with a stray message", None)?)
    })
    .await
}

/// Nobody has dealt with it after all.
#[utoipa::path(
    post, tag = "messages", path = "/m/{slug}/api/messages/strays/again", operation_id = "stray_again",
    params(("slug" = String, Path), ("vizitas-console" = String, Header)), request_body = StrayDone,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))
)]
async fn stray_again(at: At, Sent(done): Sent<StrayDone>) -> Result<StatusCode, Problem> {
    at.done(move |at| {
        at.municipality().stray_again(&done.id)?;
        Ok(at.record("took up a stray message again", None)?)
    })
    .await
}
