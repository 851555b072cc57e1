//! Pages as HTML. The templates hold no sentence and no script; what they show comes from `view`.

use super::look::Sight;
use super::view::{self, Button, Page};
use super::words::Words;
use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use vizitas_message::Language;

/// The browser may show what this server sent and send its forms there, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// What every answer says to the browser: nothing is kept, nothing is told on.
pub(super) fn guards() -> [(HeaderName, HeaderValue); 5] {
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
    ]
}

pub(super) async fn style() -> Response {
    let about = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (about, include_str!("../../templates/page/page.css")).into_response()
}

/// What is the same on every page: its language and its address.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) words: Words,
    pub(super) path: String,
}

impl Frame {
    pub(super) fn new(language: Option<Language>, path: String) -> Self {
        Self { words: Words(language.unwrap_or_default()), path }
    }

    /// Every language by its code and its own name.
    fn languages(&self) -> Vec<(&'static str, String)> {
        let own = |language: Language| (language.code(), Words(language).say("page-own-name"));
        Language::ALL.map(own).to_vec()
    }

    /// Where its forms go.
    fn post(&self) -> String {
        format!("{}?l={}", self.path, self.words.0.code())
    }
}

#[derive(Template)]
#[template(path = "page/visit.html")]
struct Visit<'a> {
    frame: &'a Frame,
    page: Page,
}

#[derive(Template)]
#[template(path = "page/wish.html")]
struct Wish<'a> {
    frame: &'a Frame,
    times: Vec<view::Button>,
    plan: String,
    phone: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "page/stranger.html")]
struct Stranger<'a> {
    frame: &'a Frame,
    phone: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "page/word.html")]
struct Word<'a> {
    frame: &'a Frame,
    heading: &'static str,
    more: &'static str,
    undo: Option<Button>,
    offices: Vec<(String, Option<(String, String)>)>,
}

/// A page without a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing stands behind this link, or not any more.
    Gone,
    /// Somebody said that it had come to the wrong person; for a while she may take that back.
    Ended { undo: bool },
    /// Too many people are here.
    Busy,
    /// The server is not well.
    Failed,
}

pub(super) fn visit(frame: &Frame, sight: &Sight) -> Response {
    answer(StatusCode::OK, &Visit { frame, page: view::page(sight, frame.words) })
}

pub(super) fn wish(frame: &Frame, sight: &Sight) -> Response {
    let plan = sight.visit.in_question().map(|plan| plan.to_string()).unwrap_or_default();
    let times = view::others(sight, frame.words);
    answer(StatusCode::OK, &Wish { frame, times, plan, phone: view::dial(&sight.phone) })
}

pub(super) fn stranger(frame: &Frame, sight: &Sight) -> Response {
    answer(StatusCode::OK, &Stranger { frame, phone: view::dial(&sight.phone) })
}

/// The visit as a file for a calendar; the page itself when it has no time that holds.
pub(super) fn calendar(frame: &Frame, sight: &Sight) -> Response {
    let Some(calendar) = view::calendar(sight, frame.words) else { return visit(frame, sight) };
    let file = calendar.attachment();
    let about = [
        (header::CONTENT_TYPE, calendar.content_type()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
    ];
    (guards(), about, file.bytes).into_response()
}

/// `offices` are whom to call: name and telephone.
pub(super) fn word(frame: Frame, shown: Shown, offices: &[(String, String)]) -> Response {
    let (status, heading, more) = match shown {
        Shown::Gone => (StatusCode::NOT_FOUND, "page-gone-title", "page-gone-more"),
        Shown::Ended { .. } => (StatusCode::GONE, "page-stranger-done", "page-stranger-done-more"),
        Shown::Busy => (StatusCode::SERVICE_UNAVAILABLE, "page-failed-title", "page-busy"),
        Shown::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "page-failed-title", "page-failed-more"),
    };
    let offices = offices.iter().map(|(name, phone)| (name.clone(), view::dial(phone))).collect();
    let undo = (shown == Shown::Ended { undo: true }).then(|| view::undo(frame.words));
    answer(status, &Word { frame: &frame, heading, more, undo, offices })
}

fn answer(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => (status, guards(), Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            (StatusCode::INTERNAL_SERVER_ERROR, guards()).into_response()
        }
    }
}
